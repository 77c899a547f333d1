import { readText } from '../broken.ts';
import { isBlank } from '../bytes.ts';
import { spoiledIn } from '../faults.ts';
import { judgement, type Kernel, scanStatus } from '../scanner/load.ts';
import type { PayloadItem, Session } from '../session.ts';
import { KeptSpots } from './kept-spots.ts';
import { ListReader } from './list.ts';
import type { EntryText } from './located.ts';
import type { PassedEntry } from './notes.ts';
import { lineDocument } from './places.ts';
import type { Root } from './skim.ts';
import type { Skimming } from './skimming.ts';
import { longestElement, type Window } from './window.ts';

const [tab, lf, cr, space, open, brace, closing] = [9, 10, 13, 32, 91, 123, 125];

/** How far the lines at hand have been read: all, to where more is needed, or to a list, which is read piece by piece. */
type Stop = 'end' | 'more' | { readonly list: number; readonly isBare: boolean };

interface LineOptions {
  readonly firstLine: number;
  readonly isCutOff: () => boolean;
  readonly isShare: boolean;
}

/** Reads NDJSON from a window: each line is an event, a request body or a list of either. */
export class LineReader {
  /** The number of the line that is read. */
  line: number;
  readonly #skim: Skimming;
  readonly #window: Window;
  readonly #kernel: Kernel;
  readonly #session: Session;
  readonly #take: (item: PayloadItem) => void;
  readonly #isCutOff: () => boolean;
  readonly #isShare: boolean;
  readonly #extent = { line: 1, start: 0, end: 0 };
  /** The entry that was scanned last, if the line is one. */
  readonly #text: EntryText & { at: number; end: number; kept: KeptSpots | undefined } = {
    at: 0,
    end: 0,
    extent: this.#extent,
    kept: undefined,
    document: () => {
      const window = this.#window;
      const document = lineDocument(window, this.#session, this.line, this.#extent.end);
      return { document, offset: window.text(window.at, this.#text.at).length };
    },
  };

  readonly #passing = {
    noteTo: 0,
    /** The line at which was begun. */
    from: 0,
    goTo: (passed: number, { start, at, end, last }: PassedEntry) => {
      this.line = this.#passing.from + passed;
      return this.#entryText(start, last, at, end);
    },
  };

  /** `isCutOff` says, once there is no more, that the last line was cut in two. `isShare`: lines that others read are blank. */
  constructor(
    window: Window,
    session: Session,
    skim: Skimming,
    take: (item: PayloadItem) => void,
    { firstLine, isCutOff, isShare }: LineOptions,
  ) {
    this.#window = window;
    this.#kernel = window.kernel;
    this.#session = session;
    this.#take = take;
    this.#skim = skim;
    this.line = firstLine;
    this.#isCutOff = isCutOff;
    this.#isShare = isShare;
    this.#text.kept = new KeptSpots(session);
    this.#kernel.setMode(1);
    window.isOfLines = true;
  }

  /** Reads all lines. */
  async read(): Promise<void> {
    for (;;) {
      const stop = this.#readLines();
      if (stop === 'end') return;
      if (stop !== 'more') await this.#readList(stop);
      else if (this.#window.end - this.#window.at > longestElement) await this.#skipLine();
      else await this.#window.double(longestElement + 1);
    }
  }

  /** Reads lines as long as they are at hand and need nothing that has to be waited for. */
  #readLines(): Stop {
    const window = this.#window;
    const kernel = this.#kernel;
    const { end, isFinal, bytes } = window;
    for (;;) {
      if (this.#pass()) continue;
      const start = window.at;
      let at = start;
      let byte = bytes[at];
      while (at < end && (byte === space || byte === tab || byte === cr)) byte = bytes[++at];
      if (at >= end) {
        if (isFinal) window.at = end;
        return isFinal ? 'end' : 'more';
      }
      if (byte === lf) {
        this.#nextLine(at);
        continue;
      }
      let scanned: Root | undefined;
      if (byte === brace) {
        let root: Root = 'array';
        let status = kernel.entry(at, end, isFinal ? 1 : 0);
        if (status === scanStatus.body) {
          const value = kernel.out[0] as number;
          if (bytes[value] === open) return { list: value, isBare: false };
          root = 'object';
          at = value;
          status = kernel.entry(at, end, isFinal ? 1 : 0);
        }
        if (status === scanStatus.more) return 'more';
        if (status > 0) {
          const after = this.#lineEnd(status, root);
          if (after === end && !isFinal) return 'more';
          const isWhole = after === end ? !this.#isCutOff() : bytes[after] === lf;
          const isOurs = isWhole && kernel.out[20] === 0;
          if (isOurs && window.isClean(at, status)) {
            scanned = root;
            if (this.#skim.skim(root, this.#entryText(start, after, at, status))) {
              this.#nextLine(after);
              continue;
            }
          }
        }
      } else if (byte === open) return { list: at, isBare: true };
      const feed = window.feed(at);
      const isOpen = feed < 0;
      if (isOpen && !isFinal) return 'more';
      this.#readPlainly(start, isOpen ? end : feed, scanned);
    }
  }

  /** Passes over lines that need only be counted, and over the next where the kernel has judged it; false where it has not. */
  #pass(): boolean {
    const window = this.#window;
    const { line } = this;
    this.#passing.noteTo = window.end;
    this.#passing.from = line;
    const said = this.#skim.pass(window.at, window.cleanTo(), 'lines', this.#passing);
    if (said === undefined) return false;
    const { out } = this.#kernel;
    const [start, feed] = [out[22] as number, out[25] as number];
    this.line = line + (out[21] as number);
    window.at = start;
    window.startLine(start, this.line);
    if (said === judgement.other) return false;
    const root: Root = out[26] === 1 ? 'object' : 'array';
    const text = this.#entryText(start, feed, out[23] as number, out[24] as number);
    if (this.#skim.decide(said, root, text)) this.#nextLine(feed);
    else this.#readPlainly(start, feed, root);
    return true;
  }

  /** The text of the entry from `at` to `end`, on the line from `start` to `feed`. */
  #entryText(start: number, feed: number, at: number, end: number): EntryText {
    this.#window.at = start;
    this.#startLine(start, feed);
    this.#text.at = at;
    this.#text.end = end;
    return this.#text;
  }

  /** Where the line of an entry ends that ends at `from`: -1 when something else stands there, `end` when no line end does. */
  #lineEnd(from: number, root: Root): number {
    const { bytes, end, isFinal } = this.#window;
    let at = this.#skipSpace(from);
    if (root === 'object') {
      if (at === end || bytes[at] !== closing) return at === end && !isFinal ? end : -1;
      at = this.#skipSpace(at + 1);
    }
    return at;
  }

  #skipSpace(from: number): number {
    const { bytes, end } = this.#window;
    let at = from;
    while (at < end && (bytes[at] === space || bytes[at] === tab || bytes[at] === cr)) at++;
    return at;
  }

  #readPlainly(start: number, feed: number, scanned: Root | undefined): void {
    const window = this.#window;
    window.at = start;
    // The line that a truncation cut in two is not a fault of its own.
    if (feed < window.end || !this.#isCutOff()) {
      const end = this.#startLine(start, feed);
      const document = lineDocument(window, this.#session, this.line, end);
      const spoiled = window.isClean(start, end)
        ? []
        : spoiledIn(window.bytes.subarray(start, end), document.text);
      const items = [...readText(document, this.#session, spoiled)];
      for (const item of items) this.#take(item);
      if (scanned) this.#skim.learn(scanned, items, this.#text);
    }
    this.#nextLine(feed);
  }

  async #readList({ list, isBare }: { readonly list: number; readonly isBare: boolean }): Promise<void> {
    const window = this.#window;
    // A line that is wholly at hand is read without waiting; one that is large, piece by piece.
    let feed = window.feed(list);
    while (feed < 0 && !window.isFinal && window.end - window.at < longestHeld) {
      const from = window.at;
      await window.fill();
      list -= from - window.at;
      feed = window.feed(list);
    }
    const isKnown = feed >= 0 || window.isFinal;
    if (isKnown && feed < 0 && this.#isCutOff()) {
      window.at = window.end;
      return;
    }
    const end = isKnown ? this.#startLine(window.at, feed < 0 ? window.end : feed) : 0;
    if (!isKnown) this.#startLine(window.at, Number.POSITIVE_INFINITY);
    const extent = { ...this.#extent, end: isKnown ? end : Number.POSITIVE_INFINITY };
    window.at = list;
    const options = { isLine: true, extent, isCutOff: this.#isCutOff };
    await new ListReader(window, this.#session, this.#skim, this.#take, options).read(isBare);
    await this.#skipToFeed();
  }

  /** A line that is too long to be held. */
  async #skipLine(): Promise<void> {
    const window = this.#window;
    if (this.#isShare && isBlank(window.view(window.at, window.end))) return this.#skipToFeed();
    const message = `The line has more than ${longestElement} bytes, so it is not read.`;
    const place = lineDocument(window, this.#session, this.line, window.at).at(0, 0);
    const help = 'Write one event on a line.';
    this.#take({ kind: 'problem', problem: { rule: 'parse-error', place, message, help } });
    await this.#skipToFeed();
  }

  async #skipToFeed(): Promise<void> {
    const window = this.#window;
    for (;;) {
      const feed = window.feed(window.at);
      if (feed >= 0) {
        window.at = feed + 1;
        this.line = window.position(window.at).line;
        return;
      }
      window.at = window.end;
      if (!(await window.fill())) return;
    }
  }

  /** Notes where the line stands; its end without the line end. */
  #startLine(start: number, feed: number): number {
    const end = feed > start && this.#window.bytes[feed - 1] === cr ? feed - 1 : feed;
    this.#window.startLine(start, this.line);
    this.#extent.line = this.line;
    this.#extent.start = start;
    this.#extent.end = end;
    return end;
  }

  /** Goes on behind the line feed of a record that begins at the window's `at`, and may stand on several lines. */
  #nextLine(feed: number): void {
    const window = this.#window;
    const next = Math.min(feed + 1, window.end);
    if (feed < window.end) this.line += window.hasReturns ? window.lineEnds(window.at, next) : 1;
    window.at = next;
  }
}

/** Lists in lines up to this length are read without waiting for more. */
const longestHeld = 4 * 2 ** 20;
