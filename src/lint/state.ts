import type { Order } from '../model/event-use.ts';
import { LaterText, type Reread } from '../model/later-text.ts';
import type { Standing } from '../model/packed-text.ts';
import type { Place, SourceText } from '../model/text.ts';

/** What JSON can hold, without objects. */
export type Json = null | boolean | number | string | readonly Json[];

/**
 * What the first number of a list says of the rest. From `record` on it is a record, and the number is that of its keys among all
 * that have come: of new ones the keys follow.
 */
const kinds = {
  list: 0,
  map: 1,
  set: 2,
  bytes: 3,
  string: 4,
  order: 5,
  text: 6,
  place: 7,
  record: 8,
} as const;

/** Strings of so many UTF-16 units or more are written once, and have a number from then on. */
const longEnough = 8;

/**
 * Turns what was seen into JSON of few bytes, piece by piece. Maps, sets, bytes, places and orders stay what they are. A text that
 * places share, a long string and the keys of records stand where they come first, and only their number where they come again,
 * also in later pieces. Keys whose value is undefined are left out.
 */
export class StateEncoder {
  readonly #isReread: boolean;
  readonly #strings = new Map<string, number>();
  readonly #texts = new Map<SourceText, number>();
  readonly #keys = new Map<string, number>();
  /** The piece as far as it is written: lists that are only made to be written would be most of a run's garbage. */
  #out = '';

  /** `isReread`: whoever decodes it can read the same input once more, so that of texts which are there it is enough to say where. */
  constructor(isReread = false) {
    this.#isReread = isReread;
  }

  /** The next piece. A {@link StateDecoder} has to be given all of them, in this order. */
  encode(value: unknown): string {
    this.#out = '';
    this.#write(value);
    return this.#out;
  }

  #write(value: unknown): void {
    if (typeof value === 'string') this.#string(value);
    else if (typeof value !== 'object' || value === null) this.#out += JSON.stringify(value ?? null);
    else if (Array.isArray(value)) this.#all(kinds.list, value);
    else if (value instanceof Map) this.#map(value);
    else if (value instanceof Set) this.#all(kinds.set, value);
    else if (value instanceof Uint8Array)
      this.#out += `[${kinds.bytes},"${Buffer.from(value).toString('base64')}"]`;
    else if (isPlace(value)) this.#place(value);
    else if (isOrder(value)) this.#order(value);
    else this.#record(value);
  }

  #string(text: string): void {
    const known = text.length < longEnough ? undefined : numberOf(this.#strings, text);
    this.#out += known === undefined ? JSON.stringify(text) : `[${kinds.string},${known}]`;
  }

  #all(kind: number, values: Iterable<unknown>): void {
    this.#out += `[${kind}`;
    for (const each of values) this.#next(each);
    this.#out += ']';
  }

  #next(value: unknown): void {
    this.#out += ',';
    this.#write(value);
  }

  #map(map: ReadonlyMap<unknown, unknown>): void {
    this.#out += `[${kinds.map}`;
    for (const [key, each] of map) {
      this.#next(key);
      this.#next(each);
    }
    this.#out += ']';
  }

  #place({ source, span, shorthand }: Place): void {
    const known = numberOf(this.#texts, source);
    if (known === undefined) {
      const { file, part = 0, firstLine, firstColumn, endsInLine } = source;
      this.#out += `[${kinds.text},[`;
      this.#string(file);
      this.#out += `,${part},${firstLine},${firstColumn},${this.#said(source)},${endsInLine ? 1 : 0}]`;
    } else this.#out += `[${kinds.place},${known}`;
    this.#out += `,${span.start},${span.end}${shorthand ? ',1' : ''}]`;
  }

  /** A text, or where it stands. */
  #said(source: SourceText): string {
    if (!this.#isReread || !(source instanceof LaterText)) return JSON.stringify(source.text);
    const { offset, length, isOneLine } = source.stretch;
    return `[${offset},${length},${isOneLine ? 1 : 0}]`;
  }

  #order({ time, file, part, line, index }: Order): void {
    this.#out += `[${kinds.order},`;
    this.#string(file);
    this.#out += `,${part},${line},${index}${time === undefined ? '' : `,${JSON.stringify(time)}`}]`;
  }

  #record(value: object): void {
    const record = value as Readonly<Record<string, unknown>>;
    const keys = Object.keys(record).filter((key) => record[key] !== undefined);
    const names = JSON.stringify(keys);
    const next = this.#keys.size;
    const known = numberOf(this.#keys, names);
    this.#out += known === undefined ? `[${kinds.record + next},${names}` : `[${kinds.record + known}`;
    for (const key of keys) this.#next(record[key]);
    this.#out += ']';
  }
}

/** The number of a thing that has come before; another gets the next one. */
function numberOf<Thing>(numbers: Map<Thing, number>, thing: Thing): number | undefined {
  const known = numbers.get(thing);
  if (known === undefined) numbers.set(thing, numbers.size);
  return known;
}

/** Turns it back, piece by piece. */
export class StateDecoder {
  readonly #reread: Reread | undefined;
  readonly #strings: string[] = [];
  readonly #texts: SourceText[] = [];
  readonly #keys: (readonly string[])[] = [];

  /** `reread`: reads the input that was encoded once more. */
  constructor(reread?: Reread) {
    this.#reread = reread;
  }

  /** What the next piece was made of. */
  decode(piece: Json): unknown {
    if (typeof piece === 'string') return this.#string(piece);
    if (typeof piece !== 'object' || piece === null) return piece;
    const kind = piece[0] as number;
    if (kind >= kinds.record) return this.#record(kind - kinds.record, piece);
    switch (kind) {
      case kinds.list:
        return this.#list(piece);
      case kinds.map:
        return this.#map(piece);
      case kinds.set:
        return new Set(this.#list(piece));
      case kinds.bytes:
        return new Uint8Array(Buffer.from(piece[1] as string, 'base64'));
      case kinds.string:
        return this.#strings[piece[1] as number];
      case kinds.order:
        return this.#order(piece as OrderPiece);
      case kinds.text:
        return placeOf(this.#text((piece as TextPiece)[1]), piece as TextPiece);
      default:
        return placeOf(this.#texts[piece[1] as number] as SourceText, piece as PlacePiece);
    }
  }

  #string(text: string): string {
    if (text.length >= longEnough) this.#strings.push(text);
    return text;
  }

  #list(piece: readonly Json[]): unknown[] {
    const list: unknown[] = [];
    for (let i = 1; i < piece.length; i++) list.push(this.decode(piece[i] as Json));
    return list;
  }

  #map(piece: readonly Json[]): Map<unknown, unknown> {
    const map = new Map<unknown, unknown>();
    for (let i = 1; i < piece.length; i += 2)
      map.set(this.decode(piece[i] as Json), this.decode(piece[i + 1] as Json));
    return map;
  }

  #order([, file, part, line, index, time]: OrderPiece): Order {
    return { time, file: this.decode(file) as string, part, line, index };
  }

  #text([file, part, firstLine, firstColumn, text, end]: TextPiece[1]): SourceText {
    const standing = { file: this.decode(file) as string, part, firstLine, firstColumn };
    const whole = end === 1 ? { ...standing, endsInLine: true } : standing;
    const source = typeof text === 'string' ? { ...whole, text } : this.#later(text, whole);
    this.#texts.push(source);
    return source;
  }

  #later([offset, length, isOneLine]: StretchPiece, standing: Standing): SourceText {
    if (!this.#reread)
      throw new Error('a state names texts by where they stand, and nothing to read them from is there');
    return new LaterText({ reread: this.#reread, offset, length, isOneLine: isOneLine === 1 }, standing);
  }

  #record(number: number, piece: readonly Json[]): object {
    const isNew = number === this.#keys.length;
    if (isNew) this.#keys.push(piece[1] as readonly string[]);
    const keys = this.#keys[number] as readonly string[];
    const record: Record<string, unknown> = {};
    let at = isNew ? 2 : 1;
    for (const key of keys) record[key] = this.decode(piece[at++] as Json);
    return record;
  }
}

type OrderPiece = readonly [kind: 5, file: Json, part: number, line: number, index: number, time?: string];
type PlacePiece = readonly [kind: 7, text: number, start: number, end: number, shorthand?: 1];
type StretchPiece = readonly [offset: number, length: number, isOneLine: 0 | 1];
type TextPiece = readonly [
  kind: 6,
  text: readonly [
    file: Json,
    part: number,
    firstLine: number,
    firstColumn: number,
    text: string | StretchPiece,
    endsInLine: 0 | 1,
  ],
  start: number,
  end: number,
  shorthand?: 1,
];

/** A place as it was written behind its text. */
function placeOf(source: SourceText, [, , start, end, shorthand]: PlacePiece | TextPiece): Place {
  const span = { start, end };
  return shorthand === 1 ? { source, span, shorthand: true } : { source, span };
}

function isPlace(value: object): value is Place {
  return 'source' in value && 'span' in value;
}

function isOrder(value: object): value is Order {
  return 'part' in value && 'line' in value && 'index' in value;
}
