import { noteLayout as layout } from '../scanner/load.ts';
import type { Session } from '../session.ts';
import { type Bytes, bytesOfName, type EntryText, LocatedEntry } from './located.ts';
import type { Window } from './window.ts';

/** An entry of which the kernel has noted that some of its parts are there: nothing else is known of it. */
export class NotedEntry extends LocatedEntry {
  /** The attribute whose part is told, and where in the notes that stands. */
  attribute = { name: '', at: 0 };
  readonly #note: number;

  /** `note`: where in the kernel's notes its note begins. */
  constructor(window: Window, session: Session, text: EntryText, note: number) {
    super(window, session, text);
    this.#note = note;
  }

  get time(): number | undefined {
    const time = this.window.kernel.noted[(this.#note + layout.time) / 2] as number;
    return Number.isFinite(time) ? time : undefined;
  }

  protected get eventBytes(): Bytes | undefined {
    const from = this.#of(layout.eventAt);
    return from > 0 ? { from, to: this.#of(layout.eventEnd) } : undefined;
  }

  protected get remembered(): number {
    return this.#of(layout.parts);
  }

  protected attributeBytes(name: string, part: 'attribute' | 'value'): Bytes | undefined {
    const { notes } = this.window.kernel;
    const { at } = this.attribute;
    if (name !== this.attribute.name) return undefined;
    return part === 'value'
      ? { from: notes[at + 3] as number, to: notes[at + 4] as number }
      : bytesOfName(notes[at + 2] as number, name);
  }

  #of(index: number): number {
    return this.window.kernel.notes[this.#note + index] as number;
  }
}
