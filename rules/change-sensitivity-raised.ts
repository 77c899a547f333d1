import { subjectOf } from '../src/model/change.ts';
import { defineChangeRule } from '../src/model/change-rule.ts';
import { sensitivities } from '../src/model/registry.ts';

const registry = (attributes: string) => `registry: 1
events:
  profile_updated:
    owner: identity
    attributes: ${attributes}
`;

export default defineChangeRule({
  id: 'change-sensitivity-raised',
  on: 'change',
  of: ['attribute-sensitivity'],
  category: 'consumer',
  applies: ['registry'],
  severity: 'warning',
  summary:
    'Personal data that is added, and data that turns out to be more sensitive, is seen by whoever answers for privacy.',
  why: 'What may be sent to a vendor, for how long it is kept and who may read it depend on it. Once sent it cannot be called back.',
  good: [
    { before: registry('{}'), registry: registry('{ plan: string }') },
    {
      before: registry('{ plan: string }'),
      registry: registry('{ plan: { type: string, sensitivity: internal } }'),
    },
  ],
  bad: [
    {
      before: registry('{}'),
      registry: registry('{ phone: { type: string, sensitivity: personal } }'),
      finds: ['personal'],
    },
    {
      before: registry('{ phone: { type: string, sensitivity: personal } }'),
      registry: registry('{ phone: { type: string, sensitivity: sensitive } }'),
      finds: ['sensitive'],
    },
  ],
  check(change) {
    const { before, after, eventBefore, attribute = '' } = change;
    if (after === undefined) return undefined;
    const rank = sensitivities.indexOf(after);
    // Something internal that nobody had classified is no news.
    if (rank <= (before ? sensitivities.indexOf(before) : sensitivities.indexOf('internal')))
      return undefined;
    const isNew = before === undefined && !eventBefore?.attributes.has(attribute);
    return {
      message: isNew
        ? `Attribute ${subjectOf(change)} is added with ${after} data.`
        : `Attribute ${subjectOf(change)} is ${after} now, and was ${before ?? 'not classified'}.`,
      help: 'Ask whoever answers for privacy before it is sent.',
    };
  },
});
