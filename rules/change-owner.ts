import { subjectOf } from '../src/model/change.ts';
import { defineChangeRule } from '../src/model/change-rule.ts';
import { shorten } from '../src/model/text.ts';

const registry = (owner: string) => `registry: 1
events:
  order_placed:
    owner: ${owner}
`;

export default defineChangeRule({
  id: 'change-owner',
  on: 'change',
  of: ['event-owner'],
  category: 'source',
  applies: ['registry'],
  severity: 'note',
  summary: 'An event that gets another owner is told.',
  why: 'Both the old owner and the new one should know of it before it is theirs.',
  good: [{ before: registry('checkout'), registry: registry('checkout') }],
  bad: [{ before: registry('checkout'), registry: registry('growth'), finds: ['growth'] }],
  check(change) {
    const { before, after = '' } = change;
    const former = before === undefined ? 'nobody’s' : `that of ${shorten(before)}`;
    return { message: `Event ${subjectOf(change)} belongs to ${shorten(after)} now, and was ${former}.` };
  },
});
