import type { AttributeType } from '../model/attribute-type.ts';
import { counted } from '../model/name.ts';
import { type Pack, reservedAttribute, reservedEvent } from '../model/pack.ts';
import { spellingKey } from '../model/registry.ts';
import type { Place } from '../model/text.ts';
import { type DraftAttribute, type DraftEvent, draftText, placesText } from './draft-text.ts';
import { formatRegistry } from './format.ts';
import {
  bySeen,
  type Inventory,
  joinAttributes,
  joinEvents,
  type SeenAttribute,
  type SeenEvent,
  type SeenTypes,
  timesSeen,
} from './inventory.ts';

/** What a draft is made from. */
export interface DraftBasis {
  readonly seen: Inventory;
  readonly pack: Pack;
  /** The pack's name as the registry is to give it. */
  readonly packName: string;
  readonly callSites: number;
  readonly entries: number;
  /** How the draft names a place: `src/cart.ts:12`, from the registry's folder. */
  readonly show: (place: Place) => string;
}

/** A first registry: its text, and what of it people have to decide. */
export interface Draft {
  readonly text: string;
  readonly events: number;
  readonly attributes: number;
  /** Attributes with several types or with none that is known. */
  readonly decisions: number;
}

/** An attribute with the same type in so many events is declared once, for all of them. */
const leastShared = 3;

/** Writes a first registry of what a project sends. The same input gives the same bytes. */
export function draftRegistry(basis: DraftBasis): Draft {
  const { seen, pack, show } = basis;
  const all = [...seen.events.values()];
  const own = all.filter(({ name }) => !reservedEvent(pack.reserved, name));
  const events = spellings(own, ({ name }) => name, pack)
    .map(([kept, others]) => draftEvent(kept, others, basis))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const shared = sharedTypes(events);
  const system = all.filter((event) => !own.includes(event)).sort(bySeen);
  const text = draftText({
    ...basis,
    events,
    shared,
    system: system.map(({ name, seen: where }) => ({ name, places: placesText(where, show) })),
    nameless: { count: timesSeen(seen.nameless), places: placesText(seen.nameless, show) },
  });
  const attributes = events.flatMap((event) => event.attributes);
  const untyped = events.reduce((sum, event) => sum + event.untyped.length, 0);
  return {
    text: formatRegistry('event-registry.yaml', text),
    events: events.length,
    attributes: attributes.length,
    decisions: untyped + attributes.filter(({ conflict }) => conflict !== undefined).length,
  };
}

/** Names that are spellings of one, each group as its most usual spelling and the others. */
function spellings<Named extends { readonly seen: SeenEvent['seen'] }>(
  all: readonly Named[],
  nameOf: (named: Named) => string,
  pack: Pack,
): [Named, Named[]][] {
  const groups = new Map<string, Named[]>();
  for (const each of all) {
    const key = spellingKey(nameOf(each));
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  const form = new RegExp(pack.case.pattern, 'u');
  const inCase = (named: Named) => Number(form.test(nameOf(named)));
  return [...groups.values()].map((group) => {
    const [kept, ...others] = group.sort(
      (a, b) =>
        timesSeen(b.seen) - timesSeen(a.seen) || inCase(b) - inCase(a) || (nameOf(a) < nameOf(b) ? -1 : 1),
    );
    return [kept as Named, others];
  });
}

function draftEvent(kept: SeenEvent, others: readonly SeenEvent[], { pack, show }: DraftBasis): DraftEvent {
  const event = joinEvents([kept, ...others]);
  const uses = timesSeen(event.seen);
  const all = [...event.attributes.values()];
  const own = all.filter(({ name }) => !reservedAttribute(pack.reserved, name));
  const named = ({ name, seen }: { name: string; seen: SeenEvent['seen'] }) => ({
    name,
    places: placesText(seen, show),
  });
  const attributes: DraftAttribute[] = [];
  const untyped: SeenAttribute[] = [];
  const respelt: SeenAttribute[] = [];
  for (const [first, rest] of spellings(own, ({ name }) => name, pack)) {
    const attribute = joinAttributes([first, ...rest]);
    respelt.push(...rest);
    const type = typeOf(attribute);
    if (type === undefined) untyped.push(attribute);
    else attributes.push(draftAttribute(attribute, type, uses, show));
  }
  return {
    name: kept.name,
    places: placesText(event.seen, show),
    attributes: attributes.sort((a, b) => Number(b.required) - Number(a.required) || bySeen(a, b)),
    untyped: untyped
      .sort(bySeen)
      .map((each) => (timesSeen(each.seen) < uses ? named(each) : { name: each.name, places: undefined })),
    reserved: all
      .filter((each) => !own.includes(each))
      .sort(bySeen)
      .map(named),
    respelt: [...others].sort(bySeen).map(named),
    respeltAttributes: respelt.sort(bySeen).map(named),
  };
}

function draftAttribute(
  attribute: SeenAttribute,
  type: AttributeType,
  uses: number,
  show: DraftBasis['show'],
): DraftAttribute {
  const { name, seen, always } = attribute;
  const times = timesSeen(seen);
  const required = always >= uses;
  const places = placesText(seen, show, 2);
  return {
    name,
    type,
    seen,
    required,
    conflict: conflictOf(attribute, type, show),
    where: required
      ? undefined
      : times < uses
        ? `in ${times} of ${uses}: ${places}`
        : `may be missing: ${places}`,
  };
}

/** Groups of places by the types that an attribute has there; those where no type is known are left out. */
function typeGroups({ byTypes }: SeenAttribute): SeenTypes[] {
  const groups = [...byTypes.values()].filter(({ types }) => types.length > 0);
  const hasText = groups.some(({ types }) => types.includes('string'));
  // A string takes dates, too.
  return groups.filter(({ types }) => !hasText || types.length > 1 || types[0] !== 'date');
}

/** The type that an attribute has in most places, of equally frequent ones the first seen; undefined where none is known. */
function typeOf(attribute: SeenAttribute): AttributeType | undefined {
  const groups = typeGroups(attribute).sort(bySeen);
  const counts = new Map<AttributeType, number>();
  for (const { types, seen } of groups)
    for (const type of types) counts.set(type, (counts.get(type) ?? 0) + timesSeen(seen));
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most?.[0];
}

/** What has to be decided: "number in 14 places, string in 2 (src/a.ts:12)"; undefined where there is one type. */
function conflictOf(
  attribute: SeenAttribute,
  type: AttributeType,
  show: DraftBasis['show'],
): string | undefined {
  const groups = typeGroups(attribute);
  if (groups.every(({ types }) => types.length === 1 && types[0] === type)) return undefined;
  const isMain = ({ types }: SeenTypes) => Number(types.length === 1 && types[0] === type);
  const parts = groups
    .sort((a, b) => isMain(b) - isMain(a) || timesSeen(b.seen) - timesSeen(a.seen) || bySeen(a, b))
    .map((group, index) => {
      const count = timesSeen(group.seen);
      const where = isMain(group) ? '' : ` (${placesText(group.seen, show)})`;
      return `${group.types.join(' or ')} in ${index === 0 ? counted(count, 'place') : count}${where}`;
    });
  return parts.join(', ');
}

/** Attributes that enough events have with the same type, with the number of those events. */
function sharedTypes(events: readonly DraftEvent[]): Map<string, { type: AttributeType; events: number }> {
  const counts = new Map<string, Map<AttributeType, number>>();
  for (const { attributes } of events)
    for (const { name, type } of attributes) {
      const types = counts.get(name) ?? new Map<AttributeType, number>();
      counts.set(name, types.set(type, (types.get(type) ?? 0) + 1));
    }
  const shared = new Map<string, { type: AttributeType; events: number }>();
  for (const [name, types] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [most] = [...types].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    if (most && most[1] >= leastShared) shared.set(name, { type: most[0], events: most[1] });
  }
  return shared;
}
