import { isLive, subjectOf } from '../src/model/change.ts';
import { defineChangeRule } from '../src/model/change-rule.ts';
import { shorten } from '../src/model/text.ts';

const event = (status: string) => `registry: 1
events:
  checkout_done:
    owner: checkout
    status: ${status}
`;

export default defineChangeRule({
  id: 'change-status',
  on: 'change',
  of: ['event-status', 'attribute-status'],
  category: 'source',
  applies: ['registry'],
  severity: 'note',
  summary: 'A status that moves on is told.',
  why: 'A draft that becomes active may be sent; what is deprecated should no longer be. Both are news for whoever sends it and whoever reads it.',
  good: [{ before: event('active'), registry: event('active') }],
  bad: [{ before: event('active'), registry: event('deprecated'), finds: ['deprecated'] }],
  check(change) {
    const { before, after, attribute, eventBefore, eventAfter } = change;
    if (attribute !== undefined && (!isLive(eventBefore) || !isLive(eventAfter))) return undefined;
    const declared = attribute === undefined ? eventAfter : eventAfter?.attributes.get(attribute);
    const instead =
      after === 'deprecated' && declared?.replacedBy !== undefined
        ? `; \`${shorten(declared.replacedBy)}\` takes its place`
        : '';
    return {
      message: `${attribute === undefined ? 'Event' : 'Attribute'} ${subjectOf(change)} is ${after} now, and was ${before}${instead}.`,
    };
  },
});
