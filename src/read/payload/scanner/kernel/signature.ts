// The signature of an envelope: equal for entries that differ only in values that nobody watches.
import { hashed, mixed } from './names';
import { blankness, dateKind, TEXT } from './text';
import { dateLike, shrunk } from './tokens';

/** How a key's value, an element and the end of an object or array stand in the signature. */
export const ELEMENT: u64 = 1 << 40;
export const END: u64 = 1 << 41;

export let signature: u64 = 0;

@inline
export function clearSignature(): void {
  signature = 0;
}

@inline
export function mix(more: u64): void {
  signature = mixed(signature, more);
}

/** Mixes in the bytes of a text. */
export function mixText(p: usize, end: usize): void {
  signature = hashed(signature, p, <u32>(end - p));
}

/** The class of a string of the envelope; -1 when the plain reader has to tell. */
export function textOutside(p: usize, quote: usize): i32 {
  const length = <u32>(quote - p);
  const date = shrunk == 0 ? dateKind(p, length) : TEXT;
  if (date != TEXT) return date;
  return shrunk != 0 && dateLike && length - shrunk >= 10 ? -1 : blankness(p, quote);
}
