import { basename, join, sep } from 'node:path';
import ignore from 'ignore';
import picomatch from 'picomatch';
import { globSync } from 'tinyglobby';
import { decode, displayPath, fileExistence, glob, readBytes, readText } from './files.ts';
import { absolute, changedFiles, contentsAt, filesAt, index, listedFiles, untrackedFiles } from './git.ts';

/** A project's files as they are in one state: checked out, staged, or in a commit. Paths are absolute. */
export interface Tree {
  /** The file's bytes, or undefined when there is no such file. */
  readBytes(file: string): Uint8Array | undefined;
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
  const exists = fileExistence();
  const listed = new Map<string, readonly string[]>();
  return {
    readBytes,
    readText,
    exists,
    list: (folder) => {
      const known = listed.get(folder) ?? projectFiles(folder);
      listed.set(folder, known);
      return known;
    },
    glob,
    differs: new Set(),
  };
}

/** What is staged: what the next commit of the repository that holds `root` will hold. */
export function stagedTree(root: string): Tree {
  return treeAt(root, index);
}

/** What a commit holds. */
export function treeAt(root: string, commit: string): Tree {
  const changed = contentsAt(root, commit, changedFiles(root, commit));
  // What git does not track is in no commit.
  const others = untrackedFiles(root).map((file) => [file, undefined] as const);
  return overlaid(
    workTree(),
    new Map([...changed, ...others].map(([file, bytes]) => [absolute(root, file), bytes])),
  );
}

/**
 * What a commit holds, read file by file: for a few files of a commit that may lie far back. `repository` is its root. Files
 * outside of it do not exist.
 */
export function storedTree(repository: string, commit: string): Tree {
  const held = new Map<string, Buffer | undefined>();
  let all: ReadonlySet<string> | undefined;
  const files = () => {
    all ??= new Set(filesAt(repository, commit));
    return all;
  };
  const load = (wanted: readonly string[]) => {
    const missing = wanted.filter((path) => !held.has(path));
    for (const [path, bytes] of contentsAt(repository, commit, missing)) held.set(path, bytes);
  };
  const pathOf = (file: string) => displayPath(file, repository);
  const readBytesOf = (file: string) => {
    const path = pathOf(file);
    if (path.startsWith('../')) return undefined;
    load([path]);
    return held.get(path);
  };
  const listBelow = (folder: string) =>
    [...files()].map((path) => absolute(repository, path)).filter((file) => file.startsWith(folder + sep));
  return {
    readBytes: readBytesOf,
    readText: (file) => {
      const bytes = readBytesOf(file);
      return bytes && decode(bytes);
    },
    exists: (file) => files().has(pathOf(file)),
    list: (folder) => listBelow(folder).sort(),
    glob: (patterns, folder) => {
      const matches = picomatch([...patterns], { dot: true });
      const found = [...files()].filter((path) => matches(displayPath(absolute(repository, path), folder)));
      // One call of git for all of them: whoever asks for names reads the files next.
      load(found);
      return found.map((path) => displayPath(absolute(repository, path), folder)).sort();
    },
    differs: new Set(),
  };
}

/** A tree in which some files are others, or are not there. */
function overlaid(below: Tree, files: ReadonlyMap<string, Uint8Array | undefined>): Tree {
  const bytesOf = (file: string) => (files.has(file) ? files.get(file) : below.readBytes(file));
  return {
    readBytes: bytesOf,
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
