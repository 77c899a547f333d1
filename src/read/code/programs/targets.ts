import type ts from 'typescript';
import { compiler } from './compiler.ts';

/** Whether a node is an assignment of any kind: `=`, `+=`, `??=`. */
export function isAssignment(node: ts.Node): node is ts.BinaryExpression {
  if (!compiler.isBinaryExpression(node)) return false;
  const { kind } = node.operatorToken;
  return kind >= compiler.SyntaxKind.FirstAssignment && kind <= compiler.SyntaxKind.LastAssignment;
}

/** Whether an expression is a pattern that is set, or the name that a loop sets. */
export function isTarget(node: ts.Expression): boolean {
  const { parent } = node;
  if (!parent) return false;
  if (compiler.isForOfStatement(parent) || compiler.isForInStatement(parent))
    return parent.initializer === node;
  const isPattern = compiler.isArrayLiteralExpression(node) || compiler.isObjectLiteralExpression(node);
  return isPattern && isAssignment(parent) && parent.left === node;
}

/** Whether an assignment is what a pattern sets where there is nothing: `a = 1` of `[a = 1] = list`. */
export function isPreset(node: ts.BinaryExpression): boolean {
  let at: ts.Expression = node;
  for (;;) {
    const { parent } = at;
    if (compiler.isArrayLiteralExpression(parent)) at = parent;
    else if (compiler.isPropertyAssignment(parent) && parent.initializer === at) at = parent.parent;
    else return false;
    if (isTarget(at)) return true;
  }
}

/** The names that a pattern sets: `first` and `third` of `[first, more.second, { third }] = list`. */
export function namesSetIn(target: ts.Expression): string[] {
  return leavesOf(target).flatMap((each) => (compiler.isIdentifier(each) ? [each.text] : []));
}

/** All that a pattern sets, names and properties; an expression that is no pattern sets itself. */
export function leavesOf(target: ts.Expression): ts.Expression[] {
  if (compiler.isArrayLiteralExpression(target)) return target.elements.flatMap(leavesOf);
  if (compiler.isSpreadElement(target)) return leavesOf(target.expression);
  if (isAssignment(target)) return leavesOf(target.left);
  if (!compiler.isObjectLiteralExpression(target)) return [target];
  return target.properties.flatMap((each) => {
    if (compiler.isShorthandPropertyAssignment(each)) return [each.name];
    if (compiler.isPropertyAssignment(each)) return leavesOf(each.initializer);
    return compiler.isSpreadAssignment(each) ? leavesOf(each.expression) : [];
  });
}
