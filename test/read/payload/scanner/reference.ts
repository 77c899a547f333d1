import { isEventTime, typeOfValue } from '../../../../src/model/attribute-type.ts';
import { utf8Bytes } from '../../../../src/model/text.ts';
import { members } from '../../../../src/read/payload/json-text.ts';
import { scanClass } from '../../../../src/read/payload/scanner/load.ts';
import { entryKeys, identityKeys, type Scanned, watchedAttribute, watchedField } from './scan.ts';

const classOf = {
  string: scanClass.string,
  date: scanClass.date,
  number: scanClass.number,
  boolean: scanClass.boolean,
  object: scanClass.object,
  'object[]': scanClass.objects,
  array: scanClass.array,
  null: scanClass.null,
} as Readonly<Record<string, number>>;

/** What the kernel's record of a valid, regular entry has to say, by `JSON.parse`; its signature as the text it stands for. */
export function expected(text: string): Omit<Scanned, 'signature'> & { signature: string } {
  const bytesTo = (offset: number) => Buffer.byteLength(text.slice(0, offset));
  const top = [...members(text, 0)];
  const found = (name: string) => top.find((member) => member.name === name);
  const raw = (member: (typeof top)[number]) => text.slice(member.value.start, member.value.end);
  const value = (name: string) => {
    const member = found(name);
    return member && JSON.parse(raw(member));
  };
  const event = found(entryKeys.event);
  const time = value(entryKeys.time);
  const inner = found(entryKeys.attributes);
  const attributes =
    inner && text[inner.value.start] === '{' ? [...members(text, inner.value.start)] : undefined;
  return {
    signature: JSON.stringify(
      top.map((member) => [
        member.name,
        member === inner && attributes ? scanClass.object : shape(member.name, JSON.parse(raw(member))),
      ]),
    ),
    event: typeof value(entryKeys.event) === 'string' ? value(entryKeys.event) : undefined,
    eventAt: event ? [bytesTo(event.value.start), bytesTo(event.value.end)] : [0, 0],
    identities: identityKeys.map((key) => {
      const member = found(key);
      if (!member) return undefined;
      const id = value(key);
      if (typeof id !== 'string' || raw(member).includes('\\')) return 'other';
      return id.trim() === '' ? undefined : fnv(id);
    }),
    time: typeof time === 'string' && isEventTime(time) ? Number(time.replace(/\D/g, '')) : undefined,
    attributesAt: inner && attributes ? bytesTo(inner.value.start) : 0,
    attributes: (attributes ?? []).map((member) => {
      const value: unknown = JSON.parse(raw(member));
      const escaped = typeof value === 'string' && raw(member).includes('\\');
      const length = typeof value === 'string' ? utf8Bytes(value) : 0;
      const watched =
        member.name === watchedAttribute && typeof value === 'string' && length <= 64 && !escaped;
      return {
        key: member.name,
        class: kind(value),
        escaped,
        at: [bytesTo(member.key.start), bytesTo(member.value.start), bytesTo(member.value.end)],
        length,
        watched: watched ? value : undefined,
      };
    }),
  };
}

function kind(value: unknown): number {
  return classOf[typeOfValue(value)] as number;
}

/** All that a value outside the attributes has in the signature. */
function shape(name: string | undefined, value: unknown): unknown {
  if (typeof value === 'string') {
    const form = value.trim() === '' ? scanClass.blank : isEventTime(value) ? scanClass.time : kind(value);
    return name === watchedField ? [form, value] : form;
  }
  if (typeof value !== 'object' || value === null) return kind(value);
  if (Array.isArray(value)) return { list: value.map((element) => shape(undefined, element)) };
  return { members: Object.entries(value).map(([key, one]) => [key, shape(undefined, one)]) };
}

function fnv(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

const tokens = /"(?:[^"\\]|\\.)*"|-?\d[\d.]*(?:[eE][-+]?\d+)?|[{}[\]:,]|true|false|null/gs;
const escapeOfDate = /^(?:[^\\]|\\u00(?:2[0bBdDeE]|3[0-9aA]|5[4aA]))*$/;

/** Why the kernel must leave a valid entry to the plain reader; undefined when it must not. */
export function irregular(text: string): string | undefined {
  const open: { keys: Set<string> | undefined; inAttributes: boolean }[] = [];
  const all = text.match(tokens) as string[];
  let key: string | undefined;
  for (const [i, token] of all.entries()) {
    const last = open[open.length - 1];
    if (token === '{' || token === '[') {
      const inAttributes =
        last?.inAttributes === true || (open.length === 1 && key === entryKeys.attributes && token === '{');
      open.push({ keys: token === '{' ? new Set() : undefined, inAttributes });
      if (open.length > 890) return 'deep';
    } else if (token === '}' || token === ']') open.pop();
    else if (token[0] === '"' && all[i + 1] === ':') {
      if (token.includes('\\')) return 'escaped key';
      key = token.slice(1, -1);
      if (Buffer.byteLength(key) > 512) return 'long key';
      if (last?.keys?.has(key)) return 'repeated key';
      last?.keys?.add(key);
      const most = !last?.inAttributes ? Infinity : open.length === 2 ? 4096 : 64;
      if ((last?.keys?.size ?? 0) > most) return 'too many keys';
    } else if (token[0] === '"') {
      const value = JSON.parse(token) as string;
      const escaped = token.includes('\\');
      const isEvent = open.length === 1 && key === entryKeys.event;
      if (isEvent && (escaped || Buffer.byteLength(value) > 1024)) return 'event name';
      const nestedAttribute = last?.inAttributes && (open.length > 2 || !last.keys);
      if (escaped && !nestedAttribute && utf8Bytes(value) >= 10 && escapeOfDate.test(token))
        return 'escaped date';
      if (!last?.inAttributes && /^ *[^\S ]/.test(value)) return 'strange blanks';
    } else if (/^[-\d]/.test(token) && isLongNumber(token)) return 'number';
  }
  return undefined;
}

function isLongNumber(token: string): boolean {
  const [mantissa = '', exponent] = token.split(/e[-+]?/i);
  if (exponent !== undefined && (mantissa.length > 40 || exponent.length > 2)) return true;
  return /^-?\d{16}/.test(token) || mantissa.length > 300;
}
