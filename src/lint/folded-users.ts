import type { Entry } from '../model/event-use.ts';
import type { Context, Glimpse, RunRule } from '../model/rule.ts';
import type { UserSkimmer } from '../model/skim.ts';
import { addFold, type RunState } from './folds.ts';

/** The folds over users, with their states. */
export class FoldedUsers implements UserSkimmer {
  readonly each: boolean;
  readonly #folded: readonly (readonly [RunRule, RunState])[];
  readonly #context: Context;

  constructor(folded: readonly (readonly [RunRule, RunState])[], context: Context) {
    this.#folded = folded;
    this.#context = context;
    this.each = folded.some(([{ fold }]) => fold?.glimpse === undefined);
  }

  limit(): number {
    return Math.max(
      ...this.#folded.map(
        ([{ fold }, state]) => fold?.glimpse?.limit(state.fold) ?? Number.POSITIVE_INFINITY,
      ),
    );
  }

  addGlimpse(glimpse: Glimpse): number | undefined {
    let latest = Number.NEGATIVE_INFINITY;
    for (const [{ fold }, state] of this.#folded)
      latest = Math.max(latest, fold?.glimpse?.add(state.fold, glimpse) ?? Number.POSITIVE_INFINITY);
    return latest === Number.POSITIVE_INFINITY ? undefined : latest;
  }

  add(entry: Entry): void {
    const seen = entry.use ? { use: entry.use, entry } : { entry };
    for (const [rule, state] of this.#folded) addFold(rule, state, seen, this.#context);
  }
}
