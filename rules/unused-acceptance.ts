import { defineRule } from '../src/model/rule.ts';

const before = `registry: 1
events:
  order_placed:
    owner: checkout
    attributes:
      coupon: { type: string, enum: [A, B] }
`;
const accepted = (entry: string) =>
  `${before.replace('[A, B]', '[A]')}accepted:\n  - { ${entry}, reason: B was never sent., by: "@data" }\n`;

export default defineRule({
  id: 'unused-acceptance',
  on: 'reading',
  applies: ['registry'],
  severity: 'warning',
  summary: 'An entry of `accepted` accepts a change that there is, and holds still.',
  why: 'An acceptance that matches nothing reads as if something had been decided. One that has ended, or whose change has become another one since it was reviewed, accepts nothing: the change breaks again.',
  good: [{ before, registry: accepted('fingerprint: "FINGERPRINT"') }],
  bad: [
    {
      before,
      registry: accepted('fingerprint: "0123456789abcdef"'),
      finds: ['"0123456789abcdef"'],
    },
    {
      before,
      registry: accepted('fingerprint: "FINGERPRINT", until: 2026-01-31'),
      finds: ['"FINGERPRINT"'],
    },
    {
      before,
      registry: accepted('fingerprint: "FINGERPRINT", at: order_placed.total'),
      finds: ['"FINGERPRINT"'],
    },
  ],
});
