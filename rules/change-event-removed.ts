import { isLive, subjectOf } from '../src/model/change.ts';
import { sentText, stillSent } from '../src/model/change-facts.ts';
import { defineChangeRule } from '../src/model/change-rule.ts';

const event = (status: string) => `registry: 1
events:
  order_placed:
    owner: checkout
    status: ${status}
`;
const nothing = 'registry: 1\nevents: {}\n';

export default defineChangeRule({
  id: 'change-event-removed',
  on: 'change',
  of: ['event'],
  category: 'ingest',
  applies: ['registry'],
  severity: 'error',
  summary: 'An event is deprecated before it is removed.',
  why: 'Released apps go on sending the event for months, and reports and journeys wait for it. Deprecation is what tells their owners to move while it still works.',
  good: [
    { before: event('active'), registry: event('deprecated') },
    { before: event('deprecated'), registry: event('removed') },
  ],
  bad: [
    { before: event('active'), registry: event('removed'), finds: ['removed'] },
    {
      before: event('active'),
      registry: nothing,
      code: `nv('event', 'order_placed', {});`,
      finds: ['events'],
    },
  ],
  check(change, context) {
    const { before, after } = change;
    if (!before || isLive(after) || (before.status !== 'active' && before.status !== 'draft'))
      return undefined;
    return {
      message: `Event ${subjectOf(change)} is removed while it is ${before.status === 'draft' ? 'a draft' : 'active'}${sentText(change, context)}.`,
      help: 'Mark it `deprecated` first, with `replaced_by` where something takes its place; remove it when nobody sends it any more.',
      related: stillSent(change, context),
    };
  },
});
