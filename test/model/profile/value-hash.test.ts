import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valueHash } from '../../../src/model/profile/value-hash.ts';

describe('the hash of a value', () => {
  // Computed by another implementation.
  it.each<[unknown, number]>([
    ['', 3861360659996895],
    ['order_placed', 3294535300348179],
    [5, 4679907483137257],
    [-0.25, 7279680835362099],
    [{ a: [1, null, 'é'] }, 4929242934441669],
  ])('of %j is the same on every machine', (value, hash) => expect(valueHash(value)).toBe(hash));

  it.each<[string, unknown, unknown]>([
    ['a number and its text', 5, '5'],
    ['true and its text', true, 'true'],
    ['a text and a list of it', 'a', ['a']],
    ['where one text ends and the next begins', ['ab', 'c'], ['a', 'bc']],
    ['how values are nested', [[1], 2], [[1, 2]]],
    ['an empty list and an empty object', [], {}],
    ['keys and values', { a: 'b' }, { b: 'a' }],
  ])('tells apart %s', (_, one, other) => expect(valueHash(one)).not.toBe(valueHash(other)));

  it.each<[string, unknown, unknown]>([
    ['the order of keys', { a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }],
    ['how a number was written', JSON.parse('1.0e2'), 100],
    ['the sign of zero', JSON.parse('-0'), 0],
  ])('does not tell apart %s', (_, one, other) => expect(valueHash(one)).toBe(valueHash(other)));

  it('is a whole number below 2^53 for every value, and one value has one hash', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const hash = valueHash(value);
        expect(Number.isSafeInteger(hash) && hash >= 0).toBe(true);
        expect(valueHash(JSON.parse(JSON.stringify(value)))).toBe(hash);
      }),
    );
  });

  const alike = {
    'numbers in a row': (i: number) => i,
    'ids in a row': (i: number) => `customer-${String(i).padStart(8, '0')}`,
    'long texts that differ at their beginning': (i: number) => `${i}${' the same rest'.repeat(5)}`,
    prices: (i: number) => i / 100,
    'single letters of many': (i: number) => String.fromCodePoint(0x4e00 + (i % 20_000)) + (i % 7),
  };
  it.each(Object.entries(alike))('spreads %s evenly and without collisions', (_, value) => {
    const count = 40_000;
    const hashes = new Set<number>();
    const values = new Set<unknown>();
    const ones = new Array<number>(53).fill(0);
    for (let i = 0; i < count; i++) {
      const each = value(i);
      if (values.has(each)) continue;
      values.add(each);
      const hash = valueHash(each);
      hashes.add(hash);
      for (let bit = 0; bit < 53; bit++) if (Math.floor(hash / 2 ** bit) % 2 === 1) (ones[bit] as number)++;
    }
    expect(hashes.size).toBe(values.size);
    // Six standard deviations of a fair coin.
    const off = 3 * Math.sqrt(values.size);
    for (const each of ones) expect(Math.abs(each - values.size / 2)).toBeLessThan(off);
  });
});
