import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Glimpse } from '../../../../src/model/rule.ts';
import { place, position, sourceText } from '../../../../src/model/text.ts';
import { newSession } from '../../../../src/read/payload/session.ts';
import { FirstSights } from '../../../../src/read/payload/stream/first-sights.ts';
import { notifyvisitors } from '../../../support/lint-example.ts';

const api = notifyvisitors.apis.find(({ carries_event }) => carries_event) as Glimpse['api'];
const text = Buffer.from('{"event_name":"viewed"}');
const stretch = {
  reread: (into: Uint8Array) => text.copy(into),
  offset: 0,
  length: text.length,
  isOneLine: true,
};

/** An entry on a line. Every third one cannot be read once more. */
function entryAt(time: number | undefined, line: number) {
  return {
    time,
    line,
    index: line,
    standing: () => (line % 3 === 0 ? undefined : { stretch, from: 14, to: 22 }),
    placeClose: () => place(sourceText('a.ndjson', '{"event_name":"viewed"}', line), 14, 22),
  };
}

test('Of each user the first entry is kept, and the earliest; of many users those with the smallest hashes, and one more.', () => {
  const most = 5;
  const sent = fc.record({
    userHash: fc.integer({ min: 0, max: 40 }).map((user) => user * 2 ** 45 + user),
    time: fc.option(fc.integer({ min: 20260101000000, max: 20260101000009 }), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(sent, { maxLength: 200 }), (entries) => {
      const sights = new FirstSights(newSession('a.ndjson', { pack: notifyvisitors }), most);
      const expected = new Map<number, { first: number; earliest: number; time: number }>();
      for (const [i, { userHash, time = Number.POSITIVE_INFINITY }] of entries.entries()) {
        const known = expected.get(userHash);
        if (!known) expected.set(userHash, { first: i, earliest: i, time });
        else if (time < known.time) expected.set(userHash, { ...known, earliest: i, time });
        const entry = entryAt(entries[i]?.time, i);
        const after = sights.add(userHash, entry, {
          part: 'event',
          event: { id: i % 2, name: `e${i % 2}` },
          api,
        });
        const { time: earliest } = expected.get(userHash) as { time: number };
        if (userHash <= sights.limit) expect(after).toBe(Math.min(earliest, Number.MAX_VALUE));
      }
      const hashes = [...sights.hashes()];
      const all = [...expected.keys()].sort((a, b) => a - b);
      const surely = all.slice(0, most + 1);
      expect(hashes).toEqual(expect.arrayContaining(surely));
      for (const userHash of surely) {
        const { first, earliest } = expected.get(userHash) as { first: number; earliest: number };
        const told = [...sights.of(userHash)];
        const lines = first === earliest ? [first] : [first, earliest];
        expect(told.map(({ order }) => order.line)).toEqual(lines);
        expect(told.map(({ event }) => event)).toEqual(lines.map((line) => `e${line % 2}`));
        for (const { place, order } of told) {
          const { source, span } = place('event');
          expect(source.text.slice(span.start, span.end)).toBe('"viewed"');
          expect(position(source, span.start).line).toBe(order.line);
        }
      }
      expect(hashes.length).toBeLessThan(Math.max(1.25 * most, most + 2));
    }),
  );
});
