import { compareOrder } from '../model/event-use.ts';
import { compareProblems } from '../model/finding.ts';
import type { CodeFacts } from '../read/code/index.ts';
import {
  anywhere,
  type Dependencies,
  fileOfMark,
  joinedSets,
  noDependencies,
  valuesIn,
} from '../read/code/project/dependencies.ts';

type Sets = ReadonlyMap<string, ReadonlySet<string>>;

/** Where so few files are affected, they are read again, however few there are in all. */
const fewAffected = 20;

/**
 * The files in which something else may be found once some have changed: these, those in which something was known by
 * looking into them, and those whose calls lead through them. Undefined where that may be any file, or so many that all may
 * as well be read.
 */
export function affectedBy(
  changed: readonly string[],
  { reads, marks }: Dependencies,
): ReadonlySet<string> | undefined {
  const dependents = new Map<string, string[]>();
  const depends = (dependent: string, on: string) => {
    const known = dependents.get(on);
    if (known) known.push(dependent);
    else dependents.set(on, [dependent]);
  };
  for (const [reader, files] of reads) for (const file of files) depends(reader, file);
  for (const [mark, callers] of marks) for (const caller of callers) depends(caller, fileOfMark(mark));
  const affected = new Set(changed);
  for (const file of affected) {
    if (file === anywhere) return undefined;
    for (const dependent of dependents.get(file) ?? []) affected.add(dependent);
  }
  return affected.size > Math.max(fewAffected, changed.length, reads.size / 2) ? undefined : affected;
}

/**
 * What is found in a project of which some files were read again, by what was found in all of it before. Undefined where
 * what was found in these changes what is found in others.
 */
export function withChanges(
  before: CodeFacts,
  again: CodeFacts,
  changed: ReadonlySet<string>,
  affected: ReadonlySet<string>,
): CodeFacts | undefined {
  const [old, fresh] = [before.dependencies ?? noDependencies, again.dependencies ?? noDependencies];
  const missing = missingAfter(old, fresh, affected);
  if (!missing || !leavesOthersAlone(old, fresh, affected)) return undefined;
  const isKept = (file: string) => !affected.has(file);
  return {
    ...again,
    uses: [...before.uses.filter(({ order }) => isKept(order.file)), ...again.uses].sort((a, b) =>
      compareOrder(a.order, b.order),
    ),
    comments: [...before.comments.filter(({ place }) => isKept(place.source.file)), ...again.comments],
    problems: [...before.problems.filter(({ place }) => isKept(place.source.file)), ...again.problems].sort(
      compareProblems,
    ),
    missing: [...missing.keys()].sort(),
    dependencies: {
      reads: joinedSets(new Map([...old.reads].filter(([file]) => !changed.has(file))), fresh.reads),
      marks: joinedSets(without(marksOfOthers(old, affected), affected), fresh.marks),
      missing,
      mentionsApi: old.mentionsApi,
      names: old.names,
      lessons: restated(old.lessons, fresh.lessons, affected),
      handing: joinedSets(new Map([...old.handing].filter(([file]) => !affected.has(file))), fresh.handing),
      providers: restated(old.providers, fresh.providers, affected),
    },
  };
}

/** Whether all that the files tell others, and what others tell of themselves through them, is what it was. */
function leavesOthersAlone(old: Dependencies, fresh: Dependencies, affected: ReadonlySet<string>): boolean {
  // By fewer names fewer files are looked at, by more names more.
  if (!isSame(valuesIn(old.lessons), valuesIn(restated(old.lessons, fresh.lessons, affected)))) return false;
  for (const file of affected)
    if (!isSame(old.providers.get(file) ?? none, fresh.providers.get(file) ?? none)) return false;
  const isOther = ([file]: readonly [string, ...unknown[]]) => !affected.has(file);
  const others = {
    lessons: [...fresh.lessons].filter(isOther),
    reads: [...fresh.reads].filter(isOther),
    takers: [...valuesIn(fresh.handing)].filter((file) => !affected.has(file)),
  };
  if (!others.lessons.every(([file, names]) => isWithin(names, old.lessons.get(file) ?? none))) return false;
  // Who is handed something for the first time, or looks into a file for the first time, would have been affected.
  if (!isWithin(others.takers, valuesIn(old.handing))) return false;
  if (others.reads.some(([, files]) => [...files].some((file) => affected.has(file)))) return false;
  // A wrapper's call is a call site where nobody calls the wrapper, and else it is none.
  const [before, now] = [marksOfOthers(old, affected), marksOfOthers(fresh, affected)];
  const kept = without(before, affected);
  return (
    [...before.keys()].every((mark) => kept.has(mark) || now.has(mark)) &&
    [...now.keys()].every((mark) => before.has(mark))
  );
}

/**
 * The packages that are missing, each with the files that import it. Undefined where that is not known: where a file was
 * affected by another that lacks one, and may have been all that did.
 */
function missingAfter(
  old: Dependencies,
  fresh: Dependencies,
  affected: ReadonlySet<string>,
): Sets | undefined {
  const reached = new Set(affected);
  for (const file of reached) for (const each of old.reads.get(file) ?? none) reached.add(each);
  const kept = without(old.missing, reached);
  const isKnown = (name: string, files: ReadonlySet<string>) =>
    kept.has(name) || fresh.missing.has(name) || isWithin(files, affected);
  if (![...old.missing].every(([name, files]) => isKnown(name, files))) return undefined;
  return joinedSets(without(old.missing, affected), fresh.missing);
}

/** What was noted of functions and calls in the files that are not affected. */
function marksOfOthers({ marks }: Dependencies, affected: ReadonlySet<string>): Sets {
  return new Map([...marks].filter(([mark]) => !affected.has(fileOfMark(mark))));
}

/** What is said of the files that are not affected as it was, and of the others as it is now. */
function restated(old: Sets, fresh: Sets, affected: ReadonlySet<string>): Sets {
  return new Map([
    ...[...old].filter(([file]) => !affected.has(file)),
    ...[...fresh].filter(([file]) => affected.has(file)),
  ]);
}

const none: ReadonlySet<string> = new Set();

function isWithin(some: Iterable<string>, all: ReadonlySet<string>): boolean {
  return [...some].every((each) => all.has(each));
}

function isSame(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return some.size === others.size && isWithin(some, others);
}

function without(sets: Sets, files: ReadonlySet<string>): Sets {
  return new Map(
    [...sets].flatMap(([key, all]) => {
      const left = [...all].filter((file) => !files.has(file));
      return left.length > 0 ? [[key, new Set(left)] as const] : [];
    }),
  );
}
