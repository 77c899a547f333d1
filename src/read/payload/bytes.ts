import { constants, isUtf8 } from 'node:buffer';
import type { Span } from '../../model/text.ts';

/** The longest text that one string can hold. */
export const maxTextBytes = constants.MAX_STRING_LENGTH;

/** Why bytes are no payload at all; undefined when they may be one. */
export function notText(bytes: Uint8Array): string | undefined {
  const [first, second, third, fourth] = bytes;
  const marked = first === 0xff && second === 0xfe;
  if (marked && third === 0 && fourth === 0) return encodedAs('UTF-32');
  if (marked || (first === 0xfe && second === 0xff)) return encodedAs('UTF-16');
  const head = bytes.subarray(0, 8192);
  if (!head.includes(0)) return undefined;
  // Without a mark, UTF-16 shows in its first character: JSON begins with ASCII.
  if (first === 0 ? beginsText(second) : second === 0 && beginsText(first)) return encodedAs('UTF-16');
  const start = head.find((byte) => byte > 32);
  return start !== undefined && beginsJson(start)
    ? undefined
    : 'The file is binary; payloads are text, or Parquet.';
}

/** Whether a text of JSON can begin with a byte: with a value, or with white space. */
function beginsText(byte = 0): boolean {
  return beginsJson(byte) || isBlank(Uint8Array.of(byte));
}

function beginsJson(byte: number): boolean {
  return '{["-0123456789tfn'.includes(String.fromCharCode(byte));
}

function encodedAs(encoding: string): string {
  return `The file is encoded as ${encoding}; payloads are UTF-8.`;
}

/** Without the byte order mark, which is no part of the text. */
export function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

/** One record of NDJSON, without the line end behind it. */
export interface Line {
  readonly bytes: Uint8Array;
  /** The file's line on which it begins, 1-based. */
  readonly number: number;
}

/**
 * Splits at line feeds without making a text of the whole. Blank lines are left out, but counted. A CR alone ends a line, as
 * everywhere in positions, and no record: within one it is white space.
 */
export function* lines(bytes: Uint8Array): Generator<Line> {
  let start = 0;
  for (let number = 1; start < bytes.length; ) {
    const feed = bytes.indexOf(10, start);
    const end = feed < 0 ? bytes.length : feed;
    const line = bytes.subarray(start, end > start && bytes[end - 1] === 13 ? end - 1 : end);
    if (!isBlank(line)) yield { bytes: line, number };
    number += lineEnds(bytes.subarray(start, end + 1));
    start = end + 1;
  }
}

/** How many lines end in bytes: with LF, CRLF or a CR alone, as `lineStarts` of a text counts them. */
export function lineEnds(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count++;
  for (let at = bytes.indexOf(13); at >= 0; at = bytes.indexOf(13, at + 1)) if (bytes[at + 1] !== 10) count++;
  return count;
}

/** The bytes with LF where lines end with a CR alone. What stands on which line stays the same. */
export function withLineFeeds(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(bytes);
  putLineFeeds(copy);
  return copy;
}

/** Puts an LF in place of every CR of the bytes that no LF follows in them. */
export function putLineFeeds(bytes: Uint8Array): void {
  for (let at = bytes.indexOf(13); at >= 0; at = bytes.indexOf(13, at + 1))
    if (bytes[at + 1] !== 10) bytes[at] = 10;
}

/** Whether bytes are nothing but JSON's white space. */
export function isBlank(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte !== 32 && byte !== 9 && byte !== 13 && byte !== 10) return false;
  return true;
}

/** A text of bytes, which must not exceed `maxTextBytes`; bad bytes become U+FFFD. */
export function decode(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

/** Where in the decoded text bytes stand that are not UTF-8. */
export function badBytes(bytes: Uint8Array, text: string): Span[] {
  if (isUtf8(bytes)) return [];
  const found: Span[] = [];
  let offset = 0;
  let from = 0;
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', from)) {
    offset += Buffer.byteLength(text.slice(from, at));
    // A replacement character that the file holds itself is no fault.
    const real = bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd;
    if (!real) found.push({ start: at, end: at + 1 });
    offset += real ? 3 : badLength(bytes, offset);
    from = at + 1;
  }
  return found;
}

/** How many bytes a decoder replaces by one character: the longest beginning of a character, or one byte. */
function badLength(bytes: Uint8Array, at: number): number {
  for (let length = 3; length > 1; length--) {
    const part = bytes.subarray(at, at + length);
    if (part.length === length && new TextDecoder().decode(part) === '\ufffd') return length;
  }
  return 1;
}
