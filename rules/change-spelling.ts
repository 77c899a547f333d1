import { subjectOf } from '../src/model/change.ts';
import { formerSpelling } from '../src/model/change-facts.ts';
import { defineChangeRule } from '../src/model/change-rule.ts';
import { shorten } from '../src/model/text.ts';

const registry = (event: string, attribute: string) => `registry: 1
events:
  ${event}:
    owner: checkout
    attributes:
      ${attribute}: number
`;

export default defineChangeRule({
  id: 'change-spelling',
  on: 'change',
  of: ['event-name', 'attribute-name', 'event', 'attribute'],
  category: 'lock',
  applies: ['registry'],
  severity: 'error',
  summary: 'A name does not change only in case or in its separators.',
  why: 'Names are case-sensitive: another spelling is another event or attribute. Both stay for good, each with a part of the data, and the old name looks like the new one to everybody but the vendor.',
  good: [
    { before: registry('order_placed', 'total'), registry: registry('order_placed', 'total') },
    { before: registry('order_placed', 'total'), registry: registry('order_paid', 'amount') },
  ],
  bad: [
    {
      before: registry('Order Placed', 'total'),
      registry: registry('order_placed', 'total'),
      finds: ['order_placed'],
    },
    {
      before: registry('order_placed', 'orderTotal'),
      registry: registry('order_placed', 'order_total'),
      finds: ['order_total'],
    },
  ],
  check(change, context) {
    const isAdded = (change.kind === 'event' || change.kind === 'attribute') && change.before === undefined;
    const former = isAdded
      ? formerSpelling(change, context)
      : typeof change.before === 'string'
        ? change.before
        : undefined;
    if (former === undefined) return undefined;
    const what = change.attribute === undefined ? 'Event' : 'Attribute';
    return {
      message: `${what} ${subjectOf(change)} is another spelling of \`${shorten(former)}\`, under which it was declared.`,
      help: `Keep \`${shorten(former)}\`; where the new name must be, choose one that nobody mistakes for the old, and deprecate that.`,
    };
  },
});
