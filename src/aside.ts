import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileFault } from './file-fault.ts';

/** So much is left in memory: most inputs have less, and touch no disk. */
const leftBytes = 8 * 2 ** 20;
/** So many bytes are written at once. Longer texts are left in memory. */
const blockBytes = 1 << 16;

/**
 * Bytes that a run may want to read again, put aside in a file of the system's temporary folder: those of an input that cannot be read
 * once more would fill the memory. The file has no name as long as it is open, where the system allows that.
 */
export class Aside {
  readonly #left: number;
  #asked = 0;
  #file: { readonly descriptor: number; readonly path: string } | undefined;
  #isOver = false;
  #written = 0;
  /** What is not written yet. */
  #block = Buffer.alloc(0);
  #filled = 0;

  /** `left`: how many bytes are left in memory before the first is put aside. */
  constructor(left = leftBytes) {
    this.#left = left;
  }

  /** Where `read` finds them; undefined where they have to be kept in memory: there are few so far, or the disk takes no more. */
  put(bytes: Uint8Array): number | undefined {
    this.#asked += bytes.length;
    if (this.#isOver || this.#asked <= this.#left || bytes.length > blockBytes) return undefined;
    if (this.#filled + bytes.length > this.#block.length && !this.#write()) return undefined;
    this.#block.set(bytes, this.#filled);
    this.#filled += bytes.length;
    return this.#written + this.#filled - bytes.length;
  }

  /** Reads bytes that were put aside. Throws {@link InputError} where the disk does not give them back. */
  readonly read = (into: Uint8Array, offset: number): number => {
    if (offset >= this.#written) {
      const from = offset - this.#written;
      into.set(this.#block.subarray(from, from + into.length));
      return into.length;
    }
    const { descriptor = -1, path = '' } = this.#file ?? {};
    try {
      return readSync(descriptor, into, 0, into.length, offset);
    } catch (error) {
      throw fileFault(path, 'read', error);
    }
  };

  /** Gives the room back. Nothing can be read after that. */
  close(): void {
    if (this.#file) {
      closeSync(this.#file.descriptor);
      remove(this.#file.path);
    }
    this.#file = undefined;
    this.#isOver = true;
  }

  /** Makes room in the block; false where it has to be kept, as the disk does not take it. */
  #write(): boolean {
    try {
      this.#file ??= opened();
      const { descriptor } = this.#file;
      let at = 0;
      while (at < this.#filled)
        at += writeSync(descriptor, this.#block, at, this.#filled - at, this.#written + at);
      this.#written += this.#filled;
      this.#filled = 0;
      if (this.#block.length === 0) this.#block = Buffer.alloc(blockBytes);
      return true;
    } catch {
      this.#isOver = true;
      return false;
    }
  }
}

let current: Aside | undefined;

/** What this run puts aside, until {@link closeAside}. */
export function asideOfRun(): Aside {
  current ??= new Aside();
  return current;
}

/** Gives back what the run has put aside, of which nothing can be read from then on. */
export function closeAside(): void {
  current?.close();
  current = undefined;
}

function opened() {
  const path = join(mkdtempSync(join(tmpdir(), 'eventlint-')), 'aside');
  const descriptor = openSync(path, 'wx+', 0o600);
  // A system that does not remove open files is asked again at the end.
  remove(path);
  return { descriptor, path };
}

/** Removes a file with the folder that was made for it. */
function remove(path: string): void {
  try {
    rmSync(join(path, '..'), { recursive: true, force: true });
  } catch {
    // The system clears the folder of what is temporary.
  }
}
