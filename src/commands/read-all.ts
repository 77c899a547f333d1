import { dirname, resolve, sep } from 'node:path';
import { decode, displayPath, isMinified } from '../files.ts';
import { boundLargeHeap, freeYoung } from '../heap.ts';
import type { Pack } from '../model/pack.ts';
import type { CodeFacts, CodeInput } from '../read/code/index.ts';
import { mayConcern, searchWords } from '../read/code/programs/prefilter.ts';
import type { Trees } from '../read/code/project/parsed-files.ts';
import { findNamed } from '../tree.ts';
import type { Seen } from './answers.ts';
import { Looked } from './code-cache.ts';
import { loadCompiler } from './compiler.ts';
import { diskHost } from './disk-host.ts';
import type { Place } from './find-project.ts';
import type { Deciding } from './quiet.ts';

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
  /** Whether a file is one of these; absent where that is told no faster than all are listed. */
  readonly isOther?: ((file: string) => boolean) | undefined;
  /** Those that were named outright. */
  readonly named: ReadonlySet<string>;
  readonly given: readonly GivenText[];
  /** A line whose calls are to be explained; its file as reports show it. */
  readonly explain?: { readonly file: string; readonly line: number } | undefined;
  /** Told how many files were parsed so far. */
  readonly progress?: ((parsed: number) => void) | undefined;
  /** Whether a file of the project that is not among these is known to hold what a request is known by. */
  readonly mentionsApi?: boolean;
  /** Told on what the answer depends, where the whole project is read. */
  readonly saw?: ((seen: Seen) => void) | undefined;
  /** What decides beside the code, where a note is to be taken of what is staged. */
  readonly deciding?: Deciding | undefined;
}

/** What a reading takes note of, and whether it asks the type checker. */
export interface Reading {
  readonly looked: Looked;
  readonly asksChecker: boolean;
  /** What was parsed in the same run, where files are read more than once. */
  readonly trees?: Trees;
}

/** Reads the files that are asked about, with the others that are given, and what they import. The parser is loaded only when bytes hold a word that matters. */
export async function readAll(
  { files, others, named, given, explain, progress, mentionsApi }: CodeSelection,
  { cwd, root, config, tree }: Place,
  pack: Pack,
  { looked = new Looked(), asksChecker, trees }: Partial<Reading>,
): Promise<CodeFacts> {
  if (files.length + given.length === 0) return nothingFound;
  // Of most names that are asked for there is no file: there are very many, and nearly all are below the folder.
  const absolutePath = (file: string) =>
    sep === '/' && !file.startsWith('.') ? `${cwd}/${file}` : resolve(cwd, file);
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
  // In one order, whichever are asked about: what is learnt first counts where several say different things.
  const inputs = inOrder([...asked, ...found(others).filter(({ file }) => !names.has(file))], absolutePath);
  const calls = [...config.calls, ...pack.calls];
  const words = searchWords(calls, pack.apis);
  if (!inputs.some(({ bytes }) => mayConcern(bytes, words)))
    return { ...nothingFound, searched: inputs.length };
  freeYoung();
  loadCompiler(asksChecker === true);
  const { readCode } = await import('../read/code/index.ts');
  const unsaved = new Set(given.map(({ file }) => file));
  const known = new Map(inputs.map(({ file, bytes }) => [file, bytes]));
  for (const file of unsaved) known.delete(file);
  const folders = new Set<string>();
  const host = {
    read: (file: string) => {
      const path = resolve(cwd, file);
      looked.stamps.of(path);
      const bytes = known.get(file);
      const text = bytes?.length ? decode(bytes) : tree.readText(path);
      (text === undefined ? looked.absent : looked.files).add(path);
      return text;
    },
    exists: (file: string) => {
      const path = absolutePath(file);
      const folder = file.slice(0, Math.max(file.lastIndexOf('/'), 0));
      if (!folders.has(folder)) {
        looked.lookInto(dirname(path));
        folders.add(folder);
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
    progress: (parsed) => {
      if (parsed % 32 === 0) boundLargeHeap();
      progress?.(parsed);
    },
    mentionsApi,
    trees,
  });
}

/** Files by their absolute paths, as a project's are listed. */
function inOrder(inputs: readonly CodeInput[], absolutePath: (file: string) => string): CodeInput[] {
  const paths = new Map(inputs.map((input) => [absolutePath(input.file), input]));
  return [...paths.keys()].sort().map((path) => paths.get(path) as CodeInput);
}

/** What is found where there is nothing. */
export const nothingFound: CodeFacts = {
  uses: [],
  comments: [],
  problems: [],
  missing: [],
  explanations: [],
  parsed: 0,
};
