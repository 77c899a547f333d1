import { lengthFault } from '../src/model/name.ts';
import { defineRule } from '../src/model/rule.ts';

const tooLong = `order_placed_${'with_an_express_delivery_'.repeat(10)}today`;

export default defineRule({
  id: 'event-name-length',
  on: 'event-name',
  applies: ['code', 'payload', 'registry'],
  severity: 'error',
  summary: 'An event name is not empty and not longer than the vendor stores.',
  why:
    'A call is accepted before it is checked, so nothing reports a name beyond the limit: the event is not where reports and ' +
    'journeys look for it. Such a name usually holds a value (a title, an id, a URL) that belongs in an attribute.',
  bound: ({ limits: { event_name_length: limit } }) => ({
    text: `${limit.min ?? 0} to ${limit.max} characters (Unicode code points)`,
    source: limit.source,
  }),
  good: [
    { code: "nv('event', 'order_placed', { total: 1 });" },
    {
      payload:
        '{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{"total":1},"event_time":"2026-01-02 03:04:05"}]}',
    },
    { registry: 'registry: 1\nevents:\n  order_placed: { description: Paid., owner: shop }\n' },
  ],
  bad: [
    { code: "nv('event', '', { total: 1 });", finds: ["''"] },
    { code: `nv('event', '${tooLong}', { total: 1 });`, finds: [`'${tooLong}'`] },
    {
      payload: '{"nv":[{"userID":"u1","event_name":"","attributes":{"total":1}}]}',
      finds: ['""'],
    },
    {
      registry: `registry: 1\nevents:\n  ${tooLong}: { description: Paid., owner: shop }\n`,
      finds: [tooLong],
    },
  ],
  *check(name, { pack }) {
    const fault = lengthFault(name, pack.limits.event_name_length);
    if (fault === undefined) return;
    yield {
      message: `Event name ${fault}.`,
      help:
        name === ''
          ? 'Give the event a name that says what happened, such as `order_placed`.'
          : 'Choose a shorter name and send what varies as an attribute.',
    };
  },
});
