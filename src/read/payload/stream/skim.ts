import type { ReadingProblem } from '../../../model/finding.ts';
import type { Api, Pack } from '../../../model/pack.ts';
import type { Repeat, Skimmer } from '../../../model/skim.ts';
import { schemaProblems } from '../entry-schema.ts';
import {
  hasEscapes,
  judgement,
  type Kernel,
  marks,
  noteLayout,
  recordLayout,
  scanClass,
  todo,
} from '../scanner/load.ts';
import type { PayloadItem, Session } from '../session.ts';
import { SkimmedEntry } from './entry.ts';
import type { EntryText } from './located.ts';
import { NotedEntry } from './noted.ts';
import { setUp } from './set-up.ts';
import { hasPlainIdentity, Users } from './users.ts';
import { type AttributeVerdict, type EventTable, type Verdict, Verdicts } from './verdicts.ts';
import type { Window } from './window.ts';

/** How an entry is held: in a list or on a line, or alone under the root key. */
export type Root = 'array' | 'object';

/** What is known of entries whose envelopes have the same signature, whatever event they carry. */
type Form =
  /** They are read each time. */
  | 'read'
  | {
      readonly api: Api;
      readonly carriesEvent: boolean;
      /** What the kernel does about the users that they name: bits of `todo`. */
      readonly userFlags: number;
    };

/** What is known of entries with one envelope and one event. */
interface Head extends Verdict {
  readonly form: Exclude<Form, 'read'>;
}

/** Whoever reads a stream, as it goes over what the kernel has passed over. */
export interface Passing {
  /** Up to where entries have to end for their places to be told from what is at hand. */
  readonly noteTo: number;
  /** Goes to an entry so many lines or elements behind the first. */
  goTo(passed: number, where: PassedEntry): EntryText;
}

/** Where a line or element begins, where its entry begins and ends, and where what ends it stands. */
export interface PassedEntry {
  readonly start: number;
  readonly at: number;
  readonly end: number;
  readonly last: number;
}

/**
 * Decides of each entry whether it has to be read. Most are like others in all that rules look at: the kernel counts them by
 * what the run has said of their parts. Of the others most need only be looked at: what the kernel has written down of them
 * says what is new, and they become objects only as far as rules ask for them.
 */
export class EntrySkim {
  /** Entries that were not read. */
  counted = 0;
  readonly #window: Window;
  readonly #kernel: Kernel;
  readonly #pack: Pack;
  readonly #session: Session;
  readonly #skimmer: Skimmer;
  readonly #verdicts: Verdicts;
  readonly #users: Users | undefined;
  /** By signature, those in lists apart from those that stand alone. */
  readonly #forms: Readonly<Record<Root, Map<number, Form>>> = { array: new Map(), object: new Map() };

  constructor(window: Window, session: Session, skimmer: Skimmer) {
    this.#window = window;
    this.#kernel = window.kernel;
    this.#session = session;
    this.#pack = session.pack;
    this.#skimmer = skimmer;
    this.#verdicts = new Verdicts(this.#kernel, skimmer, session.file);
    this.#users = skimmer.users && new Users(this.#kernel, skimmer.users);
    setUp(this.#kernel, session);
  }

  /** The API of the element of a list that the kernel has scanned last, if it was not read. */
  get api(): Api | undefined {
    const form = this.#forms.array.get(this.#kernel.out[0] as number);
    return form === 'read' ? undefined : form?.api;
  }

  /** Counts the entry that the kernel has just scanned, after looking at what is new of it; false when it must be read. */
  skim(root: Root, text: EntryText): boolean {
    return this.decide(this.#kernel.judge(root === 'array' ? 0 : 1), root, text);
  }

  /**
   * Has lines counted that are alike, or elements, from an offset on, and answers as the kernel's `pass`, which has written where it
   * stopped. Undefined where each entry has to be seen.
   */
  pass(at: number, end: number, of: 'lines' | 'elements', passing: Passing): number | undefined {
    const said = this.#kernel.pass(at, end, of === 'lines' ? 0 : 1, passing.noteTo);
    const passed = this.#kernel.out[21] as number;
    this.#session.next(passed - this.#tellNotes(passing));
    this.counted += passed;
    return said;
  }

  /** Does what `skim` does with an entry that the kernel has judged. */
  decide(said: number, root: Root, text: EntryText): boolean {
    if (said === judgement.read) return false;
    if (said === judgement.look && !this.#look(root, text)) return false;
    this.#session.next();
    this.counted++;
    return true;
  }

  /** Learns from an entry that was read how to look at others like it. The kernel's record must still be that of the entry. */
  learn(root: Root, items: readonly PayloadItem[], text: EntryText): void {
    const signature = this.#kernel.out[0] as number;
    if (this.#forms[root].has(signature)) return;
    this.#forms[root].set(signature, this.#formOf(items, text));
  }

  /** Has the run count what was not looked at. Must be called when all has been read. */
  finish(): void {
    this.#verdicts.count();
  }

  #formOf(items: readonly PayloadItem[], text: EntryText): Form {
    const entries = items.flatMap((item) => (item.kind === 'entry' ? [item.entry] : []));
    const [entry] = entries;
    const problems = items.filter(({ kind }) => kind === 'problem').length;
    const isQuiet = items.every((item) => item.kind !== 'request' || this.#skimmer.isQuiet(item.request));
    if (!entry || entries.length > 1 || items.some(({ kind }) => kind === 'use') || !isQuiet) return 'read';
    const carriesEvent = entry.use !== undefined;
    // Without a name, or with one that is no event's, attributes are judged otherwise.
    const hasName = (this.#kernel.out[1] as number) >= 0;
    if (carriesEvent !== hasName || (carriesEvent && entry.use?.names.length !== 1)) return 'read';
    const { api } = entry;
    const seen = new SkimmedEntry(this.#window, this.#session, this.#verdicts, text);
    seen.api = api;
    // Faults that are not found in the envelope alone.
    if (this.#problems(seen).length !== problems) return 'read';
    const isPlain = hasPlainIdentity(api, this.#session);
    return { api, carriesEvent, userFlags: this.#users?.flags(api, isPlain) ?? 0 };
  }

  #look(root: Root, text: EntryText): boolean {
    const { out } = this.#kernel;
    const seen = new SkimmedEntry(this.#window, this.#session, this.#verdicts, text);
    const head = this.#head(root, seen);
    if (!head) return false;
    const { form } = head;
    seen.api = form.api;
    const marked = out[14] as number;
    if ((marked & marks.envelope) !== 0) this.#verdicts.repeat(head, seen);
    const { event } = seen;
    if (event) {
      this.#lookAtAttributes(event, seen);
      if ((marked & marks.shape) !== 0) this.#lookAtShape(event, seen);
    }
    this.#users?.tell(seen, form.api, form.userFlags);
    this.#kernel.count();
    return true;
  }

  /** Tells the run of what the kernel has noted; how many lines or elements stand before the last of it. */
  #tellNotes(passing: Passing): number {
    const { notes, out } = this.#kernel;
    const end = out[27] as number;
    let told = 0;
    for (let note = 0; note < end; ) {
      const passed = notes[note + noteLayout.passed] as number;
      this.#session.next(passed - told);
      told = passed;
      note = this.#tellNote(note, passing.goTo(passed, passedEntry(notes, note)));
    }
    return told;
  }

  /** Tells of an entry of which a note was taken; where the next note begins. */
  #tellNote(note: number, text: EntryText): number {
    const { notes } = this.#kernel;
    const seen = new NotedEntry(this.#window, this.#session, text, note);
    const head = this.#verdicts.of<Head>(notes[note + noteLayout.verdict] as number) as Head;
    const eventId = notes[note + noteLayout.event] as number;
    const event = eventId < 0 ? undefined : this.#verdicts.event(eventId);
    let at = note + noteLayout.head;
    for (let left = notes[note + noteLayout.parts] as number; left > 0; left--) {
      this.#tellPart(at, seen, event);
      at += noteLayout.part;
    }
    const users = notes[note + noteLayout.users] as number;
    if (users > 0) this.#users?.tellNoted(seen, event?.name, head.form.api, at, users);
    return at + users * noteLayout.user;
  }

  #tellPart(at: number, seen: NotedEntry, event: EventTable | undefined): void {
    const { notes } = this.#kernel;
    const what = notes[at] as number;
    const id = what & (noteLayout.isValue - 1);
    const verdict = this.#verdicts.of<AttributeVerdict | Head>(id) as AttributeVerdict | Head;
    if ('use' in verdict) seen.attribute = { name: verdict.use.name, at };
    if ((what & noteLayout.isPart) !== 0) this.#verdicts.note(verdict, seen);
    if ((what & noteLayout.isValue) === 0 || !('use' in verdict) || !event) return;
    const value = this.#valueOf(event, verdict, notes, at);
    if (value) this.#verdicts.note(value, seen);
  }

  /** What is known of entries like this one; undefined when it must be read for that. */
  #head(root: Root, seen: SkimmedEntry): Head | undefined {
    const [signature, eventId] = [this.#kernel.out[0] as number, this.#kernel.out[1] as number];
    const part = { signature, eventId, root: root === 'array' ? 0 : 1 } as const;
    const known = this.#kernel.verdict(part);
    const head = this.#verdicts.of<Head>(known);
    if (head) return head;
    const form = this.#forms[root].get(signature);
    if (form === undefined) return undefined;
    if (form === 'read' || form.carriesEvent !== eventId >= 0) {
      this.#kernel.say(part, { flags: todo.read });
      return undefined;
    }
    seen.api = form.api;
    const repeats: Repeat[] = [...this.#skimmer.head(seen.envelope)];
    if (seen.event && form.carriesEvent) repeats.push(...this.#verdicts.repeatsOf(seen.event, form.api));
    const problems = this.#problems(seen);
    if (problems.length > 0) repeats.push(this.#faults(problems));
    return this.#verdicts.add(part, { flags: form.userFlags }, repeats, { form });
  }

  /** What the reader finds in an entry's envelope. */
  #problems({ envelope: { fields, api }, site }: SkimmedEntry): ReadingProblem[] {
    return [...schemaProblems(fields, api, this.#pack, site.document, site.start)];
  }

  #faults(problems: readonly ReadingProblem[]): Repeat {
    const faults = this.#skimmer.faults(problems);
    return {
      add: (seen) => {
        for (const problem of this.#problems(seen as SkimmedEntry)) this.#skimmer.addProblem(problem);
      },
      count: (times) => {
        for (const fault of faults) fault.count(times);
      },
      settledFrom: () => Math.max(...faults.map((fault) => fault.settledFrom())),
    };
  }

  #lookAtAttributes(event: EventTable, seen: SkimmedEntry): void {
    const { out } = this.#kernel;
    const end = recordLayout.head + recordLayout.attribute * (out[4] as number);
    for (let i = recordLayout.head; i < end; i += recordLayout.attribute) {
      const scanned = out[i + 1] as number;
      if ((scanned & (marks.attribute | marks.value)) === 0) continue;
      const verdict = this.#verdicts.attribute(event, out[i] as number, scanned & 255);
      seen.attributeAt = i;
      if ((scanned & marks.attribute) !== 0) this.#verdicts.repeat(verdict, seen);
      const value = (scanned & marks.value) === 0 ? undefined : this.#valueOf(event, verdict, out, i);
      if (value) this.#verdicts.repeat(value, seen);
    }
  }

  /** Looks at all attributes together: whether there are too many of them, or too few. */
  #lookAtShape(event: EventTable, seen: SkimmedEntry): void {
    const isComplete = this.#verdicts.isComplete(event);
    const { excess } = event;
    if (!isComplete || (excess.size > 0 && seen.attributes.some((attribute) => excess.has(attribute))))
      this.#skimmer.addShape(event.name, seen);
    if (!isComplete) this.#verdicts.learnNeeded(event, seen.attributes);
  }

  /** What a value does that stands in the kernel's record, or in a note, from an attribute on; undefined where rules need not see it. */
  #valueOf(event: EventTable, verdict: AttributeVerdict, record: Int32Array, i: number): Verdict | undefined {
    const [scanned, from, to, size] = [record[i + 1], record[i + 3], record[i + 4], record[i + 5]] as [
      number,
      number,
      number,
      number,
    ];
    const { flags, quiet } = verdict.said;
    // The kernel has not found the pattern in it, or every value is asked for.
    if ((flags & (todo.anyValue | todo.patterned)) === 0) {
      // A watched value has no escapes, so that its length is that of what stands between its quotes.
      const isOfConcern =
        quiet === undefined
          ? this.#isOutside(verdict, scanned, from, to)
          : (size < 0 ? to - from - 2 : size) > quiet;
      if (!isOfConcern) return undefined;
    }
    return this.#verdicts.value(event, verdict, Math.max(-1, -2 - size), () =>
      this.#value(scanned, from, to),
    );
  }

  #isOutside(
    { said: { flags, below, above } }: AttributeVerdict,
    scanned: number,
    from: number,
    to: number,
  ): boolean {
    if ((scanned & 255) !== scanClass.number || (flags & todo.bounded) === 0) return false;
    const value = Number(this.#window.text(from, to));
    return value < (below ?? value) || value > (above ?? value);
  }

  #value(scanned: number, from: number, to: number): unknown {
    // A text without escapes needs no parser.
    const isPlain = (scanned & 255) <= scanClass.date && (scanned & hasEscapes) === 0;
    return isPlain ? this.#window.text(from + 1, to - 1) : JSON.parse(this.#window.text(from, to));
  }
}

function passedEntry(notes: Int32Array, note: number): PassedEntry {
  const of = (index: number) => notes[note + index] as number;
  return {
    start: of(noteLayout.start),
    at: of(noteLayout.at),
    end: of(noteLayout.end),
    last: of(noteLayout.last),
  };
}
