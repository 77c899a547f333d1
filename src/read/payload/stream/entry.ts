import type { AttributeUse, Entry, Order, Target } from '../../../model/event-use.ts';
import type { Api } from '../../../model/pack.ts';
import type { Skimmed } from '../../../model/skim.ts';
import type { Place } from '../../../model/text.ts';
import type { Session } from '../body.ts';
import type { Document } from '../document.ts';
import { type EntrySite, entryLocate, type Fields, makeEntry } from '../entry.ts';
import { closePlace, type Extent } from './places.ts';
import type { EventTable, Verdicts } from './verdicts.ts';
import type { Window } from './window.ts';

/** Where the text of an entry stands: the bytes, and how to make a document that holds them. */
export interface EntryText {
  readonly at: number;
  readonly end: number;
  readonly extent: Extent;
  /** The document that a reader would read it in, and where in it the entry begins. */
  document(): { readonly document: Document; readonly offset: number };
}

/**
 * The entry that the kernel has just scanned, as far as it is looked at. What is not asked for before the next one is scanned can
 * not be told any more.
 */
export class SkimmedEntry implements Skimmed {
  /** What is known of its event; undefined when it has no name that the kernel knows. */
  readonly event: EventTable | undefined;
  /** Whose entry it is, once that is known. */
  api: Api | undefined;
  readonly #text: EntryText;
  readonly #window: Window;
  readonly #session: Session;
  readonly #verdicts: Verdicts;
  #order: Order | undefined;
  #site: EntrySite | undefined;
  #entry: Entry | undefined;
  #attributes: readonly AttributeUse[] | undefined;
  #isAscii: boolean | undefined;

  constructor(window: Window, session: Session, verdicts: Verdicts, text: EntryText) {
    this.#text = text;
    this.#window = window;
    this.#session = session;
    this.#verdicts = verdicts;
    const eventId = window.kernel.out[1] as number;
    this.event = eventId < 0 ? undefined : verdicts.event(eventId);
  }

  get order(): Order {
    if (!this.#order) {
      const { file, part } = this.#session;
      const { out, time } = this.#window.kernel;
      this.#order = {
        time: out[10] === 1 ? timeText(time[0] as number) : undefined,
        file,
        part,
        line: this.#text.extent.line,
        index: this.#session.count(),
      };
    }
    return this.#order;
  }

  get attributes(): readonly AttributeUse[] {
    this.#attributes ??= this.event ? this.#verdicts.attributes(this.event) : [];
    return this.#attributes;
  }

  get entry(): Entry {
    if (!this.api) throw new Error('an entry was asked for before its API is known');
    this.#entry ??= makeEntry(
      JSON.parse(this.#window.text(this.#text.at, this.#text.end)) as Fields,
      this.api,
      this.#session.pack,
      this.site,
    );
    return this.#entry;
  }

  get site(): EntrySite {
    if (!this.#site) {
      const { document, offset } = this.#text.document();
      const index = this.#session.count();
      this.#site = { document, start: () => offset, file: this.#session.file, index };
    }
    return this.#site;
  }

  /** A part's place, which the record says of names and values of attributes; the text has to be searched for others. */
  readonly locate = (target: Target): Place => {
    const bytes = this.#bytesOf(target);
    if (!bytes) return entryLocate(this.#session.pack, this.site)(target);
    const { document, start } = this.site;
    const from = start() + this.#unitsOf(this.#text.at, bytes.from);
    return document.at(from, from + this.#unitsOf(bytes.from, bytes.to));
  };

  /** Where the event's name stands, with only so much text around it as `cutClose` keeps where that is quickly found. */
  readonly locateEvent = (target: Target): Place => {
    const { out } = this.#window.kernel;
    const { extent } = this.#text;
    return (
      closePlace(this.#window, this.#session, extent, out[2] as number, out[3] as number) ??
      this.locate(target)
    );
  };

  /** How many UTF-16 units bytes of the entry are as text. */
  #unitsOf(from: number, to: number): number {
    const { at, end } = this.#text;
    this.#isAscii ??= this.#window.text(at, end).length === end - at;
    return this.#isAscii ? to - from : this.#window.text(from, to).length;
  }

  #bytesOf(target: Target): { readonly from: number; readonly to: number } | undefined {
    const { out } = this.#window.kernel;
    if (target.part === 'event' && this.event) return { from: out[2] as number, to: out[3] as number };
    if (target.part !== 'attribute' && target.part !== 'value') return undefined;
    const i = this.#verdicts.indexOf(target.name);
    if (i < 0) return undefined;
    if (target.part === 'value') return { from: out[i + 3] as number, to: out[i + 4] as number };
    // A key has no escapes.
    const from = out[i + 2] as number;
    return { from, to: from + Buffer.byteLength(target.name) + 2 };
  }
}

/** 20260327040818 → `2026-03-27 04:08:18`. */
function timeText(time: number): string {
  const date = Math.floor(time / 1e6);
  if (date !== lastDate.number) {
    const digits = String(date).padStart(8, '0');
    lastDate.text = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)} `;
    lastDate.number = date;
  }
  const clock = time - date * 1e6;
  const [hour, minute, second] = [Math.floor(clock / 1e4), Math.floor(clock / 100) % 100, clock % 100];
  return `${lastDate.text}${pairs[hour]}:${pairs[minute]}:${pairs[second]}`;
}

/** The day that was written last: most entries are of the same. */
const lastDate = { number: -1, text: '' };
/** 00 to 99. */
const pairs = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));
