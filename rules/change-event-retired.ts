import { isLive, subjectOf } from '../src/model/change.ts';
import { isInCode, sentText, stillSent } from '../src/model/change-facts.ts';
import { defineChangeRule } from '../src/model/change-rule.ts';

const event = (status: string) => `registry: 1
events:
  checkout_done:
    owner: checkout
    status: ${status}
`;

export default defineChangeRule({
  id: 'change-event-retired',
  on: 'change',
  of: ['event'],
  category: 'source',
  applies: ['registry'],
  severity: 'error',
  summary: 'A deprecated event is removed when no code sends it any more.',
  why: 'Code that is generated from the registry loses the event’s name, so what uses it no longer builds; other code goes on sending what nobody expects. Where no code sends it, its removal is only told.',
  good: [{ before: event('active'), registry: event('deprecated') }],
  bad: [
    {
      before: event('deprecated'),
      registry: event('removed'),
      code: `nv('event', 'checkout_done', {});`,
      finds: ['removed'],
    },
    { before: event('deprecated'), registry: event('removed'), finds: ['removed'] },
  ],
  check(change, context) {
    const { before, after } = change;
    if (!before || isLive(after)) return undefined;
    const what = isLive(before) ? `was ${before.status}, is removed` : 'is no longer declared as removed';
    return {
      message: `Event ${subjectOf(change)}${isLive(before) ? `, which ${what}` : ` ${what}`}${sentText(change, context)}.`,
      related: stillSent(change, context),
      ...(isInCode(change, context)
        ? { help: 'Take it out of the code first.' }
        : { severity: 'note' as const }),
    };
  },
});
