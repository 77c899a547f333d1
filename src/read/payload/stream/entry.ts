import type { AttributeUse, Entry } from '../../../model/event-use.ts';
import type { Api } from '../../../model/pack.ts';
import type { Skimmed } from '../../../model/skim.ts';
import { type Fields, makeEntry } from '../entry.ts';
import { marks, recordLayout } from '../scanner/load.ts';
import type { Session } from '../session.ts';
import { type Bytes, bytesOfName, type EntryText, LocatedEntry } from './located.ts';
import type { EventTable, Verdicts } from './verdicts.ts';
import type { Window } from './window.ts';

/**
 * The entry that the kernel has just scanned, as far as it is looked at. What is not asked for before the next one is scanned can
 * not be told any more.
 */
export class SkimmedEntry extends LocatedEntry implements Skimmed {
  /** What is known of its event; undefined when it has no name that the kernel knows. */
  readonly event: EventTable | undefined;
  /** Whose entry it is, once that is known. */
  api: Api | undefined;
  /** Where in the kernel's record the attribute stands that is looked at: what is asked for is mostly a part of it. */
  attributeAt: number = recordLayout.head;
  readonly #verdicts: Verdicts;
  #entry: Entry | undefined;
  #envelope: Entry | undefined;
  #attributes: readonly AttributeUse[] | undefined;

  constructor(window: Window, session: Session, verdicts: Verdicts, text: EntryText) {
    super(window, session, text);
    this.#verdicts = verdicts;
    const eventId = window.kernel.out[1] as number;
    this.event = eventId < 0 ? undefined : verdicts.event(eventId);
  }

  get attributes(): readonly AttributeUse[] {
    this.#attributes ??= this.event ? this.#verdicts.attributes(this.event) : [];
    return this.#attributes;
  }

  get entry(): Entry {
    this.#entry ??= this.#made(this.window.text(this.text.at, this.text.end));
    return this.#entry;
  }

  get envelope(): Entry {
    this.#envelope ??= this.#entry ?? this.#made(this.#textOfEnvelope());
    return this.#envelope;
  }

  get time(): number | undefined {
    const { out, time } = this.window.kernel;
    return out[10] === 1 ? time[0] : undefined;
  }

  protected get eventBytes(): Bytes | undefined {
    const { out } = this.window.kernel;
    return this.event && { from: out[2] as number, to: out[3] as number };
  }

  protected get remembered(): number {
    const { out } = this.window.kernel;
    const end = recordLayout.head + recordLayout.attribute * (out[4] as number);
    let remembered = 0;
    for (let i = recordLayout.head; i < end; i += recordLayout.attribute)
      if (((out[i + 1] as number) & marks.attribute) !== 0) remembered++;
    return remembered;
  }

  protected attributeBytes(name: string, part: 'attribute' | 'value'): Bytes | undefined {
    const { out } = this.window.kernel;
    const i = this.#verdicts.indexOf(name, this.attributeAt);
    if (i < 0) return undefined;
    return part === 'value'
      ? { from: out[i + 3] as number, to: out[i + 4] as number }
      : bytesOfName(out[i + 2] as number, name);
  }

  #made(text: string): Entry {
    if (!this.api) throw new Error('an entry was asked for before its API is known');
    return makeEntry(JSON.parse(text) as Fields, this.api, this.session.pack, this.site);
  }

  /** The text without what stands between the braces of its attributes, which is most of it. */
  #textOfEnvelope(): string {
    const { window } = this;
    const { out } = window.kernel;
    const { at, end } = this.text;
    const object = out[11] as number;
    if (object === 0) return window.text(at, end);
    const count = out[4] as number;
    const last = recordLayout.head + recordLayout.attribute * (count - 1);
    const closing = window.bytes.indexOf(125, count > 0 ? (out[last + 4] as number) : object);
    return window.text(at, object + 1) + window.text(closing, end);
  }
}
