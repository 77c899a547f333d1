import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Aside } from '../src/aside.ts';

const before = process.env.TMPDIR;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aside-'));
  process.env.TMPDIR = folder;
});
afterEach(() => {
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  rmSync(folder, { recursive: true });
});

function readAt(aside: Aside, offset: number, length: number): string {
  const into = Buffer.alloc(length);
  expect(aside.read(into, offset)).toBe(length);
  return into.toString('hex');
}

test('What is put aside is read as it was, in any order.', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ minLength: 1, maxLength: 40_000 }), { maxLength: 30 }), (all) => {
      const aside = new Aside(0);
      const put = all.map((bytes) => ({ bytes, offset: aside.put(bytes) ?? Number.NaN }));
      for (const { bytes, offset } of put.reverse())
        expect(readAt(aside, offset, bytes.length)).toBe(Buffer.from(bytes).toString('hex'));
      aside.close();
    }),
    { numRuns: 50 },
  );
});

test('Nothing is put aside before it is much, and no text that is too long.', () => {
  const aside = new Aside(100);
  expect(aside.put(Buffer.alloc(60))).toBe(undefined);
  expect(readdirSync(folder)).toEqual([]);
  expect(aside.put(Buffer.alloc(60))).toBe(0);
  expect(aside.put(Buffer.alloc(100_000))).toBe(undefined);
  aside.close();
});

test('Nothing is left behind, and nothing taken any more, once it is closed.', () => {
  const aside = new Aside(0);
  for (let i = 0; i < 10; i++) aside.put(Buffer.alloc(20_000, i));
  aside.close();
  expect(readdirSync(folder)).toEqual([]);
  expect(aside.put(Buffer.alloc(1))).toBe(undefined);
});

test('Where the disk takes no more, texts are kept in memory, and what was taken is still read.', () => {
  const aside = new Aside(0);
  expect(aside.put(Buffer.from('first'))).toBe(0);
  process.env.TMPDIR = join(folder, 'gone');
  const other = new Aside(0);
  expect(other.put(Buffer.from('second'))).toBe(undefined);
  expect(readAt(aside, 0, 5)).toBe(Buffer.from('first').toString('hex'));
  aside.close();
});
