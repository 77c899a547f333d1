import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linesWithin } from '../../src/commands/line-range.ts';
import { readAll } from '../../src/read/payload/stream/input.ts';

/** What a range of a text's bytes is read as, with bytes that come in pieces. */
async function within(bytes: Uint8Array, start: number, end: number, piece: number): Promise<string> {
  const before = Math.max(0, start - 1);
  let at = before;
  const input = linesWithin(
    {
      read(into) {
        const part = bytes.subarray(at, at + Math.min(piece, into.length));
        into.set(part);
        at += part.length;
        return part.length;
      },
      keep: () => (into, offset) => {
        const part = bytes.subarray(before + offset, before + offset + into.length);
        into.set(part);
        return part.length;
      },
    },
    { start, end, of: bytes.length },
  );
  const read: Buffer[] = [];
  const into = new Uint8Array(16);
  for (let count = await input.read(into); count > 0; count = await input.read(into))
    read.push(Buffer.from(into.subarray(0, count)));
  const all = Buffer.concat(read);
  const again = Buffer.alloc(all.length);
  input.keep?.()?.(again, 0);
  expect(again).toEqual(all);
  return all.toString();
}

test('ranges of bytes are read as whole lines, each line once', async () => {
  const text = fc.array(fc.constantFrom('a', 'bc', '\n', 'é')).map((parts) => parts.join(''));
  await fc.assert(
    fc.asyncProperty(
      text,
      fc.array(fc.nat(40)),
      fc.integer({ min: 1, max: 9 }),
      async (whole, cuts, piece) => {
        const bytes = Buffer.from(whole);
        const ends = [...new Set([0, ...cuts.map((cut) => Math.min(cut, bytes.length)), bytes.length])];
        ends.sort((a, b) => a - b);
        const parts: string[] = [];
        for (const [i, end] of ends.slice(1).entries())
          parts.push(await within(bytes, ends[i] as number, end, piece));
        expect(parts.join('')).toBe(whole);
        for (const part of parts.filter((each, i) => each !== '' && parts.slice(i + 1).some(Boolean)))
          expect(part.endsWith('\n')).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});

test.each([
  [0, 10, 7, 'aa\nbb\nc'],
  [4, 10, 7, 'c'],
  // It ends where the range begins, or before.
  [7, 10, 7, ''],
  [8, 10, 7, ''],
  [0, 7, 7, 'aa\nbb\nc'],
])('of a file that became shorter, %i to %i of %i bytes', async (start, end, size, expected) => {
  const bytes = Buffer.from('aa\nbb\ncc\n').subarray(0, size);
  let at = Math.max(0, start - 1);
  const input = linesWithin(
    {
      read(into) {
        const part = bytes.subarray(at, at + into.length);
        into.set(part);
        at += part.length;
        return part.length;
      },
    },
    { start, end, of: 10 },
  );
  const read = await readAll(input, 100);
  expect(Buffer.from(read ?? []).toString()).toBe(expected);
  const isTold = start <= size && size < end;
  expect(input.damage?.damage).toBe(
    isTold ? `The file became shorter while it was read: of 10 bytes, ${size} were left.` : undefined,
  );
});
