import type ts from 'typescript';
import { compiler } from './compiler.ts';

/** What must be true, or false, for a part of a node to run. */
export function conditionOf(
  node: ts.Node,
  part: ts.Node,
): { condition: ts.Expression; value: boolean } | undefined {
  if (compiler.isIfStatement(node) && part !== node.expression)
    return { condition: node.expression, value: part === node.thenStatement };
  if (compiler.isConditionalExpression(node) && part !== node.condition)
    return { condition: node.condition, value: part === node.whenTrue };
  if (!compiler.isBinaryExpression(node) || part !== node.right) return undefined;
  const { kind } = node.operatorToken;
  if (kind === compiler.SyntaxKind.AmpersandAmpersandToken) return { condition: node.left, value: true };
  if (kind === compiler.SyntaxKind.BarBarToken) return { condition: node.left, value: false };
  return undefined;
}
