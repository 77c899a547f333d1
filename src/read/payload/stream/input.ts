import type { Reread } from '../../../model/later-text.ts';
import { putLineFeeds } from '../bytes.ts';
import type { Damage } from '../index.ts';

/** Bytes that come one after another: a file, standard input, what a packing held. */
export interface Input {
  /** Puts the next bytes into `into`; how many there were, 0 at the end. */
  read(into: Uint8Array): number | Promise<number>;
  /** Why there are no more bytes, where that is a fault: known at the end. */
  readonly damage?: Damage | undefined;
  /** The same bytes from the first on, where they can be had once more; this input has ended then. */
  readonly again?: (() => Input) | undefined;
  /** Has parts of it stay at hand, to be read once more by their offset also when it has ended; undefined where they cannot. */
  readonly keep?: (() => Reread | undefined) | undefined;
}

/** Bytes that are there already. */
export function bytesInput(bytes: Uint8Array): Input {
  let at = 0;
  return {
    again: () => bytesInput(bytes),
    read(into) {
      const part = bytes.subarray(at, at + into.length);
      into.set(part);
      at += part.length;
      return part.length;
    },
  };
}

/** The input with bytes that were read of it before put back in front, but for some of the very first. */
export function prepended(head: Uint8Array, input: Input, without = 0): Input {
  const first = bytesInput(head);
  return {
    again: input.again,
    keep: () => shifted(input.keep?.(), without),
    read: (into) => {
      const count = first.read(into) as number;
      return count > 0 ? count : input.read(into);
    },
    get damage() {
      return input.damage;
    },
  };
}

/** Reads bytes of an input that begins so many bytes into another one. */
export function shifted(reread: Reread | undefined, by: number): Reread | undefined {
  return reread && ((into, offset) => reread(into, by + offset));
}

/** All that is left of an input, or undefined when that is more than `most` bytes. */
export async function readAll(input: Input, most: number): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const part = new Uint8Array(1 << 16);
    const count = await input.read(part);
    if (count === 0) return Buffer.concat(parts, length);
    length += count;
    if (length > most) return undefined;
    parts.push(part.subarray(0, count));
  }
}

const cr = 13;

/** The input with LF where lines end with a CR alone, as `withLineFeeds` of bytes. */
export function inputWithLineFeeds(input: Input): Input {
  // Whether an LF follows the last CR of a piece is in the next.
  let isHeld = false;
  return {
    async read(into) {
      for (;;) {
        const from = isHeld ? 1 : 0;
        if (isHeld) into[0] = cr;
        const count = await input.read(into.subarray(from));
        let end = from + count;
        isHeld = count > 0 && into[end - 1] === cr;
        if (isHeld) end--;
        putLineFeeds(into.subarray(0, end));
        if (end > 0 || count === 0) return end;
      }
    },
    get damage() {
      return input.damage;
    },
  };
}
