import type { SeenType } from './attribute-type.ts';
import type { AttributeUse, Entry, Locate, Order, Request, Target } from './event-use.ts';
import type { ReadingProblem } from './finding.ts';
import type { Api } from './pack.ts';
import type { Concern, EarlyUsers, Glimpse } from './rule.ts';
import type { Tally } from './tally.ts';

/** An entry of a stream as far as it is asked where it stands. */
export interface Located {
  readonly order: Order;
  readonly locate: Locate;
  /** Counts a part of it, to be located when that is asked for. */
  count(tally: Tally, at: Target): void;
}

/** An entry of a stream as far as a run asks for it: each part is made when it is asked for. */
export interface Skimmed extends Located {
  /** Its attributes with their types, without values. */
  readonly attributes: readonly AttributeUse[];
  /** The entry as it is when it is read. */
  readonly entry: Entry;
  /** The same without what its attributes hold: an object there is empty. */
  readonly envelope: Entry;
}

/** Something that a run counts, and remembers the earliest places of. */
export interface Repeat {
  /** Counts one more, and remembers it when it is among the earliest. */
  add(entry: Skimmed): void;
  /** The same, for what is told of an entry by where it stands, whatever else it holds; absent for other things. */
  note?(entry: Located): void;
  /** Counts so many more that would not be remembered. */
  count(times: number): void;
  /**
   * The event time, as the number yyyyMMddHHmmss, from which on an entry that comes later in the file would not be remembered;
   * one without a time counts as Infinity. NaN: each might be.
   */
  settledFrom(): number;
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
  /** Whether there is no finding of too many where an event has so many attributes of each type. */
  admits(counts: ReadonlyMap<SeenType, number>): boolean;
  /** Whether the event has no finding of too few attributes when it has no more than these. */
  suffices(attributes: readonly AttributeUse[]): boolean;
}

/**
 * How a run tells a reader of streams what it need not read: an entry that is like others in all that rules look at is only
 * counted. What it says of a part of an entry holds for one file and for good, so that it is asked once for each.
 */
export interface Skimmer {
  /** What an entry's envelope does to a run. Entries with the same envelope and event do the same. */
  head(envelope: Entry): Repeats;
  /** What an event does, whatever its attributes. */
  event(file: string, event: string, api: Api): Repeats;
  /** What faults do that the reader found in an entry's envelope; of each, `add` is left to `addProblem`. */
  faults(problems: readonly ReadingProblem[]): readonly Omit<Repeat, 'add'>[];
  addProblem(problem: ReadingProblem): void;
  attribute(file: string, event: string, attribute: AttributeUse): AttributeVerdict;
  /** What a value of an attribute does that rules have to see. */
  value(file: string, event: string, attribute: string, value: unknown): Repeats;
  shape(event: string): ShapeBounds;
  /** Adds what is found in the attributes of an entry together: too many of them, or too few. Whether anything is. */
  addShape(event: string, entry: Skimmed, fault: 'more' | 'fewer'): boolean;
  /** Whether nothing is found in a request of such a size to such an API. */
  isQuiet(request: Request): boolean;
  /** What the run wants to know of the users of entries; undefined when it is nothing. */
  readonly users: UserSkimmer | undefined;
}

/** How a run tells of which entries it has to know whom they are about. */
export interface UserSkimmer {
  /** It has to know every entry. */
  readonly each: boolean;
  /** It follows users whose hashes go as far as this; `Infinity` while it follows all. Hashes are as in {@link Glimpse}. */
  limit(): number;
  /** Of more users than so many only those with the smallest hashes are followed. */
  readonly most: number;
  /** The part that is placed of entries of an API of which only the first and the earliest of each user are of use; undefined of another API. */
  early(api: Api): 'event' | 'whole' | undefined;
  /** Takes users with such entries, to ask for these when all has been read. */
  addEarly(users: EarlyUsers): void;
  /** Adds what an entry tells of its user; behind which event time others of that user that come later in the file tell nothing, undefined when all do. */
  addGlimpse(glimpse: Glimpse): number | undefined;
  /** Adds an entry with whatever it tells. */
  add(entry: Entry): void;
}
