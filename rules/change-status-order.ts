import { isLive, subjectOf } from '../src/model/change.ts';
import { defineChangeRule } from '../src/model/change-rule.ts';
import type { Status } from '../src/model/registry.ts';

const event = (status: string) => `registry: 1
events:
  order_placed:
    owner: checkout
    status: ${status}
`;
const attribute = (status: string) => `registry: 1
events:
  order_placed:
    owner: checkout
    attributes:
      total: { type: number, status: ${status} }
`;
const order: readonly Status[] = ['draft', 'active', 'deprecated', 'removed'];

export default defineChangeRule({
  id: 'change-status-order',
  on: 'change',
  of: ['event-status', 'attribute-status'],
  category: 'consumer',
  applies: ['registry'],
  severity: 'error',
  summary: 'A status moves one way: draft, active, deprecated, removed.',
  why: 'Whoever was told that something goes has moved away from it. When it comes back, the data has a gap or another meaning before it, and nobody who reads it knows.',
  good: [
    { before: event('draft'), registry: event('active') },
    { before: event('active'), registry: event('deprecated') },
    { before: attribute('deprecated'), registry: attribute('removed') },
  ],
  bad: [
    { before: event('removed'), registry: event('active'), finds: ['active'] },
    { before: event('active'), registry: event('draft'), finds: ['draft'] },
    { before: attribute('removed'), registry: attribute('active'), finds: ['active'] },
  ],
  check(change) {
    const { before = 'active', after = 'active', attribute, eventBefore, eventAfter } = change;
    if (order.indexOf(after) >= order.indexOf(before)) return undefined;
    // Attributes come back with their event.
    if (attribute !== undefined && (!isLive(eventBefore) || !isLive(eventAfter))) return undefined;
    return {
      message: `${attribute === undefined ? 'Event' : 'Attribute'} ${subjectOf(change)} moves back from ${before} to ${after}.`,
      help: `Leave it ${before}, and declare a new name for what is to be sent.`,
    };
  },
});
