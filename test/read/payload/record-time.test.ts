import { describe, expect, test } from 'vitest';
import { readTime } from '../../../src/read/payload/forms/record-time.ts';

describe('a record’s time, for the order of events', () => {
  test.each<[value: unknown, time: string | undefined]>([
    ['2026-03-27 04:08:18', '2026-03-27 04:08:18'],
    ['2026-03-27T04:08:18Z', '2026-03-27 04:08:18'],
    ['2026-03-27T04:08:18.250+05:30', '2026-03-26 22:38:18.250'],
    ['2026-03-27T04:08:18+0530', '2026-03-26 22:38:18'],
    ['2026-03-27T04:08', '2026-03-27 04:08:00'],
    ['2026-03-27', '2026-03-27 00:00:00'],
    ['2026-03-27 04:08:18.123456 UTC', '2026-03-27 04:08:18.123'],
    ['2026-03-27 04:08:18.1-07', '2026-03-27 11:08:18.100'],
    ['2026-03-27 04:08:18+00:00', '2026-03-27 04:08:18'],
    ['2026-02-29 04:08:18.1', undefined],
    ['yesterday', undefined],
    [1774584498, undefined],
    [null, undefined],
  ])('%j, where no form is described: %s', (value, time) => {
    expect(readTime(value, undefined)).toEqual({ time, fits: true });
  });

  test.each([
    ['epoch-seconds', 1774584498, '2026-03-27 04:08:18'],
    ['epoch-seconds', '1774584498.5', '2026-03-27 04:08:18.500'],
    ['epoch-milliseconds', 1774584498250, '2026-03-27 04:08:18.250'],
    ['iso-8601', '2026-03-27T04:08:18Z', '2026-03-27 04:08:18'],
    ['yyyy-MM-dd HH:mm:ss', '2026-03-27 04:08:18', '2026-03-27 04:08:18'],
  ] as const)('as %s: %j', (form, value, time) => {
    expect(readTime(value, [form])).toEqual({ time, fits: true });
  });

  test.each([
    ['epoch-seconds', '2026-03-27'],
    ['epoch-milliseconds', 1e300],
    ['iso-8601', '2026-03-27 04:08:18'],
    ['iso-8601', '2026-13-27T04:08:18Z'],
    ['iso-8601', 1774584498],
    ['yyyy-MM-dd HH:mm:ss', '2026-03-27T04:08:18Z'],
  ] as const)('not as %s: %j', (form, value) => {
    expect(readTime(value, [form])).toEqual({ time: undefined, fits: false });
  });
});
