import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LaterTally, sampleLimit, tallySettledFrom } from '../../../../src/model/tally.ts';
import { newSession } from '../../../../src/read/payload/session.ts';
import { KeptSpots } from '../../../../src/read/payload/stream/kept-spots.ts';
import { notifyvisitors } from '../../../support/lint-example.ts';

const text = Buffer.from('{"é":1}');
const reread = (into: Uint8Array) => text.copy(into);
const stretch = { reread, offset: 0, length: text.length, isOneLine: true };

/** Entries on lines of their own, by their times. */
function keptAt(times: readonly (number | undefined)[]) {
  const kept = new KeptSpots(newSession('a.ndjson', { pack: notifyvisitors }));
  const entries = times.map((time, i) => kept.addEntry({ time, line: i + 1, index: i, stretch, begins: 0 }));
  return { kept, entries };
}

test('Of what is kept the earliest are told, by time and then by line, whatever else was asked in between.', () => {
  const times = fc.array(
    fc.option(fc.integer({ min: 20260101000000, max: 20260101000009 }), { nil: undefined }),
  );
  fc.assert(
    fc.property(times, fc.nat(30), (all, settled) => {
      const { kept, entries } = keptAt(all);
      const tally = new LaterTally();
      for (const [i, entry] of entries.entries()) {
        tally.add(kept, entry, 1, 5);
        // As one that is added otherwise does.
        if (i === settled) tally.samples = [...tally.samples];
      }
      const sorted = all
        .map((time, i) => ({ time: time ?? Number.POSITIVE_INFINITY, line: i + 1 }))
        .sort((a, b) => a.time - b.time || a.line - b.line);
      const earliest = sorted.slice(0, sampleLimit).map(({ line }) => line);
      expect(tally.count).toBe(all.length);
      expect(tally.samples.map(({ order }) => order.line)).toEqual(earliest);
      const last = sorted[sampleLimit - 1]?.time;
      if (settled >= all.length && last !== undefined) expect(tallySettledFrom(tally)).toBe(last);
      if (last === undefined) expect(tallySettledFrom(tally)).toBeNaN();
    }),
  );
});

test('Where times descend, the last are told of many.', () => {
  const all = Array.from({ length: 5000 }, (_, i) => 20260101000000 - i);
  const kept = new KeptSpots(newSession('a.ndjson', { pack: notifyvisitors }));
  const tallies = [new LaterTally(), new LaterTally(), new LaterTally()];
  for (const [i, time] of all.entries()) {
    const entry = kept.addEntry({ time, line: i + 1, index: i, stretch, begins: 0 });
    tallies[i % 2]?.add(kept, entry, 1, 5);
    if (i < 3) tallies[2]?.add(kept, entry, 1, 5);
  }
  const lines = tallies.map(({ samples }) => samples.map(({ order }) => order.line));
  const last = (from: number) => Array.from({ length: sampleLimit }, (_, i) => from - 2 * i);
  expect(lines).toEqual([last(4999), last(5000), [3, 2, 1]]);
});

test('A place is found in the text that stands there, by bytes.', () => {
  const { kept, entries } = keptAt([20260327040818]);
  const tally = new LaterTally();
  tally.add(kept, entries[0] as number, 1, 5);
  const [{ order, place }] = tally.samples as [(typeof tally.samples)[0]];
  expect(order).toEqual({ time: '2026-03-27 04:08:18', file: 'a.ndjson', part: 0, line: 1, index: 0 });
  expect(place.source.text.slice(place.span.start, place.span.end)).toBe('"é"');
});
