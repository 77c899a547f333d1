import { cutAround, type Place, place, type SourceText } from '../../model/text.ts';

/** A JSON text, wherever it stands: a file, a line of a file, or a string inside another document. */
export interface Document {
  readonly text: string;
  /** The part of its file that it stands in, and the line at which its outermost text begins: what orders entries. */
  readonly part: number;
  readonly line: number;
  /** The place of a range of the text, in as much of it as shows where it is. */
  at(start: number, end: number): Place;
}

/** A document that is a source of its own. */
export function sourceDocument(source: SourceText): Document {
  const at = (start: number, end: number) => cutAround(place(source, start, end));
  return { text: source.text, part: source.part ?? 0, line: source.firstLine, at };
}

/** A document that is the content of a string literal of another one; `literal` is where its opening quote stands. */
export function embeddedDocument(outer: Document, text: string, literal: () => number): Document {
  let offsets: Uint32Array | undefined;
  const raw = (offset: number): number => {
    offsets ??= rawOffsets(outer.text, literal(), text.length);
    return offsets[offset] as number;
  };
  return { text, part: outer.part, line: outer.line, at: (start, end) => outer.at(raw(start), raw(end)) };
}

/** For each offset of a literal's content, the offset in the text that holds the literal: an escape is several characters. */
function rawOffsets(text: string, literal: number, length: number): Uint32Array {
  const offsets = new Uint32Array(length + 1);
  let at = literal + 1;
  for (let i = 0; i < length; i++) {
    offsets[i] = at;
    if (text[at] === '\\') at += text[at + 1] === 'u' ? 6 : 2;
    else at++;
  }
  offsets[length] = at;
  return offsets;
}
