import { spawnSync } from 'node:child_process';
import { resolve, sep } from 'node:path';
import { InputError } from './model/input-error.ts';

/** What git answers, without the last line's end; undefined where it fails. */
function git(folder: string, args: readonly string[], input?: string): Buffer | undefined {
  const { status, stdout } = spawnSync('git', [...args], {
    cwd: folder,
    maxBuffer: 1 << 30,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'ignore'],
    ...(input !== undefined && { input }),
  });
  return status === 0 ? stdout : undefined;
}

function text(folder: string, ...args: string[]): string | undefined {
  return git(folder, args)?.toString().trim();
}

/** The paths that git lists with `-z`, relative to the folder, with `/`; undefined where it fails. */
function paths(folder: string, ...args: string[]): string[] | undefined {
  const found = git(folder, args)?.toString();
  return found === undefined ? undefined : [...new Set(found.split('\0'))].filter((path) => path !== '');
}

/** Tracked and untracked files by git's own reading of the ignore files; undefined outside a repository. */
export function listedFiles(folder: string): string[] | undefined {
  return paths(folder, 'ls-files', '-z', '--cached', '--others', '--exclude-standard');
}

/** The root of the repository that holds a folder; undefined outside one. */
export function repositoryRoot(folder: string): string | undefined {
  // `--show-toplevel` resolves symbolic links, which the paths that are compared with it do not.
  const up = text(folder, 'rev-parse', '--show-cdup');
  return up === undefined ? undefined : resolve(folder, up);
}

/** What SARIF says of the repository: its address without credentials, the commit and the branch. Undefined outside one. */
export function repositoryOf(folder: string): { uri: string; revision: string; branch?: string } | undefined {
  const remote = text(folder, 'remote', 'get-url', 'origin');
  const revision = text(folder, 'rev-parse', 'HEAD');
  const uri = remote && webAddress(remote);
  if (!uri || !revision) return undefined;
  const branch = text(folder, 'symbolic-ref', '--short', 'HEAD');
  return branch ? { uri, revision, branch } : { uri, revision };
}

/** `git@host:owner/name.git` and `https://token@host/owner/name.git` → `https://host/owner/name`. */
function webAddress(remote: string): string | undefined {
  const scp = /^[\w.-]+@([\w.-]+):(.+)$/.exec(remote);
  const address = scp ? `https://${scp[1]}/${scp[2]}` : remote.replace(/^ssh:\/\//, 'https://');
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  return `https://${url.host}${url.pathname.replace(/\.git$/, '')}`;
}

/** The index, as git names its objects. */
export const index = '';

/** Throws {@link InputError} for a folder outside a repository; `option` is what needs one. */
export function requireRepository(folder: string, option: string): void {
  if (repositoryRoot(folder) === undefined)
    throw new InputError(`${option} needs a git repository, and ${folder} stands in none.`, {
      help: `Run it in a checkout, or leave ${option} out.`,
    });
}

/** The files below a folder that the next commit adds or changes, relative to it; also before the first commit. */
export function stagedFiles(folder: string): string[] {
  return (
    paths(
      folder,
      ...['diff', '--cached', '--name-only', '-z', '--relative', '--no-renames', '--no-ext-diff'],
      ...['--ignore-submodules', '--diff-filter=ACMT'],
    ) ?? []
  );
}

/** Whether something is staged that is deleted by the next commit, among these files. */
export function stagedDeletions(folder: string): string[] {
  return (
    paths(
      folder,
      ...['diff', '--cached', '--name-only', '-z', '--relative', '--no-renames', '--diff-filter=D'],
    ) ?? []
  );
}

/** The commit that a name stands for; undefined where there is none. */
export function commitOf(folder: string, name: string): string | undefined {
  return name.startsWith('-')
    ? undefined
    : text(folder, 'rev-parse', '--verify', '--quiet', `${name}^{commit}`);
}

/**
 * The commit from which a name and what is checked out have gone apart: what a branch changed is what changed since then.
 * Throws {@link InputError} for a name that stands for no commit, or for one that has nothing in common with what is here.
 */
export function forkPoint(folder: string, name: string): string {
  const commit = requireCommit(folder, name);
  const base = text(folder, 'merge-base', commit, 'HEAD');
  if (base === undefined)
    throw new InputError(`\`${name}\` and what is checked out have no commit in common.`, {
      help: isShallow(folder) ? deeper : 'Name a commit of this history.',
    });
  return base;
}

/** The commit that a name stands for. Throws {@link InputError} where there is none. */
export function requireCommit(folder: string, name: string): string {
  const commit = commitOf(folder, name);
  if (commit === undefined)
    throw new InputError(`There is no commit \`${name}\` here.`, {
      help: isShallow(folder) ? deeper : 'Name a branch, tag or commit that git knows here; fetch it first.',
    });
  return commit;
}

const deeper =
  'This clone is shallow: fetch more of its history (`git fetch --unshallow`, or `fetch-depth: 0` for actions/checkout).';

function isShallow(folder: string): boolean {
  return text(folder, 'rev-parse', '--is-shallow-repository') === 'true';
}

/** Whether everything that a commit holds is in the history of another one. */
export function isInHistory(folder: string, commit: string, of: string): boolean {
  return git(folder, ['merge-base', '--is-ancestor', commit, of]) !== undefined;
}

/** The paths of all files of a commit, from the root of the repository, with `/`. */
export function filesAt(root: string, commit: string): string[] {
  return paths(root, 'ls-tree', '-r', '-z', '--name-only', '--full-tree', commit) ?? [];
}

/** A commit of a history. */
export interface Commit {
  readonly revision: string;
  /** Its day, as `yyyy-MM-dd`. */
  readonly date: string;
  readonly subject: string;
  /** Its tags, in the order of their names as versions. */
  readonly tags: readonly string[];
}

/**
 * The commits from one, without it, to another, the oldest first; of merges, what they were merged into. With patterns, those
 * that touch a file below the folder that one of them matches.
 */
export function commitsBetween(
  folder: string,
  from: string,
  to: string,
  patterns: readonly string[] = [],
): Commit[] {
  const tags = tagsByCommit(folder);
  const options = ['--first-parent', '--reverse', '--format=%H%x09%cs%x09%s'];
  const log = text(folder, 'log', ...options, `${from}..${to}`, '--', ...patterns);
  return (log ?? '').split('\n').flatMap((line) => {
    const [revision = '', date = '', ...subject] = line.split('\t');
    if (revision === '') return [];
    return [{ revision, date, subject: subject.join(' '), tags: tags.get(revision) ?? [] }];
  });
}

function tagsByCommit(folder: string): ReadonlyMap<string, readonly string[]> {
  const format = '--format=%(refname:short)%09%(objectname)%09%(*objectname)';
  const found = new Map<string, string[]>();
  for (const line of (text(folder, 'for-each-ref', '--sort=v:refname', format, 'refs/tags') ?? '').split(
    '\n',
  )) {
    const [name = '', object = '', peeled = ''] = line.split('\t');
    const commit = peeled || object;
    if (name !== '') found.set(commit, [...(found.get(commit) ?? []), name]);
  }
  return found;
}

/** The files below a folder, relative to it, in which what is checked out differs from a commit or from the index. */
export function changedFiles(folder: string, against: string): string[] {
  const options = ['--name-only', '-z', '--relative', '--no-renames', '--no-ext-diff', '--ignore-submodules'];
  return paths(folder, 'diff', ...options, ...(against === index ? [] : [against])) ?? [];
}

/** The files below a folder, relative to it, that git does not track and does not ignore. */
export function untrackedFiles(folder: string): string[] {
  return paths(folder, 'ls-files', '-z', '--others', '--exclude-standard') ?? [];
}

/** The contents of files, relative to a folder, in a commit or in the index; undefined where there is no such file. */
export function contentsAt(
  folder: string,
  at: string,
  files: readonly string[],
): ReadonlyMap<string, Buffer | undefined> {
  const found = new Map<string, Buffer | undefined>();
  if (files.length === 0) return found;
  const names = files.map((file) => `${at}:./${file}`).join('\n');
  const answer = git(folder, ['cat-file', '--batch'], `${names}\n`) ?? Buffer.alloc(0);
  let offset = 0;
  for (const file of files) {
    const end = answer.indexOf(10, offset);
    const [, type, size] = answer.subarray(offset, end).toString().split(' ').slice(-3);
    offset = end + 1;
    if (type !== 'blob' && type !== 'tree' && type !== 'commit') {
      found.set(file, undefined);
      continue;
    }
    const length = Number(size);
    found.set(file, type === 'blob' ? answer.subarray(offset, offset + length) : undefined);
    offset += length + 1;
  }
  return found;
}

/** Lines of a file, 1-based and inclusive. */
export interface Lines {
  readonly from: number;
  readonly to: number;
}

/**
 * The lines that changed since a commit, by file relative to the folder. Where lines were only removed, those around the gap
 * count as changed. A file that git does not track yet is not in it.
 */
export function changedLines(folder: string, since: string): ReadonlyMap<string, readonly Lines[]> {
  const answer = git(folder, [
    '-c',
    'core.quotePath=false',
    ...['diff', '-U0', '-M', '--relative', '--no-color', '--no-ext-diff', '--ignore-submodules'],
    ...['--src-prefix=a/', '--dst-prefix=b/', since],
  ]);
  const changed = new Map<string, Lines[]>();
  let file: string | undefined;
  for (const line of (answer?.toString() ?? '').split('\n')) {
    const [, named] = /^\+\+\+ "?b\/(.*?)"?\t?$/.exec(line) ?? [];
    if (named !== undefined) file = named;
    else if (line.startsWith('+++ ')) file = undefined;
    const [, start, count = '1'] = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
    if (file === undefined || start === undefined) continue;
    const from = Number(start);
    const lines = count === '0' ? { from, to: from + 1 } : { from, to: from + Number(count) - 1 };
    changed.set(file, [...(changed.get(file) ?? []), lines]);
  }
  return changed;
}

/** A path that git gave, relative to a folder, as an absolute one. */
export function absolute(folder: string, path: string): string {
  return `${folder}${sep}${sep === '/' ? path : path.split('/').join(sep)}`;
}
