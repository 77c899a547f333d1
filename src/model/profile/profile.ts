import type { SeenType } from '../attribute-type.ts';
import type { EventDeclaration } from '../registry.ts';
import { leftOut } from '../sample.ts';
import { distinctEstimate, type Estimate } from './distinct.ts';
import type { ProfileState } from './profiler.ts';
import type { AttributeStatistics, Bounds, EventStatistics, Spread } from './statistics.ts';

/** Statistics of payloads as they are published: `schemas/profile.schema.json` describes them. They hold no values. */
export interface Profile {
  readonly version: 1;
  readonly entries: number;
  readonly profiles: number;
  readonly unnamed: number;
  readonly leftOut: {
    readonly files: number;
    readonly events: number;
    readonly entries: number;
    readonly attributes: number;
  };
  /** By name, as all lists of a profile are. */
  readonly files: readonly { readonly file: string; readonly entries: number }[];
  readonly events: readonly ProfiledEvent[];
}

/** What a profile says of an event. */
export interface ProfiledEvent {
  readonly event: string;
  readonly declared: boolean;
  readonly entries: number;
  readonly untimed: number;
  readonly firstTime?: string | undefined;
  readonly lastTime?: string | undefined;
  readonly apis: Readonly<Record<string, number>>;
  readonly attributes: readonly ProfiledAttribute[];
}

/** What a profile says of an attribute. */
export interface ProfiledAttribute {
  readonly attribute: string;
  readonly declared: boolean;
  readonly entries: number;
  readonly presence: number;
  readonly nulls: number;
  readonly types: Readonly<Partial<Record<SeenType, number>>>;
  readonly distinct: Estimate;
  readonly firstTime?: string | undefined;
  readonly lastTime?: string | undefined;
  readonly numbers?: Bounds | undefined;
  readonly bytes?: Lengths | undefined;
  readonly characters?: Lengths | undefined;
  readonly elements?: Lengths | undefined;
}

/** Lengths, with their mean to two places and their sum. */
export interface Lengths extends Spread {
  readonly mean: number;
}

/** What a profiler has seen, as it is published. `declared` are the registry's events. */
export function profileOf(state: ProfileState, declared: ReadonlyMap<string, EventDeclaration>): Profile {
  const { entries, profiles, unnamed, files, events, otherEvents, strayAttributes, otherAttributes } = state;
  const others = [...strayAttributes.held.values(), ...otherAttributes.held.values()];
  const undeclared = byEvent(others);
  const listed = [...events.values(), ...otherEvents.held.values()].map((event) =>
    profiledEvent(event, undeclared.get(event.name) ?? [], declared.get(event.name)),
  );
  const told = listed.reduce((sum, event) => sum + event.entries, 0);
  const shown = listed.reduce((sum, { event }) => sum + (undeclared.get(event)?.length ?? 0), 0);
  return {
    version: 1,
    entries,
    profiles,
    unnamed,
    leftOut: {
      files: leftOut(files),
      events: leftOut(otherEvents),
      entries: entries - profiles - unnamed - told,
      attributes: leftOut(strayAttributes) + leftOut(otherAttributes) + others.length - shown,
    },
    files: sorted(
      [...files.held.values()].map(({ file, entries }) => ({ file, entries })),
      ({ file }) => file,
    ),
    events: sorted(listed, ({ event }) => event),
  };
}

function byEvent(attributes: readonly AttributeStatistics[]): Map<string, AttributeStatistics[]> {
  const found = new Map<string, AttributeStatistics[]>();
  for (const attribute of attributes) {
    const known = found.get(attribute.event);
    if (known) known.push(attribute);
    else found.set(attribute.event, [attribute]);
  }
  return found;
}

function profiledEvent(
  { name, entries, untimed, first, last, apis, attributes }: EventStatistics,
  undeclared: readonly AttributeStatistics[],
  declaration: EventDeclaration | undefined,
): ProfiledEvent {
  const all = [...attributes.values(), ...undeclared].map((attribute) =>
    profiledAttribute(attribute, entries, declaration),
  );
  return {
    event: name,
    declared: declaration !== undefined,
    entries,
    untimed,
    firstTime: first,
    lastTime: last,
    apis: Object.fromEntries(sorted([...apis], ([id]) => id)),
    attributes: sorted(all, ({ attribute }) => attribute),
  };
}

function profiledAttribute(
  statistics: AttributeStatistics,
  eventEntries: number,
  event: EventDeclaration | undefined,
): ProfiledAttribute {
  const { name, entries, types, first, last, numbers, bytes, characters, elements, distinct } = statistics;
  const declaration = event?.attributes.get(name);
  const of = (type: SeenType) => types.get(type) ?? 0;
  const [texts, arrays] = [of('string') + of('date'), of('array') + of('object[]')];
  return {
    attribute: name,
    declared: declaration !== undefined,
    entries,
    presence: Math.floor((entries * 10_000) / eventEntries) / 10_000,
    nulls: of('null'),
    types: Object.fromEntries(
      sorted(
        [...types].filter(([type]) => type !== 'null'),
        ([type]) => type,
      ),
    ),
    distinct: distinctEstimate(distinct),
    firstTime: first,
    lastTime: last,
    // The least and the greatest number are values: of a person's they are not told.
    numbers: isPersonal(declaration?.sensitivity) ? undefined : numbers,
    bytes: lengths(bytes, texts),
    characters: lengths(characters, texts),
    elements: lengths(elements, arrays),
  };
}

function isPersonal(sensitivity: string | undefined): boolean {
  return sensitivity === 'personal' || sensitivity === 'sensitive';
}

function lengths(spread: Spread | undefined, count: number): Lengths | undefined {
  if (!spread) return undefined;
  const { min, max, total } = spread;
  return { min, max, mean: Math.round((total / count) * 100) / 100, total };
}

function sorted<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  return [...items].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
}
