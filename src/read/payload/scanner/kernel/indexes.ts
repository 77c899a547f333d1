// Tables that find a number by another one. They grow with what they hold, so that what is in use stays close together.
import { INDEX_BYTES, INDEX_MASKS, INDEX_SIZES, INDEXES } from './memory';

/** The tables: what was said of envelopes, keys at their places, and what was said of values. */
export const BY_ENVELOPE: u32 = 0;
export const BY_PLACE: u32 = 1;
export const BY_VALUE: u32 = 2;

const CELLS_FIRST: u32 = 1024;

for (let table: u32 = 0; table < 3; table++) store<u32>(INDEX_MASKS + (table << 2), CELLS_FIRST - 1);

/** Where a key stands, or would: its cell holds the key and its number, 0 when it is free. */
@inline
function cellOf(table: u32, key: u32): usize {
  const cells = INDEXES + <usize>table * INDEX_BYTES;
  const mask = load<u32>(INDEX_MASKS + (table << 2));
  let cell = ((key * 0x9e3779b1) >> 12) & mask;
  let at = cells + (<usize>cell << 3);
  while (load<u32>(at, 4) != 0 && load<u32>(at) != key) {
    cell = (cell + 1) & mask;
    at = cells + (<usize>cell << 3);
  }
  return at;
}

/** The number of a key; 0 when there is none. */
export function find(table: u32, key: u32): u32 {
  return load<u32>(cellOf(table, key), 4);
}

/** Gives a key, which must have none, a number. */
export function put(table: u32, key: u32, value: u32): void {
  const size = load<u32>(INDEX_SIZES + (table << 2)) + 1;
  store<u32>(INDEX_SIZES + (table << 2), size);
  if (size * 2 > load<u32>(INDEX_MASKS + (table << 2))) grow(table);
  const at = cellOf(table, key);
  store<u32>(at, key);
  store<u32>(at, value, 4);
}

/** Doubles the cells of a table, by way of a copy behind the new ones. */
function grow(table: u32): void {
  const cells = INDEXES + <usize>table * INDEX_BYTES;
  const count = load<u32>(INDEX_MASKS + (table << 2)) + 1;
  const copy = cells + (<usize>count << 4);
  memory.copy(copy, cells, <usize>count << 3);
  memory.fill(cells, 0, <usize>count << 4);
  store<u32>(INDEX_MASKS + (table << 2), count * 2 - 1);
  for (let from = copy; from < copy + (<usize>count << 3); from += 8) {
    if (load<u32>(from, 4) != 0) {
      const at = cellOf(table, load<u32>(from));
      store<u32>(at, load<u32>(from));
      store<u32>(at, load<u32>(from, 4), 4);
    }
  }
}
