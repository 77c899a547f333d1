import { isLive, subjectOf } from '../src/model/change.ts';
import { defineChangeRule } from '../src/model/change-rule.ts';
import { counted } from '../src/model/name.ts';

const nothing = 'registry: 1\nevents: {}\n';
const event = 'registry: 1\nevents:\n  order_placed:\n    owner: checkout\n';

export default defineChangeRule({
  id: 'change-event-added',
  on: 'change',
  of: ['event'],
  category: 'source',
  applies: ['registry'],
  severity: 'note',
  summary: 'An event that is added is told.',
  why: 'Its name and the types of its attributes are set for good with the first time that it is sent: the review of its declaration is the last chance to change them for nothing.',
  good: [{ before: event, registry: event }],
  bad: [{ before: nothing, registry: event, finds: ['order_placed'] }],
  check(change) {
    const { before, after } = change;
    if (before || !after) return undefined;
    const has = counted(after.attributes.size, 'attribute');
    const what = isLive(after)
      ? `is added${after.status === 'draft' ? ' as a draft' : ''}`
      : 'is declared as removed';
    return { message: `Event ${subjectOf(change)} ${what}, with ${has}.` };
  },
});
