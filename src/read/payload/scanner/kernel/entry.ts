// Scans one JSON object, an event's entry, as strictly as `JSON.parse` and without building anything, and writes down what the
// rules ask of it.
import { attributeCount, attributes, clearAttributes, settleEvent } from './attributes';
import { EVENT_BYTES_MOST, EVENTS, INPUT, OUT, SEEDS } from './memory';
import { intern, internSignature, keyAt } from './names';
import { nested, outer } from './nested';
import { behind, firstOf, following, NOWHERE, Place, placeOfEnvelope } from './places';
import { search, searched } from './search';
import { clearSignature, END, mix, mixText, signature, textOutside } from './signature';
import { BLANK, OBJECT, stamp, TIME } from './text';
import { begin, BODY, closing, end, fail, hasHalf, kind, MORE, REFUSED, scalar, shrunk, skip, status, stopWith } from './tokens';

/** What a key is: the low four bits tell its part in the envelope, the others that its values are watched. */
const EVENT: u32 = 1;
const ATTRIBUTES: u32 = 2;
const TIMESTAMP: u32 = 3;
const ROOT: u32 = 4;
const IDENTITY: u32 = 8;
export const WATCHED_OUTSIDE: u32 = 32;

/** Numbers entries, for keys of the envelope that repeat. */
let serial: u32 = 0;
let event: i32 = -1;

/** Scans the entry at an offset of the input and writes its record; the offset behind it, or a status. See load.ts. */
export function entry(at: i32, to: i32, final: i32): i32 {
  begin(INPUT + to);
  serial++;
  event = -1;
  clearSignature();
  clearAttributes();
  for (let out = OUT; out < OUT + 96; out += 16) v128.store(out, i64x2.splat(0));
  const p = envelope(INPUT + at);
  if (p == 0) return status == MORE && final != 0 ? REFUSED : status;
  if (p > end) return final != 0 ? REFUSED : MORE;
  settleEvent(event);
  const id = internSignature(signature);
  store<i32>(OUT, id);
  store<i32>(OUT, event, 4);
  store<i32>(OUT, attributeCount, 16);
  store<i32>(OUT, hasHalf ? 1 : 0, 80);
  return id < 0 ? REFUSED : <i32>(p - INPUT);
}

/** Reads the object whose bracket stands at `p`. */
function envelope(p: usize): usize {
  if (load<u8>(p) != 0x7b) return fail(p);
  p = skip(p + 1);
  let link = firstOf(placeOfEnvelope());
  let more = load<u8>(p) != 0x7d;
  let first = true;
  while (more) {
    let key = following(p, link);
    if (key != NOWHERE) p = skip(p + changetype<Place>(key).length);
    else {
      p = search(p, placeOfEnvelope(), link);
      if (p == 0) return 0;
      key = searched;
      if (key == NOWHERE) return fail(p);
    }
    const one = changetype<Place>(key);
    if (one.serial == serial) return fail(p);
    one.serial = serial;
    link = behind(key);
    const flags = keyAt(one.key).flags;
    if (first && (flags & 15) == ROOT) {
      if (p >= end) return fail(p);
      store<i32>(OUT, <i32>(p - INPUT));
      return stopWith(BODY);
    }
    first = false;
    p = member(p, key, flags);
    if (p == 0) return 0;
    p = skip(p);
    more = load<u8>(p) == 0x2c;
    if (more) p = skip(p + 1);
    else if (load<u8>(p) != 0x7d) return fail(p);
  }
  return p + 1;
}

/** Reads the value of a key of the envelope. */
function member(p: usize, key: usize, flags: u32): usize {
  const part = flags & 15;
  const start = p;
  const c = load<u8>(p);
  let form: i32;
  mix(changetype<Place>(key).key);
  if (c == 0x22) {
    const quote = closing(++p);
    if (quote == 0) return 0;
    form = textOutside(p, quote);
    if (form < 0) return fail(quote);
    if ((flags & WATCHED_OUTSIDE) != 0) mixText(p, quote);
    if (part == EVENT) {
      if (shrunk != 0 || quote - p > EVENT_BYTES_MOST) return fail(quote);
      event = intern(EVENTS, p, <u32>(quote - p));
      if (event < 0) return fail(quote);
    } else if (part == TIMESTAMP && form == TIME) {
      store<i32>(OUT, 1, 40);
      store<f64>(OUT, stamp, 48);
    } else if (part >= IDENTITY && shrunk == 0 && form != BLANK) noteIdentity(part - IDENTITY, p, quote);
    p = quote + 1;
  } else if (c == 0x7b && part == ATTRIBUTES) {
    store<i32>(OUT, <i32>(p - INPUT), 44);
    p = attributes(p, event);
    form = OBJECT;
  } else if (c == 0x7b || c == 0x5b) {
    p = nested(p, key);
    form = outer;
  } else {
    p = scalar(p);
    form = kind;
  }
  if (p == 0) return 0;
  mix(END | form);
  if (part == EVENT) {
    store<i32>(OUT, <i32>(start - INPUT), 8);
    store<i32>(OUT, <i32>(p - INPUT), 12);
  } else if (part >= IDENTITY) {
    const good = load<u32>(OUT, 36);
    const bit = 1 << (part - IDENTITY);
    if ((good & bit) == 0 && form != BLANK) store<u32>(OUT, good | (bit << 8), 36);
  }
  return p;
}

/** Notes the two hashes, FNV-1a, of an identity. */
function noteIdentity(index: u32, p: usize, quote: usize): void {
  const seeds = SEEDS + (<usize>index << 3);
  let first = load<u32>(seeds);
  let second = load<u32>(seeds, 4);
  while (p < quote) {
    const c = <u32>load<u8>(p++);
    first = (first ^ c) * 0x01000193;
    second = (second ^ c) * 0x01000193;
  }
  store<u32>(OUT + (<usize>index << 2), first, 20);
  store<u32>(OUT + (<usize>index << 2), second, 64);
  store<u32>(OUT, load<u32>(OUT, 36) | (1 << index), 36);
}
