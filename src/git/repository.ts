import { resolve, sep } from 'node:path';
import { InputError } from '../model/input-error.ts';
import { answerOf, askAhead, git, gitFault, need, prefixIn } from './run.ts';

/** The files below a folder that are in the index. Paths are absolute. */
export interface IndexContent {
  /** Each with the name of the object that it is to be checked out as; without one for links, and for what git was told to leave alone. */
  readonly objects: ReadonlyMap<string, string | undefined>;
  /** The objects of those that are links: each holds what the link points to. */
  readonly links: ReadonlyMap<string, string>;
  /** The objects of those that git was told not to check out, as a sparse checkout does. */
  readonly leftOut: ReadonlyMap<string, string>;
}

/** What is in the index below a folder. */
export function indexContent(folder: string): IndexContent {
  const answer = need(folder, indexArguments).toString();
  const objects = new Map<string, string | undefined>();
  const links = new Map<string, string>();
  const leftOut = new Map<string, string>();
  for (let at = 0, end = answer.indexOf('\0'); end >= 0; at = end + 1, end = answer.indexOf('\0', at)) {
    if (answer.startsWith(submodule, at + 2)) continue;
    const tab = answer.indexOf('\t', at);
    const path = absolute(folder, answer.slice(tab + 1, end));
    const entry = answer.slice(at + 9, tab - 2);
    const object = answer.startsWith(' 100', at + 1) ? entry : undefined;
    const kind = answer[at];
    if (kind === 'H' && answer.startsWith(link, at + 2)) links.set(path, entry);
    objects.set(path, kind === 'H' ? object : undefined);
    if (object !== undefined && (kind === 'S' || kind === 's')) leftOut.set(path, object);
  }
  return { objects, links, leftOut };
}

const indexArguments = ['ls-files', '-z', '--stage', '-v'];
const submodule = '160000';
const link = '120000';

/** The root of the repository that holds a folder; undefined outside one. */
export function repositoryRoot(folder: string): string | undefined {
  // `--show-toplevel` resolves symbolic links, which the paths that are compared with it do not.
  const up = answerOf(folder, 'rev-parse', '--show-cdup');
  return up === undefined ? undefined : resolve(folder, up);
}

/**
 * The path from the top of its repository to a folder, with a `/` at the end, or an empty text. Throws {@link InputError} for a
 * folder outside a repository, and for a repository that git does not want to read; `option` is what needs one.
 */
export function requireRepository(folder: string, option: string): string {
  const known = prefixIn(folder);
  if (known !== undefined) return known;
  const { stdout, complaint } = git(folder, ['rev-parse', '--show-prefix']);
  if (stdout !== undefined) return stdout.toString().replace(/\n$/, '');
  if (!/not a git repository/i.test(complaint)) throw gitFault(complaint);
  throw new InputError(`${option} needs a git repository, and ${folder} stands in none.`, {
    help: `Run it in a checkout, or leave ${option} out.`,
  });
}

/** What SARIF says of the repository: its address without credentials, the commit and the branch. Undefined outside one. */
export function repositoryOf(folder: string): { uri: string; revision: string; branch?: string } | undefined {
  const remote = answerOf(folder, 'remote', 'get-url', 'origin');
  const revision = answerOf(folder, 'rev-parse', 'HEAD');
  const uri = remote && webAddress(remote);
  if (!uri || !revision) return undefined;
  const branch = answerOf(folder, 'symbolic-ref', '--short', 'HEAD');
  return branch ? { uri, revision, branch } : { uri, revision };
}

/** `git@host:owner/name.git`, `ssh://git@host:22/owner/name` and `https://token@host/owner/name.git` → `https://host/owner/name`. */
function webAddress(remote: string): string | undefined {
  const scp = /^[\w.-]+@([\w.-]+):(.+)$/.exec(remote);
  const address = scp ? `https://${scp[1]}/${scp[2]}` : remote;
  if (!URL.canParse(address)) return undefined;
  const { protocol, host, hostname, pathname } = new URL(address);
  const isSsh = protocol === 'ssh:';
  if (!isSsh && protocol !== 'https:' && protocol !== 'http:') return undefined;
  // The port of SSH is not that of the pages.
  return `https://${isSsh ? hostname : host}${pathname.replace(/\.git$/, '')}`;
}

/** The commit that a name stands for; undefined where there is none. */
export function commitOf(folder: string, name: string): string | undefined {
  return name.startsWith('-') ? undefined : answerOf(folder, ...commitArguments(name));
}

function commitArguments(name: string): string[] {
  return ['rev-parse', '--verify', '--quiet', `${name}^{commit}`];
}

/** Has git say what is in the index below a folder, and which commit is checked out, while something else is done. */
export function askForIndexAhead(folder: string): void {
  askAhead(folder, indexArguments);
  askAhead(folder, commitArguments('HEAD'));
}

/**
 * The commit from which a name and what is checked out have gone apart: what a branch changed is what changed since then.
 * Throws {@link InputError} for a name that stands for no commit, or for one that has nothing in common with what is here.
 */
export function forkPoint(folder: string, name: string): string {
  if (name === '')
    throw new InputError('--since names no commit.', {
      help: 'Name a branch, tag or commit; a variable of the CI may be empty in this kind of run.',
    });
  const commit = requireCommit(folder, name);
  const base = answerOf(folder, 'merge-base', commit, 'HEAD');
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
  return answerOf(folder, 'rev-parse', '--is-shallow-repository') === 'true';
}

/** A path that git gave, relative to a folder, as an absolute one. */
export function absolute(folder: string, path: string): string {
  return `${folder}${sep}${sep === '/' ? path : path.split('/').join(sep)}`;
}
