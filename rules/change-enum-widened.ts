import { subjectOf } from '../src/model/change.ts';
import { defineChangeRule } from '../src/model/change-rule.ts';
import { shorten } from '../src/model/text.ts';

const registry = (attribute: string) => `registry: 1
events:
  order_placed:
    owner: checkout
    attributes:
      currency: ${attribute}
`;

export default defineChangeRule({
  id: 'change-enum-widened',
  on: 'change',
  of: ['attribute-enum'],
  category: 'consumer',
  applies: ['registry'],
  severity: 'note',
  summary: 'Values that are allowed anew are told.',
  why: 'Segments and reports that list the values pass over the new ones until somebody adds them.',
  good: [
    {
      before: registry('{ type: string, enum: [INR, USD] }'),
      registry: registry('{ type: string, enum: [USD, INR] }'),
    },
  ],
  bad: [
    {
      before: registry('{ type: string, enum: [INR] }'),
      registry: registry('{ type: string, enum: [INR, USD] }'),
      finds: ['enum'],
    },
    { before: registry('{ type: string, enum: [INR] }'), registry: registry('string'), finds: ['currency'] },
  ],
  check(change) {
    const { before = [], after } = change;
    const subject = `Attribute ${subjectOf(change)}`;
    if (!after) return { message: `${subject} takes any value now.` };
    const added = after.filter((value) => !before.includes(value));
    const shown = added.slice(0, 8).map((value) => shorten(JSON.stringify(value)));
    const more = added.length > shown.length ? ` and ${added.length - shown.length} more` : '';
    return { message: `${subject} allows ${shown.join(', ')}${more} too.` };
  },
});
