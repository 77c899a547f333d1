/** A finding that was there when the baseline was written. */
export interface BaselineEntry {
  /** What is wrong and the text it stands in; no file and no line. */
  readonly fingerprint: string;
  /** Relative to the baseline's folder. */
  readonly file: string;
  readonly rule: string;
  readonly message: string;
}
