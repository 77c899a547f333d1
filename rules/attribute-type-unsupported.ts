import { attributeTypes, type SeenType } from '../src/model/attribute-type.ts';
import { quoteName } from '../src/model/name.ts';
import { defineRule } from '../src/model/rule.ts';

/** What to say and to do about each type that cannot be sent. `null` and what is not known are other rules' business. */
const unsupported: Partial<Record<SeenType, { readonly words: string; readonly help: string }>> = {
  array: {
    words: 'an array that is not all objects',
    help: 'Join the values into a string, or send an object for each of them.',
  },
  function: { words: 'a function', help: 'Send what the function returns.' },
  bigint: { words: 'a bigint', help: 'Send `Number(value)`, or `String(value)` where digits would be lost.' },
  symbol: { words: 'a symbol', help: 'Send a string that names it.' },
};

export default defineRule({
  id: 'attribute-type-unsupported',
  on: 'shape',
  dependsOn: 'each',
  applies: ['code', 'payload'],
  severity: 'error',
  summary: `An attribute's value is of one of the six types: ${listed(attributeTypes)}.`,
  why:
    'There is no type that such a value could be stored as. The call is accepted all the same, and the attribute looks as if ' +
    'it had never been sent.',
  bound: ({ limits: { attribute_type_count: limits } }) => ({
    text: `only ${listed(attributeTypes)}`,
    source: limits.source,
  }),
  good: [
    { code: "nv('event', 'order_placed', { skus: 'A,B', items: [{ sku: 'A' }, { sku: 'B' }] });" },
    { payload: '{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{"items":[{"sku":"A"}]}}]}' },
  ],
  bad: [
    { code: "nv('event', 'order_placed', { skus: ['A', 'B'], total: 1 });", finds: ["['A', 'B']"] },
    { code: "nv('event', 'order_placed', { order_id: 12345n });", finds: ['12345n'] },
    {
      payload: '{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{"skus":["A","B"]}}]}',
      finds: ['["A","B"]'],
    },
  ],
  *check({ attributes }) {
    for (const { name, types } of attributes) {
      const faults = types.flatMap((type) => unsupported[type] ?? []);
      if (faults.length === 0) continue;
      const is = types.length > 1 ? 'can be' : 'is';
      const words = faults.map((fault) => fault.words).join(' or ');
      yield {
        at: { part: 'value', name },
        message: `Attribute ${quoteName(name)} ${is} ${words}; supported are ${listed(attributeTypes)}.`,
        help: faults.map((fault) => fault.help).join(' '),
      };
    }
  },
});

function listed(types: readonly string[]): string {
  return `${types.slice(0, -1).join(', ')} and ${types.at(-1)}`;
}
