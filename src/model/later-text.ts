import type { Standing } from './packed-text.ts';
import type { SourceText } from './text.ts';

/** Reads bytes of an input once more: as many of those from an offset on as `into` has room for; answers how many there were. */
export type Reread = (into: Uint8Array, offset: number) => number;

/** Puts bytes aside of an input that cannot be read once more; answers where `read` finds them, or undefined where it does not take them. */
export interface PutAside {
  put(bytes: Uint8Array): number | undefined;
  readonly read: Reread;
}

/** Where a text stands in an input, or where it was put aside. */
export interface Stretch {
  readonly reread: Reread;
  /** In bytes. */
  readonly offset: number;
  readonly length: number;
  /** Whether it is known that no line ends in it. */
  readonly isOneLine: boolean;
}

/**
 * A text, all of it UTF-8, that is read once more when it is asked for: a run over a stream remembers more places than it shows. Where
 * somebody has written to the input meanwhile, it says what stands there now, and blanks where nothing does.
 */
export class LaterText implements SourceText {
  readonly file: string;
  readonly firstLine: number;
  readonly firstColumn: number;
  readonly part: number | undefined;
  readonly endsInLine: boolean | undefined;
  readonly isOneLine: boolean;
  readonly #reread: Reread;
  readonly #offset: number;
  readonly #length: number;

  /** `text`: where it is known already. */
  constructor({ reread, offset, length, isOneLine }: Stretch, standing: Standing, text?: string) {
    this.file = standing.file;
    this.firstLine = standing.firstLine;
    this.firstColumn = standing.firstColumn;
    this.part = standing.part;
    this.endsInLine = standing.endsInLine;
    this.isOneLine = isOneLine;
    this.#reread = reread;
    this.#offset = offset;
    this.#length = length;
    if (text !== undefined) last = { of: this, text };
  }

  /** Where it stands in the input. */
  get stretch(): Omit<Stretch, 'reread'> {
    return { offset: this.#offset, length: this.#length, isOneLine: this.isOneLine };
  }

  get text(): string {
    if (last?.of !== this) last = { of: this, text: this.#read() };
    return last.text;
  }

  partOf(from: number, to: number, standing: Standing): SourceText {
    const { text } = this;
    const bytes = (start: number, end: number) =>
      text.length === this.#length ? end - start : Buffer.byteLength(text.slice(start, end));
    const offset = this.#offset + bytes(0, from);
    const part = text.slice(from, to);
    const { isOneLine } = this;
    return new LaterText(
      { reread: this.#reread, offset, length: bytes(from, to), isOneLine },
      standing,
      part,
    );
  }

  #read(): string {
    if (room.length < this.#length) room = Buffer.alloc(2 * this.#length);
    const into = room.subarray(0, this.#length);
    into.fill(32, this.#reread(into, this.#offset));
    return into.toString();
  }
}

/** The text that was read last: what is asked of one is mostly asked several times. */
let last: { readonly of: LaterText; readonly text: string } | undefined;
let room = Buffer.alloc(4096);
