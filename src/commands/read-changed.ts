import { resolve } from 'node:path';
import { displayPath } from '../files.ts';
import type { Pack } from '../model/pack.ts';
import type { CodeFacts } from '../read/code/index.ts';
import { mayConcern, requestWords } from '../read/code/programs/prefilter.ts';
import { affectedBy, withChanges } from './changed-code.ts';
import type { CodeCache, Looked, Remembered } from './code-cache.ts';
import type { Place } from './find-project.ts';
import { taughtBy } from './known-code.ts';
import type { CodeSelection } from './read-all.ts';
import { readPart } from './read-part.ts';

const noBytes = new Uint8Array();

/**
 * Reads what has changed in a project of which all else is remembered, and the files for which that matters. Undefined where
 * that may be all of them.
 */
export async function readChanged(
  selection: CodeSelection,
  place: Place,
  pack: Pack,
  { cache, known, looked }: { cache: CodeCache; known: Remembered; looked: Looked },
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
  cache.lookAgain(looked);
  const isAffected = (file: string) => affected.has(displayPath(file, cwd));
  const files = selection.files.filter(isAffected);
  const others = selection.files.filter((file) => !isAffected(file));
  const part = { ...selection, files, others, mentionsApi: mention !== undefined };
  const { teachers, handing, providers, ...rest } = taughtBy(dependencies);
  const pathOf = (file: string) => resolve(cwd, file);
  const taught = {
    ...rest,
    teachers: withPaths(teachers, pathOf),
    handing: withPaths(
      new Map([...handing].map(([file, to]) => [file, new Set([...to].map(pathOf))])),
      pathOf,
    ),
    providers: withPaths(providers, pathOf),
    changed: new Set(known.changed),
    added: new Set<string>(),
  };
  const again = await readPart(part, place, pack, taught, { looked, asksChecker: false }, true);
  const facts = again && withChanges(known.facts, again.facts, changed, affected);
  if (facts) cache.remember(selection.files, looked, facts);
  return facts;
}

function withPaths<Value>(
  all: ReadonlyMap<string, Value>,
  pathOf: (file: string) => string,
): ReadonlyMap<string, Value> {
  return new Map([...all].map(([file, value]) => [pathOf(file), value]));
}
