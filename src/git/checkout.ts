import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The checkout that holds a folder: its top, and where its repository is. */
export function checkoutAround(folder: string): { top: string; gitFolder: string } | undefined {
  for (let top = folder; ; top = dirname(top)) {
    const entry = join(top, '.git');
    const stats = statSync(entry, { throwIfNoEntry: false });
    if (stats?.isDirectory()) return { top, gitFolder: entry };
    const named = stats && /^gitdir: (.*)$/m.exec(readFileSync(entry, 'utf8'))?.[1];
    if (named) return { top, gitFolder: resolve(top, named) };
    if (dirname(top) === top) return undefined;
  }
}

/**
 * The commit that is checked out around a folder, as the files of a plain repository say; undefined where only git can tell.
 */
export function commitInFiles(folder: string): string | undefined {
  const { GIT_DIR, GIT_COMMON_DIR } = process.env;
  const repository = GIT_DIR || GIT_COMMON_DIR ? undefined : checkoutAround(folder)?.gitFolder;
  const head = repository && textIn(repository, 'HEAD');
  const branch = head && /^ref: (refs\/heads\/.+)$/.exec(head)?.[1];
  const commit = repository && branch ? textIn(repository, branch) : head;
  return commit && /^[0-9a-f]{40,64}$/.test(commit) ? commit : undefined;
}

/** A file of a repository, without white space around it; undefined where there is none: branches need not be files. */
function textIn(repository: string, name: string): string | undefined {
  try {
    return readFileSync(join(repository, name), 'utf8').trim();
  } catch {
    return undefined;
  }
}
