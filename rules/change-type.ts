import { subjectOf } from '../src/model/change.ts';
import { lockedBy, overrideFirst } from '../src/model/change-facts.ts';
import { defineChangeRule } from '../src/model/change-rule.ts';

const registry = (type: string) => `registry: 1
events:
  order_placed:
    owner: checkout
    attributes:
      total: ${type}
`;
const lock = (type: string) =>
  `# eventlint lock 1\norder_placed.total: ${type} since 2026-01-10 from registry\n`;

export default defineChangeRule({
  id: 'change-type',
  on: 'change',
  of: ['attribute-type'],
  category: 'lock',
  applies: ['registry'],
  severity: 'error',
  summary: 'A declared attribute keeps its type.',
  why: 'The first value that was sent has set the type for good. Values of the new type are accepted and dropped in silence, while reports go on showing what was there before; no release of an app takes that back.',
  good: [{ before: registry('number'), registry: registry('{ type: number, required: false }') }],
  bad: [
    { before: registry('string'), registry: registry('number'), finds: ['number'] },
    { before: registry('string'), registry: registry('number'), lock: lock('string'), finds: ['number'] },
    {
      // The lock was overridden, which is what makes the change acceptable.
      before: registry('string'),
      registry: registry('number'),
      lockBefore: lock('string'),
      lock: lock('number'),
      finds: ['number'],
    },
    // What was declared was wrong; now it is what is locked, which is only told.
    { before: registry('string'), registry: registry('number'), lock: lock('number'), finds: ['number'] },
  ],
  check(change, context) {
    const { before, after, attribute = '' } = change;
    const locked = lockedBy(change, attribute, context);
    const said = `Attribute ${subjectOf(change)} changes from ${before} to ${after}`;
    const related = locked.after && [
      { place: locked.after.at, message: `locked to ${locked.after.type} here` },
    ];
    if (locked.after && locked.after.type !== after)
      return {
        message: `${said}; the lock holds it as ${locked.after.type} since ${locked.after.since}.`,
        help: `Keep ${locked.after.type}, and declare a new attribute for the ${after} values.`,
        related,
        notAcceptable: overrideFirst(change),
      };
    if (locked.after && locked.before?.type === after)
      return { message: `${said}, as the lock has held it since ${locked.after.since}.`, severity: 'note' };
    if (locked.after)
      return {
        message: `${said}; the lock was overridden to ${after}.`,
        help: 'Accept the change if the type was really changed where the data is kept.',
        related,
      };
    return {
      message: `${said}; nothing is locked, so whether a value was ever sent is not evidenced.`,
      help: `Keep ${before}, and declare a new attribute for the ${after} values.`,
    };
  },
});
