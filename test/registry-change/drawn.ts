import fc from 'fast-check';
import { attributeTypes } from '../../src/model/attribute-type.ts';
import type { RegistryState } from '../../src/model/change-rule.ts';
import { stateOf } from '../support/diff-example.ts';

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
export const registry = fc.record({ events: fc.dictionary(name, event, { maxKeys: 4 }), lock: lockLines });
/** What is drawn. */
export type Drawn = typeof registry extends fc.Arbitrary<infer Value> ? Value : never;

/** Reads what was drawn through the real readers: JSON is YAML. */
export function read({ events, lock }: Drawn): RegistryState {
  const quoted = (text: string) => JSON.stringify(text);
  const lines = Object.entries(lock).flatMap(([event, attributes]) =>
    Object.entries(attributes).map(
      ([attribute, type]) => `${quoted(event)}.${quoted(attribute)}: ${type} since 2026-01-10 from registry`,
    ),
  );
  return stateOf(JSON.stringify({ registry: 1, events }), ['# eventlint lock 1', ...lines, ''].join('\n'));
}
