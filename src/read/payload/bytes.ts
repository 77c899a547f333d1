import { constants, isUtf8 } from 'node:buffer';
import * as zlibModule from 'node:zlib';
import type { Span } from '../../model/text.ts';
import { isZstd, noZstd, zstdCut, zstdDamage, zstdFrames } from './zstd.ts';

/** The longest text that one string can hold. */
export const maxTextBytes = constants.MAX_STRING_LENGTH;

/** Guards against a small file that unpacks to more than a machine holds. */
const maxUnpackedBytes = Math.min(constants.MAX_LENGTH, 2 ** 32);

/** Bytes out of their packing. */
export interface Unpacked {
  readonly bytes: Uint8Array;
  /** Why there is no more of them: the packed data is damaged or cut off. */
  readonly damage?: string;
  /** What to do about it. */
  readonly help?: string | undefined;
}

/** What undoes zstd, where this Node has it. */
type Zstd = (bytes: Uint8Array, options: { maxOutputLength: number }) => Uint8Array;
const zstdOfNode = (zlibModule as { zstdDecompressSync?: Zstd }).zstdDecompressSync;

/** Undoes gzip and zstd, which are recognised by their content. */
export function unpack(bytes: Uint8Array, zstd: Zstd | undefined = zstdOfNode): Unpacked {
  if (isZstd(bytes)) return unpackZstd(bytes, zstd);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return { bytes };
  try {
    return { bytes: zlibModule.gunzipSync(bytes, { maxOutputLength: maxUnpackedBytes }) };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ERR_BUFFER_TOO_LARGE') {
      return { bytes: new Uint8Array(), damage: 'The gzip data unpacks to more than 4 GiB.' };
    }
    if (code !== 'Z_BUF_ERROR') return { bytes: new Uint8Array(), damage: 'The gzip data is damaged.' };
    return {
      bytes: unpackWhatIsThere(bytes),
      damage: 'The gzip data is truncated: it ends before its last block.',
    };
  }
}

function unpackZstd(bytes: Uint8Array, zstd: Zstd | undefined): Unpacked {
  if (!zstd) return { bytes: new Uint8Array(), ...noZstd };
  const frames = zstdFrames(bytes);
  if (!frames) return { bytes: new Uint8Array(), ...zstdDamage() };
  const parts: Uint8Array[] = [];
  let left = maxUnpackedBytes;
  try {
    for (const frame of frames) {
      if (frame.bytes.length === 0) continue;
      const part = zstd(frame.bytes, { maxOutputLength: Math.max(left, 1) });
      left -= part.length;
      parts.push(part);
    }
  } catch (error) {
    const isLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    const damage = isLarge ? { damage: 'The zstd data unpacks to more than 4 GiB.' } : zstdDamage(error);
    return { bytes: new Uint8Array(), ...damage };
  }
  const all = parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts);
  return frames.every(({ isWhole }) => isWhole) ? { bytes: all } : { bytes: all, damage: zstdCut };
}

function unpackWhatIsThere(bytes: Uint8Array): Uint8Array {
  try {
    // This option hides a truncation, so it only serves after one was seen.
    return zlibModule.gunzipSync(bytes, {
      finishFlush: zlibModule.constants.Z_SYNC_FLUSH,
      maxOutputLength: maxUnpackedBytes,
    });
  } catch {
    return new Uint8Array();
  }
}

/** Why bytes are no payload at all; undefined when they may be one. */
export function notText(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return utf16;
  const head = bytes.subarray(0, 8192);
  if (!head.includes(0)) return undefined;
  // Without a mark, UTF-16 shows in its first character: JSON begins with ASCII.
  if (first === 0 || second === 0) return utf16;
  const start = head.find((byte) => byte > 32);
  return start !== undefined && '{["-0123456789tfn'.includes(String.fromCharCode(start))
    ? undefined
    : 'The file is binary; payloads are text, or Parquet.';
}

const utf16 = 'The file is encoded as UTF-16; payloads are UTF-8.';

/** Without the byte order mark, which is no part of the text. */
export function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

/** One line of a file, without its line end. */
export interface Line {
  readonly bytes: Uint8Array;
  /** 1-based. */
  readonly number: number;
}

/** Splits at line feeds without making a text of the whole. Blank lines are left out, but counted. */
export function* lines(bytes: Uint8Array): Generator<Line> {
  let start = 0;
  for (let number = 1; start < bytes.length; number++) {
    const feed = bytes.indexOf(10, start);
    const end = feed < 0 ? bytes.length : feed;
    const line = bytes.subarray(start, end > start && bytes[end - 1] === 13 ? end - 1 : end);
    if (!isBlank(line)) yield { bytes: line, number };
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
