import type { SourceDocument } from '../document.ts';
import { widening } from '../resume.ts';
import type { Session } from '../session.ts';
import { type Extent, elementDocument } from './places.ts';
import { marginBytes, type Window } from './window.ts';

const [tab, lf, cr, space] = [9, 10, 13, 32];

/** The text that a list stands in. */
export interface ListTextOptions {
  /** It is a line, so that a line feed ends it. */
  readonly isLine: boolean;
  readonly extent: Extent;
  /** Says, once there is no more, that the text was cut off: that it has no end is no fault of its own. */
  readonly isCutOff: () => boolean;
}

/** The text that a list stands in, of which a window has a part at hand: what is asked of it begins at the window's `at`. */
export class ListText {
  readonly #window: Window;
  readonly #session: Session;
  readonly #isLine: boolean;
  readonly #isCutOff: () => boolean;
  #extent: { line: number; start: number; end: number };

  constructor(window: Window, session: Session, { isLine, extent, isCutOff }: ListTextOptions) {
    this.#window = window;
    this.#session = session;
    this.#isLine = isLine;
    this.#isCutOff = isCutOff;
    this.#extent = { ...extent };
  }

  get extent(): Extent {
    return this.#extent;
  }

  /** The byte at which the next thing stands, behind white space; undefined at the end of the text. */
  async next(): Promise<number | undefined> {
    const window = this.#window;
    for (;;) {
      const limit = this.limit();
      const { bytes } = window;
      while (window.at < limit && isSpace(bytes[window.at], this.#isLine)) window.at++;
      if (window.at < limit) return bytes[window.at] === lf ? undefined : bytes[window.at];
      if (this.isAll() || !(await this.fill())) return undefined;
    }
  }

  /** Looks at as much of the text from the window's `at` on as is needed, a character for each byte: JSON's own are ASCII. */
  looking<T>(look: (text: string, isAll: boolean) => T | undefined): T | undefined {
    const { bytes, at } = this.#window;
    const isAll = this.isTextAll() && !this.endsInCut();
    const rest = Buffer.from(bytes.buffer, bytes.byteOffset + at, this.textEnd() - at);
    return widening(rest.length, isAll, (length) => rest.toString('latin1', 0, length), look);
  }

  /** Whether all of the text that comes is at hand, to the end of its line where it is one. */
  isTextAll(): boolean {
    return this.isAll() || this.textEnd() < this.limit();
  }

  document(length: number): {
    readonly document: SourceDocument;
    readonly offset: number;
    readonly end: number;
  } {
    const { at } = this.#window;
    const extent = { ...this.#extent, end: this.#lineEnd(at + length) };
    return elementDocument(this.#window, this.#session, extent, at, at + length);
  }

  /** Where the text ends, as far as it is at hand. */
  limit(): number {
    return Math.min(this.#extent.end, this.#window.end);
  }

  /** Whether all of the text that comes is at hand. */
  isAll(): boolean {
    return this.#window.isFinal || this.#extent.end <= this.#window.end;
  }

  /** Whether the text ends where the input was cut off, and not at a line end before. */
  endsInCut(): boolean {
    const { isFinal, end } = this.#window;
    return isFinal && this.limit() === end && this.#isCutOff();
  }

  /** Where the text ends, or what is at hand of it. */
  textEnd(): number {
    return this.#lineEnd(this.#window.at);
  }

  #lineEnd(from: number): number {
    const limit = this.limit();
    if (!this.#isLine || this.#extent.end <= this.#window.end) return limit;
    const feed = this.#window.feed(from);
    return feed < 0 || feed > limit ? limit : feed;
  }

  async fillMargin(length: number): Promise<void> {
    while (!this.isAll() && this.#window.end - this.#window.at < length + marginBytes) await this.fill();
  }

  /** Brings more; as much again, up to `most` bytes in all, where that is said. */
  async fill(most?: number): Promise<boolean> {
    const { at } = this.#window;
    const more = await (most === undefined ? this.#window.fill() : this.#window.double(most));
    const by = at - this.#window.at;
    this.#extent.start = Math.max(0, this.#extent.start - by);
    this.#extent.end -= by;
    return more;
  }
}

function isSpace(byte: number | undefined, isLine: boolean): boolean {
  return byte === space || byte === tab || byte === cr || (byte === lf && !isLine);
}
