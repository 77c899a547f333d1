import { isLive, subjectOf } from '../src/model/change.ts';
import { otherTypeOf, overrideFirst } from '../src/model/change-facts.ts';
import { defineChangeRule } from '../src/model/change-rule.ts';

const registry = (attributes: string) => `registry: 1
events:
  order_placed:
    owner: checkout
    attributes: ${attributes}
`;
const lock = (type: string) =>
  `# eventlint lock 1\norder_placed.total: ${type} since 2026-01-10 from registry removed\n`;

export default defineChangeRule({
  id: 'change-name-reused',
  on: 'change',
  of: ['attribute'],
  category: 'lock',
  applies: ['registry'],
  severity: 'error',
  summary: 'An attribute that is added was never sent with another type.',
  why: 'A name keeps the type that it was first sent with, also when nobody has declared it or when it was removed long ago. What is sent under it with another type is dropped in silence.',
  good: [
    { before: registry('{}'), registry: registry('{ total: number }') },
    { before: registry('{}'), registry: registry('{ total: number }'), lock: lock('number') },
  ],
  bad: [
    {
      before: registry('{}'),
      registry: registry('{ total: number }'),
      lock: lock('string'),
      finds: ['total'],
    },
    {
      before: registry('{}'),
      registry: registry('{ total: number }'),
      code: `nv('event', 'order_placed', { total: '5' });`,
      finds: ['total'],
    },
    {
      before: 'registry: 1\nevents: {}\n',
      registry: registry('{ total: number }'),
      lock: lock('string'),
      finds: ['total'],
    },
  ],
  check(change, context) {
    const { before, after, attribute = '' } = change;
    if (isLive(before) || !isLive(after)) return undefined;
    const other = otherTypeOf(change, attribute, after.type, context);
    return (
      other && {
        message: `Attribute ${subjectOf(change)} is added as ${after.type}; ${other.by}.`,
        help: `Declare it as ${other.type}, or choose a name that was never sent.`,
        related: [{ place: other.place, message: `${other.type} here` }],
        notAcceptable: other.isLocked ? overrideFirst(change) : undefined,
      }
    );
  },
});
