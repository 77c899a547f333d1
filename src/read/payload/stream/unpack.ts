import { once } from 'node:events';
import { createGunzip } from 'node:zlib';
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
  let damage: string | undefined;
  let hasEnded = false;
  gunzip.on('error', (error: NodeJS.ErrnoException) => {
    damage ??=
      error.code === 'Z_BUF_ERROR'
        ? 'The gzip data is truncated: it ends before its last block.'
        : 'The gzip data is damaged.';
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
        } else
          await Promise.race(['readable', 'end', 'error', 'close'].map((event) => settled(gunzip, event)));
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
    if (!gunzip.write(piece.subarray(0, count)))
      await Promise.race(['drain', 'error', 'close'].map((event) => settled(gunzip, event)));
  }
}

/** Waits for an event; one that says of an error is an event like others here. */
async function settled(emitter: NodeJS.EventEmitter, event: string): Promise<void> {
  await once(emitter, event).catch(() => {});
}
