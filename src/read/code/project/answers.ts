import type ts from 'typescript';
import type { Step } from '../../../model/explanation.ts';
import type { Facts } from './facts.ts';
import { Memory } from './memory.ts';
import type { Located } from './project.ts';
import { Trace } from './trace.ts';

/** So many expressions are looked at for one call; real code needs some hundreds. */
export const mostSteps = 20_000;

const forgotten = Symbol('forgotten');

/** Of each question that is being asked, by how many led to it: one bit. None stands for none. */
type Askers = bigint;
const none: Askers = 0n;

/** How deep in expressions of its kind a question is asked, and how deep it may be. */
export interface Within {
  readonly depth: number;
  readonly deepest: number;
}

/** What is remembered of a question: that it is being asked, as the how many-th; or its answer. */
type Remembered<Answer> = { readonly asked: number } | Answered<Answer>;

interface Answered<Answer> {
  readonly answer: Answer;
  /** On which of the questions that are being asked it depends. */
  readonly askers: Askers;
  /** Where something led too far for it: how deep it was asked, and how many questions had led to it. */
  readonly cut?: { readonly depth: number; readonly asked: number } | undefined;
}

/** So many questions may lead from one to the next: real code needs some dozens, and the stack holds some hundreds. */
const mostNested = 80;

/** How much may still be asked for the question at hand. */
export class Effort {
  #left = mostSteps;
  #most = mostSteps;
  /** How many questions led to the one that is asked now. */
  depth = 0;
  /** How many questions were left without an answer so far, as they led too deep. */
  cuts = 0;
  /** Which of those that are being asked the one that is asked now led back to. */
  askers: Askers = none;
  /** Forgets what was answered as long as a question was asked, by how many led to that one. */
  readonly #forgetting: (() => void)[][] = [];

  /** Whether one more step may be taken for the question at hand: expressions that double at every step would never end. */
  step(): boolean {
    this.#left--;
    return this.#left >= 0;
  }

  /** Whether the question at hand took more steps than it may. */
  isExhausted(): boolean {
    return this.#left < 0;
  }

  /** Does something once the last of some questions is answered. */
  afterLast(askers: Askers, forget: () => void): void {
    const last = askers.toString(2).length - 1;
    const forgetting = this.#forgetting[last];
    if (forgetting) forgetting.push(forget);
    else this.#forgetting[last] = [forget];
  }

  /** Says that such a question is answered. */
  answered(asked: number): void {
    const forgetting = this.#forgetting[asked];
    if (!forgetting) return;
    this.#forgetting.length = asked;
    for (const forget of forgetting) forget();
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
  readonly #memories = new Map<string, Memory<Remembered<unknown>>>();
  #trace: Trace | undefined;

  constructor(effort: Effort) {
    this.#effort = effort;
  }

  /**
   * Asks a question about an expression, once: the answer is remembered. `otherwise` is the answer where questions lead too
   * far, or back to one that is being asked. What depends on one that led too deep holds for whoever asks as deep: there, no
   * more could be found out. What depends on one that is being asked is remembered until that one is answered, as it would be
   * answered alike until then; what took all steps is not remembered.
   */
  nested<Answer>(
    kind: string,
    at: Located<ts.Node>,
    { depth: within, deepest }: Within,
    ask: () => Answer,
    otherwise: Answer,
  ): Answer {
    const memory = this.#memory(kind);
    const effort = this.#effort;
    const known = memory.get(at) as Remembered<Answer> | undefined;
    if (known && 'asked' in known) {
      effort.askers |= bitOf(known.asked);
      return otherwise;
    }
    if (known && holds(known, within, effort.depth)) {
      if (known.askers !== none) effort.askers |= known.askers;
      if (known.cut) effort.cuts++;
      return known.answer;
    }
    if (within > deepest || effort.depth >= mostNested || !effort.step()) {
      effort.cuts++;
      return otherwise;
    }
    const { cuts, askers, depth } = effort;
    memory.set(at, { asked: depth });
    effort.depth++;
    effort.askers = none;
    let answer: Answer | typeof forgotten = forgotten;
    try {
      answer = ask();
      return answer;
    } finally {
      effort.depth--;
      effort.answered(depth);
      const depended = effort.askers === none ? none : effort.askers & ~bitOf(depth);
      effort.askers = depended === none ? askers : askers | depended;
      const cut = effort.cuts === cuts ? undefined : { depth: within, asked: depth };
      if ((cut && effort.isExhausted()) || answer === forgotten) memory.delete(at);
      else {
        memory.set(at, { answer, askers: depended, cut });
        if (depended !== none) effort.afterLast(depended, () => memory.delete(at));
      }
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

  #memory(kind: string): Memory<Remembered<unknown>> {
    let memory = this.#memories.get(kind);
    if (!memory) {
      memory = new Memory();
      this.#memories.set(kind, memory);
    }
    return memory;
  }
}

/** Whether an answer is the answer for one who asks as deep as that. */
function holds({ cut }: Answered<unknown>, depth: number, asked: number): boolean {
  return !cut || (depth >= cut.depth && asked >= cut.asked);
}

function bitOf(asked: number): Askers {
  return 1n << BigInt(asked);
}
