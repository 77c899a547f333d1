import { subjectOf } from '../src/model/change.ts';
import { defineChangeRule } from '../src/model/change-rule.ts';

const registry = (additional: string) => `registry: 1
events:
  search_filtered:
    owner: catalog
    additional: ${additional}
`;

export default defineChangeRule({
  id: 'change-additional-loosened',
  on: 'change',
  of: ['event-additional'],
  category: 'consumer',
  applies: ['registry'],
  severity: 'note',
  summary: 'An event that takes undeclared attributes from now on is told.',
  why: 'Every attribute that somebody sends gets its type and its slot for good, whether anybody has thought of it or not.',
  good: [{ before: registry('deny'), registry: registry('deny') }],
  bad: [{ before: registry('deny'), registry: registry('allow'), finds: ['allow'] }],
  check(change) {
    const { before, after } = change;
    return {
      message: `Event ${subjectOf(change)} ${after === 'warn' ? 'only warns of' : 'allows'} undeclared attributes, and ${before === 'deny' ? 'denied' : 'warned of'} them before.`,
    };
  },
});
