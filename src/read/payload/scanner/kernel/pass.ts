// Passes over lines, and elements of a list, of which nothing has to be looked at.
import { entry } from './entry';
import { INPUT, OUT } from './memory';
import { beginNotes, notedBytes } from './notes';
import { BODY, hasReturn, skip } from './tokens';
import { COUNTED, judged } from './verdicts';

/** What is said of what has not been judged: it is no entry, holds a line end that is another line's, or goes on behind what is at hand. */
const OTHER: i32 = -4;

/** How many lines or elements were passed over, how many of them are blank, and up to where what ends there may be noted. */
let passed: i32 = 0;
export let blankLines: i32 = 0;
let noteTo: i32 = 0;

/** Where the next line or element begins. */
let next: usize = 0;

/**
 * Goes over lines that hold one entry each, or over elements that are one, and counts them, from an offset on. Stops at the first
 * about which something else has to be done, and writes where that is: what `judge` said of it, or `OTHER`. See load.ts.
 */
export function pass(at: i32, to: i32, inList: bool, notedTo: i32): i32 {
  const end = INPUT + to;
  let said = COUNTED;
  passed = 0;
  blankLines = 0;
  noteTo = notedTo;
  next = INPUT + at;
  beginNotes();
  while (said == COUNTED) {
    if (!inList) passBlank(end);
    said = inList ? passElement(next, end, to) : passLine(next, end, to);
    if (said == COUNTED) {
      passed++;
      next = INPUT + load<i32>(OUT, 100) + 1;
    }
  }
  store<i32>(OUT, passed, 84);
  store<i32>(OUT, <i32>(next - INPUT), 88);
  store<i32>(OUT, notedBytes() >> 2, 108);
  return said;
}

/** Judges an element that others follow, and writes down where it begins and ends, and where the comma stands. */
function passElement(start: usize, end: usize, to: i32): i32 {
  const p = skip(start);
  if (p >= end) return OTHER;
  const behind = entry(<i32>(p - INPUT), to, 0);
  if (behind <= 0 || load<i32>(OUT, 80) != 0) return OTHER;
  const comma = skip(INPUT + behind);
  if (comma >= end || load<u8>(comma) != 0x2c) return OTHER;
  writeWhere(start, p, behind, comma, 0);
  return judged(0, behind <= noteTo);
}

/** Goes over lines that hold nothing: where others read some of the lines, those are blank, and there are many. */
@inline
function passBlank(end: usize): void {
  let p = blanks(next);
  while (p < end && load<u8>(p) == 10) {
    passed++;
    blankLines++;
    next = p + 1;
    p = blanks(next);
  }
}

/** Judges the entry on a line, and writes down where it begins and ends, where its line does, and how it is held. */
function passLine(start: usize, end: usize, to: i32): i32 {
  let p = blanks(start);
  if (p >= end) return OTHER;
  let behind = entry(<i32>(p - INPUT), to, 0);
  let root = 0;
  if (behind == BODY && load<u8>(INPUT + load<i32>(OUT)) == 0x7b) {
    root = 1;
    p = INPUT + load<i32>(OUT);
    behind = entry(<i32>(p - INPUT), to, 0);
  }
  if (behind <= 0 || load<i32>(OUT, 80) != 0 || hasReturn) return OTHER;
  let feed = blanks(INPUT + behind);
  if (root == 1) {
    if (load<u8>(feed) != 0x7d) return OTHER;
    feed = blanks(feed + 1);
  }
  if (load<u8>(feed) == 13) feed++;
  if (feed >= end || load<u8>(feed) != 10) return OTHER;
  writeWhere(start, p, behind, feed, root);
  return judged(root, behind <= noteTo);
}

function writeWhere(start: usize, p: usize, behind: i32, last: usize, root: i32): void {
  store<i32>(OUT, passed, 84);
  store<i32>(OUT, <i32>(start - INPUT), 88);
  store<i32>(OUT, <i32>(p - INPUT), 92);
  store<i32>(OUT, behind, 96);
  store<i32>(OUT, <i32>(last - INPUT), 100);
  store<i32>(OUT, root, 104);
}

/** The next address that holds no space or tab. */
@inline
function blanks(p: usize): usize {
  // Behind the input stand zeros.
  while (load<u64>(p) == 0x2020202020202020) p += 8;
  let c = load<u8>(p);
  while (c == 0x20 || c == 9) c = load<u8>(++p);
  return p;
}
