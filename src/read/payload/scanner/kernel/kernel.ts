// What the module offers. AssemblyScript: compiled to dist/kernel.wasm by scripts/kernel.mjs, used through load.ts, and compared
// with `JSON.parse` on mutated input in the tests.
import { WATCHED } from './attributes';
import { WATCHED_OUTSIDE } from './entry';
import { INPUT, KEYS, NOTES, OUT, SCRATCH, SEEDS, SLACK } from './memory';
import { intern, keyAt, nameAt, signatures, Table, tableAt } from './names';
import { blankLines } from './pass';
import { ends, measureRange, unitsAfter } from './text';

export { entry } from './entry';
export { pass } from './pass';
export { addAutomaton } from './patterns';
export { setMode } from './tokens';
export { followUsers, settleUser } from './users';
export { bound, count, judge, need, sayOfAttribute, sayOfEnvelope, sayOfValue, settle, taken, verdictOfAttribute, verdictOfEnvelope, verdictOfValue } from './verdicts';

/** Gives a key its part in the envelope: one of the constants of entry.ts, as a number. */
export function setPart(id: u32, part: u32): void {
  const name = keyAt(id);
  name.flags = (name.flags & ~15) | part;
}

/** Says with which hashes those of an identity begin. */
export function setSeeds(index: u32, first: u32, second: u32): void {
  store<u32>(SEEDS + (<usize>index << 3), first);
  store<u32>(SEEDS + (<usize>index << 3), second, 4);
}

export function watch(id: u32): void {
  keyAt(id).flags |= WATCHED;
}

export function watchEnvelope(id: u32): void {
  keyAt(id).flags |= WATCHED_OUTSIDE;
}

export function measure(from: i32, to: i32): void {
  measureRange(INPUT + from, INPUT + to);
}

export function lineEnds(): i32 {
  return ends;
}

export function units(): i32 {
  return unitsAfter;
}

/** How many of the lines that the last `pass` went over are blank. */
export function blanks(): i32 {
  return blankLines;
}

/** Interns the key that was written to `scratch`. */
export function internKey(length: i32): i32 {
  return intern(KEYS, SCRATCH, length);
}

/** Where a name's text stands; 0 for the keys, 1 for the event names, 2 for the watched values. */
export function textOf(table: i32, id: i32): usize {
  return nameAt(tableAt(table), id).text;
}

export function lengthOf(table: i32, id: i32): i32 {
  return nameAt(tableAt(table), id).length;
}

export function countOf(table: i32): i32 {
  return table == 3 ? signatures : changetype<Table>(tableAt(table)).count;
}

/** Where things stand in the memory. */
export function inputAt(): usize {
  return INPUT;
}

export function outAt(): usize {
  return OUT;
}

export function notesAt(): usize {
  return NOTES;
}

export function scratchAt(): usize {
  return SCRATCH;
}

export function slack(): usize {
  return SLACK;
}
