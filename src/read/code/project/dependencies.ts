import type ts from 'typescript';

/** On what the answers about some files depended that are not in them: what else must be read again where one has changed. */
export interface Dependencies {
  /** The files in which something was looked up from each file; those from {@link anywhere} were looked through for all. */
  readonly reads: ReadonlyMap<string, ReadonlySet<string>>;
  /** What was noted of functions and calls for the sake of others, each with the files whose calls brought it about. */
  readonly marks: ReadonlyMap<string, ReadonlySet<string>>;
  /** The packages that are not installed, each with the files that import it. */
  readonly missing: ReadonlyMap<string, ReadonlySet<string>>;
  /** A file that holds what a request to one of the APIs is known by. */
  readonly mentionsApi: string | undefined;
  /** Names under which something that sends can be called. */
  readonly names: ReadonlySet<string>;
  /** The names among them that each file teaches, and those by which another file knows what this one hands to it, marked. */
  readonly lessons: ReadonlyMap<string, ReadonlySet<string>>;
  /** The files with functions that are handed something that sends, by the file that hands it over. */
  readonly handing: ReadonlyMap<string, ReadonlySet<string>>;
  /** The files that provide values for contexts, or implementations of types, each with the names of these. */
  readonly providers: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The file with the function or call of which something was noted. */
export function fileOfMark(mark: string): string {
  return mark.split(' ').slice(3).join(' ');
}

/** Stands for the file that asks, where that may be any. */
export const anywhere = '*';

/** Takes note of what depends on what while a project is read. */
export class Noted {
  readonly reads = new Map<string, Set<string>>();
  readonly marks = new Map<string, Set<string>>();
  readonly missing = new Map<string, Set<string>>();
  #asking = '';

  /** From now on, what is noted is brought about by the calls of a file. */
  begin(file: string): void {
    this.#asking = file;
  }

  /** Something is looked up in a file, from another. */
  read(from: string, file: string): void {
    addTo(this.reads, from, file);
  }

  /** Something is noted of a function or call, because of a call of the file that is being looked at. */
  mark(kind: string, node: ts.Node): void {
    this.markFor(this.#asking, kind, node);
  }

  /** The same because of a call of the file that is named. */
  markFor(file: string, kind: string, node: ts.Node): void {
    addTo(this.marks, `${kind} ${node.pos} ${node.end} ${node.getSourceFile().fileName}`, file);
  }

  /** A package is lacking that a file imports. */
  lack(from: string, name: string): void {
    addTo(this.missing, name, from);
  }
}

/** Adds to the set under a key. */
export function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  const known = sets.get(key);
  if (known) known.add(value);
  else sets.set(key, new Set([value]));
}

/** What is in any of some sets. */
export function valuesIn(sets: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  return new Set([...sets.values()].flatMap((values) => [...values]));
}

/** Sets by their keys: what is in one of two. */
export function joinedSets(
  some: ReadonlyMap<string, ReadonlySet<string>>,
  others: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const all = new Map(some);
  for (const [key, found] of others) all.set(key, new Set([...(some.get(key) ?? []), ...found]));
  return all;
}

/** What nothing depends on. */
export const noDependencies: Dependencies = {
  reads: new Map(),
  marks: new Map(),
  missing: new Map(),
  mentionsApi: undefined,
  names: new Set(),
  lessons: new Map(),
  handing: new Map(),
  providers: new Map(),
};
