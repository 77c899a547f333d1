// Reads the tokens of JSON, as strictly as `JSON.parse`.
//
// A function that reads takes the address to read from and returns the one behind what it has read, or 0 after it called `fail`.
// Behind `end` stand older input and then zeros, at which every loop stops; so a byte is read first, and its place is compared
// with `end` only where something is refused or a text is kept.
import { BOOLEAN, codeUnit, isDigit, isOfDate, NULL, NUMBER } from './text';

/** What `entry` says instead of an offset. */
export const MORE: i32 = -1;
export const REFUSED: i32 = -2;
export const BODY: i32 = -3;

export let end: usize = 0;
let lines: bool = true;
export let status: i32 = 0;
/** The class of the scalar read last. */
export let kind: i32 = 0;
/** Of the string read last: by how many bytes its escapes shrink, and whether they leave it possible that it is a date. */
export let shrunk: u32 = 0;
export let dateLike: bool = true;
/** Whether a string since `begin` had an escape of half a character without its other half. */
export let hasHalf: bool = false;
/** Whether a carriage return stood between its tokens. */
export let hasReturn: bool = false;

/** Begins to read a text that ends at an address. */
@inline
export function begin(to: usize): void {
  end = to;
  hasHalf = false;
  hasReturn = false;
}

/** Ends an entry with a status. */
export function stopWith(why: i32): usize {
  status = why;
  return 0;
}

/** Ends an entry at an address: behind `end` more bytes are needed, before it the entry is not ours to read. */
export function fail(p: usize): usize {
  return stopWith(p >= end ? MORE : REFUSED);
}

/** 1: a line feed ends the text, so that none may stand in an entry. 0: it is white space. */
export function setMode(mode: i32): void {
  lines = mode != 0;
}

/** The next address that holds no white space: mostly this one. */
@inline
export function skip(p: usize): usize {
  return load<u8>(p) > 0x20 ? p : skipSpace(p);
}

function skipSpace(p: usize): usize {
  let c = load<u8>(p);
  while (c <= 0x20 && (c == 0x20 || c == 9 || c == 13 || (c == 10 && !lines))) {
    if (c == 13) hasReturn = true;
    c = load<u8>(++p);
  }
  return p;
}

/** The next address that holds a quote, a backslash or a control character. */
@inline
export function stop(p: usize): usize {
  // 32 bytes at once, as whether a text has more than 16 can be foreseen of few.
  let hits = stops(v128.load(p)) | (stops(v128.load(p, 16)) << 16);
  while (hits == 0) {
    p += 32;
    hits = stops(v128.load(p)) | (stops(v128.load(p, 16)) << 16);
  }
  return p + ctz(hits);
}

@inline
function stops(bytes: v128): i32 {
  const quotes = v128.or(i8x16.eq(bytes, i8x16.splat(0x22)), i8x16.eq(bytes, i8x16.splat(0x5c)));
  const controls = i8x16.eq(i8x16.min_u(bytes, i8x16.splat(31)), bytes);
  return i8x16.bitmask(v128.or(quotes, controls));
}

/** The address of the closing quote of the string whose content begins at `p`. */
@inline
export function closing(p: usize): usize {
  shrunk = 0;
  dateLike = true;
  p = stop(p);
  if (load<u8>(p) != 0x22) p = closingBehindEscapes(p);
  return p >= end && p != 0 ? fail(p) : p;
}

/** The closing quote behind the escapes, if any, that begin at `p`. */
export function closingBehindEscapes(p: usize): usize {
  /** Behind the first half of a character. */
  let half: usize = 0;
  while (load<u8>(p) == 0x5c) {
    const c = load<u8>(p, 1);
    let isSecond = false;
    if (c == 0x75) {
      const code = codeUnit(p + 2);
      if (code < 0) return fail(p + 1 - code);
      // Six bytes become one, two or three; those of a pair four together.
      const isLow = code >= 0xdc00 && code <= 0xdfff;
      isSecond = isLow && p == half;
      if ((isLow || half != 0) && !isSecond) hasHalf = true;
      shrunk += code < 0x80 ? 5 : code < 0x800 ? 4 : isSecond ? 5 : 3;
      p += 6;
      half = code >= 0xd800 && code <= 0xdbff ? p : 0;
      if (!isOfDate(code)) dateLike = false;
    } else {
      const known = c == 0x22 || c == 0x5c || c == 0x2f || c == 0x62 || c == 0x66 || c == 0x6e || c == 0x72 || c == 0x74;
      if (!known) return fail(p + 1);
      if (half != 0) hasHalf = true;
      half = 0;
      shrunk++;
      dateLike = false;
      p += 2;
    }
    p = stop(p);
  }
  if (half != 0) hasHalf = true;
  return load<u8>(p) == 0x22 ? p : fail(p);
}

/** Reads a number, `true`, `false` or `null`. */
@inline
export function scalar(p: usize): usize {
  const simple = simpleNumber(p);
  if (simple == 0) return otherScalar(p);
  kind = NUMBER;
  return simple;
}

/** Reads a number of up to 15 characters without an exponent, as most are; 0 when it is none. */
@inline
function simpleNumber(p: usize): usize {
  const first = load<u8>(p) == 0x2d ? p + 1 : p;
  const isDigits = i8x16.bitmask(i8x16.lt_u(i8x16.sub(v128.load(first), i8x16.splat(0x30)), i8x16.splat(10)));
  const whole = ctz(~isDigits);
  let length = whole;
  let next = load<u8>(first + whole);
  if (next == 0x2e) {
    const fraction = ctz(~(isDigits >> (whole + 1)));
    length = fraction == 0 ? 16 : whole + 1 + fraction;
    next = load<u8>(first + length);
  }
  const hasZero = load<u8>(first) == 0x30 && whole > 1;
  return whole == 0 || length > 15 || hasZero || (next | 0x20) == 0x65 ? 0 : first + length;
}

function otherScalar(p: usize): usize {
  const c = load<u8>(p);
  if (c == 0x74) {
    kind = BOOLEAN;
    return load<u32>(p) == 0x65757274 && p + 4 <= end ? p + 4 : fail(p + 3);
  }
  if (c == 0x66) {
    kind = BOOLEAN;
    return load<u32>(p, 1) == 0x65736c61 && p + 5 <= end ? p + 5 : fail(p + 4);
  }
  if (c == 0x6e) {
    kind = NULL;
    return load<u32>(p) == 0x6c6c756e && p + 4 <= end ? p + 4 : fail(p + 3);
  }
  kind = NUMBER;
  const digits = c == 0x2d ? p + 1 : p;
  let q = digits;
  while (isDigit(load<u8>(q))) q++;
  // Longer ones may lose digits, which the plain reader says.
  if (q == digits || q - digits > 15 || (load<u8>(digits) == 0x30 && q - digits > 1)) return fail(q);
  if (load<u8>(q) == 0x2e) {
    const point = q++;
    while (isDigit(load<u8>(q))) q++;
    if (q == point + 1 || q - p > 300) return fail(q);
  }
  if ((load<u8>(q) | 0x20) != 0x65) return q;
  // Two digits of an exponent make no number infinite, nor one of a few digits 0.
  if (q - p > 40) return fail(q);
  const sign = load<u8>(++q);
  if (sign == 0x2b || sign == 0x2d) q++;
  const exponent = q;
  while (isDigit(load<u8>(q))) q++;
  return q == exponent || q - exponent > 2 ? fail(q) : q;
}
