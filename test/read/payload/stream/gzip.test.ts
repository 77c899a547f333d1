import { createHash } from 'node:crypto';
import { constants, gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { bytesInput, type Input, readAll } from '../../../../src/read/payload/stream/input.ts';
import { gunzipped } from '../../../../src/read/payload/stream/unpack.ts';
import { scanned } from './lint.ts';

/** Text that gzip makes about half as long. */
function textOf(lines: number): Buffer {
  const hash = (line: number) => createHash('sha256').update(`${line}`).digest('hex');
  return Buffer.from(Array.from({ length: lines }, (_, line) => `${hash(line)}\n`).join(''));
}

const content = textOf(20_000);
const packed = gzipSync(content);

/** Damages some bytes so that no symbols can be read of them. */
function damaged(from: number): Buffer {
  const bytes = Buffer.from(packed);
  for (let at = from; at < from + 4000; at++) bytes[at] = 0xff;
  return bytes;
}

async function read(input: Input) {
  const all = Buffer.from((await readAll(input, 2 ** 24)) ?? []);
  return { all, damage: input.damage?.damage };
}

/** The same as what comes through a pipe. */
const once = (bytes: Uint8Array): Input => ({ read: bytesInput(bytes).read });
const damage = 'The gzip data is damaged.';

describe('of damaged gzip data', () => {
  const places = [10, 2000, 120_000, packed.length - 5000];
  test.each([
    ...places.map((from) => ['a file', from, bytesInput] as const),
    ...places.map((from) => ['a pipe', from, once] as const),
  ])('all is read that stands before it, from %s at %i', async (_, from, input) => {
    const found = await read(gunzipped(input(damaged(from))));
    const sound = gunzipSync(packed.subarray(0, from), { finishFlush: constants.Z_SYNC_FLUSH });
    expect(found.damage).toBe(damage);
    expect(found.all.subarray(0, sound.length).equals(sound)).toBe(true);
  });

  test.each([
    ['something behind it', Buffer.concat([packed, Buffer.from('garbage')])],
    ['a wrong checksum', Buffer.from(packed).fill(0, packed.length - 8, packed.length - 4)],
  ])('because of %s, all is read', async (_, bytes) => {
    const found = await read(gunzipped(bytesInput(bytes)));
    expect(found.damage).toBe(damage);
    expect(found.all.equals(content)).toBe(true);
  });

  test('that is more than is kept of a pipe, all but some last pieces are read', async () => {
    const bytes = Buffer.concat([packed, Buffer.from('garbage')]);
    const found = await read(gunzipped(once(bytes), packed.length / 2));
    expect(found.damage).toBe(damage);
    expect(content.subarray(0, found.all.length).equals(found.all)).toBe(true);
    expect(found.all.length).toBeGreaterThan(content.length - 2 ** 19);
  });

  test('that is cut off, all is read', async () => {
    const found = await read(gunzipped(once(packed.subarray(0, -9))));
    expect(found.damage).toBe('The gzip data is truncated: it ends before its last block.');
    expect(content.subarray(0, found.all.length).equals(found.all)).toBe(true);
    expect(found.all.length).toBeGreaterThan(content.length - 100);
  });
});

test('gzip is known by its content', async () => {
  const line = '{"userID":"u1","event_name":"a","attributes":{}}';
  expect(await scanned('p.bin', gzipSync(line), 'registry: 1')).toMatchObject({ entries: 1 });
});
