import type ts from 'typescript';
import { isSharedBy } from '../functions/built.ts';
import type { Called } from '../functions/functions.ts';
import { callsBehind, makes } from '../functions/made.ts';
import { isFunction, isInside } from '../functions/naming.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import type { CallNode } from '../programs/scope.ts';
import type { Located, Project } from '../project/project.ts';
import { type Forwarding, forwardedBy, type Given } from './forwarding.ts';

/** Whether something is made of what other functions put together that are made along with the one that sends it. */
function isSharedIn(node: ts.Node, maker: ts.Node, program: Program): boolean {
  if (compiler.isIdentifier(node)) return isSharedBy(maker, node, program);
  return compiler.forEachChild(node, (child) => isSharedIn(child, maker, program)) ?? false;
}

/**
 * Knows which calls only make a function that sends: `const trackPaid = createTracker('paid')`. They are call sites where that
 * function is not seen to be called; where it is, and gives what is sent along, its calls are.
 */
export class SentLater {
  readonly #project: Project;
  /** The functions that calls made and that were called. */
  readonly #called = new Map<ts.Node, Set<Called>>();

  constructor(project: Project) {
    this.#project = project;
  }

  /**
   * The innermost function around a call that another makes, and whose own parameters, or other functions that it makes, decide about what
   * else is sent: what the other is given is the name.
   */
  taker(node: CallNode, maker: Called, sent: readonly Located<ts.Node>[]): Called | undefined {
    if (!isFunction(maker)) return undefined;
    const between: Called[] = [];
    for (let around = node.parent; around && around !== maker; around = around.parent)
      if (isFunction(around)) between.push(around);
    if (between.length === 0) return undefined;
    const free = forwardedBy(this.#project.forCallees, sent);
    const isPutTogether = sent.some(({ node: at, program }) => isSharedIn(at, maker, program));
    return between.find(
      (each) =>
        isFunction(each) &&
        (isPutTogether || each.parameters.some((parameter) => free.has(parameter))) &&
        makes(maker, each),
    );
  }

  /**
   * The function around a call that is given what it calls, where another function made that under a name: what it is given
   * decides about the name. `const useEvent = (event) => (more) => event.send(more)`.
   */
  giver(
    node: CallNode,
    program: Program,
    around: readonly Called[],
    {
      free,
      through: [called],
    }: { readonly free: ReadonlyMap<Given, Forwarding>; readonly through: readonly Called[] },
  ): { readonly func: Called; readonly how: Forwarding } | undefined {
    if (!called || !isFunction(called) || !compiler.isCallExpression(node)) return undefined;
    const isMade = [...free.keys()].some(({ parent }) => isFunction(parent) && makes(parent, called));
    if (!isMade) return undefined;
    const given = forwardedBy(this.#project.forCallees, [{ node: node.expression, program }]);
    const func = around.find((each) => isFunction(each) && each.parameters.some((one) => given.has(one)));
    return func && { func, how: 'made' };
  }

  /** Takes note that a function is called, perhaps one that calls have made. */
  learn({ node, program }: Located<Called>): void {
    if (!program.frame || !isFunction(node)) return;
    for (const call of callsBehind(program.frame)) {
      const known = this.#called.get(call) ?? new Set();
      this.#called.set(call, known.add(node));
      this.#project.noted.mark('made', call);
    }
  }

  /** Whether what is sent on a way of calls is sent where a function is called that one of them made. */
  isSentLater(way: readonly CallNode[]): boolean {
    return way.some((call, at) => {
      const called = this.#called.get(call);
      return called && way.slice(at + 1).some((each) => [...called].some((func) => isInside(each, func)));
    });
  }
}
