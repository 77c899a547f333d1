import type { Target } from '../model/event-use.ts';
import type { Located, Repeat, Skimmed } from '../model/skim.ts';
import { type Tally, tallySettledFrom } from '../model/tally.ts';
import type { Draft, Group } from './collector.ts';

/** A tally as something that repeats. There are many: each is an object and no closures. */
export class Sighted implements Repeat {
  readonly #tally: Tally;
  readonly #at: Target;

  constructor(tally: Tally, at: Target) {
    this.#tally = tally;
    this.#at = at;
  }

  add(entry: Skimmed): void {
    this.note(entry);
  }

  note(entry: Located): void {
    entry.count(this.#tally, this.#at);
  }

  count(times: number): void {
    this.#tally.count += times;
  }

  settledFrom(): number {
    return tallySettledFrom(this.#tally);
  }
}

/** The half of what repeats that only counts. Findings are kept by where they stand, whatever their time. */
export class Counting implements Omit<Repeat, 'add'> {
  protected readonly group: Group;

  constructor(group: Group) {
    this.group = group;
  }

  count(times: number): void {
    this.group.count(times);
  }

  settledFrom(): number {
    return this.group.isFull ? Number.NEGATIVE_INFINITY : Number.NaN;
  }
}

/** A finding that says the same of every entry. */
export class Alike extends Counting implements Repeat {
  readonly #draft: (entry: Located) => Draft;

  constructor(group: Group, draft: (entry: Located) => Draft) {
    super(group);
    this.#draft = draft;
  }

  add(entry: Skimmed): void {
    this.note(entry);
  }

  note(entry: Located): void {
    this.group.add(entry.order, () => this.#draft(entry));
  }
}

/** A finding that may say something else of another entry. */
export class Found extends Counting implements Repeat {
  readonly #draft: (entry: Skimmed) => Draft;

  constructor(group: Group, draft: (entry: Skimmed) => Draft) {
    super(group);
    this.#draft = draft;
  }

  add(entry: Skimmed): void {
    this.group.add(entry.order, () => this.#draft(entry));
  }
}
