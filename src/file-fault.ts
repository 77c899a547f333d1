import { relative } from 'node:path';
import { InputError } from './model/input-error.ts';

/** What the file system answers, in words. */
const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EISDIR: 'it is a folder',
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder is a file',
  EEXIST: 'its folder is a file',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
  ERR_FS_FILE_TOO_LARGE: 'it is larger than 2 GB',
  ERR_STRING_TOO_LONG: 'it is larger than 512 MB',
};

/** How messages name them. */
export const standardInput = 'standard input';
export const standardOutput = 'standard output';

/** The error of the file system as a fault of the input; other errors as they are. */
export function fileFault(file: string, verb: 'read' | 'written', error: unknown): unknown {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  if (code === undefined) return error;
  const isStream = file === standardInput || file === standardOutput;
  const shown = isStream ? file : relative('', file) || '.';
  return new InputError(`${shown} cannot be ${verb}: ${reasons[code] ?? code}.`, {
    help: isStream ? 'Check where it is redirected.' : 'Check the path and its permissions.',
  });
}

/** Whether an error of the file system has this code. */
export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === code;
}
