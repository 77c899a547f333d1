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

/** Whether it is said of an expression that it is of another type: `(await load()) as Order`. */
export function isAsserted(node: ts.Node): boolean {
  for (let at = node; isWrapping(at); at = at.expression)
    if (compiler.isAsExpression(at) || compiler.isTypeAssertionExpression(at)) return true;
  return false;
}

/** A node with the parentheses, assertions and `satisfies` around it. */
export function wrapped(node: ts.Node): ts.Node {
  let at = node;
  while (at.parent && isWrapping(at.parent)) at = at.parent;
  return at;
}

type Wrapping =
  | ts.ParenthesizedExpression
  | ts.AsExpression
  | ts.SatisfiesExpression
  | ts.NonNullExpression
  | ts.TypeAssertion;

function isWrapping(node: ts.Node): node is Wrapping {
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

/** Whether a node is a call of `Object.assign`. */
export function isObjectAssign(node: ts.Node): node is ts.CallExpression {
  if (!compiler.isCallExpression(node) || !compiler.isPropertyAccessExpression(node.expression)) return false;
  const { expression, name } = node.expression;
  return name.text === 'assign' && compiler.isIdentifier(expression) && expression.text === 'Object';
}

/** The keys that an object has which is written out; undefined stands for any. */
export function keysWritten(source: ts.Expression): readonly (string | undefined)[] {
  const object = unwrapped(source);
  if (!compiler.isObjectLiteralExpression(object)) return [undefined];
  return object.properties.map(({ name }) => name && nameText(name));
}

/** What a property is written with, `total: sum` or `total`; undefined for a method, an accessor and a spread. */
export function writtenValue(property: ts.ObjectLiteralElementLike): ts.Expression | undefined {
  if (compiler.isPropertyAssignment(property)) return property.initializer;
  return compiler.isShorthandPropertyAssignment(property) ? property.name : undefined;
}

/** What an object that is written out has under a name; undefined where that is no plain property. */
export function writtenUnder(object: ts.Expression | undefined, name: string): ts.Expression | undefined {
  const inner = object && unwrapped(object);
  if (!inner || !compiler.isObjectLiteralExpression(inner)) return undefined;
  const found = inner.properties.find((each) => each.name && nameText(each.name) === name);
  return found && writtenValue(found);
}
