// Reads the attributes of an entry, and writes down each of them.
import { ATTRIBUTES_MOST, INPUT, OUT, OUT_ATTRIBUTE, OUT_HEAD, VALUE_BYTES_MOST, VALUES } from './memory';
import { intern, keyAt } from './names';
import { nested, outer } from './nested';
import { behind, firstOf, following, found, isIndifferent, LIMITS, NOWHERE, Place, placeOfEvent } from './places';
import { id, search, searched, searchName } from './search';
import { DATE, dateKind, TEXT } from './text';
import { closing, dateLike, end, fail, kind, scalar, shrunk, skip, stop } from './tokens';

/** A key's flag: short values of it are interned. */
export const WATCHED: u32 = 16;
/** A bit of the class of a text: it has escapes. */
const ESCAPED: i32 = 256;

/** How many were read, in the order of the record. */
export let attributeCount: i32 = 0;
/** How many of them their event needs, and whether there is something to see in one, or may be. */
export let neededCount: u32 = 0;
export let isNotable: bool = false;
/** How many there are of each class: numbers of two bytes, of the first four classes and of the last. */
export let firstCounts: u64 = 0;
export let lastCounts: u64 = 0;

/** The event that they were taken to be of; -1: none. */
let event: i32 = -1;
/** Numbers the attributes of entries, for keys that repeat. */
let serial: u32 = 0;

@inline
export function clearAttributes(): void {
  attributeCount = 0;
  neededCount = 0;
  isNotable = false;
  firstCounts = 0;
  lastCounts = 0;
  event = -1;
}

/** Reads the object that begins at `p`. `eventId` is that of the entry's event, -1 where it is not known yet, or there is none. */
export function attributes(p: usize, eventId: i32): usize {
  event = eventId;
  serial++;
  let out = OUT + OUT_HEAD;
  let link = firstOf(placeOfEvent(event < 0 ? 0 : event));
  p = skip(p + 1);
  let more = load<u8>(p) != 0x7d;
  while (more) {
    const start = p;
    let key = event < 0 ? NOWHERE : following(p, link);
    let name: u32;
    if (key != NOWHERE) {
      p = skip(p + changetype<Place>(key).length);
      name = changetype<Place>(key).key;
    } else {
      p = event < 0 ? searchName(p) : search(p, placeOfEvent(event), link);
      if (p == 0) return 0;
      if (event >= 0) key = searched;
      name = id;
    }
    if (attributeCount == ATTRIBUTES_MOST || isRepeated(key, name)) return fail(p);
    if (key != NOWHERE) link = behind(key);
    const value = p;
    let size: i32 = 0;
    let form: i32;
    const c = load<u8>(p);
    if (c == 0x22) {
      let quote = stop(++p);
      if (load<u8>(quote) == 0x22) {
        size = <i32>(quote - p);
        form = dateKind(p, size) != TEXT ? DATE : TEXT;
        if ((keyAt(name).flags & WATCHED) != 0 && !isIndifferent(key, form) && <u32>size <= VALUE_BYTES_MOST) {
          if (quote >= end) return fail(quote);
          const value = intern(VALUES, p, size);
          if (value >= 0) size = -2 - value;
        }
      } else {
        quote = closing(p);
        if (quote == 0) return 0;
        size = <i32>(quote - p - shrunk);
        if (dateLike && size >= 10) return fail(quote);
        form = TEXT | ESCAPED;
      }
      p = quote + 1;
    } else if (c == 0x7b || c == 0x5b) {
      p = nested(p, NOWHERE);
      form = outer;
    } else {
      p = scalar(p);
      form = kind;
    }
    if (p == 0) return 0;
    store<u32>(out, name);
    store<i32>(out, form, 4);
    store<i32>(out, <i32>(start - INPUT), 8);
    store<i32>(out, <i32>(value - INPUT), 12);
    store<i32>(out, <i32>(p - INPUT), 16);
    store<i32>(out, size, 20);
    store<usize>(out, key, 24);
    out += OUT_ATTRIBUTE;
    attributeCount++;
    const one = (<u64>1) << (<u64>(form & 3) << 4);
    if ((form & 4) == 0) firstCounts += one;
    else lastCounts += one;
    weigh(key, form & 7, size);
    p = skip(p);
    more = load<u8>(p) == 0x2c;
    if (more) p = skip(p + 1);
    else if (load<u8>(p) != 0x7d) return fail(p);
  }
  return p + 1;
}

/** Whether the attributes have held this key already. */
@inline
function isRepeated(key: usize, id: u32): bool {
  if (key != NOWHERE) {
    if (changetype<Place>(key).serial == serial) return true;
    changetype<Place>(key).serial = serial;
    return false;
  }
  const name = keyAt(id);
  if (name.serial == serial) return true;
  name.serial = serial;
  return false;
}

/** Notes whether an attribute is needed, and whether somebody may want to see it. A watched value counts as a very long one. */
@inline
function weigh(key: usize, kind: i32, size: i32): void {
  neededCount += (<u32>changetype<Place>(key).needed >> kind) & 1;
  if (<u32>size >= load<u32>(key + (<usize>kind << 2), LIMITS)) isNotable = true;
}

/** Looks for what is known of the attributes where their event was not known when they were read. */
export function settleEvent(eventId: i32): void {
  if (eventId == event) return;
  event = eventId;
  neededCount = 0;
  isNotable = false;
  const end = OUT + OUT_HEAD + OUT_ATTRIBUTE * <usize>attributeCount;
  for (let out = OUT + OUT_HEAD; out < end; out += OUT_ATTRIBUTE) {
    const key = event < 0 ? NOWHERE : found(placeOfEvent(event), load<u32>(out));
    store<usize>(out, key, 24);
    weigh(key, load<i32>(out, 4) & 7, load<i32>(out, 20));
  }
}
