import { expect, test } from 'vitest';
import type { Order } from '../../src/model/event-use.ts';
import {
  addToTally,
  emptyTally,
  leaveOut,
  mergeTallies,
  sampleLimit,
  tallySettledFrom,
} from '../../src/model/tally.ts';
import { place, sourceText } from '../../src/model/text.ts';

const at = (line: number, time?: string): Order => ({ time, file: 'a.ndjson', part: 0, line, index: 0 });
const spotAt = (order: Order) => ({ order, place: place(sourceText('a.ndjson', '{}', order.line), 0, 1) });
const linesOf = ({ samples }: { samples: readonly { order: Order }[] }) =>
  samples.map(({ order }) => order.line);

test('A tally keeps the earliest places, in whatever order they come, and counts them all.', () => {
  const tally = emptyTally();
  for (const line of [5, 1, 9, 12, 2, 7, 11, 3, 4, 10, 6, 8])
    addToTally(tally, at(line), () => spotAt(at(line)));
  expect(tally.count).toBe(12);
  expect(linesOf(tally)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test('Tallies of nothing share nothing.', () => {
  const [one, other] = [emptyTally(), emptyTally()];
  addToTally(one, at(1), () => spotAt(at(1)));
  expect(other).toEqual({ count: 0, samples: [] });
  mergeTallies(other, one);
  addToTally(one, at(2), () => spotAt(at(2)));
  expect([linesOf(one), linesOf(other)]).toEqual([[1, 2], [1]]);
});

test('One that is left out asks for no place, and lets the reader only count from then on.', () => {
  const tally = emptyTally();
  for (let line = 1; line < sampleLimit; line++) addToTally(tally, at(line), () => spotAt(at(line)));
  expect(tallySettledFrom(tally)).toBeNaN();
  leaveOut(tally);
  addToTally(tally, at(0), () => {
    throw new Error('asked for a place');
  });
  expect(tally.samples).toEqual([]);
  expect(tallySettledFrom(tally)).toBe(Number.NEGATIVE_INFINITY);
});
