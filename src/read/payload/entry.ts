import { isEventTime, typeOfValue } from '../../model/attribute-type.ts';
import type { AttributeUse, Entry, EventUse, Locate, Order, Target } from '../../model/event-use.ts';
import type { Api, Pack } from '../../model/pack.ts';
import type { Document } from './document.ts';
import { find } from './json-text.ts';

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

function attributeUses(attributes: unknown): AttributeUse[] {
  if (!isFields(attributes)) return [];
  const uses: AttributeUse[] = [];
  for (const name of Object.keys(attributes)) {
    const value = attributes[name];
    uses.push({ name, types: [typeOfValue(value)], optional: false, values: [value] });
  }
  return uses;
}

/** Positions cost a second look at the text, so they are found per finding, not per entry. */
function entryLocate(pack: Pack, { document, start }: EntrySite): Locate {
  return (target) => {
    const at = start();
    const found = find(document.text, at, pathOf(target, pack));
    if (!found || target.part === 'whole' || target.part === 'argument') return document.at(at, at + 1);
    const span = target.part === 'attribute' ? (found.key ?? found.value) : found.value;
    return document.at(span.start, span.end);
  };
}

function pathOf(target: Target, pack: Pack): readonly string[] {
  switch (target.part) {
    case 'event':
      return [pack.payload.event];
    case 'attributes':
      return [pack.payload.attributes];
    case 'attribute':
    case 'value':
      return [pack.payload.attributes, target.name];
    case 'field':
      return target.path.split('.');
    default:
      return [];
  }
}
