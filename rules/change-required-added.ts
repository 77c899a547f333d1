import { isLive, subjectOf } from '../src/model/change.ts';
import { defineChangeRule } from '../src/model/change-rule.ts';

const registry = (attributes: string) => `registry: 1
events:
  order_placed:
    owner: checkout
    attributes: ${attributes}
`;

export default defineChangeRule({
  id: 'change-required-added',
  on: 'change',
  of: ['attribute'],
  category: 'ingest',
  applies: ['registry'],
  severity: 'error',
  summary: 'An attribute that is added to an event there is already is optional.',
  why: 'Released apps do not know the attribute, and go on sending the event without it for months. All of that is then wrong, and what requires the attribute has gaps.',
  good: [
    { before: registry('{}'), registry: registry('{ total: number }') },
    {
      before: 'registry: 1\nevents: {}\n',
      registry: registry('{ total: { type: number, required: true } }'),
    },
  ],
  bad: [
    {
      before: registry('{}'),
      registry: registry('{ total: { type: number, required: true } }'),
      finds: ['total'],
    },
  ],
  check(change) {
    const { before, after, eventBefore } = change;
    if (isLive(before) || !isLive(after) || !after.required || !isLive(eventBefore)) return undefined;
    return {
      message: `Attribute ${subjectOf(change)} is added as required; what is released already does not send it.`,
      help: 'Add it as optional, and require it when no release without it is in use.',
    };
  },
});
