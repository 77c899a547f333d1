import { type Change, type ChangedValues, type ChangeKind, isLive } from '../model/change.ts';
import type { RegistryState } from '../model/change-rule.ts';
import { type EventDeclaration, spellingKey } from '../model/registry.ts';
import { compareTexts, type Place } from '../model/text.ts';

/** The two sides of an event; at least one of them is there. */
export interface EventPair {
  /** The present name, else the former one. */
  readonly name: string;
  readonly before: EventDeclaration | undefined;
  readonly after: EventDeclaration | undefined;
  /** Where the event stands now; the nearest place where it does not. */
  readonly at: Place;
}

/** Makes a change of an event. */
export function changeOf<Kind extends ChangeKind>(
  kind: Kind,
  pair: EventPair,
  details: {
    readonly attribute?: string | undefined;
    readonly before: ChangedValues[Kind] | undefined;
    readonly after: ChangedValues[Kind] | undefined;
    readonly at?: Place | undefined;
    readonly was?: Place | undefined;
  },
): Change {
  const { name: event, before: eventBefore, after: eventAfter } = pair;
  const { attribute, before, after, at = pair.at } = details;
  const was = 'was' in details ? details.was : eventBefore?.at;
  // The kind decides the type of its values, which the compiler cannot follow through a union.
  return { kind, event, attribute, before, after, at, was, eventBefore, eventAfter } as unknown as Change;
}

/** Where the reader of a removed event looks: where its file, or the registry, declares events. */
export function nearestPlace({ at }: { readonly at: Place }, { registry }: RegistryState): Place {
  const [main] = registry.eventsAt;
  return registry.eventsAt.find(({ source }) => source.file === at.source.file) ?? main ?? at;
}

/**
 * New names that are other spellings of names that have gone, by new name. Where several could be meant, the first of each in
 * the order of their texts.
 */
export function otherSpellings<Declared extends { readonly status: EventDeclaration['status'] }>(
  before: ReadonlyMap<string, Declared>,
  after: ReadonlyMap<string, Declared>,
): ReadonlyMap<string, string> {
  const gone = new Map<string, string>();
  for (const [name, declared] of sortedEntries(before))
    if (isLive(declared) && !after.has(name) && !gone.has(spellingKey(name)))
      gone.set(spellingKey(name), name);
  const found = new Map<string, string>();
  for (const [name, declared] of sortedEntries(after)) {
    const former = gone.get(spellingKey(name));
    if (former === undefined || before.has(name) || !isLive(declared)) continue;
    found.set(name, former);
    gone.delete(spellingKey(name));
  }
  return found;
}

function sortedEntries<Value>(map: ReadonlyMap<string, Value>): [string, Value][] {
  return [...map].sort((a, b) => compareTexts(a[0], b[0]));
}

/** Of two records with the same keys, what differs. */
export function onlyDifferent(
  a: Readonly<Record<string, unknown>>,
  b: Readonly<Record<string, unknown>>,
): [Record<string, unknown>, Record<string, unknown>] {
  const keys = Object.keys(a).filter((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]));
  const of = (record: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(keys.map((key) => [key, record[key]]));
  return [of(a), of(b)];
}

/** Whether two lists hold different things, in whatever order. */
export function differ(a: readonly unknown[] | undefined, b: readonly unknown[] | undefined): boolean {
  const texts = (list: readonly unknown[] | undefined) =>
    list && [...new Set(list.map((each) => JSON.stringify(each)))].sort();
  return JSON.stringify(texts(a)) !== JSON.stringify(texts(b));
}
