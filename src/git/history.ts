import { sep } from 'node:path';
import { absolute } from './repository.ts';
import { answerOf, git, need, partsOf } from './run.ts';

/**
 * Tells the commit that last changed a file below a folder, by its absolute path. Undefined where the file stands in no commit
 * as it is now, and in a clone without its history, where nobody can know.
 */
export function lastCommits(folder: string): (file: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  let differs: ReadonlySet<string> | 'unknown' | undefined;
  const find = (file: string) => {
    differs ??= differing(folder);
    if (differs === 'unknown' || differs.has(file) || !file.startsWith(folder + sep)) return undefined;
    return answerOf(folder, 'log', '-1', '--format=%H', '--', file)?.slice(0, 12) || undefined;
  };
  return (file) => {
    if (!known.has(file)) known.set(file, find(file));
    return known.get(file);
  };
}

/** The files that are not as they were committed last. */
function differing(folder: string): ReadonlySet<string> | 'unknown' {
  if (answerOf(folder, 'rev-parse', '--is-shallow-repository') !== 'false') return 'unknown';
  const { stdout } = git(folder, ['diff', '--name-only', '-z', '--relative', 'HEAD', '--']);
  return stdout ? new Set(partsOf(stdout).map((file) => absolute(folder, file))) : 'unknown';
}

/** The name that git knows the user by; undefined where it knows none. */
export function userName(folder: string): string | undefined {
  return answerOf(folder, 'config', 'user.name') || undefined;
}

/** How git merges a file: what its attributes say, or `unspecified`. Undefined outside a repository. */
export function mergeDriverOf(folder: string, file: string): string | undefined {
  return git(folder, ['check-attr', '-z', 'merge', '--', file]).stdout?.toString().split('\0')[2];
}

/** Whether everything that a commit holds is in the history of another one. */
export function isInHistory(folder: string, commit: string, of: string): boolean {
  return git(folder, ['merge-base', '--is-ancestor', commit, of]).stdout !== undefined;
}

/** The files of a commit by their paths from the root of the repository, with `/`, each with the name of its object. */
export function blobsAt(root: string, commit: string): ReadonlyMap<string, string> {
  const lines = partsOf(need(root, ['ls-tree', '-r', '-z', '--full-tree', commit]));
  return new Map(
    lines.flatMap((line) => {
      const tab = line.indexOf('\t');
      const [mode, type, object = ''] = line.slice(0, tab).split(' ');
      return type === 'blob' && mode !== link ? [[line.slice(tab + 1), object] as const] : [];
    }),
  );
}

const link = '120000';

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
  const log = answerOf(folder, 'log', ...options, `${from}..${to}`, '--', ...patterns);
  return (log ?? '').split('\n').flatMap((line) => {
    const [revision = '', date = '', ...subject] = line.split('\t');
    if (revision === '') return [];
    return [{ revision, date, subject: subject.join(' '), tags: tags.get(revision) ?? [] }];
  });
}

function tagsByCommit(folder: string): ReadonlyMap<string, readonly string[]> {
  const format = '--format=%(refname:short)%09%(objectname)%09%(*objectname)';
  const found = new Map<string, string[]>();
  for (const line of (answerOf(folder, 'for-each-ref', '--sort=v:refname', format, 'refs/tags') ?? '').split(
    '\n',
  )) {
    const [name = '', object = '', peeled = ''] = line.split('\t');
    const commit = peeled || object;
    if (name !== '') found.set(commit, [...(found.get(commit) ?? []), name]);
  }
  return found;
}
