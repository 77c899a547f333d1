import { quoteName, snakeCase } from '../src/model/name.ts';
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  id: 'attribute-name-case',
  on: 'attribute-name',
  applies: ['code', 'payload', 'registry'],
  severity: 'warning',
  summary: 'An attribute name is written in the recommended case.',
  why:
    'Names are case-sensitive: two spellings of one attribute are two attributes, each with a part of the data, and a name is ' +
    'hard to change once data has arrived under it.',
  bound: ({ case: { name, pattern, source } }) => ({ text: `${name}: \`${pattern}\``, source }),
  good: [
    { code: "nv('event', 'order_placed', { total_amount: 1 });" },
    { payload: '{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{"total_amount":1}}]}' },
    {
      registry:
        'registry: 1\nevents:\n  order_placed:\n    description: Paid.\n    owner: shop\n    attributes:\n      total_amount: number\n',
    },
  ],
  bad: [
    {
      code: "nv('event', 'order_placed', { totalAmount: 1, 'Product Name': 'Mug' });",
      finds: ['totalAmount', "'Product Name'"],
    },
    {
      payload: '{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{"orderID":1}}]}',
      finds: ['"orderID"'],
    },
    {
      registry:
        'registry: 1\nevents:\n  order_placed:\n    description: Paid.\n    owner: shop\n    attributes:\n      totalAmount: number\n',
      finds: ['totalAmount'],
    },
  ],
  *check(name, { pack }) {
    const form = new RegExp(pack.case.pattern, 'u');
    if (name === '' || form.test(name)) return;
    const suggestion = snakeCase(name);
    const fits = form.test(suggestion);
    yield {
      message: `Attribute name ${quoteName(name)} is not ${pack.case.name}.`,
      help: fits
        ? `Rename it to ${quoteName(suggestion)} before more data arrives under the present name.`
        : `Choose a name in ${pack.case.name} before more data arrives under the present one.`,
      replacement: fits ? suggestion : undefined,
    };
  },
});
