import type { Hash } from 'node:crypto';

/** A hash to be filled. What makes it takes longer to load than a quiet commit to judge: so it is loaded when it is needed. */
export function newHash(algorithm: 'sha1' | 'sha256'): Hash {
  return process.getBuiltinModule('node:crypto').createHash(algorithm);
}
