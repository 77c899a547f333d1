import type { SourceText } from '../model/text.ts';

/** What JSON can hold. */
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Data with maps, sets and shared texts as JSON can hold it. */
export interface Encoded {
  readonly texts: readonly SourceText[];
  readonly value: Json;
}

/**
 * Turns the state of a run into data for JSON. Maps, sets and texts are marked; a text that several places share stands there
 * once. Keys whose value is undefined are left out.
 */
export function encodeState(state: unknown): Encoded {
  const texts = new Map<SourceText, number>();
  const encode = (value: unknown): Json => {
    if (typeof value !== 'object' || value === null) return value as Json;
    if (value instanceof Map)
      return { $map: [...value].map(([key, each]) => [encode(key), encode(each)] as const) };
    if (value instanceof Set) return { $set: [...value].map(encode) };
    if (Array.isArray(value)) return value.map(encode);
    if (isText(value)) {
      const known = texts.get(value) ?? texts.size;
      texts.set(value, known);
      return { $text: known };
    }
    const given = Object.entries(value).filter(([, each]) => each !== undefined);
    return Object.fromEntries(given.map(([key, each]) => [key, encode(each)]));
  };
  const value = encode(state);
  return { texts: [...texts.keys()], value };
}

/** Turns it back. `place` says what becomes of each text, as once the lines before its part are known. */
export function decodeState({ texts, value }: Encoded, place: (text: SourceText) => SourceText): unknown {
  const placed = texts.map(place);
  const decode = (each: Json): unknown => {
    if (typeof each !== 'object' || each === null) return each;
    if (isList(each)) return each.map(decode);
    const { $map, $set, $text } = each as { readonly [key: string]: Json };
    if (isList($map))
      return new Map($map.map((pair) => (pair as readonly Json[]).map(decode) as [unknown, unknown]));
    if (isList($set)) return new Set($set.map(decode));
    if (typeof $text === 'number') return placed[$text];
    return Object.fromEntries(Object.entries(each).map(([key, inner]) => [key, decode(inner)]));
  };
  return decode(value);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isText(value: object): value is SourceText {
  return 'text' in value && 'firstLine' in value;
}
