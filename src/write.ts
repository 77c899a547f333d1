import {
  closeSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** What is written: as a whole, or piece by piece. */
export type Content = string | Uint8Array | Generator<string>;

/**
 * Writes a file as a whole or not at all, and makes the folders that it stands in. What is no file, as a device or a pipe, is
 * written to; behind a link, what it points to. Throws what the file system answers.
 */
export function writeWhole(path: string, content: Content): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats && !stats.isFile() && !stats.isDirectory()) {
    write(path, content);
    return;
  }
  const file = stats ? realpathSync(path) : path;
  const temporary = `${file}.${process.pid}.tmp`;
  if (!stats) mkdirSync(dirname(file), { recursive: true });
  try {
    write(temporary, content);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function write(path: string, content: Content): void {
  if (typeof content === 'string' || content instanceof Uint8Array) {
    writeFileSync(path, content);
    return;
  }
  const descriptor = openSync(path, 'w');
  try {
    for (const piece of content) writeFileSync(descriptor, piece);
  } finally {
    closeSync(descriptor);
  }
}
