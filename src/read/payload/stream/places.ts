import { sourceText } from '../../../model/text.ts';
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
  margin = marginBytes,
): { readonly document: Document; readonly offset: number; readonly end: number } {
  const { bytes } = window;
  const first = wholeCharacter(bytes, Math.max(start, from - margin));
  const last = wholeCharacter(bytes, Math.min(end, to + margin));
  const position = window.position(first);
  const before = window.text(first, from);
  const text = window.text(from, to);
  const source = {
    ...sourceText(file, before + text + window.text(to, last), position.line, position.column),
    part,
  };
  const document = { ...sourceDocument(source), line };
  return { document, offset: before.length, end: before.length + text.length };
}

/** An offset that does not stand within a character. */
function wholeCharacter(bytes: Uint8Array, offset: number): number {
  let at = offset;
  while (at > 0 && ((bytes[at] ?? 0) & 0xc0) === 0x80) at--;
  return at;
}
