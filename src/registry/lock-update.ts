import { type AttributeType, isDateText } from '../model/attribute-type.ts';
import { type Pack, reservedEvent } from '../model/pack.ts';
import {
  type AttributeDeclaration,
  type EventDeclaration,
  type Lock,
  type LockEntry,
  type LockSource,
  otherSpelling,
  type Registry,
} from '../model/registry.ts';
import type { Place } from '../model/text.ts';
import { bySeen, type Inventory, placesSeen, type SeenAttribute, type SeenEvent } from './inventory.ts';

/** What a lock is brought up to date with. */
export interface LockBasis {
  readonly registry: Registry;
  readonly seen: Inventory;
  readonly pack: Pack;
  /** The day, as `yyyy-MM-dd`. */
  readonly today: string;
  /** The commit in which a file stands as it is now; undefined where there is none. */
  readonly commitOf: (file: string) => string | undefined;
  readonly nearest: (word: string, known: Iterable<string>) => string | undefined;
}

/** One change of the lock, with the place that brought it about. */
export interface LockChange {
  readonly kind: 'added' | 'removed' | 'restored' | 'declared';
  readonly entry: LockEntry;
  /** Absent for what is no longer declared. */
  readonly at: Place | undefined;
}

/** A declaration that contradicts the lock. */
export interface Contradiction {
  readonly entry: LockEntry;
  readonly declared: AttributeDeclaration;
}

/** An attribute that nobody declares and that is not locked, because people have to decide. */
export interface Undecided {
  readonly event: string;
  readonly attribute: string;
  readonly place: Place;
  /** What it was seen as, the first seen first. */
  readonly types: readonly AttributeType[];
  /** The name that was probably meant, where this one looks misspelt. */
  readonly meant?: string | undefined;
}

/** A lock that is current, and what that took. */
export interface LockUpdate {
  readonly lock: Lock;
  readonly changes: readonly LockChange[];
  readonly contradictions: readonly Contradiction[];
  readonly undecided: readonly Undecided[];
}

/**
 * Brings a lock up to date: what is declared or sent is added, what is not declared any more keeps its line as removed. The
 * type in a line never changes. Doing it twice changes nothing more.
 */
export function updateLock(lock: Lock, basis: LockBasis): LockUpdate {
  const next = new Map([...lock].map(([event, attributes]) => [event, new Map(attributes)] as const));
  const changes: LockChange[] = [];
  const contradictions: Contradiction[] = [];
  const undecided: Undecided[] = [];
  const change = (kind: LockChange['kind'], entry: LockEntry, at: Place | undefined) => {
    const attributes = next.get(entry.event) ?? new Map<string, LockEntry>();
    next.set(entry.event, attributes.set(entry.attribute, entry));
    changes.push({ kind, entry, at });
  };
  for (const attributes of lock.values())
    for (const entry of attributes.values()) judgeEntry(entry, basis, change, contradictions);
  for (const event of basis.registry.events.values())
    for (const declared of event.attributes.values())
      if (!lock.get(event.name)?.has(declared.name) && !isDraft(event, declared))
        change('added', fromDeclaration(event, declared, lock, basis), declared.typeAt);
  for (const event of basis.seen.events.values()) {
    if (reservedEvent(basis.pack.reserved, event.name)) continue;
    for (const attribute of event.attributes.values()) {
      const declared = basis.registry.events.get(event.name)?.attributes.has(attribute.name);
      if (declared || lock.get(event.name)?.has(attribute.name)) continue;
      const found = fromUses(event, attribute, basis);
      if (found && 'entry' in found) change('added', found.entry, found.entry.at);
      else if (found) undecided.push(found);
    }
  }
  return { lock: next, changes, contradictions, undecided: undecided.sort(byName) };
}

/** What becomes of a line that is there. */
function judgeEntry(
  entry: LockEntry,
  basis: LockBasis,
  change: (kind: LockChange['kind'], entry: LockEntry, at: Place | undefined) => void,
  contradictions: Contradiction[],
): void {
  const { registry, today } = basis;
  const event = registry.events.get(entry.event);
  const declared = event?.attributes.get(entry.attribute);
  if (event && declared && !isRemoved(event, declared)) {
    if (declared.type !== entry.type) contradictions.push({ entry, declared });
    else if (entry.tombstone) change('restored', alive(entry), declared.at);
    else if (entry.from !== 'registry') change('declared', { ...entry, from: 'registry' }, declared.at);
    return;
  }
  const isGone = entry.from === 'registry' || mustNotReturn(event, entry.attribute);
  if (!entry.tombstone && isGone) {
    const at = declared?.at ?? event?.at;
    change('removed', { ...entry, tombstone: true, removed: today }, at);
  }
}

function alive(entry: LockEntry): LockEntry {
  return { ...entry, from: 'registry', tombstone: false, removed: undefined };
}

function isRemoved(event: EventDeclaration, declared: AttributeDeclaration): boolean {
  return (
    event.status === 'removed' || declared.status === 'removed' || event.reserved.includes(declared.name)
  );
}

/** Whether the registry itself says that an attribute is gone. */
function mustNotReturn(event: EventDeclaration | undefined, attribute: string): boolean {
  if (!event) return false;
  const isDeclaredGone = event.attributes.get(attribute)?.status === 'removed';
  return event.status === 'removed' || isDeclaredGone || event.reserved.includes(attribute);
}

/** What is a draft may still change. */
function isDraft(event: EventDeclaration, declared: AttributeDeclaration): boolean {
  return event.status === 'draft' || declared.status === 'draft';
}

function fromDeclaration(
  event: EventDeclaration,
  declared: AttributeDeclaration,
  lock: Lock,
  { today, commitOf }: LockBasis,
): LockEntry {
  // The day of an event is that of the attributes it began with; one that came later has its own, or today.
  const said = declared.since ?? (lock.has(event.name) ? undefined : event.since);
  const tombstone = isRemoved(event, declared);
  return {
    event: event.name,
    attribute: declared.name,
    type: declared.type,
    since: said !== undefined && isDateText(said) && said <= today ? said : today,
    from: 'registry',
    commit: commitOf(declared.at.source.file),
    tombstone,
    removed: tombstone ? today : undefined,
    at: declared.at,
  };
}

/** The line for an attribute that nobody declares, or what people have to decide; undefined where no type is known. */
function fromUses(
  event: SeenEvent,
  { name, byTypes }: SeenAttribute,
  { registry, today, commitOf, nearest }: LockBasis,
): { readonly entry: LockEntry } | Undecided | undefined {
  const known = [...byTypes.values()].filter(({ types }) => types.length > 0).sort(bySeen);
  const types = [...new Set(known.flatMap(({ types: each }) => each))].sort();
  const [type] = types;
  const places = known.flatMap(({ seen }) => placesSeen(seen));
  const place = places[0];
  if (type === undefined || place === undefined) return undefined;
  const about = { event: event.name, attribute: name, place };
  const declared = registry.events.get(event.name);
  const meant = declared
    ? meantAttribute(declared, name, nearest)
    : meantEvent(registry, event.name, nearest);
  if (meant !== undefined) return { ...about, types, meant };
  if (types.length > 1) return { ...about, types };
  const from: LockSource = known.some(({ seen }) => seen.code.count > 0) ? 'code' : 'payload';
  const tombstone = mustNotReturn(declared, name);
  const removed = tombstone ? today : undefined;
  const commit = commitOf(place.source.file);
  return {
    entry: {
      event: event.name,
      attribute: name,
      type,
      since: today,
      from,
      commit,
      tombstone,
      removed,
      at: place,
    },
  };
}

function meantEvent(registry: Registry, name: string, nearest: LockBasis['nearest']): string | undefined {
  return otherSpelling(registry.events, name) ?? nearest(name, registry.events.keys());
}

/** Where any attribute may be sent, only another spelling of a declared one is taken for a mistake. */
function meantAttribute(
  { attributes, additional }: EventDeclaration,
  name: string,
  nearest: LockBasis['nearest'],
): string | undefined {
  const other = otherSpelling(attributes, name);
  return other ?? (additional === 'allow' ? undefined : nearest(name, attributes.keys()));
}

function byName(a: Undecided, b: Undecided): number {
  const [first, second] = [a, b].map(({ event, attribute }) => `${event}\u0000${attribute}`) as [
    string,
    string,
  ];
  return first < second ? -1 : first > second ? 1 : 0;
}

/** A lock in which the type of one attribute is another, with the reason and what it was. */
export function overrideLock(
  lock: Lock,
  entry: LockEntry,
  declared: AttributeDeclaration,
  decision: { readonly reason: string; readonly by: string | undefined; readonly today: string },
): Lock {
  const { reason, by, today } = decision;
  const past = { was: entry.type, since: entry.since, reason, by };
  const changed: LockEntry = {
    ...alive(entry),
    type: declared.type,
    since: today,
    commit: undefined,
    overrides: [past, ...(entry.overrides ?? [])],
  };
  const attributes = new Map(lock.get(entry.event)).set(entry.attribute, changed);
  return new Map(lock).set(entry.event, attributes);
}
