import { compareOrder } from './event-use.ts';
import type { Related } from './finding.ts';
import { emptyTally, mergeTallies, type Tally } from './tally.ts';
import { comparePlaces, type Place } from './text.ts';

/** Places of one file where the same thing was seen. Files are told apart because rules can be off for some of them. */
export interface Sighting<Subject> {
  readonly subject: Subject;
  readonly tally: Tally;
}

/** What was seen where, for folds over a run: the state that several rules share the form of. */
export type Sightings<Subject> = Map<string, Sighting<Subject>>;

/** What tells a sighting apart from those of other files and subjects. */
function sightingId(file: string, key: readonly string[]): string {
  let id = file;
  // Lengths keep keys apart whatever the names contain.
  for (const part of key) id += `\n${part.length}:${part}`;
  return id;
}

/** The tally of a subject in a file, made when it is asked for first. */
export function tallyOf<Subject>(
  sightings: Sightings<Subject>,
  file: string,
  key: readonly string[],
  subject: Subject,
): Tally {
  const id = sightingId(file, key);
  let held = sightings.get(id);
  if (!held) {
    held = { subject, tally: emptyTally() };
    sightings.set(id, held);
  }
  return held.tally;
}

/** Joins sightings of different places; `a` is changed and returned. */
export function mergeSightings<Subject>(a: Sightings<Subject>, b: Sightings<Subject>): Sightings<Subject> {
  for (const [id, other] of b) {
    const held = a.get(id);
    if (held) mergeTallies(held.tally, other.tally);
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
  return compareOrder(first.order, second.order) || comparePlaces(first.place, second.place);
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
