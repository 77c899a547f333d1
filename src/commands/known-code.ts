import { CacheFile } from '../caches.ts';
import { nameOf } from '../memory-name.ts';
import type { Dependencies } from '../read/code/project/dependencies.ts';
import { type Teaching, teachersBy } from '../read/code/project/teaching.ts';
import type { CacheKey } from './code-cache.ts';
import type { Version, Versions } from './versions.ts';

const format = 6;

/** So many projects are remembered. */
const mostRemembered = 50;

/** The names that a file teaches; 0 for one that teaches nothing. */
type Teaches = readonly string[] | 0;

/** What is remembered of a project's code besides what was found in it. */
interface Stored {
  readonly format: number;
  /** Every file of code, as it was looked at. */
  readonly files: readonly (readonly [file: string, version: Version | null, teaches: Teaches])[];
  /** What else was read, as settings of the compiler and declarations of packages. */
  readonly others: readonly (readonly [file: string, version: Version | null])[];
  readonly names: readonly string[];
  /** The files that provide values for contexts, with the names of these. */
  readonly providers: readonly (readonly [file: string, contexts: readonly string[]])[];
  /** The files that hand something over, each with those to which it does. */
  readonly handing: readonly (readonly [giver: string, takers: readonly string[]])[];
  readonly mentionsApi: boolean;
}

/** What is remembered of what the files of a project tell one another. */
export type Taught = Pick<Teaching, 'names' | 'teachers' | 'handing' | 'providers' | 'mentionsApi'>;

/** What was remembered, held against the files as they are now. */
export interface KnownCode {
  /** The files of the project that are new or have changed. */
  readonly changed: ReadonlySet<string>;
  /** Those of them that are new. */
  readonly added: ReadonlySet<string>;
  /** The files without which others are not understood, as {@link Teaching} has them. */
  readonly teachers: ReadonlyMap<string, readonly string[]>;
  /** The files that hand something to others, as {@link Teaching} has them. */
  readonly handing: ReadonlyMap<string, ReadonlySet<string>>;
  /** The files that provide values for contexts, as {@link Teaching} has them. */
  readonly providers: ReadonlyMap<string, ReadonlySet<string>>;
  /** Names under which something that sends can be called. */
  readonly names: ReadonlySet<string>;
  readonly mentionsApi: boolean;
}

/**
 * Remembers which files of a project teach the others by which names something that sends can be called, so that a run of
 * some files needs to read only those, what has changed, and what they import. Paths are absolute.
 */
export class CodeMemory {
  readonly #file: CacheFile;
  readonly #versions: Versions;
  #stored: Stored | undefined;

  constructor(key: CacheKey, versions: Versions) {
    this.#file = new CacheFile(`names-${nameOf(key, format)}.json`);
    this.#versions = versions;
  }

  /** Whether anything may be recalled. */
  isKept(): boolean {
    return this.#file.isThere();
  }

  /**
   * What is known of a project; undefined where that is nothing, or no longer true. `files` are its files, or more, of which
   * `isOurs` tells those that count.
   */
  recall(files: Iterable<string>, isOurs: (file: string) => boolean): KnownCode | undefined {
    this.#stored = this.#read();
    if (!this.#stored) return undefined;
    const { files: known, others, names, providers, handing, mentionsApi } = this.#stored;
    if (others.some(([file, version]) => !this.#versions.isSame(file, version))) return undefined;
    const versions = new Map(known.map(([file, version]) => [file, version]));
    const changed = new Set<string>();
    for (const file of files)
      if (!this.#versions.isSame(file, versions.get(file) ?? null) && isOurs(file)) changed.add(file);
    return {
      changed,
      added: new Set([...changed].filter((file) => !versions.has(file))),
      teachers: new Map(
        known.flatMap(([file, , teaches]) => (teaches === 0 ? [] : [[file, teaches] as const])),
      ),
      handing: new Map(handing.map(([file, takers]) => [file, new Set(takers)])),
      providers: new Map(providers.map(([file, contexts]) => [file, new Set(contexts)])),
      names: new Set(names),
      mentionsApi,
    };
  }

  /**
   * Remembers what a run found that read some files of a project, or all of them. `listed` are those that the project has; undefined
   * where that was not looked at: then what is known of those that are gone is known on. `looked` are the other files that it
   * read, `pathOf` gives the path of a file as reports show it.
   */
  remember(
    listed: readonly string[] | undefined,
    read: ReadonlySet<string>,
    taught: Taught | undefined,
    looked: Iterable<string>,
    pathOf: (file: string) => string,
  ): void {
    const { teachers, names, handing, providers, mentionsApi } = taught ?? nothingTaught;
    const before = new Map(this.#stored?.files.map((entry) => [entry[0], entry]));
    const lessons = new Map([...teachers].map(([file, all]) => [pathOf(file), all] as const));
    const files = listed ?? [...new Set([...before.keys(), ...read])].sort();
    const project = new Set(files);
    const others = new Set([...(this.#stored?.others.map(([file]) => file) ?? []), ...looked]);
    const isKept = ([file]: readonly [string, ...unknown[]]) => project.has(file) && !read.has(file);
    const stored: Stored = {
      format,
      files: files.map((file) =>
        read.has(file)
          ? [file, this.#versions.of(file), lessons.get(file) ?? 0]
          : (before.get(file) ?? [file, null, 0]),
      ),
      others: [...others].filter((file) => !project.has(file)).map((file) => [file, this.#versions.of(file)]),
      names: [...new Set([...(this.#stored?.names ?? []), ...names])].sort(),
      providers: [
        ...(this.#stored?.providers ?? []).filter(isKept),
        ...[...providers].map(([file, contexts]) => [pathOf(file), [...contexts].sort()] as const),
      ],
      handing: [
        ...(this.#stored?.handing ?? []).filter(isKept),
        ...[...handing].map(([file, takers]) => [pathOf(file), [...takers].map(pathOf).sort()] as const),
      ],
      mentionsApi: mentionsApi || this.#stored?.mentionsApi === true,
    };
    this.#stored = stored;
    this.#file.write(JSON.stringify(stored), mostRemembered);
  }

  /** Under which names something that sends can be called, and what else decides what is found beside the files of code. */
  get known(): { readonly names: readonly string[]; readonly others: readonly string[] } | undefined {
    return this.#stored && { names: this.#stored.names, others: this.#stored.others.map(([file]) => file) };
  }

  /** Remembers what a run found that read all files of a project, and forgets what was known before. */
  rememberAll(
    files: readonly string[],
    taught: Taught | undefined,
    looked: Iterable<string>,
    pathOf: (file: string) => string,
  ): void {
    this.#stored = undefined;
    this.remember(files, new Set(files), taught, looked, pathOf);
  }

  #read(): Stored | undefined {
    try {
      const stored = JSON.parse(this.#file.read()?.toString() ?? 'null') as Stored | null;
      return stored?.format === format && isWhole(stored) ? stored : undefined;
    } catch {
      // Whatever is wrong with it, it can be made again.
      return undefined;
    }
  }
}

/** Whether all is there that a memory of this form holds. */
function isWhole({ files, others, names, providers, handing }: Stored): boolean {
  const isPath = ([file]: readonly [file: string, ...rest: unknown[]]) => typeof file === 'string';
  return (
    [files, others, providers, handing].every((all) => all.every(isPath)) &&
    names.every((name) => typeof name === 'string')
  );
}

/** What the files of a project tell one another, by what was found in all of it. */
export function taughtBy({ names, lessons, handing, providers, mentionsApi }: Dependencies): Taught {
  return { names, teachers: teachersBy(lessons), handing, providers, mentionsApi: mentionsApi !== undefined };
}

const nothingTaught: Taught = {
  names: new Set(),
  teachers: new Map(),
  handing: new Map(),
  providers: new Map(),
  mentionsApi: false,
};
