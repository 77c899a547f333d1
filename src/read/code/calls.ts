import type ts from 'typescript';
import type { ArgumentPath, CallShape } from '../../model/pack.ts';
import { compiler } from './compiler.ts';
import { evaluate } from './evaluate.ts';
import { objectLiteralOf, propertyOf, unwrapped } from './objects.ts';
import type { Program } from './program.ts';
import type { Located, Project } from './project.ts';
import { type Reference, referenceOf } from './reference.ts';

/** An argument of a call: what was given, nothing, or something behind a spread that cannot be told. */
export type Argument = Located | 'absent' | 'hidden';

/** A call that a shape describes. */
export interface MatchedCall {
  readonly shape: CallShape;
  readonly node: ts.CallExpression;
  readonly program: Program;
  /** `nv('event')`, `Notifyvisitors.event`. */
  readonly sink: string;
  /** The argument that a path leads to. */
  readonly argument: (path: ArgumentPath | undefined) => Argument;
}

/** Arguments that are known; where a spread begins, the rest is hidden. */
interface Arguments {
  readonly known: readonly ts.Expression[];
  readonly more: boolean;
}

/** Finds which shape describes a call, under whatever name its callee goes. */
export class CallMatcher {
  readonly #project: Project;
  readonly #shapes: readonly CallShape[];

  constructor(project: Project, shapes: readonly CallShape[]) {
    this.#project = project;
    this.#shapes = shapes;
  }

  /** The first shape that describes the call; undefined for calls that are none of ours. */
  match(node: ts.CallExpression, program: Program): MatchedCall | undefined {
    const reference = referenceOf(this.#project, { node: node.expression, program });
    const direct = argumentsOf(node.arguments);
    const own = this.#find(node, program, reference, methodOf(node.expression), direct);
    if (own) return own;
    // `nv.call(null, …)` and `nv.apply(null, […])`.
    const callee = unwrapped(node.expression);
    if (!compiler.isPropertyAccessExpression(callee)) return undefined;
    const passed = passedArguments(callee.name.text, node.arguments);
    if (!passed) return undefined;
    const target = referenceOf(this.#project, { node: callee.expression, program });
    return this.#find(node, program, target, methodOf(callee.expression), passed);
  }

  #find(
    node: ts.CallExpression,
    program: Program,
    reference: Reference | undefined,
    method: string | undefined,
    given: Arguments,
  ): MatchedCall | undefined {
    for (const shape of this.#shapes) {
      if (!isCallee(shape, reference, method) || !this.#fits(shape, program, given)) continue;
      const argument = (path: ArgumentPath | undefined) => this.#argument(path, program, given);
      return { shape, node, program, sink: sinkOf(shape, node), argument };
    }
    return undefined;
  }

  #fits({ when = {} }: CallShape, program: Program, { known }: Arguments): boolean {
    return Object.entries(when).every(([index, value]) => {
      const node = known[Number(index)];
      return node !== undefined && evaluate(this.#project, { node, program }).values.includes(value);
    });
  }

  #argument(path: ArgumentPath | undefined, program: Program, given: Arguments): Argument {
    if (path === undefined) return 'absent';
    const paths = typeof path === 'string' ? [path] : path;
    for (const each of paths) {
      const [index = '', ...steps] = each.split('.');
      const found = this.#at(Number(index), steps, program, given);
      if (found !== 'absent') return found;
      // An object that has no such property is no name or value itself.
      if (steps.length > 0 && this.#isObject(given.known[Number(index)], program)) return 'absent';
    }
    return 'absent';
  }

  #at(index: number, steps: readonly string[], program: Program, { known, more }: Arguments): Argument {
    const node = known[index];
    if (node === undefined) return more ? 'hidden' : 'absent';
    let at: Located = { node, program };
    for (const step of steps) {
      const value = propertyOf(this.#project, at, step);
      if (!value) return this.#mayHave(at) ? 'hidden' : 'absent';
      at = value;
    }
    return at;
  }

  /** Whether an object may have properties that are not seen: it is not known through and through. */
  #mayHave(at: Located): boolean {
    const literal = objectLiteralOf(this.#project, at);
    if (literal)
      return (literal.node as ts.ObjectLiteralExpression).properties.some(compiler.isSpreadAssignment);
    // What is known to be something else has no such property.
    const { types } = evaluate(this.#project, at);
    return types.includes('object');
  }

  #isObject(node: ts.Expression | undefined, program: Program): boolean {
    return node !== undefined && evaluate(this.#project, { node, program }).types.includes('object');
  }
}

function methodOf(node: ts.Expression): string | undefined {
  const callee = unwrapped(node);
  return compiler.isPropertyAccessExpression(callee) ? callee.name.text : undefined;
}

function isCallee(
  { callee, module }: CallShape,
  reference: Reference | undefined,
  method: string | undefined,
): boolean {
  if (callee.startsWith('*.')) {
    if (callee.slice(2) !== method) return false;
    return module === undefined || reference?.module === module;
  }
  if (!reference) return false;
  if (module === undefined) return reference.written.join('.') === callee;
  const path = reference.path.join('.');
  if (reference.module !== module) return false;
  // `require` of a module hands over its default export, or the object that holds it.
  return path === callee || (callee.startsWith('default.') && path === callee.slice('default.'.length));
}

function sinkOf({ callee, when = {} }: CallShape, node: ts.CallExpression): string {
  const written = node.expression.getText().replaceAll('?.', '.').replace(/\s+/g, '');
  const name = /^(default|\*)\./.test(callee) ? written : callee;
  const fixed = Object.values(when).map((value) => `'${value}'`);
  return fixed.length > 0 ? `${name}(${fixed.join(', ')})` : name;
}

function argumentsOf(nodes: readonly ts.Expression[]): Arguments {
  const known: ts.Expression[] = [];
  for (const node of nodes) {
    const spread = compiler.isSpreadElement(node) ? unwrapped(node.expression) : undefined;
    if (!spread) known.push(node);
    else if (compiler.isArrayLiteralExpression(spread)) {
      const inner = argumentsOf(spread.elements);
      known.push(...inner.known);
      if (inner.more) return { known, more: true };
    } else return { known, more: true };
  }
  return { known, more: false };
}

function passedArguments(method: string, nodes: readonly ts.Expression[]): Arguments | undefined {
  const [, ...rest] = nodes;
  if (method === 'call') return argumentsOf(rest);
  if (method !== 'apply') return undefined;
  const [list] = rest;
  if (!list) return { known: [], more: false };
  return compiler.isArrayLiteralExpression(list) ? argumentsOf(list.elements) : { known: [], more: true };
}
