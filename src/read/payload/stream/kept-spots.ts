import type { Order } from '../../../model/event-use.ts';
import { LaterText, type Reread, type Stretch } from '../../../model/later-text.ts';
import { type Spot, type SpotLists, sampleLimit } from '../../../model/tally.ts';
import { type Place, unitsBehind } from '../../../model/text.ts';
import { SourceDocument } from '../document.ts';
import type { Session } from '../session.ts';
import { timeText } from './time-text.ts';

/** What is kept of an entry: its time, Infinity without one, where it stands, its line in the input, and where in that it begins. */
const [time, line, index, offset, length, begins] = [0, 1, 2, 3, 4, 5] as const;
const entryNumbers = 6;
/** What is kept of a spot: the number of the next one in its list, that of its entry, and which bytes of the entry it is. */
const [next, entry, from, to] = [0, 1, 2, 3] as const;
const spotNumbers = 4;
const leastEntries = 256;
const leastSpots = 2048;

/** An entry that is alone on a line which can be read once more. */
export interface KeptEntry {
  readonly time: number | undefined;
  readonly line: number;
  readonly index: number;
  readonly stretch: Stretch;
  /** Where it begins in its line, in bytes. */
  readonly begins: number;
}

/**
 * Parts of entries that a run remembers, as numbers: a stream with many faults leads to ten times as many of them as anybody asks for, and as
 * objects they would be a good part of what the heap is cleared of. Entries have to be added in the order of their lines.
 */
export class KeptSpots implements SpotLists {
  readonly #session: Session;
  #entries = new Float64Array(leastEntries * entryNumbers);
  #entryCount = 0;
  /** Spots are numbered from 1: 0 is the end of a list. */
  #spots = new Int32Array(leastSpots * spotNumbers);
  #spotCount = 1;
  #reread: Reread | undefined;
  /** The lines of entries that were asked for, or that others hold. */
  readonly #documents = new Map<number, SourceDocument>();

  constructor(session: Session) {
    this.#session = session;
  }

  /** Keeps an entry; its number. */
  addEntry(kept: KeptEntry): number {
    if (this.#entryCount * entryNumbers === this.#entries.length) this.#makeRoom();
    const at = this.#entryCount * entryNumbers;
    const entries = this.#entries;
    entries[at + time] = kept.time ?? Number.POSITIVE_INFINITY;
    entries[at + line] = kept.line;
    entries[at + index] = kept.index;
    entries[at + offset] = kept.stretch.offset;
    entries[at + length] = kept.stretch.length;
    entries[at + begins] = kept.begins;
    this.#reread = kept.stretch.reread;
    return this.#entryCount++;
  }

  /** Takes the line of an entry that somebody else holds as well. */
  share(ofEntry: number, document: SourceDocument): void {
    this.#documents.set(ofEntry, document);
  }

  add(list: number, ofEntry: number, fromByte: number, toByte: number): number {
    const moment = this.#timeOf(ofEntry);
    let [count, before, beforeLast, last] = [0, 0, 0, 0];
    for (let spot = list; spot !== 0; spot = this.#of(spot, next)) {
      if (moment >= this.#timeOf(this.#of(spot, entry))) before = spot;
      beforeLast = last;
      last = spot;
      count++;
    }
    const isFull = count === sampleLimit;
    if (isFull && before === last) return list;
    if (isFull) this.#set(beforeLast, next, 0);
    // The last one of a full list makes room for it.
    const spot = isFull ? last : this.#newSpot();
    this.#set(spot, entry, ofEntry);
    this.#set(spot, from, fromByte);
    this.#set(spot, to, toByte);
    this.#set(spot, next, before === 0 ? list : this.#of(before, next));
    if (before === 0) return spot;
    this.#set(before, next, spot);
    return list;
  }

  spots(list: number): Spot[] {
    const spots: Spot[] = [];
    for (let spot = list; spot !== 0; spot = this.#of(spot, next)) spots.push(new KeptSpot(this, spot));
    return spots;
  }

  settledFrom(list: number): number {
    let [count, latest] = [0, Number.NaN];
    for (let spot = list; spot !== 0; spot = this.#of(spot, next)) {
      latest = this.#timeOf(this.#of(spot, entry));
      count++;
    }
    return count === sampleLimit ? latest : Number.NaN;
  }

  orderOf(spot: number): Order {
    const at = this.#of(spot, entry) * entryNumbers;
    const of = (number: number) => this.#entries[at + number] as number;
    const { file, part } = this.#session;
    const entryTime = Number.isFinite(of(time)) ? timeText(of(time)) : undefined;
    return { time: entryTime, file, part, line: of(line), index: of(index) };
  }

  placeOf(spot: number): Place {
    const number = this.#of(spot, entry);
    let document = this.#documents.get(number);
    if (!document) {
      document = this.#documentOf(number);
      this.#documents.set(number, document);
    }
    const { text } = document;
    const at = this.#entries[number * entryNumbers + begins] as number;
    const [fromByte, toByte] = [this.#of(spot, from), this.#of(spot, to)];
    const start = unitsBehind(text, 0, at + fromByte);
    return document.at(start, unitsBehind(text, start, toByte - fromByte));
  }

  #documentOf(number: number): SourceDocument {
    const of = (which: number) => this.#entries[number * entryNumbers + which] as number;
    const { file, part } = this.#session;
    const reread = this.#reread as Reread;
    const stretch = { reread, offset: of(offset), length: of(length), isOneLine: true };
    return new SourceDocument(new LaterText(stretch, { file, firstLine: of(line), firstColumn: 1, part }));
  }

  /** Forgets entries of which nothing is left: where times descend, each entry takes the place of one before it. */
  #makeRoom(): void {
    const [entries, documents] = [this.#entries, this.#documents];
    const numbers = new Int32Array(this.#entryCount).fill(-1);
    for (let spot = 1; spot < this.#spotCount; spot++) numbers[this.#of(spot, entry)] = 0;
    let count = 0;
    for (let number = 0; number < this.#entryCount; number++) {
      const document = documents.get(number);
      documents.delete(number);
      if (numbers[number] === -1) continue;
      if (document) documents.set(count, document);
      entries.copyWithin(count * entryNumbers, number * entryNumbers, (number + 1) * entryNumbers);
      numbers[number] = count++;
    }
    for (let spot = 1; spot < this.#spotCount; spot++)
      this.#set(spot, entry, numbers[this.#of(spot, entry)] as number);
    this.#entryCount = count;
    if (2 * count * entryNumbers > entries.length) this.#entries = doubled(entries, Float64Array);
  }

  #timeOf(number: number): number {
    return this.#entries[number * entryNumbers + time] as number;
  }

  #of(spot: number, which: number): number {
    return this.#spots[spot * spotNumbers + which] as number;
  }

  #set(spot: number, which: number, value: number): void {
    this.#spots[spot * spotNumbers + which] = value;
  }

  #newSpot(): number {
    if (this.#spotCount * spotNumbers === this.#spots.length) this.#spots = doubled(this.#spots, Int32Array);
    return this.#spotCount++;
  }
}

/** One of them: what it is is looked for when somebody asks. */
class KeptSpot implements Spot {
  readonly #kept: KeptSpots;
  readonly #spot: number;

  constructor(kept: KeptSpots, spot: number) {
    this.#kept = kept;
    this.#spot = spot;
  }

  get order(): Order {
    return this.#kept.orderOf(this.#spot);
  }

  get place(): Place {
    return this.#kept.placeOf(this.#spot);
  }
}

function doubled<Numbers extends Float64Array | Int32Array>(
  numbers: Numbers,
  kind: new (length: number) => Numbers,
): Numbers {
  const more = new kind(2 * numbers.length);
  more.set(numbers);
  return more;
}
