import { isLive, subjectOf } from '../src/model/change.ts';
import { defineChangeRule } from '../src/model/change-rule.ts';

const nothing = 'registry: 1\nevents: {}\n';
const owned = `registry: 1
events:
  order_placed:
    description: Paid.
    owner: checkout
`;
const free = owned.replace('    owner: checkout\n', '');

export default defineChangeRule({
  id: 'change-owner-missing',
  on: 'change',
  of: ['event-owner', 'event'],
  category: 'consumer',
  applies: ['registry'],
  severity: 'warning',
  summary: 'An event that is added has an owner, and none loses its own.',
  why: 'Somebody has to be asked before the event is used, changed or removed. Who that is nobody knows better than whoever adds it.',
  good: [
    { before: nothing, registry: owned },
    { before: free, registry: owned },
  ],
  bad: [
    { before: nothing, registry: free, finds: ['order_placed'] },
    { before: owned, registry: free, finds: ['order_placed'] },
  ],
  check(change) {
    const help = 'Name the team or person who answers for it, or set one for all under `defaults`.';
    if (change.kind === 'event') {
      const { before, after } = change;
      if (before || !isLive(after) || after.owner !== undefined) return undefined;
      return { message: `Event ${subjectOf(change)} is added without an owner.`, help };
    }
    if (change.after !== undefined) return undefined;
    return { message: `Event ${subjectOf(change)} has no owner any more; it was ${change.before}.`, help };
  },
});
