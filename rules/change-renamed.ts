import { isLive, subjectOf } from '../src/model/change.ts';
import { defineChangeRule } from '../src/model/change-rule.ts';
import { shorten } from '../src/model/text.ts';

const before = `registry: 1
events:
  checkout_done:
    owner: checkout
`;
const after = `registry: 1
events:
  checkout_done:
    owner: checkout
    status: deprecated
    replaced_by: order_placed
  order_placed:
    owner: checkout
`;
const attributes = (declared: string) => `registry: 1
events:
  order_placed:
    owner: checkout
    attributes: ${declared}
`;

export default defineChangeRule({
  id: 'change-renamed',
  on: 'change',
  of: ['event', 'attribute'],
  category: 'consumer',
  applies: ['registry'],
  severity: 'warning',
  summary: 'Whoever reads an event or attribute that is replaced is told to read both names for a while.',
  why: 'A new name is a new event or attribute: what was sent stays under the old one, what released apps send arrives there still, and both count towards the vendor’s limits. Reports that read one of them miss the rest.',
  good: [{ before, registry: `${before}  order_placed:\n    owner: checkout\n` }],
  bad: [
    { before, registry: after, finds: ['order_placed'] },
    {
      before: attributes('{ total: number }'),
      registry: attributes(
        '{ total: { type: number, status: deprecated, replaced_by: total_amount }, total_amount: number }',
      ),
      finds: ['total_amount'],
    },
  ],
  check(change, { before: { registry: old }, after: { registry } }) {
    const { attribute, event, eventBefore, eventAfter, before: was, after: is } = change;
    if (was || !isLive(is)) return undefined;
    const [formerly, now] =
      attribute === undefined
        ? [old.events, registry.events]
        : [eventBefore?.attributes, eventAfter?.attributes];
    const replaced = [...(now?.values() ?? [])].find(
      ({ name, replacedBy }) =>
        replacedBy === (attribute ?? event) &&
        isLive<{ status: 'active' | 'draft' | 'deprecated' | 'removed' }>(formerly?.get(name)),
    );
    if (!replaced) return undefined;
    return {
      message: `${attribute === undefined ? 'Event' : 'Attribute'} ${subjectOf(change)} takes the place of \`${shorten(replaced.name)}\`; released apps send the old name still.`,
      help: 'Let whoever reads it read both until no release that sends the old name is in use.',
      related: [{ place: replaced.keyAt('replaced_by'), message: 'what it replaces' }],
    };
  },
});
