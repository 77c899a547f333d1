import type ts from 'typescript';
import { compiler } from './compiler.ts';

/** Without parentheses, assertions and `satisfies`. */
export function unwrapped(node: ts.Expression): ts.Expression {
  let at = node;
  while (
    compiler.isParenthesizedExpression(at) ||
    compiler.isAsExpression(at) ||
    compiler.isSatisfiesExpression(at) ||
    compiler.isNonNullExpression(at) ||
    compiler.isTypeAssertionExpression(at) ||
    compiler.isAwaitExpression(at)
  )
    at = at.expression;
  return at;
}

/** A node with the parentheses, assertions and `satisfies` around it. */
export function wrapped(node: ts.Node): ts.Node {
  let at = node;
  while (at.parent && isWrapping(at.parent)) at = at.parent;
  return at;
}

function isWrapping(node: ts.Node): boolean {
  return (
    compiler.isParenthesizedExpression(node) ||
    compiler.isAsExpression(node) ||
    compiler.isSatisfiesExpression(node) ||
    compiler.isNonNullExpression(node) ||
    compiler.isTypeAssertionExpression(node)
  );
}

/** The text of a property's name when it is written out. */
export function nameText(name: ts.PropertyName): string | undefined {
  if (
    compiler.isIdentifier(name) ||
    compiler.isPrivateIdentifier(name) ||
    compiler.isStringLiteralLike(name) ||
    compiler.isNumericLiteral(name)
  )
    return name.text;
  if (compiler.isComputedPropertyName(name) && compiler.isStringLiteralLike(name.expression))
    return name.expression.text;
  return undefined;
}
