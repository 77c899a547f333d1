import { copiedText, type Standing } from './packed-text.ts';

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
  /** The column of offset 0 in that line, 1-based: more than 1 where the text is cut out of a long line. */
  readonly firstColumn: number;
  /** The part of the file whose lines are counted, where it was read in parts: lines are the part's own until all are joined. */
  readonly part?: number | undefined;
  /** The text was cut out of its file and ends within a line. */
  readonly endsInLine?: boolean | undefined;
  /** Whether it is known, without looking at it, that no line ends in it. */
  readonly isOneLine?: boolean | undefined;
  /** A part of it that does not keep the rest, where that is had otherwise than by a copy. */
  partOf?(from: number, to: number, standing: Standing): SourceText;
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

/** Makes a text of a file, or of a part of one. `firstLine` and `firstColumn` are where its first character stands in the file. */
export function sourceText(
  file: string,
  text: string,
  firstLine = 1,
  firstColumn = 1,
  part?: number,
): SourceText {
  return { file, text, firstLine, firstColumn, part, endsInLine: undefined };
}

/** The same text so many lines further down in its file. */
export function movedDown(
  { file, text, firstLine, firstColumn, part, endsInLine }: SourceText,
  lines: number,
): SourceText {
  return { file, text, firstLine: firstLine + lines, firstColumn, part, endsInLine };
}

/** Makes a place from offsets. */
export function place(source: SourceText, start: number, end: number): Place {
  return { source, span: { start, end } };
}

/** The line starts of a text of one line. */
const oneLine: readonly number[] = [0];
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
  const column = offset - (starts[low] as number) + (low === 0 ? source.firstColumn : 1);
  return { line: source.firstLine + low, column };
}

/** The order of texts by their UTF-16 units, the same everywhere. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Orders places of one file by where they stand, whatever texts they were cut out of. */
export function comparePlaces(a: Place, b: Place): number {
  const [first, second] = [position(a.source, a.span.start), position(b.source, b.span.start)];
  return first.line - second.line || first.column - second.column;
}

/** The offset of a line (in the file's numbering) and column, clipped to the text. */
export function offsetOf(source: SourceText, line: number, column: number): number {
  const starts = lineStarts(source);
  const index = Math.min(Math.max(line - source.firstLine, 0), starts.length - 1);
  const before = index === 0 ? source.firstColumn : 1;
  return Math.min((starts[index] as number) + column - before, source.text.length);
}

/** The offset at which a line (in the file's numbering) begins: 0 for one that the text begins within. */
export function lineStart(source: SourceText, line: number): number {
  return offsetOf(source, line, line === source.firstLine ? source.firstColumn : 1);
}

/** One line's text without its line end, by the file's numbering; undefined when the text does not hold it. */
export function lineText(source: SourceText, line: number): string | undefined {
  const starts = lineStarts(source);
  const start = starts[line - source.firstLine];
  if (start === undefined) return undefined;
  const end = starts[line - source.firstLine + 1] ?? source.text.length;
  return source.text.slice(start, end).replace(/\r?\n$|\r$/, '');
}

/** Texts up to this length stay whole behind a place: with what stands around it, a reader sees where it is. */
export const longestWhole = 4096;
/** Of longer ones, so much is kept on each side, so that what a run remembers does not grow with its input. */
export const around = 1000;
/** A longer place is underlined so far. */
const longestSpan = 10_000;

/**
 * The same place in a text that is cut around it where it is long: at line ends within {@link around} characters, else not
 * far from the place. Depends on nothing but the characters next to the place. `isPart`: the text is one of a long one, with more than
 * {@link around} characters on each side of the place where there are so many.
 */
export function cutAround(whole: Place, isPart = false): Place {
  const { source, span } = whole;
  const { file, text, part } = source;
  if (text.length <= longestWhole && !isPart) return whole;
  const end = Math.min(span.end, span.start + longestSpan);
  const from = cutBefore(text, span.start);
  const to = cutAfter(text, end);
  const { line: firstLine, column: firstColumn } = position(source, from);
  const endsInLine = to < text.length && text.charCodeAt(to - 1) !== 10;
  const cut = cutOut(source, from, to, { file, firstLine, firstColumn, part, endsInLine });
  return placeIn(cut, { start: span.start - from, end: end - from }, whole);
}

/** The same place with only so much text around it as a line of a report shows: for what is remembered in large numbers. */
export function cutClose(whole: Place): Place {
  const { source, span } = whole;
  const { file, text, part } = source;
  const isClose = span.start <= closeUnits && text.length - span.end <= closeUnits;
  if (isClose && source.endsInLine !== undefined) return whole;
  const from = wholeCharacter(text, Math.max(0, span.start - closeUnits));
  const to = wholeCharacter(text, Math.min(text.length, span.end + closeUnits));
  const { line: firstLine, column: firstColumn } = position(source, from);
  const endsInLine = to < text.length || source.endsInLine === true;
  const cut = cutOut(source, from, to, { file, firstLine, firstColumn, part, endsInLine });
  return placeIn(cut, { start: span.start - from, end: span.end - from }, whole);
}

function cutOut(source: SourceText, from: number, to: number, standing: Standing): SourceText {
  return source.partOf?.(from, to, standing) ?? copiedText(source.text.slice(from, to), standing);
}

/** The same place in another text. There are many: V8 gives an object that takes its keys from another one a shape of its own. */
function placeIn(source: SourceText, span: Span, { shorthand }: Place): Place {
  return shorthand === undefined ? { source, span } : { source, span, shorthand };
}

/** So many UTF-16 units stay on each side. */
export const closeUnits = 120;

/** The first line start within reach, else a point within the line, never inside a surrogate pair. */
function cutBefore(text: string, at: number): number {
  if (at <= around) return 0;
  const from = at - around;
  const feed = text.slice(from - 1, at - 1).indexOf('\n');
  return feed < 0 ? wholeCharacter(text, at - around / 5) : from + feed;
}

/** The last line end within reach, else a point within the line. */
function cutAfter(text: string, at: number): number {
  if (text.length - at <= around) return text.length;
  const feed = text.slice(at, at + around).lastIndexOf('\n');
  return feed < 0 ? wholeCharacter(text, at + around / 5) : at + feed + 1;
}

/** An offset that does not stand inside a surrogate pair. */
export function wholeCharacter(text: string, offset: number): number {
  const code = text.charCodeAt(offset);
  return code >= 0xdc00 && code <= 0xdfff ? offset - 1 : offset;
}

/** Where a text's lines begin. LF, CRLF and a lone CR end a line, as editors and GitHub count them. */
export function lineStarts(source: SourceText): readonly number[] {
  if (source.isOneLine) return oneLine;
  const known = lineStartsOf.get(source);
  if (known) return known;
  const { text } = source;
  // Most texts around places are one line, which is sooner seen than remembered.
  if (text.length <= longestWhole && !/[\r\n]/.test(text)) return oneLine;
  const starts = [0];
  if (text.includes('\r')) {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
    }
  } else for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  lineStartsOf.set(source, starts);
  return starts;
}

/** Takes over where a text's lines begin from when they were counted, so that its places are known without reading it. */
export function restoreLineStarts(source: SourceText, starts: readonly number[]): void {
  lineStartsOf.set(source, starts);
}

/** Length of a text in Unicode code points, the unit of name lengths. */
export function codePoints(text: string): number {
  let count = text.length;
  for (let i = 1; i < text.length; i++) if (isPair(text, i)) count--;
  return count;
}

/** Length of a text in UTF-8 bytes, the unit of value lengths. A lone surrogate counts as three, as U+FFFD. */
export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) bytes++;
    else if (code < 0x800) bytes += 2;
    // A pair takes four bytes, three of which were counted for its first half.
    else bytes += isPair(text, i) ? 1 : 3;
  }
  return bytes;
}

/** Where in a text so many of its bytes behind an offset end, of which none is bad. */
export function unitsBehind(text: string, offset: number, bytes: number): number {
  let at = offset;
  for (let left = bytes; left > 0; at++) {
    const code = text.charCodeAt(at);
    // Each half of a character of two units stands for two of its four bytes.
    left -= code < 0x80 ? 1 : code < 0x800 || (code & 0xf800) === 0xd800 ? 2 : 3;
  }
  return at;
}

/** Whether the unit at an offset is the second half of a surrogate pair. */
function isPair(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 0xdc00 || code > 0xdfff) return false;
  const before = text.charCodeAt(at - 1);
  return before >= 0xd800 && before <= 0xdbff;
}

/** A text shortened for a message: long values are cut and say so. */
export function shorten(text: string, most = 60): string {
  // No text has more characters than units, and most are short.
  if (text.length <= most) return text;
  const points = [...text];
  return points.length <= most ? text : `${points.slice(0, most - 1).join('')}…`;
}
