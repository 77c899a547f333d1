import type { Order } from '../model/event-use.ts';
import type { Place, SourceText } from '../model/text.ts';

/** What JSON can hold. */
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Data with maps, sets, bytes, places and shared texts, as JSON can hold it in few bytes. */
export interface Encoded {
  /** The files that are named. */
  readonly files: readonly string[];
  /** File, part, first line, first column, text, and 1 where it ends within a line. */
  readonly texts: readonly (readonly [number, number, number, number, string, 0 | 1])[];
  readonly value: Json;
}

/**
 * Turns the state of a run into data for JSON. Maps, sets, bytes, places and orders are marked; a text that several places share
 * stands there once. Keys whose value is undefined are left out.
 */
export function encodeState(state: unknown): Encoded {
  const files = new Numbering<string>();
  const texts = new Numbering<SourceText>();
  const encode = (value: unknown): Json => {
    if (typeof value !== 'object' || value === null) return value as Json;
    if (value instanceof Map) return { $map: [...value].map(([key, each]) => [encode(key), encode(each)]) };
    if (value instanceof Set) return { $set: [...value].map(encode) };
    if (Array.isArray(value)) return value.map(encode);
    if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') };
    if (isPlace(value)) {
      const { source, span, shorthand } = value;
      return { $at: [texts.of(source), span.start, span.end, ...(shorthand ? [1] : [])] };
    }
    if (isOrder(value)) {
      const { time, file, part, line, index } = value;
      return { $order: [files.of(file), part, line, index, ...(time === undefined ? [] : [time])] };
    }
    const given = Object.entries(value).filter(([, each]) => each !== undefined);
    return Object.fromEntries(given.map(([key, each]) => [key, encode(each)]));
  };
  const value = encode(state);
  const written = texts.all.map(
    ({ file, part = 0, firstLine, firstColumn, text, endsInLine }) =>
      [files.of(file), part, firstLine, firstColumn, text, endsInLine ? 1 : 0] as const,
  );
  return { files: files.all, texts: written, value };
}

/** Turns it back. `place` says what becomes of each text, as once the lines before its part are known. */
export function decodeState(
  { files, texts, value }: Encoded,
  place: (text: SourceText) => SourceText,
): unknown {
  const placed = texts.map(([file, part, firstLine, firstColumn, text, endsInLine]) =>
    place({
      file: files[file] as string,
      part,
      firstLine,
      firstColumn,
      text,
      ...(endsInLine === 1 && { endsInLine: true }),
    }),
  );
  const decode = (each: Json): unknown => {
    if (typeof each !== 'object' || each === null) return each;
    if (isList(each)) return each.map(decode);
    const { $map, $set, $bytes, $at, $order } = each as { readonly [key: string]: Json };
    if (isList($map))
      return new Map($map.map((pair) => (pair as readonly Json[]).map(decode) as [unknown, unknown]));
    if (isList($set)) return new Set($set.map(decode));
    if (typeof $bytes === 'string') return new Uint8Array(Buffer.from($bytes, 'base64'));
    if (isList($at)) {
      const [text, start, end, shorthand] = $at as readonly number[];
      return {
        source: placed[text as number],
        span: { start, end },
        ...(shorthand === 1 && { shorthand: true }),
      };
    }
    if (isList($order)) {
      const [file, part, line, index, time] = $order as readonly [number, number, number, number, string?];
      return { time, file: files[file], part, line, index };
    }
    return Object.fromEntries(Object.entries(each).map(([key, inner]) => [key, decode(inner)]));
  };
  return decode(value);
}

/** The texts that the places in a state are of, each once. */
export function sourcesIn(state: unknown): SourceText[] {
  const found = new Set<SourceText>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
    if (value instanceof Map) for (const [key, each] of value) [key, each].forEach(look);
    else if (value instanceof Set || Array.isArray(value)) value.forEach(look);
    else if (isPlace(value)) found.add(value.source);
    else if (!isOrder(value)) Object.values(value).forEach(look);
  };
  look(state);
  return [...found];
}

/** Numbers things as they come. */
class Numbering<Thing> {
  readonly #numbers = new Map<Thing, number>();

  get all(): Thing[] {
    return [...this.#numbers.keys()];
  }

  of(thing: Thing): number {
    const known = this.#numbers.get(thing) ?? this.#numbers.size;
    this.#numbers.set(thing, known);
    return known;
  }
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isPlace(value: object): value is Place {
  return 'source' in value && 'span' in value;
}

function isOrder(value: object): value is Order {
  return 'part' in value && 'line' in value && 'index' in value;
}
