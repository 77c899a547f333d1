import { quoteName } from '../src/model/name.ts';
import { reservedAttribute, reservedEvent } from '../src/model/pack.ts';
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  id: 'reserved-name',
  on: 'shape',
  dependsOn: 'each',
  applies: ['code', 'payload', 'registry'],
  severity: 'warning',
  summary: "No event or attribute takes a name of the vendor's own, or its prefix.",
  why:
    'The vendor tracks events of its own and keeps names for identity and envelope fields: data of both kinds under one ' +
    'name cannot be told apart, and an attribute can be taken for the field of that name.',
  bound: ({ reserved }) => ({
    text: [
      `events: ${listed(reserved.events, reserved.event_prefixes)}`,
      `attributes: ${listed(reserved.attributes, reserved.attribute_prefixes)}`,
    ].join('; '),
    source: reserved.source,
  }),
  good: [
    { code: "nv('event', 'order_placed', { total: 1 });" },
    { payload: '{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{"total":1}}]}' },
    { registry: 'registry: 1\nevents:\n  order_placed: { description: Paid., owner: shop }\n' },
  ],
  bad: [
    { code: "nv('event', 'session_start', {});", finds: ["'session_start'"] },
    {
      code: "nv('event', 'nv_order_placed', { event_time: 'now' });",
      finds: ["'nv_order_placed'", 'event_time'],
    },
    {
      payload:
        '{"nv":[{"userID":"u1","event_name":"App Launch","attributes":{"event_name":"order_placed"}}]}',
      finds: ['"App Launch"', '"event_name"'],
    },
    {
      registry: 'registry: 1\nevents:\n  app_launch: { description: Opened., owner: shop }\n',
      finds: ['app_launch'],
    },
  ],
  *check({ event, attributes }, { pack: { reserved } }) {
    const taken = reservedEvent(reserved, event);
    if (taken && 'system' in taken)
      yield {
        at: { part: 'event' },
        message: `Event name ${quoteName(event)} is the vendor's system event ${quoteName(taken.system)}.`,
        help: 'Choose a name that says what happened in your own product.',
      };
    else if (taken)
      yield {
        at: { part: 'event' },
        message: `Event name ${quoteName(event)} begins with the vendor's own prefix ${quoteName(taken.prefix)}.`,
        help: 'Choose a name without the prefix.',
      };
    for (const { name } of attributes) {
      const own = reservedAttribute(reserved, name);
      if (!own) continue;
      yield {
        at: { part: 'attribute', name },
        message:
          'field' in own
            ? `Attribute name ${quoteName(name)} is one of the vendor's own fields.`
            : `Attribute name ${quoteName(name)} begins with the vendor's own prefix ${quoteName(own.prefix)}.`,
        help: 'Choose another name for what the attribute holds.',
      };
    }
  },
});

function listed(names: readonly string[], prefixes: readonly string[]): string {
  const all = [...names.map(quoteName), ...prefixes.map((prefix) => `what begins with ${quoteName(prefix)}`)];
  return all.length > 0 ? all.join(', ') : 'none';
}
