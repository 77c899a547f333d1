import { quoteName } from '../src/model/name.ts';
import type { Status } from '../src/model/registry.ts';
import { defineRule } from '../src/model/rule.ts';

const registry = `registry: 1
events:
  order_placed:
    description: Paid.
    owner: shop
    attributes:
      total_amount: number
      amount: { type: number, status: deprecated, replaced_by: total_amount }
    reserved: [total]
  purchase: { description: Paid., owner: shop, status: deprecated, replaced_by: order_placed }
`;

export default defineRule({
  id: 'deprecated',
  on: 'shape',
  dependsOn: 'each-among-all',
  applies: ['code', 'payload'],
  severity: 'warning',
  summary: 'No deprecated or removed event or attribute is sent.',
  why:
    'Reports and campaigns move to the replacement: what is still sent under the old name is lost to them. A removed ' +
    'attribute keeps its type at the vendor, so that its name must not come back with another meaning.',
  good: [
    { registry, code: "nv('event', 'order_placed', { total_amount: 1 });" },
    {
      registry,
      payload: '{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{"total_amount":1}}]}',
    },
  ],
  bad: [
    { registry, code: "nv('event', 'purchase');", finds: ["'purchase'"] },
    { registry, code: "nv('event', 'order_placed', { amount: 1, total: 2 });", finds: ['amount', 'total'] },
    {
      registry,
      payload: '{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{"amount":1}}]}',
      finds: ['"amount"'],
    },
  ],
  *check({ event, attributes, declared }) {
    if (!declared) return;
    if (isOver(declared.status))
      yield {
        at: { part: 'event' },
        message: `Event ${quoteName(event)} ${fateOf(declared.status)}.`,
        help: helpFor(declared.replacedBy),
        replacement: plainName(declared.replacedBy),
      };
    const sent = new Set(attributes.map(({ name }) => name));
    for (const { name } of attributes) {
      const attribute = declared.attributes.get(name);
      const about = () => `Attribute ${quoteName(name)} of event ${quoteName(event)}`;
      if (attribute && isOver(attribute.status)) {
        const { status, replacedBy } = attribute;
        yield {
          at: { part: 'attribute', name },
          message: `${about()} ${fateOf(status)}.`,
          help: helpFor(replacedBy),
          // Where the replacement is sent as well, renaming would send it twice.
          replacement: replacedBy !== undefined && sent.has(replacedBy) ? undefined : plainName(replacedBy),
        };
      } else if (!attribute && declared.reserved.includes(name)) {
        yield {
          at: { part: 'attribute', name },
          message: `${about()} was removed; its name is reserved.`,
          help: 'Do not send it, or send it under a new name that is declared.',
        };
      }
    }
  },
});

function isOver(status: Status): boolean {
  return status === 'deprecated' || status === 'removed';
}

function fateOf(status: Status): string {
  return status === 'removed' ? 'was removed' : 'is deprecated';
}

function helpFor(replacedBy: string | undefined): string {
  return replacedBy === undefined
    ? 'Stop sending it; it has no replacement.'
    : `Send ${quoteName(replacedBy)} instead.`;
}

/** A name that can stand anywhere in the place of another, with or without quotes. */
function plainName(name: string | undefined): string | undefined {
  return name !== undefined && /^[A-Za-z_]\w*$/.test(name) ? name : undefined;
}
