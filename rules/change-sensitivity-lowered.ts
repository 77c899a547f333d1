import { subjectOf } from '../src/model/change.ts';
import { defineChangeRule } from '../src/model/change-rule.ts';
import { sensitivities } from '../src/model/registry.ts';

const registry = (attribute: string) => `registry: 1
events:
  profile_updated:
    owner: identity
    attributes:
      phone: ${attribute}
`;

export default defineChangeRule({
  id: 'change-sensitivity-lowered',
  on: 'change',
  of: ['attribute-sensitivity'],
  category: 'consumer',
  applies: ['registry'],
  severity: 'warning',
  summary: 'The sensitivity of an attribute is not lowered.',
  why: 'Data that is personal does not cease to be so: a lower class lets it out of the rules on who may read it and how long it is kept.',
  good: [
    { before: registry('string'), registry: registry('{ type: string, sensitivity: internal }') },
    {
      before: registry('{ type: string, sensitivity: internal }'),
      registry: registry('{ type: string, sensitivity: personal }'),
    },
  ],
  bad: [
    {
      before: registry('{ type: string, sensitivity: personal }'),
      registry: registry('{ type: string, sensitivity: internal }'),
      finds: ['internal'],
    },
    {
      before: registry('{ type: string, sensitivity: personal }'),
      registry: registry('string'),
      finds: ['phone'],
    },
  ],
  check(change) {
    const { before, after } = change;
    if (before === undefined) return undefined;
    if (after !== undefined && sensitivities.indexOf(after) >= sensitivities.indexOf(before))
      return undefined;
    return {
      message: `Attribute ${subjectOf(change)} is ${after ?? 'not classified any more'}${after ? ' now' : ''}, and was ${before}.`,
      help: 'Ask whoever answers for privacy.',
    };
  },
});
