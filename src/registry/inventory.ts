import { type AttributeType, lockableTypes } from '../model/attribute-type.ts';
import { compareOrder, type EventUse } from '../model/event-use.ts';
import { addToTally, emptyTally, mergeTallies, type Tally } from '../model/tally.ts';
import type { Place } from '../model/text.ts';

/** Where something was seen, told apart by the kind of input. */
export interface Seen {
  readonly code: Tally;
  readonly payload: Tally;
}

/** An attribute as it was seen with some types; none where its type was not known, or is none that can be stored. */
export interface SeenTypes {
  readonly types: readonly AttributeType[];
  readonly seen: Seen;
}

/** One attribute of an event, in everything that was seen. */
export interface SeenAttribute {
  readonly name: string;
  readonly seen: Seen;
  /** By the types it had, in no particular order. */
  readonly byTypes: ReadonlyMap<string, SeenTypes>;
  /** The number of uses that always have it, with a value. */
  always: number;
}

/** One event, in everything that was seen. */
export interface SeenEvent {
  readonly name: string;
  readonly seen: Seen;
  /** By name, in no particular order. */
  readonly attributes: ReadonlyMap<string, SeenAttribute>;
}

interface Growing {
  readonly name: string;
  readonly seen: Seen;
  readonly attributes: Map<string, SeenAttribute & { byTypes: Map<string, SeenTypes> }>;
}

/** What a project sends: a fold over event uses in which each counts once, in any order. */
export class Inventory {
  readonly #events = new Map<string, Growing>();
  /** Uses whose name is not known, or may be another than those that are. */
  readonly nameless: Seen = unseen();

  get events(): ReadonlyMap<string, SeenEvent> {
    return this.#events;
  }

  /** Adds a call site or a payload's entry. */
  add(use: EventUse): void {
    if (use.dynamic || use.names.length === 0) count(this.nameless, use, () => use.locate({ part: 'whole' }));
    for (const name of use.names) {
      let event = this.#events.get(name);
      if (!event) {
        event = { name, seen: unseen(), attributes: new Map() };
        this.#events.set(name, event);
      }
      count(event.seen, use, () => use.locate({ part: 'event' }));
      addAttributes(event, use);
    }
  }
}

function addAttributes(event: Growing, use: EventUse): void {
  for (const { name, types: all, optional } of use.attributes) {
    let attribute = event.attributes.get(name);
    if (!attribute) {
      attribute = { name, seen: unseen(), byTypes: new Map(), always: 0 };
      event.attributes.set(name, attribute);
    }
    const types = lockableTypes(all);
    const key = types.join('|');
    let held = attribute.byTypes.get(key);
    if (!held) {
      held = { types, seen: unseen() };
      attribute.byTypes.set(key, held);
    }
    const at = () => use.locate({ part: 'value', name });
    count(attribute.seen, use, at);
    count(held.seen, use, at);
    if (!optional && !all.includes('null')) attribute.always++;
  }
}

/** What was seen under several names, as one event under the first of them. */
export function joinEvents(events: readonly [SeenEvent, ...SeenEvent[]]): SeenEvent {
  const attributes = new Map<string, SeenAttribute>();
  for (const { attributes: own } of events)
    for (const attribute of own.values()) {
      const held = attributes.get(attribute.name);
      attributes.set(attribute.name, held ? joinAttributes([held, attribute]) : attribute);
    }
  return { name: events[0].name, seen: joinSeen(events), attributes };
}

/** What was seen under several names, as one attribute under the first of them. */
export function joinAttributes(attributes: readonly [SeenAttribute, ...SeenAttribute[]]): SeenAttribute {
  const byTypes = new Map<string, SeenTypes>();
  for (const attribute of attributes)
    for (const [key, own] of attribute.byTypes) {
      const held = byTypes.get(key);
      byTypes.set(key, held ? { types: own.types, seen: joinSeen([held, own]) } : own);
    }
  // A use that has another spelling does not have this one.
  const { name, always } = attributes[0];
  return { name, seen: joinSeen(attributes), byTypes, always };
}

function joinSeen(all: readonly { readonly seen: Seen }[]): Seen {
  const joined = unseen();
  for (const { seen } of all) {
    mergeTallies(joined.code, seen.code);
    mergeTallies(joined.payload, seen.payload);
  }
  return joined;
}

function unseen(): Seen {
  return { code: emptyTally(), payload: emptyTally() };
}

function count(seen: Seen, { source, order }: EventUse, locate: () => Place): void {
  addToTally(source === 'payload' ? seen.payload : seen.code, order, () => ({ order, place: locate() }));
}

/** In how many places something was seen. */
export function timesSeen({ code, payload }: Seen): number {
  return code.count + payload.count;
}

/** The places where something was seen that are known, those in code first. */
export function placesSeen({ code, payload }: Seen): Place[] {
  return [...code.samples, ...payload.samples].map(({ place }) => place);
}

/** Orders by what was seen first: in code by file and position, then in payloads by time. */
export function bySeen(a: { readonly seen: Seen }, b: { readonly seen: Seen }): number {
  return compareTallies(a.seen.code, b.seen.code) || compareTallies(a.seen.payload, b.seen.payload);
}

function compareTallies({ samples: [a] }: Tally, { samples: [b] }: Tally): number {
  if (!a || !b) return Number(!a) - Number(!b);
  return compareOrder(a.order, b.order) || a.place.span.start - b.place.span.start;
}
