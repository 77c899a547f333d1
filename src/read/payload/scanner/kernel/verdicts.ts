// What a run has said of the parts of entries, kept where the scanner can look it up: an entry of which everything is known is
// only counted, without a word to anybody. load.ts says what a verdict holds.
import { firstCounts, isNotable, lastCounts, neededCount } from './attributes';
import { BY_ENVELOPE, BY_VALUE, find, put } from './indexes';
import { BOUNDS, INPUT, NEEDED, OUT, OUT_ATTRIBUTE, OUT_HEAD, PENDING, VERDICT_BYTES, VERDICTS, VERDICTS_MOST } from './memory';
import { lengthOfValue } from './names';
import { beginNote, hasParts, isNoting, keepNote, NOTES_PART, NOTES_VALUE, notePart, unnote } from './notes';
import { isOutside } from './numbers';
import { matches } from './patterns';
import { found, LIMITS, made, note, NOWHERE, placeOfEvent, SAID } from './places';
import { NUMBER } from './text';
import { followsUsers, unsettledUsers } from './users';

/** What `judge` says of an entry. */
export const COUNTED: i32 = 0;
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
const PATTERNED: u32 = 64;
const NOTED: u32 = 128;
const NAMES_USERS: u32 = 256;
const TELLS: u32 = 512;

@unmanaged
class Verdict {
  flags: u32;
  /** How many were counted and not yet taken. */
  count: u32;
  /** Of texts: so many bytes need not be seen. */
  quiet: i32;
  /** Of texts: those that this automaton takes need not be seen. */
  automaton: u32;
  /** From this event time on, as a number, one more is only one more. NaN: never. */
  from: f64;
  /** Of numbers: outside of these they have to be seen. */
  below: f64;
  above: f64;
}

/** The number of verdicts; they are numbered from 1. */
let verdicts: u32 = 0;

@inline
function verdictAt(id: u32): Verdict {
  return changetype<Verdict>(VERDICTS + <usize>(id - 1) * VERDICT_BYTES);
}

/** The id of what is said of an envelope, an attribute, a value: 0 when nothing is yet. */
export function verdictOfEnvelope(signature: u32, event: i32, root: u32): u32 {
  return find(BY_ENVELOPE, envelopeKey(signature, event, root));
}

export function verdictOfAttribute(event: i32, key: u32, kind: u32): u32 {
  return load<u32>(found(placeOfEvent(event), key) + (<usize>kind << 2), SAID);
}

/** What was said of a value by itself is known for the first 65,536 verdicts. */
export function verdictOfValue(id: u32, value: u32): u32 {
  return id >> 16 == 0 ? find(BY_VALUE, (id << 16) | value) : 0;
}

/** Notes what is said of a part, anew or for the first time; its id, or 0 when there is no room. */
export function sayOfEnvelope(signature: u32, event: i32, root: u32, flags: u32): u32 {
  const key = envelopeKey(signature, event, root);
  let id = find(BY_ENVELOPE, key);
  if (id == 0) {
    id = create(VERDICTS_MOST);
    if (id == 0) return 0;
    put(BY_ENVELOPE, key, id);
  }
  verdictAt(id).flags = flags;
  return id;
}

export function sayOfAttribute(event: i32, key: u32, kind: u32, flags: u32, quiet: i32, below: f64, above: f64, automaton: u32): u32 {
  const place = made(placeOfEvent(event), key);
  if (place == NOWHERE) return 0;
  let id = load<u32>(place + (<usize>kind << 2), SAID);
  if (id == 0) id = create(VERDICTS_MOST);
  if (id == 0) return 0;
  const said = verdictAt(id);
  said.flags = flags;
  said.quiet = quiet;
  said.below = below;
  said.above = above;
  said.automaton = automaton;
  note(place, kind, id, (flags & IS_NEEDED) != 0, (flags & ANY_VALUE) != 0, (flags & ~IS_NEEDED) == 0 ? <u32>quiet + 1 : 0);
  return id;
}

export function sayOfValue(verdict: u32, value: u32, flags: u32): u32 {
  if (verdict >> 16 != 0) return 0;
  const key = (verdict << 16) | value;
  let id = find(BY_VALUE, key);
  if (id == 0) {
    // Values must not take the room of attributes.
    id = create(VERDICTS_MOST / 2);
    if (id == 0) return 0;
    put(BY_VALUE, key, id);
  }
  verdictAt(id).flags = flags;
  return id;
}

/** A new verdict's id; 0 where there are as many as there may be. */
function create(most: u32): u32 {
  if (verdicts >= most) return 0;
  verdictAt(++verdicts).from = NaN;
  return verdicts;
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

/** Says how many attributes of a class an event may have without there being too many. */
export function bound(event: u32, kind: u32, most: u32): void {
  store<u16>(BOUNDS + (<usize>event << 4) + (<usize>kind << 1), <u16>most);
}

/** Whether the entry has more attributes of some class than its event may. */
@inline
function hasTooMany(event: u32): bool {
  const most = v128.load(BOUNDS + (<usize>event << 4));
  const counts = i64x2.replace_lane(i64x2.splat(firstCounts), 1, lastCounts);
  return v128.any_true(i16x8.gt_u(counts, most));
}

/** Where the list ends of what is counted of the entry. */
let pending: usize = PENDING;
/** Something has to be looked at. */
let isMarked: bool = false;

/** Judges the entry that was scanned last, without notes: see `judged`. */
export function judge(root: u32): i32 {
  return judged(root, false);
}

/**
 * Judges the entry that was scanned last by what was said of its parts. Counts it where there is nothing else to do, or only what
 * notes tell, where they may be taken; otherwise marks in its record what somebody has to look at, before `count` counts the rest.
 */
export function judged(root: u32, mayNote: bool): i32 {
  pending = PENDING;
  isMarked = false;
  beginNote(mayNote);
  const event = load<i32>(OUT, 4);
  const time = load<i32>(OUT, 40) == 1 ? load<f64>(OUT, 48) : Infinity;
  const head = verdictOfEnvelope(load<u32>(OUT), event, root);
  const flags = head == 0 ? LOOK_ALWAYS : verdictAt(head).flags;
  if ((flags & READ_ALWAYS) != 0) return READ;
  let marks: u32 = 0;
  if ((flags & LOOK_ALWAYS) != 0) marks = LOOK_AT_ENVELOPE;
  else if (!isCounted(head, flags, time)) {
    if (isNoting && (flags & NOTED) != 0) notePart(head | NOTES_PART, 0);
    else marks = LOOK_AT_ENVELOPE;
  }
  if (event >= 0) {
    if (isNotable) markNotable(time);
    if (hasTooMany(event) || neededCount + 1 != load<u32>(NEEDED + (<usize>event << 2))) marks |= LOOK_AT_SHAPE;
  }
  const users = !followsUsers ? 0 : (flags & TELLS) != 0 ? load<u32>(OUT, 36) : unsettledUsers(time);
  // Users that no plain text names are read from the entry.
  const canNote = users == 0 || (isNoting && (flags & NAMES_USERS) != 0 && users >> 8 == 0);
  if (marks == 0 && !isMarked && canNote) {
    if (users != 0 || hasParts()) keepNote(head, users);
    count();
    return COUNTED;
  }
  if (unnote(LOOK_AT_ATTRIBUTE, LOOK_AT_VALUE)) marks |= LOOK_AT_ENVELOPE;
  store<u32>(OUT, marks, 56);
  store<u32>(OUT, users, 60);
  writeIds();
  return LOOK;
}

/** Writes down what was said of each attribute: whoever looks at some of them may be asked for all. */
function writeIds(): void {
  const end = OUT + OUT_HEAD + OUT_ATTRIBUTE * <usize>load<i32>(OUT, 16);
  for (let out = OUT + OUT_HEAD; out < end; out += OUT_ATTRIBUTE)
    store<u32>(out, load<u32>(load<usize>(out, 24) + ((<usize>load<u32>(out, 4) & 7) << 2), SAID), 28);
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
function envelopeKey(signature: u32, event: i32, root: u32): u32 {
  return (signature << 16) | (<u32>(event + 1) << 1) | root;
}

/** Goes through those attributes of which something may have to be seen, and marks it. */
function markNotable(time: f64): void {
  const end = OUT + OUT_HEAD + OUT_ATTRIBUTE * <usize>load<i32>(OUT, 16);
  for (let out = OUT + OUT_HEAD; out < end; out += OUT_ATTRIBUTE) {
    const form = load<u32>(out, 4);
    const place = load<usize>(out, 24) + ((<usize>form & 7) << 2);
    const size = load<i32>(out, 20);
    if (<u32>size < load<u32>(place, LIMITS)) continue;
    const id = load<u32>(place, SAID);
    if (id == 0) {
      mark(out, LOOK_AT_ATTRIBUTE | LOOK_AT_VALUE);
      continue;
    }
    const said = verdictAt(id);
    const isSeen = !isCounted(id, said.flags, time);
    const isAsked = (form & 7) == NUMBER ? isNumberNotable(out, said) : isTextNotable(out, form, id, size, time);
    if (!isSeen && !isAsked) continue;
    if (isNoting && (!isSeen || (said.flags & NOTED) != 0))
      notePart(id | (isSeen ? NOTES_PART : 0) | (isAsked ? NOTES_VALUE : 0), out);
    else mark(out, (isSeen ? LOOK_AT_ATTRIBUTE : 0) | (isAsked ? LOOK_AT_VALUE : 0));
  }
}

@inline
function isNumberNotable(out: usize, said: Verdict): bool {
  if ((said.flags & ANY_VALUE) != 0) return true;
  return (said.flags & BOUNDED) != 0 && isOutside(INPUT + load<i32>(out, 12), INPUT + load<i32>(out, 16), said.below, said.above);
}

/** Whether somebody has to see a value that is no number. */
function isTextNotable(out: usize, form: u32, id: u32, size: i32, time: f64): bool {
  const said = verdictAt(id);
  const isWatched = size < 0;
  const length = isWatched ? lengthOfValue(-2 - size) : size;
  let isQuiet = (said.flags & ANY_VALUE) == 0 && length <= said.quiet;
  // An automaton reads no escapes.
  if (isQuiet && (said.flags & PATTERNED) != 0)
    isQuiet = (form & 256) == 0 && matches(said.automaton, INPUT + load<i32>(out, 12) + 1, length);
  if (isQuiet || !isWatched) return !isQuiet;
  const one = verdictOfValue(id, -2 - size);
  return one == 0 || !isCounted(one, verdictAt(one).flags, time);
}

@inline
function mark(out: usize, marks: u32): void {
  isMarked = true;
  store<u32>(out, load<u32>(out, 4) | marks, 4);
}
