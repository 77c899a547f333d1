import { LaterPlace } from '../../../model/later-place.ts';
import type { Reread } from '../../../model/later-text.ts';
import type { Api } from '../../../model/pack.ts';
import type { EarlyUsers, Glimpse } from '../../../model/rule.ts';
import type { Place } from '../../../model/text.ts';
import type { Session } from '../session.ts';
import type { LocatedEntry } from './located.ts';
import { timeText } from './time-text.ts';
import type { EventTable } from './verdicts.ts';

/**
 * What is kept of an entry: its time, Infinity without one, where it stands, which bytes of its line are the part that is placed, and what it says;
 * and before that of a user's first one the user's hash and the earliest time.
 */
const [time, line, index, offset, length, from, to, event, api] = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const;
const entryNumbers = 9;
const [hash, earliestTime, first] = [0, 1, 2] as const;
const userNumbers = first + entryNumbers;
const leastUsers = 1024;

/** An entry, as far as it is kept. */
export type SightedEntry = Pick<LocatedEntry, 'time' | 'line' | 'index' | 'standing' | 'placeClose'>;

/** What an entry says, and the part of it that is placed. */
interface Said {
  readonly part: 'event' | 'whole';
  readonly event: Pick<EventTable, 'id' | 'name'> | undefined;
  readonly api: Api;
}

/**
 * The first entry of each user in a stream, and the one with the earliest time, as numbers: there are many, and few of them are ever asked for.
 * Of too many users those with the smallest hashes are kept.
 */
export class FirstSights implements EarlyUsers {
  /** Users with larger hashes are not kept. */
  limit = Number.POSITIVE_INFINITY;
  readonly #session: Session;
  readonly #most: number;
  #count = 0;
  #numbers = new Float64Array(leastUsers * userNumbers);
  /** Finds users by their hashes: a slot holds the number of a user plus one, 0 when it is free. */
  #slots = new Int32Array(2 * leastUsers);
  /** The entries with the earliest times where these are not the first, by user. */
  readonly #earliest = new Map<number, Float64Array>();
  /** The places of entries that cannot be read once more: of the first and of the earliest, by user. */
  readonly #places = [new Map<number, Place>(), new Map<number, Place>()] as const;
  #reread: Reread | undefined;
  /** By id; -1 has no name. */
  readonly #events = new Map<number, string | undefined>();
  readonly #apis: Api[] = [];

  /** So many users are kept, and one more, which tells that there are others. */
  constructor(session: Session, most: number) {
    this.#session = session;
    this.#most = most;
  }

  /** Adds an entry; the event time behind which others of its user that come later in the file are neither of the two. */
  add(userHash: number, entry: SightedEntry, said: Said): number {
    const { time: entryTime = Number.POSITIVE_INFINITY } = entry;
    const slot = this.#slotOf(userHash);
    const user = this.#slots[slot] as number;
    if (user === 0) {
      if (userHash <= this.limit) this.#addUser(userHash, slot, entry, said);
      return Math.min(entryTime, Number.MAX_VALUE);
    }
    const at = (user - 1) * userNumbers;
    const before = this.#numbers[at + earliestTime] as number;
    if (entryTime < before) {
      this.#numbers[at + earliestTime] = entryTime;
      const earliest = this.#earliest.get(userHash) ?? new Float64Array(entryNumbers);
      this.#earliest.set(userHash, earliest);
      this.#write(earliest, 0, userHash, entry, said);
    }
    return Math.min(entryTime, before, Number.MAX_VALUE);
  }

  *hashes(): Generator<number> {
    for (let at = 0; at < this.#count * userNumbers; at += userNumbers)
      yield this.#numbers[at + hash] as number;
  }

  *of(userHash: number): Generator<Glimpse> {
    const user = this.#slots[this.#slotOf(userHash)] as number;
    if (user === 0) return;
    const at = (user - 1) * userNumbers;
    yield this.#glimpse(userHash, this.#numbers.subarray(at + first, at + userNumbers), this.#places[0]);
    const earliest = this.#earliest.get(userHash);
    if (earliest) yield this.#glimpse(userHash, earliest, this.#places[1]);
  }

  #glimpse(userHash: number, numbers: Float64Array, places: ReadonlyMap<number, Place>): Glimpse {
    const of = (number: number) => numbers[number] as number;
    const { file, part } = this.#session;
    const entryTime = Number.isFinite(of(time)) ? timeText(of(time)) : undefined;
    return {
      api: this.#apis[of(api)] as Api,
      event: this.#events.get(of(event)),
      order: { time: entryTime, file, part, line: of(line), index: of(index) },
      userHash,
      place: () => places.get(userHash) ?? this.#laterPlace(of),
    };
  }

  #laterPlace(of: (number: number) => number): Place {
    const { file, part } = this.#session;
    const reread = this.#reread as Reread;
    const stretch = { reread, offset: of(offset), length: of(length), isOneLine: true };
    return new LaterPlace(stretch, { file, part, line: of(line), from: of(from), to: of(to) });
  }

  #addUser(userHash: number, slot: number, entry: SightedEntry, said: Said): void {
    if ((this.#count + 1) * userNumbers > this.#numbers.length) {
      this.#makeRoom(Math.min(2 * this.#count, mostHeld * this.#most + 1));
      this.#addUser(userHash, this.#slotOf(userHash), entry, said);
      return;
    }
    const at = this.#count * userNumbers;
    this.#slots[slot] = ++this.#count;
    this.#numbers[at + hash] = userHash;
    this.#numbers[at + earliestTime] = entry.time ?? Number.POSITIVE_INFINITY;
    this.#write(this.#numbers, at + first, userHash, entry, said);
    if (this.#count >= mostHeld * this.#most) this.#trim();
  }

  #write(numbers: Float64Array, at: number, userHash: number, entry: SightedEntry, said: Said): void {
    const { part, event: named, api: sender } = said;
    if (!this.#apis.includes(sender)) this.#apis.push(sender);
    this.#events.set(named?.id ?? -1, named?.name);
    numbers[at + time] = entry.time ?? Number.POSITIVE_INFINITY;
    numbers[at + line] = entry.line;
    numbers[at + index] = entry.index;
    numbers[at + event] = named?.id ?? -1;
    numbers[at + api] = this.#apis.indexOf(sender);
    const places = this.#places[numbers === this.#numbers ? 0 : 1];
    const standing = entry.standing(part);
    if (!standing) {
      places.set(userHash, entry.placeClose(part));
      return;
    }
    places.delete(userHash);
    this.#reread = standing.stretch.reread;
    numbers[at + offset] = standing.stretch.offset;
    numbers[at + length] = standing.stretch.length;
    numbers[at + from] = standing.from;
    numbers[at + to] = standing.to;
  }

  /** The slot of a user, or where one would be put. */
  #slotOf(userHash: number): number {
    const mask = this.#slots.length - 1;
    let slot = userHash & mask;
    for (;;) {
      const user = this.#slots[slot] as number;
      if (user === 0 || this.#numbers[(user - 1) * userNumbers + hash] === userHash) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #trim(): void {
    const numbers = this.#numbers;
    const hashes = new Float64Array(this.#count);
    for (let user = 0; user < this.#count; user++)
      hashes[user] = numbers[user * userNumbers + hash] as number;
    this.limit = hashes.sort()[this.#most] as number;
    let end = 0;
    for (let at = 0; at < this.#count * userNumbers; at += userNumbers) {
      if ((numbers[at + hash] as number) > this.limit) continue;
      numbers.copyWithin(end, at, at + userNumbers);
      end += userNumbers;
    }
    this.#count = end / userNumbers;
    for (const held of [this.#earliest, ...this.#places])
      for (const userHash of held.keys()) if (userHash > this.limit) held.delete(userHash);
    this.#findAnew();
  }

  #makeRoom(users: number): void {
    const numbers = new Float64Array(users * userNumbers);
    numbers.set(this.#numbers);
    this.#numbers = numbers;
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(1.5 * users)));
    this.#findAnew();
  }

  #findAnew(): void {
    this.#slots.fill(0);
    for (let user = 0; user < this.#count; user++)
      this.#slots[this.#slotOf(this.#numbers[user * userNumbers + hash] as number)] = user + 1;
  }
}

/** In between there are up to so many times as many: finding out which to keep costs a sort. */
const mostHeld = 1.25;
