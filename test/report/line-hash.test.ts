import { computeRollingHashes } from '@microsoft/sarif';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstLineHash, lineHashes } from '../../src/report/line-hash.ts';

/** The reference's hashes, by line. */
function reference(text: string): string[] {
  const hashes = computeRollingHashes(text);
  return [...hashes.keys()].sort((a, b) => a - b).map((line) => hashes.get(line) as string);
}

describe('the line hash is that of GitHub’s upload action', () => {
  it.each([
    ['nothing', '', 'c129715d7a2bc9a3:1'],
    ['one line', 'x', undefined],
    ['blanks and tabs', '  a\t b \n\t\n  c', undefined],
    ['every line end', 'a\nb\r\nc\rd\n\r\n\n', undefined],
    ['a line that occurs twice', `${'same\n'.repeat(5)}`, undefined],
    ['long lines', `${'abc def '.repeat(100)}\n${'xyz'.repeat(90)}`, undefined],
    ['letters beyond ASCII', 'साड़ी\n😀\n\uFFFF', undefined],
  ])('of %s', (_, text, expected) => {
    expect(lineHashes(text)).toEqual(reference(text));
    if (expected) expect(lineHashes(text)[0]).toBe(expected);
  });

  it('of any text', () => {
    const text = fc.array(
      fc.constantFrom(' ', '\t', '\n', '\r', 'a', 'b', 'é', '\uFFFF', 'nv()', 'x'.repeat(60)),
      { maxLength: 300 },
    );
    fc.assert(
      fc.property(text, (parts) => {
        const expected = reference(parts.join(''));
        expect(lineHashes(parts.join(''))).toEqual(expected);
        expect(firstLineHash(parts.join(''))).toBe(expected[0]);
      }),
    );
  });
});
