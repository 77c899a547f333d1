import type ts from 'typescript';
import { compiler } from './compiler.ts';
import { isAssignment, leavesOf } from './targets.ts';

/** Something that changes a property of an object, or counts a name. */
export interface Change {
  /** An assignment, `delete`, `++`, or a loop. */
  readonly node: ts.Node;
  /** What it changes: `this.total` of `this.total++`, never a pattern. */
  readonly target: ts.Expression;
  /**
   * What it sets that to: the change itself where that is made of the former, as in `a.b += c`, and the pattern where it is a part of a
   * value, as in `[a.b] = c`. Undefined where the property is taken away.
   */
  readonly value: ts.Expression | undefined;
  /** The same where it is `a.b = value`. */
  readonly plain?: ts.Expression;
}

/** What a node changes, but for the names that are set to something; nothing for what changes nothing. */
export function changesBy(node: ts.Node): readonly Change[] {
  if (isAssignment(node)) {
    const { left, right } = node;
    const isPlain = node.operatorToken.kind === compiler.SyntaxKind.EqualsToken;
    if (isPattern(left)) return partsSet(node, left);
    if (compiler.isIdentifier(left)) return [];
    return [
      isPlain ? { node, target: left, value: right, plain: right } : { node, target: left, value: node },
    ];
  }
  if (compiler.isForOfStatement(node) || compiler.isForInStatement(node)) {
    const { initializer } = node;
    return compiler.isVariableDeclarationList(initializer) ? [] : partsSet(node, initializer);
  }
  if (compiler.isDeleteExpression(node)) return [{ node, target: node.expression, value: undefined }];
  return isCounting(node) ? [{ node, target: node.operand, value: node }] : [];
}

function partsSet(node: ts.Node, pattern: ts.Expression): readonly Change[] {
  return leavesOf(pattern)
    .filter((target) => !compiler.isIdentifier(target))
    .map((target) => ({ node, target, value: pattern }));
}

/** Whether a node is `count++` or the like. */
export function isCounting(node: ts.Node): node is ts.PrefixUnaryExpression | ts.PostfixUnaryExpression {
  if (compiler.isPostfixUnaryExpression(node)) return true;
  return (
    compiler.isPrefixUnaryExpression(node) &&
    (node.operator === compiler.SyntaxKind.PlusPlusToken ||
      node.operator === compiler.SyntaxKind.MinusMinusToken)
  );
}

function isPattern(node: ts.Expression): boolean {
  return compiler.isArrayLiteralExpression(node) || compiler.isObjectLiteralExpression(node);
}
