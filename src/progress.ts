import type { Progress } from './model/progress.ts';
import { progressLine } from './report/progress.ts';

/** Where progress is shown: a terminal. */
export interface Screen {
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** A line at the bottom of a terminal that says what the run is at. */
export interface ProgressShown {
  /** Shows it, if it is time to; without anything, takes the line away. */
  show(progress: (() => Progress) | undefined): void;
}

/** Shorter runs need none. */
const firstShownMs = 1000;
/** So often it is written anew, so that it does not flicker. */
const betweenMs = 100;

/** Shows progress on a screen; `now` is in milliseconds since the process began. */
export function progressOn(screen: Screen, now: () => number): ProgressShown {
  let isShown = false;
  let last = 0;
  return {
    show(progress) {
      if (progress === undefined) {
        if (isShown) screen.write('\r\u001b[K');
        isShown = false;
        return;
      }
      const at = now();
      if (at < firstShownMs || (isShown && at - last < betweenMs)) return;
      [isShown, last] = [true, at];
      // In the last column, some terminals go to the next line.
      screen.write(`\r${progressLine(progress(), (screen.columns || 80) - 1)}\u001b[K`);
    },
  };
}
