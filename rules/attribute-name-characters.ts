import { foreignCharacters, quoteName, showCharacters } from '../src/model/name.ts';
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  id: 'attribute-name-characters',
  on: 'attribute-name',
  applies: ['code', 'payload', 'registry'],
  severity: 'warning',
  summary: 'An attribute name has only the characters that the vendor allows.',
  why:
    'Special characters in attribute names are hard to use in segments and message templates, where the name is written ' +
    'again by hand, and not every platform keeps them.',
  bound: ({ characters: { attribute_name: characters } }) => ({
    text: `only ${characters.allows}`,
    source: characters.source,
  }),
  good: [
    { code: "nv('event', 'order_placed', { total_amount: 1, 'Product Name': 'Mug' });" },
    { payload: '{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{"total_amount":1}}]}' },
    {
      registry:
        'registry: 1\nevents:\n  order_placed:\n    description: Paid.\n    owner: shop\n    attributes:\n      total_amount: number\n',
    },
  ],
  bad: [
    {
      code: "nv('event', 'order_placed', { 'total-amount': 1, 'price (€)': 2 });",
      finds: ["'total-amount'", "'price (€)'"],
    },
    {
      payload: '{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{"order.total":1}}]}',
      finds: ['"order.total"'],
    },
    {
      registry:
        'registry: 1\nevents:\n  order_placed:\n    description: Paid.\n    owner: shop\n    attributes:\n      total-amount: number\n',
      finds: ['total-amount'],
    },
  ],
  *check(name, { pack }) {
    const { pattern, allows } = pack.characters.attribute_name;
    // An empty name has no character to blame: its length is what is wrong with it.
    if (name === '' || new RegExp(pattern, 'u').test(name)) return;
    const foreign = foreignCharacters(name, pattern);
    const fault = foreign.length > 0 ? `contains ${showCharacters(foreign)}` : 'is not of the allowed form';
    yield {
      message: `Attribute name ${quoteName(name)} ${fault}; allowed are ${allows}.`,
      help: 'Write the name with the allowed characters only.',
    };
  },
});
