import type ts from 'typescript';
import { boundValue } from './bound-functions.ts';
import { compiler } from './compiler.ts';

/** What may give another name to what is only named in it. */
export type Alias =
  | ts.VariableDeclaration
  | ts.PropertyAssignment
  | ts.PropertyDeclaration
  | ts.BinaryExpression;

/**
 * The expressions of which an expression is one, as it is written: the branches of a condition, both sides of `??` and `||`,
 * what follows on `&&` or is set.
 */
export function choicesIn(node: ts.Expression): readonly ts.Expression[] {
  const choices: ts.Expression[] = [];
  const open = [node];
  for (let at = open.pop(); at; at = open.pop()) {
    const [first, second] = branchesIn(at);
    // The first of them is looked at first.
    if (second) open.push(second);
    if (first) open.push(first);
    else choices.push(at);
  }
  return choices;
}

/** Whether an expression chooses between others of which one is this. */
export function isChoiceOf(outer: ts.Node, node: ts.Node): boolean {
  const isChoice = compiler.isConditionalExpression(outer) || compiler.isBinaryExpression(outer);
  return isChoice && branchesIn(outer).includes(node as ts.Expression);
}

/** The expressions of which an expression is one at once; none for those that choose nothing. */
export function branchesIn(node: ts.Expression): readonly ts.Expression[] {
  if (compiler.isParenthesizedExpression(node)) return [node.expression];
  if (compiler.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse];
  const component = styledComponent(node);
  if (component) return [component];
  if (!compiler.isBinaryExpression(node)) return [];
  switch (node.operatorToken.kind) {
    case compiler.SyntaxKind.BarBarToken:
    case compiler.SyntaxKind.QuestionQuestionToken:
      return [node.left, node.right];
    case compiler.SyntaxKind.AmpersandAmpersandToken:
    case compiler.SyntaxKind.CommaToken:
    case compiler.SyntaxKind.EqualsToken:
    case compiler.SyntaxKind.BarBarEqualsToken:
    case compiler.SyntaxKind.QuestionQuestionEqualsToken:
      return [node.right];
    default:
      return [];
  }
}

/** `Link` of `styled(Link)`…``, `styled(Link)({ … })` and the like: it is given what the other is given. */
export function styledComponent(node: ts.Expression): ts.Expression | undefined {
  const isTagged = compiler.isTaggedTemplateExpression(node);
  if (!isTagged && !compiler.isCallExpression(node)) return undefined;
  const outer = isTagged ? node.tag : node.expression;
  const isConfigured =
    compiler.isCallExpression(outer) &&
    compiler.isPropertyAccessExpression(outer.expression) &&
    outer.expression.name.text === 'withConfig';
  const call = isConfigured ? (outer.expression as ts.PropertyAccessExpression).expression : outer;
  if (!compiler.isCallExpression(call) || !compiler.isIdentifier(call.expression)) return undefined;
  const [component] = /^(?:styled|tw)$/.test(call.expression.text) ? call.arguments : [];
  if (!component || !isName(component)) return undefined;
  const { text } = compiler.isIdentifier(component) ? component : component.name;
  return /^[A-Z]/.test(text) ? component : undefined;
}

/** The name that is given to values, where these are only named, perhaps bound to their receiver: none where it is no name. */
export function aliasesIn(
  node: Alias,
): readonly { readonly name: ts.Identifier; readonly value: ts.Identifier | ts.PropertyAccessExpression }[] {
  const { left, right } = node as ts.BinaryExpression;
  const name = left
    ? compiler.isPropertyAccessExpression(left) && left.name
    : (node as ts.PropertyAssignment).name;
  const written = left ? right : (node as ts.PropertyAssignment).initializer;
  if (!name || !written || !compiler.isIdentifier(name)) return [];
  return choicesIn(written)
    .map(boundValue)
    .filter(isName)
    .map((value) => ({ name, value }));
}

export function isName(node: ts.Node): node is ts.Identifier | ts.PropertyAccessExpression {
  return compiler.isIdentifier(node) || compiler.isPropertyAccessExpression(node);
}
