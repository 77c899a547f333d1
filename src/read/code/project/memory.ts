import type ts from 'typescript';
import type { Frame } from '../functions/frames.ts';
import type { Located } from './project.ts';

/**
 * Answers to one kind of question about expressions, each in the call in which it is looked at. They hold as long as no
 * file, link or provider is learnt.
 */
export class Memory<Answer> {
  readonly #outside = new WeakMap<ts.Node, { readonly answer: Answer }>();
  readonly #inCalls = new WeakMap<Frame, WeakMap<ts.Node, { readonly answer: Answer }>>();

  get({ node, program: { frame } }: Located<ts.Node>): { readonly answer: Answer } | undefined {
    return (frame ? this.#inCalls.get(frame) : this.#outside)?.get(node);
  }

  set({ node, program: { frame } }: Located<ts.Node>, answer: Answer): void {
    let answers = frame ? this.#inCalls.get(frame) : this.#outside;
    if (!answers) {
      answers = new WeakMap();
      this.#inCalls.set(frame as Frame, answers);
    }
    answers.set(node, { answer });
  }

  delete({ node, program: { frame } }: Located<ts.Node>): void {
    (frame ? this.#inCalls.get(frame) : this.#outside)?.delete(node);
  }
}
