/** The folder of a file; empty for the working directory. */
export function folderOf(file: string): string {
  return file.slice(0, Math.max(file.lastIndexOf('/'), 0));
}

/** The folder above; undefined above the working directory. */
export function parentOf(folder: string): string | undefined {
  if (folder === '' || folder === '..' || folder.endsWith('/..')) return undefined;
  return folderOf(folder);
}

/** A path from a folder, without `.` and `..` where they can be resolved. */
export function joined(folder: string, path: string): string {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of path.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
