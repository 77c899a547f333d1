import { sep } from 'node:path';
import { absolute } from './repository.ts';
import { answerOf, git, partsOf } from './run.ts';

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
