// What a run has said of the parts of entries, kept where the scanner can look it up: an entry of which everything is known is
// only counted, without a word to anybody. load.ts says what a verdict holds.
import { INDEX_BYTES, INDEX_MASKS, INDEX_SIZES, INDEXES, INPUT, lengthOfValue, NEEDED, OUT, OUT_ATTRIBUTE, OUT_HEAD, PENDING, USERS, USERS_MOST, VERDICT_BYTES, VERDICTS, VERDICTS_MOST } from './memory';
import { isDigit, NUMBER } from './text';

/** What `judge` says of an entry. */
const COUNTED: i32 = 0;
const READ: i32 = 1;
const LOOK: i32 = 2;

/** Marks in the class of an attribute: it has to be looked at itself, or its value. */
const LOOK_AT_ATTRIBUTE: u32 = 512;
const LOOK_AT_VALUE: u32 = 1024;
/** Marks of the entry: its envelope has to be looked at, or its attributes together. */
const LOOK_AT_ENVELOPE: u32 = 1;
const LOOK_AT_SHAPE: u32 = 2;

/** What has to be done about a part, as bits. */
const READ_ALWAYS: u32 = 1;
const LOOK_ALWAYS: u32 = 2;
const ANY_VALUE: u32 = 4;
const BOUNDED: u32 = 8;
const IS_NEEDED: u32 = 16;
const COUNT: u32 = 32;

/** The tables: what is said of envelopes, of attributes, and of values. */
const ENVELOPES: u32 = 0;
const ATTRIBUTES: u32 = 1;
const VALUES: u32 = 2;

@unmanaged
class Verdict {
  /** What it is found by: its table and the key in it. */
  table: u32;
  key: u32;
  flags: u32;
  /** How many were counted and not yet taken. */
  count: u32;
  /** Of texts: so many bytes need not be seen. */
  quiet: i32;
  /** From this event time on, as a number, one more is only one more. NaN: never. */
  from: f64;
  /** Of numbers: outside of these they have to be seen. */
  below: f64;
  above: f64;
}

/** The number of verdicts; they are numbered from 1. */
let verdicts: u32 = 0;

/** A table has so many slots at first. They grow with what it holds. */
const SLOTS_FIRST: u32 = 1024;

let users: u32 = 0;
let followsUsers: bool = false;
/** Users with larger hashes are not followed. */
let usersTo: f64 = Infinity;

for (let table: u32 = 0; table < 3; table++) store<u32>(INDEX_MASKS + (table << 2), SLOTS_FIRST - 1);

@inline
function verdictAt(id: u32): Verdict {
  return changetype<Verdict>(VERDICTS + <usize>(id - 1) * VERDICT_BYTES);
}

/** Where a key stands, or would, in a table: its slot holds the key and the id of its verdict, 0 when it is free. */
@inline
function slotOf(table: u32, key: u32): usize {
  const slots = INDEXES + <usize>table * INDEX_BYTES;
  const mask = load<u32>(INDEX_MASKS + (table << 2));
  let slot = ((key * 0x9e3779b1) >> 12) & mask;
  let at = slots + (<usize>slot << 3);
  while (load<u32>(at, 4) != 0 && load<u32>(at) != key) {
    slot = (slot + 1) & mask;
    at = slots + (<usize>slot << 3);
  }
  return at;
}

/** The id of what is said of a part; 0 when nothing is yet. */
export function verdict(table: u32, key: u32): u32 {
  return load<u32>(slotOf(table, key), 4);
}

/** Notes what is said of a part, anew or for the first time; its id, or 0 when there is no room. */
export function say(table: u32, key: u32, flags: u32, quiet: i32, below: f64, above: f64): u32 {
  let at = slotOf(table, key);
  let id = load<u32>(at, 4);
  if (id == 0) {
    // Values must not take the room of attributes.
    if (verdicts >= (table == VALUES ? VERDICTS_MOST / 2 : VERDICTS_MOST)) return 0;
    const size = load<u32>(INDEX_SIZES + (table << 2)) + 1;
    store<u32>(INDEX_SIZES + (table << 2), size);
    if (size * 2 > load<u32>(INDEX_MASKS + (table << 2))) {
      grow(table);
      at = slotOf(table, key);
    }
    id = ++verdicts;
    store<u32>(at, key);
    store<u32>(at, id, 4);
    const made = verdictAt(id);
    made.table = table;
    made.key = key;
    made.from = NaN;
  }
  const said = verdictAt(id);
  said.flags = flags;
  said.quiet = quiet;
  said.below = below;
  said.above = above;
  return id;
}

/** Doubles the slots of a table. */
function grow(table: u32): void {
  const mask = load<u32>(INDEX_MASKS + (table << 2)) * 2 + 1;
  store<u32>(INDEX_MASKS + (table << 2), mask);
  memory.fill(INDEXES + <usize>table * INDEX_BYTES, 0, <usize>(mask + 1) << 3);
  for (let id: u32 = 1; id <= verdicts; id++) {
    const held = verdictAt(id);
    if (held.table == table) {
      const at = slotOf(table, held.key);
      store<u32>(at, held.key);
      store<u32>(at, id, 4);
    }
  }
}

/** Says from which event time on one more of a part is only one more. */
export function settle(id: u32, from: f64): void {
  verdictAt(id).from = from;
}

/** How many of a part were counted since this was last asked. */
export function taken(id: u32): u32 {
  const said = verdictAt(id);
  const count = said.count;
  said.count = 0;
  return count;
}

/** Says how many attributes of an event make it complete: those whose verdicts are marked as needed. */
export function need(event: u32, count: u32): void {
  store<u32>(NEEDED + (<usize>event << 2), count + 1);
}

/** Says that users are followed, those whose hashes are no larger than a number. */
export function followUsers(to: f64): void {
  followsUsers = true;
  usersTo = to;
}

/** Where a user stands, or would: the hash plus one, as 0 is nobody's, and the time. */
@inline
function userAt(hash: f64): usize {
  const mask = USERS_MOST * 2 - 1;
  let slot = <u32>((<u64>hash * 0x9e3779b97f4a7c15) >> 40) & mask;
  let at = USERS + (<usize>slot << 4);
  while (load<f64>(at) != 0 && load<f64>(at) != hash + 1) {
    slot = (slot + 1) & mask;
    at = USERS + (<usize>slot << 4);
  }
  return at;
}

/** Says behind which event time a user's entries tell nothing any more. Where there is no room, all others are forgotten. */
export function settleUser(hash: f64, after: f64): void {
  let at = userAt(hash);
  if (load<f64>(at) == 0) {
    if (users == USERS_MOST) {
      memory.fill(USERS, 0, 32 * <usize>USERS_MOST);
      users = 0;
      at = userAt(hash);
    }
    users++;
  }
  store<f64>(at, hash + 1);
  store<f64>(at, after, 8);
  return true;
}

/** Where the list ends of what is counted of the entry. */
let pending: usize = PENDING;
/** Something has to be looked at. */
let isMarked: bool = false;

/**
 * Judges the entry that was scanned last by what was said of its parts. Counts it where there is nothing else to do; otherwise
 * marks in its record what somebody has to look at, before `count` counts the rest.
 */
export function judge(root: u32): i32 {
  pending = PENDING;
  isMarked = false;
  const event = load<i32>(OUT, 4);
  const time = load<i32>(OUT, 40) == 1 ? load<f64>(OUT, 48) : Infinity;
  const head = verdict(ENVELOPES, envelopeKey(event, root));
  const flags = head == 0 ? LOOK_ALWAYS : verdictAt(head).flags;
  if ((flags & READ_ALWAYS) != 0) return READ;
  let marks: u32 = 0;
  if ((flags & LOOK_ALWAYS) != 0 || !isCounted(head, flags, time)) marks |= LOOK_AT_ENVELOPE;
  if (event >= 0 && !isComplete(event, time)) marks |= LOOK_AT_SHAPE;
  const users = followsUsers ? unsettledUsers(time) : 0;
  if (marks == 0 && users == 0 && !isMarked) {
    count();
    return COUNTED;
  }
  store<u32>(OUT, marks, 56);
  store<u32>(OUT, users, 60);
  return LOOK;
}

/** Counts those parts of the entry that need not be looked at. */
export function count(): void {
  while (pending > PENDING) {
    pending -= 4;
    verdictAt(load<u32>(pending)).count++;
  }
}

/** Lists what is counted; false when it might have to be remembered. */
@inline
function isCounted(id: u32, flags: u32, time: f64): bool {
  if ((flags & COUNT) == 0) return true;
  if (!(time >= verdictAt(id).from)) return false;
  store<u32>(pending, id);
  pending += 4;
  return true;
}

/** What an envelope's verdict is found by: its signature, the event's name, and how it is held. */
@inline
function envelopeKey(event: i32, root: u32): u32 {
  return (load<u32>(OUT) << 16) | (<u32>(event + 1) << 1) | root;
}

/** Goes through the attributes. Whether an event is known to be complete with them, and to have not too many. */
function isComplete(event: i32, time: f64): bool {
  const end = OUT + OUT_HEAD + OUT_ATTRIBUTE * <usize>load<i32>(OUT, 16);
  let needed: u32 = 0;
  let unsure: u32 = 0;
  for (let out = OUT + OUT_HEAD; out < end; out += OUT_ATTRIBUTE) {
    const kind = load<u32>(out, 4) & 255;
    const id = verdict(ATTRIBUTES, (<u32>event << 18) | (load<u32>(out) << 3) | kind);
    if (id == 0) {
      mark(out, LOOK_AT_ATTRIBUTE | LOOK_AT_VALUE);
      unsure = LOOK_ALWAYS;
      continue;
    }
    const said = verdictAt(id);
    const flags = said.flags;
    needed += (flags & IS_NEEDED) >> 4;
    const size = load<i32>(out, 20);
    if ((flags & ~IS_NEEDED) == 0 && size <= said.quiet && size >= 0) continue;
    unsure |= flags & LOOK_ALWAYS;
    if (!isCounted(id, flags, time)) mark(out, LOOK_AT_ATTRIBUTE);
    if (kind == NUMBER) {
      if ((flags & ANY_VALUE) != 0 || ((flags & BOUNDED) != 0 && isOutside(out, said))) mark(out, LOOK_AT_VALUE);
    } else if (size < 0) {
      const value = -2 - size;
      if ((flags & ANY_VALUE) != 0 || lengthOfValue(value) > said.quiet) {
        // What was said of a value by itself is known for the first 65,536 verdicts.
        const one = id >> 16 == 0 ? verdict(VALUES, (id << 16) | <u32>value) : 0;
        if (one == 0 || !isCounted(one, verdictAt(one).flags, time)) mark(out, LOOK_AT_VALUE);
      }
    } else if ((flags & ANY_VALUE) != 0 || size > said.quiet) mark(out, LOOK_AT_VALUE);
  }
  return unsure == 0 && needed + 1 == load<u32>(NEEDED + (<usize>event << 2));
}

@inline
function mark(out: usize, marks: u32): void {
  isMarked = true;
  store<u32>(out, load<u32>(out, 4) | marks, 4);
}

/** Whether a number is outside its bounds, or so near to one that more exact arithmetic has to tell. */
function isOutside(out: usize, said: Verdict): bool {
  let p = INPUT + load<i32>(out, 12);
  const end = INPUT + load<i32>(out, 16);
  const isNegative = load<u8>(p) == 0x2d;
  if (isNegative) p++;
  let value: f64 = 0;
  while (p < end && isDigit(load<u8>(p))) value = value * 10 + <f64>(load<u8>(p++) - 0x30);
  let margin: f64 = 0;
  if (p < end) {
    if (load<u8>(p) != 0x2e) return true;
    let unit: f64 = 1;
    for (p++; p < end; p++) {
      // An exponent is left to others.
      if (!isDigit(load<u8>(p))) return true;
      unit /= 10;
      value += unit * <f64>(load<u8>(p) - 0x30);
    }
    margin = value * 1e-9 + 1e-12;
  }
  if (isNegative) value = -value;
  return value - margin < said.below || value + margin > said.above;
}

/** The identities of which the entry may tell something, and in bits from 8 on those that are no plain text. */
function unsettledUsers(time: f64): u32 {
  const bits = load<u32>(OUT, 36);
  let unsettled = bits & ~255;
  for (let i: u32 = 0; i < 8 && bits >> i != 0; i++)
    if (((bits >> i) & 1) != 0 && !isUserSettled(i, time)) unsettled |= 1 << i;
  return unsettled;
}

/** The two halves of the hash are joined as model/hash.ts joins them. */
@inline
function isUserSettled(identity: u32, time: f64): bool {
  const at = OUT + (<usize>identity << 2);
  const hash = <f64>load<u32>(at, 20) * 2097152 + <f64>(load<u32>(at, 64) >> 11);
  if (hash > usersTo) return true;
  const user = userAt(hash);
  return load<f64>(user) != 0 && time > load<f64>(user, 8);
}
