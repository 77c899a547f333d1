import { dirname, resolve, sep } from 'node:path';
import { Stamps } from '../caches.ts';
import { displayPath, isMinified } from '../files.ts';
import type { Pack } from '../model/pack.ts';
import type { CodeFacts } from '../read/code/index.ts';
import { callsAmong, mayConcern, searchWords } from '../read/code/prefilter.ts';
import { fileMatcher, findNamed } from '../tree.ts';
import { CodeCache, type Looked } from './code-cache.ts';
import { loadCompiler } from './compiler.ts';
import { diskHost } from './disk-host.ts';
import { CodeMemory, teachersOf } from './known-code.ts';
import type { Place } from './project.ts';
import { Versions } from './versions.ts';

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
  /** Whether a file of the project that is not among these is known to hold what a request is known by. */
  readonly mentionsApi?: boolean;
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
  const { files, named, given, explain } = selection;
  const { cwd, root, config, tree } = place;
  // A minified file is looked at only where it is named.
  const isOdd = files.some(
    (file) => named.has(file) && isMinified(file, tree.readBytes(file) ?? new Uint8Array()),
  );
  const isAlone = given.length > 0 || explain !== undefined || files.length === 0;
  const wantsChecker = config.code.types === 'checker';
  // To ask takes longer than a hook or an editor waits: there, what it said is only recalled.
  const asksChecker = wantsChecker && given.length === 0 && !tree.commit;
  const unasked = (facts: CodeFacts) =>
    wantsChecker && !asksChecker ? { ...facts, unasked: unknownTypes(facts) } : facts;
  if (cacheVersion === undefined || isAlone || isOdd)
    return unasked(await readAll(selection, place, pack, { asksChecker }));
  const key = {
    version: cacheVersion,
    cwd,
    root,
    calls: [...config.calls, ...pack.calls],
    apis: pack.apis,
    rest: pack.payload,
  };
  const stamps = new Stamps();
  const versions = new Versions(tree, stamps);
  const memory = new CodeMemory(key, versions);
  const reading = { looked: lookedAt(stamps), asksChecker };
  // What a run of the whole project was told by the checker is worth to be looked for first.
  if (tree.commit && !wantsChecker) {
    const found = await readPart(selection, place, pack, memory, reading);
    if (found) return found;
  }
  const { others } = selection;
  const isPart = others.length > 0;
  const all = isPart ? [...files, ...others].sort() : files;
  const part = (facts: CodeFacts) =>
    isPart ? ofFiles(facts, new Set(files.map((file) => displayPath(file, cwd)))) : facts;
  // What is remembered is what was checked out.
  const isElsewhere = [...tree.differs].some((file) => decides.test(file));
  const cache = isElsewhere
    ? undefined
    : new CodeCache(wantsChecker ? { ...key, types: 'checker' } : key, stamps, versions);
  // What is known of the whole project is known of each part of it.
  const known = cache?.recall(all);
  if (known) return part(known);
  if (isPart && (!tree.commit || wantsChecker)) {
    const found = await readPart(selection, place, pack, memory, reading);
    if (found) return unasked(found);
  }
  const looked = lookedAt(stamps);
  const facts = await readAll({ ...selection, files: all, others: [] }, place, pack, { looked, asksChecker });
  if (asksChecker === wantsChecker) cache?.remember(all, looked, facts);
  if (cache || tree.commit) memory.rememberAll(all, facts, looked.files, (file) => resolve(cwd, file));
  return unasked(part(facts));
}

/**
 * Reads some files of a project of which is known by which names something that sends can be called: with what has changed
 * and what teaches those names, but not with the rest. Undefined where that is not enough: where the files themselves teach
 * the rest something.
 */
async function readPart(
  selection: CodeSelection,
  place: Place,
  pack: Pack,
  memory: CodeMemory,
  { looked, asksChecker }: Reading,
): Promise<CodeFacts | undefined> {
  const { files, named } = selection;
  const { cwd, root, config, tree } = place;
  const isOurs = fileMatcher(config.code);
  const known = tree.commit
    ? memory.recall(tree.list(root), (file) => isOurs(displayPath(file, root)) && tree.exists(file))
    : memory.recall([...files, ...selection.others], () => true);
  if (!known) return undefined;
  const words = searchWords([...config.calls, ...pack.calls], pack.apis);
  const calls = callsAmong([...known.names]);
  const bytesOf = (file: string) => tree.readBytes(file) ?? new Uint8Array();
  const concerns = (file: string) => {
    const bytes = bytesOf(file);
    if (!named.has(file) && isMinified(file, bytes)) return false;
    return mayConcern(bytes, words) || mayConcern(bytes, calls);
  };
  const asked = new Set(files);
  const news = [...known.changed].filter((file) => !asked.has(file));
  // What has changed elsewhere may give what sends another name.
  if (![...files, ...news].some(concerns)) return { ...nothingFound, searched: files.length + news.length };
  const { others } = selection;
  const teachersNeeded = teachersOf([...files, ...news], known.teachers, bytesOf);
  const needed = others.filter((file) => known.changed.has(file) || teachersNeeded.has(file));
  const { mentionsApi } = known;
  const reading = { looked, asksChecker };
  const facts = await readAll({ ...selection, others: needed, mentionsApi }, place, pack, reading);
  const { names = [], teachers = new Map(), forwarding = [], defining = [] } = facts.teaching ?? {};
  const pathOf = (file: string) => resolve(cwd, file);
  const read = new Set([...files, ...needed]);
  const unread = new Set(others.filter((file) => !read.has(file)));
  // Its callers are not among what was read.
  if (names.some((name) => !known.names.has(name))) return undefined;
  if ([...forwarding].some((file) => asked.has(pathOf(file)))) return undefined;
  // What was not read may come to forward, by what a name now stands for or by what it is handed for the first time.
  if ([...defining].some((file) => known.changed.has(pathOf(file)))) return undefined;
  if ([...teachers.keys()].some((file) => unread.has(pathOf(file)))) return undefined;
  if (known.changed.size > 0)
    memory.remember([...files, ...others].sort(), read, facts, looked.files, pathOf);
  return facts;
}

/** What a reading takes note of, and whether it asks the type checker. */
interface Reading {
  readonly looked: Looked;
  readonly asksChecker: boolean;
}

/** How many attributes have no type that is known. */
function unknownTypes({ uses }: CodeFacts): number {
  return uses.flatMap(({ attributes }) => attributes.filter(({ types }) => types.includes('unknown'))).length;
}

function lookedAt(stamps: Stamps): Looked {
  return { files: new Set(), absent: new Set(), folders: new Set(), stamps };
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
  { files, others, named, given, explain, progress, mentionsApi }: CodeSelection,
  { cwd, root, config, tree }: Place,
  pack: Pack,
  { looked = lookedAt(new Stamps()), asksChecker }: Partial<Reading>,
): Promise<CodeFacts> {
  if (files.length + given.length === 0) return nothingFound;
  const read = (file: string) => ({
    file: displayPath(file, cwd),
    bytes: tree.readBytes(file) ?? new Uint8Array(),
  });
  const found = (all: readonly string[]) =>
    all.flatMap((file) => {
      const input = read(file);
      return named.has(file) || !isMinified(file, input.bytes) ? [input] : [];
    });
  const asked = [...given, ...found(files)];
  const names = new Set(asked.map(({ file }) => file));
  const inputs = [...asked, ...found(others).filter(({ file }) => !names.has(file))];
  const calls = [...config.calls, ...pack.calls];
  const words = searchWords(calls, pack.apis);
  if (!inputs.some(({ bytes }) => mayConcern(bytes, words)))
    return { ...nothingFound, searched: inputs.length };
  loadCompiler(asksChecker === true);
  const { readCode } = await import('../read/code/index.ts');
  // Of most names that are asked for there is no file: there are very many, and nearly all are below the folder.
  const absolutePath = (file: string) =>
    sep === '/' && !file.startsWith('.') ? `${cwd}/${file}` : resolve(cwd, file);
  const unsaved = new Set(given.map(({ file }) => file));
  const host = {
    read: (file: string) => {
      const path = resolve(cwd, file);
      looked.stamps.of(path);
      const text = tree.readText(path);
      (text === undefined ? looked.absent : looked.files).add(path);
      return text;
    },
    exists: (file: string) => {
      const path = absolutePath(file);
      const folder = dirname(path);
      if (!looked.folders.has(folder)) {
        looked.folders.add(folder);
        looked.stamps.of(folder);
      }
      return unsaved.has(file) || tree.exists(path);
    },
    packages: () => findNamed(tree, 'package.json', root).map((file) => displayPath(file, cwd)),
  };
  return readCode(inputs, {
    types: asksChecker ? diskHost({ cwd, tree }, looked) : undefined,
    calls,
    apis: pack.apis,
    payload: pack.payload,
    host,
    isAsked: (file) => names.has(file),
    explain,
    progress,
    mentionsApi,
  });
}

const nothingFound: CodeFacts = {
  uses: [],
  comments: [],
  problems: [],
  missing: [],
  explanations: [],
  parsed: 0,
};

/** What a user should know of packages that are not there; undefined where nothing is missing. */
export function missingPackages({ missing }: CodeFacts): string | undefined {
  if (missing.length === 0) return undefined;
  const named = missing.slice(0, 5).join(', ');
  const more = missing.length > 5 ? ` and ${missing.length - 5} more` : '';
  return `Some names and types are not known because these packages are not installed: ${named}${more}.`;
}

/** What a user should know of types that the type checker was to be asked for and was not; undefined where it was. */
export function unaskedTypes({ unasked = 0 }: CodeFacts): string | undefined {
  if (unasked === 0) return undefined;
  const what = unasked === 1 ? 'The type of 1 attribute is' : `The types of ${unasked} attributes are`;
  return `${what} left to a run of the whole project, which asks the type checker.`;
}
