import { lengthFault } from '../src/model/name.ts';
import { defineRule } from '../src/model/rule.ts';

const tooLong = 'the_total_amount_of_the_order_including_tax_and_gifts';

export default defineRule({
  id: 'attribute-name-length',
  on: 'attribute-name',
  applies: ['code', 'payload', 'registry'],
  severity: 'error',
  summary: 'An attribute name is not empty and not longer than the vendor stores.',
  why:
    'A call is accepted before it is checked, so nothing reports a name beyond the limit: segments and messages that use the ' +
    'attribute see no value.',
  bound: ({ limits: { attribute_name_length: limit } }) => ({
    text: `${limit.min ?? 0} to ${limit.max} characters (Unicode code points)`,
    source: limit.source,
  }),
  good: [
    { code: "nv('event', 'order_placed', { total_amount: 1 });" },
    { payload: '{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{"total_amount":1}}]}' },
    {
      registry:
        'registry: 1\nevents:\n  order_placed:\n    description: Paid.\n    owner: shop\n    attributes:\n      total_amount: number\n',
    },
  ],
  bad: [
    { code: `nv('event', 'order_placed', { ${tooLong}: 1 });`, finds: [tooLong] },
    { code: "nv('event', 'order_placed', { '': 1 });", finds: ["''"] },
    {
      payload: `{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{"${tooLong}":1}}]}`,
      finds: [`"${tooLong}"`],
    },
    {
      registry: `registry: 1\nevents:\n  order_placed:\n    description: Paid.\n    owner: shop\n    attributes:\n      ${tooLong}: number\n`,
      finds: [tooLong],
    },
  ],
  *check(name, { pack }) {
    const fault = lengthFault(name, pack.limits.attribute_name_length);
    if (fault === undefined) return;
    yield {
      message: `Attribute name ${fault}.`,
      help:
        name === ''
          ? 'Give the attribute a name that says what it holds, such as `total_amount`.'
          : 'Choose a shorter name; how it is computed belongs in the description in the registry.',
    };
  },
});
