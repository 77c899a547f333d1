import { describe, expect, test } from 'vitest';
import type { Progress } from '../../src/model/progress.ts';
import { progressOn } from '../../src/progress.ts';
import { columnsOf } from '../../src/report/printable.ts';
import { progressLine } from '../../src/report/progress.ts';

const read = { bytes: 1.45e9, of: 2.9e9, events: 1_950_123, seconds: 65 };
const half: Progress = { doing: 'Reading day.ndjson', read };

describe('the line of progress', () => {
  test.each([
    [
      120,
      'Reading day.ndjson  ███████████████░░░░░░░░░░░░░░░  50 %  1.4 of 2.9 GB  1,950,123 events  30,000/s  1:05 left',
    ],
    [
      100,
      'Reading day.ndjson  ██████████░░░░░░░░░░  50 %  1.4 of 2.9 GB  1,950,123 events  30,000/s  1:05 left',
    ],
    [78, 'Reading day.ndjson  50 %  1.4 of 2.9 GB  1,950,123 events  30,000/s  1:05 left'],
    [77, 'Reading day.ndjson  50 %  1.4 of 2.9 GB  1,950,123 events  1:05 left'],
    [60, 'Reading day.ndjson  50 %  1,950,123 events  1:05 left'],
    [40, 'Reading day.ndjson  50 %  1:05 left'],
    [20, '50 %  1:05 left'],
    [5, '50 %…'],
    [0, ''],
  ])('fits in %i columns', (columns, line) => {
    expect(progressLine(half, columns)).toBe(line);
  });

  test.each<[string, { readonly [key in keyof typeof read]?: number | undefined }, string]>([
    ['whose end is not known', { of: undefined }, 'Reading x  1.4 GB  1,950,123 events  30,000/s'],
    ['that has just begun', { bytes: 0, events: 0, seconds: 0 }, 'Reading x  0 %  0.0 of 2.9 GB  0 events'],
    [
      'that has grown since',
      { of: 1e9 },
      'Reading x  100 %  1.4 of 1.0 GB  1,950,123 events  30,000/s  0:00 left',
    ],
    ['that is empty', { bytes: 0, of: 0, events: 0 }, 'Reading x  0 B  0 events  0/s'],
    [
      'that takes hours',
      { bytes: 1e9, of: 1e12, seconds: 9.9 },
      'Reading x  0 %  0.0 of 1.0 TB  1,950,123 events  200,000/s  2:44:51 left',
    ],
  ])('tells of a stream %s', (_, other, line) => {
    const shown = progressLine(
      { doing: 'Reading x', read: { ...read, ...other } as NonNullable<Progress['read']> },
      90,
    );
    expect(shown.replace(/[█░]+ {2}/, '')).toBe(line);
  });

  test('holds no more columns than there are, whatever the name', () => {
    for (const name of ['日本語のログ'.repeat(20), '\u001b[2Jx', '👩‍👩‍👧'.repeat(40), 'हाथ'.repeat(40)])
      for (let columns = 0; columns < 130; columns++)
        for (const progress of [{ doing: name }, { ...half, doing: name }]) {
          const line = progressLine(progress, columns);
          expect(columnsOf(line)).toBeLessThanOrEqual(columns);
          expect(line).not.toContain('\u001b');
        }
  });
});

describe('a screen', () => {
  const shownAt = (moments: readonly number[]) => {
    const written: string[] = [];
    let time = 0;
    let asked = 0;
    const shown = progressOn({ columns: 40, write: (text) => written.push(text) }, () => time);
    for (const moment of moments) {
      time = moment;
      const progress = () => ({ doing: `at ${++asked}` });
      shown.show(moment < 0 ? undefined : progress);
    }
    return { written, asked };
  };

  test('shows nothing of a run that is short', () => {
    expect(shownAt([0, 500, 999, -1])).toEqual({ written: [], asked: 0 });
  });

  test('is written at most ten times a second, and asks no more often', () => {
    const moments = Array.from({ length: 3000 }, (_, i) => i);
    const { written, asked } = shownAt(moments);
    expect([written.length, asked]).toEqual([20, 20]);
  });

  test('is cleared once, and can be shown again', () => {
    expect(shownAt([1000, -1, -1, 1001, -1]).written).toEqual([
      '\rat 1\u001b[K',
      '\r\u001b[K',
      '\rat 2\u001b[K',
      '\r\u001b[K',
    ]);
  });
});
