import { quoteName } from '../src/model/name.ts';
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  id: 'attribute-null',
  on: 'shape',
  dependsOn: 'each',
  applies: ['code', 'payload'],
  severity: 'warning',
  summary: 'An attribute has a value: it is left out rather than sent as null.',
  why:
    'Null carries no type. It is none of the types that can be stored, and where it is the first value of an attribute ' +
    'nobody can tell which type the attribute will have for good.',
  good: [
    { code: "nv('event', 'order_placed', { total: 1, coupon: undefined });" },
    { payload: '{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{"total":1}}]}' },
  ],
  bad: [
    { code: "nv('event', 'order_placed', { total: 1, coupon: null });", finds: ['null'] },
    {
      payload: '{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{"total":1,"coupon":null}}]}',
      finds: ['null'],
    },
  ],
  *check({ attributes }) {
    for (const { name, types } of attributes) {
      if (!types.includes('null')) continue;
      const is = types.length > 1 ? 'can be' : 'is';
      yield {
        at: { part: 'value', name },
        message: `Attribute ${quoteName(name)} ${is} null, which carries no type.`,
        help: 'Leave the attribute out where there is no value.',
      };
    }
  },
});
