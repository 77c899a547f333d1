// Scans one JSON object, an event's entry, as strictly as `JSON.parse` and without building anything, and writes down what the
// rules ask of it. AssemblyScript: compiled to dist/kernel.wasm by scripts/kernel.mjs, used through load.ts, and compared with
// `JSON.parse` on mutated input in the tests.
//
// A function that reads takes the address to read from and returns the one behind what it has read, or 0 after it called `fail`.
// Behind `end` stand older input and then zeros, at which every loop stops; so a byte is read first, and its place is compared
// with `end` only where something is refused or a text is kept.
import {
  ATTRIBUTES_MOST,
  DEPTH_MOST,
  EVENT_BYTES_MOST,
  EVENTS,
  hashed,
  INPUT,
  intern,
  internHere,
  internSignature,
  KEY_BYTES_MOST,
  KEYS,
  keyAt,
  mixed,
  NESTED_KEYS,
  NESTED_KEYS_MOST,
  nameAt,
  OUT,
  OUT_ATTRIBUTE,
  OUT_HEAD,
  SEEDS,
  SCRATCH,
  SLACK,
  STACK,
  signatures,
  Table,
  tableAt,
  VALUE_BYTES_MOST,
  VALUES,
} from './memory';
import {
  ARRAY,
  BLANK,
  BOOLEAN,
  blankness,
  codeUnit,
  DATE,
  dateKind,
  ends,
  fnv,
  isDigit,
  isOfDate,
  measureRange,
  NULL,
  NUMBER,
  OBJECT,
  OBJECTS,
  stamp,
  TEXT,
  TIME,
  unitsAfter,
} from './text';

/** What `entry` says instead of an offset. */
const MORE: i32 = -1;
const REFUSED: i32 = -2;
const BODY: i32 = -3;

/** What a key is: the low four bits tell its part in the envelope, the others that its values are watched. */
const EVENT: u32 = 1;
const ATTRIBUTES: u32 = 2;
const TIMESTAMP: u32 = 3;
const ROOT: u32 = 4;
const IDENTITY: u32 = 8;
const WATCHED: u32 = 16;
const WATCHED_OUTSIDE: u32 = 32;

/** How a key's value, an element and the end of an object or array stand in the signature. */
const ELEMENT: u64 = 1 << 40;
const END: u64 = 1 << 41;

let end: usize = 0;
let lines: bool = true;
let status: i32 = 0;
/** Tells entries apart, so that a key knows in which it was last seen. */
let serial: u32 = 0;
/** The class of the value read last. */
let kind: i32 = 0;
/** The key read last. */
let key: u32 = 0;
/** Of the string read last: by how many bytes its escapes shrink, and whether they leave it possible that it is a date. */
let shrunk: u32 = 0;
let dateLike: bool = true;
let signature: u64 = 0;
let attributeCount: i32 = 0;

/** Ends an entry at an address: behind `end` more bytes are needed, before it the entry is not ours to read. */
function fail(p: usize): usize {
  status = p >= end ? MORE : REFUSED;
  return 0;
}

/** The next address that holds no white space. */
@inline
function skip(p: usize): usize {
  let c = load<u8>(p);
  while (c <= 0x20 && (c == 0x20 || c == 9 || c == 13 || (c == 10 && !lines))) c = load<u8>(++p);
  return p;
}

/** The next address that holds a quote, a backslash or a control character. */
@inline
function stop(p: usize): usize {
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
function closing(p: usize): usize {
  shrunk = 0;
  dateLike = true;
  p = stop(p);
  if (load<u8>(p) == 0x5c) p = closingBehindEscapes(p);
  return p != 0 && (p >= end || load<u8>(p) != 0x22) ? fail(p) : p;
}

/** The next stop behind the escapes that begin at `p`. */
function closingBehindEscapes(p: usize): usize {
  let paired: usize = 0;
  while (load<u8>(p) == 0x5c) {
    const c = load<u8>(p, 1);
    if (c == 0x75) {
      const code = codeUnit(p + 2);
      if (code < 0) return fail(p + 1 - code);
      // Six bytes become one, two or three; those of a pair four together.
      const second = p == paired && code >= 0xdc00 && code <= 0xdfff;
      shrunk += code < 0x80 ? 5 : code < 0x800 ? 4 : second ? 5 : 3;
      p += 6;
      paired = code >= 0xd800 && code <= 0xdbff ? p : 0;
      if (!isOfDate(code)) dateLike = false;
    } else {
      const known = c == 0x22 || c == 0x5c || c == 0x2f || c == 0x62 || c == 0x66 || c == 0x6e || c == 0x72 || c == 0x74;
      if (!known) return fail(p + 1);
      shrunk++;
      dateLike = false;
      p += 2;
    }
    p = stop(p);
  }
  return p;
}

/** Reads a number, `true`, `false` or `null`. */
function scalar(p: usize): usize {
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

/**
 * Reads the object or array whose bracket stands at `p`, without recursion. That of the envelope is mixed into the signature;
 * of the attributes only the form matters, and keys that repeat are found by their hashes.
 */
function nested(p: usize, outside: bool): usize {
  let depth: u32 = 0;
  let known: u32 = 0;
  let outer = load<u8>(p) == 0x7b ? OBJECT : OBJECTS;
  do {
    // Here begins a value: an element, a member's value or, at first, the outer object or array itself.
    let ended = true;
    const c = load<u8>(p);
    if (depth == 1 && outer == OBJECTS && c != 0x7b) outer = ARRAY;
    if (c == 0x22) {
      const quote = closing(p + 1);
      if (quote == 0) return 0;
      if (outside) {
        kind = textOutside(p + 1, quote);
        if (kind < 0) return fail(quote);
        mix(ELEMENT | kind);
      }
      p = skip(quote + 1);
    } else if (c == 0x7b || c == 0x5b) {
      if (depth == DEPTH_MOST) return fail(p);
      store<u32>(STACK + (depth << 2), (known << 1) | (c == 0x7b ? 1 : 0));
      depth++;
      if (outside) mix(ELEMENT | c);
      p = skip(p + 1);
      // A closing bracket is its opening one plus two.
      ended = load<u8>(p) == c + 2;
    } else {
      p = scalar(p);
      if (p == 0) return 0;
      if (outside) mix(ELEMENT | kind);
      p = skip(p);
    }
    let frame = load<u32>(STACK + (depth << 2) - 4);
    while (ended && depth > 0 && load<u8>(p) == ((frame & 1) != 0 ? 0x7d : 0x5d)) {
      if (outside) mix(END);
      known = frame >> 1;
      depth--;
      p++;
      if (depth > 0) {
        frame = load<u32>(STACK + (depth << 2) - 4);
        p = skip(p);
      }
    }
    if (depth > 0) {
      if (ended) {
        if (load<u8>(p) != 0x2c) return fail(p);
        p = skip(p + 1);
      }
      if ((frame & 1) != 0) {
        p = nestedKey(p, frame >> 1, known++, outside);
        if (p == 0) return 0;
      }
    }
  } while (depth > 0);
  kind = outer;
  return p;
}

/** Reads a key and its colon. Its object's other keys stand from `first` to `next` in the list. */
function nestedKey(p: usize, first: u32, next: u32, outside: bool): usize {
  if (load<u8>(p) != 0x22) return fail(p);
  const quote = closing(p + 1);
  if (quote == 0) return 0;
  const length = <u32>(quote - p - 1);
  if (shrunk != 0 || length > KEY_BYTES_MOST || next - first == NESTED_KEYS_MOST) return fail(quote);
  let hash: u32;
  if (outside) {
    const id = intern(KEYS, p + 1, length);
    if (id < 0) return fail(quote);
    hash = <u32>id;
    mix(hash);
  } else hash = <u32>hashed(length, p + 1, length);
  while (first < next) {
    if (load<u32>(NESTED_KEYS + (first << 2)) == hash) return fail(quote);
    first++;
  }
  store<u32>(NESTED_KEYS + (next << 2), hash);
  p = skip(quote + 1);
  return load<u8>(p) == 0x3a ? skip(p + 1) : fail(p);
}

/** Reads a key, which becomes `key`, and its colon. */
function member(p: usize): usize {
  if (load<u8>(p) != 0x22) return fail(p);
  const quote = closing(p + 1);
  if (quote == 0) return 0;
  const length = <u32>(quote - p - 1);
  if (shrunk != 0 || length > KEY_BYTES_MOST) return fail(quote);
  const id = internHere(KEYS, p + 1, length);
  if (id < 0) return fail(quote);
  key = id;
  p = skip(quote + 1);
  return load<u8>(p) == 0x3a ? skip(p + 1) : fail(p);
}

/** Reads the attributes' object, and writes down each of them. */
function attributes(p: usize): usize {
  let out = OUT + OUT_HEAD;
  p = skip(p + 1);
  let more = load<u8>(p) != 0x7d;
  while (more) {
    const start = p;
    p = member(p);
    if (p == 0) return 0;
    const id = key;
    const name = keyAt(id);
    if (name.inside == serial || attributeCount == ATTRIBUTES_MOST) return fail(p);
    name.inside = serial;
    const value = p;
    let size: i32 = 0;
    const c = load<u8>(p);
    if (c == 0x22) {
      const quote = closing(++p);
      if (quote == 0) return 0;
      size = <i32>(quote - p - shrunk);
      kind = TEXT;
      if (shrunk == 0) {
        if (dateKind(p, size) != TEXT) kind = DATE;
        if ((name.flags & WATCHED) != 0 && <u32>size <= VALUE_BYTES_MOST) {
          const value = intern(VALUES, p, size);
          if (value >= 0) size = -2 - value;
        }
      } else {
        if (dateLike && size >= 10) return fail(quote);
        kind = TEXT | 256;
      }
      p = quote + 1;
    } else {
      p = c == 0x7b || c == 0x5b ? nested(p, false) : scalar(p);
      if (p == 0) return 0;
    }
    store<u32>(out, id);
    store<i32>(out, kind, 4);
    store<i32>(out, <i32>(start - INPUT), 8);
    store<i32>(out, <i32>(value - INPUT), 12);
    store<i32>(out, <i32>(p - INPUT), 16);
    store<i32>(out, size, 20);
    out += OUT_ATTRIBUTE;
    attributeCount++;
    p = skip(p);
    more = load<u8>(p) == 0x2c;
    if (more) p = skip(p + 1);
    else if (load<u8>(p) != 0x7d) return fail(p);
  }
  return p + 1;
}

function mix(more: u64): void {
  signature = mixed(signature, more);
}

/** The class of a string of the envelope; -1 when the plain reader has to tell. */
function textOutside(p: usize, quote: usize): i32 {
  const length = <u32>(quote - p);
  const date = shrunk == 0 ? dateKind(p, length) : TEXT;
  if (date != TEXT) return date;
  return shrunk != 0 && dateLike && length - shrunk >= 10 ? -1 : blankness(p, quote);
}

/** Reads a value of the envelope that stands under `key`. */
function valueOutside(p: usize): usize {
  const name = key;
  const flags = keyAt(name).flags;
  const part = flags & 15;
  const start = p;
  const c = load<u8>(p);
  let event = -1;
  mix(name);
  if (c == 0x22) {
    const quote = closing(++p);
    if (quote == 0) return 0;
    kind = textOutside(p, quote);
    if (kind < 0) return fail(quote);
    if ((flags & WATCHED_OUTSIDE) != 0) signature = hashed(signature, p, <u32>(quote - p));
    if (part == EVENT) {
      if (shrunk != 0 || quote - p > EVENT_BYTES_MOST) return fail(quote);
      event = intern(EVENTS, p, <u32>(quote - p));
      if (event < 0) return fail(quote);
    } else if (part == TIMESTAMP && kind == TIME) {
      store<i32>(OUT, 1, 40);
      store<f64>(OUT, stamp, 48);
    } else if (part >= IDENTITY && shrunk == 0 && kind != BLANK) {
      const seeds = SEEDS + ((part - IDENTITY) << 3);
      store<u32>(OUT + ((part - IDENTITY) << 2), fnv(p, quote, load<u32>(seeds)), 20);
      store<u32>(OUT + ((part - IDENTITY) << 2), fnv(p, quote, load<u32>(seeds, 4)), 64);
      store<u32>(OUT, load<u32>(OUT, 36) | (1 << (part - IDENTITY)), 36);
    }
    p = quote + 1;
  } else if (c == 0x7b && part == ATTRIBUTES) {
    store<i32>(OUT, <i32>(p - INPUT), 44);
    p = attributes(p);
    kind = OBJECT;
  } else p = c == 0x7b || c == 0x5b ? nested(p, true) : scalar(p);
  if (p == 0) return 0;
  mix(END | kind);
  if (part == EVENT) {
    store<i32>(OUT, event, 4);
    store<i32>(OUT, <i32>(start - INPUT), 8);
    store<i32>(OUT, <i32>(p - INPUT), 12);
  } else if (part >= IDENTITY) {
    const good = load<u32>(OUT, 36);
    const bit = 1 << (part - IDENTITY);
    if ((good & bit) == 0 && kind != BLANK) store<u32>(OUT, good | (bit << 8), 36);
  }
  return p;
}

/** Reads the entry whose bracket stands at `p`. */
function envelope(p: usize): usize {
  if (load<u8>(p) != 0x7b) return fail(p);
  p = skip(p + 1);
  let more = load<u8>(p) != 0x7d;
  let first = true;
  while (more) {
    p = member(p);
    if (p == 0) return 0;
    const name = keyAt(key);
    if (name.outside == serial) return fail(p);
    if (first && (name.flags & 15) == ROOT) {
      if (p >= end) return fail(p);
      store<i32>(OUT, <i32>(p - INPUT));
      status = BODY;
      return 0;
    }
    name.outside = serial;
    first = false;
    p = valueOutside(p);
    if (p == 0) return 0;
    p = skip(p);
    more = load<u8>(p) == 0x2c;
    if (more) p = skip(p + 1);
    else if (load<u8>(p) != 0x7d) return fail(p);
  }
  return p + 1;
}

/** Scans the entry at an offset of the input and writes its record; the offset behind it, or a status. See load.ts. */
export function entry(at: i32, to: i32, final: i32): i32 {
  end = INPUT + to;
  serial++;
  signature = 0;
  attributeCount = 0;
  memory.fill(OUT, 0, OUT_HEAD);
  store<i32>(OUT, -1, 4);
  const p = envelope(INPUT + at);
  if (p > end) status = MORE;
  else if (p != 0) {
    const id = internSignature(signature);
    store<i32>(OUT, id);
    store<i32>(OUT, attributeCount, 16);
    return id < 0 ? REFUSED : <i32>(p - INPUT);
  }
  return status == MORE && final != 0 ? REFUSED : status;
}

/** 1: a line feed ends the text, so that none may stand in an entry. 0: it is white space. */
export function setMode(mode: i32): void {
  lines = mode != 0;
}

/** Gives a key its part in the envelope: one of the constants above, as a number. */
export function setPart(id: u32, part: u32): void {
  const name = keyAt(id);
  name.flags = (name.flags & ~15) | part;
}

/** Says with which hashes those of an identity begin. */
export function setSeeds(index: u32, first: u32, second: u32): void {
  store<u32>(SEEDS + (index << 3), first);
  store<u32>(SEEDS + (index << 3), second, 4);
}

export function watch(id: u32): void {
  keyAt(id).flags |= WATCHED;
}

export function watchEnvelope(id: u32): void {
  keyAt(id).flags |= WATCHED_OUTSIDE;
}

export { count, followUsers, judge, need, say, settle, settleUser, taken, verdict } from './verdicts';

export function measure(from: i32, to: i32): void {
  measureRange(INPUT + from, INPUT + to);
}

export function lineEnds(): i32 {
  return ends;
}

export function units(): i32 {
  return unitsAfter;
}

/** Interns the key that was written to `scratch`. */
export function internKey(length: i32): i32 {
  return intern(KEYS, SCRATCH, length);
}

/** Where a name's text stands; 0 for the keys, 1 for the event names, 2 for the watched values. */
export function textOf(table: i32, id: i32): usize {
  return nameAt(tableAt(table), id).text;
}

export function lengthOf(table: i32, id: i32): i32 {
  return nameAt(tableAt(table), id).length;
}

export function countOf(table: i32): i32 {
  return table == 3 ? signatures : changetype<Table>(tableAt(table)).count;
}

/** Where things stand in the memory. */
export function inputAt(): usize {
  return INPUT;
}

export function outAt(): usize {
  return OUT;
}

export function scratchAt(): usize {
  return SCRATCH;
}

export function slack(): usize {
  return SLACK;
}
