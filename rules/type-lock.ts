import { type AttributeType, accepts, lockableTypes } from '../src/model/attribute-type.ts';
import { type Context, defineRunRule, type RunProblem, type Sight, type UsePart } from '../src/model/rule.ts';
import {
  compareSightings,
  earliest,
  findingPlaces,
  type Sighting,
  type Sightings,
} from '../src/model/sightings.ts';
import { type Place, shorten } from '../src/model/text.ts';

/** An attribute as it was seen with some types, none of which another of them accepts. */
interface Subject {
  readonly event: string;
  readonly attribute: string;
  readonly types: readonly AttributeType[];
}

interface TypeLock {
  readonly type: AttributeType;
  readonly place: Place;
  /** Who locked it, for the message. */
  readonly by: string;
}

const registry = `registry: 1
events:
  order_placed:
    description: Paid.
    owner: shop
    attributes:
      quantity: number
`;
const lock = '# eventlint lock 1\norder_placed.quantity: number since 2026-01-10 from registry\n';

export default defineRunRule<Subject>({
  id: 'type-lock',
  on: 'run',
  applies: ['code', 'payload', 'registry'],
  severity: 'error',
  summary: 'An attribute keeps the type that it was first given.',
  why: 'The first value sent for an attribute sets its type for good. Values of another type are accepted and then dropped in silence: they never reach a dashboard, a segment or a journey.',
  good: [
    { code: `nv('event', 'order_placed', { quantity: 5 });`, registry },
    { code: `nv('event', 'order_placed', { quantity: 5 });\nnv('event', 'order_placed', { quantity: 6 });` },
    { code: `nv('event', 'order_placed', { quantity: null });`, registry },
    {
      payload: `{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{"quantity":5}}]}`,
      registry,
    },
    { registry },
  ],
  bad: [
    { code: `nv('event', 'order_placed', { quantity: 'five' });`, registry, finds: [`'five'`] },
    {
      code: `nv('event', 'order_placed', { quantity: 5 });\nnv('event', 'order_placed', { quantity: 'five' });`,
      finds: [`'five'`],
    },
    {
      code: `declare const count: number | string;\nnv('event', 'order_placed', { quantity: count });`,
      finds: ['count'],
    },
    {
      payload: `{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{"quantity":"five"}}]}`,
      registry,
      finds: ['"five"'],
    },
    { registry: registry.replace('number', 'string'), lock, finds: ['string'] },
  ],
  sights,
  *findings({ sightings }, context) {
    const names = namesByEvent(sightings);
    yield* contradictedDeclarations(names, context);
    for (const group of byAttribute(sightings).values()) yield* judge(group, names, context);
  },
});

function* sights({ event, attribute }: UsePart, context: Context): Generator<Sight<Subject>> {
  if (!attribute) return;
  const { name } = attribute;
  const types = lockableTypes(attribute.types);
  if (types.length === 0) return;
  const lock = writtenLock(event, name, context);
  // What a written lock accepts, as a declaration itself, will never be a finding: nearly all of a healthy stream.
  if (lock && breaks(types, lock.type) === undefined) return;
  const subject = { event, attribute: name, types };
  yield { key: [event, name, types.join('|')], family: [event, name], subject, at: { part: 'value', name } };
}

/** The types that a lock does not accept; of several possible types one too many always breaks it. */
function breaks(types: readonly AttributeType[], locked: AttributeType): AttributeType | undefined {
  return types.find((type) => accepts(locked, type) === 'no');
}

/** The lock that the registry or the lock file holds. */
function writtenLock(event: string, attribute: string, { registry, lock }: Context): TypeLock | undefined {
  const declared = registry.events.get(event)?.attributes.get(attribute);
  if (declared) return { type: declared.type, place: declared.typeAt, by: 'the registry' };
  const entry = lock.get(event)?.get(attribute);
  return entry && { type: entry.type, place: entry.at, by: 'the lock file' };
}

function byAttribute(sightings: Sightings<Subject>): Map<string, Sighting<Subject>[]> {
  const groups = new Map<string, Sighting<Subject>[]>();
  for (const sighting of sightings.values()) {
    const key = JSON.stringify([sighting.subject.event, sighting.subject.attribute]);
    const group = groups.get(key);
    if (group) group.push(sighting);
    else groups.set(key, [sighting]);
  }
  return groups;
}

type NamesByEvent = ReadonlyMap<string, ReadonlySet<string>>;

function namesByEvent(sightings: Sightings<Subject>): NamesByEvent {
  const names = new Map<string, Set<string>>();
  for (const { subject } of sightings.values()) {
    const known = names.get(subject.event);
    if (known) known.add(subject.attribute);
    else names.set(subject.event, new Set([subject.attribute]));
  }
  return names;
}

function* judge(
  group: readonly Sighting<Subject>[],
  names: NamesByEvent,
  context: Context,
): Generator<RunProblem> {
  const { event, attribute } = (group[0] as Sighting<Subject>).subject;
  const lock = writtenLock(event, attribute, context) ?? earliestLock(group);
  for (const sighting of group) {
    const { types } = sighting.subject;
    const wrong = lock ? breaks(types, lock.type) : types[1];
    if (wrong === undefined) continue;
    const related = lock ? [{ place: lock.place, message: `locked to ${lock.type} here` }] : [];
    const said = messageOf(sighting.subject, lock, wrong, () => freeName(event, attribute, names, context));
    for (const where of findingPlaces(sighting, related)) yield { ...where, event, attribute, ...said };
  }
}

/** A use that can send two types locks neither: which of them comes first is not known. */
function earliestLock(group: readonly Sighting<Subject>[]): TypeLock | undefined {
  const [first] = group.filter(({ subject }) => subject.types.length === 1).sort(compareSightings);
  if (!first) return undefined;
  const spot = earliest(first);
  return {
    type: first.subject.types[0] as AttributeType,
    // Finding a place costs a look at the text, and most attributes have one type.
    get place() {
      return spot.place;
    },
    get by() {
      return `its earliest use, in ${spot.place.source.file}`;
    },
  };
}

function messageOf(
  { event, attribute, types }: Subject,
  lock: TypeLock | undefined,
  wrong: AttributeType,
  free: () => string,
): { message: string; help: string } {
  const subject = `Attribute \`${shorten(attribute)}\` of \`${shorten(event)}\``;
  const sent = types.length > 1 ? `can be sent as ${types.join(' or ')}` : `is sent as ${wrong}`;
  const bound = lock ? `it is locked to ${lock.type} by ${lock.by}` : 'an attribute has one type for good';
  const send = lock ? `Send it as ${lock.type}` : 'Send it as one type';
  return {
    message: `${subject} ${sent} here; ${bound}.`,
    help: `${send}, or introduce a new attribute \`${free()}\` for the ${lock ? wrong : 'other'} values.`,
  };
}

/** `quantity_v2`, or the next number that the event's declarations, lock and uses leave free. */
function freeName(event: string, attribute: string, names: NamesByEvent, context: Context): string {
  const declared = context.registry.events.get(event);
  const locked = context.lock.get(event);
  const isTaken = (name: string) =>
    declared?.attributes.has(name) ||
    declared?.reserved.includes(name) ||
    locked?.has(name) ||
    names.get(event)?.has(name);
  const [, base = attribute, version] = /^(.+)_v(\d{1,6})$/.exec(attribute) ?? [];
  let next = version === undefined ? 2 : Number(version) + 1;
  while (isTaken(`${base}_v${next}`)) next++;
  return `${shorten(base)}_v${next}`;
}

/** A declaration may not change what is locked, nor bring a removed name back with another type. */
function* contradictedDeclarations(names: NamesByEvent, context: Context): Generator<RunProblem> {
  const { registry, lock } = context;
  for (const event of registry.events.values())
    for (const declared of event.attributes.values()) {
      const entry = lock.get(event.name)?.get(declared.name);
      if (!entry || entry.type === declared.type) continue;
      const removed = entry.tombstone ? ', also after it was removed' : '';
      yield {
        place: declared.typeAt,
        event: event.name,
        attribute: declared.name,
        message: `Attribute \`${shorten(declared.name)}\` of \`${shorten(event.name)}\` is declared as ${declared.type}; it is locked to ${entry.type} by the lock file${removed}.`,
        help: `Declare it as ${entry.type}, or declare a new attribute \`${freeName(event.name, declared.name, names, context)}\` for the ${declared.type} values. Where the vendor's data was migrated, \`eventlint lock --override\` takes the new type.`,
        related: [{ place: entry.at, message: `locked to ${entry.type} here` }],
      };
    }
}
