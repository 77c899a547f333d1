import type { ReadingProblem } from '../../../model/finding.ts';
import type { Api, Pack } from '../../../model/pack.ts';
import type { Repeat, Skimmer } from '../../../model/skim.ts';
import { schemaProblems } from '../entry-schema.ts';
import { judgement, type Kernel, marks, recordLayout, todo } from '../scanner/load.ts';
import type { PayloadItem, Session } from '../session.ts';
import { SkimmedEntry } from './entry.ts';
import type { EntryText } from './located.ts';
import { Notes, type Passing } from './notes.ts';
import { setUp } from './set-up.ts';
import { Shapes } from './shapes.ts';
import { hasPlainIdentity, Users } from './users.ts';
import { Values } from './values.ts';
import { type EventTable, type Verdict, Verdicts } from './verdicts.ts';
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
      /** Nothing is found in their envelopes. */
      isQuiet: boolean;
    };

/** What is known of entries with one envelope and one event. */
export interface Head extends Verdict {
  readonly form: Exclude<Form, 'read'>;
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
  readonly #values: Values;
  readonly #shapes: Shapes;
  readonly #users: Users | undefined;
  readonly #notes: Notes;
  /** By signature, those in lists apart from those that stand alone. */
  readonly #forms: Readonly<Record<Root, Map<number, Form>>> = { array: new Map(), object: new Map() };

  constructor(window: Window, session: Session, skimmer: Skimmer) {
    this.#window = window;
    this.#kernel = window.kernel;
    this.#session = session;
    this.#pack = session.pack;
    this.#skimmer = skimmer;
    this.#verdicts = new Verdicts(this.#kernel, skimmer, session.file);
    this.#values = new Values(window, this.#verdicts);
    this.#shapes = new Shapes(this.#kernel, skimmer, this.#verdicts);
    this.#users = skimmer.users && new Users(this.#kernel, skimmer.users, session);
    this.#notes = new Notes(window, session, this.#verdicts, this.#values, this.#users);
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
    // Blank lines are numbered with the entries: numbers only tell which of two entries on one line comes first.
    this.#session.next(passed - this.#notes.tell(passing));
    this.counted += passed - this.#kernel.blanks();
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
    this.#users?.finish();
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
    return { api, carriesEvent, userFlags: this.#users?.flags(api, isPlain) ?? 0, isQuiet: false };
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
      if ((marked & marks.shape) !== 0) this.#shapes.look(event, seen);
    }
    this.#users?.tell(seen, form.api, form.userFlags);
    this.#kernel.count();
    return true;
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
    const repeats: Repeat[] = form.isQuiet ? [] : this.#ofEnvelope(seen);
    // It would be so with another event's name, too.
    form.isQuiet = repeats.length === 0;
    if (seen.event && form.carriesEvent) repeats.push(...this.#verdicts.repeatsOf(seen.event, form.api));
    return this.#verdicts.add(part, { flags: form.userFlags }, repeats, { form });
  }

  #ofEnvelope(seen: SkimmedEntry): Repeat[] {
    const repeats = [...this.#skimmer.head(seen.envelope)];
    const problems = this.#problems(seen);
    if (problems.length > 0) repeats.push(this.#faults(problems));
    return repeats;
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
      const verdict = this.#verdicts.attribute(event, i);
      seen.attributeAt = i;
      if ((scanned & marks.attribute) !== 0) this.#verdicts.repeat(verdict, seen);
      const value = (scanned & marks.value) === 0 ? undefined : this.#values.of(event, verdict, out, i);
      if (value) this.#verdicts.repeat(value, seen);
    }
  }
}
