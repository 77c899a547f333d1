import { cutAround, longestWhole, type Place, place, type SourceText } from '../../model/text.ts';

/** A JSON text, wherever it stands: a file, a line of a file, or a string inside another document. */
export interface Document {
  readonly text: string;
  /** The part of its file that it stands in, and the line at which its outermost text begins: what orders entries. */
  readonly part: number;
  readonly line: number;
  /** The place of a range of the text, in as much of it as shows where it is. */
  at(start: number, end: number): Place;
}

/** A document that is a source of its own. `isPart`: it is cut out of one that is too long to be kept as a whole. */
export class SourceDocument implements Document {
  readonly line: number;
  readonly #source: SourceText;
  readonly #isPart: boolean;

  constructor(source: SourceText, line = source.firstLine, isPart = false) {
    this.line = line;
    this.#source = source;
    this.#isPart = isPart;
  }

  /** Whether its places are all in one text. */
  get isKeptWhole(): boolean {
    return !this.#isPart && this.text.length <= longestWhole;
  }

  get text(): string {
    return this.#source.text;
  }

  get part(): number {
    return this.#source.part ?? 0;
  }

  at(start: number, end: number): Place {
    return cutAround(place(this.#source, start, end), this.#isPart);
  }
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

/** A text that was decoded from a part of another, with where each of its UTF-16 units was written there. */
export interface Decoded {
  readonly text: string;
  /** Of each unit the offset where what stands for it begins, and where it ends. */
  readonly starts: ArrayLike<number>;
  readonly ends: ArrayLike<number>;
}

/** A document that was decoded from a part of another one. `map` is asked only when a place is. */
export function decodedDocument(
  outer: Document,
  text: string,
  map: () => Pick<Decoded, 'starts' | 'ends'> & { readonly empty: number },
): Document {
  let known: ReturnType<typeof map> | undefined;
  const { part, line } = outer;
  return {
    text,
    part,
    line,
    at: (start, end) => {
      known ??= map();
      const { starts, ends, empty } = known;
      // The end of a text is where its last unit ends; an empty text stands where it would begin.
      const from = start < text.length ? starts[start] : text.length > 0 ? ends[text.length - 1] : empty;
      const to = end > start ? ends[Math.min(end, text.length) - 1] : from;
      return outer.at(from as number, to as number);
    },
  };
}

/** A document that is a part of another, letter by letter. */
export function partDocument(outer: Document, start: number, end: number): Document {
  const { part, line } = outer;
  return {
    text: outer.text.slice(start, end),
    part,
    line,
    at: (from, to) => outer.at(start + from, start + to),
  };
}
