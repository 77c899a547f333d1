import { compareStanding, type Order } from '../model/event-use.ts';
import type { Fix, Related, Severity } from '../model/finding.ts';
import { textHash } from '../model/hash.ts';
import { counted, withCommas } from '../model/name.ts';
import { emptySample, mergeSamples, partsOf, type Sample, sampled, trimSample } from '../model/sample.ts';
import { sampleLimit } from '../model/tally.ts';
import { comparePlaces, type Place } from '../model/text.ts';

/** A finding before it is sorted, folded and fingerprinted. */
export interface Draft {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly help: string | undefined;
  readonly place: Place;
  readonly event: string | undefined;
  readonly attribute: string | undefined;
  readonly related: readonly Related[];
  readonly fix: Fix | undefined;
  readonly count?: number | undefined;
}

/** A group's state as data. */
export interface GroupState {
  count: number;
  kept: { readonly order: Order; readonly draft: Draft }[];
}

/** What is held of a rule's findings, as data. */
export interface RuleState {
  /** By the hash of what tells groups apart. */
  readonly groups: Sample<GroupState>;
  /** How many findings are in groups that are left out. */
  rest: number;
}

/** Findings of one kind, counted, with the first few of the file: what a reader comes across first. */
export class Group {
  readonly state: GroupState = { count: 0, kept: [] };
  #heir: { rest: number } | undefined;

  /** Whether no finding that stands later in the file would be kept. */
  get isFull(): boolean {
    return this.#heir !== undefined || this.state.kept.length >= sampleLimit;
  }

  /** Counts so many findings of which none would be kept. */
  count(times: number): void {
    if (this.#heir) this.#heir.rest += times;
    else this.state.count += times;
  }

  /** From now on is only counted, with what was counted so far, in what is left out. */
  leaveTo(heir: { rest: number }): void {
    this.#heir = heir;
    heir.rest += this.state.count;
    this.state.count = 0;
    this.state.kept = [];
  }

  /** Adds one finding; `draft` is called only when it is among the first. */
  add(order: Order, draft: () => Draft): void {
    this.count(1);
    if (this.#heir) return;
    const { kept } = this.state;
    const last = kept[kept.length - 1];
    if (this.isFull && last && compareStanding(order, last.order) > 0) return;
    kept.push({ order, draft: draft() });
    // Most come in order.
    if (last && compareStanding(order, last.order) <= 0) this.#trim();
  }

  merge(other: GroupState): void {
    this.state.count += other.count;
    this.state.kept.push(...other.kept);
    this.#trim();
  }

  /** One finding each while there are few; one for all, with their number and samples, when there are not. */
  *drafts(): Generator<Draft> {
    const { count, kept } = this.state;
    const [first, ...rest] = kept;
    if (!first) return;
    if (count <= kept.length) {
      for (const { draft } of kept) yield draft;
    } else {
      const also = rest.map(({ draft }) => ({ place: draft.place, message: 'and here' }));
      yield { ...first.draft, count, related: [...first.draft.related, ...also] };
    }
  }

  #trim(): void {
    const { kept } = this.state;
    kept.sort(
      (a, b) =>
        compareStanding(a.order, b.order) ||
        comparePlaces(a.draft.place, b.draft.place) ||
        (a.draft.message < b.draft.message ? -1 : a.draft.message > b.draft.message ? 1 : 0),
    );
    if (kept.length > sampleLimit) kept.length = sampleLimit;
  }
}

/** What tells groups apart. */
export interface GroupKey {
  readonly rule: string;
  readonly file: string;
  readonly event?: string | undefined;
  readonly attribute?: string | undefined;
  readonly severity?: Severity | undefined;
  readonly kind?: string | undefined;
}

/** So many groups of a rule are kept: more is not a list that anybody reads. */
const groupLimit = 4096;

/**
 * Findings of a stream, gathered by rule, file, event and attribute. Of each group the count is exact and the earliest few
 * are kept, so that memory is bounded by the kinds of faults and not by their number; of the kinds of one rule so many are kept,
 * chosen by a hash. What is kept depends only on what was added, not on the order of adding or merging.
 */
export class Collector {
  readonly #rules = new Map<string, RuleGroups>();

  /** The group of a key, made when it is asked for first. */
  group({ rule, file, event, attribute, severity, kind }: GroupKey): Group {
    return this.#of(rule).group(textHash(JSON.stringify([file, event, attribute, severity, kind])));
  }

  /** What it holds, by rule, as data: in parts of a bounded size that merge to it. */
  *parts(): Generator<Map<string, RuleState>> {
    for (const [rule, groups] of this.#rules)
      for (const part of groups.parts()) yield new Map([[rule, part]]);
  }

  /** Takes over what another collector holds. */
  merge(states: ReadonlyMap<string, RuleState>): void {
    for (const [rule, state] of states) this.#of(rule).merge(state);
  }

  *drafts(): Generator<Draft> {
    for (const groups of this.#rules.values()) yield* groups.drafts();
  }

  /** What it does not hold, as sentences. */
  *caveats(): Generator<string> {
    for (const [rule, groups] of this.#rules) {
      const rest = groups.leftOut();
      if (rest > 0)
        yield `There are too many kinds of \`${rule}\` to show them all: ${withCommas(groupLimit)} are shown, chosen by a hash; ${counted(rest, 'finding')} of others ${rest === 1 ? 'is' : 'are'} not.`;
    }
  }

  #of(rule: string): RuleGroups {
    let held = this.#rules.get(rule);
    if (!held) {
      held = new RuleGroups();
      this.#rules.set(rule, held);
    }
    return held;
  }
}

/** The groups of one rule. */
class RuleGroups {
  rest = 0;
  readonly #groups: Sample<Group> = emptySample();
  readonly #left = new Group();
  readonly #drop = (group: Group) => group.leaveTo(this);

  constructor() {
    this.#left.leaveTo(this);
  }

  group(hash: number): Group {
    return sampled(this.#groups, hash, () => new Group(), groupLimit, this.#drop) ?? this.#left;
  }

  /** How many findings are in groups that are left out. */
  leftOut(): number {
    trimSample(this.#groups, groupLimit, this.#drop);
    return this.rest;
  }

  *parts(): Generator<RuleState> {
    let rest = this.leftOut();
    for (const { held, limit } of partsOf(this.#groups)) {
      yield { groups: { held: new Map([...held].map(([hash, { state }]) => [hash, state])), limit }, rest };
      rest = 0;
    }
  }

  merge({ groups: { held, limit }, rest }: RuleState): void {
    const others = new Map(
      [...held].map(([hash, state]) => {
        const group = new Group();
        group.merge(state);
        return [hash, group];
      }),
    );
    this.rest += rest;
    const join = (group: Group, other: Group) => group.merge(other.state);
    mergeSamples(this.#groups, { held: others, limit }, join, groupLimit, this.#drop);
  }

  *drafts(): Generator<Draft> {
    trimSample(this.#groups, groupLimit, this.#drop);
    for (const group of this.#groups.held.values()) yield* group.drafts();
  }
}
