import type { AttributeDeclaration, EventDeclaration, Registry } from '../model/registry.ts';
import { digest, distinct } from './identifiers.ts';

/** A file that is made: its name and its text. */
export interface MadeFile {
  readonly name: string;
  readonly text: string;
}

/** The index of the schemas that were made, as it is read again. */
export const indexName = 'index.json';

const draft = 'https://json-schema.org/draft/2020-12/schema';

/** A real day of the calendar: long months, short ones, February, and the 29th in leap years. */
const day =
  '(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|' +
  '(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)';
const hour = '(?:[01]\\d|2[0-3])';
const sixty = '[0-5]\\d';

/** How a date is written, as a regular expression: exactly the texts that count as dates everywhere else. */
export const datePattern = `^${day}(?: ${hour}:${sixty}:${sixty}|T${hour}:${sixty}(?::${sixty}(?:\\.\\d+)?)?(?:Z|[+-]\\d\\d:?\\d\\d)?)?$`;

/**
 * A JSON Schema (draft 2020-12) of the attributes of each event that is not removed, each a file, and an index of them. File
 * names are safe on every file system. The same registry gives the same bytes.
 */
export function jsonSchemas({ events, files }: Registry): MadeFile[] {
  const kept = [...events.values()].filter(({ status }) => status !== 'removed');
  const names = distinct(
    kept.map(({ name }) => name),
    fileStem,
    // Some file systems do not tell capitals apart.
    (stem) => stem.toLowerCase(),
  );
  const fileOf = ({ name }: EventDeclaration) => `${names.get(name)}.schema.json`;
  const index = {
    version: 1,
    generator: 'eventlint generate json-schema',
    registry: files[0],
    events: kept.map((event) => ({ name: event.name, status: event.status, schema: fileOf(event) })),
  };
  const schemas = kept.map((event) => ({
    name: fileOf(event),
    text: text(eventSchema(event, fileOf(event))),
  }));
  return [...schemas, { name: indexName, text: text(index) }];
}

/** The files that an earlier index names, so that those of events that are gone can be removed; none for other files. */
export function filesOfIndex(written: string): string[] {
  try {
    const { generator, events } = JSON.parse(written) as {
      generator?: unknown;
      events?: { schema: string }[];
    };
    if (generator !== 'eventlint generate json-schema' || !Array.isArray(events)) return [];
    return events.map(({ schema }) => schema).filter((name) => /^[\w-]+\.schema\.json$/.test(name));
  } catch {
    return [];
  }
}

/** Names that mean a device on Windows. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/** An event's name as the name of a file: as it is where that is safe, else what can be kept of it with a digest. */
function fileStem(name: string): string {
  if (/^[A-Za-z0-9][\w-]{0,99}$/.test(name) && !devices.test(name)) return name;
  const kept = name
    .replace(/[^\w]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 60);
  return `${kept}${kept === '' ? '' : '_'}${digest(name)}`;
}

function text(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function eventSchema(event: EventDeclaration, file: string): object {
  const attributes = [...event.attributes.values()];
  const closed = event.additional === 'deny';
  // What must never come back is refused also where others are let in.
  const refused = closed ? [] : event.reserved.filter((name) => !event.attributes.has(name));
  const properties = fromEntries([
    ...attributes.map((attribute) => [attribute.name, attributeSchema(attribute)] as const),
    ...refused.map((name) => [name, false] as const),
  ]);
  const required = attributes.filter((attribute) => attribute.required).map(({ name }) => name);
  const dates = attributes.some(({ type }) => type === 'date');
  return {
    $schema: draft,
    $id: file,
    title: event.name,
    ...(event.description !== undefined && { description: event.description }),
    ...(event.status === 'deprecated' && { deprecated: true }),
    type: 'object',
    properties,
    ...(required.length > 0 && { required }),
    additionalProperties: !closed,
    ...(event.examples && event.examples.length > 0 && { examples: event.examples }),
    ...(dates && { $defs: { date: { type: 'string', pattern: datePattern } } }),
  };
}

/** Own properties whatever their names, `__proto__` among them. */
function fromEntries(entries: readonly (readonly [string, unknown])[]): object {
  return Object.fromEntries(entries);
}

function attributeSchema(attribute: AttributeDeclaration): object {
  const { description, status, minimum, maximum, pattern, maxBytes } = attribute;
  return {
    ...typeSchema(attribute),
    ...(description !== undefined && { description }),
    ...(status !== 'active' && status !== 'draft' && { deprecated: true }),
    ...(attribute.enum && { enum: attribute.enum }),
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
    ...(pattern !== undefined && { pattern }),
    // A character has a byte or more: the bound in characters is the nearest that JSON Schema can say.
    ...(maxBytes !== undefined && { maxLength: maxBytes, $comment: `At most ${maxBytes} bytes of UTF-8.` }),
  };
}

function typeSchema({ type }: AttributeDeclaration): object {
  switch (type) {
    case 'date':
      return { type: 'string', $ref: '#/$defs/date' };
    case 'object[]':
      return { type: 'array', items: { type: 'object' } };
    default:
      return { type };
  }
}
