import type { SeenType } from './attribute-type.ts';
import type { Entry, Order } from './event-use.ts';
import type { ReadingProblem } from './finding.ts';
import type { Concern, Glimpse } from './rule.ts';

/** Something that a run counts, and remembers the earliest places of. */
export interface Repeat {
  /** Whether one more at this place is only one more: it would not be among those that are remembered. */
  isOnlyCounted(order: Order): boolean;
  /** Counts one more. */
  count(): void;
}

/** What seeing something once more does to a run. */
export type Repeats = readonly Repeat[];

/** What a run does with an attribute of one type, whatever else its event has. */
export interface AttributeVerdict {
  readonly repeats: Repeats;
  /** The values that rules have to see. */
  readonly concern: Concern;
}

/** Judges how far the attributes of an event go without a finding about them together. */
export interface ShapeBounds {
  /** Whether the event has no finding of too many attributes even with this one beside all that were let in. Lets it in. */
  admits(attribute: string, type: SeenType): boolean;
  /** Whether the event has no finding of too few attributes when it has no more than these. */
  suffices(attributes: readonly { readonly name: string; readonly type: SeenType }[]): boolean;
}

/**
 * How a run tells a reader of streams what it need not read: an entry that is like others in all that rules look at is only
 * counted. Everything it says holds for one file and for good, so that it is asked once for each thing.
 */
export interface Skimmer {
  /**
   * What an entry does to a run apart from its attributes: the faults of its envelope, its event's name. Entries with the
   * same envelope and event do the same. `problems` are those that its reading gave.
   */
  head(entry: Entry, problems: readonly ReadingProblem[]): Repeats;
  attribute(file: string, event: string, attribute: string, type: SeenType): AttributeVerdict;
  /** What a value that is of concern does. */
  value(file: string, event: string, attribute: string, value: unknown): Repeats;
  shape(event: string): ShapeBounds;
  /** Whether an entry tells a run nothing about its user; `userHash` is as in {@link Glimpse}. */
  isUserSettled(userHash: number, order: Order): boolean;
  /** Tells a run of an entry's user. */
  addGlimpse(glimpse: Glimpse): void;
}
