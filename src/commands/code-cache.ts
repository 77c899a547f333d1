import { CacheFile, changedAt, justChanged, Stamps } from '../caches.ts';
import { listOf } from '../folders.ts';
import { nameOf } from '../memory-name.ts';
import type { Api, CallShape } from '../model/pack.ts';
import type { CodeFacts } from '../read/code/index.ts';
import { restoredFacts, type StoredFacts, storedFacts } from './stored-facts.ts';
import type { Version, Versions } from './versions.ts';

/** What a run of the whole project looked at. Paths are absolute. */
export class Looked {
  /** The files that were read. */
  readonly files = new Set<string>();
  /** What was asked for and is no file. */
  readonly absent = new Set<string>();
  /** The folders in which files were looked for, each with what tells its list of files from another. */
  readonly folders = new Map<string, string>();
  /** What they were when they were looked at. */
  readonly stamps: Stamps;

  constructor(stamps = new Stamps()) {
    this.stamps = stamps;
  }

  /** Takes note of a folder in which a file is looked for. */
  lookInto(folder: string): void {
    if (this.folders.has(folder)) return;
    this.stamps.of(folder);
    this.folders.set(folder, listOf(folder));
  }
}

/** What is remembered of a project. */
export interface Remembered {
  readonly facts: CodeFacts;
  /** The files that have changed since it was found. */
  readonly changed: readonly string[];
}

/** What decides what a run finds, apart from the files. */
export interface CacheKey {
  readonly version: string;
  readonly cwd: string;
  readonly root: string;
  readonly calls: readonly CallShape[];
  readonly apis: readonly Api[];
  readonly rest: unknown;
  /** The type checker that was asked, too, if any. */
  readonly types?: `checker ${string}`;
}

/** So many projects are remembered. */
const mostRemembered = 50;

/** Where more has changed than so many files, all is read anew. */
const mostChanged = 100;

const format = 7;

/**
 * Remembers what was found in a project's code until one of the files that were looked at changes. What cannot be read or
 * written is not remembered; a broken memory is none.
 */
export class CodeCache {
  readonly #key: CacheKey;
  readonly #stamps: Stamps;
  readonly #versions: Versions;
  readonly #file: CacheFile;
  #stored: Stored | undefined;

  constructor(key: CacheKey, stamps: Stamps, versions: Versions) {
    this.#key = key;
    this.#stamps = stamps;
    this.#versions = versions;
    this.#file = new CacheFile(`code-${nameOf(key, format)}.json`);
  }

  /** Whether anything may be recalled. */
  isKept(): boolean {
    return this.#file.isThere();
  }

  /**
   * What was found when the project had the same files and what they depend on was as it is now, save for the content of a
   * few of them; undefined when more has changed.
   */
  recall(files: readonly string[]): Remembered | undefined {
    try {
      return this.#recalled(files);
    } catch {
      // Whatever is wrong with it, it can be made again.
      return undefined;
    }
  }

  #recalled(files: readonly string[]): Remembered | undefined {
    const stored = this.#read();
    if (!stored || stored.asked.length !== files.length) return undefined;
    const changed: string[] = [];
    for (let i = 0; i < files.length; i++) {
      const [file, version] = stored.asked[i] as (typeof stored.asked)[number];
      if (file !== files[i]) return undefined;
      if (!this.#versions.isSame(file, version)) changed.push(file);
      if (changed.length > mostChanged) return undefined;
    }
    if (stored.looked.some(([file, version]) => !this.#versions.isSame(file, version))) return undefined;
    const isOld = (stamp: string) => changedAt(stamp) + justChanged < stored.written;
    for (const [path, stamp, list] of stored.passed) {
      const isSame = this.#stamps.of(path) === stamp && (stamp === null || isOld(stamp));
      if (!isSame && (list === undefined || list !== listOf(path))) return undefined;
    }
    this.#stored = stored;
    return { facts: restoredFacts(stored, this.#key), changed };
  }

  /** Takes note of all that had been looked at for what was recalled. */
  lookAgain(looked: Looked): void {
    for (const [file] of this.#stored?.looked ?? []) looked.files.add(file);
    for (const [path, , list] of this.#stored?.passed ?? [])
      if (list === undefined) looked.absent.add(path);
      else looked.folders.set(path, list);
  }

  /** Remembers what was found. */
  remember(files: readonly string[], looked: Looked, facts: CodeFacts): void {
    const versioned = (file: string) => [file, this.#versions.of(file)] as const;
    const stampNow = (path: string) => this.#stamps.of(path);
    const asked = new Set(files);
    const stored: Stored = {
      format,
      written: this.#stamps.since,
      asked: files.map(versioned),
      looked: [...looked.files].filter((file) => !asked.has(file)).map(versioned),
      passed: [
        ...[...looked.folders].map(([path, list]) => [path, stampNow(path), list] as const),
        ...[...looked.absent].map((path) => [path, stampNow(path)] as const),
      ],
      ...storedFacts(facts, this.#key),
    };
    const text = stringified(stored);
    if (text !== undefined) this.#file.write(text, mostRemembered);
  }

  #read(): Stored | undefined {
    const stored = JSON.parse(this.#file.read()?.toString() ?? 'null') as Stored | null;
    return stored?.format === format ? stored : undefined;
  }
}

interface Stored extends StoredFacts {
  readonly format: number;
  /** When the run began that found it, in milliseconds. */
  readonly written: number;
  readonly asked: readonly (readonly [file: string, version: Version | null])[];
  /** The other files that were read. */
  readonly looked: readonly (readonly [file: string, version: Version | null])[];
  /** Folders with what they list, and what was not there, as they were when they were looked at. */
  readonly passed: readonly (readonly [path: string, stamp: string | null, list?: string])[];
}

/** As JSON; undefined for what JSON cannot hold: it has no number for infinity. */
function stringified(stored: Stored): string | undefined {
  let isWhole = true;
  const text = JSON.stringify(stored, (_, value: unknown) => {
    if (typeof value === 'number' && !Number.isFinite(value)) isWhole = false;
    return value;
  });
  return isWhole ? text : undefined;
}
