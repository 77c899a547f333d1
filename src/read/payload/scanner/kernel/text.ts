// What texts are: dates and blanks, by the very rules of src/model/attribute-type.ts and `String.prototype.trim`, and the lines
// that they stand on.

/** The classes of values. The last two are told only of texts of the envelope. */
export const TEXT: i32 = 0;
export const DATE: i32 = 1;
export const NUMBER: i32 = 2;
export const BOOLEAN: i32 = 3;
export const OBJECT: i32 = 4;
export const OBJECTS: i32 = 5;
export const ARRAY: i32 = 6;
export const NULL: i32 = 7;
export const BLANK: i32 = 8;
export const TIME: i32 = 9;

/** The event time that `dateKind` last saw, as the number yyyyMMddHHmmss. */
export let stamp: f64 = 0;

/** DATE for a text without escapes that is a date, TIME for one that can be an event's time, otherwise TEXT. */
@inline
export function dateKind(p: usize, length: u32): i32 {
  // The cheap test first: nearly every text fails it.
  return length < 10 || load<u8>(p, 4) != 0x2d || load<u8>(p, 7) != 0x2d ? TEXT : kindOfDashed(p, length);
}

function kindOfDashed(p: usize, length: u32): i32 {
  const end = p + length;
  const year = two(p) * 100 + two(p + 2);
  const month = two(p + 5);
  const day = two(p + 8);
  if (year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return TEXT;
  if (length == 10) return DATE;
  const separator = load<u8>(p, 10);
  if (length < 16 || (separator != 0x54 && separator != 0x20) || load<u8>(p, 13) != 0x3a) return TEXT;
  const hour = two(p + 11);
  const minute = two(p + 14);
  if (hour > 23 || minute > 59) return TEXT;
  p += 16;
  let second = 0;
  const seconds = p < end && load<u8>(p) == 0x3a;
  if (seconds) {
    second = p + 3 <= end ? two(p + 1) : MANY;
    if (second > 59) return TEXT;
    p += 3;
  }
  if (separator == 0x20) {
    if (!seconds || p != end) return TEXT;
    stamp = <f64>(year * 10000 + month * 100 + day) * 1e6 + <f64>(hour * 10000 + minute * 100 + second);
    return TIME;
  }
  if (seconds && p < end && load<u8>(p) == 0x2e) {
    const point = p++;
    while (p < end && isDigit(load<u8>(p))) p++;
    if (p == point + 1) return TEXT;
  }
  return isZone(p, end) ? DATE : TEXT;
}

/** Whether nothing, `Z`, `±hh:mm` or `±hhmm` is left of a text. */
function isZone(p: usize, end: usize): bool {
  if (p == end) return true;
  const sign = load<u8>(p++);
  if (sign == 0x5a) return p == end;
  if ((sign != 0x2b && sign != 0x2d) || p + 4 > end || two(p) == MANY) return false;
  p += 2;
  if (load<u8>(p) == 0x3a) p++;
  return p + 2 == end && two(p) != MANY;
}

/** More than two digits can say, however it is added to. */
const MANY: i32 = 1000000;

function two(p: usize): i32 {
  const tens = load<u8>(p);
  const ones = load<u8>(p, 1);
  return isDigit(tens) && isDigit(ones) ? (tens - 0x30) * 10 + (ones - 0x30) : MANY;
}

function daysIn(year: i32, month: i32): i32 {
  if (month == 2) return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
  return 30 + ((month + (month >> 3)) & 1);
}

@inline
export function isDigit(c: u8): bool {
  return c - 0x30 < 10;
}

/** BLANK for a text of nothing but spaces, -1 for one that begins with another blank, otherwise TEXT. */
export function blankness(p: usize, end: usize): i32 {
  while (p < end && load<u8>(p) == 0x20) p++;
  if (p == end) return BLANK;
  const c = <i32>load<u8>(p);
  let code = c;
  if (c == 0x5c) {
    const letter = load<u8>(p, 1);
    if (letter == 0x75) code = codeUnit(p + 2);
    else if (letter == 0x74 || letter == 0x6e || letter == 0x72 || letter == 0x66) code = 9;
  } else if (c >= 0xf0) code = 0x10000;
  else if (c >= 0xe0) code = ((c & 15) << 12) | ((load<u8>(p, 1) & 63) << 6) | (load<u8>(p, 2) & 63);
  else if (c >= 0xc0) code = ((c & 31) << 6) | (load<u8>(p, 1) & 63);
  return isBlank(code) ? -1 : TEXT;
}

function isBlank(code: i32): bool {
  if (code < 0x80) return code == 0x20 || (code >= 9 && code <= 13);
  if (code < 0x2000) return code == 0xa0 || code == 0x1680;
  if (code <= 0x205f) return code <= 0x200a || code == 0x2028 || code == 0x2029 || code == 0x202f || code == 0x205f;
  return code == 0x3000 || code == 0xfeff;
}

/** The number that four hexadecimal digits write; minus one minus the index of the first that is none. */
export function codeUnit(p: usize): i32 {
  let code = 0;
  let read = 0;
  while (read < 4) {
    const c = load<u8>(p + read);
    const letter = (c | 0x20) - 0x61;
    if (!isDigit(c) && letter > 5) return -1 - read;
    code = (code << 4) | (isDigit(c) ? c - 0x30 : letter + 10);
    read++;
  }
  return code;
}

/** Whether a date can hold a character: a digit, or one of `-`, `:`, `T`, `Z`, `.`, `+` and the space. */
export function isOfDate(code: i32): bool {
  return (code >= 0x30 && code <= 0x3a) || code == 0x2d || code == 0x54 || code == 0x5a || code == 0x2e || code == 0x2b || code == 0x20;
}

/** What `measure` last found. */
export let ends: i32 = 0;
export let unitsAfter: i32 = 0;

/**
 * Counts the line ends in a range, LF, CRLF and a lone CR, and the UTF-16 units behind the last of them, or from the start when
 * there is none. A CRLF must not be cut in two.
 */
export function measureRange(p: usize, end: usize): void {
  let lines = 0;
  let units = 0;
  let afterReturn = 0;
  while (p < end) {
    const bytes = v128.load(p);
    const inside = end - p >= 16 ? 0xffff : (1 << <i32>(end - p)) - 1;
    const returns = i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(13))) & inside;
    const feeds = i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(10))) & inside;
    // Every byte that continues no character is a unit, and those that begin one of four bytes are a second one.
    let singles = i8x16.bitmask(i8x16.gt_s(bytes, i8x16.splat(-65))) & inside;
    let doubles = i8x16.bitmask(i8x16.ge_u(bytes, i8x16.splat(-16))) & inside;
    const breaks = returns | feeds;
    if (breaks != 0) {
      lines += popcnt(breaks) - popcnt(feeds & ((returns << 1) | afterReturn));
      const behind = -1 << (32 - clz(breaks));
      singles &= behind;
      doubles &= behind;
      units = 0;
    }
    afterReturn = returns >> 15;
    units += popcnt(singles) + popcnt(doubles);
    p += 16;
  }
  ends = lines;
  unitsAfter = units;
}
