import { newHash } from '../hash.ts';

/** The names of the object that holds an empty file. */
const empty = new Set([
  'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391',
  '473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813',
]);

/** Whether the object of a name in git holds an empty file. */
export function isEmpty(object: string): boolean {
  return empty.has(object);
}

/** Whether the object of a name in git holds a file of these bytes. */
export function holds(object: string, bytes: Uint8Array): boolean {
  const hash = newHash(object.length === 64 ? 'sha256' : 'sha1').update(`blob ${bytes.length}\0`);
  return hash.update(bytes).digest('hex') === object;
}
