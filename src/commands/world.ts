/** What a command may know of the process it runs in. */
export interface World {
  readonly cwd: string;
  readonly version: string;
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
  /** Says what a run that takes long is at; an empty text takes it away. Does nothing where nobody is looking. */
  readonly progress: (text: string) => void;
}
