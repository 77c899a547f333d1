import { lineText, type Place, position } from '../model/text.ts';
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
  const from = start.column - 1;
  const to = end.line === start.line ? Math.max(end.column - 1, from + 1) : line.length;
  const indent = (/^\s*/.exec(line) as RegExpExecArray)[0].length;
  // Only a line that may fit is measured: one-line files are long.
  const fits = line.length - indent <= most && columnsOf(line.slice(indent)) <= most;
  const first = wholeCharacter(
    line,
    fits || from - before <= indent ? Math.min(indent, from) : from - before,
  );
  const last = wholeCharacter(line, fits ? line.length : Math.min(line.length, first + most));
  const head = first > indent ? '…' : '';
  const tail = last < line.length ? '…' : '';
  const marked = printableLine(line.slice(from, Math.min(to, last)));
  const lead = head + printableLine(line.slice(first, from));
  return {
    line: start.line,
    text: `${head}${printableLine(line.slice(first, last)).trimEnd()}${tail}`,
    underline: ' '.repeat(columnsOf(lead)) + '^'.repeat(Math.max(columnsOf(marked), 1)),
  };
}

/** An offset that does not stand inside a surrogate pair. */
function wholeCharacter(text: string, offset: number): number {
  const code = text.charCodeAt(offset);
  return code >= 0xdc00 && code <= 0xdfff ? offset - 1 : offset;
}
