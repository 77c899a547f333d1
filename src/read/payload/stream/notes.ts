import { noteLayout as layout } from '../scanner/load.ts';
import type { Session } from '../session.ts';
import type { EntryText } from './located.ts';
import { NotedEntry } from './noted.ts';
import type { Head } from './skim.ts';
import type { Users } from './users.ts';
import type { Values } from './values.ts';
import type { AttributeVerdict, EventTable, Verdicts } from './verdicts.ts';
import type { Window } from './window.ts';

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

/** Tells the run what the kernel has noted of entries that it has passed over. */
export class Notes {
  readonly #window: Window;
  readonly #session: Session;
  readonly #verdicts: Verdicts;
  readonly #values: Values;
  readonly #users: Users | undefined;

  constructor(
    window: Window,
    session: Session,
    verdicts: Verdicts,
    values: Values,
    users: Users | undefined,
  ) {
    this.#window = window;
    this.#session = session;
    this.#verdicts = verdicts;
    this.#values = values;
    this.#users = users;
  }

  /** Tells the run of what the kernel has noted; how many lines or elements stand before the last of it. */
  tell(passing: Passing): number {
    const { notes, out } = this.#window.kernel;
    const end = out[27] as number;
    let told = 0;
    for (let note = 0; note < end; ) {
      const passed = notes[note + layout.passed] as number;
      this.#session.next(passed - told);
      told = passed;
      note = this.#tellNote(note, passing.goTo(passed, passedEntry(notes, note)));
    }
    if (end > 0) this.#users?.follow();
    return told;
  }

  /** Tells of an entry of which a note was taken; where the next note begins. */
  #tellNote(note: number, text: EntryText): number {
    const { notes } = this.#window.kernel;
    const seen = new NotedEntry(this.#window, this.#session, text, note);
    const head = this.#verdicts.of<Head>(notes[note + layout.verdict] as number) as Head;
    const eventId = notes[note + layout.event] as number;
    const event = eventId < 0 ? undefined : this.#verdicts.event(eventId);
    let at = note + layout.head;
    for (let left = notes[note + layout.parts] as number; left > 0; left--) {
      this.#tellPart(at, seen, event);
      at += layout.part;
    }
    const users = notes[note + layout.users] as number;
    if (users > 0) this.#users?.tellNoted(seen, event, head.form.api, at, users);
    return at + users * layout.user;
  }

  #tellPart(at: number, seen: NotedEntry, event: EventTable | undefined): void {
    const { notes } = this.#window.kernel;
    const what = notes[at] as number;
    const id = what & (layout.isValue - 1);
    const verdict = this.#verdicts.of<AttributeVerdict | Head>(id) as AttributeVerdict | Head;
    if ('use' in verdict) seen.attribute = { name: verdict.use.name, at };
    if ((what & layout.isPart) !== 0) this.#verdicts.note(verdict, seen);
    if ((what & layout.isValue) === 0 || !('use' in verdict) || !event) return;
    const value = this.#values.of(event, verdict, notes, at);
    if (value) this.#verdicts.note(value, seen);
  }
}

function passedEntry(notes: Int32Array, note: number): PassedEntry {
  const of = (index: number) => notes[note + index] as number;
  return {
    start: of(layout.start),
    at: of(layout.at),
    end: of(layout.end),
    last: of(layout.last),
  };
}
