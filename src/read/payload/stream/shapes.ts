import type { SeenType } from '../../../model/attribute-type.ts';
import type { AttributeUse } from '../../../model/event-use.ts';
import type { ShapeBounds, Skimmer } from '../../../model/skim.ts';
import { type Kernel, recordLayout } from '../scanner/load.ts';
import type { SkimmedEntry } from './entry.ts';
import { classes, type EventTable, seenTypes, type Verdicts } from './verdicts.ts';

/** What is known of an event's attributes together. */
interface Known {
  readonly bounds: ShapeBounds;
  /** By class, how many attributes there are known not to be too many, all of them together. */
  most: readonly number[];
  /** How many entries without all that are needed have come since these were learned, and after how many they are learned anew. */
  misses: number;
  patience: number;
}

/** Looks at the attributes of entries together, and learns which need not be: those that are not too many, and not too few. */
export class Shapes {
  readonly #kernel: Kernel;
  readonly #skimmer: Skimmer;
  readonly #verdicts: Verdicts;
  /** By the event's id. */
  readonly #known: Known[] = [];

  constructor(kernel: Kernel, skimmer: Skimmer, verdicts: Verdicts) {
    this.#kernel = kernel;
    this.#skimmer = skimmer;
    this.#verdicts = verdicts;
  }

  /** Looks at the entry that the kernel has scanned last. */
  look(event: EventTable, seen: SkimmedEntry): void {
    this.#known[event.id] ??= {
      bounds: this.#skimmer.shape(event.name),
      most: noneOfEach,
      misses: 0,
      patience: 1,
    };
    const known = this.#known[event.id] as Known;
    const counts = this.#counts();
    if (counts.some((count, scanned) => count > (known.most[scanned] as number))) {
      const isTooMany = this.#skimmer.addShape(event.name, seen, 'more');
      if (!isTooMany) this.#learnMost(event, known, counts);
    }
    if (!this.#isComplete(event)) {
      this.#skimmer.addShape(event.name, seen, 'fewer');
      this.#learnNeeded(event, known, seen.attributes);
    }
  }

  /** How many attributes of each class the entry has. */
  #counts(): readonly number[] {
    const { out } = this.#kernel;
    const [counts, end] = [[...noneOfEach], this.#end()];
    for (let i = recordLayout.head; i < end; i += recordLayout.attribute) {
      const scanned = (out[i + 1] as number) % classes;
      counts[scanned] = (counts[scanned] as number) + 1;
    }
    return counts;
  }

  /** Whether the entry has all attributes that are known to suffice. */
  #isComplete({ needed }: EventTable): boolean {
    if (!needed) return false;
    const { out } = this.#kernel;
    const end = this.#end();
    let present = 0;
    for (let i = recordLayout.head; i < end; i += recordLayout.attribute)
      if (needed.has(out[i] as number)) present++;
    return present === needed.size;
  }

  /** Where the attributes end in the kernel's record. */
  #end(): number {
    return recordLayout.head + recordLayout.attribute * (this.#kernel.out[4] as number);
  }

  /** Learns that so many attributes are not too many beside those of which that is known, and, where they are not either, some more. */
  #learnMost(event: EventTable, known: Known, counts: readonly number[]): void {
    for (const factor of [2, 1]) {
      const most = known.most.map((count, scanned) => Math.max(count, factor * (counts[scanned] as number)));
      if (!known.bounds.admits(new Map(most.map((count, scanned) => [typeOf(scanned), count])))) continue;
      known.most = most;
      for (const [scanned, count] of most.entries())
        this.#kernel.bound(event.id, scanned, Math.min(count, mostBound));
      return;
    }
  }

  /**
   * Learns from an entry that is not complete which attributes an event needs, where it lacks nothing: those that it cannot do
   * without. Other attributes can suffice as well, so that it is asked again after twice as many such entries each time.
   */
  #learnNeeded(event: EventTable, known: Known, attributes: readonly AttributeUse[]): void {
    if (event.needed) {
      if (++known.misses < known.patience) return;
      known.misses = 0;
      known.patience *= 2;
    }
    const { bounds } = known;
    if (!bounds.suffices(attributes)) return;
    let least = bounds.suffices([]) ? [] : attributes;
    for (const one of least) {
      const left = least.filter((other) => other !== one);
      if (bounds.suffices(left)) least = left;
    }
    event.needed = new Set(least.map(({ name }) => this.#verdicts.keyId(name)));
    this.#verdicts.sayNeeded(event);
    this.#kernel.need(event.id, event.needed.size);
  }
}

const noneOfEach: readonly number[] = new Array(classes).fill(0);
/** The kernel counts in two bytes. */
const mostBound = 65_535;

function typeOf(scanned: number): SeenType {
  return (seenTypes[scanned] as readonly [SeenType])[0];
}
