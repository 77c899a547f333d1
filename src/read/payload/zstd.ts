import type { Damage } from './index.ts';

/** A part of a frame of zstd data: files that were joined, or packed by several processes, hold many frames. */
export interface FramePart {
  readonly bytes: Uint8Array;
  /** Whether the frame ends with it. */
  readonly isLast: boolean;
}

const frameMark = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
const frameMagic = little(frameMark, 0, 4);
/** Frames of user data, which hold nothing of the content: sixteen marks. */
const skippableMagic = 0x184d2a50;

/** Whether bytes begin as zstd data does. */
export function isZstd(bytes: Uint8Array): boolean {
  return little(bytes, 0, 4) === frameMagic;
}

/** What is said where Node cannot undo it. */
export const noZstd: Damage = {
  damage: `The file is compressed with zstd, which Node ${process.versions.node} cannot undo.`,
  help: 'Run eventlint with Node 22.15 or later, or compress the file with gzip.',
};

export const zstdCut: Damage = { damage: 'The zstd data is truncated: it ends before its last block.' };

/** What is said of data that Node could not undo, by its error. */
export function zstdDamage(error?: unknown): Damage {
  const { code = '' } = (error ?? {}) as NodeJS.ErrnoException;
  // Newer ones say so, older ones end without a word.
  if (code === 'Z_BUF_ERROR') return zstdCut;
  if (code.includes('windowTooLarge'))
    return {
      damage: 'The zstd data needs more than 128 MiB of what stands before each byte to be unpacked.',
      help: 'Pack the file again without --long and --ultra.',
    };
  if (code.includes('dictionary'))
    return {
      damage: 'The zstd data was packed with a dictionary.',
      help: 'Pack the file again without one.',
    };
  return { damage: 'The zstd data is damaged.' };
}

/** What the walk over zstd data asks for: the number in the next bytes, or that some are passed over. */
type Step =
  | { readonly read: number }
  | { readonly pass: number }
  /** A frame with content begins behind its mark, has had a block, or ends. */
  | { readonly frame: 'begins' | 'goes on' | 'ends' };

/** The walk over zstd data by its headers (RFC 8878). It ends where something stands that is no frame. */
function* walk(): Generator<Step, void, number> {
  for (;;) {
    const magic = yield { read: 4 };
    if (magic === frameMagic) {
      yield { frame: 'begins' };
      if (!(yield* passFrame())) return;
      yield { frame: 'ends' };
    } else if (magic - (magic % 16) === skippableMagic) yield { pass: yield { read: 4 } };
    else return;
  }
}

/** Passes over a frame behind its mark; false where a block is of no kind that there is. */
function* passFrame(): Generator<Step, boolean, number> {
  const descriptor = yield { read: 1 };
  const isSingle = (descriptor & 0x20) !== 0;
  const dictionary = [0, 1, 2, 4][descriptor & 3] as number;
  const content = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6] as number;
  yield { pass: (isSingle ? 0 : 1) + dictionary + content };
  for (;;) {
    const header = yield { read: 3 };
    const [isLast, kind, size] = [(header & 1) !== 0, (header >> 1) & 3, header >> 3];
    if (kind === 3) return false;
    // A block of kind 1 is one byte, repeated.
    yield { pass: kind === 1 ? 1 : size };
    if (isLast) break;
    yield { frame: 'goes on' };
  }
  yield { pass: (descriptor & 4) !== 0 ? 4 : 0 };
  return true;
}

/**
 * Tells the frames of zstd data apart, however its bytes come: Node undoes the first and passes over the rest, and over a
 * frame that is cut off, without a word.
 */
export class FrameWalk {
  readonly #walk = walk();
  /** The bytes of the step that are still to come, and the number in those that have. */
  #left = 0;
  #value = 0;
  #isWithin = false;
  /** What is asked for; undefined where the walk has ended. */
  #step = this.#next(0);

  /** Whether something else than a frame has come. */
  get isDamaged(): boolean {
    return this.#step === undefined;
  }

  /** Whether the data may end here: between two frames. */
  get isWhole(): boolean {
    return !this.#isWithin && this.#step !== undefined && 'read' in this.#step && this.#left === 4;
  }

  /**
   * Goes on over more bytes: the parts of frames that they hold, their marks included. Each ends where a block does, since what
   * undoes them loses the blocks that it was given together with a damaged one.
   */
  *parts(bytes: Uint8Array): Generator<FramePart> {
    // Where the part begins that is not handed over yet.
    let from = 0;
    for (let at = 0; this.#step && at < bytes.length; ) {
      const count = Math.min(this.#left, bytes.length - at);
      if ('read' in this.#step)
        this.#value += little(bytes, at, count) * 256 ** (this.#step.read - this.#left);
      at += count;
      this.#left -= count;
      while (this.#step && this.#left === 0) {
        this.#step = this.#next(this.#value);
        if (!this.#step || !('frame' in this.#step)) continue;
        if (this.#step.frame === 'begins') yield { bytes: frameMark, isLast: false };
        else yield { bytes: bytes.subarray(from, at), isLast: this.#step.frame === 'ends' };
        this.#isWithin = this.#step.frame !== 'ends';
        from = at;
      }
      if (!this.#isWithin) from = at;
    }
    if (this.#isWithin && from < bytes.length) yield { bytes: bytes.subarray(from), isLast: false };
  }

  #next(value: number): Step | undefined {
    const { value: step } = this.#walk.next(value);
    this.#value = 0;
    if (step) this.#left = 'read' in step ? step.read : 'pass' in step ? step.pass : 0;
    return step || undefined;
  }
}

function little(bytes: Uint8Array, at: number, size: number): number {
  let value = 0;
  for (let i = size - 1; i >= 0; i--) value = value * 256 + (bytes[at + i] ?? 0);
  return value;
}
