/** A frame of zstd data: files that were joined, or packed by several processes, hold many. */
export interface Frame {
  readonly bytes: Uint8Array;
  /** It ends where its last block does; otherwise the data was cut off. */
  readonly isWhole: boolean;
}

/** Whether bytes begin as zstd data does. */
export function isZstd(bytes: Uint8Array): boolean {
  return little(bytes, 0, 4) === frameMagic;
}

const frameMagic = 0xfd2fb528;
/** Frames of user data, which hold nothing of the content: sixteen marks. */
const skippableMagic = 0x184d2a50;

/**
 * The frames of zstd data, told apart by their headers alone (RFC 8878): Node undoes the first and passes over the rest, and
 * over a frame that is cut off, without a word. Answers undefined where something else follows a frame.
 */
export function zstdFrames(bytes: Uint8Array): Frame[] | undefined {
  const frames: Frame[] = [];
  for (let at = 0; at < bytes.length; ) {
    const magic = little(bytes, at, 4);
    if (magic === frameMagic) {
      const end = frameEnd(bytes, at);
      if (end === undefined) return undefined;
      frames.push({ bytes: bytes.subarray(at, end), isWhole: end <= bytes.length });
      at = end;
    } else if (magic - (magic % 16) === skippableMagic) at += 8 + little(bytes, at + 4, 4);
    else return undefined;
  }
  return frames;
}

/** Where a frame ends, beyond the bytes when it is cut off; undefined where a block is of no kind that there is. */
function frameEnd(bytes: Uint8Array, start: number): number | undefined {
  const descriptor = bytes[start + 4] ?? 0;
  const isSingle = (descriptor & 0x20) !== 0;
  const dictionary = [0, 1, 2, 4][descriptor & 3] as number;
  const content = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6] as number;
  const checksum = (descriptor & 4) !== 0 ? 4 : 0;
  let at = start + 5 + (isSingle ? 0 : 1) + dictionary + content;
  for (;;) {
    if (at + 3 > bytes.length) return bytes.length + 1;
    const header = little(bytes, at, 3);
    const [isLast, kind, size] = [(header & 1) !== 0, (header >> 1) & 3, header >> 3];
    if (kind === 3) return undefined;
    // A block of kind 1 is one byte, repeated.
    at += 3 + (kind === 1 ? 1 : size);
    if (isLast) return at + checksum;
  }
}

function little(bytes: Uint8Array, at: number, size: number): number {
  let value = 0;
  for (let i = size - 1; i >= 0; i--) value = value * 256 + (bytes[at + i] ?? 0);
  return value;
}
