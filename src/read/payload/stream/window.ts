import { isUtf8 } from 'node:buffer';
import { LaterText, type PutAside, type Reread, type Stretch } from '../../../model/later-text.ts';
import { longestPacked, packedText, type Standing } from '../../../model/packed-text.ts';
import { position, type SourceText, sourceText } from '../../../model/text.ts';
import type { Kernel } from '../scanner/load.ts';
import type { Input } from './input.ts';

/** So many bytes are asked for at once. */
const blockBytes = 1 << 20;
/** So many are asked for first, and each time twice as many: what comes first brings most of what is new, and the heap is bounded in between. */
const firstBytes = 1 << 15;
/** So many bytes are asked first whether they are UTF-8, and then twice as many each time. */
const leastStep = 4096;
/** So many bytes on each side of an element are kept at hand: places show what stands around them. */
export const marginBytes = 16_384;
/** An element that takes more is not read: all of it would have to be at hand at once. */
export const longestElement = 64 * 2 ** 20;

/**
 * The part of an input that is at hand. Bytes before `at` are done with; `fill` brings more and moves what is left, so that
 * offsets are only good until then.
 */
export class Window {
  readonly kernel: Kernel;
  /** Offset of the first byte that is not done with. */
  at = 0;
  /** Offset behind the last byte. */
  end = 0;
  /** Nothing comes after `end`. */
  isFinal = false;
  /** Whether any CR has come: where none has, only LF can end a line. */
  hasReturns = false;
  /** Whether it is read line by line, so that no text of it holds a line feed. */
  isOfLines = false;
  /** How often more was asked for: offsets are good for one such state. */
  fills = 0;
  readonly #input: Input;
  readonly #reread: Reread | undefined;
  readonly #aside: PutAside | undefined;
  /** How many bytes of the input stand before those at hand. */
  #before = 0;
  #buffer: Buffer = Buffer.alloc(0);
  /** What stands between these is known to be UTF-8: whatever the pieces that come, each byte is looked at once. */
  #clean = { from: 0, to: 0 };
  /** Where line and column are known: at an offset that is never behind what is kept. */
  #anchor = { offset: 0, line: 1, column: 1 };

  /** `reread`: reads parts of the input once more, where that can be done; `aside` takes texts of which it cannot. */
  constructor(kernel: Kernel, input: Input, firstLine: number, reread?: Reread, aside?: PutAside) {
    this.kernel = kernel;
    this.#input = input;
    this.#reread = reread;
    this.#aside = aside;
    this.#anchor.line = firstLine;
  }

  get bytes(): Uint8Array {
    return this.kernel.input;
  }

  /** Brings more bytes; false when there are none. What is not done with is kept, however much that is. */
  async fill(): Promise<boolean> {
    if (this.isFinal) return false;
    const wanted = this.fills < 5 ? firstBytes << this.fills : blockBytes;
    this.fills++;
    this.#discard();
    this.kernel.reserve(this.end + blockBytes);
    const count = await this.#input.read(this.bytes.subarray(this.end, this.end + wanted));
    // A Buffer searches several bytes at once, which an array of bytes does not.
    this.hasReturns ||= this.view(this.end, this.end + count).includes(13);
    this.end += count;
    this.isFinal = count === 0;
    return count > 0;
  }

  /** Up to where what stands from `at` on is UTF-8. Not far before a byte that is not, each text has to be looked at by itself. */
  cleanTo(): number {
    if (this.#clean.to < this.at) this.#clean = { from: this.at, to: this.at };
    for (let step = leastStep; step >= leastStep; ) {
      const { from, to } = this.#clean;
      const next = wholeCharacters(this.bytes, Math.min(this.end, to + step));
      if (next <= to) break;
      const isClean = isUtf8(this.bytes.subarray(to, next));
      if (isClean) this.#clean = { from, to: next };
      step *= isClean ? 2 : 0.5;
    }
    return this.#clean.to;
  }

  /** Whether some bytes are UTF-8. */
  isClean(from: number, to: number): boolean {
    const clean = this.#clean;
    return (from >= clean.from && to <= clean.to) || isUtf8(this.bytes.subarray(from, to));
  }

  /**
   * Brings as much again as is not done with, up to `most` bytes in all: of a long text that comes in small pieces, not each
   * has it scanned anew.
   */
  async double(most: number): Promise<boolean> {
    const wanted = Math.min(2 * (this.end - this.at), most);
    let more = await this.fill();
    while (more && this.end - this.at < wanted) more = await this.fill();
    return more;
  }

  /** The offset of the first line feed from `at` on; -1 where none is at hand. */
  feed(at: number): number {
    // Behind `end` stands what was there before, and there can be much of it.
    const offset = this.view(at, this.end).indexOf(10);
    return offset < 0 ? -1 : at + offset;
  }

  /** How many lines end between two offsets, which must not cut a CRLF in two. */
  lineEnds(from: number, to: number): number {
    this.kernel.measure(from, to);
    return this.kernel.lineEnds();
  }

  /** Says where a line begins. */
  startLine(offset: number, line: number): void {
    this.#anchor = { offset, line, column: 1 };
  }

  /** Where an offset stands in the file that is not far before `at`. Costs a look at the bytes since one that is known. */
  position(offset: number): { readonly line: number; readonly column: number } {
    const kept = this.#keptFrom();
    if (kept - this.#anchor.offset > marginBytes) this.#anchor = { offset: kept, ...this.#measured(kept) };
    return this.#measured(offset);
  }

  #measured(offset: number): { readonly line: number; readonly column: number } {
    const { kernel } = this;
    const anchor = this.#anchor;
    // How many characters stand for bytes that are none is known to the decoder only.
    const decoded = this.isClean(anchor.offset, offset)
      ? undefined
      : sourceText('', this.text(anchor.offset, offset));
    if (decoded) {
      const { line, column } = position(decoded, decoded.text.length);
      return { line: anchor.line + line - 1, column: line > 1 ? column : anchor.column + column - 1 };
    }
    kernel.measure(anchor.offset, offset);
    const [lines, units] = [kernel.lineEnds(), kernel.units()];
    return { line: anchor.line + lines, column: lines > 0 ? units + 1 : anchor.column + units };
  }

  /** How many UTF-16 units bytes are as text, of which none is bad. */
  units(from: number, to: number): number {
    const { kernel } = this;
    kernel.measure(from, to);
    return kernel.lineEnds() === 0 ? kernel.units() : this.text(from, to).length;
  }

  /** A text of bytes; bad ones become U+FFFD. */
  text(from: number, to: number): string {
    return this.#asBuffer().toString('utf8', from, to);
  }

  /** Bytes as they stand; they are others after the next `fill`. */
  view(from: number, to: number): Buffer {
    return this.#asBuffer().subarray(from, to);
  }

  /** A text of bytes, for places that may be remembered: it is kept only where it cannot be read once more. */
  source(from: number, to: number, standing: Standing, text = this.text(from, to)): SourceText {
    const stretch = this.lasting(from, to);
    return stretch ? new LaterText(stretch, standing, text) : packedText(text, this.view(from, to), standing);
  }

  /** Where a text is found later on: in the input, or put aside now; undefined where it has to be kept. */
  lasting(from: number, to: number): Stretch | undefined {
    return this.stretch(from, to) ?? this.#putAside(from, to);
  }

  /** Where bytes stand in the input; undefined where a text of them cannot be read once more. */
  stretch(from: number, to: number): Stretch | undefined {
    const [reread, length] = [this.#reread, to - from];
    if (!reread || length > longestPacked || !this.isClean(from, to)) return undefined;
    return { reread, offset: this.#before + from, length, isOneLine: this.#isOneLine };
  }

  /** Where a text is found that the input does not give once more. */
  #putAside(from: number, to: number): Stretch | undefined {
    const aside = this.#aside;
    if (!aside || !this.isClean(from, to)) return undefined;
    const offset = aside.put(this.view(from, to));
    if (offset === undefined) return undefined;
    return { reread: aside.read, offset, length: to - from, isOneLine: this.#isOneLine };
  }

  get #isOneLine(): boolean {
    return this.isOfLines && !this.hasReturns;
  }

  /** Whether a line begins at an offset at hand. */
  beginsLine(offset: number): boolean {
    return offset > 0 ? this.bytes[offset - 1] === 10 : this.#before === 0;
  }

  /** One view of all that is at hand: making one for each text would cost as much as the text. */
  #asBuffer(): Buffer {
    const { bytes } = this;
    if (this.#buffer.buffer !== bytes.buffer)
      this.#buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    return this.#buffer;
  }

  /** From where on bytes are kept for what stands around `at`. */
  #keptFrom(): number {
    let from = Math.max(0, this.at - marginBytes);
    // A character or a line end must not be cut in two.
    while (from > 0 && (isContinuation(this.bytes[from]) || this.bytes[from] === 10)) from--;
    return from;
  }

  /** Makes room by giving up what is before `at`, but for what stands around it. */
  #discard(): void {
    const from = this.#keptFrom();
    if (from < blockBytes / 2) return;
    if (this.#anchor.offset < from) this.#anchor = { offset: from, ...this.#measured(from) };
    this.bytes.copyWithin(0, from, this.end);
    const clean = this.#clean;
    this.#clean = { from: Math.max(0, clean.from - from), to: Math.max(0, clean.to - from) };
    this.#before += from;
    this.#anchor.offset -= from;
    this.at -= from;
    this.end -= from;
  }
}

/** Whether a byte belongs to the character that a byte before it begins. */
export function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

/** How many bytes there are without a character at the end whose bytes have not all come. */
function wholeCharacters(bytes: Uint8Array, end: number): number {
  for (let i = end - 1; i >= Math.max(0, end - 4); i--) {
    const byte = bytes[i] as number;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return i + length > end ? i : end;
  }
  return end;
}
