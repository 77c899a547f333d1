import { quoteName, snakeCase } from '../src/model/name.ts';
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  id: 'event-name-case',
  on: 'event-name',
  applies: ['code', 'payload', 'registry'],
  severity: 'warning',
  summary: 'An event name is written in the recommended case.',
  why:
    'Names are case-sensitive: two spellings of one event are two events, each with a part of the data, and a name is ' +
    'hard to change once data has arrived under it.',
  bound: ({ case: { name, pattern, source } }) => ({ text: `${name}: \`${pattern}\``, source }),
  good: [
    { code: "nv('event', 'order_placed', { total: 1 });" },
    { payload: '{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{"total":1}}]}' },
    {
      registry: 'registry: 1\nevents:\n  order_placed: { description: Paid., owner: shop }\n',
    },
  ],
  bad: [
    { code: "nv('event', 'Order Placed', { total: 1 });", finds: ["'Order Placed'"] },
    { code: "nv('event', 'orderPlaced', { total: 1 });", finds: ["'orderPlaced'"] },
    {
      payload: '{"nv":[{"userID":"u1","event_name":"order-placed","attributes":{"total":1}}]}',
      finds: ['"order-placed"'],
    },
    {
      registry: 'registry: 1\nevents:\n  OrderPlaced: { description: Paid., owner: shop }\n',
      finds: ['OrderPlaced'],
    },
  ],
  *check(name, { pack }) {
    const form = new RegExp(pack.case.pattern, 'u');
    if (name === '' || form.test(name)) return;
    const suggestion = snakeCase(name);
    const fits = form.test(suggestion);
    yield {
      message: `Event name ${quoteName(name)} is not ${pack.case.name}.`,
      help: fits
        ? `Rename it to ${quoteName(suggestion)} before more data arrives under the present name.`
        : `Choose a name in ${pack.case.name} before more data arrives under the present one.`,
      replacement: fits ? suggestion : undefined,
    };
  },
});
