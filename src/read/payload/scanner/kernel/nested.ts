// Reads objects and arrays within an entry, without recursion. Those of the envelope are mixed into its signature; of those in
// attributes only the form matters.
import { DEPTH_MOST, KEY_BYTES_MOST, NESTED_KEYS, NESTED_KEYS_MOST, STACK } from './memory';
import { hashed } from './names';
import { behind, firstInside, following, NOWHERE, Place, placeInside } from './places';
import { search, searched } from './search';
import { ELEMENT, END, mix, textOutside } from './signature';
import { ARRAY, OBJECT, OBJECTS } from './text';
import { closing, fail, kind, scalar, shrunk, skip } from './tokens';

/** An open object or array. */
@unmanaged
class Frame {
  /** 1: an object. */
  isObject: u32;
  /** In attributes: where its keys begin in the list of keys. In the envelope: its number. */
  mark: u32;
  /** In the envelope: under which key it stands, and where its next key is noted. */
  owner: usize;
  link: usize;
}

/** The class of the object or array read last. */
export let outer: i32 = 0;

/** Numbers objects, for the keys of the envelope that repeat. */
let objects: u32 = 0;
/** The key read last. */
let key: usize = 0;

/** Reads the object or array whose bracket stands at `p`: `owner` is the key of the envelope that it stands under, NOWHERE in attributes. */
export function nested(p: usize, owner: usize): usize {
  const outside = owner != NOWHERE;
  let depth: u32 = 0;
  let known: u32 = 0;
  outer = load<u8>(p) == 0x7b ? OBJECT : OBJECTS;
  do {
    // Here begins a value: an element, a member's value or, at first, the outer object or array itself.
    let ended = true;
    const c = load<u8>(p);
    if (depth == 1 && outer == OBJECTS && c != 0x7b) outer = ARRAY;
    if (c == 0x22) {
      const quote = closing(p + 1);
      if (quote == 0) return 0;
      if (outside) {
        const form = textOutside(p + 1, quote);
        if (form < 0) return fail(quote);
        mix(ELEMENT | form);
      }
      p = skip(quote + 1);
    } else if (c == 0x7b || c == 0x5b) {
      if (depth == DEPTH_MOST) return fail(p);
      const opened = frameAt(++depth);
      opened.isObject = c == 0x7b ? 1 : 0;
      opened.mark = outside ? ++objects : known;
      opened.owner = owner;
      opened.link = firstInside(owner);
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
    while (ended && depth > 0 && load<u8>(p) == (frameAt(depth).isObject != 0 ? 0x7d : 0x5d)) {
      if (outside) mix(END);
      known = frameAt(depth).mark;
      depth--;
      p++;
      if (depth > 0) p = skip(p);
    }
    if (depth > 0) {
      if (ended) {
        if (load<u8>(p) != 0x2c) return fail(p);
        p = skip(p + 1);
      }
      const frame = frameAt(depth);
      owner = frame.owner;
      if (frame.isObject != 0) {
        p = outside ? keyOutside(p, frame) : keyInside(p, frame.mark, known++);
        if (p == 0) return 0;
        if (outside) owner = key;
      }
    }
  } while (depth > 0);
  return p;
}

@inline
function frameAt(depth: u32): Frame {
  return changetype<Frame>(STACK - 16 + (<usize>depth << 4));
}

/** Reads a key of the envelope and its colon. */
function keyOutside(p: usize, frame: Frame): usize {
  key = following(p, frame.link);
  if (key == NOWHERE) {
    p = search(p, placeInside(frame.owner), frame.link);
    if (p == 0) return 0;
    key = searched;
    if (key == NOWHERE) return fail(p);
  } else p += changetype<Place>(key).length;
  const one = changetype<Place>(key);
  if (one.serial == frame.mark) return fail(p);
  one.serial = frame.mark;
  frame.link = behind(key);
  mix(one.key);
  return skip(p);
}

/** Reads a key in attributes and its colon. Its object's other keys stand from `first` to `next` in the list, as hashes. */
function keyInside(p: usize, first: u32, next: u32): usize {
  if (load<u8>(p) != 0x22) return fail(p);
  const quote = closing(p + 1);
  if (quote == 0) return 0;
  const length = <u32>(quote - p - 1);
  if (shrunk != 0 || length > KEY_BYTES_MOST || next - first == NESTED_KEYS_MOST) return fail(quote);
  const hash = <u32>hashed(length, p + 1, length);
  while (first < next) {
    if (load<u32>(NESTED_KEYS + (<usize>first << 2)) == hash) return fail(quote);
    first++;
  }
  store<u32>(NESTED_KEYS + (<usize>next << 2), hash);
  p = skip(quote + 1);
  return load<u8>(p) == 0x3a ? skip(p + 1) : fail(p);
}
