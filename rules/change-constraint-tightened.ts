import { type ChangeIn, subjectOf } from '../src/model/change.ts';
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
  id: 'change-constraint-tightened',
  on: 'change',
  of: ['attribute-minimum', 'attribute-maximum', 'attribute-max-bytes', 'attribute-pattern'],
  category: 'ingest',
  applies: ['registry'],
  severity: 'error',
  summary:
    'What may be sent does not become less: `minimum` does not rise, `maximum` and `max_bytes` do not fall.',
  why: 'Released apps send what was right when they were built, for months. What lies between the old bound and the new is then wrong.',
  good: [
    {
      before: registry('{ type: number, maximum: 5 }'),
      registry: registry('{ type: number, maximum: 10 }'),
    },
    { before: registry('{ type: number, minimum: 1 }'), registry: registry('number') },
  ],
  bad: [
    {
      before: registry('{ type: number, maximum: 10 }'),
      registry: registry('{ type: number, maximum: 5 }'),
      finds: ['5'],
    },
    { before: registry('number'), registry: registry('{ type: number, minimum: 1 }'), finds: ['1'] },
    { before: registry('string'), registry: registry('{ type: string, max_bytes: 100 }'), finds: ['100'] },
    {
      before: registry('string'),
      registry: registry('{ type: string, pattern: "^[1-5]$" }'),
      finds: ['"^[1-5]$"'],
    },
  ],
  check(change) {
    if (!isTighter(change)) return undefined;
    return {
      message: `Attribute ${subjectOf(change)} takes less than before: ${changeText({ ...change, attribute: undefined })}.`,
      help: 'Keep the old bound until no release that sends what it allowed is in use.',
    };
  },
});

type Constraint = ChangeIn<
  'attribute-minimum' | 'attribute-maximum' | 'attribute-max-bytes' | 'attribute-pattern'
>;

function isTighter({ kind, before, after }: Constraint): boolean {
  if (after === undefined) return false;
  // Whether one pattern allows less than another cannot be decided; one where there was none does.
  if (before === undefined || kind === 'attribute-pattern') return before === undefined;
  return kind === 'attribute-minimum' ? after > before : after < before;
}
