import { subjectOf } from '../src/model/change.ts';
import { defineChangeRule } from '../src/model/change-rule.ts';

const registry = (attribute: string) => `registry: 1
events:
  order_placed:
    owner: checkout
    attributes:
      total: ${attribute}
`;

export default defineChangeRule({
  id: 'change-to-optional',
  on: 'change',
  of: ['attribute-required'],
  category: 'consumer',
  applies: ['registry'],
  severity: 'warning',
  summary: 'A required attribute stays required.',
  why: 'Messages that name the attribute and sums over it count on its being there. They go out with gaps as soon as one release leaves it out.',
  good: [{ before: registry('number'), registry: registry('{ type: number, required: true }') }],
  bad: [
    { before: registry('{ type: number, required: true }'), registry: registry('number'), finds: ['total'] },
  ],
  check(change) {
    if (change.after !== false) return undefined;
    return {
      message: `Attribute ${subjectOf(change)} becomes optional; whoever reads it counted on it.`,
      help: 'Tell those who read it what stands for a missing value.',
    };
  },
});
