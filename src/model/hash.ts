/** Where the two halves of {@link textHash} begin: FNV's own basis, and another. */
export const hashBases = [0x811c9dc5, 0x9747b28c] as const;
const prime = 0x01000193;

/**
 * A hash of a text's UTF-8 bytes, as a whole number below 2^53: two FNV-1a hashes of 32 bits, of which the second gives its
 * upper 21 bits. Alike on every machine, so that states that are made apart can be joined.
 */
export function textHash(text: string): number {
  let first: number = hashBases[0];
  let second: number = hashBases[1];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // Most texts are ASCII, whose bytes need not be made.
    if (code >= 128) return hashOfAny(text);
    first = Math.imul(first ^ code, prime);
    second = Math.imul(second ^ code, prime);
  }
  return joinHash(first, second);
}

function hashOfAny(text: string): number {
  const bytes = encoder.encode(text);
  const [first, second] = hashBases;
  return joinHash(hashOfBytes(first, bytes), hashOfBytes(second, bytes));
}

/** One half of a hash, begun at a basis or after another text. */
export function seededHash(seed: number, text: string): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 128) return hashOfBytes(seed, encoder.encode(text));
    hash = Math.imul(hash ^ code, prime);
  }
  return hash;
}

function hashOfBytes(seed: number, bytes: Uint8Array): number {
  let hash = seed;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, prime);
  return hash;
}

/** Joins the two halves of a hash, which may be negative as 32-bit numbers are. */
export function joinHash(first: number, second: number): number {
  return (first >>> 0) * 2 ** 21 + (second >>> 11);
}

const encoder = new TextEncoder();
