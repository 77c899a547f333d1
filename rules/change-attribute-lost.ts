import { isLive, subjectOf } from '../src/model/change.ts';
import { isRemembered, sentText, stillSent } from '../src/model/change-facts.ts';
import { defineChangeRule } from '../src/model/change-rule.ts';

const registry = (attributes: string, reserved = '[]') => `registry: 1
events:
  order_placed:
    owner: checkout
    attributes: ${attributes}
    reserved: ${reserved}
`;

export default defineChangeRule({
  id: 'change-attribute-lost',
  on: 'change',
  of: ['attribute'],
  category: 'lock',
  applies: ['registry'],
  severity: 'error',
  summary:
    'An attribute that is removed leaves a tombstone: its name stays reserved, declared as removed, or locked.',
  why: 'The name keeps its type for good. When nothing remembers that it was taken, it comes back with another type, and what is sent under it is dropped in silence.',
  good: [
    { before: registry('{ total: number }'), registry: registry('{}', '[total]') },
    {
      before: registry('{ total: number }'),
      registry: registry('{ total: { type: number, status: removed } }'),
    },
    {
      before: registry('{ total: number }'),
      registry: registry('{}'),
      lock: '# eventlint lock 1\norder_placed.total: number since 2026-01-10 from registry removed\n',
    },
  ],
  bad: [
    { before: registry('{ total: number }'), registry: registry('{}'), finds: ['order_placed'] },
    {
      before: registry('{ total: { type: number, status: removed } }'),
      registry: registry('{}'),
      finds: ['order_placed'],
    },
  ],
  check(change, context) {
    const { before, after, attribute = '', eventAfter } = change;
    if (!before || isLive(after) || !eventAfter || !isLive(eventAfter)) return undefined;
    if (isRemembered(change, attribute, context)) return undefined;
    const what = isLive(before)
      ? 'is removed without a tombstone'
      : 'is no longer declared as removed, and nothing else remembers it';
    return {
      message: `Attribute ${subjectOf(change)} (${before.type}) ${what}${sentText(change, context)}.`,
      help: `Add \`${attribute}\` to \`reserved\`, declare it with \`status: removed\`, or let the lock hold it (\`eventlint lock\`).`,
      related: stillSent(change, context),
    };
  },
});
