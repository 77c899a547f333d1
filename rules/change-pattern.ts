import { subjectOf } from '../src/model/change.ts';
import { defineChangeRule } from '../src/model/change-rule.ts';
import { shorten } from '../src/model/text.ts';

const registry = (attribute: string) => `registry: 1
events:
  order_placed:
    owner: checkout
    attributes:
      coupon: ${attribute}
`;

export default defineChangeRule({
  id: 'change-pattern',
  on: 'change',
  of: ['attribute-pattern'],
  category: 'ingest',
  applies: ['registry'],
  severity: 'warning',
  summary: 'A pattern is not replaced by another.',
  why: 'Whether a new pattern still takes what released apps send cannot be decided from the two patterns. If it does not, all of that is wrong.',
  good: [{ before: registry('{ type: string, pattern: "^[A-Z]+$" }'), registry: registry('string') }],
  bad: [
    {
      before: registry('{ type: string, pattern: "^[A-Z]+$" }'),
      registry: registry('{ type: string, pattern: "^[A-Z0-9]+$" }'),
      finds: ['"^[A-Z0-9]+$"'],
    },
  ],
  check(change) {
    const { before, after } = change;
    if (before === undefined || after === undefined) return undefined;
    return {
      message: `Attribute ${subjectOf(change)} has the pattern \`${shorten(after)}\` now, and had \`${shorten(before)}\`; whether it takes less cannot be decided.`,
      help: 'Make sure that it takes every value that is sent.',
    };
  },
});
