import { createHash } from 'node:crypto';
import { stampOf } from './caches.ts';

/**
 * What a memory's file is called by: all that decides what is remembered, the form of the memory, and the script of the
 * program that made it.
 */
export function nameOf(key: unknown, form: number, program = import.meta.filename): string {
  // Two builds may bear the same version while one is worked on.
  const all = [form, process.version, stampOf(program), key];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex').slice(0, 32);
}
