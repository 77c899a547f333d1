import { describe, expect, it } from 'vitest';
import type { Example } from '../../src/model/rule-text.ts';
import { lintExample } from '../support/lint-example.ts';

const registry = `registry: 1
events:
  order_placed:
    description: Paid.
    owner: shop
    attributes: { order_id: number, "the total": number }
`;

/** An example with the first fix of its findings applied; undefined when none has one. */
function fixed(example: Example): string | undefined {
  const { findings } = lintExample(example);
  const fix = findings.find(({ fix, place }) => fix && place.source.file.startsWith('example'))?.fix;
  if (!fix) return undefined;
  const { source, span } = fix.place;
  return source.text.slice(0, span.start) + fix.text + source.text.slice(span.end);
}

const nv = (rest: string) => `nv('event', ${rest});`;

describe('a rename is offered where it changes nothing else', () => {
  it.each([
    ['a name in quotes', nv(`'Order Placed', {}`), nv(`'order_placed', {}`)],
    ['a name in other quotes', nv('`orderPlaced`, {}'), nv('`order_placed`, {}')],
    ['a key', nv(`'order_placed', { orderId: 1 }`), nv(`'order_placed', { order_id: 1 }`)],
    ['a quoted key', nv(`'order_placed', { 'order-id': 1 }`), nv(`'order_placed', { 'order_id': 1 }`)],
    [
      'a key that is its value',
      nv(`'order_placed', { orderId }`),
      nv(`'order_placed', { order_id: orderId }`),
    ],
  ])('%s', (_, code, expected) => {
    expect(fixed({ registry, code })).toBe(expected);
  });

  it('a key of a payload', () => {
    const payload = (key: string) => `{"userID":"u1","event_name":"order_placed","attributes":{"${key}":1}}`;
    expect(fixed({ registry, payload: payload('orderId') })).toBe(payload('order_id'));
  });

  it.each([
    ['a constant’s name, which stands elsewhere too', `const name = 'Order Placed';\n${nv('name, {}')}`],
    ['a name that would need quotes', nv(`'order_placed', { the_total: 1 }`)],
  ])('but not for %s', (_, code) => {
    expect(fixed({ registry, code })).toBeUndefined();
  });
});
