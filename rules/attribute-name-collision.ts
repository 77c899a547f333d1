import { renameFix } from '../src/model/finding.ts';
import { type AttributeDeclaration, otherSpelling, respelled, spellingKey } from '../src/model/registry.ts';
import { type Context, defineRunRule, type RunProblem, type Sight, type UsePart } from '../src/model/rule.ts';
import { compareSightings, earliest, findingPlaces, type Sighting } from '../src/model/sightings.ts';
import { shorten } from '../src/model/text.ts';

interface Subject {
  readonly event: string;
  readonly attribute: string;
}

const registry = `registry: 1
events:
  order_placed:
    description: Paid.
    owner: shop
    attributes:
      total_amount: number
`;

export default defineRunRule<Subject>({
  id: 'attribute-name-collision',
  on: 'run',
  applies: ['code', 'payload', 'registry'],
  severity: 'error',
  summary: 'An attribute has one spelling within its event: no other case, no other separators.',
  why: 'Attribute names are case-sensitive: two spellings are two attributes. Each holds a part of the values, each counts against the limits of the event, and each gets a type lock of its own.',
  insteadOf: ['unknown-attribute'],
  good: [
    { code: `nv('event', 'order_placed', { total_amount: 100 });`, registry },
    { code: `nv('event', 'order_placed', { total: 1 });\nnv('event', 'order_paid', { Total: 1 });` },
    {
      payload: `{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{"total_amount":100}}]}`,
      registry,
    },
    { registry },
  ],
  bad: [
    {
      code: `nv('event', 'order_placed', { totalAmount: 100 });`,
      registry,
      finds: ['totalAmount'],
    },
    {
      code: `nv('event', 'order_placed', { total: 1 });\nnv('event', 'order_placed', { Total: 1 });`,
      finds: ['Total'],
    },
    {
      payload: `{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{"Total Amount":100}}]}`,
      registry,
      finds: ['"Total Amount"'],
    },
    { registry: `${registry}      totalAmount: number\n`, finds: ['totalAmount'] },
  ],
  sights,
  *findings({ sightings: undeclared }, context) {
    yield* declaredTwice(context);
    const alike = new Map<string, Sighting<Subject>[]>();
    for (const sighting of undeclared.values()) {
      const { event, attribute } = sighting.subject;
      const known = context.registry.events.get(event)?.attributes;
      const declared = known && otherSpelling(known, attribute);
      if (known && declared !== undefined) {
        yield* spelledOtherwise(sighting, known.get(declared) as AttributeDeclaration);
        continue;
      }
      const key = JSON.stringify([event, spellingKey(attribute)]);
      alike.set(key, [...(alike.get(key) ?? []), sighting]);
    }
    for (const group of alike.values()) yield* undeclaredTwice(group);
  },
});

/** A declared name is right wherever it stands, so only the others are kept. */
function* sights({ event, attribute }: UsePart, { registry }: Context): Generator<Sight<Subject>> {
  const name = attribute?.name ?? '';
  const declared = registry.events.get(event);
  if (declared?.attributes.has(name) || declared?.unclear?.has(name)) return;
  // A name of separators alone resembles every other such name.
  if (spellingKey(name) === '') return;
  yield {
    key: [event, name],
    family: [event, spellingKey(name)],
    subject: { event, attribute: name },
    at: { part: 'attribute', name },
  };
}

function* spelledOtherwise(
  sighting: Sighting<Subject>,
  declared: AttributeDeclaration,
): Generator<RunProblem> {
  const { event, attribute } = sighting.subject;
  const related = [{ place: declared.at, message: 'declared here' }];
  for (const where of findingPlaces(sighting, related))
    yield {
      ...where,
      ...sighting.subject,
      message: `Attribute \`${shorten(attribute)}\` of \`${shorten(event)}\` is another spelling of the declared attribute \`${declared.name}\`.`,
      help: `Send \`${declared.name}\`: names are case-sensitive, so this counts as another attribute.`,
      fix: where.count === undefined ? renameFix(where.place, attribute, declared.name) : undefined,
    };
}

/** Nobody has said which spelling is right: the earliest stands, the others are told of it. */
function* undeclaredTwice(group: readonly Sighting<Subject>[]): Generator<RunProblem> {
  const [first] = [...group].sort(compareSightings);
  if (!first) return;
  const reference = first.subject.attribute;
  for (const sighting of group) {
    const { event, attribute } = sighting.subject;
    if (attribute === reference) continue;
    const related = [{ place: earliest(first).place, message: `spelled \`${shorten(reference)}\` here` }];
    for (const where of findingPlaces(sighting, related))
      yield {
        ...where,
        ...sighting.subject,
        message: `Attribute \`${shorten(attribute)}\` of \`${shorten(event)}\` is another spelling of \`${shorten(reference)}\`, which is sent too.`,
        help: 'Names are case-sensitive, so these are two attributes: choose one spelling and declare it in the registry.',
      };
  }
}

function* declaredTwice({ registry }: Context): Generator<RunProblem> {
  for (const event of registry.events.values()) {
    for (const { declared, first } of respelled(event.attributes.values()))
      yield {
        place: declared.at,
        event: event.name,
        attribute: declared.name,
        message: `Declared attribute \`${shorten(declared.name)}\` of \`${shorten(event.name)}\` is another spelling of the declared attribute \`${shorten(first.name)}\`.`,
        help: 'Keep one of them; if both are sent today, mark the other `deprecated` with `replaced_by`.',
        related: [{ place: first.at, message: 'declared here' }],
      };
  }
}
