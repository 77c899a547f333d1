import { subjectOf } from '../src/model/change.ts';
import { defineChangeRule } from '../src/model/change-rule.ts';
import { shorten } from '../src/model/text.ts';

const registry = (description: string) => `registry: 1
events:
  order_placed:
    owner: checkout
    description: ${description}
`;

export default defineChangeRule({
  id: 'change-documentation',
  on: 'change',
  of: ['event-documentation', 'attribute-documentation', 'event-reserved'],
  category: 'source',
  applies: ['registry'],
  severity: 'note',
  summary:
    'What describes an event or attribute is told when it changes: description, tags, `since`, `replaced_by`, reserved names.',
  why: 'A new description of an old event can be a correction, or a new meaning for data that goes on under the same name. Only its owner can tell them apart.',
  good: [{ before: registry('Paid.'), registry: `# Of the shop.\n${registry('Paid.')}` }],
  bad: [
    {
      before: registry('Paid.'),
      registry: registry('A cart was paid for.'),
      finds: ['A cart was paid for.'],
    },
  ],
  check(change) {
    const subject = `${change.attribute === undefined ? 'Event' : 'Attribute'} ${subjectOf(change)}`;
    if (change.kind === 'event-reserved') {
      const { before = [], after = [] } = change;
      const added = after.filter((name) => !before.includes(name)).map((name) => `\`${shorten(name)}\``);
      const dropped = before.filter((name) => !after.includes(name)).map((name) => `\`${shorten(name)}\``);
      return {
        message:
          added.length > 0
            ? `${subject} reserves ${added.join(', ')}.`
            : `${subject} leaves ${dropped.join(', ')} to the lock, which remembers their types.`,
      };
    }
    const keys = Object.keys(change.after ?? {});
    return { message: `${subject} is described anew: ${keys.join(', ')}.` };
  },
});
