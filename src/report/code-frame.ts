import { lineStart, lineText, type Place, position, wholeCharacter } from '../model/text.ts';
import { columnsOf, printableLine } from './printable.ts';

/** A line of code with what is underlined in it. */
export interface Frame {
  readonly line: number;
  readonly text: string;
  /** Blanks, then carets under the place. */
  readonly underline: string;
}

const most = 100;
const before = 36;

/** The line of a place, cut around it where it is long. Of a place over several lines, the first line. */
export function codeFrame({ source, span }: Place): Frame | undefined {
  const start = position(source, span.start);
  const end = position(source, span.end);
  const line = lineText(source, start.line);
  if (line === undefined || line.trim() === '') return undefined;
  // A text that is cut out of a line begins within it.
  const begin = lineStart(source, start.line);
  const isCut = start.line === source.firstLine && source.firstColumn > 1;
  const from = span.start - begin;
  const to = end.line === start.line ? Math.max(span.end - begin, from + 1) : line.length;
  const indent = (/^\s*/.exec(line) as RegExpExecArray)[0].length;
  // Only a line that may fit is measured: one-line files are long.
  const fits = line.length - indent <= most && columnsOf(line.slice(indent)) <= most;
  const first = wholeCharacter(
    line,
    fits || from - before <= indent ? Math.min(indent, from) : from - before,
  );
  const last = wholeCharacter(line, fits ? line.length : Math.min(line.length, first + most));
  const head = first > indent || isCut ? '…' : '';
  const tail = last < line.length ? '…' : '';
  const marked = printableLine(line.slice(from, Math.min(to, last)));
  const lead = head + printableLine(line.slice(first, from));
  return {
    line: start.line,
    text: `${head}${printableLine(line.slice(first, last)).trimEnd()}${tail}`,
    underline: ' '.repeat(columnsOf(lead)) + '^'.repeat(Math.max(columnsOf(marked), 1)),
  };
}
