import { type List, parsed } from '../body.ts';
import { readBroken } from '../broken.ts';
import { beside, brokenElement, isElementOf, readElement, readListEnd } from '../elements.ts';
import { type Fault, listFault, moreText, shifted, spoiledIn } from '../faults.ts';
import { beginsText, beginsValue } from '../json-text.ts';
import { behindElement, behindFault, elementEnd, type Resumption } from '../resume.ts';
import { judgement, scanStatus } from '../scanner/load.ts';
import { faultProblem, type PayloadItem, type Session } from '../session.ts';
import { ListText, type ListTextOptions } from './list-text.ts';
import type { EntryText } from './located.ts';
import type { PassedEntry } from './notes.ts';

import type { Skimming } from './skimming.ts';
import { longestElement, marginBytes, type Window } from './window.ts';

const [comma, close, brace] = [44, 93, 125];

/** Where a list goes on behind an element: behind it, at another one, or not at all. */
type Next = 'behind' | 'element' | 'nothing';

/** A list as it is read from a window, one element after another: entries, or request bodies, which are read as texts. */
export class ListReader {
  readonly #window: Window;
  readonly #session: Session;
  readonly #skim: Skimming;
  readonly #take: (item: PayloadItem) => void;
  readonly #text: ListText;
  readonly #passing = {
    noteTo: 0,
    goTo: (_: number, { at, end }: PassedEntry) => {
      this.#window.at = at;
      return this.#textOf(at, end);
    },
  };
  #judged: { readonly said: number; readonly at: number; readonly fills: number } | undefined;

  constructor(
    window: Window,
    session: Session,
    skim: Skimming,
    take: (item: PayloadItem) => void,
    options: ListTextOptions,
  ) {
    this.#window = window;
    this.#session = session;
    this.#skim = skim;
    this.#take = take;
    this.#text = new ListText(window, session, options);
  }

  /**
   * Reads the list whose bracket is at the window's `at`, to the end of its text as far as that is one; what of the text is
   * not read stays in the window. `isBare`: it does not stand under the root key.
   */
  async read(isBare: boolean): Promise<void> {
    const isWhole = await this.#readList(isBare);
    if (!isWhole) return;
    if (!isBare && !(await this.#readBodyEnd())) return;
    const next = await this.#text.next();
    if (next !== undefined) await this.#readRest(next);
  }

  /** Tells of what stands behind the value that holds the list, and reads it as far as it is values. */
  async #readRest(next: number): Promise<void> {
    const window = this.#window;
    const text = this.#text;
    this.#fault(moreText(String.fromCharCode(next), 0));
    while (!text.isTextAll() && window.end - window.at < longestElement) await text.fill();
    if (!beginsText(next) || !text.isTextAll()) return;
    const { at } = window;
    const to = text.textEnd();
    const { document, offset, end } = text.document(to - at);
    const spoiled = spoiledIn(window.bytes.subarray(at, to), document.text.slice(offset, end), offset);
    const broken = { spoiled, isCutOff: text.endsInCut(), rest: offset };
    for (const item of [...readBroken(document, this.#session, broken)]) this.#take(item);
    window.at = to;
  }

  /** The elements and the closing bracket; false when something else came. */
  async #readList(bare: boolean): Promise<boolean> {
    const list: List = { bare, depth: bare ? 1 : 2, api: undefined, size: 0 };
    await this.#text.fillMargin(1);
    const { document, offset } = this.#text.document(1);
    this.#window.at++;
    const isWhole = await this.#readElements(list);
    for (const item of readListEnd(document, offset, list)) this.#take(item);
    return isWhole;
  }

  async #readElements(list: List): Promise<boolean> {
    if ((await this.#text.next()) === close) {
      this.#window.at++;
      return true;
    }
    for (;;) {
      this.#pass(list);
      let found = await this.#text.next();
      let expected: 'value' | 'comma' = 'value';
      if (found !== undefined && beginsValue(found)) {
        const next = await this.#readElement(list);
        if (next === 'nothing') return false;
        if (next === 'element') continue;
        found = await this.#text.next();
        if (found === comma || found === close) this.#window.at++;
        if (found === close) return true;
        if (found === comma) continue;
        expected = 'comma';
      }
      this.#fault(listFault(found === undefined ? undefined : String.fromCharCode(found), 0, expected));
      if (found === close) {
        this.#window.at++;
        return true;
      }
      const on = await this.#resumption(behindFault, list);
      if (!on?.isElement) return false;
      this.#window.at += on.next;
    }
  }

  /** Passes over elements that need only be counted, up to one that the kernel may have judged. Whose list it is has to be known. */
  #pass(list: List): void {
    if (!list.api) return;
    const window = this.#window;
    const limit = this.#text.limit();
    // Places show what stands behind an element, so that has to be at hand too.
    this.#passing.noteTo = this.#text.isAll() ? limit : limit - marginBytes;
    const said = this.#skim.pass(window.at, Math.min(limit, window.cleanTo()), 'elements', this.#passing);
    if (said === undefined) return;
    const { out } = window.kernel;
    list.size += out[21] as number;
    window.at = out[22] as number;
    this.#judged =
      said === judgement.other ? undefined : { said, at: out[23] as number, fills: window.fills };
  }

  /** What the kernel has said of the element that begins at an offset and is the last that it has scanned. */
  #saidOf(at: number): number | undefined {
    const judged = this.#judged;
    this.#judged = undefined;
    return judged?.at === at && judged.fills === this.#window.fills ? judged.said : undefined;
  }

  /** One element. */
  async #readElement(list: List): Promise<Next> {
    const window = this.#window;
    const { kernel } = window;
    for (;;) {
      const { at } = window;
      const limit = this.#text.limit();
      const said = this.#saidOf(at);
      const status = said === undefined ? this.#scan(at, limit) : (kernel.out[24] as number);
      const end = status > 0 ? status : status === scanStatus.more ? undefined : this.#valueEnd();
      if (end === 'broken') return this.#passBroken(list);
      // Places show what stands behind an element, so that has to be at hand too.
      if (!this.#text.isAll() && (end === undefined || end + marginBytes > limit)) {
        if (window.end - at > longestElement + marginBytes) return this.#tooLong(longestElement);
        await this.#text.fill(longestElement + marginBytes + 1);
        continue;
      }
      if (end === undefined) return this.#passBroken(list);
      const text = this.#textOf(at, end);
      const isScanned = status > 0 && window.isClean(at, end) && kernel.out[20] === 0;
      const isSkimmed =
        isScanned &&
        (said === undefined ? this.#skim.skim('array', text) : this.#skim.decide(said, 'array', text));
      if (isSkimmed) {
        list.size++;
        list.api ??= this.#skim.api;
        window.at = end;
        return 'behind';
      }
      return this.#readPlainly(list, end, isScanned ? text : undefined);
    }
  }

  /** The text of an element that begins at the window's `at`. */
  #textOf(at: number, end: number): EntryText {
    return { at, end, extent: this.#text.extent, document: () => this.#text.document(end - at) };
  }

  #scan(at: number, limit: number): number {
    const { bytes, kernel } = this.#window;
    return bytes[at] === 123 ? kernel.entry(at, limit, this.#text.isAll() ? 1 : 0) : scanStatus.refused;
  }

  /** Where a value ends by its brackets, if that is at hand. */
  #valueEnd(): number | 'broken' | undefined {
    const length = this.#text.looking(elementEnd);
    return typeof length === 'number' ? this.#window.at + length : length;
  }

  /** Reads an element as text; the record of the kernel is that of it when it was scanned as an entry. */
  async #readPlainly(list: List, end: number, entry: EntryText | undefined): Promise<Next> {
    const window = this.#window;
    const { at } = window;
    const bytes = window.bytes.subarray(at, end);
    const { document, offset, end: textEnd } = this.#text.document(end - at);
    const text = document.text.slice(offset, textEnd);
    const value = parsed(text);
    if (!value) return this.#passBroken(list);
    const spoiled = spoiledIn(bytes, text, offset);
    const span = { start: offset, end: textEnd };
    const items = [...readElement(document, span, value, list, this.#session, spoiled)];
    for (const item of items) this.#take(item);
    if (entry) this.#skim.learn('array', items, entry);
    window.at = end;
    return 'behind';
  }

  /** Tells of an element that is no JSON, and goes to where the list goes on. */
  async #passBroken(list: List): Promise<Next> {
    const window = this.#window;
    const on = await this.#resumption(behindElement, list);
    if (!on) return 'nothing';
    await this.#text.fillMargin(on.end);
    const { document, offset, end } = this.#text.document(on.end);
    this.#take(brokenElement(document, { start: offset, end }, list));
    window.at += on.next;
    if (window.at >= this.#text.textEnd()) return 'nothing';
    return on.isElement ? 'element' : 'behind';
  }

  /** Where the list goes on behind what is no JSON, and begins at the window's `at`. */
  async #resumption(behind: typeof behindElement, list: List): Promise<Resumption | undefined> {
    const window = this.#window;
    const isElement = (value: unknown) => isElementOf(value, list, this.#session);
    for (;;) {
      const on = this.#text.looking((text, isAll) => behind(text, isAll, isElement));
      if (on || this.#text.isTextAll()) return on;
      if (window.end - window.at > longestElement + marginBytes) {
        this.#tooLong(longestElement);
        return undefined;
      }
      await this.#text.fill(longestElement + marginBytes + 1);
    }
  }

  /** What stands behind the list of a request body: a brace, or members that do not belong there. */
  async #readBodyEnd(): Promise<boolean> {
    const next = await this.#text.next();
    const window = this.#window;
    if (next === brace) {
      window.at++;
      return true;
    }
    if (next === comma) {
      while (!this.#text.isAll() && window.end - window.at < longestElement) await this.#text.fill();
      const { document, offset, end } = this.#text.document(this.#text.limit() - window.at);
      const others = beside(document, offset, end, this.#session);
      if (others) {
        const bytes = window.bytes.subarray(window.at, this.#text.limit());
        const [spoiled] = spoiledIn(bytes, document.text.slice(offset, end), offset);
        if (spoiled) this.#take(faultProblem(document, spoiled));
        for (const item of others) this.#take(item);
        window.at = this.#text.limit();
        return true;
      }
    }
    this.#fault(listFault(next === undefined ? undefined : String.fromCharCode(next), 0, 'closing brace'));
    return false;
  }

  /** A fault at the window's `at`. */
  #fault(fault: Fault): void {
    if (this.#window.at >= this.#text.limit() && this.#text.endsInCut()) return;
    const { document, offset } = this.#text.document(0);
    this.#take(faultProblem(document, shifted(fault, offset)));
  }

  #tooLong(most: number): Next {
    const message = `The value has more than ${most} bytes, so it is not read, nor is what follows it.`;
    const help = 'Split it, or write one event on a line.';
    this.#fault({ span: { start: 0, end: 1 }, message, help, spoils: true });
    return 'nothing';
  }
}
