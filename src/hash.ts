import type { createHash, Hash } from 'node:crypto';

let make: typeof createHash | undefined;

/** A hash to be filled. What makes it takes longer to load than a quiet commit to judge: so it is loaded when it is needed. */
export function newHash(algorithm: 'sha1' | 'sha256'): Hash {
  // To ask for the module takes longer than to make a hash, of which there are thousands in a run.
  make ??= process.getBuiltinModule('node:crypto').createHash;
  return make(algorithm);
}
