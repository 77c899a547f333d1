import { expect, test } from 'vitest';
import { LaterText } from '../../src/model/later-text.ts';
import { cutAround, cutClose, place, position, sourceText } from '../../src/model/text.ts';

const standing = { file: 'events.ndjson', firstLine: 7, firstColumn: 3, part: 2, endsInLine: true };

/** A text that stands within others in an input, of which only so many bytes are left. */
function laterText(text: string, left = Number.POSITIVE_INFINITY, isOneLine = false): LaterText {
  const input = Buffer.from(`before ${text} behind`);
  const stretch = {
    reread: (into: Uint8Array, offset: number) =>
      input.copy(into, 0, offset, Math.min(input.length, left, offset + into.length)),
    offset: 7,
    length: Buffer.byteLength(text),
    isOneLine,
  };
  return new LaterText(stretch, standing);
}

const other = laterText('another');

test.each([['plain'], ['a trip to Łódź'], ['日本語のテキスト'], ['one 😀 and another 🎉'], ['']])(
  'is what stands in the input: %s',
  (text) => {
    const later = laterText(text);
    for (const _ of [1, 2]) {
      expect(later.text).toBe(text);
      expect(other.text).toBe('another');
    }
    expect(later).toMatchObject(standing);
    expect(position(later, text.length)).toEqual({ line: 7, column: 3 + text.length });
  },
);

test.each([
  ['of ASCII', 'x'.repeat(9000)],
  ['of characters of two units, and others of two bytes', '😀é'.repeat(3000)],
  ['of lines', `${'日'.repeat(700)}\n`.repeat(7)],
])('has the places that another text would have, also those cut out of a long one: %s', (_, text) => {
  const later = laterText(text);
  const whole = sourceText(standing.file, text, standing.firstLine, standing.firstColumn, standing.part);
  for (const cut of [cutAround, cutClose]) {
    const [found, expected] = [later, whole].map((source) => cut(place(source, 4002, 4008)));
    expect(found?.span).toEqual(expected?.span);
    for (const each of ['text', 'firstLine', 'firstColumn'] as const) {
      expect(found?.source[each]).toBe(expected?.source[each]);
      // What was read last is another text.
      expect(other.text).toBe('another');
    }
  }
});

test('has blanks for what is not there any more', () => {
  expect(laterText('was longer', 12).text).toBe('was l     ');
});

test('need not be read for places in it where it is known to be one line', () => {
  const reread = () => {
    throw new Error('it was read');
  };
  const later = new LaterText({ reread, offset: 0, length: 9, isOneLine: true }, standing);
  expect(position(later, 5)).toEqual({ line: 7, column: 8 });
});
