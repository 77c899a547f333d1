import { dirname, resolve } from 'node:path';
import { displayPath, isMinified } from '../files.ts';
import type { Pack } from '../model/pack.ts';
import type { CodeFacts } from '../read/code/index.ts';
import type { CodeInput, Knowledge } from '../read/code/inputs.ts';
import { mayConcern, searchWords } from '../read/code/prefilter.ts';
import { findNamed } from '../tree.ts';
import { CodeCache, type Looked } from './code-cache.ts';
import { loadCompiler } from './compiler.ts';
import type { Place } from './project.ts';
import { ProjectMemory } from './project-memory.ts';

/** A file given as text instead of by path: standard input. */
export interface GivenText {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** Which files of code a run is asked about, of all that the project has. */
export interface CodeSelection {
  /** By absolute path. */
  readonly files: readonly string[];
  /** The project's other files: what is asked about may call their functions. */
  readonly others: readonly string[];
  /** Those that were named outright. */
  readonly named: ReadonlySet<string>;
  readonly given: readonly GivenText[];
  /** A line whose calls are to be explained; its file as reports show it. */
  readonly explain?: { readonly file: string; readonly line: number } | undefined;
  /** Told how many files were parsed so far. */
  readonly progress?: ((parsed: number) => void) | undefined;
}

/** Files on which depends what is found in code: modules, what they are configured by, and what they import. */
const decides = /\.([mc]?[jt]sx?|vue|svelte|astro|html?|json)$/i;

/**
 * Reads the call sites of code files. The compiler is loaded only when a file's bytes hold a word that matters. With a
 * version, what is found in a whole project is remembered for the next run of that version.
 */
export async function readCodeFiles(
  selection: CodeSelection,
  place: Place,
  pack: Pack,
  cacheVersion: string | undefined,
): Promise<CodeFacts> {
  const { files, others, named, given, explain } = selection;
  const { cwd, root, config, tree } = place;
  // A minified file is looked at only where it is named.
  const isOdd = [...named].some((file) => isMinified(file, tree.readBytes(file) ?? new Uint8Array()));
  // What is remembered is what was checked out.
  const isElsewhere = [...tree.differs].some((file) => decides.test(file));
  const isAlone = given.length > 0 || explain !== undefined || files.length === 0;
  if (cacheVersion === undefined || isAlone || isOdd) return readAll(selection, place, pack);
  const key = {
    version: cacheVersion,
    cwd,
    root,
    calls: [...config.calls, ...pack.calls],
    apis: pack.apis,
    rest: pack.payload,
  };
  const memory = new ProjectMemory(key, tree);
  if (isElsewhere) return readAll(selection, place, pack, undefined, memory.recall());
  const cache = new CodeCache(key);
  // What is known of the whole project is known of each part of it.
  const known = cache.recall(others.length === 0 ? files : [...files, ...others].sort());
  if (known)
    return others.length === 0 ? known : ofFiles(known, new Set(files.map((file) => displayPath(file, cwd))));
  const looked = { files: new Set<string>(), absent: new Set<string>(), folders: new Set<string>() };
  const before = others.length === 0 ? undefined : memory.recall();
  const facts = await readAll(selection, place, pack, looked, before);
  if (others.length === 0) cache.remember(files, looked, facts);
  if (facts.knowledge) memory.remember(facts.knowledge);
  return facts;
}

/** What is known of some files alone. */
function ofFiles({ uses, comments, problems, ...rest }: CodeFacts, files: ReadonlySet<string>): CodeFacts {
  return {
    ...rest,
    uses: uses.filter((use) => files.has(use.locate({ part: 'whole' }).source.file)),
    comments: comments.filter(({ place: { source } }) => files.has(source.file)),
    problems: problems.filter(({ place: { source } }) => files.has(source.file)),
  };
}

async function readAll(
  { files, others, named, given, explain, progress }: CodeSelection,
  { cwd, root, config, tree }: Place,
  pack: Pack,
  looked: Looked = { files: new Set(), absent: new Set(), folders: new Set() },
  known?: Knowledge,
): Promise<CodeFacts> {
  const nothing = { uses: [], comments: [], problems: [], missing: [], explanations: [], parsed: 0 };
  if (files.length + given.length === 0) return nothing;
  const read = (file: string) => ({
    file: displayPath(file, cwd),
    bytes: tree.readBytes(file) ?? new Uint8Array(),
  });
  const found = (all: readonly string[], isKnown: (file: string) => boolean = () => false) =>
    all.flatMap((path): CodeInput[] => {
      const file = displayPath(path, cwd);
      // Of what an earlier run knew, little is looked at.
      if (isKnown(file)) return [lazyInput(file, () => tree.readBytes(path))];
      const input = read(path);
      return named.has(path) || !isMinified(path, input.bytes) ? [input] : [];
    });
  const asked = [...given, ...found(files)];
  const names = new Set(asked.map(({ file }) => file));
  const isKnown = (file: string) => known?.files.has(file) ?? false;
  const inputs = [...asked, ...found(others, isKnown).filter(({ file }) => !names.has(file))];
  const calls = [...config.calls, ...pack.calls];
  const words = searchWords(calls, pack.apis);
  const mayHold = (input: CodeInput) =>
    (isKnown(input.file) && !names.has(input.file)) || mayConcern(input.bytes, words);
  if (!inputs.some(mayHold)) return nothing;
  loadCompiler();
  const { readCode } = await import('../read/code/index.ts');
  const unsaved = new Set(given.map(({ file }) => file));
  const host = {
    read: (file: string) => {
      const path = resolve(cwd, file);
      const text = tree.readText(path);
      (text === undefined ? looked.absent : looked.files).add(path);
      return text;
    },
    exists: (file: string) => {
      const path = resolve(cwd, file);
      looked.folders.add(dirname(path));
      return unsaved.has(file) || tree.exists(path);
    },
    packages: () => findNamed(tree, 'package.json', root).map((file) => displayPath(file, cwd)),
  };
  return readCode(inputs, {
    calls,
    apis: pack.apis,
    payload: pack.payload,
    host,
    known,
    isAsked: (file) => names.has(file),
    explain,
    progress,
  });
}

/** A file that is read when its bytes are first asked for. */
function lazyInput(file: string, read: () => Uint8Array | undefined): CodeInput {
  let bytes: Uint8Array | undefined;
  return {
    file,
    get bytes() {
      bytes ??= read() ?? new Uint8Array();
      return bytes;
    },
  };
}

/** What a user should know of packages that are not there; undefined where nothing is missing. */
export function missingPackages({ missing }: CodeFacts): string | undefined {
  if (missing.length === 0) return undefined;
  const named = missing.slice(0, 5).join(', ');
  const more = missing.length > 5 ? ` and ${missing.length - 5} more` : '';
  return `Some names and types are not known because these packages are not installed: ${named}${more}.`;
}
