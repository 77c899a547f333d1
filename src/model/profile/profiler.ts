import type { EventUse, Order } from '../event-use.ts';
import type { Api } from '../pack.ts';
import type { EventDeclaration } from '../registry.ts';
import { emptySample, mergeSamples, type Sample, sampled, trimSample } from '../sample.ts';
import {
  type AttributeStatistics,
  addEntry,
  addValue,
  type EventStatistics,
  emptyAttribute,
  emptyEvent,
  mergeAttributes,
  mergeEvents,
} from './statistics.ts';
import { valueHash } from './value-hash.ts';

/** An entry as a profile sees it: one without a use carries no event. */
export interface Observed {
  readonly order: Pick<Order, 'file' | 'time'>;
  readonly use?: Pick<EventUse, 'names' | 'attributes'> | undefined;
  readonly api?: Pick<Api, 'id'> | undefined;
}

/** A file, and how many entries it had. */
export interface FileStatistics {
  readonly file: string;
  entries: number;
}

/** What a profiler has seen, as data: what one process hands to another. */
export interface ProfileState {
  entries: number;
  /** Entries that carry no event. */
  profiles: number;
  /** Entries whose event has no name that is known. */
  unnamed: number;
  readonly files: Sample<FileStatistics>;
  /** Declared events: with their declared attributes, all of them are kept. */
  readonly events: Map<string, EventStatistics>;
  readonly otherEvents: Sample<EventStatistics>;
  /** Undeclared attributes of declared events. */
  readonly strayAttributes: Sample<AttributeStatistics>;
  /** Attributes of undeclared events. */
  readonly otherAttributes: Sample<AttributeStatistics>;
}

/** So many of each are kept, chosen by their hashes, so that names that are all different take no more room. */
export const mostKept = { files: 4096, events: 2048, attributes: 4096 } as const;

/**
 * Takes statistics of payload entries. What it knows of parts of an input joins into what it knows of the whole, however that
 * is divided and in whatever order it is joined. Of what the registry does not declare it keeps a bounded part.
 */
export class Profiler {
  readonly #declared: ReadonlyMap<string, EventDeclaration>;
  readonly #state: ProfileState = {
    entries: 0,
    profiles: 0,
    unnamed: 0,
    files: emptySample(),
    events: new Map(),
    otherEvents: emptySample(),
    strayAttributes: emptySample(),
    otherAttributes: emptySample(),
  };

  /** `declared` are the registry's events. */
  constructor(declared: ReadonlyMap<string, EventDeclaration>) {
    this.#declared = declared;
  }

  /** Adds one entry of a payload. */
  observe({ order: { file, time }, use, api }: Observed): void {
    const state = this.#state;
    state.entries++;
    const known = sampled(state.files, valueHash(file), () => ({ file, entries: 0 }), mostKept.files);
    if (known) known.entries++;
    // The event of a payload has one name, where it has one.
    const name = use?.names[0];
    if (!use) state.profiles++;
    else if (name === undefined) state.unnamed++;
    else {
      const event = this.#event(name);
      if (event) addEntry(event, time, api?.id);
      for (const { name: attribute, types, values } of use.attributes) {
        const held = this.#attribute(name, event, attribute);
        if (held) addValue(held, types[0] ?? 'unknown', values?.[0], time);
      }
    }
  }

  /** What it has seen, as data that it shares. */
  state(): ProfileState {
    const { files, otherEvents, strayAttributes, otherAttributes } = this.#state;
    trimSample(files, mostKept.files);
    trimSample(otherEvents, mostKept.events);
    trimSample(strayAttributes, mostKept.attributes);
    trimSample(otherAttributes, mostKept.attributes);
    return this.#state;
  }

  /** Takes over what a profiler of another part has seen; both must have the same declarations. */
  merge(other: ProfileState): void {
    const state = this.#state;
    state.entries += other.entries;
    state.profiles += other.profiles;
    state.unnamed += other.unnamed;
    const addFile = (held: FileStatistics, { entries }: FileStatistics) => {
      held.entries += entries;
    };
    mergeSamples(state.files, other.files, addFile, mostKept.files);
    for (const [name, event] of other.events) {
      const held = state.events.get(name);
      if (held) mergeEvents(held, event);
      else state.events.set(name, event);
    }
    mergeSamples(state.otherEvents, other.otherEvents, mergeEvents, mostKept.events);
    const { attributes } = mostKept;
    mergeSamples(state.strayAttributes, other.strayAttributes, mergeAttributes, attributes);
    mergeSamples(state.otherAttributes, other.otherAttributes, mergeAttributes, attributes);
  }

  #event(name: string): EventStatistics | undefined {
    const { events, otherEvents } = this.#state;
    const known = events.get(name);
    if (known) return known;
    if (!this.#declared.has(name))
      return sampled(otherEvents, valueHash(name), () => emptyEvent(name), mostKept.events);
    const made = emptyEvent(name);
    events.set(name, made);
    return made;
  }

  #attribute(
    eventName: string,
    event: EventStatistics | undefined,
    name: string,
  ): AttributeStatistics | undefined {
    const known = event?.attributes.get(name);
    if (known) return known;
    const declaration = this.#declared.get(eventName);
    if (!event || !declaration?.attributes.has(name)) {
      const { strayAttributes, otherAttributes } = this.#state;
      const others = declaration ? strayAttributes : otherAttributes;
      const make = () => emptyAttribute(eventName, name);
      return sampled(others, valueHash([eventName, name]), make, mostKept.attributes);
    }
    const made = emptyAttribute(eventName, name);
    event.attributes.set(name, made);
    return made;
  }
}
