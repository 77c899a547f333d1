// Where everything stands in the module's memory. All addresses are fixed, so that they are constants of the code; only the input
// area, which comes last, grows. Memory that was never written costs no page of the machine's.

/** The tables of names: see names.ts. */
export const KEYS: usize = 64;
export const EVENTS: usize = 80;
export const VALUES: usize = 96;

/** Where the two hashes of each identity begin. */
export const SEEDS: usize = 128;

/** Of each index: how many entries it has, and the number of its cells less one. */
export const INDEX_SIZES: usize = 192;
export const INDEX_MASKS: usize = 208;

/** 48 bytes of ones and as many of zeros: a mask of so many bytes begins so many before the middle. */
export const MASKS: usize = 512;
export const MASKED_MOST: u32 = 48;

/** The record of an entry: a head of 28 integers, then eight for each attribute. */
export const OUT: usize = 1024;
export const OUT_HEAD: usize = 112;
export const OUT_ATTRIBUTE: usize = 32;
export const ATTRIBUTES_MOST: i32 = 4096;

/** Of each open object or array: what it is and which keys it has, 16 bytes. */
export const DEPTH_MOST: u32 = 896;
export const STACK: usize = OUT + OUT_HEAD + OUT_ATTRIBUTE * ATTRIBUTES_MOST;
/** The keys of the open objects. */
export const NESTED_KEYS_MOST: u32 = 64;
export const NESTED_KEYS: usize = STACK + 16 * DEPTH_MOST;

/** Texts that are to be interned from outside, and automata. */
export const SCRATCH: usize = NESTED_KEYS + 4 * DEPTH_MOST * NESTED_KEYS_MOST;
export const SCRATCH_BYTES: usize = 1 << 16;
export const KEY_BYTES_MOST: u32 = 512;
export const EVENT_BYTES_MOST: u32 = 1024;
export const VALUE_BYTES_MOST: u32 = 64;

const KEYS_MOST: u32 = 32768;
export const EVENTS_MOST: u32 = 16384;
const VALUES_MOST: u32 = 65536;
export const SIGNATURES_MOST: u32 = 65536;

/** Twice as many slots as names keeps the search short. */
export const KEY_NAMES: usize = (SCRATCH + SCRATCH_BYTES + 63) & ~63;
export const KEY_SLOTS: usize = KEY_NAMES + 64 * KEYS_MOST;
export const EVENT_NAMES: usize = KEY_SLOTS + 8 * KEYS_MOST;
export const EVENT_SLOTS: usize = EVENT_NAMES + 64 * EVENTS_MOST;
export const VALUE_NAMES: usize = EVENT_SLOTS + 8 * EVENTS_MOST;
export const VALUE_SLOTS: usize = VALUE_NAMES + 64 * VALUES_MOST;
/** Hash, id + 1 and four unused bytes a slot. */
export const SIGNATURE_SLOTS: usize = VALUE_SLOTS + 8 * VALUES_MOST;
/** The bytes of all names. */
export const TEXTS: usize = SIGNATURE_SLOTS + 32 * SIGNATURES_MOST;
export const TEXTS_END: usize = TEXTS + (16 << 20);

/** Keys at their places, see places.ts, and where those of each event begin. */
export const PLACES_MOST: u32 = 3 << 15;
export const PLACE_BYTES: usize = 128;
export const PLACES: usize = TEXTS_END;
export const FIRSTS: usize = PLACES + PLACE_BYTES * PLACES_MOST;

/** What was said of the parts of entries, and which of it an entry consists of: see verdicts.ts. */
export const VERDICTS_MOST: u32 = 1 << 17;
export const VERDICT_BYTES: usize = 40;
export const VERDICTS: usize = (FIRSTS + 4 * (EVENTS_MOST + 2) + 63) & ~63;
export const NEEDED: usize = VERDICTS + VERDICT_BYTES * VERDICTS_MOST;
/** How many attributes of each class an event may have, eight numbers of two bytes. */
export const BOUNDS: usize = NEEDED + 4 * EVENTS_MOST;
export const PENDING: usize = BOUNDS + 16 * EVENTS_MOST;

/** Each index has room for as many entries as there are verdicts, at two cells of eight bytes each, and once more to grow in. */
export const INDEX_BYTES: usize = 48 * VERDICTS_MOST;
export const INDEXES: usize = (PENDING + 4 * (2 * <usize>ATTRIBUTES_MOST + 1) + 63) & ~63;

/** The automata of patterns: see patterns.ts. */
export const AUTOMATA: usize = INDEXES + 3 * INDEX_BYTES;
export const AUTOMATA_END: usize = AUTOMATA + (1 << 20);

/** Hash and time of each user. */
export const USERS_MOST: u32 = 1 << 16;
export const USERS: usize = AUTOMATA_END;

/** What is noted of entries that were passed over: see notes.ts. */
export const NOTES: usize = USERS + 32 * USERS_MOST;
export const NOTES_END: usize = NOTES + (1 << 18);

/** What is to be scanned. Behind it stand zeros, which end every loop: no byte before them has to be asked whether it is the last. */
export const INPUT: usize = (NOTES_END + 0xffff) & ~0xffff;
export const SLACK: usize = 0x10000;

memory.grow(<i32>((INPUT + SLACK) >> 16) - memory.size());
memory.fill(MASKS, 255, MASKED_MOST);

/** The first 16 of some bytes, those from 16 on and those from 32 on; zeros where there are none. At most 48 are masked. */
@inline
export function firstPart(p: usize, length: u32): v128 {
  return v128.and(v128.load(p), v128.load(MASKS + MASKED_MOST - length));
}

@inline
export function secondPart(p: usize, length: u32): v128 {
  return v128.and(v128.load(p, 16), v128.load(MASKS + MASKED_MOST + 16 - length));
}

@inline
export function thirdPart(p: usize, length: u32): v128 {
  return v128.and(v128.load(p, 32), v128.load(MASKS + MASKED_MOST + 32 - length));
}
