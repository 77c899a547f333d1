import { subjectOf } from '../src/model/change.ts';
import { defineChangeRule } from '../src/model/change-rule.ts';
import { shorten } from '../src/model/text.ts';

const registry = (attribute: string) => `registry: 1
events:
  order_placed:
    owner: checkout
    attributes:
      currency: ${attribute}
`;

export default defineChangeRule({
  id: 'change-enum-narrowed',
  on: 'change',
  of: ['attribute-enum'],
  category: 'ingest',
  applies: ['registry'],
  severity: 'error',
  summary: 'A value that was allowed stays allowed.',
  why: 'Released apps go on sending the value, and all of that is then wrong. Segments that are built on the declared values no longer cover what comes in.',
  good: [
    {
      before: registry('{ type: string, enum: [INR] }'),
      registry: registry('{ type: string, enum: [USD, INR] }'),
    },
  ],
  bad: [
    {
      before: registry('{ type: string, enum: [INR, USD] }'),
      registry: registry('{ type: string, enum: [INR, EUR] }'),
      finds: ['enum'],
    },
    { before: registry('string'), registry: registry('{ type: string, enum: [INR] }'), finds: ['enum'] },
  ],
  check(change) {
    const { before, after } = change;
    if (!after) return undefined;
    const subject = `Attribute ${subjectOf(change)}`;
    if (!before)
      return {
        message: `${subject} took any value, and allows only ${listed(after)} now.`,
        help: 'Allow every value that is sent, or introduce a new attribute for the closed list.',
      };
    const dropped = before.filter((value) => !after.includes(value));
    if (dropped.length === 0) return undefined;
    return {
      message: `${subject} no longer allows ${listed(dropped)}.`,
      help: 'Keep the value until no release that sends it is in use.',
    };
  },
});

function listed(values: readonly unknown[]): string {
  const shown = values.slice(0, 8).map((value) => shorten(JSON.stringify(value)));
  const more = values.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
