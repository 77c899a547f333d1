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
  id: 'change-to-required',
  on: 'change',
  of: ['attribute-required'],
  category: 'ingest',
  applies: ['registry'],
  severity: 'error',
  summary: 'An optional attribute stays optional.',
  why: 'Released apps that leave the attribute out go on doing so for months. All of that is then wrong, and what requires the attribute has gaps.',
  good: [{ before: registry('{ type: number, required: true }'), registry: registry('number') }],
  bad: [
    { before: registry('number'), registry: registry('{ type: number, required: true }'), finds: ['true'] },
  ],
  check(change) {
    if (change.after !== true) return undefined;
    return {
      message: `Attribute ${subjectOf(change)} becomes required; what is released already may leave it out.`,
      help: 'Leave it optional until no release that leaves it out is in use.',
    };
  },
});
