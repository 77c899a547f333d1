import { compareOrder, type Order, timeNumber } from './event-use.ts';
import { comparePlaces, type Place } from './text.ts';

/** The most places that a finding over many keeps. */
export const sampleLimit = 8;

/** Where something was seen. Its place may be looked for only when it is asked for: most of what is kept is never shown. */
export interface Spot {
  readonly order: Order;
  readonly place: Place;
}

/** Places counted exactly, of which the earliest few are kept. Adding in any order gives the same tally. */
export interface Tally {
  count: number;
  samples: Spot[];
}

/** A tally of nothing. */
export function emptyTally(): Tally {
  return { count: 0, samples: none };
}

const none: Spot[] = [];
/** Stands for the samples of a tally that nobody will ask for. */
const leftOut: Spot[] = [];

/** Says that nobody will ask for a tally: of what is added from now on nothing is kept. */
export function leaveOut(tally: Tally): void {
  tally.samples = leftOut;
}

/** Lists of spots that somebody keeps as numbers until they are asked for. A list is a number, 0 one of nothing. */
export interface SpotLists {
  /** Adds a part of a kept entry, as far as it is among the earliest {@link sampleLimit}; what the list is now. */
  add(list: number, entry: number, from: number, to: number): number;
  /** What is in a list, the earliest first. */
  spots(list: number): Spot[];
  /** As {@link tallySettledFrom}. */
  settledFrom(list: number): number;
}

/** A tally of a stream, to which parts of kept entries can be added that become spots when somebody asks for them. */
export class LaterTally implements Tally {
  count = 0;
  #samples = none;
  #lists: SpotLists | undefined;
  #list = 0;

  get samples(): Spot[] {
    if (!this.#lists) return this.#samples;
    const all = { samples: this.#samples.concat(this.#lists.spots(this.#list)) };
    if (this.#samples.length > 0) trim(all);
    return all.samples;
  }

  set samples(samples: Spot[]) {
    this.#samples = samples;
    this.#lists = undefined;
    this.#list = 0;
  }

  /** Counts a part of an entry that `lists` keep. */
  add(lists: SpotLists, entry: number, from: number, to: number): void {
    this.count++;
    if (this.#samples === leftOut) return;
    if (this.#lists !== lists) this.#settle();
    this.#lists = lists;
    this.#list = lists.add(this.#list, entry, from, to);
  }

  /** Counts a spot beside them. */
  addSpot(order: Order, spot: () => Spot): void {
    const own: Tally = { count: 0, samples: this.#samples };
    addToTally(own, order, spot);
    this.#samples = own.samples;
    this.count++;
  }

  /** Makes spots of what others have kept. */
  #settle(): void {
    const { samples } = this;
    this.samples = samples;
  }

  /** As {@link tallySettledFrom}, as far as is known without asking for a spot. */
  settledFrom(): number {
    return this.#lists ? this.#lists.settledFrom(this.#list) : samplesSettledFrom(this.#samples);
  }
}

/** As `settledFrom` of a repeat: from which event time on a place later in the same file is not among the earliest. */
export function tallySettledFrom(tally: Tally): number {
  return tally instanceof LaterTally ? tally.settledFrom() : samplesSettledFrom(tally.samples);
}

function samplesSettledFrom(samples: readonly Spot[]): number {
  if (samples === leftOut) return Number.NEGATIVE_INFINITY;
  const last = samples[sampleLimit - 1];
  if (!last) return Number.NaN;
  return last.order.time === undefined ? Number.POSITIVE_INFINITY : timeNumber(last.order.time);
}

/** Whether a place would be among the earliest. */
function isAmongEarliest(samples: readonly Spot[], order: Order): boolean {
  const last = samples[samples.length - 1];
  return samples.length < sampleLimit || last === undefined || compareOrder(order, last.order) <= 0;
}

/** Counts one more place; `spot` is called only if it is among the earliest. */
export function addToTally(tally: Tally, order: Order, spot: () => Spot): void {
  if (tally instanceof LaterTally) {
    tally.addSpot(order, spot);
    return;
  }
  tally.count++;
  const { samples } = tally;
  if (samples === leftOut || !isAmongEarliest(samples, order)) return;
  const last = samples[samples.length - 1];
  // There are many tallies of few places: a list that grows by `push` has room for sixteen more.
  tally.samples = samples.concat(spot());
  // Most come in order.
  if (last && compareOrder(order, last.order) <= 0) trim(tally);
}

/** Adds a tally of other places to one. */
export function mergeTallies(tally: Tally, other: Tally): void {
  tally.count += other.count;
  tally.samples = tally.samples.concat(other.samples);
  trim(tally);
}

function trim({ samples }: Pick<Tally, 'samples'>): void {
  samples.sort((a, b) => compareOrder(a.order, b.order) || comparePlaces(a.place, b.place));
  if (samples.length > sampleLimit) samples.length = sampleLimit;
}
