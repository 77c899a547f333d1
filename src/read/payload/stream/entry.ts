import type { AttributeUse, Entry, Order, Target } from '../../../model/event-use.ts';
import type { Api } from '../../../model/pack.ts';
import type { Skimmed } from '../../../model/skim.ts';
import type { Spot } from '../../../model/tally.ts';
import type { Place, Span } from '../../../model/text.ts';
import type { SourceDocument } from '../document.ts';
import { type EntrySite, entryLocate, type Fields, makeEntry } from '../entry.ts';
import { marks, recordLayout } from '../scanner/load.ts';
import type { Session } from '../session.ts';
import { closePlace, type Extent } from './places.ts';
import type { EventTable, Verdicts } from './verdicts.ts';
import type { Window } from './window.ts';

/** Where the text of an entry stands: the bytes, and how to make a document that holds them. */
export interface EntryText {
  readonly at: number;
  readonly end: number;
  readonly extent: Extent;
  /** The document that a reader would read it in, and where in it the entry begins. */
  document(): { readonly document: SourceDocument; readonly offset: number };
}

/** The same, of an entry whose document is one of its own. */
type KeptSite = EntrySite & { readonly document: SourceDocument };

/**
 * The entry that the kernel has just scanned, as far as it is looked at. What is not asked for before the next one is scanned can
 * not be told any more.
 */
export class SkimmedEntry implements Skimmed {
  /** What is known of its event; undefined when it has no name that the kernel knows. */
  readonly event: EventTable | undefined;
  /** Whose entry it is, once that is known. */
  api: Api | undefined;
  /** Where in the kernel's record the attribute stands that is looked at: what is asked for is mostly a part of it. */
  attributeAt: number = recordLayout.head;
  readonly #text: EntryText;
  readonly #window: Window;
  readonly session: Session;
  readonly #verdicts: Verdicts;
  #order: Order | undefined;
  #site: KeptSite | undefined;
  #entry: Entry | undefined;
  #envelope: Entry | undefined;
  #attributes: readonly AttributeUse[] | undefined;
  #kept: KeptEntry | false | undefined;

  constructor(window: Window, session: Session, verdicts: Verdicts, text: EntryText) {
    this.#text = text;
    this.#window = window;
    this.session = session;
    this.#verdicts = verdicts;
    const eventId = window.kernel.out[1] as number;
    this.event = eventId < 0 ? undefined : verdicts.event(eventId);
  }

  get order(): Order {
    if (!this.#order) {
      const { file, part } = this.session;
      const { out, time } = this.#window.kernel;
      this.#order = {
        time: out[10] === 1 ? timeText(time[0] as number) : undefined,
        file,
        part,
        line: this.#text.extent.line,
        index: this.session.count(),
      };
    }
    return this.#order;
  }

  get attributes(): readonly AttributeUse[] {
    this.#attributes ??= this.event ? this.#verdicts.attributes(this.event) : [];
    return this.#attributes;
  }

  get entry(): Entry {
    this.#entry ??= this.#made(this.#window.text(this.#text.at, this.#text.end));
    return this.#entry;
  }

  get envelope(): Entry {
    this.#envelope ??= this.#entry ?? this.#made(this.#textOfEnvelope());
    return this.#envelope;
  }

  #made(text: string): Entry {
    if (!this.api) throw new Error('an entry was asked for before its API is known');
    return makeEntry(JSON.parse(text) as Fields, this.api, this.session.pack, this.site);
  }

  /** The text without what stands between the braces of its attributes, which is most of it. */
  #textOfEnvelope(): string {
    const window = this.#window;
    const { out } = window.kernel;
    const { at, end } = this.#text;
    const object = out[11] as number;
    if (object === 0) return window.text(at, end);
    const count = out[4] as number;
    const last = recordLayout.head + recordLayout.attribute * (count - 1);
    const closing = window.bytes.indexOf(125, count > 0 ? (out[last + 4] as number) : object);
    return window.text(at, object + 1) + window.text(closing, end);
  }

  get site(): KeptSite {
    if (!this.#site) {
      const { document, offset } = this.#text.document();
      const index = this.session.count();
      this.#site = { document, start: () => offset, file: this.session.file, index };
    }
    return this.#site;
  }

  /** A part's place, which the record says of names and values of attributes; the text has to be searched for others. */
  readonly locate = (target: Target): Place => {
    const bytes = this.#bytesOf(target);
    if (!bytes) return entryLocate(this.session.pack, this.site)(target);
    const { start, end } = this.#spanOf(bytes);
    return this.site.document.at(start, end);
  };

  /** Where bytes of the entry stand in the text of its document. */
  #spanOf({ from, to }: { readonly from: number; readonly to: number }): Span {
    const start = this.site.start() + this.#window.units(this.#text.at, from);
    return { start, end: start + this.#window.units(from, to) };
  }

  /**
   * A part, to be located when that is asked for, where the text of the entry takes no more memory than those around its parts that
   * are remembered.
   */
  spot(at: Target): Spot {
    this.#kept ??= this.#isWorthKeeping() && new KeptEntry(this.order, this.site);
    const bytes = this.#kept && this.#bytesOf(at);
    if (!this.#kept || !bytes) return { order: this.order, place: this.locate(at) };
    return new LaterSpot(this.#kept, bytes.from - this.#text.at, bytes.to - this.#text.at);
  }

  #isWorthKeeping(): boolean {
    const { document } = this.site;
    if (document.isKeptWhole) return true;
    const { out } = this.#window.kernel;
    const end = recordLayout.head + recordLayout.attribute * (out[4] as number);
    let remembered = 0;
    for (let i = recordLayout.head; i < end; i += recordLayout.attribute)
      if (((out[i + 1] as number) & marks.attribute) !== 0) remembered++;
    return document.text.length <= remembered * placeUnits;
  }

  /** Where the event's name stands, with only so much text around it as `cutClose` keeps where that is quickly found. */
  readonly locateEvent = (target: Target): Place => {
    const { out } = this.#window.kernel;
    const { extent } = this.#text;
    return (
      closePlace(this.#window, this.session, extent, out[2] as number, out[3] as number) ??
      this.locate(target)
    );
  };

  #bytesOf(target: Target): { readonly from: number; readonly to: number } | undefined {
    const { out } = this.#window.kernel;
    if (target.part === 'event' && this.event) return { from: out[2] as number, to: out[3] as number };
    if (target.part !== 'attribute' && target.part !== 'value') return undefined;
    const i = this.#verdicts.indexOf(target.name, this.attributeAt);
    if (i < 0) return undefined;
    if (target.part === 'value') return { from: out[i + 3] as number, to: out[i + 4] as number };
    // A key has no escapes.
    const from = out[i + 2] as number;
    return { from, to: from + Buffer.byteLength(target.name) + 2 };
  }
}

/** A text around a place of a long one takes about as much memory as so many letters. */
const placeUnits = 700;

/** What is left of an entry when the next one is scanned. */
class KeptEntry {
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

/** Where in a text so many of its bytes behind an offset end, of which none is bad. */
function unitsBehind(text: string, offset: number, bytes: number): number {
  let at = offset;
  for (let left = bytes; left > 0; at++) {
    const code = text.charCodeAt(at);
    // Each half of a character of two units stands for two of its four bytes.
    left -= code < 0x80 ? 1 : code < 0x800 || (code & 0xf800) === 0xd800 ? 2 : 3;
  }
  return at;
}

/** A part of a kept entry: its place is made each time, as most are never asked for. */
class LaterSpot implements Spot {
  readonly #entry: KeptEntry;
  readonly #from: number;
  readonly #to: number;

  constructor(entry: KeptEntry, from: number, to: number) {
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

/** 20260327040818 → `2026-03-27 04:08:18`, as one text: one of many parts takes several times the memory. */
function timeText(time: number): string {
  let rest = time;
  for (const at of digitsOfTime) {
    const left = Math.floor(rest / 10);
    writtenTime[at] = 48 + rest - 10 * left;
    rest = left;
  }
  return writtenTime.toString('latin1');
}

const writtenTime = Buffer.from('yyyy-MM-dd HH:mm:ss');
/** Where its digits stand, the last one first. */
const digitsOfTime = [18, 17, 15, 14, 12, 11, 9, 8, 6, 5, 3, 2, 1, 0];
