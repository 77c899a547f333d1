import { LaterPlace } from '../../../model/later-place.ts';
import type { Stretch } from '../../../model/later-text.ts';
import { around, closeUnits, longestWhole, type Place, wholeCharacter } from '../../../model/text.ts';
import { SourceDocument } from '../document.ts';
import type { Session } from '../session.ts';
import { isContinuation, marginBytes, type Window } from './window.ts';

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
): { readonly document: SourceDocument; readonly offset: number; readonly end: number } {
  const [first, last] = [Math.max(start, from - marginBytes), Math.min(end, to + marginBytes)];
  // Whatever characters they are.
  const isLong = last - first > mostBytes * longestWhole;
  const near = isLong ? textWithin(window, first, last, from, to) : textOf(window, first, last, from, to);
  const { line: firstLine, column } = window.position(near.first);
  const standing = { file, firstLine, firstColumn: column, part };
  const source = window.source(near.first, near.last, standing, near.text);
  return { document: new SourceDocument(source, line, isLong), offset: near.offset, end: near.end };
}

/** Of a long text what `cutAround` looks at. */
function textWithin(window: Window, first: number, last: number, from: number, to: number): Near {
  const reaching = (bytes: number) => {
    const before = wholeCut(window.bytes, from, Math.max(first, from - bytes));
    return textOf(window, before, wholeCut(window.bytes, from, Math.min(last, to + bytes)), from, to);
  };
  const near = reaching(enoughUnits);
  return near.isAscii ? near : reaching(mostBytes * enoughUnits);
}

/** A text of bytes, and where some of them stand in it. */
interface Near {
  readonly text: string;
  readonly isAscii: boolean;
  /** Where it begins and ends. */
  readonly first: number;
  readonly last: number;
  readonly offset: number;
  readonly end: number;
}

function textOf(window: Window, first: number, last: number, from: number, to: number): Near {
  const text = window.text(first, last);
  const isAscii = text.length === last - first;
  const offset = isAscii ? from - first : window.text(first, from).length;
  const length = isAscii ? to - from : window.text(from, to).length;
  return { text, isAscii, first, last, offset, end: offset + length };
}

/** The same as `closePlace`, to be looked for when it is asked for; undefined where it could not be found then, or not soon. */
export function laterPlace(
  window: Window,
  { file, part }: Session,
  extent: Extent,
  from: number,
  to: number,
): Place | undefined {
  const stretch = laterStretch(window, extent, to);
  const { start, line } = extent;
  return stretch && new LaterPlace(stretch, { file, part, line, from: from - start, to: to - start });
}

/** The line that such a place would be looked for in. */
export function laterStretch(window: Window, { start, end }: Extent, to: number): Stretch | undefined {
  if (to - start > longestWhole || !window.beginsLine(start)) return undefined;
  // A character that is cut in two stands behind what is shown.
  const stretch = window.lasting(start, Math.min(end, to + mostBytes * (closeUnits + 2)));
  return stretch?.isOneLine ? stretch : undefined;
}

/**
 * The place of the bytes from `from` to `to` with only so much text around it as `cutClose` keeps: the very place that it cuts out
 * of a longer text. Undefined where bytes around it might be none of a text.
 */
export function closePlace(
  window: Window,
  { file, part }: Session,
  { start, end }: Extent,
  from: number,
  to: number,
): Place | undefined {
  const [near, far] = [Math.max(start, from - closeUnits), Math.min(end, to + closeUnits)];
  const text = window.text(near, far);
  // A part of a character at either end is one as well.
  const isAscii = text.length === far - near && !text.includes('\ufffd');
  const reach = mostBytes * closeUnits;
  if (!isAscii && !window.isClean(Math.max(start, from - reach), Math.min(end, to + reach))) return undefined;
  const first = isAscii ? near : startOfUnits(window, start, from);
  const last = isAscii ? far : endOfUnits(window, to, end);
  const { line, column } = window.position(first);
  const shown = isAscii ? text : window.text(first, last);
  const at = isAscii ? from - first : window.units(first, from);
  const standing = { file, firstLine: line, firstColumn: column, part, endsInLine: last < end };
  const source = window.source(first, last, standing, shown);
  return { source, span: { start: at, end: at + (isAscii ? to - from : window.units(from, to)) } };
}

/** Where the last {@link closeUnits} characters before `to` begin, or those that there are behind `start`. */
function startOfUnits(window: Window, start: number, to: number): number {
  let from = Math.max(start, to - mostBytes * closeUnits);
  while (from > start && isContinuation(window.bytes[from])) from--;
  const text = window.text(from, to);
  const cut = wholeCharacter(text, Math.max(0, text.length - closeUnits));
  return from + Buffer.byteLength(text.slice(0, cut));
}

/** Where the first {@link closeUnits} characters behind `from` end, or those that there are before `end`. */
function endOfUnits(window: Window, from: number, end: number): number {
  let to = Math.min(end, from + mostBytes * closeUnits);
  while (to < end && isContinuation(window.bytes[to])) to++;
  const text = window.text(from, to);
  const cut = wholeCharacter(text, Math.min(text.length, closeUnits));
  return from + Buffer.byteLength(text.slice(0, cut));
}

/** The document of a line's bytes. */
export function lineDocument(
  window: Window,
  { file, part }: Session,
  line: number,
  end: number,
): SourceDocument {
  const standing = { file, firstLine: line, firstColumn: 1, part };
  return new SourceDocument(window.source(window.at, end, standing));
}

/** A UTF-16 unit has at most so many bytes in UTF-8. */
const mostBytes = 3;

/** More than `cutAround` looks at on each side of a place. */
const enoughUnits = around + 24;

/** An offset that does not stand within a character, nor before `from` between CR and LF. */
function wholeCut(bytes: Uint8Array, from: number, offset: number): number {
  let at = offset;
  if (at < from && at > 0 && bytes[at] === 10 && bytes[at - 1] === 13) at--;
  while (at > 0 && isContinuation(bytes[at])) at--;
  return at;
}
