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
}

/** What has to be done about an attribute, as bits: most need nothing, or only a look at how long they are. */
export const todo = {
  /** It must not stand beside all others of its event: the entry is read. */
  read: 1,
  /** It is counted somewhere. */
  count: 2,
  /** Its value has to be seen, or compared with bounds. */
  compare: 4,
  /** An entry needs it to be known as complete. */
  needed: 8,
} as const;

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
  /** The verdicts on its attributes. */
  readonly verdicts: number[];
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
  /** Of each verdict, what has to be done. */
  todo = new Uint8Array(1024);
  /** Of each verdict, the length in bytes up to which a text need not be seen: as its `bytesOver`, or less. */
  quietBytes = new Int32Array(1024);
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

  /** Asks what a run does with an attribute; the index of the verdict, plus one. */
  ask(event: EventTable, keyId: number, scanned: number): number {
    const index = keyId * 8 + scanned;
    this.#addVerdict(event, keyId, scanned);
    event.attributes.set(index, this.verdicts.length);
    return this.verdicts.length;
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
    const names = new Set(left.map(({ name }) => name));
    event.needed = names;
    for (const index of event.verdicts) {
      const { name } = this.verdicts[index] as Verdict;
      this.todo[index] = ((this.todo[index] as number) & ~todo.needed) | (names.has(name) ? todo.needed : 0);
    }
  }

  #addEvent(id: number): EventTable {
    const name = this.#kernel.eventText(id);
    const made: EventTable = {
      name,
      shape: this.#skimmer.shape(name),
      heads: { array: new NumberTable(), object: new NumberTable() },
      attributes: new NumberTable(),
      needed: undefined,
      verdicts: [],
    };
    this.#events[id] = made;
    return made;
  }

  #addVerdict(event: EventTable, keyId: number, scanned: number): void {
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
    // Of short texts that are watched the kernel gives ids, and no lengths.
    const isBounded =
      Number.isFinite(bounds.below) || Number.isFinite(bounds.above) || bounds.bytesOver < longestWatched;
    const index = this.verdicts.length;
    this.verdicts.push({ name, repeats, ...bounds, any, values: new Map() });
    event.verdicts.push(index);
    if (index >= this.todo.length) {
      this.todo = grown(this.todo, new Uint8Array(index * 2));
      this.quietBytes = grown(this.quietBytes, new Int32Array(index * 2));
    }
    this.quietBytes[index] = Math.min(bounds.bytesOver, 2 ** 31 - 1);
    this.todo[index] =
      (event.shape.admits(name, type) ? 0 : todo.read) |
      (repeats.length > 0 ? todo.count : 0) |
      (any || isBounded ? todo.compare : 0) |
      (event.needed?.has(name) ? todo.needed : 0);
  }
}

/** So many bytes does a text have at most that the kernel watches. */
const longestWatched = 64;

function grown<Numbers extends Uint8Array | Int32Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from);
  return to;
}
