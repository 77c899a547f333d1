import { stampOf } from './caches.ts';
import { newHash } from './hash.ts';

/**
 * What a memory's file is called by: all that decides what is remembered, the form of the memory, and the script of the
 * program that made it.
 */
export function nameOf(key: unknown, form: number, program = import.meta.filename): string {
  return newHash('sha256')
    .update(keyOf(key, form, program))
    .digest('hex')
    .slice(0, 32);
}

/** The same as a text of any length, which a memory whose name says less has to hold. */
export function keyOf(key: unknown, form: number, program: string): string {
  // Two builds may bear the same version while one is worked on.
  return JSON.stringify([form, process.version, stampOf(program), key]);
}
