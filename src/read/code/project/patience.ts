import { mostSteps } from './answers.ts';

/** So many steps are taken for one file before its next questions are given half as many, then ever fewer: real files need a third. */
const halvedAfter = 16 * mostSteps;

/** So many are taken for all files before each is as impatient. */
const impatientAfter = 200 * mostSteps;

/** A question is given so many steps in any case, and at last: most calls are understood within a few. */
const [fewestSteps, lastSteps] = [100, 10];

/**
 * How many steps a question may take. Where a file's questions took very many, the next ones would, too: functions that all
 * call one another have more ways through them than anybody could follow.
 */
export class Patience {
  readonly #taken = new Map<string, number>();
  #takenAtAll = 0;

  /** The steps for the next question about a file. */
  stepsFor(file: string): number {
    const taken = (this.#taken.get(file) ?? 0) + Math.max(0, this.#takenAtAll - impatientAfter);
    const share = taken / halvedAfter;
    return Math.max(share < 4 ? fewestSteps : lastSteps, mostSteps >> Math.min(30, Math.floor(share ** 2)));
  }

  /** Takes note of what a question about a file took. */
  spend(file: string, steps: number): void {
    this.#taken.set(file, (this.#taken.get(file) ?? 0) + steps);
    this.#takenAtAll += steps;
  }
}
