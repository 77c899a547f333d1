import { compareOrder, type Order } from '../model/event-use.ts';
import type { Fix, Related, Severity } from '../model/finding.ts';
import { sampleLimit } from '../model/tally.ts';
import type { Place } from '../model/text.ts';

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

interface Kept {
  readonly order: Order;
  readonly draft: Draft;
}

interface Group {
  count: number;
  kept: Kept[];
}

/**
 * Findings of a stream, gathered by rule, file, event and attribute. Of each group the count is exact and the earliest few
 * are kept, so that memory is bounded by the kinds of faults and not by their number. What is kept depends only on what
 * was added, not on the order of adding or merging.
 */
export class Collector {
  readonly #groups = new Map<string, Group>();

  /** Adds one finding of a stream; `draft` is called only when it is among the earliest of its group. */
  add(group: string, order: Order, draft: () => Draft): void {
    let held = this.#groups.get(group);
    if (!held) {
      held = { count: 0, kept: [] };
      this.#groups.set(group, held);
    }
    held.count++;
    const last = held.kept[held.kept.length - 1];
    if (held.kept.length >= sampleLimit && last && byPosition(order, last.order) > 0) return;
    held.kept.push({ order, draft: draft() });
    trim(held);
  }

  /** Takes over what another collector holds. */
  merge(other: Collector): void {
    for (const [key, group] of other.#groups) {
      const held = this.#groups.get(key);
      if (held) {
        held.count += group.count;
        held.kept.push(...group.kept);
        trim(held);
      } else {
        this.#groups.set(key, { count: group.count, kept: [...group.kept] });
      }
    }
  }

  /** The findings: one each while a group is small; one for the whole group, with its count and samples, when it is not. */
  *drafts(): Generator<Draft> {
    for (const { count, kept } of this.#groups.values()) {
      const [first, ...rest] = kept as [Kept, ...Kept[]];
      if (count <= kept.length) {
        for (const { draft } of kept) yield draft;
      } else {
        const also = rest.map(({ draft }) => ({ place: draft.place, message: 'and here' }));
        yield { ...first.draft, count, related: [...first.draft.related, ...also] };
      }
    }
  }
}

function trim(group: Group): void {
  group.kept.sort((a, b) => byPosition(a.order, b.order) || byPlace(a.draft, b.draft));
  if (group.kept.length > sampleLimit) group.kept.length = sampleLimit;
}

/** Samples are the first in the file: what a reader comes across first. */
function byPosition(a: Order, b: Order): number {
  return compareOrder({ ...a, time: undefined }, { ...b, time: undefined });
}

function byPlace(a: Draft, b: Draft): number {
  return (
    a.place.span.start - b.place.span.start || (a.message < b.message ? -1 : a.message > b.message ? 1 : 0)
  );
}
