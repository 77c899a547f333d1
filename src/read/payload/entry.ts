import { isEventTime, typeOfValue } from '../../model/attribute-type.ts';
import type { AttributeUse, Entry, EventUse, Locate, Order, Target } from '../../model/event-use.ts';
import type { Api, Pack } from '../../model/pack.ts';
import type { Document } from './document.ts';
import { find, type Member, members } from './json-text.ts';

/** A JSON object. Keys are only read with `own`: `JSON.parse` makes `__proto__` a key like any other. */
export type Fields = Readonly<Record<string, unknown>>;

/** The value of an object's own key. */
export function own(fields: Fields, key: string): unknown {
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}

/** Whether a JSON value is an object. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Where an entry stands: its document, and the offset of its opening brace, found only when asked for. */
export interface EntrySite {
  readonly document: Document;
  readonly start: () => number;
  readonly file: string;
  readonly index: number;
}

/** Makes an entry, with its event use where its API carries events. */
export function makeEntry(fields: Fields, api: Api, pack: Pack, site: EntrySite): Entry {
  const locate = entryLocate(pack, site);
  const time = own(fields, pack.payload.time);
  const order: Order = {
    time: typeof time === 'string' && isEventTime(time) ? time : undefined,
    file: site.file,
    part: site.document.part,
    line: site.document.line,
    index: site.index,
  };
  if (!api.carries_event) return { api, fields, order, locate };
  const name = own(fields, pack.payload.event);
  const use: EventUse = {
    source: 'payload',
    names: typeof name === 'string' ? [name] : [],
    dynamic: false,
    attributes: attributeUses(own(fields, pack.payload.attributes)),
    open: false,
    order,
    locate,
    api,
  };
  return { api, fields, order, locate, use };
}

/** The attributes of an object, each with its type and value; none of anything else. */
export function attributeUses(attributes: unknown): AttributeUse[] {
  if (!isFields(attributes)) return [];
  const uses: AttributeUse[] = [];
  for (const name of Object.keys(attributes)) {
    const value = attributes[name];
    uses.push({ name, types: [typeOfValue(value)], optional: false, values: [value] });
  }
  return uses;
}

/** Positions cost a second look at the text, so they are found per finding, not per entry; those of attributes at once. */
export function entryLocate(pack: Pack, { document, start }: EntrySite): Locate {
  let attributes: ReadonlyMap<string, Member> | undefined;
  return (target) => {
    const at = start();
    if (target.part === 'whole' || target.part === 'argument') return document.at(at, at + 1);
    if (target.part === 'attribute' || target.part === 'value') {
      attributes ??= attributesAt(document.text, at, pack);
      const member = attributes.get(target.name);
      if (!member) return document.at(at, at + 1);
      const { start, end } = target.part === 'attribute' ? member.key : member.value;
      return document.at(start, end);
    }
    const found = find(document.text, at, pathOf(target, pack));
    return found ? document.at(found.value.start, found.value.end) : document.at(at, at + 1);
  };
}

/** Where an entry's attributes stand. Of a repeated key the last counts, as for `JSON.parse`. */
function attributesAt(text: string, start: number, pack: Pack): ReadonlyMap<string, Member> {
  const object = find(text, start, [pack.payload.attributes]);
  if (!object || text[object.value.start] !== '{') return new Map();
  return new Map([...members(text, object.value.start)].map((member) => [member.name, member]));
}

function pathOf(target: Target, pack: Pack): readonly string[] {
  switch (target.part) {
    case 'event':
      return [pack.payload.event];
    case 'attributes':
      return [pack.payload.attributes];
    case 'field':
      return target.path.split('.');
    default:
      return [];
  }
}
