import { resolve } from 'node:path';
import { Stamps } from '../caches.ts';
import { displayPath, isMinified } from '../files.ts';
import { answersAhead } from '../git/run.ts';
import type { Pack } from '../model/pack.ts';
import type { CodeFacts } from '../read/code/index.ts';
import { noDependencies } from '../read/code/project/dependencies.ts';
import { fileMatcher } from '../tree.ts';
import { CodeCache, Looked } from './code-cache.ts';
import { checkerVersion } from './compiler.ts';
import type { Place } from './find-project.ts';
import { CodeMemory, taughtBy } from './known-code.ts';
import { noteQuiet } from './quiet.ts';
import { type CodeSelection, type Reading, readAll } from './read-all.ts';
import { readChanged } from './read-changed.ts';
import { readPart } from './read-part.ts';
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
    const found = await readKnown(selection, place, pack, memory, reading);
    if (found && selection.deciding) noteQuiet(selection.deciding, place, pack, memory);
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
    : new CodeCache(wantsChecker ? { ...key, types: `checker ${checkerVersion()}` } : key, stamps, versions);
  // What is recalled is held against what git says of the files; what is not is read while git looks at them.
  if (cache?.isKept() || memory.isKept()) await answersAhead();
  // What is known of the whole project is known of each part of it.
  const known = cache?.recall(all);
  const saw = (looked: Looked) => selection.saw?.({ looked, versions });
  if (cache && known?.changed.length === 0) {
    const looked = new Looked(stamps);
    cache.lookAgain(looked);
    saw(looked);
    return part(known.facts);
  }
  if (isPart && (!tree.commit || wantsChecker)) {
    const found = await readKnown(selection, place, pack, memory, reading);
    if (found) return unasked(found);
  }
  const pathOf = (file: string) => resolve(cwd, file);
  if (cache && known && !wantsChecker) {
    const whole = { ...selection, files: all, others: [] };
    const looked = new Looked(stamps);
    const found = await readChanged(whole, place, pack, { cache, known, looked });
    if (found) {
      memory.rememberAll(all, taughtBy(found.dependencies ?? noDependencies), looked.files, pathOf);
      saw(looked);
      return part(found);
    }
  }
  const looked = new Looked(stamps);
  const facts = await readAll({ ...selection, files: all, others: [] }, place, pack, { looked, asksChecker });
  await answersAhead();
  saw(looked);
  if (asksChecker === wantsChecker) cache?.remember(all, looked, facts);
  if (cache || tree.commit) memory.rememberAll(all, facts.teaching, looked.files, pathOf);
  if (selection.deciding && !wantsChecker) noteQuiet(selection.deciding, place, pack, memory);
  return unasked(part(facts));
}

/** Reads some files of a project by what is remembered of the rest, and remembers what has changed. */
async function readKnown(
  selection: CodeSelection,
  place: Place,
  pack: Pack,
  memory: CodeMemory,
  reading: Reading,
): Promise<CodeFacts | undefined> {
  const { files } = selection;
  const { cwd, root, config, tree } = place;
  const isOurs = fileMatcher(config.code);
  const known = tree.commit
    ? memory.recall(tree.list(root), (file) => isOurs(displayPath(file, root)) && tree.exists(file))
    : memory.recall([...files, ...selection.others], () => true);
  const found = known && (await readPart(selection, place, pack, known, reading));
  if (!found) return undefined;
  if (known.changed.size > 0 && found.read.size > 0)
    memory.remember(
      // What is staged may be all that is listed.
      tree.commit ? undefined : [...files, ...selection.others].sort(),
      found.read,
      found.facts.teaching,
      reading.looked.files,
      (file) => resolve(cwd, file),
    );
  return found.facts;
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
