import { renameSync, rmSync, writeFileSync } from 'node:fs';

/** Writes a file as a whole or not at all. Throws what the file system answers. */
export function writeWhole(file: string, content: string | Uint8Array): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, content);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
