import { longestWhole, type SourceText, sourceText } from '../../../model/text.ts';

/** What a text says beside what stands in it. */
type Standing = Pick<SourceText, 'file' | 'firstLine' | 'firstColumn' | 'part'>;

/**
 * A text of bytes for places that may be remembered. V8 keeps two bytes for each character of a text with a single one beyond Latin-1;
 * where its UTF-8 takes less, that is kept, and decoded when the text is asked for.
 */
export function packedText(text: string, bytes: Buffer, at: Standing): SourceText {
  const isAscii = bytes.length === text.length;
  // Of a long one parts are kept, which share the text that they were cut out of.
  if (isAscii || bytes.length >= 2 * text.length || text.length > longestWhole)
    return sourceText(at.file, text, at.firstLine, at.firstColumn, at.part);
  const packed = new PackedText(bytes.toString('latin1'), at);
  decoded = { of: packed, text };
  return packed;
}

/** The text that was decoded last: what is asked of one is mostly asked several times. */
let decoded: { readonly of: SourceText; readonly text: string } | undefined;

class PackedText implements SourceText {
  readonly file: string;
  readonly firstLine: number;
  readonly firstColumn: number;
  readonly part: number | undefined;
  readonly endsInLine = undefined;
  /** A character for each byte. */
  readonly #bytes: string;

  constructor(bytes: string, { file, firstLine, firstColumn, part }: Standing) {
    this.#bytes = bytes;
    this.file = file;
    this.firstLine = firstLine;
    this.firstColumn = firstColumn;
    this.part = part;
  }

  get text(): string {
    if (decoded?.of !== this) decoded = { of: this, text: Buffer.from(this.#bytes, 'latin1').toString() };
    return decoded.text;
  }
}
