import type ts from 'typescript';
import type { Step } from '../../../model/explanation.ts';
import type { Facts } from './facts.ts';
import { Memory } from './memory.ts';
import type { Located } from './project.ts';
import { Trace } from './trace.ts';

/** So many expressions are looked at for one call; real code needs some hundreds. */
export const mostSteps = 20_000;

/** Stands for the answer to a question that is being asked. */
const asking = Symbol('asking');
const forgotten = Symbol('forgotten');

/** So many questions may lead from one to the next: real code needs some dozens, and the stack holds some hundreds. */
const mostNested = 80;

/** How much may still be asked for the question at hand. */
export class Effort {
  #left = mostSteps;
  #most = mostSteps;
  /** How many questions led to the one that is asked now. */
  depth = 0;
  /** How many questions were left without an answer so far. */
  cuts = 0;

  /** Whether one more step may be taken for the question at hand: expressions that double at every step would never end. */
  step(): boolean {
    this.#left--;
    return this.#left >= 0;
  }

  /** Whether the question at hand took more steps than it may. */
  isExhausted(): boolean {
    return this.#left < 0;
  }

  /** Begins a question of its own. */
  begin(): void {
    this.#left = this.#most;
  }

  /** From now on, a question may take as many steps as that. */
  allow(most: number): void {
    this.#most = most;
    this.begin();
  }

  /** How many steps the question at hand took. */
  get taken(): number {
    return this.#most - Math.max(this.#left, 0);
  }
}

/** What was asked about expressions: each question once. */
export class Answers {
  readonly #effort: Effort;
  readonly #memories = new Map<string, Memory<unknown>>();
  #trace: Trace | undefined;

  constructor(effort: Effort) {
    this.#effort = effort;
  }

  /**
   * Asks a question about an expression, once: the answer is remembered. `otherwise` is the answer where questions lead too
   * far, or back to one that is being asked; what depends on such an answer is not remembered.
   */
  nested<Answer>(
    kind: string,
    at: Located<ts.Node>,
    isTooDeep: boolean,
    ask: () => Answer,
    otherwise: Answer,
  ): Answer {
    const memory = this.#memory(kind);
    const known = memory.get(at);
    if (known && known.answer !== asking) return known.answer as Answer;
    const effort = this.#effort;
    if (known || isTooDeep || effort.depth >= mostNested || !effort.step()) {
      effort.cuts++;
      return otherwise;
    }
    const before = effort.cuts;
    memory.set(at, asking);
    effort.depth++;
    let answer: Answer | typeof forgotten = forgotten;
    try {
      answer = ask();
      return answer;
    } finally {
      effort.depth--;
      if (effort.cuts === before && answer !== forgotten) memory.set(at, answer);
      else memory.delete(at);
    }
  }

  /** What was evaluated, step by step, while a question was asked. */
  watched(ask: () => Facts): readonly Step[] {
    const trace = new Trace();
    this.#trace = trace;
    try {
      ask();
      return trace.steps;
    } finally {
      this.#trace = undefined;
    }
  }

  /** Takes part in what is watched, if anything is. */
  traced(at: Located<ts.Node>, ask: () => Facts): Facts {
    return this.#trace ? this.#trace.follow(at, ask) : ask();
  }

  /** Forgets what was answered: there is more to know now. */
  forget(): void {
    this.#memories.clear();
  }

  #memory(kind: string): Memory<unknown> {
    let memory = this.#memories.get(kind);
    if (!memory) {
      memory = new Memory();
      this.#memories.set(kind, memory);
    }
    return memory;
  }
}
