import { quoteName } from '../src/model/name.ts';
import { defineRule } from '../src/model/rule.ts';

/** One attribute more than fits, in the form of a source. */
function tooMany(form: (name: string) => string): string {
  return Array.from({ length: 256 }, (_, index) => form(`a${index + 1}`)).join(', ');
}

export default defineRule({
  id: 'attribute-count',
  on: 'shape',
  dependsOn: 'more',
  applies: ['code', 'payload', 'registry'],
  severity: 'error',
  summary: 'An event has no more attributes than the vendor stores for one event.',
  why:
    'A call is accepted before it is checked, so nothing says that there are too many attributes or which of them are lost. ' +
    'An event with that many usually sends a whole record, or values as names.',
  bound: ({ limits: { attribute_count: limit } }) => ({
    text: `at most ${limit.max} attributes on an event`,
    source: limit.source,
  }),
  good: [
    { code: "nv('event', 'order_placed', { total: 1, currency: 'INR' });" },
    { payload: '{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{"total":1}}]}' },
    {
      registry:
        'registry: 1\nevents:\n  order_placed:\n    description: Paid.\n    owner: shop\n    attributes:\n      total: number\n',
    },
  ],
  bad: [
    { code: `nv('event', 'order_placed', { ${tooMany((name) => `${name}: 1`)} });`, finds: ['a256'] },
    {
      payload: `{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{${tooMany((name) => `"${name}":1`)}}}]}`,
      finds: ['"a256"'],
    },
    {
      registry: `registry: 1\nevents:\n  order_placed:\n    description: Paid.\n    owner: shop\n    attributes: { ${tooMany((name) => `${name}: string`)} }\n`,
      finds: ['a256'],
    },
  ],
  *check({ event, attributes }, { pack }) {
    const { max } = pack.limits.attribute_count;
    const first = attributes[max];
    if (!first) return;
    yield {
      at: { part: 'attribute', name: first.name },
      message: `Event ${quoteName(event)} has ${attributes.length} attributes; the limit is ${max}.`,
      help: 'Send only what campaigns and reports use, or group what belongs together in an object.',
    };
  },
});
