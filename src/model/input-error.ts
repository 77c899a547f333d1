import type { Place } from './text.ts';

/** The tool could not do its work because of what it was given: exit code 2, with what to do next. */
export class InputError extends Error {
  /** Where, when the input has a place. */
  readonly place: Place | undefined;
  /** What to do about it. */
  readonly help: string | undefined;

  constructor(message: string, details: { place?: Place | undefined; help?: string | undefined } = {}) {
    super(message);
    this.name = 'InputError';
    this.place = details.place;
    this.help = details.help;
  }
}
