import { pathOf, subjectOf } from '../src/model/change.ts';
import { isRemembered } from '../src/model/change-facts.ts';
import { defineChangeRule } from '../src/model/change-rule.ts';

const registry = `registry: 1
events:
  order_placed:
    owner: checkout
    attributes:
      total: number
`;
const lock = (type: string) =>
  `# eventlint lock 1\norder_placed.total: ${type} since 2026-01-10 from registry\n`;

export default defineChangeRule({
  id: 'change-lock',
  on: 'change',
  of: ['lock'],
  category: 'lock',
  applies: ['registry'],
  severity: 'error',
  summary: 'A line of the lock stays, and stays as it is.',
  why: 'The lock is what remembers the types that were sent when nobody else does. A line that goes missing, in a merge or by hand, lets its name come back with another type.',
  good: [
    { before: registry, registry, lockBefore: '# eventlint lock 1\n', lock: lock('number') },
    { before: registry, registry, lockBefore: lock('number'), lock: `${lock('number').trimEnd()} removed\n` },
  ],
  bad: [
    {
      before: registry,
      registry,
      lockBefore: lock('number'),
      lock: '# eventlint lock 1\n',
      finds: ['total'],
    },
    {
      before: registry,
      registry,
      lockBefore: lock('string'),
      lock: lock('number'),
      finds: ['order_placed.total: number since 2026-01-10 from registry'],
    },
  ],
  check(change, context) {
    const { before, after, attribute = '', eventBefore } = change;
    if (!before) return undefined;
    // What goes from the registry as well is told as lost.
    const isToldAsLost =
      eventBefore?.attributes.has(attribute) === true && !isRemembered(change, attribute, context);
    if (!after && isToldAsLost) return undefined;
    if (!after)
      return {
        message: `The lock has lost the line of ${subjectOf(change)}, which held it as ${before.type} since ${before.since}.`,
        help: 'Bring the line back from git: what was locked stays locked.',
      };
    return {
      message: `The lock holds ${subjectOf(change)} as ${after.type} now, and held it as ${before.type} since ${before.since}.`,
      help: `Make sure that the type was really changed where the data is kept; \`eventlint lock --override ${pathOf(change)}\` is what changes a line.`,
      severity: 'warning',
    };
  },
});
