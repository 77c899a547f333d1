import { type AttributeType, isSupported } from './attribute-type.ts';
import type { EventUse } from './event-use.ts';
import type { Evidence } from './rule.ts';
import type { Place } from './text.ts';

/** The most places that are kept of an event or attribute. */
const mostPlaces = 8;

interface GatheredAttribute {
  readonly types: Map<AttributeType, Place>;
  readonly places: Place[];
  count: number;
}

interface Gathered {
  readonly places: Place[];
  count: number;
  readonly attributes: Map<string, GatheredAttribute>;
}

/** What uses of code and payloads show of what is sent. `dynamic` is the number of calls whose event is not known. */
export function seenIn(uses: Iterable<EventUse>, dynamic: number): Evidence {
  const events = new Map<string, Gathered>();
  for (const use of uses) for (const name of use.names) addUse(events, name, use);
  return { events, dynamic };
}

function addUse(events: Map<string, Gathered>, name: string, use: EventUse): void {
  const seen: Gathered = events.get(name) ?? { places: [], count: 0, attributes: new Map() };
  events.set(name, seen);
  seen.count++;
  if (seen.places.length < mostPlaces) seen.places.push(use.locate({ part: 'event' }));
  for (const attribute of use.attributes) {
    const held: GatheredAttribute = seen.attributes.get(attribute.name) ?? {
      types: new Map(),
      places: [],
      count: 0,
    };
    seen.attributes.set(attribute.name, held);
    held.count++;
    if (held.places.length < mostPlaces)
      held.places.push(use.locate({ part: 'attribute', name: attribute.name }));
    // A use that can have several types shows none of them for certain.
    const [type, ...others] = attribute.types;
    if (type === undefined || others.length > 0 || !isSupported(type) || held.types.has(type)) continue;
    held.types.set(type, use.locate({ part: 'value', name: attribute.name }));
  }
}
