import { compareStanding, type Order } from '../model/event-use.ts';
import type { Fix, Related, Severity } from '../model/finding.ts';
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

/** Findings of one kind, counted, with the first few of the file: what a reader comes across first. */
export class Group {
  readonly state: GroupState;

  constructor(state: GroupState = { count: 0, kept: [] }) {
    this.state = state;
  }

  /** Whether no finding that stands later in the file would be kept. */
  get isFull(): boolean {
    return this.state.kept.length >= sampleLimit;
  }

  /** Counts so many findings of which none would be kept. */
  count(times: number): void {
    this.state.count += times;
  }

  /** Adds one finding; `draft` is called only when it is among the first. */
  add(order: Order, draft: () => Draft): void {
    this.state.count++;
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

/**
 * Findings of a stream, gathered by rule, file, event and attribute. Of each group the count is exact and the earliest few
 * are kept, so that memory is bounded by the kinds of faults and not by their number. What is kept depends only on what
 * was added, not on the order of adding or merging.
 */
export class Collector {
  readonly #groups = new Map<string, Group>();

  /** The group of a key, made when it is asked for first. */
  group({ rule, file, event, attribute, severity, kind }: GroupKey): Group {
    const key = JSON.stringify([rule, file, event, attribute, severity, kind]);
    let held = this.#groups.get(key);
    if (!held) {
      held = new Group();
      this.#groups.set(key, held);
    }
    return held;
  }

  /** What it holds, as data: groups of which none was added to are left out. */
  states(): Map<string, GroupState> {
    return new Map(
      [...this.#groups].filter(([, { state }]) => state.count > 0).map(([key, { state }]) => [key, state]),
    );
  }

  /** Takes over what another collector holds. */
  merge(states: ReadonlyMap<string, GroupState>): void {
    for (const [key, state] of states) {
      const held = this.#groups.get(key);
      if (held) held.merge(state);
      else this.#groups.set(key, new Group({ count: state.count, kept: [...state.kept] }));
    }
  }

  *drafts(): Generator<Draft> {
    for (const group of this.#groups.values()) yield* group.drafts();
  }
}
