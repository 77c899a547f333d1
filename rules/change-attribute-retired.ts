import { isLive, subjectOf } from '../src/model/change.ts';
import { isInCode, sentText, stillSent } from '../src/model/change-facts.ts';
import { defineChangeRule } from '../src/model/change-rule.ts';

const registry = (status: string) => `registry: 1
events:
  order_placed:
    owner: checkout
    attributes:
      coupon: { type: string, status: ${status} }
`;

export default defineChangeRule({
  id: 'change-attribute-retired',
  on: 'change',
  of: ['attribute'],
  category: 'source',
  applies: ['registry'],
  severity: 'error',
  summary: 'A deprecated attribute is removed when no code sends it any more.',
  why: 'Code that is generated from the registry loses the attribute’s name, so what uses it no longer builds; other code goes on sending what nobody expects. Where no code sends it, its removal is only told.',
  good: [{ before: registry('active'), registry: registry('deprecated') }],
  bad: [
    {
      before: registry('deprecated'),
      registry: registry('removed'),
      code: `nv('event', 'order_placed', { coupon: 'SUMMER' });`,
      finds: ['removed'],
    },
    { before: registry('deprecated'), registry: registry('removed'), finds: ['removed'] },
  ],
  check(change, context) {
    const { before, after, eventAfter } = change;
    // It goes with its event.
    if (!before || isLive(after) || !isLive(eventAfter)) return undefined;
    const what = isLive(before)
      ? `, which was ${before.status}, is removed`
      : ' is no longer declared as removed';
    return {
      message: `Attribute ${subjectOf(change)}${what}${sentText(change, context)}.`,
      related: stillSent(change, context),
      ...(isInCode(change, context)
        ? { help: 'Take it out of the code first.' }
        : { severity: 'note' as const }),
    };
  },
});
