// Keys at their places: in the envelope, in an object of it, or among the attributes of an event. At one place keys mostly come in
// the order in which they came before, some left out, so that the next one is found by comparing its bytes with those of a few.
import { BY_PLACE, find, put } from './indexes';
import { EVENTS_MOST, firstPart, FIRSTS, MASKED_MOST, PLACE_BYTES, PLACES, PLACES_MOST, secondPart, thirdPart } from './memory';
import { keyAt } from './names';

/** A key at its place: 128 bytes, two cache lines. Behind the first stand eight limits and eight verdicts, by the class of the value. */
@unmanaged
export class Place {
  /** The key as it is mostly written, with quotes and colon, then zeros. Nothing where that is longer. */
  text0: u64;
  text1: u64;
  text2: u64;
  text3: u64;
  text4: u64;
  text5: u64;
  /** How many bytes that are; 0 before it has come for the first time. */
  length: u16;
  /** Two bits for each class of values: that an event needs it with them, and, eight bits up, that nobody asks which they are. */
  needed: u16;
  /** The one that comes next, as an address. */
  next: usize;
  key: u32;
  /** The object that last held it: finds repeated keys without clearing anything. */
  serial: u32;
}

/** A text of fewer bytes than its limit has nothing that anybody wants to see; what is no text has none. 0: all is looked at. */
export const LIMITS: usize = 64;
/** What was said of it, by the class of its value: ids, 0 where nothing was. */
export const SAID: usize = 96;
const NEXT: usize = 52;

/** Where keys stand: those of an event behind the first ones, those of an object in the envelope behind them all. */
const TOP: u32 = EVENTS_MOST;
const INSIDE: u32 = TOP + 1;

/** No place: of it nothing is known, ever. */
export const NOWHERE: usize = PLACES;

/** How many keys may be left out at once before one is searched for. */
const SKIPPED_MOST: u32 = 6;
/** Attributes, of which there can be any number, leave some room for the envelope's keys. */
const ATTRIBUTES_TO: u32 = PLACES_MOST - 4096;

/** The first is NOWHERE. */
let places: u32 = 1;

/** The number of the attributes' place of an event, of the envelope, and of an object that stands under a key of it. */
@inline
export function placeOfEvent(event: i32): u32 {
  return event;
}

@inline
export function placeOfEnvelope(): u32 {
  return TOP;
}

@inline
export function placeInside(key: usize): u32 {
  return INSIDE + <u32>((key - PLACES) / PLACE_BYTES);
}

/** Where it is noted which key of a place comes first, and which behind another. */
@inline
export function firstOf(place: u32): usize {
  return FIRSTS + (<usize>place << 2);
}

/** The same of an object under a key of the envelope, which has no limits. */
@inline
export function firstInside(key: usize): usize {
  return key + LIMITS;
}

@inline
export function behind(key: usize): usize {
  return key + NEXT;
}

/** The key that is written at `p`, if it is one of those that may follow; NOWHERE otherwise. `link` is where the next is noted. */
@inline
export function following(p: usize, link: usize): usize {
  let key = load<usize>(link);
  let left = SKIPPED_MOST;
  while (key != 0 && !isWritten(key, p)) {
    key = --left == 0 ? 0 : changetype<Place>(key).next;
  }
  return key == 0 ? NOWHERE : key;
}

@inline
function isWritten(key: usize, p: usize): bool {
  const length = <u32>changetype<Place>(key).length;
  const first = v128.xor(firstPart(p, length), v128.load(key));
  const second = v128.xor(secondPart(p, length), v128.load(key, 16));
  if (v128.any_true(v128.or(first, second))) return false;
  return length <= 32 || !v128.any_true(v128.xor(thirdPart(p, length), v128.load(key, 32)));
}

/** A key at a place; NOWHERE when it was not seen there. */
export function found(place: u32, id: u32): usize {
  return PLACES + <usize>find(BY_PLACE, (place << 15) | id) * PLACE_BYTES;
}

/** A key at a place, made when it is new; NOWHERE when there is no room. */
export function made(place: u32, id: u32): usize {
  const known = found(place, id);
  if (known != NOWHERE || places >= (place < TOP ? ATTRIBUTES_TO : PLACES_MOST)) return known;
  put(BY_PLACE, (place << 15) | id, places);
  const key = PLACES + <usize>places * PLACE_BYTES;
  places++;
  changetype<Place>(key).key = id;
  return key;
}

/**
 * Puts a key that was not foreseen into the order of its place: from now on it is the first to be compared behind the one whose
 * `next` is noted at `link`. Not when it comes for the first time, as many come but once.
 */
export function order(key: usize, link: usize): void {
  const one = changetype<Place>(key);
  if (one.length != 0) {
    store<usize>(link, key);
    return;
  }
  const name = keyAt(one.key);
  const length = name.length + 3;
  // Nothing is written as a longer one is noted.
  one.length = 1;
  if (length <= MASKED_MOST) {
    one.length = <u16>length;
    store<u8>(key, 0x22);
    memory.copy(key + 1, name.text, length - 3);
    store<u16>(key + length - 2, 0x3a22);
  }
  one.next = load<usize>(link);
}

/** What is said of a key with values of a class: its id, whether it is needed, whether every value is asked for, and the limit. */
export function note(key: usize, kind: u32, id: u32, isNeeded: bool, isAsked: bool, limit: u32): void {
  const one = changetype<Place>(key);
  store<u32>(key + (<usize>kind << 2), id, SAID);
  store<u32>(key + (<usize>kind << 2), limit, LIMITS);
  const bits = (isNeeded ? 1 : 0) | (isAsked ? 0 : 256);
  one.needed = <u16>((<u32>one.needed & ~(257 << kind)) | (bits << kind));
}

/** Whether it is said that nobody asks which values of a class a key has. */
@inline
export function isIndifferent(key: usize, kind: i32): bool {
  return ((<u32>changetype<Place>(key).needed >> (8 + kind)) & 1) != 0;
}
