import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { newHash } from './hash.ts';

/** The files of a folder, those behind links included; none of what is no folder. */
export function filesIn(folder: string): string[] {
  // Most folders that are asked for are not there, and an error takes ten times as long to make as this.
  if (!existsSync(folder)) return [];
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() || (entry.isSymbolicLink() && isFileBehind(join(folder, entry.name))))
      .map(({ name }) => name);
  } catch {
    // A folder that may not be read has no file that could be imported.
    return [];
  }
}

function isFileBehind(link: string): boolean {
  try {
    return statSync(link).isFile();
  } catch {
    // It leads nowhere, in a circle, or where nothing may be looked at.
    return false;
  }
}

/** What tells a folder's list of files from another. A file is often replaced by its like when it is saved, or checked out. */
export function listOf(folder: string): string {
  const names = filesIn(folder).sort().join('/');
  return newHash('sha256').update(names).digest('base64').slice(0, 16);
}
