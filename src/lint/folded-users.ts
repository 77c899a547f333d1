import type { Entry } from '../model/event-use.ts';
import type { Api } from '../model/pack.ts';
import type { Context, EarlyUsers, Glimpse, RunRule } from '../model/rule.ts';
import type { UserSkimmer } from '../model/skim.ts';
import { addFold, type RunState } from './folds.ts';

/** The folds over users, with their states. */
export class FoldedUsers implements UserSkimmer {
  readonly each: boolean;
  readonly most: number;
  readonly #folded: readonly (readonly [RunRule, RunState])[];
  readonly #context: Context;
  readonly #early = new Map<Api, 'event' | 'whole' | undefined>();

  constructor(folded: readonly (readonly [RunRule, RunState])[], context: Context) {
    this.#folded = folded;
    this.#context = context;
    this.each = folded.some(([{ fold }]) => fold?.glimpse === undefined);
    this.most = Math.max(...folded.map(([{ fold }]) => fold?.glimpse?.most ?? Number.POSITIVE_INFINITY));
  }

  limit(): number {
    let limit = Number.NEGATIVE_INFINITY;
    for (const [{ fold }, state] of this.#folded)
      limit = Math.max(limit, fold?.glimpse?.limit(state.fold) ?? Number.POSITIVE_INFINITY);
    return limit;
  }

  early(api: Api): 'event' | 'whole' | undefined {
    let part = this.#early.get(api);
    if (part !== undefined || this.#early.has(api)) return part;
    const parts = new Set(this.#folded.map(([{ fold }]) => fold?.glimpse?.early(api)));
    if (parts.size === 1) [part] = parts;
    this.#early.set(api, part);
    return part;
  }

  addEarly(users: EarlyUsers): void {
    for (const [, state] of this.#folded) {
      state.early ??= [];
      state.early.push(users);
    }
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
