import { addSeen, emptyState, runProblems } from '../../src/lint/folds.ts';
import type { SeenType } from '../../src/model/attribute-type.ts';
import type { Entry, EventUse, Locate, Order, Source, Target } from '../../src/model/event-use.ts';
import type { Api } from '../../src/model/pack.ts';
import type { AttributeDeclaration, EventDeclaration, LockEntry, Status } from '../../src/model/registry.ts';
import type { Context, RunProblem, RunRule, Seen } from '../../src/model/rule.ts';
import { type Place, place, position, sourceText } from '../../src/model/text.ts';
import { testPack } from '../read/payload/test-pack.ts';

/** Where a use of these tests stands: line `index` of `file`. */
export interface At {
  readonly file?: string;
  readonly index?: number;
  readonly time?: string;
  readonly source?: Source;
  readonly api?: string;
}

export const api = (id: string): Api => testPack.apis.find((one) => one.id === id) as Api;

/** An event seen with attributes of these types, several joined by `|`. */
export function use(event: string, attributes: Record<string, string> = {}, at: At = {}): EventUse {
  const names = Object.keys(attributes);
  const text = `${event} ${names.map((name) => `${name}: ${attributes[name]}`).join(', ')}`;
  return {
    source: at.source ?? 'code',
    names: event.split('|').filter((name) => name !== ''),
    dynamic: event === '',
    attributes: names.map((name) => ({
      name,
      types: (attributes[name] as string).split('|') as SeenType[],
      optional: false,
    })),
    open: false,
    order: orderOf(at),
    locate: locateIn(text, event, at),
    api: at.api === undefined ? undefined : api(at.api),
  };
}

/** An entry of an API about a user; without an event it is a profile. */
export function entry(apiId: string, fields: Record<string, unknown>, at: At = {}): Seen {
  const { event_name } = fields;
  const its: Entry = {
    api: api(apiId),
    fields,
    order: orderOf(at),
    locate: locateIn(`{${String(event_name)}}`, String(event_name), at),
  };
  if (typeof event_name !== 'string') return { entry: its };
  const eventUse = use(event_name, {}, { ...at, source: 'payload', api: apiId });
  return { use: eventUse, entry: { ...its, use: eventUse } };
}

function orderOf({ time, file = 'a.ts', index = 1 }: At): Order {
  return { time, file, part: 0, line: 1, index };
}

function locateIn(text: string, event: string, { file = 'a.ts', index = 1 }: At): Locate {
  const source = sourceText(file, text, index);
  const of = (words: string, from = 0) => {
    const start = Math.max(text.indexOf(words, from), 0);
    return place(source, start, start + words.length);
  };
  return (target: Target) => {
    if (target.part === 'event') return of(event);
    if (target.part === 'attribute') return of(target.name, event.length);
    if (target.part !== 'value') return of('');
    const start = text.indexOf(`${target.name}: `, event.length) + target.name.length + 2;
    const end = text.indexOf(',', start);
    return place(source, start, end < 0 ? text.length : end);
  };
}

/** Declarations, written `{ order_placed: { quantity: 'number' } }`. */
export function context(
  events: Record<string, Record<string, string>>,
  more: Partial<Context> & { createsUser?: readonly string[]; status?: Record<string, Status> } = {},
): Context {
  const at = (words: string) => place(sourceText('event-registry.yaml', words), 0, words.length);
  const declared = Object.entries(events).map(([name, attributes]): [string, EventDeclaration] => [
    name,
    {
      name,
      status: more.status?.[name] ?? 'active',
      platforms: [],
      createsUser: more.createsUser?.includes(name) ?? false,
      tags: [],
      additional: 'deny',
      attributes: new Map(
        Object.entries(attributes).map(([key, type]): [string, AttributeDeclaration] => [
          key,
          {
            name: key,
            type: type as AttributeDeclaration['type'],
            required: false,
            status: 'active',
            at: at(key),
            typeAt: at(type),
            keyAt: () => at(key),
          },
        ]),
      ),
      reserved: [],
      at: at(name),
      keyAt: () => at(name),
    },
  ]);
  return {
    pack: testPack,
    registry: {
      files: ['event-registry.yaml'],
      events: new Map(declared),
      uses: [],
      eventsAt: [],
      accepted: [],
    },
    lock: new Map(),
    userMerging: false,
    wholeCode: true,
    nearest: () => undefined,
    ...more,
  };
}

/** A lock of one attribute. */
export function locked(event: string, attribute: string, type: string, tombstone = false): Context['lock'] {
  const text = `${event} ${attribute} ${type}`;
  const it: LockEntry = {
    event,
    attribute,
    type: type as LockEntry['type'],
    from: 'code',
    since: '2026-01-10',
    tombstone,
    at: place(sourceText('event-registry.lock', text), 0, text.length),
  };
  return new Map([[event, new Map([[attribute, it]])]]);
}

/** What a fold finds in things seen in one go. */
export function found(rule: RunRule, seen: readonly Seen[], within: Context): RunProblem[] {
  const state = emptyState(rule);
  for (const one of seen) addSeen(rule, state, one, within);
  return [...runProblems(rule, state, within)];
}

/** `file:line underlined text`, sorted. */
export function places(problems: readonly RunProblem[]): string[] {
  return problems.map(({ place: at }) => shown(at)).sort();
}

export function shown({ source, span }: Place): string {
  return `${source.file}:${position(source, span.start).line} ${source.text.slice(span.start, span.end)}`;
}
