import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import type { AttributeUse } from '../../src/model/event-use.ts';
import type { Problem, ShapeRule } from '../../src/model/rule.ts';
import { contextOf, registryOf } from '../support/run.ts';

const context = contextOf(
  registryOf(`registry: 1
events:
  order_placed:
    description: Paid.
    owner: shop
    attributes:
      quantity: { type: number, required: true }
      coupon: { type: string, required: true }
      legacy: { type: string, status: deprecated, replaced_by: coupon }
    reserved: [total]
  cart_left: { description: Left., owner: shop, status: removed, additional: allow }
  viewed: { description: Viewed., owner: shop, additional: warn }
`),
);

const attribute = fc.record({
  name: fc.oneof(
    fc.constantFrom('quantity', 'Quantity', 'coupon', 'legacy', 'total', 'nv_x', 'colour'),
    fc.integer({ min: 0, max: 300 }).map((i) => `flag_${i}`),
  ),
  types: fc.constantFrom<AttributeUse['types']>(
    ['number'],
    ['string'],
    ['boolean'],
    ['object[]'],
    ['null'],
    ['array'],
  ),
  optional: fc.constant(false),
});
const attributes = fc.uniqueArray(attribute, { selector: ({ name }) => name, maxLength: 280, size: 'max' });
const events = fc.constantFrom('order_placed', 'cart_left', 'viewed', 'unknown', 'App Launch');

/** What tells a rule's findings apart: what they are about, and how they say it where that must depend on nothing else. */
function found(rule: ShapeRule, event: string, all: readonly AttributeUse[], open = false): Set<string> {
  const declared = context.registry.events.get(event);
  const problems = [...rule.check({ event, attributes: all, open, declared }, context)];
  return new Set(problems.map(rule.dependsOn === 'each' ? (problem) => JSON.stringify(problem) : about));
}

function about({ at, attribute: name, severity }: Problem): string {
  return JSON.stringify([at.part === 'attribute' || at.part === 'value' ? at.name : name, severity]);
}

/** The attributes in which a rule finds something, each by itself. */
function faulty(rule: ShapeRule, event: string, all: readonly AttributeUse[]): string[] {
  const ofNone = found(rule, event, [], true);
  return all.flatMap((one) =>
    [...found(rule, event, [one], true)].some((it) => !ofNone.has(it)) ? [one.name] : [],
  );
}

const shapeRules = rules.filter((rule): rule is ShapeRule => rule.on === 'shape');

describe('a rule on shapes depends on what it says', () => {
  it.each(shapeRules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
    fc.assert(
      fc.property(
        events,
        attributes,
        fc.array(fc.boolean(), { minLength: 280, maxLength: 280 }),
        (event, all, kept) => {
          const some = all.filter((_one, i) => kept[i]);
          const [whole, part] = [found(rule, event, all), found(rule, event, some)];
          if (rule.dependsOn === 'more') {
            if (whole.size === 0) expect([...part]).toEqual([]);
            const others = all.map((one, i) => ({ ...one, name: `other_${i}` })).reverse();
            expect(found(rule, event, others).size === 0).toBe(whole.size === 0);
          }
          if (rule.dependsOn === 'fewer' && part.size === 0) expect([...whole]).toEqual([]);
          if (!rule.dependsOn.startsWith('each')) return;
          const alone = all.flatMap((one) => [...found(rule, event, [one], true)]);
          expect([...whole].sort()).toEqual([...new Set([...found(rule, event, [], true), ...alone])].sort());
          const undeclared = ['unknown', 'App Launch', 'order-placed'].map((name) => faulty(rule, name, all));
          expect(undeclared).toEqual(undeclared.map(() => undeclared[0]));
        },
      ),
      { numRuns: 100 },
    );
  });
});
