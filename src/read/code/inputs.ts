import type { Api } from '../../model/pack.ts';
import { callsAmong, mayConcern, renamed, requestWords } from './prefilter.ts';

/** A file of code. */
export interface CodeInput {
  /** Relative to the working directory, with `/`. */
  readonly file: string;
  /** Where the file is known from an earlier run, they are read when they are first looked at. */
  readonly bytes: Uint8Array;
}

type Alias = readonly [from: string, to: string];

/** What an earlier run found a file to be, as long as the file is the same. */
export interface FileKnowledge {
  /**
   * `none` holds no call that matters; `calls` only calls what others send with; `teaches` tells others something: a
   * function that sends, what one is handed, what a context holds.
   */
  readonly role: 'none' | 'calls' | 'teaches';
  /** The names under which what it teaches is called. */
  readonly learnt: readonly string[];
  /** Under which other names it hands on what it imports; undefined where nobody has looked. */
  readonly aliases?: readonly Alias[] | undefined;
  /** Whether it holds what a request to one of the APIs is known by; undefined where nobody has looked. */
  readonly mentionsApi?: boolean | undefined;
}

/** What an earlier run found in a project. */
export interface Knowledge {
  /** The names of everything that sends: a file that is `none` calls none of them. */
  readonly names: ReadonlySet<string>;
  /** The files that have not changed since. */
  readonly files: ReadonlyMap<string, FileKnowledge>;
}

/**
 * The files of a run. Of those that an earlier run knew, only what the files that are asked about depend on is looked at:
 * what teaches, what is called, and who calls what was not taught before.
 */
export class Inputs implements Iterable<CodeInput> {
  readonly #all: readonly CodeInput[];
  readonly #known: Knowledge | undefined;
  readonly #isAsked: (file: string) => boolean;
  readonly #words: RegExp;
  readonly #taught = new Map<string, Set<string>>();
  readonly #sought = new Set<string>();
  readonly #aliases = new Map<string, readonly Alias[]>();
  readonly #mentions = new Map<string, boolean>();
  #isApiMentioned: boolean | undefined;

  constructor(
    all: readonly CodeInput[],
    {
      known,
      isAsked = () => true,
      apis,
      root,
    }: {
      readonly known: Knowledge | undefined;
      readonly isAsked: ((file: string) => boolean) | undefined;
      readonly apis: readonly Api[];
      /** The root key of a request's body. */
      readonly root: string;
    },
  ) {
    this.#all = all;
    this.#known = known;
    this.#isAsked = isAsked;
    this.#words = requestWords(apis, root);
  }

  [Symbol.iterator](): Iterator<CodeInput> {
    return this.#all[Symbol.iterator]();
  }

  /** Which files are to be parsed: those with the words, or with calls of the names, as far as this run needs them. */
  wanted(
    words: RegExp,
    names: ReadonlySet<string> | undefined,
    wasRead: (file: string) => boolean,
  ): (input: CodeInput) => boolean {
    // A file's bytes are read only where there is something to look for.
    const callsOf = (isOne: (name: string) => boolean) => {
      const some = [...(names ?? [])].filter(isOne);
      const calls = callsAmong(some);
      return some.length > 0 ? (input: CodeInput) => mayConcern(input.bytes, calls) : () => false;
    };
    const hasFresh = callsOf((name) => !this.#known?.names.has(name));
    const hasSought = callsOf((name) => this.#sought.has(name));
    return (input) => {
      const known = this.#knownOf(input.file);
      if (!known) return mayConcern(input.bytes, words);
      if (!names) return known.role === 'teaches';
      if (known.role === 'none') return hasFresh(input);
      // What was read for another's sake may be what that one calls.
      return wasRead(input.file) || hasSought(input);
    };
  }

  /** Takes note of what a file teaches. Whoever calls what it did not teach before is looked for. */
  teach(file: string, names: readonly string[]): void {
    const taught = this.#taught.get(file) ?? new Set();
    this.#taught.set(file, taught);
    const before = this.#knownOf(file)?.learnt;
    for (const name of names) {
      taught.add(name);
      if (!before?.includes(name)) this.#sought.add(name);
    }
  }

  /** Names with those under which some file hands on what they stand for. */
  withAliases(names: ReadonlySet<string>): Set<string> {
    const all = new Set(names);
    if (names.size === 0) return all;
    for (const [from, to] of this.#all.flatMap((input) => this.#aliasesOf(input)))
      if (all.has(from)) {
        all.add(to);
        if (this.#sought.has(from)) this.#sought.add(to);
      }
    return all;
  }

  /** Whether some file holds an API's host or a request body's root key: a request must have one of them. */
  mentionsApi(): boolean {
    this.#isApiMentioned ??= this.#all.some((input) => this.#mentionsApi(input));
    return this.#isApiMentioned;
  }

  /** What a later run can be told, with the names of everything that sends and the files that were parsed. */
  knowledge(names: ReadonlySet<string>, parsed: ReadonlyMap<string, unknown>): Knowledge {
    const files = this.#all.map(({ file }): [string, FileKnowledge] => {
      const known = this.#knownOf(file);
      const taught = this.#taught.get(file);
      const role = taught || known?.role === 'teaches' ? 'teaches' : parsed.has(file) ? 'calls' : known?.role;
      return [
        file,
        {
          role: role ?? 'none',
          learnt: taught ? [...taught] : (known?.learnt ?? []),
          aliases: this.#aliases.get(file) ?? known?.aliases,
          mentionsApi: this.#mentions.get(file) ?? known?.mentionsApi,
        },
      ];
    });
    return { names, files: new Map(files) };
  }

  #knownOf(file: string): FileKnowledge | undefined {
    return this.#isAsked(file) ? undefined : this.#known?.files.get(file);
  }

  #aliasesOf(input: CodeInput): readonly Alias[] {
    const { file } = input;
    let found = this.#aliases.get(file) ?? this.#knownOf(file)?.aliases;
    if (!found) {
      found = renamed(input.bytes);
      this.#aliases.set(file, found);
    }
    return found;
  }

  #mentionsApi(input: CodeInput): boolean {
    const { file } = input;
    const found =
      this.#mentions.get(file) ?? this.#knownOf(file)?.mentionsApi ?? mayConcern(input.bytes, this.#words);
    this.#mentions.set(file, found);
    return found;
  }
}
