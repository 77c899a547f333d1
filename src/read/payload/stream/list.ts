import { isUtf8 } from 'node:buffer';
import {
  beside,
  faultProblem,
  type List,
  type PayloadItem,
  readElement,
  readListEnd,
  type Session,
} from '../body.ts';
import { badBytes } from '../bytes.ts';
import { SourceDocument } from '../document.ts';
import { badByte, type Fault, listFault, shifted } from '../faults.ts';
import { judgement, scanStatus } from '../scanner/load.ts';
import type { EntryText } from './entry.ts';
import { type Extent, elementDocument } from './places.ts';
import type { Skimming } from './skimming.ts';
import { marginBytes, type Window } from './window.ts';

/** An element that takes more is not read: all of it would have to be at hand at once. */
export const longestElement = 64 * 2 ** 20;

const [tab, lf, cr, space, comma, open, close, brace] = [9, 10, 13, 32, 44, 91, 93, 125];

/** The text that a list stands in. */
export interface ListOptions {
  /** It is a line, so that a line feed ends it. */
  readonly isLine: boolean;
  readonly extent: Extent;
  /** Says, once there is no more, that the text was cut off: that it has no end is no fault of its own. */
  readonly isCutOff: () => boolean;
}

/** A list as it is read from a window, one element after another: entries, or request bodies, which are read as texts. */
export class ListReader {
  readonly #window: Window;
  readonly #session: Session;
  readonly #skim: Skimming;
  readonly #take: (item: PayloadItem) => void;
  readonly #isLine: boolean;
  readonly #isCutOff: () => boolean;
  #judged: { readonly said: number; readonly at: number; readonly fills: number } | undefined;
  #extent: { line: number; start: number; end: number };

  constructor(
    window: Window,
    session: Session,
    skim: Skimming,
    take: (item: PayloadItem) => void,
    { isLine, extent, isCutOff }: ListOptions,
  ) {
    this.#window = window;
    this.#session = session;
    this.#skim = skim;
    this.#take = take;
    this.#isLine = isLine;
    this.#isCutOff = isCutOff;
    this.#extent = { ...extent };
  }

  /**
   * Reads the list whose bracket is at the window's `at`, to the end of its text as far as that is one; what of the text is
   * not read stays in the window. `isBare`: it does not stand under the root key.
   */
  async read(isBare: boolean): Promise<void> {
    const isWhole = await this.#readList(isBare);
    if (!isWhole) return;
    if (!isBare && !(await this.#readBodyEnd())) return;
    const next = await this.#next();
    if (next !== undefined) this.#fault(listFault(String.fromCharCode(next), 0, 'end of the text'));
  }

  /** The elements and the closing bracket; false when something else came. */
  async #readList(bare: boolean): Promise<boolean> {
    const list: List = { bare, depth: bare ? 1 : 2, api: undefined, size: 0 };
    await this.#fillMargin(1);
    const { document, offset } = this.#document(1);
    this.#window.at++;
    const isWhole = await this.#readElements(list);
    for (const item of readListEnd(document, offset, list)) this.#take(item);
    return isWhole;
  }

  async #readElements(list: List): Promise<boolean> {
    if ((await this.#next()) === close) {
      this.#window.at++;
      return true;
    }
    for (;;) {
      this.#pass(list);
      const first = await this.#next();
      if (first === undefined || !beginsValue(first)) {
        this.#fault(listFault(first === undefined ? undefined : String.fromCharCode(first), 0, 'value'));
        return false;
      }
      if (!(await this.#readElement(list))) return false;
      const after = await this.#next();
      if (after === comma || after === close) this.#window.at++;
      if (after === close) return true;
      if (after !== comma) {
        this.#fault(listFault(after === undefined ? undefined : String.fromCharCode(after), 0, 'comma'));
        return false;
      }
    }
  }

  /** Passes over elements that need only be counted, up to one that the kernel may have judged. */
  #pass(list: List): void {
    const window = this.#window;
    const said = window.isClean ? this.#skim.pass(window.at, this.#limit(), 'elements') : undefined;
    if (said === undefined) return;
    const { out } = window.kernel;
    const passed = out[21] as number;
    window.at = out[22] as number;
    list.size += passed;
    if (passed > 0) list.api ??= this.#skim.api;
    this.#judged =
      said === judgement.other ? undefined : { said, at: out[23] as number, fills: window.fills };
  }

  /** What the kernel has said of the element that begins at an offset and is the last that it has scanned. */
  #saidOf(at: number): number | undefined {
    const judged = this.#judged;
    this.#judged = undefined;
    return judged?.at === at && judged.fills === this.#window.fills ? judged.said : undefined;
  }

  /** One element; false when what follows it cannot be read. */
  async #readElement(list: List): Promise<boolean> {
    const window = this.#window;
    const { kernel } = window;
    for (;;) {
      const { at } = window;
      const limit = this.#limit();
      const said = this.#saidOf(at);
      const status = said === undefined ? this.#scan(at, limit) : (kernel.out[24] as number);
      const end = status > 0 ? status : valueEnd(window.bytes, at, limit);
      // Places show what stands behind an element, so that has to be at hand too.
      if (!this.#isAll() && (end < 0 || end + marginBytes > limit)) {
        if (window.end - at > longestElement + marginBytes) return this.#tooLong(longestElement);
        await this.#fill(longestElement + marginBytes + 1);
        continue;
      }
      if (end < 0 && this.#endsInCut()) return false;
      const isClean = window.isClean || isUtf8(window.bytes.subarray(at, end));
      const text = { at, end, extent: this.#extent, document: () => this.#document(end - at) };
      const isScanned = status > 0 && isClean && kernel.out[20] === 0;
      const isSkimmed =
        isScanned &&
        (said === undefined ? this.#skim.skim('array', text) : this.#skim.decide(said, 'array', text));
      if (isSkimmed) {
        list.size++;
        list.api ??= this.#skim.api;
        window.at = end;
        return true;
      }
      return this.#readPlainly(list, end < 0 ? limit : end, isScanned ? text : undefined);
    }
  }

  #scan(at: number, limit: number): number {
    const { bytes, kernel } = this.#window;
    return bytes[at] === 123 ? kernel.entry(at, limit, this.#isAll() ? 1 : 0) : scanStatus.refused;
  }

  /** Reads an element as text; the record of the kernel is that of it when it was scanned as an entry. */
  #readPlainly(list: List, end: number, entry: EntryText | undefined): boolean {
    const window = this.#window;
    const { at } = window;
    const bytes = window.bytes.subarray(at, end);
    const { document, offset, end: textEnd } = this.#document(end - at);
    const spoiled = badBytes(bytes, window.text(at, end)).map((span) => shifted(badByte(span), offset));
    const reading = readElement(document, { start: offset, end: textEnd }, list, this.#session, spoiled);
    const items: PayloadItem[] = [];
    let step = reading.next();
    for (; !step.done; step = reading.next()) items.push(step.value);
    for (const item of items) this.#take(item);
    if (entry) this.#skim.learn('array', items, entry);
    // An element that does not end has said so.
    const isOpen = !step.value && end === this.#limit() && this.#isAll();
    window.at = end;
    return !isOpen;
  }

  /** What stands behind the list of a request body: a brace, or members that do not belong there. */
  async #readBodyEnd(): Promise<boolean> {
    const next = await this.#next();
    const window = this.#window;
    if (next === brace) {
      window.at++;
      return true;
    }
    if (next === comma) {
      while (!this.#isAll() && window.end - window.at < longestElement) await this.#fill();
      const { document, offset, end } = this.#document(this.#limit() - window.at);
      const others = beside(document, offset, end, this.#session);
      if (others) {
        const bytes = window.bytes.subarray(window.at, this.#limit());
        const [bad] = badBytes(bytes, document.text.slice(offset, end));
        if (bad) this.#take(faultProblem(document, shifted(badByte(bad), offset)));
        for (const item of others) this.#take(item);
        window.at = this.#limit();
        return true;
      }
    }
    this.#fault(listFault(next === undefined ? undefined : String.fromCharCode(next), 0, 'closing brace'));
    return false;
  }

  /** The byte at which the next thing stands, behind white space; undefined at the end of the text. */
  async #next(): Promise<number | undefined> {
    const window = this.#window;
    for (;;) {
      const limit = this.#limit();
      const { bytes } = window;
      while (window.at < limit && isSpace(bytes[window.at], this.#isLine)) window.at++;
      if (window.at < limit) return bytes[window.at] === lf ? undefined : bytes[window.at];
      if (this.#isAll() || !(await this.#fill())) return undefined;
    }
  }

  /** A fault at the window's `at`. */
  #fault(fault: Fault): void {
    if (this.#window.at >= this.#limit() && this.#endsInCut()) return;
    const { document, offset } = this.#document(0);
    this.#take(faultProblem(document, shifted(fault, offset)));
  }

  #tooLong(most: number): boolean {
    const message = `The value has more than ${most} bytes, so it is not read, nor is what follows it.`;
    const help = 'Split it, or write one event on a line.';
    this.#fault({ span: { start: 0, end: 1 }, message, help, spoils: true });
    return false;
  }

  #document(length: number): {
    readonly document: SourceDocument;
    readonly offset: number;
    readonly end: number;
  } {
    const { at } = this.#window;
    const extent = { ...this.#extent, end: this.#lineEnd(at + length) };
    return elementDocument(this.#window, this.#session, extent, at, at + length);
  }

  /** Where the text ends, as far as it is at hand. */
  #limit(): number {
    return Math.min(this.#extent.end, this.#window.end);
  }

  /** Whether all of the text that comes is at hand. */
  #isAll(): boolean {
    return this.#window.isFinal || this.#extent.end <= this.#window.end;
  }

  /** Whether the text ends where the input was cut off, and not at a line end before. */
  #endsInCut(): boolean {
    const { isFinal, end } = this.#window;
    return isFinal && this.#limit() === end && this.#isCutOff();
  }

  #lineEnd(from: number): number {
    const limit = this.#limit();
    if (!this.#isLine || this.#extent.end <= this.#window.end) return limit;
    const feed = this.#window.feed(from);
    return feed < 0 || feed > limit ? limit : feed;
  }

  async #fillMargin(length: number): Promise<void> {
    while (!this.#isAll() && this.#window.end - this.#window.at < length + marginBytes) await this.#fill();
  }

  /** Brings more; as much again, up to `most` bytes in all, where that is said. */
  async #fill(most?: number): Promise<boolean> {
    const { at } = this.#window;
    const more = await (most === undefined ? this.#window.fill() : this.#window.double(most));
    const by = at - this.#window.at;
    this.#extent.start = Math.max(0, this.#extent.start - by);
    this.#extent.end -= by;
    return more;
  }
}

/** The document of a line's bytes. */
export function lineDocument(
  window: Window,
  { file, part }: Session,
  line: number,
  end: number,
): SourceDocument {
  const text = window.text(window.at, end);
  return new SourceDocument({ file, text, firstLine: line, firstColumn: 1, part });
}

function isSpace(byte: number | undefined, isLine: boolean): boolean {
  return byte === space || byte === tab || byte === cr || (byte === lf && !isLine);
}

/** Whether a JSON value can begin with a byte. */
function beginsValue(byte: number): boolean {
  return '{["-0123456789tfn'.includes(String.fromCharCode(byte));
}

/** The offset behind a value, by brackets and strings alone; -1 when it does not end before `limit`. */
function valueEnd(bytes: Uint8Array, at: number, limit: number): number {
  let depth = 0;
  for (let i = at; i < limit; i++) {
    const byte = bytes[i] as number;
    if (byte === 34) {
      for (i++; i < limit && bytes[i] !== 34; i++) if (bytes[i] === 92) i++;
      if (i >= limit) return -1;
      if (depth === 0) return i + 1;
    } else if (byte === 123 || byte === open) depth++;
    else if (byte === brace || byte === close) {
      if (depth === 0) return i;
      if (--depth === 0) return i + 1;
    } else if (depth === 0 && (byte === comma || byte <= space)) return i;
  }
  return -1;
}
