import { resolve } from 'node:path';
import { type CacheFile, stampOf } from '../caches.ts';
import type { FileKnowledge, Knowledge } from '../read/code/inputs.ts';
import { findNamed, type Tree } from '../tree.ts';
import { type CacheKey, cacheFileOf, isSettled, mostRemembered } from './code-cache.ts';

const format = 1;

/** Files that decide which file a module is. */
const deciding = ['package.json', 'tsconfig.json', 'tsconfig.base.json', 'jsconfig.json'];

/**
 * Remembers what each file of a project is to the others: whether it holds calls that matter, and what it teaches. A run of
 * a few files, as a hook makes it after some were changed, so reads those and what they depend on, and not the project.
 */
export class ProjectMemory {
  readonly #key: CacheKey;
  readonly #file: CacheFile;
  readonly #tree: Tree;

  constructor(key: CacheKey, tree: Tree) {
    this.#key = key;
    this.#file = cacheFileOf('known', format, key);
    this.#tree = tree;
  }

  /** What is known of the files that have not changed; undefined where nothing is, or modules may be others. */
  recall(): Knowledge | undefined {
    try {
      const stored = JSON.parse(this.#file.read()?.toString() ?? 'null') as Stored | null;
      if (stored?.format !== format || stored.configuration !== this.#configuration()) return undefined;
      const same = stored.files.filter(
        ([file, stamp]) =>
          isSettled(stamp, stored.written) &&
          !this.#tree.differs.has(this.#path(file)) &&
          stampOf(this.#path(file)) === stamp,
      );
      return {
        names: new Set(stored.names),
        files: new Map(same.map(([file, , knowledge]) => [file, knowledge])),
      };
    } catch {
      // Whatever is wrong with it, it can be made again.
      return undefined;
    }
  }

  /** Remembers what a run that looked at the whole project, or at what has changed in it, found. */
  remember({ names, files }: Knowledge): void {
    const stored: Stored = {
      format,
      written: Date.now(),
      configuration: this.#configuration(),
      names: [...names],
      files: [...files].flatMap(([file, knowledge]) => {
        const stamp = stampOf(this.#path(file));
        return stamp === null ? [] : [[file, stamp, knowledge] as const];
      }),
    };
    this.#file.write(JSON.stringify(stored), mostRemembered);
  }

  #path(file: string): string {
    return resolve(this.#key.cwd, file);
  }

  #configuration(): string {
    const files = deciding.flatMap((name) => findNamed(this.#tree, name, this.#key.root));
    return JSON.stringify(files.map((file) => [file, stampOf(file)]));
  }
}

interface Stored {
  readonly format: number;
  /** When it was written, in milliseconds. */
  readonly written: number;
  readonly configuration: string;
  readonly names: readonly string[];
  readonly files: readonly (readonly [file: string, stamp: string, knowledge: FileKnowledge])[];
}
