import { mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a file as a whole or not at all, and makes the folders that it stands in. What is no file, as a device or a pipe, is
 * written to; behind a link, what it points to. Throws what the file system answers.
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats && !stats.isFile() && !stats.isDirectory()) {
    writeFileSync(path, content);
    return;
  }
  const file = stats ? realpathSync(path) : path;
  const temporary = `${file}.${process.pid}.tmp`;
  if (!stats) mkdirSync(dirname(file), { recursive: true });
  try {
    writeFileSync(temporary, content);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
