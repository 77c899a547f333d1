/** What a run that takes long is at. */
export interface Progress {
  /** In words, as `Reading day.ndjson`. */
  readonly doing: string;
  /** What has been read of the payloads, where it is those that are read. */
  readonly read?: {
    readonly bytes: number;
    /** How many bytes there are; undefined where that is not known before the end. */
    readonly of: number | undefined;
    readonly events: number;
    readonly seconds: number;
  };
}
