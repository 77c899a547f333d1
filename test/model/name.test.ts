import { expect, test } from 'vitest';
import { withCommas } from '../../src/model/name.ts';

test.each([0, 7, 999, 1000, 32_768, 999_999, 1_000_000, 123_456_789])(
  '%i is written as in English',
  (count) => {
    expect(withCommas(count)).toBe(count.toLocaleString('en'));
  },
);
