import type { EventUse } from '../model/event-use.ts';
import type { Context, EarlyUsers, RunProblem, RunRule, Seen, Sight, UsePart } from '../model/rule.ts';
import { partsOf } from '../model/sample.ts';
import {
  emptySightings,
  mergeSightings,
  type SightingState,
  tallyOf,
  trimSightings,
} from '../model/sightings.ts';
import { addToTally } from '../model/tally.ts';

/** What a rule over a whole run has seen so far. */
export interface RunState {
  readonly sightings: SightingState<unknown>;
  /** Undefined for a rule that only counts sights. */
  fold: unknown;
  /** Users whose entries are left to be added. */
  early?: EarlyUsers[] | undefined;
}

/** What a rule has seen of nothing. */
export function emptyState(rule: RunRule): RunState {
  return { sightings: emptySightings(), fold: rule.fold?.empty() };
}

/** Adds one thing to what a rule has seen. */
export function addSeen(rule: RunRule, state: RunState, seen: Seen, context: Context): void {
  if (seen.use) addSights(rule, state, seen.use, context);
  addFold(rule, state, seen, context);
}

/** Adds one thing to what a rule folds by itself. */
export function addFold(rule: RunRule, state: RunState, seen: Seen, context: Context): void {
  if (rule.fold) state.fold = rule.fold.add(state.fold, seen, context);
}

function addSights(rule: RunRule, state: RunState, use: EventUse, context: Context): void {
  if (!rule.sights) return;
  for (const part of partsOfUse(use))
    for (const sight of rule.sights(part, context)) addSight(state, sight, use);
}

function addSight({ sightings }: RunState, sight: Sight<unknown>, { order, locate }: EventUse): void {
  const tally = tallyOf(sightings, order.file, sight);
  if (tally) addToTally(tally, order, () => ({ order, place: locate(sight.at) }));
}

function* partsOfUse({ names, attributes, api }: EventUse): Generator<UsePart> {
  for (const event of names) {
    yield { event, api };
    for (const attribute of attributes) yield { event, attribute };
  }
}

/** Takes over what a rule has seen of other things. */
export function mergeState(rule: RunRule, state: RunState, other: RunState): void {
  mergeSightings(state.sightings, other.sightings);
  if (rule.fold) state.fold = rule.fold.merge(state.fold, other.fold);
}

/** Adds what is left of users: `all` of it, or what can lead to a finding, after which nothing else may be added. */
export function addEarly({ fold }: RunRule, state: RunState, all: boolean): void {
  const glimpse = fold?.glimpse;
  if (!glimpse) return;
  for (const users of state.early ?? [])
    for (const userHash of users.hashes())
      if (all || glimpse.awaits(state.fold, userHash))
        for (const each of users.of(userHash)) glimpse.add(state.fold, each);
  state.early = undefined;
}

/** What a rule has seen, in parts of a bounded size that merge to it. */
export function* partsOfState(rule: RunRule, seen: RunState): Generator<RunState> {
  addEarly(rule, seen, true);
  const [{ fold }, { sightings, fold: state }] = [rule, seen];
  trimSightings(sightings);
  for (const part of partsOf(sightings)) yield { sightings: located(part), fold: fold?.empty() };
  if (!fold) return;
  for (const part of fold.parts?.(state) ?? [state]) yield { sightings: emptySightings(), fold: part };
}

/** Sightings with their places found: nothing in them has to be asked for any more. */
function located({ held, limit }: RunState['sightings']): RunState['sightings'] {
  const found = [...held].map(([id, { tally, ...sighting }]) => {
    const samples = tally.samples.map(({ order, place }) => ({ order, place }));
    return [id, { ...sighting, tally: { count: tally.count, samples } }] as const;
  });
  return { held: new Map(found), limit };
}

/** What a rule finds in what it has seen. */
export function runProblems(rule: RunRule, state: RunState, context: Context): Iterable<RunProblem> {
  addEarly(rule, state, false);
  trimSightings(state.sightings);
  return rule.findings({ sightings: state.sightings.held, state: state.fold }, context);
}
