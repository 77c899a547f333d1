import { gunzipSync, gzipSync } from 'node:zlib';

/**
 * A text with about how many bytes it takes when it is compressed, as which a large one is held; for one that is shorter than
 * `enough`, that is not found out.
 */
export function packed(
  pieces: Iterable<string>,
  enough: number,
): { readonly bytes: number; readonly pieces: Iterable<string> } {
  const blocks: Buffer[] = [];
  const block = new Block();
  for (const piece of pieces) {
    block.add(piece);
    if (block.units >= enough) blocks.push(block.take());
  }
  if (blocks.length === 0) return { bytes: 0, pieces: [block.text()] };
  blocks.push(block.take());
  return { bytes: blocks.reduce((sum, { length }) => sum + length, 0), pieces: unpacked(blocks) };
}

/** A part of a text, as bytes: joined strings of that size take several times the memory. */
class Block {
  /** How many UTF-16 units it has. */
  units = 0;
  #bytes = Buffer.allocUnsafe(1 << 16);
  #length = 0;

  add(piece: string): void {
    const needed = this.#length + 3 * piece.length;
    if (needed > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.#bytes.length));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    this.#length += this.#bytes.write(piece, this.#length);
    this.units += piece.length;
  }

  text(): string {
    return this.#bytes.toString('utf8', 0, this.#length);
  }

  /** Gives it away compressed, and begins the next. */
  take(): Buffer {
    const compressed = gzipSync(this.#bytes.subarray(0, this.#length), { level: 6 });
    [this.units, this.#length] = [0, 0];
    return compressed;
  }
}

/** So many bytes of it are handed on at once. */
const pieceBytes = 1 << 16;

function* unpacked(blocks: readonly Buffer[]): Generator<string> {
  for (const block of blocks) {
    const bytes = gunzipSync(block);
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    for (let at = 0; at < bytes.length; at += pieceBytes)
      yield decoder.decode(bytes.subarray(at, at + pieceBytes), { stream: true });
  }
}
