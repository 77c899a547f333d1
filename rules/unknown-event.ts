import { quoteName } from '../src/model/name.ts';
import { defineRule } from '../src/model/rule.ts';

const registry = 'registry: 1\nevents:\n  order_placed: { description: Paid., owner: shop }\n';

export default defineRule({
  id: 'unknown-event',
  on: 'shape',
  dependsOn: 'each',
  applies: ['code', 'payload'],
  severity: 'error',
  summary: 'An event is declared in the registry.',
  why:
    'The vendor stores any name it gets: a misspelt event becomes an event of its own, and the campaigns that wait for ' +
    'the right one never start.',
  good: [
    { registry, code: "nv('event', 'order_placed');" },
    {
      registry,
      payload: '{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{}}]}',
    },
  ],
  bad: [
    { registry, code: "nv('event', 'order_plcaed', {});", finds: ["'order_plcaed'"] },
    {
      registry,
      payload: '{"nv":[{"userID":"u1","event_name":"cart_opened","attributes":{}}]}',
      finds: ['"cart_opened"'],
    },
  ],
  *check({ event, declared }, { registry, nearest }) {
    if (declared) return;
    const meant = nearest(event, registry.events.keys());
    yield {
      at: { part: 'event' },
      message: `Event ${quoteName(event)} is not declared in the registry.`,
      help:
        meant === undefined
          ? 'Declare it under `events` in the registry, or send an event that is declared.'
          : `Did you mean ${quoteName(meant)}? If not, declare it under \`events\` in the registry.`,
    };
  },
});
