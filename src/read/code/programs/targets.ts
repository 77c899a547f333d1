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

/** The names that a pattern sets: `[first, more.second, { third }] = list`. */
export function namesSetIn(target: ts.Expression): string[] {
  if (compiler.isIdentifier(target)) return [target.text];
  if (compiler.isArrayLiteralExpression(target)) return target.elements.flatMap(namesSetIn);
  if (compiler.isSpreadElement(target)) return namesSetIn(target.expression);
  if (isAssignment(target)) return namesSetIn(target.left);
  if (!compiler.isObjectLiteralExpression(target)) return [];
  return target.properties.flatMap((each) => {
    if (compiler.isShorthandPropertyAssignment(each)) return [each.name.text];
    if (compiler.isPropertyAssignment(each)) return namesSetIn(each.initializer);
    return compiler.isSpreadAssignment(each) ? namesSetIn(each.expression) : [];
  });
}
