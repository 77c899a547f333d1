import { InputError } from '../model/input-error.ts';
import { commitInFiles } from './checkout.ts';
import { handOver, need, needBoth, partsOf } from './run.ts';

/**
 * The files below a folder that are checked out in another state than is meant, with what that state holds; undefined where it
 * holds no such file. Paths are relative to the folder, with `/`.
 */
export type Others = ReadonlyMap<string, Uint8Array | undefined>;

const link = '120000';
const submodule = '160000';

/** A file of the index in which that differs from a commit. */
export interface IndexedFile {
  /** Relative to the folder that was asked about, with `/`. */
  readonly path: string;
  /** The name of its object; undefined where the index holds no plain file of this name, or none that is merged. */
  readonly object: string | undefined;
  /** Whether the index holds nothing of this name. */
  readonly isGone: boolean;
  /** Whether it is not merged yet: nobody knows what will be committed. */
  readonly isUnmerged: boolean;
  /** The name of the object that the commit has; undefined where it has no plain file of this name. */
  readonly before: string | undefined;
}

/** What is staged: the files below a folder in which the index differs from what is committed. */
export function stagedFiles(folder: string): IndexedFile[] {
  return indexedFiles(partsOf(need(folder, stagedArguments)));
}

/** Files in which the index differs from what is committed, and those in which it differs from some commit. */
export interface Indexed {
  readonly staged: readonly IndexedFile[];
  readonly since: readonly IndexedFile[];
}

/**
 * What is staged, and in which files below a folder the index differs from a commit, which may be the one that is checked out. Whoever asks
 * what is staged next in this process is told the same. Not for Windows, where that commit is another.
 */
export function indexedBoth(folder: string, commit: string): Indexed {
  const isCheckedOut = commitInFiles(folder) === commit;
  const [staged, since] = isCheckedOut
    ? [need(folder, stagedArguments)]
    : needBoth(folder, stagedArguments, diffArguments(['--cached', commit]));
  handOver(folder, stagedArguments, staged);
  const files = indexedFiles(partsOf(staged));
  return { staged: files, since: since ? indexedFiles(partsOf(since)) : files };
}

function indexedFiles(parts: readonly string[]): IndexedFile[] {
  return changesIn(parts)
    .filter(({ change, now }) => change === 'U' || now.mode !== submodule)
    .map(({ path, change, before, now }) => ({
      path,
      object: change === 'U' ? undefined : plainFile(now),
      isGone: change === 'D',
      isUnmerged: change === 'U',
      before: plainFile(before),
    }));
}

function plainFile({ mode, object }: RawChange['now']): string | undefined {
  return mode.startsWith('100') ? object : undefined;
}

/** Those of some files below a folder that are in the index only as intended to be added. */
export function notYetAdded(folder: string, files: readonly string[]): string[] {
  return rawChanges(folder, ['--diff-filter=A'], files).map(({ path }) => path);
}

/** What is checked out below a folder otherwise than it is staged; `prefix` is the folder's path from the top of its repository. */
export function othersThanStaged(folder: string, prefix: string): Others {
  const options = ['--untracked-files=all', '--no-renames', '--ignore-submodules=all'];
  const answer = need(folder, ['status', '--porcelain=v2', '-z', ...options, '--', '.']);
  const objects = new Map<string, string | undefined>();
  for (const line of partsOf(answer)) {
    const file = (fields: number) => line.split(' ').slice(fields).join(' ').slice(prefix.length);
    if (line.startsWith('?')) objects.set(file(1), undefined);
    if (!line.startsWith('1')) continue;
    const [, changes = '..', , , mode, , , object = ''] = line.split(' ');
    const path = file(8);
    if (mode === submodule) continue;
    // What is only intended to be added has no object yet; what stands in place of a deleted file is not tracked.
    const isThere = changes[0] !== 'D' && !/^0+$/.test(object) && mode !== link;
    if (changes[1] !== '.') objects.set(path, isThere ? object : undefined);
    else if (changes[0] === 'D' && !objects.has(path)) objects.set(path, undefined);
  }
  return contentsOf(folder, objects);
}

/** What is checked out below a folder otherwise than in a commit. */
export function othersThanIn(folder: string, commit: string): Others {
  const objects = new Map<string, string | undefined>();
  for (const { path, change, before } of rawChanges(folder, [commit])) {
    if (change === 'U') continue;
    const { mode, object } = before;
    const isThere = !/^0+$/.test(object) && mode !== link && mode !== submodule;
    objects.set(path, isThere ? object : undefined);
  }
  // What git does not track is in no commit.
  for (const file of untrackedFiles(folder)) if (!objects.has(file)) objects.set(file, undefined);
  return contentsOf(folder, objects);
}

interface RawChange {
  readonly path: string;
  /** The letter by which git says what was done. */
  readonly change: string;
  readonly before: { readonly mode: string; readonly object: string };
  /** Without an object, but for zeros, where git would have to read the file. */
  readonly now: { readonly mode: string; readonly object: string };
}

/** What `git diff` tells of the files below a folder, or of some of them: the index, what is checked out, a commit. */
function rawChanges(folder: string, compared: readonly string[], files?: readonly string[]): RawChange[] {
  return changesIn(partsOf(need(folder, diffArguments(compared, files))));
}

function diffArguments(compared: readonly string[], files: readonly string[] = ['.']): string[] {
  const options = ['--raw', '-z', '--no-abbrev', '--relative', '--no-renames', '--ignore-submodules'];
  return ['--literal-pathspecs', 'diff', ...options, ...compared, '--', ...files];
}

const stagedArguments = diffArguments(['--cached']);

function changesIn(parts: readonly string[]): RawChange[] {
  const changes: RawChange[] = [];
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const [mode = '', modeNow = '', object = '', objectNow = '', change = ''] = (parts[i] as string)
      .slice(1)
      .split(' ');
    changes.push({
      path: parts[i + 1] as string,
      change,
      before: { mode, object },
      now: { mode: modeNow, object: objectNow },
    });
  }
  return changes;
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
