import { foreignCharacters, quoteName, showCharacters } from '../src/model/name.ts';
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  id: 'event-name-characters',
  on: 'event-name',
  applies: ['code', 'payload', 'registry'],
  severity: 'error',
  summary: 'An event name has only the characters that the vendor allows.',
  why:
    'A call is accepted before it is checked, so nothing reports a name with other characters: the event is not where reports ' +
    'and journeys look for it.',
  bound: ({ characters: { event_name: characters } }) => ({
    text: `only ${characters.allows}`,
    source: characters.source,
  }),
  good: [
    { code: "nv('event', 'Order Placed', { total: 1 });" },
    { payload: '{"nv":[{"userID":"u1","event_name":"order-placed","attributes":{"total":1}}]}' },
    {
      registry: 'registry: 1\nevents:\n  order_placed: { description: Paid., owner: shop }\n',
    },
  ],
  bad: [
    { code: "nv('event', 'order/placed!', { total: 1 });", finds: ["'order/placed!'"] },
    {
      payload: '{"nv":[{"userID":"u1","event_name":"order.placed","attributes":{"total":1}}]}',
      finds: ['"order.placed"'],
    },
    {
      registry: 'registry: 1\nevents:\n  order.placed: { description: Paid., owner: shop }\n',
      finds: ['order.placed'],
    },
  ],
  *check(name, { pack }) {
    const { pattern, allows } = pack.characters.event_name;
    // An empty name has no character to blame: its length is what is wrong with it.
    if (name === '' || new RegExp(pattern, 'u').test(name)) return;
    const foreign = foreignCharacters(name, pattern);
    const fault = foreign.length > 0 ? `contains ${showCharacters(foreign)}` : 'is not of the allowed form';
    yield {
      message: `Event name ${quoteName(name)} ${fault}; allowed are ${allows}.`,
      help: 'Write the name with the allowed characters only.',
    };
  },
});
