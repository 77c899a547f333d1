// Where everything stands in the module's memory, and the tables of names. All addresses are fixed, so that they are constants
// of the code; only the input area, which comes last, grows. Memory that was never written costs no page of the machine's.

/** An interned text. Records are 32 bytes, so that none straddles two cache lines. */
@unmanaged
export class Name {
  /** The bytes and a closing quote, so that one comparison tells that a key is this one and ends here. */
  text: usize;
  length: u32;
  hash: u32;
  /** The key that last followed this one. */
  next: u32;
  /** What the key is asked for: see `kernel.ts`. */
  flags: u32;
  /** The entry whose envelope, and whose attributes, last held this key: finds repeated keys without clearing anything. */
  outside: u32;
  inside: u32;
  unused: u32;
}

/** A table of names: their records by id, and the open hash that finds them (a slot holds id + 1). */
@unmanaged
export class Table {
  count: u32;
  capacity: u32;
  names: usize;
  slots: usize;
}

/** The tables' descriptions. */
export const KEYS: usize = 64;
export const EVENTS: usize = 80;
export const VALUES: usize = 96;

/** Where the two hashes of each identity begin. */
export const SEEDS: usize = 128;

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

/** Before the first key of an envelope, or of attributes, stands no key; these records, behind the others, predict it. */
export const BEFORE_ENVELOPE: u32 = KEYS_MOST;
export const BEFORE_ATTRIBUTES: u32 = KEYS_MOST + 1;

/** Twice as many slots as names keeps the search short. */
const KEY_NAMES: usize = (SCRATCH + EVENT_BYTES_MOST + 31) & ~31;
const KEY_SLOTS: usize = KEY_NAMES + 32 * (KEYS_MOST + 2);
const EVENT_NAMES: usize = KEY_SLOTS + 8 * KEYS_MOST;
const EVENT_SLOTS: usize = EVENT_NAMES + 32 * EVENTS_MOST;
const VALUE_NAMES: usize = EVENT_SLOTS + 8 * EVENTS_MOST;
const VALUE_SLOTS: usize = VALUE_NAMES + 32 * VALUES_MOST;
/** Hash, id + 1 and four unused bytes a slot. */
const SIGNATURE_SLOTS: usize = VALUE_SLOTS + 8 * VALUES_MOST;
const SIGNATURE_MASK: u32 = 2 * SIGNATURES_MOST - 1;
/** The bytes of all names. */
const TEXTS: usize = SIGNATURE_SLOTS + 32 * SIGNATURES_MOST;
const TEXTS_END: usize = TEXTS + (16 << 20);

/** What is to be scanned. Behind it stand zeros, which end every loop: no byte before them has to be asked whether it is the last. */
export const INPUT: usize = (TEXTS_END + 0xffff) & ~0xffff;
export const SLACK: usize = 0x10000;

let textsEnd: usize = TEXTS;
export let signatures: u32 = 0;

memory.grow(<i32>((INPUT + SLACK) >> 16) - memory.size());
describe(KEYS, KEYS_MOST, KEY_NAMES, KEY_SLOTS);
describe(EVENTS, EVENTS_MOST, EVENT_NAMES, EVENT_SLOTS);
describe(VALUES, VALUES_MOST, VALUE_NAMES, VALUE_SLOTS);

function describe(at: usize, capacity: u32, names: usize, slots: usize): void {
  const table = changetype<Table>(at);
  table.capacity = capacity;
  table.names = names;
  table.slots = slots;
}

export function nameAt(at: usize, id: u32): Name {
  return changetype<Name>(changetype<Table>(at).names + (<usize>id << 5));
}

/** A key by its id. */
export function keyAt(id: u32): Name {
  return changetype<Name>(KEY_NAMES + (<usize>id << 5));
}

/** The id of a text in a table, which it is put into when it is new; -1 when there is no room for it. */
export function intern(at: usize, p: usize, length: u32): i32 {
  const table = changetype<Table>(at);
  const mask = table.capacity * 2 - 1;
  const hash = hashOf(p, length);
  let slot = hash & mask;
  let id = load<u32>(table.slots + (slot << 2));
  while (id != 0 && !isText(nameAt(at, id - 1), hash, p, length)) {
    slot = (slot + 1) & mask;
    id = load<u32>(table.slots + (slot << 2));
  }
  if (id != 0) return id - 1;
  const end = (textsEnd + length + 16) & ~15;
  if (table.count == table.capacity || end > TEXTS_END) return -1;
  const name = nameAt(at, table.count);
  name.text = textsEnd;
  name.length = length;
  name.hash = hash;
  memory.copy(textsEnd, p, length);
  store<u8>(textsEnd + length, 0x22);
  textsEnd = end;
  table.count++;
  store<u32>(table.slots + (slot << 2), table.count);
  return table.count - 1;
}

function isText(name: Name, hash: u32, p: usize, length: u32): bool {
  return name.hash == hash && name.length == length && same(name.text, p, length);
}

/** Whether `length` bytes are the same. Reads up to 15 bytes more. */
export function same(a: usize, b: usize, length: u32): bool {
  let equal = true;
  while (equal && length > 16) {
    equal = v128.all_true<u8>(i8x16.eq(v128.load(a), v128.load(b)));
    a += 16;
    b += 16;
    length -= 16;
  }
  return equal && (~i8x16.bitmask(i8x16.eq(v128.load(a), v128.load(b))) & ((1 << length) - 1)) == 0;
}

/** A hash of some bytes; reads up to 7 bytes more. */
export function hashOf(p: usize, length: u32): u32 {
  return <u32>hashed(length, p, length);
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
