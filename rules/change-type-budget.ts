import type { Budget } from '../src/model/change.ts';
import { subjectOf } from '../src/model/change.ts';
import { defineChangeRule } from '../src/model/change-rule.ts';
import { counted } from '../src/model/name.ts';

const dates = (count: number, removed = '') => `registry: 1
events:
  trip_booked:
    owner: travel
    attributes:
${Array.from({ length: count }, (_, i) => `      stop_${i + 1}: date\n`).join('')}${removed}`;
const removed = '      stop_0: { type: date, status: removed }\n';

export default defineChangeRule({
  id: 'change-type-budget',
  on: 'change',
  of: ['event-budget'],
  category: 'lock',
  applies: ['registry'],
  severity: 'error',
  summary: 'Attributes that are added leave room below the vendor’s limits for their event.',
  why: 'Each type has a number of attributes for each event, and what lies beyond it is not stored. An attribute cannot be given another type later to make room, so the last one of a type is worth a thought.',
  bound: ({ limits }) => ({
    text: `At most ${limits.attribute_count.max} attributes on an event, of them ${Object.entries(
      limits.attribute_type_count,
    )
      .filter(([type]) => type !== 'source')
      .map(([type, most]) => `${most} ${type}`)
      .join(', ')}.`,
    source: limits.attribute_type_count.source,
  }),
  good: [
    { before: dates(1), registry: dates(2) },
    { before: dates(20), registry: dates(19) },
  ],
  bad: [
    { before: dates(19), registry: dates(21), finds: ['trip_booked'] },
    { before: dates(19), registry: dates(20), finds: ['trip_booked'] },
    { before: dates(18, removed), registry: dates(19, removed), finds: ['trip_booked'] },
  ],
  check(change) {
    const { before, after } = change;
    if (!after) return undefined;
    const { used, removed, limit } = after;
    const [was, gone] = [before?.used ?? 0, before?.removed ?? 0];
    if (used <= was && used + removed <= was + gone) return undefined;
    const has = `Event ${subjectOf(change)} has ${counted(used, nounOf(after))}`;
    const help = 'Leave out what nobody reads, or group what belongs together in an object.';
    if (used > limit) return { message: `${has}; the limit is ${limit}.`, help };
    if (used === limit)
      return { message: `${has}: the limit is ${limit}, and none is left.`, help, severity: 'warning' };
    if (used + removed < limit) return undefined;
    return {
      message: `${has}, and ${removed} that were removed; the limit is ${limit}, so none is left if the vendor counts what was removed.`,
      help: `${help} Whether removed attributes count is not known.`,
      severity: 'warning',
    };
  },
});

function nounOf({ type }: Budget): string {
  return type === 'all' ? 'attribute' : `${type} attribute`;
}
