import * as zlib from 'node:zlib';
import type { Damage } from '../index.ts';
import { FrameWalk, noZstd, zstdCut, zstdDamage } from '../zstd.ts';
import { type Input, prepended } from './input.ts';

const gzipMark = [0x1f, 0x8b];
/** Larger pieces than the default are what makes unpacking fast. */
const gzipBytes = 1 << 18;
/** Smaller ones, since each frame of zstd has its own. */
const zstdBytes = 1 << 16;
/** So many packed bytes are read at once. */
const packedBytes = 1 << 14;
/** Of what comes through a pipe so many are kept, to be unpacked once more where there is damage. */
const keptBytes = 1 << 24;

/** Undoes a packing: one of Node's streams. */
type Decoder = NodeJS.ReadWriteStream & {
  readonly destroyed: boolean;
  destroy(): void;
  flush?(done: () => void): void;
};

/** Whether bytes begin as gzip does. */
export function isGzip(head: Uint8Array): boolean {
  return head[0] === gzipMark[0] && head[1] === gzipMark[1];
}

/**
 * What gzip data holds. Its damage is known at the end; what stands before it is handed over. What Node has unpacked of a piece
 * that holds the damage is lost, so that packed data that can be had again is unpacked a second time, byte by byte from there.
 */
export function gunzipped(input: Input, most = keptBytes): Input {
  return unpackedTwice(input.again ? input : kept(input, most));
}

function unpackedTwice(packed: Input): Input {
  const decoder = zlib.createGunzip({ chunkSize: gzipBytes });
  const first = decoded(packed, decoder, gzipDamage);
  let input = first;
  let handedOver = 0;
  return {
    async read(into) {
      for (;;) {
        const count = await input.read(into);
        handedOver += count;
        const again = input === first && first.damage === damagedGzip ? packed.again?.() : undefined;
        if (count > 0 || !again) return count;
        const second = zlib.createGunzip({ chunkSize: gzipBytes });
        input = decoded(bytewise(again, decoder.bytesWritten), second, gzipDamage);
        await skip(input, handedOver);
      }
    },
    get damage() {
      return input.damage;
    },
  };
}

const cutGzip: Damage = { damage: 'The gzip data is truncated: it ends before its last block.' };
const damagedGzip: Damage = { damage: 'The gzip data is damaged.' };

function gzipDamage(error: NodeJS.ErrnoException): Damage {
  return error.code === 'Z_BUF_ERROR' ? cutGzip : damagedGzip;
}

/** The input, which can be had again as long as no more than so many bytes have come of it. */
function kept(input: Input, most: number): Input {
  let pieces: Uint8Array[] = [];
  let length = 0;
  return {
    async read(into) {
      const count = await input.read(into);
      length += count;
      if (length > most) pieces = [];
      else if (count > 0) pieces.push(into.slice(0, count));
      return count;
    },
    get damage() {
      return input.damage;
    },
    get again() {
      return length > most ? undefined : () => prepended(Buffer.concat(pieces), input);
    },
  };
}

/** The input, of which from some byte on one comes at a time. */
function bytewise(input: Input, from: number): Input {
  let at = 0;
  return {
    async read(into) {
      const count = await input.read(into.subarray(0, Math.max(1, from - at)));
      at += count;
      return count;
    },
  };
}

/** Passes over so many bytes. */
async function skip(input: Input, count: number): Promise<void> {
  const into = new Uint8Array(gzipBytes);
  for (let left = count; left > 0; ) {
    const read = await input.read(into.subarray(0, left));
    if (read === 0) return;
    left -= read;
  }
}

/** Makes what undoes one frame of zstd, where this Node has it. */
type MakeDecoder = ((options: { readonly chunkSize: number }) => Decoder) | undefined;
const zstdOfNode = (zlib as { createZstdDecompress?: MakeDecoder }).createZstdDecompress;

/** What zstd data holds, frame by frame. Its damage is known at the end; what stands before it is handed over. */
export function unzstd(packed: Input, makeDecoder: MakeDecoder = zstdOfNode): Input {
  if (!makeDecoder) return { read: () => 0, damage: noZstd };
  const frames = new Frames(packed);
  let frame: Input | undefined;
  let damage: Damage | undefined;
  return {
    async read(into) {
      while (damage === undefined) {
        if (!frame && !(await frames.next())) {
          damage = frames.damage;
          return 0;
        }
        frame ??= decoded(frames, makeDecoder({ chunkSize: zstdBytes }), zstdDamage);
        const count = await frame.read(into);
        if (count > 0) return count;
        damage = frame.damage;
        frame = undefined;
      }
      return 0;
    },
    get damage() {
      return damage;
    },
  };
}

/** The frames of zstd data, one after another: each is read to its end. */
class Frames implements Input {
  readonly #packed: Input;
  readonly #walk = new FrameWalk();
  readonly #piece = new Uint8Array(packedBytes);
  #parts = this.#walk.parts(new Uint8Array());
  /** What of a frame has not been handed over. */
  #rest: Uint8Array = new Uint8Array();
  #isWithin = false;
  #isEnd = false;

  constructor(packed: Input) {
    this.#packed = packed;
  }

  /** Why there is no more, where that is a fault: known at the end. */
  get damage(): Damage | undefined {
    if (!this.#isEnd) return undefined;
    if (this.#walk.isDamaged) return zstdDamage();
    return this.#walk.isWhole ? undefined : zstdCut;
  }

  /** Goes to the next frame; false where there is none. */
  async next(): Promise<boolean> {
    await this.#advance();
    return !this.#isEnd;
  }

  async read(into: Uint8Array): Promise<number> {
    while (this.#rest.length === 0) {
      if (!this.#isWithin) return 0;
      await this.#advance();
    }
    const count = Math.min(this.#rest.length, into.length);
    into.set(this.#rest.subarray(0, count));
    this.#rest = this.#rest.subarray(count);
    return count;
  }

  /** Takes the next part of a frame, if there is one. */
  async #advance(): Promise<void> {
    for (;;) {
      const part = this.#parts.next();
      if (!part.done) {
        this.#rest = part.value.bytes;
        this.#isWithin = !part.value.isLast;
        return;
      }
      const count = this.#walk.isDamaged ? 0 : await this.#packed.read(this.#piece);
      if (count === 0) {
        this.#isEnd = true;
        this.#isWithin = false;
        return;
      }
      this.#parts = this.#walk.parts(this.#piece.subarray(0, count));
    }
  }
}

/** What a decoder makes of packed bytes, to where it says of an error. */
function decoded(packed: Input, decoder: Decoder, damageOf: (error: NodeJS.ErrnoException) => Damage): Input {
  let rest: Uint8Array = new Uint8Array();
  let damage: Damage | undefined;
  let hasEnded = false;
  decoder.on('error', (error: NodeJS.ErrnoException) => {
    damage ??= damageOf(error);
    hasEnded = true;
  });
  decoder.on('end', () => {
    hasEnded = true;
  });
  const feeding = feed(packed, decoder);
  return {
    async read(into) {
      while (rest.length === 0) {
        const piece = decoder.read() as Uint8Array | null;
        if (piece !== null) rest = piece;
        else if (hasEnded) {
          await feeding;
          damage ??= packed.damage;
          return 0;
        } else await anyOf(decoder, ['readable', 'end', 'error', 'close']);
      }
      const count = Math.min(rest.length, into.length);
      into.set(rest.subarray(0, count));
      rest = rest.subarray(count);
      return count;
    },
    get damage() {
      return damage;
    },
  };
}

/** Hands the packed bytes over, as fast as they are asked for. */
async function feed(packed: Input, decoder: Decoder): Promise<void> {
  const piece = new Uint8Array(packedBytes);
  for (;;) {
    const count = await packed.read(piece);
    if (decoder.destroyed) return;
    if (count === 0) {
      // What it holds back would be lost if the data turns out to be cut off.
      await Promise.race([flushed(decoder), anyOf(decoder, ['error', 'close'])]);
      decoder.end();
      return;
    }
    // It keeps what it is given until it gets to it.
    if (!decoder.write(Buffer.from(piece.subarray(0, count))))
      await anyOf(decoder, ['drain', 'error', 'close']);
  }
}

function flushed(decoder: Decoder): Promise<void> {
  return new Promise((resolve) => {
    if (decoder.flush) decoder.flush(resolve);
    else resolve();
  });
}

/** Waits for the first of some events; one that says of an error is an event like others here. */
function anyOf(emitter: NodeJS.EventEmitter, events: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      for (const event of events) emitter.off(event, done);
      resolve();
    };
    for (const event of events) emitter.on(event, done);
  });
}
