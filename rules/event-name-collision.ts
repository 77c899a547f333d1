import { renameFix } from '../src/model/finding.ts';
import { type EventDeclaration, otherSpelling, respelled, spellingKey } from '../src/model/registry.ts';
import { type Context, defineRunRule, type RunProblem, type Sight, type UsePart } from '../src/model/rule.ts';
import { compareSightings, earliest, findingPlaces, type Sighting } from '../src/model/sightings.ts';
import { shorten } from '../src/model/text.ts';

const registry = `registry: 1
events:
  order_placed:
    description: Paid.
    owner: shop
`;

export default defineRunRule<string>({
  id: 'event-name-collision',
  on: 'run',
  applies: ['code', 'payload', 'registry'],
  severity: 'error',
  summary: 'An event has one spelling: no other case, no other separators.',
  why: 'Event names are case-sensitive: two spellings are two events. Each gets a part of the data, and every count, funnel and journey built on one of them is wrong.',
  insteadOf: ['unknown-event'],
  good: [
    { code: `nv('event', 'order_placed', {});`, registry },
    { code: `nv('event', 'order_placed', {});\nnv('event', 'order_paid', {});` },
    { payload: `{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{}}]}`, registry },
    { registry: `${registry}  order_paid:\n    description: Paid in full.\n    owner: shop\n` },
  ],
  bad: [
    { code: `nv('event', 'Order Placed', {});`, registry, finds: [`'Order Placed'`] },
    {
      code: `nv('event', 'order_placed', {});\nnv('event', 'orderPlaced', {});`,
      finds: [`'orderPlaced'`],
    },
    {
      payload: `{"nv":[{"userID":"u1","event_name":"order-placed","attributes":{}}]}`,
      registry,
      finds: ['"order-placed"'],
    },
    {
      registry: `${registry}  orderPlaced:\n    description: Paid.\n    owner: shop\n`,
      finds: ['orderPlaced'],
    },
  ],
  sights,
  *findings({ sightings: undeclared }, context) {
    yield* declaredTwice(context);
    const alike = new Map<string, Sighting<string>[]>();
    for (const sighting of undeclared.values()) {
      const declared = otherSpelling(context.registry.events, sighting.subject);
      if (declared !== undefined) {
        yield* spelledOtherwise(sighting, context.registry.events.get(declared) as EventDeclaration);
        continue;
      }
      const key = spellingKey(sighting.subject);
      alike.set(key, [...(alike.get(key) ?? []), sighting]);
    }
    for (const group of alike.values()) yield* undeclaredTwice(group);
  },
});

/** A declared name is right wherever it stands, so only the others are kept. */
function* sights({ event, attribute }: UsePart, { registry }: Context): Generator<Sight<string>> {
  // A name of separators alone resembles every other such name.
  if (attribute || registry.events.has(event) || spellingKey(event) === '') return;
  yield { key: [event], family: [spellingKey(event)], subject: event, at: { part: 'event' } };
}

function* spelledOtherwise(sighting: Sighting<string>, declared: EventDeclaration): Generator<RunProblem> {
  const name = sighting.subject;
  const related = [{ place: declared.at, message: 'declared here' }];
  for (const where of findingPlaces(sighting, related))
    yield {
      ...where,
      event: name,
      message: `Event \`${shorten(name)}\` is another spelling of the declared event \`${declared.name}\`.`,
      help: `Send \`${declared.name}\`: names are case-sensitive, so this counts as another event.`,
      fix: where.count === undefined ? renameFix(where.place, name, declared.name) : undefined,
    };
}

/** Nobody has said which spelling is right: the earliest stands, the others are told of it. */
function* undeclaredTwice(group: readonly Sighting<string>[]): Generator<RunProblem> {
  const [first] = [...group].sort(compareSightings);
  if (!first) return;
  for (const sighting of group) {
    if (sighting.subject === first.subject) continue;
    const related = [{ place: earliest(first).place, message: `spelled \`${shorten(first.subject)}\` here` }];
    for (const where of findingPlaces(sighting, related))
      yield {
        ...where,
        event: sighting.subject,
        message: `Event \`${shorten(sighting.subject)}\` is another spelling of \`${shorten(first.subject)}\`, which is sent too.`,
        help: 'Names are case-sensitive, so these are two events: choose one spelling and declare it in the registry.',
      };
  }
}

function* declaredTwice({ registry }: Context): Generator<RunProblem> {
  for (const { declared, first } of respelled(registry.events.values()))
    yield {
      place: declared.at,
      event: declared.name,
      message: `Declared event \`${shorten(declared.name)}\` is another spelling of the declared event \`${shorten(first.name)}\`.`,
      help: 'Keep one of them; if both are sent today, mark the other `deprecated` with `replaced_by`.',
      related: [{ place: first.at, message: 'declared here' }],
    };
}
