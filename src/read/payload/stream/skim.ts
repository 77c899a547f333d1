import type { Order, Target } from '../../../model/event-use.ts';
import type { ReadingProblem } from '../../../model/finding.ts';
import { hashBases, joinHash, seededHash } from '../../../model/hash.ts';
import type { Api, Pack } from '../../../model/pack.ts';
import type { Repeats, Skimmer } from '../../../model/skim.ts';
import type { PayloadItem, Session } from '../body.ts';
import { type Kernel, recordLayout, scanClass } from '../scanner/load.ts';
import { elementDocument } from './places.ts';
import { type EventTable, type Head, seenType, todo, type Verdict, Verdicts } from './verdicts.ts';
import type { Window } from './window.ts';

/** How a list holds an entry, or that it stands alone. */
type Root = 'array' | 'object';

/** Where the text of entries begins and ends that places may show. */
export interface Extent {
  /** The line that entries are ordered by. */
  readonly line: number;
  /** Where the outermost text begins. */
  readonly start: number;
  /** Where it ends, as far as is known. */
  readonly end: number;
}

/**
 * Decides of each entry whether it has to be read. Most are like others in all that rules look at: they are counted, by
 * what the run has said of their parts, and never become objects.
 */
export class EntrySkim {
  /** Entries that were only counted, and the API of the last of them. */
  counted = 0;
  api: Api | undefined;
  readonly #window: Window;
  readonly #kernel: Kernel;
  readonly #pack: Pack;
  readonly #session: Session;
  readonly #skimmer: Skimmer;
  readonly #verdicts: Verdicts;
  readonly #order: SkimmedOrder;
  /** What an entry does beside being one more, put together anew for each. */
  #repeats: Repeats[] = [];

  constructor(window: Window, session: Session, skimmer: Skimmer) {
    this.#window = window;
    this.#kernel = window.kernel;
    this.#session = session;
    this.#pack = session.pack;
    this.#skimmer = skimmer;
    this.#verdicts = new Verdicts(this.#kernel, skimmer, session.file);
    this.#order = new SkimmedOrder(window, session);
    setUp(this.#kernel, session);
  }

  /** Counts the entry that the kernel has just scanned, if that is all there is to do; else says that it must be read. */
  skim(root: Root, extent: Extent): boolean {
    const { out } = this.#kernel;
    const eventId = out[1] as number;
    if (eventId < 0) return false;
    const verdicts = this.#verdicts;
    const event = verdicts.event(eventId);
    const index = event.heads[root].get(out[0] as number);
    const head = index > 0 ? verdicts.heads[index - 1] : undefined;
    if (head === undefined || head === 'read') return false;
    this.#repeats.length = 0;
    if (head.repeats.length > 0) this.#repeats.push(head.repeats);
    if (!this.#skimAttributes(event)) return false;
    const order = this.#order.at(extent.line);
    for (const repeats of this.#repeats)
      for (const repeat of repeats) if (!repeat.isOnlyCounted(order)) return false;
    if (!this.#tellUsers(event, head.api, order, extent)) return false;
    for (const repeats of this.#repeats) for (const repeat of repeats) repeat.count();
    this.#session.next();
    this.counted++;
    this.api = head.api;
    return true;
  }

  /** Learns from an entry that was read: what others like it do. The kernel's record must still be that of the entry. */
  learn(root: Root, items: readonly PayloadItem[]): void {
    const { out } = this.#kernel;
    const eventId = out[1] as number;
    if (eventId < 0) return;
    const event = this.#verdicts.event(eventId);
    if (event.heads[root].get(out[0] as number) === 0)
      this.#verdicts.learnHead(event, root, out[0] as number, this.#headOf(items));
    const present = this.#present();
    this.#verdicts.learnNeeded(event, present);
  }

  #headOf(items: readonly PayloadItem[]): Head {
    const problems: ReadingProblem[] = [];
    let [entry, ...more] = items.flatMap((item) => (item.kind === 'entry' ? [item.entry] : []));
    for (const item of items) {
      if (item.kind === 'problem') problems.push(item.problem);
      if (item.kind === 'request') entry = undefined;
    }
    // What creates users, or is no entry, has more to tell than its envelope.
    if (!entry?.use || more.length > 0 || entry.api.creates_user) return 'read';
    return { api: entry.api, repeats: this.#skimmer.head(entry, problems) };
  }

  #present() {
    const { out } = this.#kernel;
    const present = [];
    const end = recordLayout.head + recordLayout.attribute * (out[4] as number);
    for (let i = recordLayout.head; i < end; i += recordLayout.attribute)
      present.push({
        name: this.#kernel.keyText(out[i] as number),
        type: seenType((out[i + 1] as number) & 255),
      });
    return present;
  }

  /** Looks the attributes up; false when one of them, or all together, must be looked at. */
  #skimAttributes(event: EventTable): boolean {
    const { out } = this.#kernel;
    const verdicts = this.#verdicts;
    const { attributes } = event;
    const end = recordLayout.head + recordLayout.attribute * (out[4] as number);
    let needed = 0;
    for (let i = recordLayout.head; i < end; i += recordLayout.attribute) {
      const keyId = out[i] as number;
      const scanned = (out[i + 1] as number) & 255;
      const index = (attributes.get(keyId * 8 + scanned) || verdicts.ask(event, keyId, scanned)) - 1;
      const work = verdicts.todo[index] as number;
      needed += work >> 3;
      // A text's length, or less than nothing for the id of a watched value, which is short.
      const isLong = (out[i + 5] as number) > (verdicts.quietBytes[index] as number);
      if ((work & ~todo.needed) === 0 && !isLong) continue;
      if ((work & todo.read) !== 0) return false;
      const verdict = verdicts.verdicts[index] as Verdict;
      if ((work & todo.count) !== 0) this.#repeats.push(verdict.repeats);
      if (isLong || this.#isOfConcern(verdict, scanned, i)) {
        const valueId = -2 - (out[i + 5] as number);
        const repeats = verdicts.value(event, verdict, valueId < 0 ? -1 : valueId, () => this.#value(i));
        if (repeats.length > 0) this.#repeats.push(repeats);
      }
    }
    return needed === event.needed?.size;
  }

  #isOfConcern(verdict: Verdict, scanned: number, i: number): boolean {
    if (verdict.any) return true;
    const { out } = this.#kernel;
    const [from, to] = [out[i + 3] as number, out[i + 4] as number];
    // A watched value's length is that of its text.
    if (scanned !== scanClass.number) return (out[i + 5] as number) < 0 && to - from > verdict.bytesOver;
    const value = this.#number(from, to);
    return value < verdict.below || value > verdict.above;
  }

  /** A number's value: whole ones without making a text of them. */
  #number(from: number, to: number): number {
    const { input } = this.#kernel;
    const isNegative = input[from] === 45;
    let value = 0;
    for (let i = isNegative ? from + 1 : from; i < to; i++) {
      const digit = (input[i] as number) - 48;
      if (digit < 0 || digit > 9) return Number(this.#window.text(from, to));
      value = value * 10 + digit;
    }
    return isNegative ? -value : value;
  }

  #value(i: number): unknown {
    const { out } = this.#kernel;
    return JSON.parse(this.#window.text(out[i + 3] as number, out[i + 4] as number));
  }

  /** Tells the run of the entry's users, where it does not know enough of them; false when the entry must be read for it. */
  #tellUsers(event: EventTable, api: Api, order: SkimmedOrder, extent: Extent): boolean {
    const { out } = this.#kernel;
    const bits = out[9] as number;
    // An identity that is no plain text.
    if (bits >> 8 !== 0) return false;
    for (let i = 0; bits >> i !== 0; i++) {
      if ((bits & (1 << i)) === 0) continue;
      const hash = joinHash(out[5 + i] as number, out[16 + i] as number);
      if (this.#skimmer.isUserSettled(hash, order)) continue;
      this.#skimmer.addGlimpse({
        api,
        event: event.name,
        order: order.copy(),
        userHash: hash,
        locate: (target) => this.#locate(target, extent),
      });
    }
    return true;
  }

  /** Only the event's name is ever asked for. */
  #locate(_: Target, extent: Extent) {
    const { out } = this.#kernel;
    const [from, to] = [out[2] as number, out[3] as number];
    const { document, offset } = elementDocument(this.#window, this.#session, extent, from, to);
    return document.at(offset, offset + this.#window.text(from, to).length);
  }
}

/** The order of the entry that was scanned last. Its time is only made a text where somebody compares it. */
class SkimmedOrder implements Order {
  readonly file: string;
  readonly part: number;
  line = 1;
  readonly #window: Window;
  readonly #session: Session;
  #time: string | undefined;
  #number = Number.NaN;

  constructor(window: Window, session: Session) {
    this.#window = window;
    this.#session = session;
    this.file = session.file;
    this.part = session.part;
  }

  at(line: number): this {
    this.line = line;
    return this;
  }

  get index(): number {
    return this.#session.count();
  }

  get time(): string | undefined {
    const { out, time } = this.#window.kernel;
    if (out[10] !== 1) return undefined;
    // Entries that follow one another often have the same time.
    if (time[0] !== this.#number) {
      this.#number = time[0] as number;
      this.#time = timeText(this.#number);
    }
    return this.#time;
  }

  copy(): Order {
    const { time, file, part, line, index } = this;
    return { time, file, part, line, index };
  }
}

/** 20260327040818 → `2026-03-27 04:08:18`. */
function timeText(time: number): string {
  const digits = String(time).padStart(14, '0');
  const [date, clock] = [digits.slice(0, 8), digits.slice(8)];
  return `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)} ${clock.slice(0, 2)}:${clock.slice(2, 4)}:${clock.slice(4)}`;
}

/** Tells the kernel what names users, and which fields of the envelope are judged by what they say. */
function setUp(kernel: Kernel, { pack, apis, records, userMerging }: Session): void {
  const paths = new Set<string>();
  for (const { identity } of apis)
    for (const path of userMerging ? [identity.required, ...identity.merged] : [identity.required])
      if (!path.includes('.')) paths.add(path);
  for (const [index, path] of [...paths].slice(0, 4).entries()) {
    const [first, second] = hashBases.map((basis) => seededHash(basis, `${path}:`)) as [number, number];
    kernel.setIdentity(index, kernel.internKey(path), first, second);
  }
  for (const { entry_schema } of pack.apis)
    for (const key of judgedByValue(entry_schema)) kernel.watchEnvelope(kernel.internKey(key));
  // What a record says of itself makes it one, or an entry with a field too many.
  for (const { match } of records) if (match) kernel.watchEnvelope(kernel.internKey(match.field));
}

/** The keys of a schema's properties that more is asked of than their type. */
function* judgedByValue(schema: unknown): Generator<string> {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === 'properties' && typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        if (hasValueKeyword(inner)) yield key;
        yield* judgedByValue(inner);
      }
    } else if (typeof value === 'object') yield* judgedByValue(value);
  }
}

/** Keywords that look at nothing but which keys there are and of what type. */
const typeKeywords = new Set([
  'type',
  'properties',
  'required',
  'additionalProperties',
  'description',
  'title',
]);

function hasValueKeyword(schema: unknown): boolean {
  return (
    typeof schema === 'object' && schema !== null && Object.keys(schema).some((key) => !typeKeywords.has(key))
  );
}
