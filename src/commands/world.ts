import type { Progress } from '../model/progress.ts';

/** What a command may know of the process it runs in. */
export interface World {
  readonly cwd: string;
  readonly version: string;
  /** The command line; absent where nobody asks the same again. */
  readonly asked?: readonly string[];
  /** The project's page, under which the rules' pages stand. */
  readonly homepage: string;
  /** Whether standard output shows colour. */
  readonly color: boolean;
  /** Writes to standard output. */
  readonly print: (text: string) => void;
  /** Writes a line to standard error. */
  readonly warn: (line: string) => void;
  /** Milliseconds since some moment. */
  readonly now: () => number;
  /** The day, as `yyyy-MM-dd`. */
  readonly today: string;
  /** Whether this is an unattended run: what is to be decided by people is not decided. */
  readonly isUnattended: boolean;
  /** Shows what a run that takes long is at, which is only asked when it is; without anything, shows no more of it. */
  readonly progress: (progress: (() => Progress) | undefined) => void;
}
