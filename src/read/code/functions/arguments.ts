import type ts from 'typescript';
import { isExported } from '../modules/exports.ts';
import { boundFunction } from '../programs/bound-functions.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { unwrapped, wrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import type { FoundBinding, Located, Project } from '../project/project.ts';
import { memberKeys } from '../values/access.ts';
import { branchesOf } from '../values/guards.ts';
import { propertyOf } from '../values/objects.ts';
import { calledByEffect, type Passing } from './effects.ts';
import { type Arguments, argumentOf, type KnownArgument, restArguments } from './frames.ts';
import { calleeName, isNothing, onlyResult, passingOn } from './returns.ts';

/** What a function is given that a call calls, with what was bound before: `track.bind(null, 'paid')({ total: 1 })`. */
export function givenBy(project: Project, node: ts.CallExpression, program: Program): Arguments {
  const given = argumentsOf(project, node.arguments, program);
  const bound = boundTo(project, { node: node.expression, program });
  return bound ? behind(bound, given) : given;
}

/** The arguments that a function is bound to; undefined for one that is bound to none. */
export function boundTo(project: Project, { node, program }: Located, depth = 0): Arguments | undefined {
  const inner = unwrapped(node);
  if (depth > deepest) return undefined;
  if (compiler.isPropertyAccessExpression(inner)) {
    const held = propertyOf(project, { node: inner.expression, program }, inner.name.text);
    return held && compiler.isCallExpression(unwrapped(held.node))
      ? boundTo(project, held, depth + 1)
      : undefined;
  }
  if (compiler.isIdentifier(inner)) {
    const found = bindingOf(project, program, inner);
    if (found?.binding.kind !== 'variable' || found.binding.path?.length !== 0 || found.assigned.length > 0)
      return undefined;
    const { initializer } = found.binding.declaration;
    return initializer && boundTo(project, { node: initializer, program: found.program }, depth + 1);
  }
  const bound = boundFunction(inner);
  if (!bound) {
    // `debounce(track.bind(null, 'paid'))`
    const [first] =
      compiler.isCallExpression(inner) && passingOn.has(calleeName(inner)) ? inner.arguments : [];
    return first && boundTo(project, { node: first, program }, depth + 1);
  }
  const { func, given } = bound;
  const before = boundTo(project, { node: func, program }, depth + 1);
  if (given.length === 0) return before;
  const args = argumentsOf(project, given, program);
  return before ? behind(before, args) : args;
}

/** Arguments, and those that follow on them. */
function behind(first: Arguments, next: Arguments): Arguments {
  return first.more ? first : { ...next, known: [...first.known, ...next.known] };
}

/** The arguments that some expressions are, with spreads of arrays and of rest parameters laid out. */
export function argumentsOf(
  project: Project,
  nodes: readonly ts.Expression[],
  program: Program,
  depth = 0,
): Arguments {
  const known: KnownArgument[] = [];
  for (const node of nodes) {
    if (!compiler.isSpreadElement(node)) {
      known.push({ node, program });
      continue;
    }
    const list = unwrapped(node.expression);
    const inner = spread(project, list, program, depth);
    // `...(isPaid ? ['paid'] : [])`: what follows stands in another place where it is none.
    if (mayBeNone(list) && node !== nodes.at(-1))
      return { known, more: true, spread: { node: list, program } };
    known.push(...inner.known);
    if (inner.more) return { ...inner, known };
    if (known.length > mostArguments) return { known, more: true };
  }
  return { known, more: false };
}

const deepest = 8;
/** Of so many lists one may be spread: nobody lists all events of more. */
const mostLists = 64;
/** Lists in lists can be of any length; nobody calls a function with so many. */
const mostArguments = 1000;

/** The elements of a list, in their order: one that is written out, wherever that is, and that nothing changes. */
function spread(project: Project, node: ts.Expression, program: Program, depth = 0): Arguments {
  const hidden: Arguments = { known: [], more: true, spread: { node, program } };
  if (depth > deepest) return hidden;
  const again = (at: Located | undefined) =>
    at ? spread(project, unwrapped(at.node), at.program, depth + 1) : hidden;
  if (compiler.isArrayLiteralExpression(node)) return argumentsOf(project, node.elements, program, depth + 1);
  if (compiler.isPropertyAccessExpression(node))
    return again(propertyOf(project, { node: node.expression, program }, node.name.text));
  if (compiler.isElementAccessExpression(node)) {
    const object = { node: node.expression, program };
    const keys = memberKeys(project, node, object, depth) ?? [];
    return oneOf(keys.map((key) => again(propertyOf(project, object, key)))) ?? hidden;
  }
  if (compiler.isCallExpression(node)) return again(onlyResult(project, { node, program }));
  if (compiler.isConditionalExpression(node)) {
    // Of nothing, nothing is handed on: `isPaid ? ['paid', 1] : null`.
    const all = branchesOf(project, { node, program }).filter((each) => !isNothing(unwrapped(each)));
    return oneOf(all.map((each) => again({ node: each, program }))) ?? hidden;
  }
  const found = compiler.isIdentifier(node) ? bindingOf(project, program, node) : undefined;
  if (!found) return hidden;
  const rest = restArguments(found);
  if (rest) return rest;
  const { binding, assigned } = found;
  if (!('path' in binding) || !binding.path || assigned.length > 0 || isChanged(found)) return hidden;
  if (binding.kind === 'parameter') {
    const argument = argumentOf(project, found);
    return typeof argument === 'object' ? again(argument) : hidden;
  }
  const { initializer } = binding.declaration;
  return again(
    binding.path.reduce<Located | undefined>(
      (from, step) => from && propertyOf(project, from, step),
      initializer && { node: initializer, program: found.program },
    ),
  );
}

/** Whether a list that is spread on a condition is an empty one otherwise. */
function mayBeNone(node: ts.Expression): boolean {
  return (
    compiler.isConditionalExpression(node) &&
    [node.whenTrue, node.whenFalse].some((each) => isNothing(unwrapped(each)))
  );
}

/** The arguments of which one of several lists gives as many; undefined where they are not known to. */
function oneOf(lists: readonly Arguments[]): Arguments | undefined {
  const [first, ...others] = lists;
  if (!first || others.length === 0) return first;
  const isLike = ({ known, more }: Arguments) => !more && known.length === first.known.length;
  if (!lists.every(isLike) || lists.length > mostLists) return undefined;
  const alike = first.known.map((each, at) => ({
    ...each,
    others: [
      ...(each.others ?? []),
      ...others.flatMap(({ known }) => [known[at], ...(known[at]?.others ?? [])]),
    ].filter((other) => other !== undefined),
  }));
  return { known: alike, more: false };
}

/** Whether a list's file changes what goes by its name: `list.push(…)`, `list[1] = …`. */
function isChanged({ binding, program }: FoundBinding): boolean {
  if (!('name' in binding)) return true;
  const name = binding.name.replaceAll('$', '\\$');
  const changes = new RegExp(
    `(?<![\\w$.])${name}\\s*(?:\\.(?:push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin|length\\s*=)|\\[[^\\]]*\\]\\s*=(?!=))`,
  );
  return changes.test(program.tree.text);
}

/**
 * The function that `send.call(…)`, `send.apply(…)`, a `send.bind(…)` that is handed on to what calls it, an effect of a saga or a
 * function of the platform, `call(send, …)`, calls, and what it is given.
 */
export function passingCall(node: ts.CallExpression, program: Program): Passing | undefined {
  const called = calledByEffect(node, program);
  if (called) return called;
  const bound = boundFunction(node);
  // Whoever calls it gives more.
  if (bound)
    return isHandedOn(node, program) ? { callee: bound.func, given: bound.given, more: true } : undefined;
  const callee = unwrapped(node.expression);
  if (!compiler.isPropertyAccessExpression(callee)) return undefined;
  const [, ...given] = node.arguments;
  if (callee.name.text === 'call') return { callee: callee.expression, given };
  return callee.name.text === 'apply' ? { callee: callee.expression, given: given[0] } : undefined;
}

/**
 * Whether a function that is bound to arguments is handed to an element or a function, which call it at some time: by itself, in an
 * object, or by a name that nothing in its module calls.
 */
function isHandedOn(node: ts.CallExpression, program: Program): boolean {
  if (node.arguments.length < 2) return false;
  const { parent } = wrapped(node);
  if (isGiven(node)) return true;
  if (compiler.isPropertyAssignment(parent)) return isGiven(parent.parent);
  if (!compiler.isVariableDeclaration(parent) || !compiler.isIdentifier(parent.name)) return false;
  const { text } = parent.name;
  const isCalled = program.calls.some(
    (each) => compiler.isCallExpression(each) && each.expression.getText() === text,
  );
  const name = text.replaceAll('$', '\\$');
  const uses = program.tree.text.match(new RegExp(`(?<![\\w$.'"])${name}(?![\\w$'"])`, 'g'));
  return !isCalled && (uses?.length ?? 0) > 1 && !isExported(program, text);
}

/** Whether something is handed to an element, or to a function that does more than hand it back. */
function isGiven(node: ts.Node): boolean {
  const { parent } = wrapped(node);
  if (compiler.isJsxExpression(parent)) return true;
  return (
    compiler.isCallExpression(parent) && parent.expression !== node && !passingOn.has(calleeName(parent))
  );
}

/** What a function is given that a call has be called. */
export function passedArguments(project: Project, { given, more }: Passing, program: Program): Arguments {
  if (given === undefined) return { known: [], more: false };
  if (!('length' in given)) return spread(project, unwrapped(given), program);
  const args = argumentsOf(project, given, program);
  return more ? { ...args, more } : args;
}
