import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CacheFile, stampOf } from './caches.ts';
import { holds, isEmpty } from './git/object.ts';
import { askForIndexAhead } from './git/repository.ts';
import { type IndexedFile, indexedBoth } from './git/state.ts';
import { chosenBy, type GlobMeaning } from './globs.ts';
import { keyOf } from './memory-name.ts';
import { mayConcern } from './read/code/programs/prefilter.ts';

/**
 * What a run of what was staged took note of. By it, a later run can tell without the program, the registry and the rest of the
 * project that a commit sends nothing: where all that decides is what it was, and no file that has changed since then holds a
 * word that matters.
 */
export interface QuietMemory {
  /** What it is a memory of: the folder in which the program was started, and its script. */
  readonly key: string;
  /** The folder that the paths are relative to, but for those that are absolute. */
  readonly root: string;
  /** The commit that was checked out. */
  readonly commit: string;
  /** What was staged beside it. */
  readonly staged: readonly IndexedFile[];
  /** Absolute paths of what decides what is found, each with its stamp, or null where there was none. */
  readonly stamps: readonly (readonly [file: string, stamp: string | null])[];
  /** Files in git that decide it. */
  readonly deciding: readonly string[];
  readonly code: Chosen;
  readonly payloads: Chosen;
  /** Regular expressions of what stands in every file that matters. */
  readonly words: readonly string[];
  /** How many files the registry has. */
  readonly registryFiles: number;
  /** Whether the registry includes others: any YAML that comes or goes may be one of them. */
  readonly includes: boolean;
}

interface Chosen {
  readonly include: GlobMeaning;
  readonly exclude: GlobMeaning;
}

const format = 3;

/** So many folders are remembered. */
const mostRemembered = 50;

/** Where more has changed, the whole program is worth its while. */
const mostChanged = 100;

/** Keeps what a run took note of that was started in `cwd` by the program in a file. */
export function keepQuiet(program: string, cwd: string, memory: Omit<QuietMemory, 'key'>): void {
  const key = keyOf(cwd, format, program);
  fileOf(cwd).write(JSON.stringify({ key, ...memory }), mostRemembered);
}

/**
 * How many files a run of what is staged looks at that finds nothing to read in any; undefined where only the program can
 * say what it finds.
 */
export function filesOfQuietCommit(program: string, cwd: string): number | undefined {
  try {
    const memory = JSON.parse(fileOf(cwd).read()?.toString() ?? 'null') as QuietMemory | null;
    if (memory?.key !== keyOf(cwd, format, program)) return undefined;
    const files = filesLookedAt(memory);
    // Git can answer what the program is going to ask while that is loaded.
    if (files === undefined) askForIndexAhead(memory.root);
    return files;
  } catch {
    // Whatever is wrong, the program says it.
    return undefined;
  }
}

function filesLookedAt(memory: QuietMemory): number | undefined {
  const { root, commit, stamps, registryFiles, includes } = memory;
  if (stamps.some(([file, stamp]) => stampOf(file) !== stamp)) return undefined;
  const indexed = indexedBoth(root, commit);
  const { staged } = indexed;
  if (staged.length > mostChanged) return undefined;
  const isCode = chosenBy(memory.code.include, memory.code.exclude);
  const isPayload = chosenBy(memory.payloads.include, memory.payloads.exclude);
  const deciding = new Set(memory.deciding);
  const words = memory.words.map((source) => new RegExp(source));
  const isOpen = ({ path, object, isGone }: IndexedFile) =>
    deciding.has(path) ||
    (includes && /\.ya?ml$/.test(path)) ||
    (!isGone && isPayload(path)) ||
    (!isGone && isCode(path) && !isSilent(join(root, path), object, words));
  if (staged.some(isOpen)) return undefined;
  const since = changedSince(memory.staged, indexed.since);
  if (staged.length + since.length > mostChanged || since.some(isOpen)) return undefined;
  return registryFiles + staged.filter(({ path, isGone }) => !isGone && isCode(path)).length;
}

/** What the index holds otherwise than when a note was taken, by what differed from one commit then and differs now. */
function changedSince(then: readonly IndexedFile[], now: readonly IndexedFile[]): IndexedFile[] {
  const byPath = (all: readonly IndexedFile[]) => new Map(all.map((file) => [file.path, file]));
  const [noted, different] = [byPath(then), byPath(now)];
  const isAsNoted = ({ path, object, isGone }: IndexedFile) => {
    const known = noted.get(path);
    return known !== undefined && (isGone ? known.isGone : object !== undefined && object === known.object);
  };
  // What was staged then, and is as in the commit again: as a file of which nothing is known, where that had no plain one.
  const restored = then
    .filter(({ path }) => !different.has(path))
    .map((file) => ({ ...file, object: file.before, isGone: false, isUnmerged: false }));
  return [...now.filter((file) => !isAsNoted(file)), ...restored];
}

/** Whether a file surely holds none of some words in the state in which it is staged. */
function isSilent(file: string, object: string | undefined, words: readonly RegExp[]): boolean {
  // What is only intended to be added stands in the index as an empty file.
  if (object === undefined || isEmpty(object)) return false;
  const bytes = readFileSync(file);
  return holds(object, bytes) && !words.some((each) => mayConcern(bytes, each));
}

/** Named by the end of the folder's path: a hash takes longer to make than a quiet commit to judge. */
function fileOf(cwd: string): CacheFile {
  return new CacheFile(`quiet-${cwd.replace(/[^\w.]+/g, '-').slice(-100)}.json`);
}
