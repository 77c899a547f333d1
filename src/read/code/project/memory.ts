import type ts from 'typescript';
import type { Frame } from '../functions/frames.ts';
import type { Located } from './project.ts';

/**
 * What is remembered of one kind of question about expressions, each in the call in which it is looked at. It holds as long
 * as no file, link or provider is learnt.
 */
export class Memory<Remembered extends object> {
  readonly #outside = new Map<ts.Node, Remembered>();
  readonly #inCalls = new WeakMap<Frame, Map<ts.Node, Remembered>>();

  get({ node, program: { frame } }: Located<ts.Node>): Remembered | undefined {
    return (frame ? this.#inCalls.get(frame) : this.#outside)?.get(node);
  }

  set({ node, program: { frame } }: Located<ts.Node>, remembered: Remembered): void {
    let answers = frame ? this.#inCalls.get(frame) : this.#outside;
    if (!answers) {
      answers = new Map();
      this.#inCalls.set(frame as Frame, answers);
    }
    answers.set(node, remembered);
  }

  delete({ node, program: { frame } }: Located<ts.Node>): void {
    (frame ? this.#inCalls.get(frame) : this.#outside)?.delete(node);
  }
}
