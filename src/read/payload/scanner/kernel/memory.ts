// Where everything stands in the module's memory, and the tables of names. All addresses are fixed, so that they are constants
// of the code; only the input area, which comes last, grows. Memory that was never written costs no page of the machine's.

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
  /** What the key is asked for: see `kernel.ts`. */
  flags: u32;
  /** The entry whose envelope, and whose attributes, last held this key: finds repeated keys without clearing anything. */
  outside: u32;
  inside: u32;
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

/** The tables' descriptions. */
export const KEYS: usize = 64;
export const EVENTS: usize = 80;
export const VALUES: usize = 96;

/** Where the two hashes of each identity begin. */
export const SEEDS: usize = 128;

/** Of each table of verdicts: how many it has, and the number of its slots less one. */
export const INDEX_SIZES: usize = 192;
export const INDEX_MASKS: usize = 208;

/** The record of an entry: a head of 20 integers, then six for each attribute. */
export const OUT: usize = 1024;
export const OUT_HEAD: usize = 80;
export const OUT_ATTRIBUTE: usize = 24;
export const ATTRIBUTES_MOST: i32 = 4096;

/** Of each open object or array: where its keys begin in the list of keys, and what it is. */
export const DEPTH_MOST: u32 = 896;
export const STACK: usize = OUT + OUT_HEAD + OUT_ATTRIBUTE * ATTRIBUTES_MOST;
/** The keys of the open objects. */
export const NESTED_KEYS_MOST: u32 = 64;
export const NESTED_KEYS: usize = STACK + 4 * DEPTH_MOST;

/** Texts that are to be interned from outside. */
export const SCRATCH: usize = NESTED_KEYS + 4 * DEPTH_MOST * NESTED_KEYS_MOST;
export const KEY_BYTES_MOST: u32 = 512;
export const EVENT_BYTES_MOST: u32 = 1024;
export const VALUE_BYTES_MOST: u32 = 64;

const KEYS_MOST: u32 = 32768;
const EVENTS_MOST: u32 = 16384;
const VALUES_MOST: u32 = 65536;
export const SIGNATURES_MOST: u32 = 65536;

const SLOTS_FIRST: u32 = 512;

/** 32 bytes of ones and as many of zeros: a mask of so many bytes begins so many before the middle. */
const MASKS: usize = 512;

/** Twice as many slots as names keeps the search short. */
const KEY_NAMES: usize = (SCRATCH + EVENT_BYTES_MOST + 63) & ~63;
const KEY_SLOTS: usize = KEY_NAMES + 64 * KEYS_MOST;
const EVENT_NAMES: usize = KEY_SLOTS + 8 * KEYS_MOST;
const EVENT_SLOTS: usize = EVENT_NAMES + 64 * EVENTS_MOST;
const VALUE_NAMES: usize = EVENT_SLOTS + 8 * EVENTS_MOST;
const VALUE_SLOTS: usize = VALUE_NAMES + 64 * VALUES_MOST;
/** Hash, id + 1 and four unused bytes a slot. */
const SIGNATURE_SLOTS: usize = VALUE_SLOTS + 8 * VALUES_MOST;
const SIGNATURE_MASK: u32 = 2 * SIGNATURES_MOST - 1;
/** The bytes of all names. */
const TEXTS: usize = SIGNATURE_SLOTS + 32 * SIGNATURES_MOST;
const TEXTS_END: usize = TEXTS + (16 << 20);

/** What was said of the parts of entries, the tables that find it, and which of it an entry consists of: see verdicts.ts. */
export const VERDICTS_MOST: u32 = 1 << 17;
export const VERDICT_BYTES: usize = 48;
export const VERDICTS: usize = TEXTS_END;
const INDEX_SLOTS: usize = VERDICTS + VERDICT_BYTES * VERDICTS_MOST;
/** Each table has room for all verdicts, at two slots of eight bytes each. */
export const INDEX_BYTES: usize = 16 * VERDICTS_MOST;
export const INDEXES: usize = INDEX_SLOTS;
export const NEEDED: usize = INDEX_SLOTS + 3 * INDEX_BYTES;
export const PENDING: usize = NEEDED + 4 * EVENTS_MOST;
/** Hash and time of each user. */
export const USERS_MOST: u32 = 1 << 16;
export const USERS: usize = (PENDING + 4 * (2 * <usize>ATTRIBUTES_MOST + 1) + 63) & ~63;
const USERS_END: usize = USERS + 32 * USERS_MOST;

/** What is to be scanned. Behind it stand zeros, which end every loop: no byte before them has to be asked whether it is the last. */
export const INPUT: usize = (USERS_END + 0xffff) & ~0xffff;
export const SLACK: usize = 0x10000;

let textsEnd: usize = TEXTS;
export let signatures: u32 = 0;

memory.grow(<i32>((INPUT + SLACK) >> 16) - memory.size());
memory.fill(MASKS, 255, 32);
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

/** The id of a text in a table, which it is put into when it is new; -1 when there is no room for it. */
export function intern(at: usize, p: usize, length: u32): i32 {
  return internHere(at, p, length);
}

/** The same, for the place that does it most. Keys up to 32 bytes take no branch that depends on their length. */
@inline
export function internHere(at: usize, p: usize, length: u32): i32 {
  const table = changetype<Table>(at);
  const a = firstHalf(p, length);
  const b = secondHalf(p, length);
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

/** The first 16 of some bytes, and the 16 behind them; zeros where there are none. */
@inline
function firstHalf(p: usize, length: u32): v128 {
  return v128.and(v128.load(p), v128.load(MASKS + 32 - min<u32>(length, 32)));
}

@inline
function secondHalf(p: usize, length: u32): v128 {
  return v128.and(v128.load(p, 16), v128.load(MASKS + 48 - min<u32>(length, 32)));
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
