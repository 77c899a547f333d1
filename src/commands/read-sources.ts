import { resolve } from 'node:path';
import { Stamps } from '../caches.ts';
import { displayPath, isMinified } from '../files.ts';
import type { Pack } from '../model/pack.ts';
import type { CodeFacts } from '../read/code/index.ts';
import { callsAmong, mayConcern, requestWords, searchWords } from '../read/code/prefilter.ts';
import { fileMatcher } from '../tree.ts';
import { affectedBy, withChanges } from './changed-code.ts';
import { CodeCache, Looked, type Remembered } from './code-cache.ts';
import { CodeMemory, type KnownCode, teachersOf } from './known-code.ts';
import type { Place } from './project.ts';
import { type CodeSelection, nothingFound, type Reading, readAll } from './read-all.ts';
import { Versions } from './versions.ts';

const noBytes = new Uint8Array();

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
  const isOdd = files.some((file) => named.has(file) && isMinified(file, tree.readBytes(file) ?? noBytes));
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
  const reading = { looked: new Looked(stamps), asksChecker };
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
  if (known?.changed.length === 0) return part(known.facts);
  if (isPart && (!tree.commit || wantsChecker)) {
    const found = await readPart(selection, place, pack, memory, reading);
    if (found) return unasked(found);
  }
  if (cache && known && !isPart && !wantsChecker) {
    const found = await readChanged(selection, place, pack, memory, { cache, known, stamps });
    if (found) return found;
  }
  const looked = new Looked(stamps);
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
  const bytesOf = (file: string) => tree.readBytes(file) ?? noBytes;
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
  const { mentionsApi = known.mentionsApi } = selection;
  const reading = { looked, asksChecker };
  const isOther = new Set(others);
  const needed = new Set(others.filter((file) => known.changed.has(file)));
  let fresh: readonly string[] = [...files, ...news];
  let facts: CodeFacts;
  do {
    const teaching = teachersOf(fresh, known.teachers, bytesOf);
    for (const file of others) if (teaching.has(file)) needed.add(file);
    const part = { ...selection, others: others.filter((file) => needed.has(file)), mentionsApi };
    facts = await readAll(part, place, pack, reading);
    // Only now it is known whose values matter.
    fresh = providersFor(facts, known).filter((file) => isOther.has(file) && !needed.has(file));
    for (const file of fresh) needed.add(file);
  } while (fresh.length > 0);
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

/** The files that may provide what the contexts hold of which was asked. */
function providersFor({ teaching }: CodeFacts, { providers }: KnownCode): string[] {
  const wanted = new Set([...(teaching?.contexts ?? [])].flatMap(eitherOf));
  return [...providers].flatMap(([file, contexts]) =>
    [...contexts].flatMap(eitherOf).some((part) => wanted.has(part)) ? [file] : [],
  );
}

/** The file of a context and its name in it: one of them may have changed since it was noted. */
function eitherOf(context: string): string[] {
  const at = context.lastIndexOf('#');
  return at < 0 ? [context] : [context.slice(0, at), context.slice(at)].filter((part) => part !== '#');
}

/**
 * Reads what has changed in a project of which all else is remembered, and the files for which that matters. Undefined where
 * that may be all of them.
 */
async function readChanged(
  selection: CodeSelection,
  place: Place,
  pack: Pack,
  memory: CodeMemory,
  { cache, known, stamps }: { cache: CodeCache; known: Remembered; stamps: Stamps },
): Promise<CodeFacts | undefined> {
  const { cwd, tree } = place;
  const { dependencies } = known.facts;
  const changed = new Set(known.changed.map((file) => displayPath(file, cwd)));
  const affected = dependencies && affectedBy([...changed], dependencies);
  if (!affected) return undefined;
  const words = requestWords(pack.apis, pack.payload.root);
  const mentions = (file: string) => mayConcern(tree.readBytes(resolve(cwd, file)) ?? noBytes, words);
  const { mentionsApi: mention } = dependencies;
  const isMentionedAsBefore =
    mention === undefined ? ![...changed].some(mentions) : !changed.has(mention) || mentions(mention);
  // What a request is known by may stand in any file.
  if (!isMentionedAsBefore) return undefined;
  const looked = new Looked(stamps);
  cache.lookAgain(looked);
  const isAffected = (file: string) => affected.has(displayPath(file, cwd));
  const files = selection.files.filter(isAffected);
  const others = selection.files.filter((file) => !isAffected(file));
  const part = { ...selection, files, others, mentionsApi: mention !== undefined };
  const again = await readPart(part, place, pack, memory, { looked, asksChecker: false });
  const facts = again && withChanges(known.facts, again, changed, affected);
  if (facts) cache.remember(selection.files, looked, facts);
  return facts;
}

/** How many attributes have no type that is known. */
function unknownTypes({ uses }: CodeFacts): number {
  return uses.flatMap(({ attributes }) => attributes.filter(({ types }) => types.includes('unknown'))).length;
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
