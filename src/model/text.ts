/** A half-open range of UTF-16 offsets in a text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A text as it was read, and where it came from. */
export interface SourceText {
  /** Path relative to the working directory, with `/`; `<stdin>` for standard input. */
  readonly file: string;
  readonly text: string;
  /** The file's line number of offset 0, 1-based: a line of an NDJSON file is a text of its own. */
  readonly firstLine: number;
}

/** A range of a text: where something stands. */
export interface Place {
  readonly source: SourceText;
  readonly span: Span;
  /** The text is a name and its value in one, as `{ total }`: renaming it must keep the value. */
  readonly shorthand?: boolean;
}

/** A line and a column, both 1-based; columns count UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Makes a text of a file. `firstLine` is the file's line number of its first character. */
export function sourceText(file: string, text: string, firstLine = 1): SourceText {
  return { file, text, firstLine };
}

/** Makes a place from offsets. */
export function place(source: SourceText, start: number, end: number): Place {
  return { source, span: { start, end } };
}

const lineStartsOf = new WeakMap<SourceText, readonly number[]>();

/** The line and column of an offset. The only function that turns offsets into lines. */
export function position(source: SourceText, offset: number): Position {
  const starts = lineStarts(source);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: source.firstLine + low, column: offset - (starts[low] as number) + 1 };
}

/** The offset of a line (in the file's numbering) and column, clipped to the text. */
export function offsetOf(source: SourceText, line: number, column: number): number {
  const starts = lineStarts(source);
  const index = Math.min(Math.max(line - source.firstLine, 0), starts.length - 1);
  return Math.min((starts[index] as number) + column - 1, source.text.length);
}

/** One line's text without its line end, by the file's numbering; undefined when the text does not hold it. */
export function lineText(source: SourceText, line: number): string | undefined {
  const starts = lineStarts(source);
  const start = starts[line - source.firstLine];
  if (start === undefined) return undefined;
  const end = starts[line - source.firstLine + 1] ?? source.text.length;
  return source.text.slice(start, end).replace(/\r?\n$|\r$/, '');
}

/** LF, CRLF and a lone CR end a line, as editors and GitHub count them. */
function lineStarts(source: SourceText): readonly number[] {
  const known = lineStartsOf.get(source);
  if (known) return known;
  const starts = [0];
  const { text } = source;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  lineStartsOf.set(source, starts);
  return starts;
}

/** Length of a text in Unicode code points, the unit of name lengths. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** Length of a text in UTF-8 bytes, the unit of value lengths. A lone surrogate counts as three, as U+FFFD. */
export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** A text shortened for a message: long values are cut and say so. */
export function shorten(text: string, most = 60): string {
  const points = [...text];
  return points.length <= most ? text : `${points.slice(0, most - 1).join('')}…`;
}
