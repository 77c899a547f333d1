import { join, sep } from 'node:path';
import picomatch from 'picomatch';
import { decode, displayPath, linkTarget, readBytes } from './files.ts';
import { isIgnored } from './git/ignored.ts';
import { holds, isEmpty } from './git/object.ts';
import { absolute, type IndexContent, indexContent, requireRepository } from './git/repository.ts';
import { contentsOf, type IndexedFile, notYetAdded, othersThanStaged, stagedFiles } from './git/state.ts';
import { InputError } from './model/input-error.ts';
import { overlaid, type Tree, workTree } from './tree.ts';

/**
 * What is staged: what the next commit of the repository that holds `root` will hold. Throws an input error outside a
 * repository, and where that cannot be told.
 *
 * Git looks at every file and folder to say what is checked out otherwise. Most commits can be judged without: a file whose
 * bytes are those of its object in the index is checked out as it is staged, as is a link that points to where it does there,
 * and of one that neither is there nor in the index nothing more is to be known.
 */
export function stagedTree(root: string): Tree {
  const prefix = requireRepository(root, '--staged');
  const staged = mergedFiles(root);
  const named = (files: readonly IndexedFile[]) => files.map(({ path }) => absolute(root, path));
  const index = new Index(root);
  const lists = new Map<string, readonly string[]>();
  const list = (folder: string) => {
    const files = lists.get(folder) ?? index.files.filter((file) => file.startsWith(folder + sep)).sort();
    lists.set(folder, files);
    return files;
  };
  // What is in the index counts as checked out, unless git says otherwise.
  const below: Tree = { ...workTree(), list };
  let all: Tree | undefined;
  const byGit = () => {
    all ??= overlaid(below, root, othersThanStaged(root, prefix));
    return all;
  };
  const isOutside = (file: string) => !file.startsWith(root + sep);
  const isPackage = ignoredPackages(root);
  const asStaged = new Set<string>();
  /** A file's bytes where it is surely checked out as it is staged. */
  const sureBytes = (file: string): Uint8Array | undefined => {
    const object = index.objectOf(file);
    const bytes = object === undefined ? undefined : readable(file);
    if (!bytes || (!asStaged.has(file) && !holds(object as string, bytes))) return undefined;
    asStaged.add(file);
    return bytes;
  };
  /** What tells of a file that is no plain one: what is checked out, for a link that surely is. */
  const linked = (file: string): Tree => (index.holdsLink(file) ? below : byGit());
  const bytesOf = (file: string): Uint8Array | undefined => {
    if (isOutside(file) || (!index.has(file) && (!below.exists(file) || isPackage(file))))
      return below.readBytes(file);
    return sureBytes(file) ?? linked(file).readBytes(file);
  };
  const exists = (file: string): boolean => {
    if (isOutside(file)) return below.exists(file);
    if (index.has(file)) return index.objectOf(file) !== undefined || linked(file).exists(file);
    return below.exists(file) && (isPackage(file) || byGit().exists(file));
  };
  return {
    readBytes: bytesOf,
    open: (file, start, end) => byGit().open(file, start, end),
    readText: (file) => {
      // What decides, as a registry's files, is read where it is left out, too; code is not, as there may be any amount of it.
      const bytes = bytesOf(file) ?? index.bytesLeftOut(file);
      return bytes && decode(bytes);
    },
    exists,
    list,
    glob: (patterns, folder) => {
      const matches = picomatch([...patterns], { dot: true });
      const here = below.glob(patterns, folder);
      const gone = index.files.flatMap((file) => {
        const path = displayPath(file, folder);
        return matches(path) && !below.exists(file) ? [path] : [];
      });
      const isMeant = (file: string) => exists(file) || index.leavesOut(file);
      return [...here, ...gone].filter((file) => isMeant(join(folder, file))).sort();
    },
    differs: {
      has: (file) => !isOutside(file) && !sureBytes(file) && linked(file).differs.has(file),
      get size() {
        return byGit().differs.size;
      },
      [Symbol.iterator]: () => byGit().differs[Symbol.iterator](),
    },
    leadsTo: (file) => (index.holdsLink(file) ? below.leadsTo?.(file) : undefined),
    // Whoever compares states of files need not ask git which of the empty ones will not be there: nothing stands in either.
    objectOf: (file) => index.entryOf(file),
    commit: {
      changed: named(staged.filter(({ isGone }) => !isGone)),
      deleted: named(staged.filter(({ isGone }) => isGone)),
      staged,
    },
  };
}

/** What is staged. Throws {@link InputError} for files that are not merged yet: nobody knows what will be committed. */
function mergedFiles(root: string): readonly IndexedFile[] {
  const staged = stagedFiles(root);
  const open = staged.find(({ isUnmerged }) => isUnmerged);
  if (open)
    throw new InputError(`${open.path} is not merged yet.`, {
      help: 'Resolve its conflict and `git add` it; then it can be said what the next commit holds.',
    });
  return staged;
}

/** The bytes of a file that can be read: a folder may stand in its place. */
function readable(file: string): Uint8Array | undefined {
  try {
    return readBytes(file);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** The files below a folder that are in the index, looked for when the first is asked for. */
class Index {
  readonly #root: string;
  #known: IndexContent | undefined;
  #notYetAdded: ReadonlySet<string> | undefined;

  constructor(root: string) {
    this.#root = root;
  }

  get #content(): IndexContent {
    this.#known ??= indexContent(this.#root);
    return this.#known;
  }

  /** By absolute path. */
  get files(): string[] {
    return [...this.#content.objects.keys()];
  }

  has(file: string): boolean {
    return this.#content.objects.has(file);
  }

  /** Whether a file is a link that points to where it does in what is checked out. */
  holdsLink(file: string): boolean {
    const object = this.#content.links.get(file);
    const target = object === undefined ? undefined : linkTarget(file);
    return object !== undefined && target !== undefined && holds(object, target);
  }

  /** Whether git was told not to check a file out, as a sparse checkout does. */
  leavesOut(file: string): boolean {
    return this.#content.leftOut.has(file);
  }

  /** The bytes of such a file; undefined for any other. */
  bytesLeftOut(file: string): Uint8Array | undefined {
    const object = this.#content.leftOut.get(file);
    return object === undefined ? undefined : contentsOf(this.#root, new Map([[file, object]])).get(file);
  }

  /** The name of the object that the index has for a file: that of an empty file for what is only intended to be added. */
  entryOf(file: string): string | undefined {
    return this.#content.objects.get(file);
  }

  /** The name of the object that will be committed; undefined where there is none, or where only git can tell. */
  objectOf(file: string): string | undefined {
    const object = this.entryOf(file);
    // What is only intended to be added stands there as an empty file.
    if (object === undefined || !isEmpty(object)) return object;
    this.#notYetAdded ??= this.#intended(object);
    return this.#notYetAdded.has(displayPath(file, this.#root)) ? undefined : object;
  }

  #intended(empty: string): ReadonlySet<string> {
    const files = [...this.#content.objects].flatMap(([file, object]) =>
      object === empty ? [displayPath(file, this.#root)] : [],
    );
    return new Set(notYetAdded(this.#root, files.length > mostNamed ? ['.'] : files));
  }
}

/** So many files are named to git at most: a command line has an end. */
const mostNamed = 100;

/** Tells files that package managers install and git ignores, folder by folder. */
function ignoredPackages(root: string): (file: string) => boolean {
  const known = new Map<string, boolean>();
  return (file) => {
    const at = `${file.slice(root.length)}${sep}`.indexOf(`${sep}node_modules${sep}`);
    if (at < 0) return false;
    const folder = file.slice(0, root.length + at + `${sep}node_modules`.length);
    let answer = known.get(folder);
    if (answer === undefined) {
      answer = isIgnored(root, displayPath(folder, root));
      known.set(folder, answer);
    }
    return answer;
  };
}
