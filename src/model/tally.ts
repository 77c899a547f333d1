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

/** As `settledFrom` of a repeat: from which event time on a place later in the same file is not among the earliest. */
export function tallySettledFrom({ samples }: Tally): number {
  if (samples === leftOut) return Number.NEGATIVE_INFINITY;
  const last = samples[sampleLimit - 1];
  if (!last) return Number.NaN;
  return last.order.time === undefined ? Number.POSITIVE_INFINITY : timeNumber(last.order.time);
}

/** Whether a place would be among the earliest. */
function isAmongEarliest({ samples }: Tally, order: Order): boolean {
  const last = samples[samples.length - 1];
  return samples.length < sampleLimit || last === undefined || compareOrder(order, last.order) <= 0;
}

/** Counts one more place; `spot` is called only if it is among the earliest. */
export function addToTally(tally: Tally, order: Order, spot: () => Spot): void {
  tally.count++;
  if (tally.samples === leftOut || !isAmongEarliest(tally, order)) return;
  const last = tally.samples[tally.samples.length - 1];
  // There are many tallies of few places: a list that grows by `push` has room for sixteen more.
  tally.samples = tally.samples.concat(spot());
  // Most come in order.
  if (last && compareOrder(order, last.order) <= 0) trim(tally);
}

/** Adds a tally of other places to one. */
export function mergeTallies(tally: Tally, other: Tally): void {
  tally.count += other.count;
  tally.samples = tally.samples.concat(other.samples);
  trim(tally);
}

function trim({ samples }: Tally): void {
  samples.sort((a, b) => compareOrder(a.order, b.order) || comparePlaces(a.place, b.place));
  if (samples.length > sampleLimit) samples.length = sampleLimit;
}
