import { compareOrder } from './event-use.ts';
import type { Related } from './finding.ts';
import { textHash } from './hash.ts';
import type { Sight } from './rule.ts';
import { LaterTally, leaveOut, mergeTallies, type Spot, type Tally } from './tally.ts';
import { comparePlaces, type Place } from './text.ts';

/** Places of one file where the same thing was seen. Files are told apart because rules can be off for some of them. */
export interface Sighting<Subject> {
  readonly subject: Subject;
  readonly tally: Tally;
  /** The hash of what it is compared with. */
  readonly family: number;
}

/** What was seen where, for folds over a run: the state that several rules share the form of. */
export type Sightings<Subject> = ReadonlyMap<string, Sighting<Subject>>;

/** Sightings while they are gathered. Of too many families those with the smallest hashes are kept, each of them whole. */
export interface SightingState<Subject> {
  readonly held: Map<string, Sighting<Subject>>;
  /** Families with larger hashes are left out; undefined while none was. */
  limit: number | undefined;
}

/** So many families are kept. */
export const familyLimit = 16_384;
/** After so many new sightings it is looked whether there are too many. */
const between = 4096;

/** Sightings of nothing. */
export function emptySightings<Subject>(): SightingState<Subject> {
  return { held: new Map(), limit: undefined };
}

/** What tells a sighting apart from those of other files and subjects: one text, as one put together of parts takes several times the memory. */
function sightingId(file: string, key: readonly string[]): string {
  return JSON.stringify([file, ...key]);
}

/** The tally of what is seen in a file, made when it is asked for first; undefined where it is left out. */
export function tallyOf<Subject>(
  sightings: SightingState<Subject>,
  file: string,
  { key, family = key, subject }: Pick<Sight<Subject>, 'key' | 'family' | 'subject'>,
): Tally | undefined {
  const id = sightingId(file, key);
  const { held } = sightings;
  const known = held.get(id);
  if (known) return known.tally;
  const hash = textHash(JSON.stringify(family));
  if (sightings.limit !== undefined && hash > sightings.limit) return undefined;
  const made = { subject, tally: new LaterTally(), family: hash };
  held.set(id, made);
  if (held.size % between === 0) trimSightings(sightings);
  return made.tally;
}

/** Joins sightings of different places; `a` is changed and returned. */
export function mergeSightings<Subject>(
  a: SightingState<Subject>,
  b: SightingState<Subject>,
): SightingState<Subject> {
  const limits = [a.limit, b.limit].filter((limit) => limit !== undefined);
  if (limits.length > 0) a.limit = Math.min(...limits);
  for (const [id, other] of b.held) {
    const held = a.held.get(id);
    if (held) mergeTallies(held.tally, other.tally);
    else a.held.set(id, other);
  }
  trimSightings(a);
  return a;
}

/** Leaves out the families with the largest hashes, where there are too many. */
export function trimSightings<Subject>(sightings: SightingState<Subject>): void {
  const { held } = sightings;
  if (held.size > familyLimit) {
    const families = new Set([...held.values()].map(({ family }) => family));
    if (families.size > familyLimit) sightings.limit = Float64Array.from(families).sort()[familyLimit - 1];
  }
  const { limit } = sightings;
  if (limit === undefined) return;
  for (const [id, { family, tally }] of held) {
    if (family <= limit) continue;
    held.delete(id);
    // A reader may still add to it.
    leaveOut(tally);
  }
}

/** The earliest place of a sighting, with its order. */
export function earliest(sighting: Sighting<unknown>): Spot {
  return sighting.tally.samples[0] as Spot;
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
  const { samples } = tally;
  const [first, ...rest] = samples;
  if (!first) return;
  if (tally.count <= samples.length) {
    for (const { place } of samples) yield { place, related };
    return;
  }
  const also = rest.map(({ place }) => ({ place, message: 'and here' }));
  yield { place: first.place, related: [...related, ...also], count: tally.count };
}
