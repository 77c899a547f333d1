import type { Locate, Order, Target } from '../../../model/event-use.ts';
import type { Stretch } from '../../../model/later-text.ts';
import type { Located } from '../../../model/skim.ts';
import { addToTally, LaterTally, type Spot, type Tally } from '../../../model/tally.ts';
import { cutClose, longestWhole, type Place, type Span, unitsBehind } from '../../../model/text.ts';
import type { SourceDocument } from '../document.ts';
import { type EntrySite, entryLocate } from '../entry.ts';
import type { Session } from '../session.ts';
import type { KeptSpots } from './kept-spots.ts';
import { closePlace, type Extent, laterPlace, laterStretch } from './places.ts';
import { timeText } from './time-text.ts';
import type { Window } from './window.ts';

/** Where the text of an entry stands: the bytes, and how to make a document that holds them. */
export interface EntryText {
  readonly at: number;
  readonly end: number;
  readonly extent: Extent;
  /** The document that a reader would read it in, and where in it the entry begins. */
  document(): { readonly document: SourceDocument; readonly offset: number };
  /** What keeps entries as numbers, where it is alone on its line. */
  readonly kept?: KeptSpots | undefined;
}

/** A range of bytes. */
export interface Bytes {
  readonly from: number;
  readonly to: number;
}

/** The same, of an entry whose document is one of its own. */
type KeptSite = EntrySite & { readonly document: SourceDocument };

/** An entry that the kernel has scanned, as far as it is asked where its parts stand. */
export abstract class LocatedEntry implements Located {
  readonly session: Session;
  protected readonly text: EntryText;
  protected readonly window: Window;
  #order: Order | undefined;
  #site: KeptSite | undefined;
  #kept: LeftEntry | false | undefined;
  /** Its number among those that are kept as numbers. */
  #number: number | undefined;

  constructor(window: Window, session: Session, text: EntryText) {
    this.window = window;
    this.session = session;
    this.text = text;
  }

  /** Its time as the kernel writes it; undefined without one. */
  abstract get time(): number | undefined;
  /** Where its event's name stands; undefined when it has none. */
  protected abstract get eventBytes(): Bytes | undefined;
  /** Where an attribute stands of which the kernel has told where it stands: its name or its value. */
  protected abstract attributeBytes(name: string, part: 'attribute' | 'value'): Bytes | undefined;
  /** Of how many of its attributes the places may be remembered. */
  protected abstract get remembered(): number;

  get line(): number {
    return this.text.extent.line;
  }

  get index(): number {
    return this.session.count();
  }

  get order(): Order {
    if (!this.#order) {
      const { file, part } = this.session;
      const { time } = this;
      this.#order = {
        time: time === undefined ? undefined : timeText(time),
        file,
        part,
        line: this.line,
        index: this.index,
      };
    }
    return this.#order;
  }

  get site(): KeptSite {
    if (!this.#site) {
      const { document, offset } = this.text.document();
      const index = this.session.count();
      this.#site = { document, start: () => offset, file: this.session.file, index };
      this.#share();
    }
    return this.#site;
  }

  /** A part's place, which is known of names and values of attributes; the text has to be searched for others. */
  get locate(): Locate {
    return (target) => {
      const bytes = this.#bytesOf(target);
      if (!bytes) return entryLocate(this.session.pack, this.site)(target);
      const { start, end } = this.#spanOf(bytes);
      return this.site.document.at(start, end);
    };
  }

  /** The place of the event's name or of the whole, with only so much text around it as `cutClose` keeps. */
  placeClose(part: 'event' | 'whole'): Place {
    const { extent } = this.text;
    const bytes = this.#bytesClose(part);
    const standing = bytes && ([this.window, this.session, extent, bytes.from, bytes.to] as const);
    const close = standing && (laterPlace(...standing) ?? closePlace(...standing));
    return close ?? cutClose(this.locate({ part }));
  }

  /** The line that a part stands on, where its place can be found in it later, and which of its bytes that is. */
  standing(part: 'event' | 'whole'): (Bytes & { readonly stretch: Stretch }) | undefined {
    const { extent } = this.text;
    const bytes = this.#bytesClose(part);
    const stretch = bytes && laterStretch(this.window, extent, bytes.to);
    return stretch && { stretch, from: bytes.from - extent.start, to: bytes.to - extent.start };
  }

  /** Counts a part in a tally, as numbers where they are enough to find it by. */
  count(tally: Tally, at: Target): void {
    const { kept, at: begins } = this.text;
    const bytes = tally instanceof LaterTally ? this.#bytesOf(at) : undefined;
    if (bytes) this.#number ??= this.#keep();
    if (bytes && kept && this.#number !== undefined && tally instanceof LaterTally)
      tally.add(kept, this.#number, bytes.from - begins, bytes.to - begins);
    else addToTally(tally, this.order, () => this.#spot(at));
  }

  /**
   * A part, to be located when that is asked for, where the text of the entry takes no more memory than those around its parts that
   * are remembered.
   */
  #spot(at: Target): Spot {
    this.#kept ??= this.#isWorthKeeping() && new LeftEntry(this.order, this.site);
    const bytes = this.#kept && this.#bytesOf(at);
    if (!this.#kept || !bytes) return { order: this.order, place: this.locate(at) };
    return new LaterSpot(this.#kept, bytes.from - this.text.at, bytes.to - this.text.at);
  }

  /** Its number among those that are kept as numbers; undefined where it is not alone on a line that can be read once more. */
  #keep(): number | undefined {
    const { kept, extent, at } = this.text;
    if (!kept || extent.end - extent.start > longestWhole) return undefined;
    const stretch = this.window.lasting(extent.start, extent.end);
    if (!stretch?.isOneLine) return undefined;
    const { time, line, index } = this;
    this.#number = kept.addEntry({ time, line, index, stretch, begins: at - extent.start });
    this.#share();
    return this.#number;
  }

  /** Has all that is told of it stand in one text: states hold each of their texts once. */
  #share(): void {
    if (this.#site && this.#number !== undefined) this.text.kept?.share(this.#number, this.#site.document);
  }

  #bytesClose(part: 'event' | 'whole'): Bytes | undefined {
    const { at } = this.text;
    return part === 'whole' ? { from: at, to: at + 1 } : this.eventBytes;
  }

  #isWorthKeeping(): boolean {
    const { document } = this.site;
    return document.isKeptWhole || document.text.length <= this.remembered * placeUnits;
  }

  /** Where bytes of the entry stand in the text of its document. */
  #spanOf({ from, to }: Bytes): Span {
    const start = this.site.start() + this.window.units(this.text.at, from);
    return { start, end: start + this.window.units(from, to) };
  }

  #bytesOf(target: Target): Bytes | undefined {
    if (target.part === 'event') return this.eventBytes;
    return target.part === 'attribute' || target.part === 'value'
      ? this.attributeBytes(target.name, target.part)
      : undefined;
  }
}

/** A text around a place of a long one takes about as much memory as so many letters. */
const placeUnits = 700;

/** Where a name stands that begins with its quote at an offset. A key has no escapes. */
export function bytesOfName(from: number, name: string): Bytes {
  return { from, to: from + Buffer.byteLength(name) + 2 };
}

/** What is left of an entry when the next one is scanned. */
class LeftEntry {
  readonly order: Order;
  readonly #document: SourceDocument;
  readonly #start: number;

  constructor(order: Order, { document, start }: KeptSite) {
    this.order = order;
    this.#document = document;
    this.#start = start();
  }

  /** The place of some of its bytes, counted from where it begins. */
  at(from: number, to: number): Place {
    const { text } = this.#document;
    const start = unitsBehind(text, this.#start, from);
    return this.#document.at(start, unitsBehind(text, start, to - from));
  }
}

/** A part of a kept entry: its place is made each time, as most are never asked for. */
class LaterSpot implements Spot {
  readonly #entry: LeftEntry;
  readonly #from: number;
  readonly #to: number;

  constructor(entry: LeftEntry, from: number, to: number) {
    this.#entry = entry;
    this.#from = from;
    this.#to = to;
  }

  get order(): Order {
    return this.#entry.order;
  }

  get place(): Place {
    return this.#entry.at(this.#from, this.#to);
  }
}
