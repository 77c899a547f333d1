import { createHash } from 'node:crypto';

/** The name of the object that holds an empty file, where others have names as this. */
export function emptyLike(object: string): string {
  const algorithm = object.length === 64 ? 'sha256' : 'sha1';
  const known = empty.get(algorithm) ?? createHash(algorithm).update('blob 0\0').digest('hex');
  empty.set(algorithm, known);
  return known;
}

const empty = new Map<string, string>();

/** Whether the object of a name in git holds a file of these bytes. */
export function holds(object: string, bytes: Uint8Array): boolean {
  const hash = createHash(object.length === 64 ? 'sha256' : 'sha1').update(`blob ${bytes.length}\0`);
  return hash.update(bytes).digest('hex') === object;
}
