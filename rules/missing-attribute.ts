import { quoteName } from '../src/model/name.ts';
import { otherSpelling } from '../src/model/registry.ts';
import { defineRule } from '../src/model/rule.ts';

const registry =
  'registry: 1\nevents:\n  order_placed:\n    description: Paid.\n    owner: shop\n    attributes:\n      total: { type: number, required: true }\n      coupon: string\n';

export default defineRule({
  id: 'missing-attribute',
  on: 'shape',
  dependsOn: 'fewer',
  applies: ['code', 'payload'],
  severity: 'error',
  summary: 'An event has every attribute that the registry requires of it.',
  why:
    'A message that names the attribute goes out with a gap, a segment on it misses the user, and what was not sent ' +
    'cannot be recovered later.',
  good: [
    { registry, code: "nv('event', 'order_placed', { total: 1 });" },
    // Sent, but misspelt: that is attribute-name-collision.
    { registry, code: "nv('event', 'order_placed', { Total: 1 });" },
    { registry, code: "declare const order: any;\nnv('event', 'order_placed', { ...order });" },
    {
      registry,
      payload: '{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{"total":1}}]}',
    },
  ],
  bad: [
    {
      registry,
      code: "nv('event', 'order_placed', { coupon: 'WELCOME' });",
      finds: ["{ coupon: 'WELCOME' }"],
    },
    {
      registry,
      payload: '{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{}}]}',
      finds: ['{}'],
    },
  ],
  *check({ event, attributes, open, declared }) {
    if (!declared || open) return;
    const sent = new Set(attributes.map(({ name }) => name));
    for (const { name, required, status, type } of declared.attributes.values()) {
      if (!required || sent.has(name) || status === 'deprecated' || status === 'removed') continue;
      // What is sent under another spelling is not missing but misspelt, which another rule says.
      if (attributes.some((attribute) => otherSpelling(declared.attributes, attribute.name) === name))
        continue;
      yield {
        at: { part: 'attributes' },
        attribute: name,
        message: `Event ${quoteName(event)} lacks its required attribute ${quoteName(name)}.`,
        help: `Send ${quoteName(name)} (${type}), or make it optional in the registry.`,
      };
    }
  },
});
