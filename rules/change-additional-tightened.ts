import { subjectOf } from '../src/model/change.ts';
import { defineChangeRule } from '../src/model/change-rule.ts';
import type { Additional } from '../src/model/registry.ts';

const registry = (additional: string) => `registry: 1
events:
  search_filtered:
    owner: catalog
    additional: ${additional}
`;
const order: readonly Additional[] = ['allow', 'warn', 'deny'];

export default defineChangeRule({
  id: 'change-additional-tightened',
  on: 'change',
  of: ['event-additional'],
  category: 'ingest',
  applies: ['registry'],
  severity: 'error',
  summary: 'An event that takes undeclared attributes goes on taking them.',
  why: 'Released apps send attributes that nobody has declared, because they could. All of that is then wrong.',
  good: [{ before: registry('deny'), registry: registry('allow') }],
  bad: [
    { before: registry('allow'), registry: registry('deny'), finds: ['deny'] },
    { before: registry('allow'), registry: registry('warn'), finds: ['warn'] },
  ],
  check(change) {
    const { before = 'deny', after = 'deny' } = change;
    if (order.indexOf(after) <= order.indexOf(before)) return undefined;
    return {
      message: `Event ${subjectOf(change)} ${after === 'deny' ? 'denies' : 'warns of'} undeclared attributes, and ${before === 'allow' ? 'allowed' : 'warned of'} them before.`,
      help: 'Declare every attribute that is sent before others are denied.',
      ...(after === 'warn' && { severity: 'warning' as const }),
    };
  },
});
