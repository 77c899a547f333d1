import { isLive, subjectOf } from '../src/model/change.ts';
import { isRemembered, sentText, stillSent } from '../src/model/change-facts.ts';
import { defineChangeRule } from '../src/model/change-rule.ts';
import { shorten } from '../src/model/text.ts';

const event = (status: string) => `registry: 1
events:
  order_placed:
    owner: checkout
    status: ${status}
    attributes:
      total: number
`;
const nothing = 'registry: 1\nevents: {}\n';

export default defineChangeRule({
  id: 'change-event-lost',
  on: 'change',
  of: ['event'],
  category: 'lock',
  applies: ['registry'],
  severity: 'error',
  summary:
    'An event that is removed leaves the types of its attributes behind, in the registry or in the lock.',
  why: 'The vendor keeps the types of a removed event for good. When nothing remembers them, the event comes back one day with other types, and what it sends is dropped in silence.',
  good: [
    { before: event('deprecated'), registry: event('removed') },
    {
      before: event('deprecated'),
      registry: nothing,
      lock: '# eventlint lock 1\norder_placed.total: number since 2026-01-10 from registry removed\n',
    },
  ],
  bad: [
    { before: event('deprecated'), registry: nothing, finds: ['events'] },
    { before: event('removed'), registry: nothing, finds: ['events'] },
  ],
  check(change, context) {
    const { before, after } = change;
    if (!before || isLive(after)) return undefined;
    const forgotten = [...before.attributes.keys()].filter((name) => !isRemembered(change, name, context));
    if (forgotten.length === 0) return undefined;
    const names = forgotten.slice(0, 5).map((name) => `\`${shorten(name)}\``);
    const more = forgotten.length > names.length ? ` and ${forgotten.length - names.length} more` : '';
    const what = isLive(before) ? 'is removed' : 'is no longer declared as removed';
    return {
      message: `Event ${subjectOf(change)} ${what}, and nothing remembers the types of ${names.join(', ')}${more}${sentText(change, context)}.`,
      help: 'Keep its declaration with `status: removed`, or let the lock hold its attributes (`eventlint lock`).',
      related: stillSent(change, context),
    };
  },
});
