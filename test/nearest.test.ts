import { describe, expect, it } from 'vitest';
import { nearest } from '../src/nearest.ts';

describe('the nearest known word', () => {
  it.each([
    ['signup_compelted', ['signup_completed', 'signup_started'], 'signup_completed'],
    ['Order_Placed', ['order_placed'], 'order_placed'],
    ['a', ['b'], 'b'],
    ['order', ['checkout_completed'], undefined],
    ['type-lok', ['type-lock', 'parse-error'], 'type-lock'],
    ['cart_x', ['cart_b', 'cart_a'], 'cart_a'],
    ['chekc', ['check', 'extract'], 'check'],
    ['anything', [], undefined],
  ])('of %s among %j is %s', (word, known, expected) => {
    expect(nearest(word, known)).toBe(expected);
  });
});
