// Notes of entries about which nothing has to be decided now: somebody is told later, one after another, that parts of them were
// there. What is noted holds as long as the input stays where it is. load.ts says what a note holds.
import { ATTRIBUTES_MOST, NOTES, NOTES_END, OUT } from './memory';
import { userHash } from './users';

const HEAD: usize = 56;
const USER: usize = 8;
const PART: usize = 24;
/** Bits beside the id of what is said of a part: that it was there, and that somebody has to see its value. */
export const NOTES_PART: u32 = 1 << 30;
export const NOTES_VALUE: u32 = 1 << 29;
/** So much room the largest note takes: of the widest entry, with all of its users. */
const NOTE_MOST: usize = HEAD + 4 * USER + PART * <usize>ATTRIBUTES_MOST;

/** Where the notes end that are taken, and the parts of the entry that may yet be noted: its verdicts, each with the attribute's record. */
let end: usize = NOTES;
let parts: usize = NOTES;
/** Whether notes may be taken. */
export let isNoting: bool = false;

/** Forgets all notes, as somebody has been told, and begins to take some. */
export function beginNotes(): void {
  end = NOTES;
}

/** Begins with an entry, of which notes are taken where they `may` be and there is room. */
@inline
export function beginNote(may: bool): void {
  isNoting = may && end + NOTE_MOST <= NOTES_END;
  parts = end + HEAD;
}

/** Whether a part is to be noted. */
@inline
export function hasParts(): bool {
  return parts != end + HEAD;
}

/** A part, by what was said of it, that is to be noted where all of its entry can be. `out`: its record, 0 of the envelope. */
@inline
export function notePart(what: u32, out: usize): void {
  store<u32>(parts, what);
  store<usize>(parts, out, 4);
  parts += PART;
}

/** Marks the attributes that were to be noted, as something else has to be looked at. Whether the envelope was to be noted. */
export function unnote(attribute: u32, value: u32): bool {
  let hasEnvelope = false;
  for (let part = end + HEAD; part < parts; part += PART) {
    const what = load<u32>(part);
    const out = load<usize>(part, 4);
    const marks = ((what & NOTES_PART) != 0 ? attribute : 0) | ((what & NOTES_VALUE) != 0 ? value : 0);
    if (out == 0) hasEnvelope = true;
    else store<u32>(out, load<u32>(out, 4) | marks, 4);
  }
  return hasEnvelope;
}

/** Takes the note of an entry with its parts and with some of its users, by their bits. */
export function keepNote(head: u32, users: u32): void {
  const note = end;
  for (let word: usize = 0; word < 24; word += 4) store<u32>(note + word, load<u32>(OUT + word, 84));
  store<u32>(note, head, 24);
  store<u32>(note, load<u32>(OUT, 4), 28);
  store<u32>(note, load<u32>(OUT, 8), 32);
  store<u32>(note, load<u32>(OUT, 12), 36);
  store<u32>(note, <u32>((parts - note - HEAD) / PART), 40);
  store<f64>(note, load<i32>(OUT, 40) == 1 ? load<f64>(OUT, 48) : Infinity, 48);
  for (let part = note + HEAD; part < parts; part += PART) {
    const out = load<usize>(part, 4);
    // Of the envelope only its id is told.
    if (out != 0) for (let word: usize = 4; word < 24; word += 4) store<u32>(part + word, load<u32>(out + word));
  }
  end = parts;
  let count: u32 = 0;
  for (let i: u32 = 0; users >> i != 0; i++)
    if (((users >> i) & 1) != 0) {
      store<f64>(end, userHash(i));
      end += USER;
      count++;
    }
  store<u32>(note, count, 44);
}

/** How many bytes the notes take. */
export function notedBytes(): u32 {
  return <u32>(end - NOTES);
}
