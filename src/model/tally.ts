import { compareOrder, type Order } from './event-use.ts';
import type { Place } from './text.ts';

/** The most places that a finding over many keeps. */
export const sampleLimit = 16;

/** Places counted exactly, of which the earliest few are kept. Adding in any order gives the same tally. */
export interface Tally {
  count: number;
  samples: { readonly order: Order; readonly key: string; readonly place: Place }[];
}

/** A tally of nothing. */
export function emptyTally(): Tally {
  return { count: 0, samples: [] };
}

/** Counts one more place; it is located only if it is among the earliest. `key` tells places of the same use apart. */
export function addToTally(tally: Tally, order: Order, key: string, locate: () => Place): Tally {
  tally.count++;
  const last = tally.samples[tally.samples.length - 1];
  if (tally.samples.length >= sampleLimit && last && compareSamples({ order, key }, last) >= 0) return tally;
  tally.samples.push({ order, key, place: locate() });
  trim(tally);
  return tally;
}

/** Joins two tallies of different places. */
export function mergeTallies(a: Tally, b: Tally): Tally {
  const joined = { count: a.count + b.count, samples: [...a.samples, ...b.samples] };
  trim(joined);
  return joined;
}

function trim(tally: Tally): void {
  tally.samples.sort(compareSamples);
  if (tally.samples.length > sampleLimit) tally.samples.length = sampleLimit;
}

type Key = { readonly order: Order; readonly key: string };

function compareSamples(a: Key, b: Key): number {
  return compareOrder(a.order, b.order) || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}
