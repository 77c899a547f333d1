import type { Comment } from '../../model/comment.ts';
import type { EventUse } from '../../model/event-use.ts';
import type { Explanation } from '../../model/explanation.ts';
import type { ReadingProblem } from '../../model/finding.ts';
import type { CallShape, Pack } from '../../model/pack.ts';
import { factsOf } from './code-facts.ts';
import type { CodeHost } from './modules/modules.ts';
import type { Dependencies } from './project/dependencies.ts';
import type { Trees } from './project/parsed-files.ts';
import type { Teaching } from './project/teaching.ts';
import { Scan } from './scan.ts';
import type { DiskHost } from './types/checker-host.ts';

/** What to look for in code, and where other files are. */
export interface CodeOptions extends Pick<Pack, 'apis' | 'payload'> {
  /** Call shapes in the order in which they are tried. */
  readonly calls: readonly CallShape[];
  /** Reads files that the given ones import. */
  readonly host: CodeHost;
  /** Whether a file's call sites are asked for. The others are only looked at for what these use: all are, by default. */
  readonly isAsked?: (file: string) => boolean;
  /** A line whose calls are to be explained: a file, and a line of it counted from 1. */
  readonly explain?: { readonly file: string; readonly line: number } | undefined;
  /** Told how many files were parsed so far. */
  readonly progress?: ((parsed: number) => void) | undefined;
  /** What the type checker reads, where it is asked for what is not known otherwise. */
  readonly types?: DiskHost | undefined;
  /** Whether a file that is not given is known to hold what a request to one of the APIs is known by. */
  readonly mentionsApi?: boolean | undefined;
  /** What earlier readings in the same run parsed; what this one parses is added. */
  readonly trees?: Trees | undefined;
}

/** A file of code. */
export interface CodeInput {
  /** Relative to the working directory, with `/`. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** What the code says. */
export interface CodeFacts {
  /** The call sites, by file and position. */
  readonly uses: readonly EventUse[];
  readonly comments: readonly Comment[];
  readonly problems: readonly ReadingProblem[];
  /** Packages that are not installed and without which some name or type is not known. */
  readonly missing: readonly string[];
  /** How the calls of the line that was asked about were understood. */
  readonly explanations: readonly Explanation[];
  /** How many files were parsed; none where all was remembered. */
  readonly parsed: number;
  /** How many files were searched for words that matter; absent where all was remembered. */
  readonly searched?: number;
  /** How many attributes have a type that the type checker might know and was not asked for; absent where it was. */
  readonly unasked?: number;
  /** What the files told one another; absent where all was remembered. */
  readonly teaching?: Teaching;
  /** On what all this depends; absent where all was remembered. */
  readonly dependencies?: Dependencies;
}

/**
 * Finds the call sites of a project: calls of the shapes given, HTTP calls to the APIs given, and calls of functions that
 * forward a parameter into one of those, to any depth. What cannot be parsed is a `parse-error` problem; the rest of its
 * file is read all the same.
 */
export function readCode(inputs: readonly CodeInput[], options: CodeOptions): CodeFacts {
  const scan = new Scan(inputs, options);
  scan.run();
  return factsOf(scan, options);
}
