import type ts from 'typescript';
import { compiler } from './compiler.ts';
import { type Facts, isUnknown, ofTypes, someText } from './facts.ts';
import { conditionOf, leaves } from './guards.ts';
import { unwrapped } from './objects.ts';
import { bindingOf, type Located, type Project } from './project.ts';
import { isReset } from './writes.ts';

/** What conditions say of a value where it is used. */
interface Ruled {
  isNull: boolean;
  isUndefined: boolean;
  type: 'string' | 'number' | 'boolean' | 'date' | undefined;
  isError: boolean;
}

/** What every error has that is a text. */
const errorTexts = new Set(['message', 'name', 'stack']);

/** Conditions in conditions are looked at so deep. */
const deepest = 20;

/**
 * What a name or property can be where it is used, without the null or undefined that conditions around it and before it
 * rule out: `if (x)`, `if (x == null) return`, `x !== undefined && …`, `typeof x === 'string'`, `x instanceof Error`. What
 * would leave nothing stays as it is: the value is another than the one that was looked at.
 */
export function narrowed(project: Project, at: Located, facts: Facts): Facts {
  const { node } = at;
  if (!facts.optional && !facts.types.includes('null') && !isUnknown(facts)) return facts;
  if (!compiler.isIdentifier(node) && !compiler.isPropertyAccessExpression(node)) return facts;
  if (!node.parent) return facts;
  const ruled = ruledBy(node, node.getText());
  if (isUnknown(facts) && isErrorText(project, at)) return someText(`the text of an error`);
  if (!ruled.isNull && !ruled.isUndefined && !ruled.type) return facts;
  if (mayChange(project, at)) return facts;
  if (ruled.type && isUnknown(facts)) return ofTypes(ruled.type);
  const types = facts.types.filter((type) => type !== 'null' || !ruled.isNull);
  if (types.length === 0) return facts;
  return {
    ...facts,
    types,
    values: ruled.isNull ? facts.values.filter((value) => value !== null) : facts.values,
    optional: facts.optional && !ruled.isUndefined,
  };
}

/** `error.message` where conditions say that it is an error. */
function isErrorText(project: Project, { node, program }: Located): boolean {
  if (!compiler.isPropertyAccessExpression(node) || !errorTexts.has(node.name.text)) return false;
  const error = node.expression;
  return ruledBy(node, error.getText()).isError && !mayChange(project, { node: error, program });
}

function ruledBy(node: ts.Node, text: string): Ruled {
  const ruled: Ruled = { isNull: false, isUndefined: false, type: undefined, isError: false };
  collect(node, text, ruled);
  return ruled;
}

/** Whether a value may be another one by the time it is used: what is set again, itself or what holds it. */
function mayChange(project: Project, { node, program }: Located): boolean {
  let at = unwrapped(node);
  for (; compiler.isPropertyAccessExpression(at); at = unwrapped(at.expression))
    if (isReset(program, at.expression.getText(), at.name.text)) return true;
  if (at.kind === compiler.SyntaxKind.ThisKeyword) return false;
  if (!compiler.isIdentifier(at)) return true;
  return (bindingOf(project, program, at)?.assigned.length ?? 0) > 0;
}

/** Takes what conditions around a node, and statements before it that leave, say of what goes by a text. */
function collect(node: ts.Node, text: string, ruled: Ruled): void {
  for (let at: ts.Node = node; at.parent; at = at.parent) {
    const { parent } = at;
    const needed = conditionOf(parent, at);
    if (needed) learn(needed.condition, needed.value, text, ruled, 0);
    if (
      !compiler.isBlock(parent) &&
      !compiler.isSourceFile(parent) &&
      !compiler.isCaseOrDefaultClause(parent)
    )
      continue;
    for (const statement of parent.statements) {
      if (statement === at) break;
      if (compiler.isIfStatement(statement) && leaves(statement.thenStatement))
        learn(statement.expression, false, text, ruled, 0);
    }
  }
}

/** Takes what a condition says of a text when it is true, or false. */
function learn(condition: ts.Expression, value: boolean, text: string, ruled: Ruled, depth: number): void {
  if (depth > deepest) return;
  const at = unwrapped(condition);
  if (compiler.isPrefixUnaryExpression(at)) {
    if (at.operator === compiler.SyntaxKind.ExclamationToken)
      learn(at.operand, !value, text, ruled, depth + 1);
    return;
  }
  if (!compiler.isBinaryExpression(at)) {
    if (value && isOf(at, text)) {
      ruled.isNull = true;
      ruled.isUndefined = true;
    }
    return;
  }
  const { kind } = at.operatorToken;
  if (kind === compiler.SyntaxKind.InstanceOfKeyword) {
    if (value && unwrapped(at.left).getText() === text) made(at.right.getText(), ruled);
    return;
  }
  const and = kind === compiler.SyntaxKind.AmpersandAmpersandToken;
  if (and || kind === compiler.SyntaxKind.BarBarToken) {
    // Of `a && b` both are true, where it is; of `a || b` both are false.
    if (and !== value) return;
    learn(at.left, value, text, ruled, depth + 1);
    learn(at.right, value, text, ruled, depth + 1);
    return;
  }
  const isStrict =
    kind === compiler.SyntaxKind.EqualsEqualsEqualsToken ||
    kind === compiler.SyntaxKind.ExclamationEqualsEqualsToken;
  const isEqual =
    kind === compiler.SyntaxKind.EqualsEqualsToken || kind === compiler.SyntaxKind.EqualsEqualsEqualsToken;
  const isComparison = isStrict || isEqual || kind === compiler.SyntaxKind.ExclamationEqualsToken;
  if (isComparison) compared(at, isEqual === value, isStrict, text, ruled);
}

/** Takes what it says of a value that it is an instance of a class. */
function made(name: string, ruled: Ruled): void {
  ruled.isNull = true;
  ruled.isUndefined = true;
  if (name === 'Date') ruled.type = 'date';
  if (/(?:Error|Exception)$/.test(name)) ruled.isError = true;
}

/** Takes what a comparison says: that two sides are the same, or that they are not. */
function compared(
  { left, right }: ts.BinaryExpression,
  areSame: boolean,
  isStrict: boolean,
  text: string,
  ruled: Ruled,
): void {
  const [a, b] = [unwrapped(left), unwrapped(right)];
  if (compiler.isTypeOfExpression(a)) {
    if (!compiler.isStringLiteralLike(b) || a.expression.getText() !== text) return;
    if (areSame && b.text !== 'undefined') ruled.isUndefined = true;
    if (areSame && b.text !== 'object') ruled.isNull = true;
    if (areSame && (b.text === 'string' || b.text === 'number' || b.text === 'boolean')) ruled.type = b.text;
    if (!areSame && b.text === 'undefined') ruled.isUndefined = true;
    return;
  }
  const isNull = b.kind === compiler.SyntaxKind.NullKeyword;
  const isUndefined = compiler.isIdentifier(b) && b.text === 'undefined';
  if (isNull || isUndefined) {
    if (areSame || !isOf(a, text)) return;
    // `x?.y !== null` holds of an `x` that is not there.
    if (isStrict && a.getText() !== text && isNull) return;
    ruled.isNull ||= isNull || !isStrict;
    ruled.isUndefined ||= isUndefined || !isStrict;
    // What `x?.y` is taken from is there.
    if (a.getText() !== text) ruled.isNull = true;
    return;
  }
  // What is the same as a known value is there.
  if (areSame && isOf(a, text) && (compiler.isLiteralExpression(b) || isTruth(b))) {
    ruled.isNull = true;
    ruled.isUndefined = true;
  }
}

function isTruth({ kind }: ts.Node): boolean {
  return kind === compiler.SyntaxKind.TrueKeyword || kind === compiler.SyntaxKind.FalseKeyword;
}

/** Whether an expression is what goes by a text, or something that is read from it only if it is there: `x?.name`. */
function isOf(node: ts.Node, text: string): boolean {
  const written = node.getText();
  return written === text || written.startsWith(`${text}?.`);
}
