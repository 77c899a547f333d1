export interface Manifest {
  readonly file: string;
  readonly shape: string;
  readonly seed: number;
  readonly bytes: number;
  /** Entries, also those that no reader can read. */
  readonly events: number;
  readonly lines: number;
  readonly unreadable: number;
  /** Faults by rule. */
  readonly planted: Readonly<Record<string, number>>;
  /** Findings by rule: some faults break several. */
  readonly expected: Readonly<Record<string, number>>;
}
export interface CorpusOptions {
  readonly events?: number;
  readonly shape?: string;
  readonly faults?: number;
  readonly seed?: number;
}
export function writeCorpus(folder: string, options?: CorpusOptions): Manifest;
export function corpusIn(folder: string, options?: CorpusOptions): Manifest;
