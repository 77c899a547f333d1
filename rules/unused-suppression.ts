import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  id: 'unused-suppression',
  on: 'reading',
  applies: ['code', 'registry'],
  severity: 'warning',
  summary: 'A suppression names rules, and each of them finds something where it is suppressed.',
  why: 'A suppression that outlives its fault hides the next one. One with a misspelt rule suppresses nothing and makes believe it does.',
  good: [
    {
      code: `// eventlint-disable-next-line event-name-case -- the name is older than the convention\nnv('event', 'Order Placed', {});`,
    },
  ],
  bad: [
    {
      code: `// eventlint-disable-next-line event-name-case -- renamed since\nnv('event', 'order_placed', {});`,
      finds: ['event-name-case'],
    },
    {
      code: `// eventlint-disable-next-line event-name-cases -- the name is old\nnv('event', 'order_placed', {});`,
      finds: ['event-name-cases'],
    },
    {
      registry: `registry: 1
events:
  # eventlint-disable-next-line event-name-case -- renamed since
  order_placed:
    description: Paid.
    owner: shop
`,
      finds: ['event-name-case'],
    },
  ],
});
