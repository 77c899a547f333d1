// Reads keys that were not foreseen.
import { KEY_BYTES_MOST, KEYS } from './memory';
import { intern } from './names';
import { made, NOWHERE, order } from './places';
import { closing, fail, shrunk, skip } from './tokens';

/** The id of the key read last, and the key at its place. */
export let id: u32 = 0;
export let searched: usize = NOWHERE;

/** Reads a key of no place, and its colon. */
export function searchName(p: usize): usize {
  if (load<u8>(p) != 0x22) return fail(p);
  const quote = closing(p + 1);
  if (quote == 0) return 0;
  const length = <u32>(quote - p - 1);
  if (shrunk != 0 || length > KEY_BYTES_MOST) return fail(quote);
  const named = intern(KEYS, p + 1, length);
  if (named < 0) return fail(quote);
  id = named;
  p = skip(quote + 1);
  return load<u8>(p) == 0x3a ? skip(p + 1) : fail(p);
}

/** Reads a key of a place, and its colon. It comes to stand behind the one whose `next` is noted at `link` when it is new. */
export function search(p: usize, place: u32, link: usize): usize {
  p = searchName(p);
  if (p == 0) return 0;
  searched = made(place, id);
  if (searched != NOWHERE) order(searched, link);
  return p;
}
