import { resolve } from 'node:path';
import { isMinified } from '../files.ts';
import type { Pack } from '../model/pack.ts';
import type { CodeFacts } from '../read/code/index.ts';
import { callsAmong, mayConcern, searchWords } from '../read/code/programs/prefilter.ts';
import { valuesIn } from '../read/code/project/dependencies.ts';
import type { Place } from './find-project.ts';
import type { KnownCode } from './known-code.ts';
import { NeededFiles } from './needed-files.ts';
import { type CodeSelection, nothingFound, type Reading, readAll } from './read-all.ts';

const noBytes = new Uint8Array();

/** What was found in a part of a project, and which of its files were read; none where no word that matters stands in any. */
export interface FoundInPart {
  readonly facts: CodeFacts;
  readonly read: ReadonlySet<string>;
}

/**
 * Reads some files of a project of which is known by which names something that sends can be called: with what has changed
 * and what teaches those names, but not with the rest. Undefined where that is not enough: where the files themselves teach
 * the rest something. `isClosed`: all that may depend on what has changed is among the files.
 */
export async function readPart(
  selection: CodeSelection,
  place: Place,
  pack: Pack,
  known: KnownCode,
  { looked, asksChecker }: Reading,
  isClosed = false,
): Promise<FoundInPart | undefined> {
  const { files, named, given, explain, progress } = selection;
  const { cwd, config, tree } = place;
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
  if (![...files, ...news].some(concerns))
    return { facts: { ...nothingFound, searched: files.length + news.length }, read: new Set() };
  const isOther = selection.isOther ?? isAmong(selection.others);
  const { mentionsApi = known.mentionsApi } = selection;
  const reading = { looked, asksChecker, trees: new Map() };
  const needed = new Set(news.filter(isOther));
  const finder = new NeededFiles(known, bytesOf);
  let fresh: readonly string[] = [...files, ...news];
  let facts: CodeFacts;
  do {
    for (const file of finder.of(fresh)) if (isOther(file)) needed.add(file);
    const part = { files, named, given, explain, progress, others: [...needed].sort(), mentionsApi };
    facts = await readAll(part, place, pack, reading);
    // Only now it is known whose values matter.
    fresh = providersFor(facts, known).filter((file) => !needed.has(file) && isOther(file));
    for (const file of fresh) needed.add(file);
  } while (fresh.length > 0);
  const read = new Set([...files, ...needed]);
  if (!facts.teaching) return { facts, read };
  const { names, teachers, handing, forwarding, defining } = facts.teaching;
  const pathOf = (file: string) => resolve(cwd, file);
  const isUnread = (file: string) => !read.has(file) && isOther(file);
  // Its callers are not among what was read.
  if ([...names].some((name) => !known.names.has(name))) return undefined;
  if (!isClosed && [...forwarding].some((file) => asked.has(pathOf(file)))) return undefined;
  // What was not read may come to forward, by what a name now stands for or by what it is handed for the first time.
  if (!isClosed && [...defining].some((file) => known.changed.has(pathOf(file)))) return undefined;
  if ([...teachers.keys(), ...valuesIn(handing)].some((file) => isUnread(pathOf(file)))) return undefined;
  return { facts, read };
}

function isAmong(files: readonly string[]): (file: string) => boolean {
  const all = new Set(files);
  return (file) => all.has(file);
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
