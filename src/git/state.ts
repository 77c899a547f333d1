import { InputError } from '../model/input-error.ts';
import { need, partsOf } from './run.ts';

/** How the files below a folder differ between a commit, the index and what is checked out. Paths are relative to the folder, with `/`. */
export interface State {
  /** The files that the next commit adds or changes. */
  readonly staged: readonly string[];
  /** The files that the next commit takes away. */
  readonly deleted: readonly string[];
  /** The files that are checked out in another state, with what the state holds; undefined where it holds no such file. */
  readonly others: ReadonlyMap<string, Uint8Array | undefined>;
}

const link = '120000';
const submodule = '160000';

/**
 * What is staged below a folder, of which `prefix` is the path from the top of its repository. Throws {@link InputError} for
 * files that are not merged yet: nobody knows what will be committed.
 */
export function stagedState(folder: string, prefix: string): State {
  const options = ['--untracked-files=all', '--no-renames', '--ignore-submodules=all'];
  const answer = need(folder, ['status', '--porcelain=v2', '-z', ...options, '--', '.']);
  const [staged, deleted]: string[][] = [[], []];
  const objects = new Map<string, string | undefined>();
  for (const line of partsOf(answer)) {
    const file = (fields: number) => line.split(' ').slice(fields).join(' ').slice(prefix.length);
    if (line.startsWith('?')) objects.set(file(1), undefined);
    if (line.startsWith('u'))
      throw new InputError(`${file(10)} is not merged yet.`, {
        help: 'Resolve its conflict and `git add` it; then it can be said what the next commit holds.',
      });
    if (!line.startsWith('1')) continue;
    const [, changes = '..', , , mode, , , object = ''] = line.split(' ');
    const path = file(8);
    if (mode === submodule) continue;
    if (/[AMT]/.test(changes[0] as string)) staged?.push(path);
    if (changes[0] === 'D') deleted?.push(path);
    // What is only intended to be added has no object yet; what stands in place of a deleted file is not tracked.
    const isThere = changes[0] !== 'D' && !/^0+$/.test(object) && mode !== link;
    if (changes[1] !== '.') objects.set(path, isThere ? object : undefined);
    else if (changes[0] === 'D' && !objects.has(path)) objects.set(path, undefined);
  }
  return { staged: staged ?? [], deleted: deleted ?? [], others: contentsOf(folder, objects) };
}

/** What a commit holds. */
export function stateAt(folder: string, commit: string): State {
  const options = ['--raw', '-z', '--no-abbrev', '--relative', '--no-renames', '--ignore-submodules'];
  const parts = partsOf(need(folder, ['diff', ...options, commit, '--', '.']));
  const objects = new Map<string, string | undefined>();
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const [mode = '', , object = '', , change] = (parts[i] as string).slice(1).split(' ');
    if (change === 'U') continue;
    const isThere = !/^0+$/.test(object) && mode !== link && mode !== submodule;
    objects.set(parts[i + 1] as string, isThere ? object : undefined);
  }
  // What git does not track is in no commit.
  for (const file of untrackedFiles(folder)) if (!objects.has(file)) objects.set(file, undefined);
  return { staged: [], deleted: [], others: contentsOf(folder, objects) };
}

/** The files below a folder, relative to it, that git does not track and does not ignore. */
export function untrackedFiles(folder: string): string[] {
  return partsOf(need(folder, ['ls-files', '-z', '--others', '--exclude-standard']));
}

/** What a pointer of Git LFS begins with: the file's own content is kept elsewhere. */
const pointer = 'version https://git-lfs.github.com/spec/';

/** The contents of files by their objects' names. */
export function contentsOf(
  folder: string,
  objects: ReadonlyMap<string, string | undefined>,
): ReadonlyMap<string, Uint8Array | undefined> {
  const found = new Map<string, Uint8Array | undefined>([...objects].map(([file]) => [file, undefined]));
  const asked = [...objects].flatMap(([file, object]) => (object === undefined ? [] : [{ file, object }]));
  if (asked.length === 0) return found;
  const names = asked.map(({ object }) => `${object}\n`).join('');
  const answer = need(folder, ['cat-file', '--batch'], names);
  let offset = 0;
  for (const { file, object } of asked) {
    const end = answer.indexOf(10, offset);
    const head = answer.subarray(offset, end).toString();
    const [, type, size] = head.split(' ');
    if (type !== 'blob') throw notThere(file, head);
    const bytes = answer.subarray(end + 1, end + 1 + Number(size));
    offset = end + 1 + Number(size) + 1;
    const isElsewhere = bytes.length < 1024 && bytes.toString('latin1').startsWith(pointer);
    found.set(file, isElsewhere ? smudged(folder, file, object) : bytes);
  }
  return found;
}

/** What a file's object becomes when it is checked out. */
function smudged(folder: string, file: string, object: string): Uint8Array {
  return need(folder, ['cat-file', '--filters', `--path=${file}`, object]);
}

function notThere(file: string, said: string): InputError {
  return new InputError(`git does not have the content of ${file} (${said}).`, {
    help: 'Fetch it: `git fetch --refetch`, or check the repository with `git fsck`.',
  });
}
