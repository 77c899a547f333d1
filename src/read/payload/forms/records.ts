import type { EventUse, Target } from '../../../model/event-use.ts';
import { fieldAt } from '../../../model/field.ts';
import type { RecordShape } from '../../../model/pack.ts';
import { type Place, shorten } from '../../../model/text.ts';
import type { Document } from '../document.ts';
import { attributeUses, type Fields, isFields, own } from '../entry.ts';
import { kindOf } from '../entry-schema.ts';
import { find } from '../json-text.ts';
import type { PayloadItem, Session } from '../session.ts';
import { readTime } from './record-time.ts';

/** What a session says of records. */
type Known = Pick<Session, 'records' | 'only'>;

/** The description that an object fits, if any. */
export function recordShape(value: unknown, { records, only }: Known): RecordShape | undefined {
  if (records.length === 0 || !isFields(value)) return undefined;
  return records.find(({ match }) => {
    // What has no mark of its own is such a record only where the user says so.
    if (!match) return only;
    const kind = own(value, match.field);
    return typeof kind === 'string' && (match.event.includes(kind) || match.other.includes(kind));
  });
}

/** The key under which a body holds a list of records, if it does. */
export function listOf(body: Fields, known: Known): string | undefined {
  return known.records.find(({ list }) => {
    const all = list === undefined ? undefined : own(body, list);
    return Array.isArray(all) && recordShape(all[0], known);
  })?.list;
}

/** One part of a record, as it was found. */
export interface Part {
  /** The field's path or the column's name. */
  readonly name: string;
  readonly value: unknown;
  /** Where it stands. */
  readonly at: () => Place;
}

/** A record taken apart. A part that is not there is undefined. */
export interface Parts {
  readonly event: Part | undefined;
  readonly attributes:
    | (Part & { readonly inside: (name: string, what: 'key' | 'value') => Place })
    | undefined;
  readonly time: Part | undefined;
  readonly user: Part | undefined;
  /** Where the event's name is looked for. */
  readonly eventName: string;
  /** Where the record begins. */
  readonly whole: () => Place;
  /** The line that orders it, 1 where records are ordered by their number alone. */
  readonly line: number;
  /** Attributes may be kept elsewhere than where they are looked for. */
  readonly open: boolean;
}

/** Reads an object that fits a description. One that carries no event is none of our business. */
export function* readRecord(
  fields: Fields,
  shape: RecordShape,
  site: { readonly document: Document; readonly start: () => number },
  session: Session,
): Generator<PayloadItem> {
  const { match } = shape;
  if (match && !match.event.includes(own(fields, match.field) as string)) return;
  const { document, start } = site;
  const spanOf = (path: readonly string[], what: 'key' | 'value'): Place => {
    const found = find(document.text, start(), path);
    const span = (what === 'key' ? found?.key : undefined) ?? found?.value;
    return span ? document.at(span.start, span.end) : document.at(start(), start() + 1);
  };
  const part = (paths: readonly string[]): Part | undefined =>
    firstGiven(
      paths.map((name) => {
        const value = fieldAt(fields, name);
        return value === undefined ? undefined : { name, value, at: () => spanOf(name.split('.'), 'value') };
      }),
    );
  const attributes = part(shape.attributes);
  yield* readParts(
    {
      event: part(shape.event),
      attributes: attributes && {
        ...attributes,
        inside: (name, what) => spanOf([...attributes.name.split('.'), name], what),
      },
      time: part(shape.time?.fields ?? []),
      user: part(shape.user ?? []),
      eventName: shape.event[0] as string,
      whole: () => document.at(start(), start() + 1),
      line: document.line,
      open: false,
    },
    shape,
    session,
  );
}

/** The first part that says something, or else the first that is there. */
export function firstGiven(parts: readonly (Part | undefined)[]): Part | undefined {
  const there = parts.filter((part) => part !== undefined);
  return there.find(({ value }) => value !== null && value !== '') ?? there[0];
}

/** Makes an event use of a record's parts, and says what of the described envelope is wrong. */
export function* readParts(parts: Parts, shape: RecordShape, session: Session): Generator<PayloadItem> {
  const { event, attributes, time } = parts;
  const name = typeof event?.value === 'string' ? event.value : undefined;
  const problem = (rule: string, place: Place, message: string, help: string): PayloadItem => ({
    kind: 'problem',
    problem: { rule, place, message, help, event: name },
  });
  if (!event) {
    const message = `\`${parts.eventName}\` is missing; ${shape.title} names its event there.`;
    yield problem('payload-schema', parts.whole(), message, 'Write the name of the event there.');
  } else if (name === undefined) {
    const message = `\`${event.name}\` is ${kindOf(event.value)}; it must be a string.`;
    yield problem('payload-schema', event.at(), message, 'Write the name of the event there.');
  }
  if (attributes && !isFields(attributes.value) && attributes.value !== null) {
    const message = `\`${attributes.name}\` is ${kindOf(attributes.value)}; it must be an object.`;
    yield problem('payload-schema', attributes.at(), message, 'Write the attributes as one object.');
  }
  if (shape.user) yield* userProblem(parts, shape.user, problem);
  const read = time && readTime(time.value, shape.time?.forms);
  if (time && read && !read.fits) {
    const forms = (shape.time?.forms ?? []).map((form) => timeForms[form]).join(' or ');
    const message = `\`${time.name}\` is ${shown(time.value)}; it must be a real date and time written as ${forms}.`;
    yield problem('event-time', time.at(), message, `Write it as ${forms}.`);
  }
  yield { kind: 'use', use: useOf(parts, name, read?.time, session) };
}

const timeForms = {
  'iso-8601': 'ISO 8601 (`2026-03-27T04:08:18Z`)',
  'yyyy-MM-dd HH:mm:ss': '`yyyy-MM-dd HH:mm:ss`',
  'epoch-seconds': 'seconds since 1970',
  'epoch-milliseconds': 'milliseconds since 1970',
} as const;

function* userProblem(
  { user, whole }: Parts,
  fields: readonly string[],
  problem: (rule: string, place: Place, message: string, help: string) => PayloadItem,
): Generator<PayloadItem> {
  const names = fields.map((one) => `\`${one}\``).join(', ');
  const help = fields.length > 1 ? `Give one of ${names}.` : `Give ${names}.`;
  if (!user) {
    const message = fields.length > 1 ? `None of ${names} is given` : `${names} is missing`;
    yield problem('user-identity', whole(), `${message}, so the event has no user.`, help);
  } else if (user.value === null || (typeof user.value === 'string' && user.value.trim() === '')) {
    const fault = user.value === null ? 'null' : 'empty';
    yield problem('user-identity', user.at(), `\`${user.name}\` is ${fault}; the event has no user.`, help);
  }
}

function useOf(parts: Parts, name: string | undefined, time: string | undefined, session: Session): EventUse {
  const { event, attributes, whole } = parts;
  return {
    source: 'payload',
    names: name === undefined ? [] : [name],
    dynamic: false,
    attributes: attributeUses(attributes?.value),
    open: parts.open,
    order: { time, file: session.file, part: session.part, line: parts.line, index: session.next() },
    locate: (target: Target) => {
      switch (target.part) {
        case 'event':
          return event?.at() ?? whole();
        case 'attributes':
          return attributes?.at() ?? whole();
        case 'attribute':
          return attributes?.inside(target.name, 'key') ?? whole();
        case 'value':
          return attributes?.inside(target.name, 'value') ?? whole();
        default:
          return whole();
      }
    },
  };
}

function shown(value: unknown): string {
  return typeof value === 'object' && value !== null ? kindOf(value) : shorten(JSON.stringify(value));
}
