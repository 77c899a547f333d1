import type { SeenType } from '../../../model/attribute-type.ts';
import type { AttributeUse } from '../../../model/event-use.ts';
import type { Api } from '../../../model/pack.ts';
import type { Located, Repeats, Skimmed, Skimmer } from '../../../model/skim.ts';
import { type Kernel, type Part, recordLayout, type Said, scanClass, todo } from '../scanner/load.ts';
import { automatonOf } from './automaton.ts';

/** What a run does with a part of an entry, as far as the kernel does not know it. */
export interface Verdict {
  /** The kernel's; 0 where it had no room. */
  readonly id: number;
  readonly repeats: Repeats;
}

/** What is known of an event's entries. */
export interface EventTable {
  readonly id: number;
  readonly name: string;
  /** What it does whatever its attributes. */
  readonly repeats: Map<Api, Repeats>;
  /** What is known of its attributes, as far as the kernel has room for it. */
  readonly attributes: AttributeVerdict[];
  /** The keys of attributes that are known to suffice: an entry that has them all lacks nothing. Undefined before any has. */
  needed: ReadonlySet<number> | undefined;
}

/** What a run does with an attribute of one type of one event. */
export interface AttributeVerdict extends Verdict {
  readonly keyId: number;
  readonly class: number;
  readonly use: AttributeUse;
  readonly said: Said;
  /** What was said of short values that have to be seen, by their ids. Most attributes have none. */
  values: Map<number, Verdict> | undefined;
}

/** By class. There are many attributes: those of one class share the list of their types. */
export const seenTypes: Readonly<Record<number, readonly SeenType[]>> = {
  [scanClass.string]: ['string'],
  [scanClass.date]: ['date'],
  [scanClass.number]: ['number'],
  [scanClass.boolean]: ['boolean'],
  [scanClass.object]: ['object'],
  [scanClass.objects]: ['object[]'],
  [scanClass.array]: ['array'],
  [scanClass.null]: ['null'],
};

/** What a run has said of the things that a file holds; each is asked for once, and told to the kernel. */
export class Verdicts {
  readonly #events: EventTable[] = [];
  readonly #kernel: Kernel;
  readonly #skimmer: Skimmer;
  readonly #file: string;
  /** By the kernel's ids. */
  readonly #all: (Verdict | undefined)[] = [];
  readonly #keyIds = new Map<string, number>();
  /** By key id. Most attributes come in several events, or as several types. */
  readonly #names: string[] = [];
  /** What was said of attributes, each once: it is the same of most. */
  readonly #said = new Map<string, Said>();
  readonly #automata = new Map<string, number>();

  constructor(kernel: Kernel, skimmer: Skimmer, file: string) {
    this.#kernel = kernel;
    this.#skimmer = skimmer;
    this.#file = file;
  }

  /** What is known of an event. */
  event(id: number): EventTable {
    const known = this.#events[id];
    if (known) return known;
    const name = this.#kernel.eventText(id);
    const made: EventTable = {
      id,
      name,
      repeats: new Map(),
      attributes: [],
      needed: undefined,
    };
    this.#events[id] = made;
    return made;
  }

  /** What a run does with an event of an API. */
  repeatsOf({ name, repeats }: EventTable, api: Api): Repeats {
    let known = repeats.get(api);
    if (!known) {
      known = this.#skimmer.event(this.#file, name, api);
      repeats.set(api, known);
    }
    return known;
  }

  /** Notes what is said of a part, with what more is known of it. */
  add<More>(part: Part, said: Said, repeats: Repeats, more: More): Verdict & More {
    return this.#kept({
      id: this.#kernel.say(part, said, said.flags | countFlags(repeats)),
      repeats,
      ...more,
    });
  }

  #kept<Kept extends Verdict>(verdict: Kept): Kept {
    if (verdict.id > 0) this.#all[verdict.id] = verdict;
    return verdict;
  }

  /** What has the kernel's id. */
  of<Kind extends Verdict>(id: number): Kind | undefined {
    return this.#all[id] as Kind | undefined;
  }

  /** Adds what an entry does with a part of it. */
  repeat({ id, repeats }: Verdict, entry: Skimmed): void {
    if (repeats.length === 0) return;
    for (const repeat of repeats) repeat.add(entry);
    if (id > 0) this.#kernel.settle(id, settledFrom(repeats));
  }

  /** The same, of an entry of which nothing is known but where it stands. */
  note({ id, repeats }: Verdict, entry: Located): void {
    for (const repeat of repeats) repeat.note?.(entry);
    if (id > 0) this.#kernel.settle(id, settledFrom(repeats));
  }

  /** Has the run count what the kernel has counted. */
  count(): void {
    for (const verdict of this.#all) {
      if (!verdict || verdict.repeats.length === 0) continue;
      const times = this.#kernel.taken(verdict.id);
      if (times > 0) for (const repeat of verdict.repeats) repeat.count(times);
    }
  }

  /** What a run does with an attribute that stands at an index of the kernel's record. */
  attribute(event: EventTable, i: number): AttributeVerdict {
    const { out } = this.#kernel;
    const known = this.of<AttributeVerdict>(out[i + 7] as number);
    if (known) return known;
    const made = this.#attribute(event, out[i] as number, (out[i + 1] as number) & 255);
    // What the kernel has no room for is not remembered here either.
    if (made.id > 0) event.attributes.push(made);
    out[i + 7] = made.id;
    return made;
  }

  /** What a value does that has to be seen. `valueId` is -1 for one that is not remembered. */
  value(event: EventTable, verdict: AttributeVerdict, valueId: number, value: () => unknown): Verdict {
    const known = valueId < 0 ? undefined : verdict.values?.get(valueId);
    if (known) return known;
    const repeats = this.ofValue(event, verdict, value());
    if (valueId < 0 || verdict.id === 0) return { id: 0, repeats };
    const made = this.add({ verdict: verdict.id, valueId }, { flags: 0 }, repeats, {});
    if (made.id > 0) {
      verdict.values ??= new Map();
      verdict.values.set(valueId, made);
    }
    return made;
  }

  /** What a run does with a value of an attribute, asked anew. */
  ofValue(event: EventTable, { use }: AttributeVerdict, value: unknown): Repeats {
    return this.#skimmer.value(this.#file, event.name, use.name, value);
  }

  /** Where in the kernel's record an attribute stands that has been looked at; -1 when it is not there. It may stand at `hint`. */
  indexOf(attribute: string, hint: number): number {
    const { out } = this.#kernel;
    const keyId = this.#keyIds.get(attribute);
    if (out[hint] === keyId) return hint;
    const end = recordLayout.head + recordLayout.attribute * (out[4] as number);
    for (let i = recordLayout.head; i < end; i += recordLayout.attribute) if (out[i] === keyId) return i;
    return -1;
  }

  /** The attributes of the entry that the kernel has scanned last. */
  attributes(event: EventTable): AttributeUse[] {
    const { out } = this.#kernel;
    const uses: AttributeUse[] = [];
    const end = recordLayout.head + recordLayout.attribute * (out[4] as number);
    for (let i = recordLayout.head; i < end; i += recordLayout.attribute)
      uses.push(this.attribute(event, i).use);
    return uses;
  }

  /** The id of the key of an attribute that has been looked at. */
  keyId(attribute: string): number {
    return this.#keyIds.get(attribute) as number;
  }

  /** Says once more of all attributes of an event whether they are needed. */
  sayNeeded(event: EventTable): void {
    for (const { keyId, class: scanned, said, repeats } of event.attributes) {
      const part = { eventId: event.id, keyId, class: scanned };
      this.#kernel.say(part, said, said.flags | countFlags(repeats) | neededFlag(event, keyId));
    }
  }

  /** What tells the kernel which texts a pattern is found in; 0 where nothing can. */
  #automaton(pattern: string): number {
    let id = this.#automata.get(pattern);
    if (id === undefined) {
      const automaton = automatonOf(pattern);
      id = automaton ? this.#kernel.addAutomaton(automaton) : 0;
      this.#automata.set(pattern, id);
    }
    return id;
  }

  #attribute(event: EventTable, keyId: number, scanned: number): AttributeVerdict {
    const name = this.#nameOf(keyId);
    const types = seenTypes[scanned] as readonly SeenType[];
    const use: AttributeUse = { name, types, optional: false };
    const { repeats, concern } = this.#skimmer.attribute(this.#file, event.name, use);
    const isText = scanned === scanClass.string || scanned === scanClass.date;
    const { bytesOver = Number.POSITIVE_INFINITY, unlike } = concern;
    const { below = Number.NEGATIVE_INFINITY, above = Number.POSITIVE_INFINITY } = concern;
    const automaton = isText && unlike !== undefined ? this.#automaton(unlike) : 0;
    const any = concern.any === true || (unlike !== undefined && isText && automaton === 0);
    if (any && isText) this.#kernel.watch(keyId);
    const isBounded = scanned === scanClass.number && (Number.isFinite(below) || Number.isFinite(above));
    const flags =
      (any ? todo.anyValue : 0) | (isBounded ? todo.bounded : 0) | (automaton > 0 ? todo.patterned : 0);
    const said = this.#once({
      flags,
      automaton,
      quiet: isText ? bytesOver : undefined,
      below: isBounded ? below : undefined,
      above: isBounded ? above : undefined,
    });
    const part = { eventId: event.id, keyId, class: scanned };
    const id = this.#kernel.say(part, said, flags | countFlags(repeats) | neededFlag(event, keyId));
    return this.#kept({ id, repeats, keyId, class: scanned, use, said, values: undefined });
  }

  #nameOf(keyId: number): string {
    let name = this.#names[keyId];
    if (name === undefined) {
      name = this.#kernel.keyText(keyId);
      this.#names[keyId] = name;
      this.#keyIds.set(name, keyId);
    }
    return name;
  }

  /** The object that stands for all that say the same. */
  #once(said: Said): Said {
    const { flags, automaton, quiet, below, above } = said;
    const key = `${flags} ${automaton} ${quiet} ${below} ${above}`;
    const known = this.#said.get(key);
    if (known) return known;
    this.#said.set(key, said);
    return said;
  }
}

/** So many classes of attributes there are. */
export const classes = 8;
function countFlags(repeats: Repeats): number {
  if (repeats.length === 0) return 0;
  return todo.count | (repeats.every(({ note }) => note) ? todo.noted : 0);
}

function neededFlag({ needed }: EventTable, keyId: number): number {
  return needed?.has(keyId) ? todo.needed : 0;
}

/** From which event time on none of them would be remembered. NaN when one might always be. */
function settledFrom(repeats: Repeats): number {
  let latest = Number.NEGATIVE_INFINITY;
  for (const repeat of repeats) latest = Math.max(latest, repeat.settledFrom());
  return latest;
}
