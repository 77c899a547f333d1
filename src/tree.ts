import { basename, join, sep } from 'node:path';
import ignore from 'ignore';
import picomatch from 'picomatch';
import { globSync } from 'tinyglobby';
import {
  decode,
  displayPath,
  fileExistence,
  glob,
  type OpenFile,
  openFile,
  readBytes,
  readText,
} from './files.ts';
import { blobsAt } from './git/history.ts';
import { absolute, listedFiles, requireRepository } from './git/repository.ts';
import { contentsOf, type State, stagedObjects, stagedState, stateAt } from './git/state.ts';

/** A project's files as they are in one state: checked out, staged, or in a commit. Paths are absolute. */
export interface Tree {
  /** The file's bytes, or undefined when there is no such file. */
  readBytes(file: string): Uint8Array | undefined;
  /** The file, to be read piece by piece. Throws {@link InputError} when it cannot be read. */
  open(file: string, start?: number, end?: number): OpenFile;
  /** The file's text without a byte order mark, or undefined when there is no such file. */
  readText(file: string): string | undefined;
  /** Whether there is a file of this name. */
  exists(file: string): boolean;
  /** All files below a folder that git would not ignore, sorted. */
  list(folder: string): readonly string[];
  /** The files of a pattern, relative to `folder`, sorted; also those that git ignores. */
  glob(patterns: readonly string[], folder: string): readonly string[];
  /** The files in which it differs from what is checked out. */
  readonly differs: ReadonlySet<string>;
  /** The name of the object that holds a file, where the tree is one of git's; undefined for what it does not hold. */
  objectOf?(file: string): string | undefined;
  /** What the next commit does, in what is staged: the files that it adds or changes, and those that it takes away. */
  readonly commit?: { readonly changed: readonly string[]; readonly deleted: readonly string[] };
}

/** Never scanned, whatever the globs say: other people's code, what a build wrote, declarations. */
const neverScanned = [
  '**/node_modules/**',
  '**/{dist,build,out,coverage,.next,.nuxt,.output,.svelte-kit,.git}/**',
  '**/*.d.{ts,mts,cts}',
  '**/*.min.{js,mjs,cjs,html}',
  // What package managers install of themselves.
  '**/.yarn/**',
  '**/.pnp.*',
];

/** What is checked out. */
export function workTree(): Tree {
  return treeOf(projectFiles);
}

/** What is checked out of the files that are listed for a folder, by absolute path and sorted. */
function treeOf(files: (folder: string) => readonly string[]): Tree {
  const exists = fileExistence();
  const listed = new Map<string, readonly string[]>();
  return {
    readBytes,
    open: openFile,
    readText,
    exists,
    list: (folder) => {
      const known = listed.get(folder) ?? files(folder);
      listed.set(folder, known);
      return known;
    },
    glob,
    differs: new Set(),
  };
}

/**
 * What is staged: what the next commit of the repository that holds `root` will hold. Throws an input error outside a
 * repository, and where that cannot be told.
 */
export function stagedTree(root: string): Tree {
  const { staged, deleted, others } = stagedState(root, requireRepository(root, '--staged'));
  const named = (files: readonly string[]) => files.map((file) => absolute(root, file));
  // Most commits can be judged without all that is in the index.
  let objects: Map<string, string> | undefined;
  const all = () => {
    objects ??= new Map(stagedObjects(root).map(([file, object]) => [absolute(root, file), object]));
    return objects;
  };
  const tracked = treeOf((folder) =>
    [...all().keys()].filter((file) => file.startsWith(folder + sep)).sort(),
  );
  return {
    ...overlaid(tracked, root, others),
    objectOf: (file) => all().get(file),
    commit: { changed: named(staged), deleted: named(deleted) },
  };
}

/** What a commit holds. */
export function treeAt(root: string, commit: string): Tree {
  return overlaid(workTree(), root, stateAt(root, commit).others);
}

/**
 * What a commit holds, read file by file: for a few files of a commit that may lie far back. `repository` is its root. Files
 * outside of it do not exist.
 */
export function storedTree(repository: string, commit: string): Tree {
  const held = new Map<string, Uint8Array | undefined>();
  let all: ReadonlyMap<string, string> | undefined;
  const files = () => {
    all ??= blobsAt(repository, commit);
    return all;
  };
  const load = (wanted: readonly string[]) => {
    const missing = wanted.filter((path) => !held.has(path));
    const objects = new Map(missing.map((path) => [path, files().get(path)]));
    for (const [path, bytes] of contentsOf(repository, objects)) held.set(path, bytes);
  };
  const pathOf = (file: string) => displayPath(file, repository);
  const readBytesOf = (file: string) => {
    const path = pathOf(file);
    if (path.startsWith('../')) return undefined;
    load([path]);
    return held.get(path);
  };
  const listBelow = (folder: string) =>
    [...files().keys()]
      .map((path) => absolute(repository, path))
      .filter((file) => file.startsWith(folder + sep));
  return {
    readBytes: readBytesOf,
    open: (file, start, end) => openBytes(readBytesOf(file) ?? new Uint8Array(), start, end),
    readText: (file) => {
      const bytes = readBytesOf(file);
      return bytes && decode(bytes);
    },
    exists: (file) => files().has(pathOf(file)),
    list: (folder) => listBelow(folder).sort(),
    glob: (patterns, folder) => {
      const matches = picomatch([...patterns], { dot: true });
      const found = [...files().keys()].filter((path) =>
        matches(displayPath(absolute(repository, path), folder)),
      );
      // One call of git for all of them: whoever asks for names reads the files next.
      load(found);
      return found.map((path) => displayPath(absolute(repository, path), folder)).sort();
    },
    differs: new Set(),
  };
}

/** A tree in which some files are others, or are not there. */
function overlaid(below: Tree, root: string, others: State['others']): Tree {
  const files = new Map([...others].map(([file, bytes]) => [absolute(root, file), bytes]));
  const bytesOf = (file: string) => (files.has(file) ? files.get(file) : below.readBytes(file));
  return {
    readBytes: bytesOf,
    open: (file, start, end) => {
      const bytes = files.get(file);
      return bytes ? openBytes(bytes, start, end) : below.open(file, start, end);
    },
    readText: (file) => {
      const bytes = bytesOf(file);
      return bytes && decode(bytes);
    },
    exists: (file) => (files.has(file) ? files.get(file) !== undefined : below.exists(file)),
    list: (folder) => {
      const here = [...files].filter(([file]) => file.startsWith(folder + sep));
      const kept = below.list(folder).filter((file) => !files.has(file));
      return [...kept, ...here.flatMap(([file, bytes]) => (bytes ? [file] : []))].sort();
    },
    glob: (patterns, folder) => {
      const matches = picomatch([...patterns], { dot: true });
      const here = [...files].flatMap(([file, bytes]) => (bytes ? [displayPath(file, folder)] : []));
      const kept = below.glob(patterns, folder).filter((file) => !files.has(join(folder, file)));
      return [...kept, ...here.filter((file) => matches(file))].sort();
    },
    differs: new Set(files.keys()),
  };
}

function openBytes(bytes: Uint8Array, start = 0, end = bytes.length): OpenFile {
  let at = start;
  return {
    read(into) {
      const part = bytes.subarray(at, Math.min(end, at + into.length));
      into.set(part);
      at += part.length;
      return part.length;
    },
    close: () => {},
  };
}

/** The files below a folder that match the globs, sorted; without what git ignores. Globs are relative to `root`. */
export function findFiles(
  tree: Tree,
  folder: string,
  root: string,
  globs: { readonly include: readonly string[]; readonly exclude: readonly string[] },
): string[] {
  const matches = fileMatcher(globs);
  return tree.list(folder).filter((file) => matches(displayPath(file, root)) && tree.exists(file));
}

/** A predicate over paths with `/`, relative to a project's root: whether its globs choose them. */
export function fileMatcher(globs: {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}): (path: string) => boolean {
  const included = picomatch([...globs.include], { dot: true });
  const excluded = picomatch([...neverScanned, ...globs.exclude], { dot: true });
  return (path) => included(path) && !excluded(path);
}

/** The files of a name below a folder, without what git ignores and other people's packages. */
export function findNamed(tree: Tree, name: string, folder: string): string[] {
  const excluded = picomatch(neverScanned, { dot: true });
  return tree
    .list(folder)
    .filter((file) => basename(file) === name && !excluded(displayPath(file, folder)) && tree.exists(file));
}

/** All paths below a folder that git would not ignore. Git lists what it tracks, also when it was deleted, and submodules. */
function projectFiles(folder: string): string[] {
  return (listedFiles(folder) ?? walkedFiles(folder)).map((file) => absolute(folder, file)).sort();
}

/** The same without git: a walk that honours the folder's own `.gitignore`. */
function walkedFiles(folder: string): string[] {
  const rules = ignore().add(readText(join(folder, '.gitignore')) ?? '');
  const files = globSync(['**/*'], { cwd: folder, dot: true, ignore: ['**/node_modules/**', '**/.git/**'] });
  return files.filter((file) => !rules.ignores(file));
}
