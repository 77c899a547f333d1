import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDistinct,
  type Distinct,
  distinctEstimate,
  emptyDistinct,
  mergeDistinct,
  mostExact,
} from '../../../src/model/profile/distinct.ts';
import { valueHash } from '../../../src/model/profile/value-hash.ts';

function counted(hashes: Iterable<number>): Distinct {
  const distinct = emptyDistinct();
  for (const hash of hashes) addDistinct(distinct, hash);
  return distinct;
}

/** Hashes of so many different values, of one kind for each seed. */
function* hashesOf(count: number, seed: number): Generator<number> {
  for (let i = 0; i < count; i++) yield valueHash(seed % 2 === 0 ? `user-${seed}-${i}` : i * 10 + seed);
}

describe('the number of different values', () => {
  it.each([0, 1, 2, 100, mostExact])('is exact for %i, however often they come', (count) => {
    const distinct = counted([...hashesOf(count, 1), ...hashesOf(count, 1)]);
    expect(distinctEstimate(distinct)).toEqual({ estimate: count, exact: true });
  });

  it('is an estimate from one more on', () => {
    const distinct = counted(hashesOf(mostExact + 1, 1));
    expect(distinctEstimate(distinct)).toMatchObject({ exact: false });
    expect(distinct.hashes).toEqual([]);
  });

  // 1.04 / √4096 = 1.6 % is the standard error of the method; the seeds are fixed, so that this cannot fail by chance.
  it.each([600, 2000, 5000, 12_000, 40_000, 100_000])('is near %i where there are that many', (count) => {
    const errors = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => {
      const { estimate } = distinctEstimate(counted(hashesOf(count, seed)));
      return (estimate - count) / count;
    });
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    const root = Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length);
    expect(Math.max(...errors.map(Math.abs))).toBeLessThan(0.05);
    expect(root).toBeLessThan(0.025);
    expect(Math.abs(mean)).toBeLessThan(0.015);
  });

  it.each([1e6, 1e9, 1e12])('is near %d where registers are as so many values leave them', (count) => {
    const registers = Uint8Array.from({ length: 4096 }, (_, i) => {
      // The share of registers that so many values leave at this or less.
      const share = (most: number) => (most >= 33 ? 1 : (1 - 2 ** -most) ** (count / 4096));
      let value = 0;
      while (share(value) < (i + 0.5) / 4096) value++;
      return value;
    });
    const { estimate } = distinctEstimate({ hashes: [], registers });
    expect(Math.abs(estimate - count) / count).toBeLessThan(0.005);
  });

  it('depends on the values alone, however they are divided, ordered and joined', () => {
    const input = fc.record({
      count: fc.constantFrom(10, 500, 512, 513, 900, 3000),
      seed: fc.nat(1000),
      parts: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(input, fc.infiniteStream(fc.nat()), ({ count, seed, parts }, draws) => {
        const draw = () => draws.next().value as number;
        const hashes = [...hashesOf(count, seed)];
        const whole = counted(hashes);
        const divided = Array.from({ length: parts }, () => emptyDistinct());
        // Some values are in several parts.
        for (const hash of [...hashes].reverse().concat(hashes.slice(0, count / 3)))
          addDistinct(divided[draw() % parts] as Distinct, hash);
        while (divided.length > 1) {
          const [taken] = divided.splice(draw() % divided.length, 1) as [Distinct];
          mergeDistinct(divided[draw() % divided.length] as Distinct, taken);
        }
        expect(divided[0]).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });
});
