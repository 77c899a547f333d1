import type { SourceText } from './text.ts';

/** What a text says beside what stands in it. */
export type Standing = Omit<SourceText, 'text'>;

/** Longer ones are rarely kept as a whole. */
export const longestPacked = 65_536;

/**
 * A text for places that may be remembered, with its bytes in UTF-8. V8 keeps two bytes for each character of a text with a single one
 * beyond Latin-1; where its UTF-8 takes less, that is kept, and decoded when the text is asked for.
 */
export function packedText(text: string, bytes: Buffer, standing: Standing): SourceText {
  const isAscii = bytes.length === text.length;
  if (isAscii || bytes.length >= 2 * text.length || text.length > longestPacked)
    return withText(text, standing);
  const packed = new PackedText(bytes.toString('latin1'), standing);
  decoded = { of: packed, text };
  return packed;
}

/** A copy of a part of a text, with which the rest of the text is not kept. */
export function copiedText(part: string, standing: Standing): SourceText {
  const bytes = Buffer.from(part);
  return packedText(bytes.toString(bytes.length === part.length ? 'latin1' : 'utf8'), bytes, standing);
}

function withText(text: string, { file, firstLine, firstColumn, part, endsInLine }: Standing): SourceText {
  return { file, text, firstLine, firstColumn, part, endsInLine };
}

/** The text that was decoded last: what is asked of one is mostly asked several times. */
let decoded: { readonly of: SourceText; readonly text: string } | undefined;

class PackedText implements SourceText {
  readonly file: string;
  readonly firstLine: number;
  readonly firstColumn: number;
  readonly part: number | undefined;
  readonly endsInLine: boolean | undefined;
  /** A character for each byte. */
  readonly #bytes: string;

  constructor(bytes: string, { file, firstLine, firstColumn, part, endsInLine }: Standing) {
    this.#bytes = bytes;
    this.file = file;
    this.firstLine = firstLine;
    this.firstColumn = firstColumn;
    this.part = part;
    this.endsInLine = endsInLine;
  }

  get text(): string {
    if (decoded?.of !== this) decoded = { of: this, text: unpacked(this.#bytes) };
    return decoded.text;
  }
}

/** Room for the bytes of any packed text: one for each would have to be cleared. */
let room = Buffer.alloc(4096);

function unpacked(bytes: string): string {
  if (room.length < bytes.length) room = Buffer.alloc(2 * bytes.length);
  return room.toString('utf8', 0, room.write(bytes, 'latin1'));
}
