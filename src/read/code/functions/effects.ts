import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import { globalObjects } from '../programs/prefilter.ts';
import type { Program } from '../programs/program.ts';
import { lookUp } from '../programs/scope.ts';
import { unwrapped, writtenUnder } from '../programs/syntax.ts';

/** A function that a call has be called, with what it is given: one by one, or as a list. */
export interface Passing {
  readonly callee: ts.Expression;
  readonly given: readonly ts.Expression[] | ts.Expression | undefined;
  /** Whether whoever calls it at last gives more. */
  readonly more?: boolean;
}

/** Effects of a saga that call the function that they are given with what they are given besides. */
const callingEffects = new Set(['call', 'fork', 'spawn']);
const applyingEffects = new Set(['apply']);

/** Functions of the platform that call the first that they are given with what stands from a place on. */
const callingLater: Readonly<Record<string, number>> = {
  setTimeout: 2,
  setInterval: 2,
  setImmediate: 1,
  'process.nextTick': 1,
};

/** The function that an effect of a saga, or a function of the platform, calls, and what that is given: `call(send, 'paid')`, `setTimeout(send, 0, 'paid')`. */
export function calledByEffect(node: ts.CallExpression, program: Program): Passing | undefined {
  const [first, second, third] = node.arguments;
  if (!first) return undefined;
  if (isOfSaga(node.expression, program, callingEffects)) {
    const callee = calledIn(unwrapped(first));
    return callee && { callee, given: node.arguments.slice(1) };
  }
  if (second && isOfSaga(node.expression, program, applyingEffects))
    return { callee: methodOf(first, second), given: third };
  const name = nameOfPlatform(node.expression, program);
  if (name === 'Reflect.apply') return { callee: first, given: third };
  const from = name === undefined ? undefined : callingLater[name];
  // What is called with nothing is only handed on.
  const given = from === undefined ? [] : node.arguments.slice(from);
  return given.length > 0 ? { callee: first, given } : undefined;
}

/** `client.send` of `[client, client.send]`, `[client, 'send']` and `{ context: client, fn: client.send }`. */
function calledIn(first: ts.Expression): ts.Expression | undefined {
  if (compiler.isArrayLiteralExpression(first)) {
    const [self, method] = first.elements;
    return self && method && methodOf(self, method);
  }
  if (!compiler.isObjectLiteralExpression(first)) return first;
  const [self, method] = [writtenUnder(first, 'context'), writtenUnder(first, 'fn')];
  return method && (self ? methodOf(self, method) : method);
}

const made = new WeakMap<ts.Expression, ts.Expression>();

/** A method that is named by a text as if it were taken off its object; what is no text is the function itself. */
function methodOf(self: ts.Expression, method: ts.Expression): ts.Expression {
  if (!compiler.isStringLiteralLike(method)) return method;
  const known = made.get(method) ?? compiler.factory.createPropertyAccessExpression(self, method.text);
  made.set(method, known);
  return known;
}

/** What a function of the platform is called, `setTimeout` of `window.setTimeout`; undefined for others, and where a file declares it. */
function nameOfPlatform(node: ts.Expression, program: Program): string | undefined {
  const callee = unwrapped(node);
  const isMember = compiler.isPropertyAccessExpression(callee);
  const root = isMember ? callee.expression : callee;
  if (!compiler.isIdentifier(root)) return undefined;
  const own = isMember && !globalObjects.has(root.text) ? `${root.text}.` : '';
  const name = `${own}${isMember ? callee.name.text : root.text}`;
  const isMeant = name === 'Reflect.apply' || Object.hasOwn(callingLater, name);
  return isMeant && !lookUp(program.scopeOf(root), root.text) ? name : undefined;
}

/** Whether an expression names one of some functions of a package for sagas. */
export function isOfSaga(callee: ts.Expression, program: Program, names: ReadonlySet<string>): boolean {
  if (!compiler.isIdentifier(callee)) return false;
  const binding = lookUp(program.scopeOf(callee), callee.text)?.binding;
  return binding?.kind === 'import' && /\bsaga\b/.test(binding.module) && names.has(binding.imported);
}
