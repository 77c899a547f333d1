import { compareOrder } from '../model/event-use.ts';
import { compareProblems } from '../model/finding.ts';
import { anywhere, type Dependencies, noDependencies } from '../read/code/dependencies.ts';
import type { CodeFacts } from '../read/code/index.ts';

type Sets = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * The files in which something else may be found once some have changed: these, and those in which something was known by
 * looking into them. Undefined where that may be any file: where one of them teaches the others something.
 */
export function affectedBy(
  changed: readonly string[],
  { reads, teachers }: Dependencies,
): ReadonlySet<string> | undefined {
  const readers = new Map<string, string[]>();
  for (const [reader, files] of reads)
    for (const file of files) {
      const known = readers.get(file);
      if (known) known.push(reader);
      else readers.set(file, [reader]);
    }
  const affected = new Set(changed);
  for (const file of affected) {
    if (teachers.has(file) || file === anywhere) return undefined;
    for (const reader of readers.get(file) ?? []) affected.add(reader);
  }
  return affected;
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
  if ([...fresh.teachers].some((file) => affected.has(file))) return undefined;
  const kept = without(old.marks, affected);
  // A wrapper's call is a call site where nobody calls the wrapper, and else it is none.
  if ([...old.marks.keys()].some((mark) => !kept.has(mark) && !fresh.marks.has(mark))) return undefined;
  if ([...fresh.marks.keys()].some((mark) => !old.marks.has(mark))) return undefined;
  const isKept = (file: string) => !affected.has(file);
  const missing = joined(without(old.missing, changed), fresh.missing);
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
      reads: joined(new Map([...old.reads].filter(([file]) => !changed.has(file))), fresh.reads),
      marks: joined(kept, fresh.marks),
      missing,
      mentionsApi: old.mentionsApi,
      teachers: old.teachers,
    },
  };
}

function without(sets: Sets, files: ReadonlySet<string>): Sets {
  return new Map(
    [...sets].flatMap(([key, all]) => {
      const left = [...all].filter((file) => !files.has(file));
      return left.length > 0 ? [[key, new Set(left)] as const] : [];
    }),
  );
}

function joined(some: Sets, others: Sets): Sets {
  const all = new Map(some);
  for (const [key, files] of others) all.set(key, new Set([...(some.get(key) ?? []), ...files]));
  return all;
}
