import { basename, dirname, join, sep } from 'node:path';
import ignore from 'ignore';
import picomatch from 'picomatch';
import { globSync } from 'tinyglobby';
import { decode, displayPath, fileExistence, glob, isLink, readBytes, readText, realPath } from './files.ts';
import { blobsAt } from './git/history.ts';
import { askForWholeListing, filesListed, type ListedFile, listing, wholeListing } from './git/listing.ts';
import { absolute } from './git/repository.ts';
import { contentsOf, type IndexedFile, type Others, othersThanIn } from './git/state.ts';
import { chosenBy, type GlobMeaning, type Globs, meaningOf, neverScanned } from './globs.ts';
import { type OpenFile, openFile } from './open-file.ts';

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
  readonly differs: Pick<ReadonlySet<string>, 'has' | 'size'> & Iterable<string>;
  /**
   * The name of the object in git that holds what the file is here; undefined where there is none, or none is known. A file that is
   * only intended to be added may count as an empty one.
   */
  objectOf?(file: string): string | undefined;
  /** What git said of the files below a folder that were listed; undefined where it was not asked, or of another state. */
  listing?(folder: string): Buffer | undefined;
  /** Has git begin to look for the objects of the files below a folder, before they are asked for. `answersAhead` waits for it. */
  askForObjects?(folder: string): void;
  /** A file's path without links in it; undefined where there surely are none. */
  leadsTo?(file: string): string | undefined;
  /** Whether git was told not to check the file out, so that it belongs to the project and is not there. */
  isLeftOut?(file: string): boolean;
  /** What the next commit does, in what is staged: the files that it adds or changes, and those that it takes away. */
  readonly commit?: {
    readonly changed: readonly string[];
    readonly deleted: readonly string[];
    /** The same as git tells it. */
    readonly staged: readonly IndexedFile[];
  };
}

/** What is checked out. */
export function workTree(): Tree {
  const isFound = fileExistence();
  const lists = new Map<string, readonly string[]>();
  const sayings = new Map<string, Buffer | undefined>();
  const listed = new Map<string, ListedFile>();
  /** The folders of which git has told the names alone. */
  const named = new Set<string>();
  const tellAll = () => {
    for (const folder of named) {
      const said = wholeListing(folder);
      const files = said ? inFolder(folder, filesListed({ said, isWhole: true })) : [];
      for (const each of files) listed.set(each.file, each);
      // Where files have come or gone since their names were told, it is not what was said of those that were read.
      const isSame = sortedNames(files).join('\0') === lists.get(folder)?.join('\0');
      sayings.set(folder, isSame ? said : undefined);
    }
    named.clear();
  };
  const realFolders = new Map<string, string>();
  const realFolder = (folder: string) => {
    const known = realFolders.get(folder) ?? realPath(folder);
    realFolders.set(folder, known);
    return known;
  };
  return {
    readBytes,
    open: openFile,
    readText,
    exists: (file) => listed.get(file)?.isThere === true || isFound(file),
    list: (folder) => {
      const known = lists.get(folder);
      if (known) return known;
      const found = listing(folder);
      const files = inFolder(folder, found ? filesListed(found) : walkedFiles(folder));
      sayings.set(folder, found?.said);
      if (found && !found.isWhole) named.add(folder);
      for (const each of files) listed.set(each.file, each);
      const sorted = sortedNames(files);
      lists.set(folder, sorted);
      return sorted;
    },
    glob,
    differs: new Set(),
    objectOf: (file) => {
      tellAll();
      return listed.get(file)?.object;
    },
    listing: (folder) => {
      tellAll();
      return sayings.get(folder);
    },
    askForObjects: askForWholeListing,
    leadsTo: (file) => {
      if (listed.get(file)?.mayBeLink === false) return undefined;
      return isLink(file) ? realPath(file) : join(realFolder(dirname(file)), basename(file));
    },
    isLeftOut: (file) => listed.get(file)?.isLeftOut === true && !isFound(file),
  };
}

function inFolder(folder: string, files: readonly ListedFile[]): ListedFile[] {
  return files.map((each) => ({ ...each, file: absolute(folder, each.file) }));
}

function sortedNames(files: readonly ListedFile[]): string[] {
  return files.map(({ file }) => file).sort();
}

/** What a commit holds. */
export function treeAt(root: string, commit: string): Tree {
  return overlaid(workTree(), root, othersThanIn(root, commit));
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
export function overlaid(below: Tree, root: string, others: Others): Tree {
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
    leadsTo: (file) => (files.has(file) ? undefined : below.leadsTo?.(file)),
  };
}

function openBytes(bytes: Uint8Array, start = 0, end = bytes.length): OpenFile {
  let at = start;
  return {
    again: () => openBytes(bytes, start, end),
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
export function findFiles(tree: Tree, folder: string, root: string, globs: Globs): string[] {
  const matches = fileMatcher(globs);
  const found = tree.list(folder).filter((file) => matches(displayPath(file, root)) && tree.exists(file));
  return withoutTwins(tree, folder, found);
}

/** Files without the links that lead to another of them, or where one before does: what a file sends is sent once. */
function withoutTwins(tree: Tree, folder: string, files: string[]): string[] {
  const targets = files.map((file) => tree.leadsTo?.(file));
  if (targets.every((target) => target === undefined)) return files;
  const all = new Set(files);
  const real = realPath(folder);
  return files.filter((file, at) => {
    const target = targets[at];
    const twin = target === undefined ? file : absolute(folder, displayPath(target, real));
    if (twin !== file && all.has(twin)) return false;
    all.add(twin);
    return true;
  });
}

/** A predicate over paths: whether globs choose them. */
export function fileMatcher({ include, exclude }: Globs): (path: string) => boolean {
  return chosenBy(globMeaning(include), globMeaning(exclude));
}

/** What globs mean. */
export function globMeaning(globs: readonly string[]): GlobMeaning {
  const options = { dot: true, windows: sep === '\\' };
  return meaningOf(globs, (glob) => picomatch.makeRe(glob, options).source);
}

/** The files of a name below a folder, without what git ignores and other people's packages. */
export function findNamed(tree: Tree, name: string, folder: string): string[] {
  const ending = `${sep}${name}`;
  return tree
    .list(folder)
    .filter(
      (file) => file.endsWith(ending) && !neverScanned.test(displayPath(file, folder)) && tree.exists(file),
    );
}

/** All files below a folder that git would not ignore, told without it: a walk that honours the folder's own `.gitignore`. */
function walkedFiles(folder: string): ListedFile[] {
  const rules = ignore().add(readText(join(folder, '.gitignore')) ?? '');
  const files = globSync(['**/*'], { cwd: folder, dot: true, ignore: ['**/node_modules/**', '**/.git/**'] });
  return files
    .filter((file) => !rules.ignores(file))
    .map((file) => ({ file, object: undefined, isThere: true, mayBeLink: true, isLeftOut: false }));
}
