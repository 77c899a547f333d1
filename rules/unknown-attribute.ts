import { quoteName } from '../src/model/name.ts';
import { defineRule } from '../src/model/rule.ts';

const registry =
  'registry: 1\nevents:\n  order_placed:\n    description: Paid.\n    owner: shop\n    attributes:\n      total: number\n';

export default defineRule({
  id: 'unknown-attribute',
  on: 'shape',
  dependsOn: 'each-among-all',
  applies: ['code', 'payload'],
  severity: 'error',
  summary: 'An attribute is declared for its event, unless the registry allows others (`additional`).',
  why:
    'The vendor stores any attribute it gets and locks its type with the first value: a misspelt or unplanned attribute ' +
    'splits the data, uses up the limits, and cannot be given another type later.',
  good: [
    { registry, code: "nv('event', 'order_placed', { total: 1 });" },
    {
      registry: registry.replace('    attributes:', '    additional: allow\n    attributes:'),
      payload: '{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{"total":1,"shelf":"B"}}]}',
    },
  ],
  bad: [
    { registry, code: "nv('event', 'order_placed', { totl: 1 });", finds: ['totl'] },
    {
      registry,
      payload: '{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{"total":1,"shelf":"B"}}]}',
      finds: ['"shelf"'],
    },
  ],
  *check({ event, attributes, declared }, { nearest }) {
    if (!declared || declared.additional === 'allow') return;
    const sent = new Set(attributes.map(({ name }) => name));
    for (const { name } of attributes) {
      if (declared.attributes.has(name) || declared.unclear?.has(name)) continue;
      // A name that must never come back is more than unknown: `deprecated` says so.
      if (declared.reserved.includes(name)) continue;
      const meant = nearest(
        name,
        [...declared.attributes.keys()].filter((known) => !sent.has(known)),
      );
      yield {
        at: { part: 'attribute', name },
        message: `Attribute ${quoteName(name)} is not declared for event ${quoteName(event)}.`,
        help:
          meant === undefined
            ? `Declare it in the registry under ${quoteName(event)}, or do not send it.`
            : `Did you mean ${quoteName(meant)}? If not, declare it in the registry under ${quoteName(event)}.`,
        severity: declared.additional === 'warn' ? 'warning' : undefined,
      };
    }
  },
});
