import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { closeAside } from './aside.ts';
import { fileFault, isCode, standardInput } from './file-fault.ts';
import type { Reread } from './model/later-text.ts';

/** A file that is read piece by piece. */
export interface OpenFile {
  /** Puts the next bytes into `into`; how many there were, 0 at the end. Throws {@link InputError} when it cannot be read. */
  read(into: Uint8Array): number;
  /** Why what was read is not the whole of it, as is known at the end: somebody wrote to it meanwhile. */
  readonly damage?: { readonly damage: string; readonly help: string } | undefined;
  /** Begins to read it once more; absent where it can be read only once. */
  readonly again?: (() => OpenFile) | undefined;
  /** Has it stay open, so that parts of it can be read once more until {@link closeKept}; undefined where they cannot. */
  readonly keep?: (() => Reread | undefined) | undefined;
  close(): void;
}

/** The files that stay open. */
const kept = new Set<number>();
/** A process may open only so many. */
const mostKept = 64;

/** Closes the files of which parts could be read once more, and what was put aside of other inputs. */
export function closeKept(): void {
  closeAside();
  for (const descriptor of kept) closeSync(descriptor);
  kept.clear();
}

/** Opens a file, or its bytes from `start` to `end`. Throws {@link InputError} when it cannot be read. */
export function openFile(file: string, start = 0, end = Number.POSITIVE_INFINITY): OpenFile {
  let at = start;
  let last: number | undefined;
  let damage: OpenFile['damage'];
  const attempt = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw fileFault(file, 'read', error);
    }
  };
  const descriptor = attempt(() => openSync(file, 'r'));
  const size = sizeOfFile(descriptor);
  // A pipe can only be read where it is.
  const positionOf = (offset: number) => (size === undefined ? null : offset);
  const opened: OpenFile = {
    read(into) {
      const most = Math.min(into.length, end - at);
      const count = most > 0 ? attempt(() => readSync(descriptor, into, 0, most, positionOf(at))) : 0;
      if (count > 0) last = into[count - 1];
      else if (most > 0 && size !== undefined) damage = changed(size, at, last);
      at += count;
      return count;
    },
    get damage() {
      return damage;
    },
    again:
      size === undefined
        ? undefined
        : () => {
            at = start;
            return opened;
          },
    keep: () => {
      if (size === undefined || kept.size >= mostKept) return undefined;
      kept.add(descriptor);
      return (into, offset) => attempt(() => readSync(descriptor, into, 0, into.length, start + offset));
    },
    close: () => {
      if (!kept.has(descriptor)) closeSync(descriptor);
    },
  };
  return opened;
}

/** What somebody has done to a file of `size` bytes that ended at `at` with this byte. */
function changed(size: number, at: number, last: number | undefined): OpenFile['damage'] {
  if (at < size) return shortened(size, at);
  // Whoever appends lines has not written the whole of the last one.
  return at > size && last !== 10
    ? { damage: 'The file grew while it was read, and its last line is not whole.', help: whenQuiet }
    : undefined;
}

const whenQuiet = 'Check it again when nobody writes to it.';

/** The first bytes of a file, at most so many. */
export function headOf(file: string, most: number): Uint8Array {
  const head = new Uint8Array(most);
  const opened = openFile(file);
  const length = opened.read(head);
  opened.close();
  return head.subarray(0, length);
}

/** What is said of a file of `size` bytes of which only some were left. */
export function shortened(size: number, left: number): NonNullable<OpenFile['damage']> {
  const damage = `The file became shorter while it was read: of ${size} bytes, ${left} were left.`;
  return { damage, help: whenQuiet };
}

/** The size of a file in bytes, where that is known before it is read: not of pipes and devices. */
export function sizeOfFile(file: string | number): number | undefined {
  try {
    const stats = typeof file === 'number' ? fstatSync(file) : statSync(file);
    return stats.isFile() ? stats.size : undefined;
  } catch {
    return undefined;
  }
}

/** Standard input, piece by piece. */
export function openStandardInput(): {
  read(into: Uint8Array): Promise<number>;
  /** How many bytes there are, where that is known. */
  readonly size: number | undefined;
} {
  return {
    get size() {
      return sizeOfFile(0);
    },
    async read(into) {
      for (;;) {
        try {
          return readSync(0, into, 0, into.length, null);
        } catch (error) {
          if (isCode(error, 'EOF')) return 0;
          // What writes to a pipe that does not block may be slower than we are.
          if (!isCode(error, 'EAGAIN')) throw fileFault(standardInput, 'read', error);
          await setTimeout(1);
        }
      }
    },
  };
}
