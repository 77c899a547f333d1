import { subjectOf } from '../src/model/change.ts';
import { defineChangeRule } from '../src/model/change-rule.ts';
import { changeText } from '../src/model/change-text.ts';

const registry = (attribute: string) => `registry: 1
events:
  review_written:
    owner: catalog
    attributes:
      stars: ${attribute}
`;

export default defineChangeRule({
  id: 'change-constraint-loosened',
  on: 'change',
  of: ['attribute-minimum', 'attribute-maximum', 'attribute-max-bytes', 'attribute-pattern'],
  category: 'consumer',
  applies: ['registry'],
  severity: 'note',
  summary: 'Values beyond the former bounds are told.',
  why: 'What reads the data may rely on the bound: a scale that ends at it, a column that is as wide as it.',
  good: [
    { before: registry('{ type: number, maximum: 5 }'), registry: registry('{ type: number, maximum: 5 }') },
  ],
  bad: [
    {
      before: registry('{ type: number, maximum: 5 }'),
      registry: registry('{ type: number, maximum: 10 }'),
      finds: ['10'],
    },
    {
      before: registry('{ type: string, pattern: "^[1-5]$" }'),
      registry: registry('string'),
      finds: ['stars'],
    },
  ],
  check(change) {
    return {
      message: `Attribute ${subjectOf(change)} takes more than before: ${changeText({ ...change, attribute: undefined })}.`,
    };
  },
});
