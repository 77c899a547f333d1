import { resolve } from 'node:path';
import { decode, displayPath, readBytes, readText } from '../files.ts';
import type { Comment } from '../model/comment.ts';
import type { EventUse } from '../model/event-use.ts';
import type { ReadingProblem } from '../model/finding.ts';
import type { CallShape, Pack } from '../model/pack.ts';
import { mayConcern, searchWords } from '../read/code/prefilter.ts';

/** What the code of a project says. */
export interface CodeFacts {
  readonly uses: readonly EventUse[];
  readonly comments: readonly Comment[];
  readonly problems: readonly ReadingProblem[];
}

/** A file given as text instead of by path: standard input. */
export interface GivenText {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/**
 * Reads the call sites of code files. The compiler is loaded only when a file's bytes hold a word that matters.
 */
export async function readCodeFiles(
  files: readonly string[],
  given: readonly GivenText[],
  cwd: string,
  pack: Pack,
  ownCalls: readonly CallShape[],
): Promise<CodeFacts> {
  const calls = [...ownCalls, ...pack.calls];
  const words = searchWords(calls, pack.apis);
  const inputs: { file: string; text: string }[] = [];
  const take = (file: string, bytes: Uint8Array) => {
    if (mayConcern(bytes, words)) inputs.push({ file, text: decode(bytes) });
  };
  for (const file of files) take(displayPath(file, cwd), readBytes(file) ?? new Uint8Array());
  for (const { file, bytes } of given) take(file, bytes);
  if (inputs.length === 0) return { uses: [], comments: [], problems: [] };
  const { readCode } = await import('../read/code/index.ts');
  const host = { read: (file: string) => readText(resolve(cwd, file)) };
  return readCode(inputs, { calls, apis: pack.apis, payload: pack.payload, host });
}
