import type { SeenType } from '../../../model/attribute-type.ts';
import type { Api } from '../../../model/pack.ts';
import type { Repeats, ShapeBounds, Skimmer } from '../../../model/skim.ts';
import { type Kernel, scanClass } from '../scanner/load.ts';
import { NumberTable } from './numbers.ts';

/** What a run does with an attribute of one type of one event. */
export interface Verdict {
  readonly name: string;
  readonly repeats: Repeats;
  /** Texts of more bytes have to be seen. */
  readonly bytesOver: number;
  /** Numbers outside have to be seen. */
  readonly below: number;
  readonly above: number;
  /** Every value has to be seen. */
  readonly any: boolean;
  /** What was said of short values that have to be seen, by their ids. */
  readonly values: Map<number, Repeats>;
  /** Whether it may stand beside all others of its event without a finding of too many. */
  readonly isAdmitted: boolean;
  /** Whether nothing has to be looked at: only the attribute counts. */
  readonly isQuiet: boolean;
  /** Whether an entry needs it to be known as complete. */
  isNeeded: boolean;
}

/** What is known of an entry apart from its attributes. */
export type Head =
  /** Entries like it are read each time. */
  'read' | { readonly api: Api; readonly repeats: Repeats };

/** What is known of an event's entries. */
export interface EventTable {
  readonly name: string;
  readonly shape: ShapeBounds;
  /** By envelope signature, for entries of a list and for single ones: an index of `heads`, plus one. */
  readonly heads: { readonly array: NumberTable; readonly object: NumberTable };
  /** By key id and class: an index of `verdicts`, plus one. */
  readonly attributes: NumberTable;
  /** The attributes that are known to suffice: an entry that has them all lacks nothing. Undefined before any has. */
  needed: ReadonlySet<string> | undefined;
  readonly verdictsOf: Map<string, Verdict[]>;
}

const seenTypes: Readonly<Record<number, SeenType>> = {
  [scanClass.string]: 'string',
  [scanClass.date]: 'date',
  [scanClass.number]: 'number',
  [scanClass.boolean]: 'boolean',
  [scanClass.object]: 'object',
  [scanClass.objects]: 'object[]',
  [scanClass.array]: 'array',
  [scanClass.null]: 'null',
};

/** The attribute type of a class of values. */
export function seenType(scanned: number): SeenType {
  return seenTypes[scanned] as SeenType;
}

/** What a run has said of the things that a file holds; each is asked for once. */
export class Verdicts {
  readonly heads: Head[] = [];
  readonly verdicts: Verdict[] = [];
  readonly #events: EventTable[] = [];
  readonly #kernel: Kernel;
  readonly #skimmer: Skimmer;
  readonly #file: string;

  constructor(kernel: Kernel, skimmer: Skimmer, file: string) {
    this.#kernel = kernel;
    this.#skimmer = skimmer;
    this.#file = file;
  }

  /** What is known of an event. */
  event(id: number): EventTable {
    return this.#events[id] ?? this.#addEvent(id);
  }

  /** What a run does with an attribute. */
  attribute(event: EventTable, keyId: number, scanned: number): Verdict {
    const index = keyId * 8 + scanned;
    const known = event.attributes.get(index);
    if (known > 0) return this.verdicts[known - 1] as Verdict;
    const made = this.#makeVerdict(event, keyId, scanned);
    this.verdicts.push(made);
    event.attributes.set(index, this.verdicts.length);
    return made;
  }

  /** Remembers that entries like this one are read each time, or what they do. */
  learnHead(event: EventTable, root: 'array' | 'object', signature: number, head: Head): void {
    this.heads.push(head);
    event.heads[root].set(signature, this.heads.length);
  }

  /** What a value does that has to be seen. `valueId` is -1 for one that is not remembered. */
  value(event: EventTable, verdict: Verdict, valueId: number, value: () => unknown): Repeats {
    const known = valueId < 0 ? undefined : verdict.values.get(valueId);
    if (known) return known;
    const said = this.#skimmer.value(this.#file, event.name, verdict.name, value());
    if (valueId >= 0) verdict.values.set(valueId, said);
    return said;
  }

  /** Takes the attributes of an entry that was read for those that an entry needs, where they suffice. */
  learnNeeded(
    event: EventTable,
    present: readonly { readonly name: string; readonly type: SeenType }[],
  ): void {
    const { needed } = event;
    const left = present.filter(({ name }) => needed === undefined || needed.has(name));
    if (left.length === needed?.size || !event.shape.suffices(left)) return;
    event.needed = new Set(left.map(({ name }) => name));
    for (const [name, verdicts] of event.verdictsOf)
      for (const verdict of verdicts) verdict.isNeeded = event.needed.has(name);
  }

  #addEvent(id: number): EventTable {
    const name = this.#kernel.eventText(id);
    const made: EventTable = {
      name,
      shape: this.#skimmer.shape(name),
      heads: { array: new NumberTable(), object: new NumberTable() },
      attributes: new NumberTable(),
      needed: undefined,
      verdictsOf: new Map(),
    };
    this.#events[id] = made;
    return made;
  }

  #makeVerdict(event: EventTable, keyId: number, scanned: number): Verdict {
    const name = this.#kernel.keyText(keyId);
    const type = seenType(scanned);
    const { repeats, concern } = this.#skimmer.attribute(this.#file, event.name, name, type);
    const isText = scanned === scanClass.string || scanned === scanClass.date;
    const isNumber = scanned === scanClass.number;
    const any = concern.any === true;
    if (any && isText) this.#kernel.watch(keyId);
    const bounds = {
      bytesOver: isText ? (concern.bytesOver ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY,
      below: isNumber ? (concern.below ?? Number.NEGATIVE_INFINITY) : Number.NEGATIVE_INFINITY,
      above: isNumber ? (concern.above ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY,
    };
    const isBounded =
      Number.isFinite(bounds.bytesOver) || Number.isFinite(bounds.below) || Number.isFinite(bounds.above);
    const isAdmitted = event.shape.admits(name, type);
    const verdict: Verdict = {
      name,
      repeats,
      ...bounds,
      any,
      values: new Map(),
      isAdmitted,
      isQuiet: repeats.length === 0 && isAdmitted && !any && !isBounded,
      isNeeded: event.needed?.has(name) ?? false,
    };
    const alike = event.verdictsOf.get(name);
    if (alike) alike.push(verdict);
    else event.verdictsOf.set(name, [verdict]);
    return verdict;
  }
}
