import { basename, dirname, join, resolve } from 'node:path';
import { displayPath, kindOf, readText } from '../files.ts';
import { isInHistory } from '../git/history.ts';
import { commitOf, forkPoint, repositoryRoot, requireCommit } from '../git/repository.ts';
import type { Base } from '../model/change.ts';
import type { RegistryState } from '../model/change-rule.ts';
import type { ReadingProblem } from '../model/finding.ts';
import { InputError } from '../model/input-error.ts';
import { readLock } from '../read/lock.ts';
import { readRegistry } from '../read/registry.ts';
import { storedTree, type Tree, workTree } from '../tree.ts';
import { lockName, type Place, registryName } from './find-project.ts';
import { type Project, registryHost } from './project.ts';

/** A registry that another one is held against. */
export interface Against {
  readonly base: Base;
  readonly state: RegistryState;
}

/** The state of the project's registry as it is. Throws {@link InputError} where what it declares is not clear. */
export function presentState({ registry, lock, unclear }: Project): RegistryState {
  requireClear(unclear);
  return { registry, lock };
}

function requireClear([first, ...others]: readonly ReadingProblem[]): void {
  if (!first) return;
  const more =
    others.length > 0 ? ` ${others.length} more stand behind it; \`eventlint check\` lists them.` : '';
  throw new InputError(first.message, {
    place: first.place,
    help: `What it declares cannot be compared until this is mended.${first.help ? ` ${first.help}` : ''}${more}`,
  });
}

/**
 * What `--against` names: a file, a folder, a lock, or a commit in one of git's forms: `main`, `main...` (where the branch went
 * apart from it), `v1.2.0:old/registry.yaml`. Throws {@link InputError} where it names nothing that can be compared.
 */
export function stateAgainst(name: string, place: Place, warn: (line: string) => void): Against {
  const path = resolve(place.cwd, name);
  const isPath = name !== '' && kindOf(path) !== 'missing';
  const isWrittenAsPath = /^\.{0,2}[/\\]|^\.{1,2}$/.test(name);
  if (isPath && !isWrittenAsPath && commitOf(place.root, name) !== undefined)
    throw new InputError(`\`${name}\` is a path and a commit.`, {
      help: `Write ./${name} for the path, or refs/heads/${name} or refs/tags/${name} for the commit.`,
    });
  if (isPath) return stateOfPath(name, path, place);
  if (isWrittenAsPath)
    throw new InputError(`There is no file or folder ${name}.`, { help: 'Check the path.' });
  return stateOfCommit(name, place, warn);
}

function stateOfPath(name: string, path: string, { cwd, registryFile }: Place): Against {
  if (path.endsWith('.lock')) {
    const lock = readLock(displayPath(path, cwd), readText(path));
    const registry = { files: [], events: new Map(), uses: [], eventsAt: [], accepted: [] };
    return { base: { name, kind: 'lock' }, state: { registry, lock } };
  }
  const names = [basename(registryFile ?? registryName), registryName];
  const file =
    kindOf(path) === 'folder'
      ? names.map((each) => join(path, each)).find((each) => kindOf(each) === 'file')
      : path;
  if (file === undefined)
    throw new InputError(`${name} holds no ${registryName}.`, { help: 'Name the registry’s file itself.' });
  return { base: { name, kind: 'file' }, state: readState(file, workTree(), cwd, name) };
}

function stateOfCommit(name: string, place: Place, warn: (line: string) => void): Against {
  const { root, cwd, registryFile } = place;
  const repository = repositoryRoot(root);
  if (repository === undefined)
    throw new InputError(`There is no file or folder \`${name}\`, and ${root} stands in no git repository.`, {
      help: 'Name a file or folder, or run it in a checkout whose history holds the commit.',
    });
  const [, ref = name, path] = /^([^:]+):(.+)$/.exec(name) ?? [];
  const file =
    path === undefined ? (registryFile as string) : resolve(/^\.{1,2}\//.test(path) ? cwd : repository, path);
  const isFork = ref.endsWith('...');
  const revision = isFork ? forkPoint(root, ref.slice(0, -3)) : requireCommit(root, ref);
  if (!isFork && !isInHistory(root, revision, 'HEAD'))
    warn(
      `\`${ref}\` holds commits that are not in what is checked out: what they changed shows the other way around. \`--against ${ref}...\` compares with where this branch went apart.`,
    );
  const tree = storedTree(repository, revision);
  return { base: { name, kind: 'commit', revision }, state: readState(file, tree, cwd, ref) };
}

/**
 * Reads a registry and the lock beside it from a tree. `name` says which state of them, for messages. Throws {@link InputError}
 * where there is none, or what it declares is not clear.
 */
export function readState(file: string, tree: Tree, cwd: string, name: string): RegistryState {
  const shown = displayPath(file, cwd);
  if (tree.readText(file) === undefined)
    throw new InputError(`There is no ${shown} in \`${name}\`.`, {
      help: 'Name a commit that has the registry, or the file as it was called there: <commit>:<path>.',
    });
  try {
    const { registry, unclear } = readRegistry(shown, registryHost(tree, cwd));
    requireClear(unclear);
    const lockFile = join(dirname(file), lockName);
    return { registry, lock: readLock(displayPath(lockFile, cwd), tree.readText(lockFile)) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(`As it is in \`${name}\`: ${error.message}`, {
      place: error.place,
      help: `${error.help ?? 'It cannot be read.'} Or name a state that can be read.`,
    });
  }
}
