// The tables of names: each text is kept once and known by a number.
import {
  EVENT_NAMES,
  EVENT_SLOTS,
  EVENTS,
  firstPart,
  KEY_NAMES,
  KEY_SLOTS,
  KEYS,
  secondPart,
  SIGNATURE_SLOTS,
  SIGNATURES_MOST,
  TEXTS,
  TEXTS_END,
  VALUE_NAMES,
  VALUE_SLOTS,
  VALUES,
} from './memory';

/** An interned text. Its record takes 64 bytes, a cache line, and begins with the first 32 bytes of the text, then zeros. */
@unmanaged
export class Name {
  first0: u64;
  first1: u64;
  first2: u64;
  first3: u64;
  /** Where the whole text stands. */
  text: usize;
  length: u32;
  hash: u32;
  /** What the key is asked for: see entry.ts. */
  flags: u32;
  /** The attributes that last held this key: finds repeated keys without clearing anything. */
  serial: u32;
}

/** A table of names: their records by id, and the open hash that finds them (a slot holds id + 1). */
@unmanaged
export class Table {
  count: u32;
  /** The number of slots less one. They grow with the names, so that those in use stay close together. */
  mask: u32;
  /** The room of the names ends where that of the slots begins. */
  names: usize;
  slots: usize;
}

const SLOTS_FIRST: u32 = 512;
const SIGNATURE_MASK: u32 = 2 * SIGNATURES_MOST - 1;

let textsEnd: usize = TEXTS;
export let signatures: u32 = 0;

describe(KEYS, KEY_NAMES, KEY_SLOTS);
describe(EVENTS, EVENT_NAMES, EVENT_SLOTS);
describe(VALUES, VALUE_NAMES, VALUE_SLOTS);

function describe(at: usize, names: usize, slots: usize): void {
  const table = changetype<Table>(at);
  table.names = names;
  table.slots = slots;
  table.mask = SLOTS_FIRST - 1;
}

/** A table by its number: keys, event names, watched values. */
export function tableAt(index: i32): usize {
  return KEYS + index * offsetof<Table>();
}

export function nameAt(at: usize, id: u32): Name {
  return changetype<Name>(changetype<Table>(at).names + (<usize>id << 6));
}

/** The length of a watched value. */
export function lengthOfValue(id: u32): i32 {
  return nameAt(VALUES, id).length;
}

/** A key by its id. */
export function keyAt(id: u32): Name {
  return changetype<Name>(KEY_NAMES + (<usize>id << 6));
}

/**
 * The id of a text in a table, which it is put into when it is new; -1 when there is no room for it. Texts up to 32 bytes take
 * no branch that depends on their length.
 */
export function intern(at: usize, p: usize, length: u32): i32 {
  const table = changetype<Table>(at);
  const a = firstPart(p, min<u32>(length, 32));
  const b = secondPart(p, min<u32>(length, 32));
  let hash = hashOfHalves(a, b, length);
  if (length > 32) hash = <u32>hashed(hash, p + 32, length - 32);
  let slot = hash & table.mask;
  let id = load<u32>(table.slots + (slot << 2));
  while (id != 0 && !isText(nameAt(at, id - 1), a, b, p, length)) {
    slot = (slot + 1) & table.mask;
    id = load<u32>(table.slots + (slot << 2));
  }
  return id != 0 ? id - 1 : add(at, slot, hash, p, length);
}

@inline
function isText(name: Name, a: v128, b: v128, p: usize, length: u32): bool {
  const at = changetype<usize>(name);
  const other = v128.or(v128.xor(a, v128.load(at)), v128.xor(b, v128.load(at, 16)));
  return !v128.any_true(other) && name.length == length && (length <= 32 || memory.compare(name.text + 32, p + 32, length - 32) == 0);
}

/** Puts a new text into a table; its id, or -1. */
function add(at: usize, slot: u32, hash: u32, p: usize, length: u32): i32 {
  const table = changetype<Table>(at);
  const end = textsEnd + length;
  const name = nameAt(at, table.count);
  if (changetype<usize>(name) == table.slots || end > TEXTS_END) return -1;
  name.text = textsEnd;
  name.length = length;
  name.hash = hash;
  memory.copy(changetype<usize>(name), p, min<u32>(length, 32));
  memory.copy(textsEnd, p, length);
  textsEnd = end;
  table.count++;
  store<u32>(table.slots + (slot << 2), table.count);
  if (table.count * 2 > table.mask && changetype<usize>(nameAt(at, table.count)) < table.slots) grow(at);
  return table.count - 1;
}

/** Doubles the slots of a table. */
function grow(at: usize): void {
  const table = changetype<Table>(at);
  const mask = table.mask * 2 + 1;
  memory.fill(table.slots, 0, <usize>(mask + 1) << 2);
  for (let id: u32 = 0; id < table.count; id++) {
    let slot = nameAt(at, id).hash & mask;
    while (load<u32>(table.slots + (slot << 2)) != 0) slot = (slot + 1) & mask;
    store<u32>(table.slots + (slot << 2), id + 1);
  }
  table.mask = mask;
}

/** Four multiplications side by side take the time of one. */
@inline
function hashOfHalves(a: v128, b: v128, length: u32): u32 {
  const hash =
    ((i64x2.extract_lane(a, 0) ^ length) * 0x9e3779b97f4a7c15) ^
    (i64x2.extract_lane(a, 1) * 0xd6e8feb86659fd93) ^
    (i64x2.extract_lane(b, 0) * 0xa0761d6478bd642f) ^
    (i64x2.extract_lane(b, 1) * 0xe7037ed1a0b428db);
  return <u32>(hash >> 32) ^ <u32>(hash >> 15);
}

/** `hash` with some bytes added. */
export function hashed(hash: u64, p: usize, length: u32): u64 {
  while (length >= 8) {
    hash = mixed(hash, load<u64>(p));
    p += 8;
    length -= 8;
  }
  return mixed(hash, load<u64>(p) & (((<u64>1) << (<u64>length << 3)) - 1));
}

/** `hash` with a number added: each bit of both has a part in every bit, since two signatures must not meet. */
@inline
export function mixed(hash: u64, more: u64): u64 {
  hash = (hash ^ more) * 0x9e3779b97f4a7c15;
  hash = (hash ^ (hash >> 32)) * 0xd6e8feb86659fd93;
  return hash ^ (hash >> 32);
}

/** The id of a signature; -1 when there is no room for it. */
export function internSignature(hash: u64): i32 {
  let slot = <u32>hash & SIGNATURE_MASK;
  let at = SIGNATURE_SLOTS + (<usize>slot << 4);
  while (load<u32>(at, 8) != 0 && load<u64>(at) != hash) {
    slot = (slot + 1) & SIGNATURE_MASK;
    at = SIGNATURE_SLOTS + (<usize>slot << 4);
  }
  const id = load<u32>(at, 8);
  if (id != 0) return id - 1;
  if (signatures == SIGNATURES_MOST) return -1;
  store<u64>(at, hash);
  store<u32>(at, ++signatures, 8);
  return signatures - 1;
}
