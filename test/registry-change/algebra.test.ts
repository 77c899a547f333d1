import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import { attributeTypes } from '../../src/model/attribute-type.ts';
import { type Change, isLive } from '../../src/model/change.ts';
import type { RegistryState } from '../../src/model/rule.ts';
import { changesBetween } from '../../src/registry-change/index.ts';
import { changeRules } from '../../src/registry-change/judge.ts';
import { diffStates, stateOf } from '../support/diff-example.ts';
import { notifyvisitors } from '../support/lint-example.ts';

const status = fc.constantFrom('draft', 'active', 'deprecated', 'removed');
const name = fc.constantFrom('order_placed', 'Order Placed', 'orderPlaced', 'signed_up', 'a', 'b c');
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

const attribute = fc.record({
  type: fc.constantFrom(...attributeTypes),
  required: fc.boolean(),
  status,
  description: optional(fc.constantFrom('One.', 'Two.')),
  sensitivity: optional(fc.constantFrom('public', 'internal', 'personal', 'sensitive')),
  enum: optional(fc.uniqueArray(fc.constantFrom('A', 'B', 'C'), { minLength: 1 })),
  pattern: optional(fc.constantFrom('^a', '^b')),
  minimum: optional(fc.integer({ min: 0, max: 2 })),
  maximum: optional(fc.integer({ min: 3, max: 5 })),
  max_bytes: optional(fc.integer({ min: 1, max: 3 })),
});
const event = fc.record({
  description: optional(fc.constantFrom('One.', 'Two.')),
  owner: optional(fc.constantFrom('checkout', 'growth')),
  status,
  additional: fc.constantFrom('deny', 'warn', 'allow'),
  creates_user: fc.boolean(),
  platforms: fc.uniqueArray(fc.constantFrom('website', 'ios app'), {}),
  tags: fc.uniqueArray(fc.constantFrom('x', 'y')),
  reserved: fc.uniqueArray(fc.constantFrom('total', 'sum')),
  attributes: fc.dictionary(name, attribute, { maxKeys: 4 }),
});
const lockLines = fc.dictionary(
  name,
  fc.dictionary(name, fc.constantFrom(...attributeTypes), { maxKeys: 3 }),
  {
    maxKeys: 3,
  },
);

/** A registry and its lock, as plain data that can be written in any order. */
const registry = fc.record({ events: fc.dictionary(name, event, { maxKeys: 4 }), lock: lockLines });
type Drawn = typeof registry extends fc.Arbitrary<infer Value> ? Value : never;

/** Reads what was drawn through the real readers: JSON is YAML. */
function read({ events, lock }: Drawn): RegistryState {
  const quoted = (text: string) => JSON.stringify(text);
  const lines = Object.entries(lock).flatMap(([event, attributes]) =>
    Object.entries(attributes).map(
      ([attribute, type]) => `${quoted(event)}.${quoted(attribute)}: ${type} since 2026-01-10 from registry`,
    ),
  );
  return stateOf(JSON.stringify({ registry: 1, events }), ['# eventlint lock 1', ...lines, ''].join('\n'));
}

/** The same with the keys of all maps the other way around, and the items of all lists. */
function reversed<Value>(value: Value): Value {
  if (Array.isArray(value)) return [...value].reverse().map(reversed) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, each]) => [key, reversed(each)])) as Value;
}

const changes = (a: RegistryState, b: RegistryState) => changesBetween(a, b, notifyvisitors);

/** What a change is about, whichever way it goes: what it was called on either side. */
function subject({ event, attribute, kind, before, after }: Change): string[] {
  if (kind === 'event-name' || kind === 'attribute-name') return [];
  return [JSON.stringify([event, attribute, before !== undefined || after !== undefined])];
}

describe('the difference of two registries', () => {
  it('is nothing for a registry and itself, in whatever order it is written', () => {
    fc.assert(
      fc.property(registry, (drawn) => {
        expect(changes(read(drawn), read(reversed(drawn)))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('names the same places the other way around', () => {
    fc.assert(
      fc.property(registry, registry, (one, two) => {
        const [a, b] = [read(one), read(two)];
        const forth = changes(a, b);
        // Where a spelling has changed, each side has a name of its own.
        fc.pre(!forth.some(({ kind }) => kind === 'event-name' || kind === 'attribute-name'));
        const places = (found: readonly Change[]) => [...new Set(found.flatMap(subject))].sort();
        expect(places(changes(b, a).filter(({ kind }) => kind !== 'lock'))).toEqual(
          places(forth.filter(({ kind }) => kind !== 'lock')),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('does not depend on the order of what is declared', () => {
    fc.assert(
      fc.property(registry, registry, (one, two) => {
        const prints = (a: Drawn, b: Drawn) =>
          diffStates(read(a), read(b)).changes.map(
            ({ fingerprint, severity }) => `${severity} ${fingerprint}`,
          );
        expect(prints(reversed(one), two).sort()).toEqual(prints(one, reversed(two)).sort());
      }),
      { numRuns: 60 },
    );
  });

  it('is told by exactly one rule each, but for what goes or comes with its event, and budgets that have room', () => {
    const asked = changeRules(rules);
    fc.assert(
      fc.property(registry, registry, (one, two) => {
        const [before, after] = [read(one), read(two)];
        const told = new Set(diffStates(before, after).changes.map(({ change }) => subjectOfKind(change)));
        for (const change of changes(before, after)) {
          expect(asked.some((rule) => rule.of.includes(change.kind))).toBe(true);
          const withEvent =
            change.attribute !== undefined && !(isLive(change.eventBefore) && isLive(change.eventAfter));
          if (withEvent || change.kind === 'event-budget' || change.kind === 'lock') continue;
          // Data that was never classified and is public or internal is no news.
          if (change.kind === 'attribute-sensitivity') continue;
          expect(told, subjectOfKind(change)).toContain(subjectOfKind(change));
        }
      }),
      { numRuns: 60 },
    );
  });
});

function subjectOfKind({ event, attribute, kind }: Change): string {
  return JSON.stringify([event, attribute, kind]);
}
