import type { CodeInput } from '../index.ts';
import { anyOf, calledBy, callsAmong, mayConcern, usesAmong } from '../programs/prefilter.ts';
import { valuesIn } from './dependencies.ts';
import type { Project } from './project.ts';
import type { Reach } from './reach.ts';

/** What decides which files are worth parsing. */
export interface Choice {
  readonly project: Project;
  readonly reach: Reach;
  /** What stands in every file that sends a request to one of the APIs. */
  readonly requests: RegExp;
  /** A file that is read wherever it may lead: a question was asked about it. */
  readonly wanted: string | undefined;
}

/** Chooses the files that are worth parsing, each once. */
export class Candidates {
  readonly #choice: Choice;
  #left: readonly CodeInput[];
  /** Files that name something which sends, but can only call it if somebody leads to them. */
  #waiting: readonly CodeInput[] = [];

  constructor(inputs: readonly CodeInput[], choice: Choice) {
    this.#left = inputs;
    this.#choice = choice;
  }

  /** The files that matter by what stands in them, and the one that is wanted. */
  holding(isMeant: (bytes: Uint8Array) => boolean): readonly CodeInput[] {
    return this.#take(({ file, bytes }) => file === this.#choice.wanted || isMeant(bytes));
  }

  /** The files that may call something by one of the names, and those that others were found to lead to or to hand something by now. */
  calling(names: readonly string[]): readonly CodeInput[] {
    const { project } = this.#choice;
    if (this.#waiting.length > 0) {
      // Who is given something so does not lead to who gives it, but the other way round.
      project.shared.injections.lookUp(project.forCallees);
      project.shared.implementations.lookUp(project.forCallees);
    }
    const released = this.#waiting.filter((each) => project.known(each.file) || !this.#isAlone(each));
    const isReleased = new Set(released);
    this.#waiting = this.#waiting.filter((each) => !isReleased.has(each));
    const searched = names.filter((name) => calledBy(name) === name);
    const found = searched.length > 0 ? this.#takeCalling(searched) : [];
    const takers = valuesIn(project.shared.links.handing);
    const handed = takers.size > 0 ? this.#take(({ file }) => takers.has(file)) : [];
    const alone = new Set(found.filter((each) => !project.known(each.file) && this.#isAlone(each)));
    this.#waiting = [...this.#waiting, ...alone];
    return [...released, ...found.filter((each) => !alone.has(each)), ...handed];
  }

  #takeCalling(names: readonly string[]): readonly CodeInput[] {
    const [near, calls, uses] = [anyOf(names), callsAmong(names), usesAmong(names)];
    return this.#take(({ bytes }) => [near, calls, uses].every((words) => mayConcern(bytes, words)));
  }

  #take(isMeant: (input: CodeInput) => boolean): readonly CodeInput[] {
    const found = this.#left.filter(isMeant);
    const isFound = new Set(found);
    this.#left = this.#left.filter((each) => !isFound.has(each));
    return found;
  }

  #isAlone({ file, bytes }: CodeInput): boolean {
    const { reach, requests, wanted } = this.#choice;
    return file !== wanted && !mayConcern(bytes, requests) && reach.isAlone(file, bytes);
  }
}
