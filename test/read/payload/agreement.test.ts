import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outline, problems, read, textOf } from './read.ts';

const attributes = fc.dictionary(
  fc.string({ minLength: 1, unit: 'grapheme' }),
  fc.jsonValue({ maxDepth: 3 }).filter((value) => !/\d{16}|e[+-]?\d/.test(JSON.stringify(value))),
);

test('what JSON.parse yields is what is read, and every place holds the text of its value', () => {
  fc.assert(
    fc.property(
      fc.array(attributes, { minLength: 1, maxLength: 4 }),
      fc.constantFrom(0, 2),
      (all, indent) => {
        const events = all.map((one) => ({ event_name: 'a', attributes: one }));
        const items = read(JSON.stringify({ nv: events }, null, indent));
        expect(problems(items)).toEqual([]);
        const entries = items.flatMap((item) => (item.kind === 'entry' ? item.entry : []));
        expect(entries.map(({ fields }) => fields)).toEqual(JSON.parse(JSON.stringify(events)));
        for (const { use, locate } of entries) {
          for (const { name, values } of use?.attributes ?? []) {
            expect(JSON.parse(textOf(locate({ part: 'attribute', name })))).toBe(name);
            expect(JSON.parse(textOf(locate({ part: 'value', name })))).toEqual(values?.[0]);
          }
        }
      },
    ),
  );
});

test('one file and lines of the same events give the same entries', () => {
  fc.assert(
    fc.property(fc.array(attributes, { minLength: 2, maxLength: 4 }), (all) => {
      const events = all.map((one) => JSON.stringify({ event_name: 'a', attributes: one }));
      const entriesOf = (text: string) =>
        read(text).flatMap((item) => (item.kind === 'entry' ? [item.entry.fields] : []));
      expect(entriesOf(events.join('\n'))).toEqual(entriesOf(`[${events.join(',')}]`));
    }),
  );
});

test('no bytes make it throw', () => {
  const tokens = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    ':',
    ',',
    '\n',
    '\\',
    '"nv"',
    '"event_name"',
    '1',
    '1e9',
    'null',
  );
  const texts = fc.array(tokens).map((parts) => new Uint8Array(Buffer.from(parts.join(''))));
  fc.assert(
    fc.property(fc.oneof(texts, fc.uint8Array()), fc.constantFrom('p.json', 'p.ndjson'), (bytes, file) => {
      const items = read(bytes, file);
      expect(outline(items).length + problems(items).length).toBeGreaterThan(0);
    }),
    { numRuns: 2000 },
  );
});
