import { compareOrder, type Order } from './event-use.ts';
import type { Related } from './finding.ts';
import { addToTally, emptyTally, mergeTallies, type Tally } from './tally.ts';
import type { Place } from './text.ts';

/** Places of one file where the same thing was seen. Files are told apart because rules can be off for some of them. */
export interface Sighting<Subject> {
  readonly subject: Subject;
  tally: Tally;
}

/** What was seen where, for folds over a run: the state that several rules share the form of. */
export type Sightings<Subject> = Map<string, Sighting<Subject>>;

/** One thing seen at one place, before it is counted. */
export interface Sight<Subject> {
  /** What tells subjects apart, in a fixed order. */
  readonly key: readonly string[];
  readonly subject: () => Subject;
  readonly order: Order;
  readonly locate: () => Place;
}

/** Counts a sight. Sights of one subject that share an order, as those of one use, count once each. */
export function addSight<Subject>(sightings: Sightings<Subject>, sight: Sight<Subject>): void {
  const { key, order } = sight;
  let id = order.file;
  // Lengths keep keys apart whatever the names contain.
  for (const part of key) id += `\n${part.length}:${part}`;
  let held = sightings.get(id);
  if (!held) {
    held = { subject: sight.subject(), tally: emptyTally() };
    sightings.set(id, held);
  }
  addToTally(held.tally, order, '', sight.locate);
}

/** Joins sightings of different places; `a` is changed and returned. */
export function mergeSightings<Subject>(a: Sightings<Subject>, b: Sightings<Subject>): Sightings<Subject> {
  for (const [id, other] of b) {
    const held = a.get(id);
    if (held) held.tally = mergeTallies(held.tally, other.tally);
    else a.set(id, other);
  }
  return a;
}

/** The earliest place of a sighting, with its order. */
export function earliest(sighting: Sighting<unknown>): Tally['samples'][number] {
  return sighting.tally.samples[0] as Tally['samples'][number];
}

/** Orders sightings by their earliest place. */
export function compareSightings(a: Sighting<unknown>, b: Sighting<unknown>): number {
  const [first, second] = [earliest(a), earliest(b)];
  return compareOrder(first.order, second.order) || first.place.span.start - second.place.span.start;
}

/** Where the findings of a sighting stand: one each while it is small, one for all with its count when it is not. */
export function* findingPlaces(
  { tally }: Sighting<unknown>,
  related: readonly Related[],
): Generator<{ place: Place; related: readonly Related[]; count?: number }> {
  const [first, ...rest] = tally.samples;
  if (!first) return;
  if (tally.count <= tally.samples.length) {
    for (const { place } of tally.samples) yield { place, related };
    return;
  }
  const also = rest.map(({ place }) => ({ place, message: 'and here' }));
  yield { place: first.place, related: [...related, ...also], count: tally.count };
}
