import type ts from 'typescript';
import { choicesIn, isChoiceOf } from '../programs/aliasing.ts';
import { compiler } from '../programs/compiler.ts';
import { nameText, unwrapped } from '../programs/syntax.ts';
import { returnedBy } from '../values/results.ts';
import type { Frame } from './frames.ts';
import type { FunctionNode } from './functions.ts';
import { functionAround } from './naming.ts';
import { calleeName, passingOn, running } from './returns.ts';

/**
 * Whether calling a function makes another that is written in it: it hands that back, itself or as a part of an object, at
 * once or by a function that it makes.
 */
export function makes(outer: FunctionNode, inner: FunctionNode): boolean {
  const around = functionAround(inner);
  if (!around) return false;
  return handsBack(around, inner) && (around === outer || makes(outer, around));
}

/** Whether a function hands back another that stands in no other function of it. */
function handsBack(outer: FunctionNode, inner: FunctionNode): boolean {
  const results = (returnedBy(outer) ?? []).flatMap(choicesIn).map(unwrapped);
  const isHandedBack = (node: ts.Node) => results.some((result) => result === node);
  let at: ts.Node = inner;
  while (!isHandedBack(at)) {
    const { parent } = at;
    const name = nameGiven(at);
    if (name !== undefined) return results.some((result) => holds(result, name));
    if (!isPartOf(at, parent)) return false;
    at = parent;
  }
  return true;
}

/** The name by which a function, or what it is a part of, goes in the function around it. */
function nameGiven(node: ts.Node): string | undefined {
  if (compiler.isFunctionDeclaration(node)) return node.name?.text ?? '';
  const { parent } = node;
  return compiler.isVariableDeclaration(parent) && compiler.isIdentifier(parent.name)
    ? parent.name.text
    : undefined;
}

/** Whether what is handed back is what a name stands for, or an object that holds it. */
function holds(result: ts.Expression, name: string): boolean {
  const isNamed = (node: ts.Expression) => choicesIn(node).map(unwrapped).some(isName);
  const isName = (node: ts.Expression) => compiler.isIdentifier(node) && node.text === name;
  if (!compiler.isObjectLiteralExpression(result)) return isName(result);
  return result.properties.some((each) =>
    compiler.isPropertyAssignment(each)
      ? isNamed(each.initializer)
      : compiler.isShorthandPropertyAssignment(each) && nameText(each.name) === name,
  );
}

/** Whether what a node stands for is handed back with what is around it. */
function isPartOf(node: ts.Node, outer: ts.Node): boolean {
  return (
    compiler.isParenthesizedExpression(outer) ||
    compiler.isAsExpression(outer) ||
    compiler.isSatisfiesExpression(outer) ||
    compiler.isNonNullExpression(outer) ||
    (compiler.isPropertyAssignment(outer) && outer.initializer === node) ||
    compiler.isObjectLiteralExpression(outer) ||
    isChoiceOf(outer, node) ||
    (compiler.isCallExpression(outer) &&
      outer.arguments[0] === node &&
      (passingOn.has(calleeName(outer)) || running.has(calleeName(outer))))
  );
}

/** So many calls are looked through; nobody puts a function together in more. */
const mostCalls = 50;

/** The calls that made what is looked at in a frame: of the factories around it, and of those that made what these are given. */
export function callsBehind(frame: Frame): readonly ts.CallExpression[] {
  const found = new Set<Frame>();
  const open: (Frame | undefined)[] = [frame];
  while (open.length > 0 && found.size < mostCalls) {
    const each = open.pop();
    if (!each || found.has(each)) continue;
    found.add(each);
    open.push(each.outer);
    if (each.call) for (const { program } of each.args.known) open.push(program.frame);
  }
  return [...found].flatMap(({ call }) => call ?? []);
}
