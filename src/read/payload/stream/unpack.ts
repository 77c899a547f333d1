import { createGunzip } from 'node:zlib';
import type { Damage } from '../index.ts';
import type { Input } from './input.ts';

const gzipMark = [0x1f, 0x8b];
/** Larger pieces than the default are what makes unpacking fast. */
const pieceBytes = 1 << 18;

/** Whether bytes begin as gzip does. */
export function isGzip(head: Uint8Array): boolean {
  return head[0] === gzipMark[0] && head[1] === gzipMark[1];
}

/** What gzip data holds. Its damage is known at the end; what stands before it is handed over. */
export function gunzipped(packed: Input): Input {
  const gunzip = createGunzip({ chunkSize: pieceBytes });
  let rest: Uint8Array = new Uint8Array();
  let damage: Damage | undefined;
  let hasEnded = false;
  gunzip.on('error', (error: NodeJS.ErrnoException) => {
    const isCut = error.code === 'Z_BUF_ERROR';
    damage ??= {
      damage: isCut
        ? 'The gzip data is truncated: it ends before its last block.'
        : 'The gzip data is damaged.',
    };
    hasEnded = true;
  });
  gunzip.on('end', () => {
    hasEnded = true;
  });
  const feeding = feed(packed, gunzip);
  return {
    async read(into) {
      while (rest.length === 0) {
        const piece = gunzip.read() as Uint8Array | null;
        if (piece !== null) rest = piece;
        else if (hasEnded) {
          await feeding;
          damage ??= packed.damage;
          return 0;
        } else await anyOf(gunzip, ['readable', 'end', 'error', 'close']);
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
async function feed(packed: Input, gunzip: NodeJS.WritableStream & { destroyed: boolean }): Promise<void> {
  for (;;) {
    const piece = new Uint8Array(pieceBytes);
    const count = await packed.read(piece);
    if (gunzip.destroyed) return;
    if (count === 0) {
      gunzip.end();
      return;
    }
    if (!gunzip.write(piece.subarray(0, count))) await anyOf(gunzip, ['drain', 'error', 'close']);
  }
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
