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
}
