import { expect, test } from 'vitest';
import { copiedText, longestPacked, packedText } from '../../src/model/packed-text.ts';
import { position } from '../../src/model/text.ts';

const standing = { file: 'events.ndjson', firstLine: 7, firstColumn: 3, part: 2, endsInLine: true };
const made = (text: string) => packedText(text, Buffer.from(text), standing);

test.each([
  ['ASCII', 'plain'],
  ['one letter beyond Latin-1', 'a trip to Łódź'],
  ['letters that take three bytes each', '日本語のテキスト'],
  ['characters of two units', 'one 😀 and another 🎉'],
  ['nothing', ''],
  ['longer than what is packed', `${'x'.repeat(longestPacked)}Ł`],
])('holds the text that it was given: %s', (_, text) => {
  for (const source of [made(text), copiedText(text, standing)]) {
    expect(source.text).toBe(text);
    expect(source).toMatchObject(standing);
    expect(position(source, text.length)).toEqual({ line: 7, column: 3 + text.length });
  }
});

test('holds several at a time', () => {
  const texts = ['Łódź', 'Kraków i Łódź', 'plain', 'Żywiec'];
  const sources = texts.map(made);
  for (const _ of [1, 2]) expect(sources.map(({ text }) => text)).toEqual(texts);
});
