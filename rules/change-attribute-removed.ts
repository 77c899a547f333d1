import { isLive, subjectOf } from '../src/model/change.ts';
import { sentText, stillSent } from '../src/model/change-facts.ts';
import { defineChangeRule } from '../src/model/change-rule.ts';

const registry = (attributes: string) => `registry: 1
events:
  order_placed:
    owner: checkout
    reserved: [sum]
    attributes: ${attributes}
`;

export default defineChangeRule({
  id: 'change-attribute-removed',
  on: 'change',
  of: ['attribute'],
  category: 'ingest',
  applies: ['registry'],
  severity: 'warning',
  summary: 'An attribute is deprecated before it is removed.',
  why: 'Released apps go on sending it, and where the event denies undeclared attributes what they send is then wrong. Reports that show it stop at the day on which the last of them is updated.',
  good: [
    {
      before: registry('{ total: number }'),
      registry: registry('{ total: { type: number, status: deprecated } }'),
    },
    {
      before: registry('{ total: { type: number, status: deprecated } }'),
      registry: registry('{ total: { type: number, status: removed } }'),
    },
  ],
  bad: [
    {
      before: registry('{ total: number }'),
      registry: registry('{ total: { type: number, status: removed } }'),
      finds: ['removed'],
    },
    { before: registry('{ sum: number }'), registry: registry('{}'), finds: ['order_placed'] },
  ],
  check(change, context) {
    const { before, after, eventAfter } = change;
    if (!isLive(before) || isLive(after) || before.status === 'deprecated') return undefined;
    // It goes with its event.
    if (!eventAfter || !isLive(eventAfter)) return undefined;
    const closed = eventAfter.additional === 'deny' ? '; released apps that send it are wrong then' : '';
    return {
      message: `Attribute ${subjectOf(change)} (${before.type}) is removed while it is ${before.status === 'draft' ? 'a draft' : 'active'}${sentText(change, context) || closed}.`,
      help: 'Mark it `deprecated` first; remove it when nobody sends it any more.',
      related: stillSent(change, context),
    };
  },
});
