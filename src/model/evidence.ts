import { type AttributeType, isSupported } from './attribute-type.ts';
import type { EventUse, Target } from './event-use.ts';
import type { Place } from './text.ts';

/** What is known to have been sent of an attribute. */
export interface SeenAttribute {
  /** Each type with the first place where it is sent. */
  readonly types: ReadonlyMap<AttributeType, Place>;
  /** The first places where it is sent. */
  readonly places: readonly Place[];
  readonly count: number;
  /** How many of the places are calls: payloads show what was sent once, code what goes on to be. */
  readonly calls: number;
}

/** What is known to have been sent of an event; its places as those of an attribute. */
export interface SeenEvent {
  readonly places: readonly Place[];
  readonly count: number;
  readonly calls: number;
  readonly attributes: ReadonlyMap<string, SeenAttribute>;
}

/** What code and payloads show of what is sent. */
export interface Evidence {
  readonly events: ReadonlyMap<string, SeenEvent>;
  /** Calls whose event is not known. */
  readonly dynamic: number;
}

/** The most places that are kept of an event or attribute. */
const mostPlaces = 8;

interface Gathered {
  readonly places: Place[];
  count: number;
  calls: number;
}

interface GatheredAttribute extends Gathered {
  readonly types: Map<AttributeType, Place>;
}

interface GatheredEvent extends Gathered {
  readonly attributes: Map<string, GatheredAttribute>;
}

/** What uses of code and payloads show of what is sent, while they are added one by one. */
export class SeenUses implements Evidence {
  readonly #events = new Map<string, GatheredEvent>();
  #dynamic = 0;

  get events(): Evidence['events'] {
    return this.#events;
  }

  get dynamic(): number {
    return this.#dynamic;
  }

  add(use: EventUse): void {
    if (use.dynamic) this.#dynamic++;
    for (const name of use.names) addUse(this.#events, name, use);
  }
}

/** What some uses show. */
export function seenIn(uses: Iterable<EventUse>): Evidence {
  const seen = new SeenUses();
  for (const use of uses) seen.add(use);
  return seen;
}

function addUse(events: Map<string, GatheredEvent>, name: string, use: EventUse): void {
  const seen = events.get(name) ?? { places: [], count: 0, calls: 0, attributes: new Map() };
  events.set(name, seen);
  gather(seen, use, { part: 'event' });
  for (const { name: attribute, types } of use.attributes) {
    const held: GatheredAttribute = seen.attributes.get(attribute) ?? {
      places: [],
      count: 0,
      calls: 0,
      types: new Map(),
    };
    seen.attributes.set(attribute, held);
    gather(held, use, { part: 'attribute', name: attribute });
    // A use that can have several types shows none of them for certain.
    const [type, ...others] = types;
    if (type === undefined || others.length > 0 || !isSupported(type) || held.types.has(type)) continue;
    held.types.set(type, use.locate({ part: 'value', name: attribute }));
  }
}

function gather(seen: Gathered, use: EventUse, target: Target): void {
  seen.count++;
  if (use.source === 'code') seen.calls++;
  if (seen.places.length < mostPlaces) seen.places.push(use.locate(target));
}
