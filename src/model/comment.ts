import type { Place } from './text.ts';

/** A comment of a source file, in any of its languages. Readers hand over those that name this tool. */
export interface Comment {
  /** Its text without the comment's markers. */
  readonly text: string;
  /** With its markers. */
  readonly place: Place;
}
