import { closeUnits, longestWhole, type Place, sourceText } from '../../../model/text.ts';
import type { Session } from '../body.ts';
import { type Document, sourceDocument } from '../document.ts';
import { marginBytes, type Window } from './window.ts';

/** Where the text of entries begins and ends that places may show. */
export interface Extent {
  /** The line that entries are ordered by. */
  readonly line: number;
  /** Where the outermost text begins. */
  readonly start: number;
  /** Where it ends, as far as is known. */
  readonly end: number;
}

/**
 * A document of the bytes from `from` to `to` with what stands around them, as much as places show of it. `offset` is where
 * the bytes begin in its text, `end` where they end.
 */
export function elementDocument(
  window: Window,
  { file, part }: Session,
  { start, end, line }: Extent,
  from: number,
  to: number,
): { readonly document: Document; readonly offset: number; readonly end: number } {
  const text = window.text(from, to);
  const [before, first] = textAround(window, from, Math.max(start, from - marginBytes));
  const [after] = textAround(window, to, Math.min(end, to + marginBytes));
  const { line: firstLine, column } = window.position(first);
  const source = { ...sourceText(file, before + text + after, firstLine, column), part };
  const document = { ...sourceDocument(source), line };
  return { document, offset: before.length, end: before.length + text.length };
}

/**
 * The place of the bytes from `from` to `to` with only so much text around it as `cutClose` keeps: the very place that it cuts out
 * of a longer text. Undefined when not all of it is ASCII.
 */
export function closePlace(
  window: Window,
  { file, part }: Session,
  { start, end }: Extent,
  from: number,
  to: number,
): Place | undefined {
  const [first, last] = [Math.max(start, from - closeUnits), Math.min(end, to + closeUnits)];
  const text = window.text(first, last);
  if (text.length !== last - first) return undefined;
  const { line, column } = window.position(first);
  const source = { file, text, firstLine: line, firstColumn: column, part, endsInLine: last < end };
  return { source, span: { start: from - first, end: to - first } };
}

/**
 * What stands between an offset and one before or behind it, and where that begins or ends: only so much as tells `cutAround`
 * that more is there, where that is found in few bytes, since every place in a list is cut out of such a text.
 */
function textAround(window: Window, from: number, to: number): readonly [text: string, end: number] {
  const read = (end: number) => window.text(Math.min(from, end), Math.max(from, end));
  const end = wholeCut(window.bytes, from, to);
  const near = wholeCut(window.bytes, from, Math.min(Math.max(end, from - enoughBytes), from + enoughBytes));
  const text = read(near);
  return near === end || text.length > longestWhole ? [text, near] : [read(end), end];
}

/** Most texts have that many characters in so many bytes. */
const enoughBytes = longestWhole + 512;

/** An offset that does not stand within a character, nor before `from` between CR and LF. */
function wholeCut(bytes: Uint8Array, from: number, offset: number): number {
  let at = offset;
  if (at < from && at > 0 && bytes[at] === 10 && bytes[at - 1] === 13) at--;
  while (at > 0 && ((bytes[at] ?? 0) & 0xc0) === 0x80) at--;
  return at;
}
