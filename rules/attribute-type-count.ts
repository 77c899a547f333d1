import { type AttributeType, accepts, attributeTypes, isSupported } from '../src/model/attribute-type.ts';
import type { AttributeUse } from '../src/model/event-use.ts';
import { quoteName } from '../src/model/name.ts';
import type { EventDeclaration } from '../src/model/registry.ts';
import { defineRule } from '../src/model/rule.ts';

const flags = Array.from({ length: 21 }, (_, index) => `has_option_${index + 1}`);

export default defineRule({
  id: 'attribute-type-count',
  on: 'shape',
  dependsOn: 'more',
  applies: ['code', 'payload', 'registry'],
  severity: 'error',
  summary: 'An event has no more attributes of each type than the vendor stores for one event.',
  why:
    'Every type has a limit of its own, for some far below the limit on all attributes. A call is accepted before it is ' +
    'checked, so nothing says which attributes beyond it are lost to reports and segments.',
  bound: ({ limits: { attribute_type_count: limits } }) => ({
    text: `per event at most ${attributeTypes.map((type) => `${limits[type]} ${type}`).join(', ')}`,
    source: limits.source,
  }),
  good: [
    { code: "nv('event', 'order_placed', { is_gift: true, is_express: false, total: 1 });" },
    { payload: '{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{"items":[{"sku":"A"}]}}]}' },
    {
      registry:
        'registry: 1\nevents:\n  order_placed:\n    description: Paid.\n    owner: shop\n    attributes:\n      items: object[]\n',
    },
  ],
  bad: [
    {
      code: `nv('event', 'order_placed', { ${flags.map((name) => `${name}: true`).join(', ')} });`,
      finds: ['has_option_21'],
    },
    {
      payload:
        '{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{"a":[],"b":[],"c":[],"d":[],"e":[],"f":[]}}]}',
      finds: ['"f"'],
    },
    {
      registry: `registry: 1\nevents:\n  order_placed:\n    description: Paid.\n    owner: shop\n    attributes:\n${flags.map((name) => `      ${name}: boolean\n`).join('')}`,
      finds: ['has_option_21'],
    },
  ],
  *check({ event, attributes, declared }, { pack }) {
    const namesOf = new Map<AttributeType, string[]>();
    for (const attribute of attributes) {
      const type = countedType(attribute, declared);
      if (type === undefined) continue;
      const names = namesOf.get(type);
      if (names) names.push(attribute.name);
      else namesOf.set(type, [attribute.name]);
    }
    for (const [type, names] of namesOf) {
      const max = pack.limits.attribute_type_count[type];
      const first = names[max];
      if (first === undefined) continue;
      yield {
        at: { part: 'attribute', name: first },
        message: `Event ${quoteName(event)} has ${names.length} ${type} attributes; the limit is ${max}.`,
        help: `Send only the ${type} attributes that are used, or group what belongs together in an object.`,
      };
    }
  },
});

/** The type that an attribute takes a place of: the one it is declared with where that fits, else the only one seen. */
function countedType(
  { name, types }: AttributeUse,
  declared: EventDeclaration | undefined,
): AttributeType | undefined {
  const [seen, ...others] = types;
  if (seen === undefined || others.length > 0 || !isSupported(seen)) return undefined;
  const locked = declared?.attributes.get(name)?.type;
  return locked !== undefined && accepts(locked, seen) === 'yes' ? locked : seen;
}
