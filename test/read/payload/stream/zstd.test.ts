import { readFileSync } from 'node:fs';
import { Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Input, readAll } from '../../../../src/read/payload/stream/input.ts';
import { unzstd } from '../../../../src/read/payload/stream/unpack.ts';
import { FrameWalk } from '../../../../src/read/payload/zstd.ts';

// Two frames as `zstd` writes them, one of user data between them, and what they hold.
const packed = readFileSync(new URL('../fixtures/two-frames.zst', import.meta.url));
const content = readFileSync(new URL('../fixtures/tracker.ndjson', import.meta.url));
const half = content.indexOf(10, 300) + 1;
const halves = [content.subarray(0, half), content.subarray(half)];
const frames = framesOf(packed, packed.length).found;

/** The frames of bytes that come in pieces of a size. */
function framesOf(bytes: Uint8Array, size: number) {
  const walk = new FrameWalk();
  const found: Buffer[] = [];
  let frame: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    for (const { bytes: part, isLast } of walk.parts(bytes.subarray(at, at + size))) {
      frame.push(Buffer.from(part));
      if (!isLast) continue;
      found.push(Buffer.concat(frame));
      frame = [];
    }
  }
  return { found, isWhole: walk.isWhole, isDamaged: walk.isDamaged, rest: frame.length };
}

/** Bytes that come in pieces of a size. */
function pieces(bytes: Uint8Array, size: number): Input {
  let at = 0;
  return {
    read(into) {
      const part = bytes.subarray(at, at + Math.min(size, into.length));
      into.set(part);
      at += part.length;
      return part.length;
    },
  };
}

test.each([1, 2, 3, 7, 100, 5000])('frames are told apart when their bytes come by %i', (size) => {
  expect(frames).toHaveLength(2);
  expect(framesOf(packed, size)).toEqual({ found: frames, isWhole: true, isDamaged: false, rest: 0 });
});

/** A frame as RFC 8878 has it, of blocks that hold what they say. The last one's kind can be another. */
function frameOf(blocks: readonly string[], lastKind = 0): Buffer {
  const block = (text: string, index: number) => {
    const isLast = index === blocks.length - 1;
    const header = Buffer.alloc(3);
    header.writeUIntLE(text.length * 8 + (isLast ? 2 * lastKind + 1 : 0), 0, 3);
    return Buffer.concat([header, Buffer.from(text)]);
  };
  // No checksum and no size of the content; a window of 1 KiB.
  return Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0]), ...blocks.map(block)]);
}

test('what is handed over of a frame ends where a block does', () => {
  const parts = [...new FrameWalk().parts(frameOf(['first\n', 'second\n', 'third\n']))];
  const [mark, ...texts] = parts.map(({ bytes, isLast }) => [Buffer.from(bytes).toString('latin1'), isLast]);
  expect(mark).toEqual([frameOf([]).subarray(0, 4).toString('latin1'), false]);
  expect(texts.map(([text, isLast]) => [/[a-z]+\n$/.exec(`${text}`)?.[0], isLast])).toEqual([
    ['first\n', false],
    ['second\n', false],
    ['third\n', true],
  ]);
});

test('no bytes make the walk throw, and it takes nothing for a frame that does not begin as one', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(packed.length), fc.nat(30), (noise, at, cut) => {
      const bytes = Buffer.concat([packed.subarray(0, at), noise, packed.subarray(at + cut)]);
      const parts = [...new FrameWalk().parts(bytes)];
      const isFrame = bytes.subarray(0, 4).equals(packed.subarray(0, 4));
      expect(parts.length > 0 || !isFrame).toBe(true);
    }),
  );
});

/** Undoes the fixture's two frames, for a Node that cannot; what is none of them is damaged, as Node says it. */
function standIn() {
  const parts: Buffer[] = [];
  return new Transform({
    transform(part: Buffer, _, done) {
      parts.push(part);
      done();
    },
    flush(done) {
      const whole = Buffer.concat(parts);
      const index = frames.findIndex((frame) => frame.subarray(0, whole.length).equals(whole));
      if (index < 0) done(Object.assign(new Error(), { code: 'ZSTD_error_checksum_wrong' }));
      else if (whole.length < (frames[index]?.length ?? 0)) done(null, halves[index]?.subarray(0, 200));
      else done(null, halves[index]);
    },
  });
}

const hasZstd = 'createZstdDecompress' in zlib;

describe.each([
  ['as Node undoes them', undefined],
  ['as a stand-in undoes them', standIn],
])('frames of a stream, %s', (_, makeDecoder) => {
  const isLeftOut = !hasZstd && makeDecoder === undefined;
  const read = async (bytes: Uint8Array, size: number) => {
    const input = unzstd(pieces(bytes, size), makeDecoder);
    const all = Buffer.from((await readAll(input, 2 ** 20)) ?? []);
    return { all, damage: input.damage?.damage };
  };

  test.skipIf(isLeftOut).each([1, 100, 5000])('are read one after another, in pieces of %i', async (size) => {
    expect(await read(packed, size)).toEqual({ all: content, damage: undefined });
  });

  test.skipIf(isLeftOut).each([
    ['in the mark of the user data', (frames[0]?.length ?? 0) + 2, halves[0]],
    ['in the user data', packed.length - (frames[1]?.length ?? 0) - 1, halves[0]],
    ['in the last mark', packed.length - (frames[1]?.length ?? 0) + 2, halves[0]],
  ])('that are cut %s are read to there', async (_, length, expected) => {
    const damage = 'The zstd data is truncated: it ends before its last block.';
    expect(await read(packed.subarray(0, length), 100)).toEqual({ all: expected, damage });
  });

  test.skipIf(isLeftOut)('that are cut at the checksum or in a block are told so', async () => {
    for (const cut of [1, 4, 5, 100]) {
      const { all, damage } = await read(packed.subarray(0, packed.length - cut), 64);
      expect(damage).toBe('The zstd data is truncated: it ends before its last block.');
      expect(content.subarray(0, all.length)).toEqual(all);
      expect(all.length).toBeGreaterThanOrEqual(half);
    }
  });

  test.skipIf(isLeftOut)('before something else are read, and that is told', async () => {
    const bytes = Buffer.concat([packed, Buffer.from('more')]);
    expect(await read(bytes, 100)).toEqual({ all: content, damage: 'The zstd data is damaged.' });
  });

  test.skipIf(isLeftOut)('whose checksum is wrong are told', async () => {
    const bytes = Buffer.from(packed);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    expect((await read(bytes, 5000)).damage).toBe('The zstd data is damaged.');
  });
});

test.runIf(hasZstd)('of a frame with a damaged block, all blocks before it are read', async () => {
  for (const size of [1, 10, 5000]) {
    // A block that is packed, as no packer writes it.
    const input = unzstd(pieces(frameOf(['first\n', 'second\n', 'third\n'], 2), size));
    const all = Buffer.from((await readAll(input, 2 ** 20)) ?? []).toString();
    expect([all, input.damage?.damage]).toEqual(['first\nsecond\n', 'The zstd data is damaged.']);
  }
});

test.skipIf(hasZstd)('a Node that cannot undo them says so and reads nothing', async () => {
  const input = unzstd(pieces(packed, 100));
  expect(await readAll(input, 2 ** 20)).toHaveLength(0);
  expect(input.damage).toEqual({
    damage: `The file is compressed with zstd, which Node ${process.versions.node} cannot undo.`,
    help: 'Run eventlint with Node 22.15 or later, or compress the file with gzip.',
  });
});
