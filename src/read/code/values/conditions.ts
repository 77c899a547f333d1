import type ts from 'typescript';
import type { SeenType } from '../../../model/attribute-type.ts';
import { compiler } from '../programs/compiler.ts';
import { conditionOf } from '../programs/conditional.ts';
import { isInside, leaves } from '../programs/flow.ts';
import { unwrapped } from '../programs/syntax.ts';
import { mostValues } from '../project/facts.ts';
import { leadingTo, valuesOf } from './switches.ts';

/** What conditions say of a value where it is used. */
export interface Ruled {
  isNull: boolean;
  isUndefined: boolean;
  /** Whether it is neither empty, nor zero, nor false. */
  isTrue: boolean;
  type: 'string' | 'number' | 'boolean' | 'date' | undefined;
  /** The types that it has not. */
  readonly otherTypes: SeenType[];
  isError: boolean;
  /** It is one of the values of each of these lists. */
  readonly among: (readonly ts.Expression[])[];
  /** It is none of these values. */
  readonly without: ts.Expression[];
  /** The properties that it has, and those that it has not. */
  readonly has: string[];
  readonly lacks: string[];
}

/** Conditions in conditions are looked at so deep. */
const deepest = 20;

/**
 * What conditions around a node, and statements before it that leave, say of what goes by a text: `if (x)`,
 * `if (x == null) return`, `x !== undefined && …`, `typeof x === 'string'`, `'a' === x`, `switch (x)`, `'name' in x`.
 * `changes`: where it is set, in the same function: conditions before those say nothing.
 */
export function ruledBy(node: ts.Node, text: string, changes: readonly ts.Node[] = []): Ruled {
  const ruled = nothingRuled();
  const isChangedIn = (part: ts.Node) => changes.some((change) => isInside(change, part));
  for (let at: ts.Node = node; at.parent && !isChangedIn(at); at = at.parent) {
    const { parent } = at;
    if (changes.length > 0 && compiler.isFunctionLike(at)) break;
    const needed = conditionOf(parent, at);
    if (needed && !isChangedIn(needed.condition)) learn(needed.condition, needed.value, text, ruled, 0);
    if (compiler.isCaseOrDefaultClause(at) && !leadingTo(at).some(isChangedIn)) chosen(at, text, ruled);
    if (
      !compiler.isBlock(parent) &&
      !compiler.isSourceFile(parent) &&
      !compiler.isCaseOrDefaultClause(parent)
    )
      continue;
    for (const statement of parent.statements) {
      if (statement === at) break;
      const isLeft = compiler.isIfStatement(statement) && leaves(statement.thenStatement);
      if (isLeft && !changes.some(({ pos, end }) => pos >= statement.pos && end <= at.pos))
        learn(statement.expression, false, text, ruled, 0);
    }
  }
  return ruled;
}

/** What a condition says of what goes by a text when it is true, or false. */
export function ruledIf(condition: ts.Expression, value: boolean, text: string): Ruled {
  const ruled = nothingRuled();
  learn(condition, value, text, ruled, 0);
  return ruled;
}

function nothingRuled(): Ruled {
  return {
    isNull: false,
    isUndefined: false,
    isTrue: false,
    type: undefined,
    otherTypes: [],
    isError: false,
    among: [],
    without: [],
    has: [],
    lacks: [],
  };
}

/** Takes what it says of a text that a clause of a `switch` is reached. */
function chosen(clause: ts.CaseOrDefaultClause, text: string, ruled: Ruled): void {
  const { clauses } = clause.parent;
  if (!isNamed(unwrapped(clause.parent.parent.expression), text)) return;
  const leading = leadingTo(clause);
  if (leading.every(compiler.isCaseClause)) ruled.among.push(valuesOf(leading));
  else ruled.without.push(...valuesOf(clauses.filter((each) => !leading.includes(each))));
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
      ruled.isTrue ||= isNamed(at, text);
    }
    const list = value ? listIncluding(at, text) : undefined;
    if (list) ruled.among.push(list);
    return;
  }
  const { kind } = at.operatorToken;
  if (kind === compiler.SyntaxKind.InstanceOfKeyword) {
    if (value && unwrapped(at.left).getText() === text) made(at.right.getText(), ruled);
    return;
  }
  if (kind === compiler.SyntaxKind.InKeyword) {
    const key = unwrapped(at.left);
    if (compiler.isStringLiteralLike(key) && unwrapped(at.right).getText() === text)
      (value ? ruled.has : ruled.lacks).push(key.text);
    return;
  }
  const and = kind === compiler.SyntaxKind.AmpersandAmpersandToken;
  if (and || kind === compiler.SyntaxKind.BarBarToken) {
    // Of `a && b` both are true, where it is; of `a || b` both are false.
    if (and !== value) {
      const values = and ? undefined : oneOf(at, text);
      if (values) ruled.among.push(values);
      return;
    }
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
  if (isComparison) compared(sidesOf(at), isEqual === value, isStrict, text, ruled);
}

/** The values of `x === 'a' || x === 'b'`; undefined where it says anything else. */
function oneOf(node: ts.Expression, text: string): readonly ts.Expression[] | undefined {
  const values: ts.Expression[] = [];
  // A chain may be longer than the stack is deep.
  const left = [node];
  for (let next = left.pop(); next; next = left.pop()) {
    const at = unwrapped(next);
    if (!compiler.isBinaryExpression(at) || values.length >= mostValues) return undefined;
    const { kind } = at.operatorToken;
    if (kind === compiler.SyntaxKind.BarBarToken) {
      left.push(at.right, at.left);
      continue;
    }
    if (
      kind !== compiler.SyntaxKind.EqualsEqualsEqualsToken &&
      kind !== compiler.SyntaxKind.EqualsEqualsToken
    )
      return undefined;
    const [a, b] = sidesOf(at);
    if (!isNamed(a, text) || !isValue(b)) return undefined;
    values.push(b);
  }
  return values;
}

/** The elements of `['a', 'b'].includes(x)`. */
function listIncluding(node: ts.Expression, text: string): readonly ts.Expression[] | undefined {
  if (!compiler.isCallExpression(node) || node.arguments.length !== 1) return undefined;
  const { expression } = node;
  if (!compiler.isPropertyAccessExpression(expression) || expression.name.text !== 'includes')
    return undefined;
  const list = unwrapped(expression.expression);
  if (
    !compiler.isArrayLiteralExpression(list) ||
    !isNamed(unwrapped(node.arguments[0] as ts.Expression), text)
  )
    return undefined;
  return list.elements.every(isValue) ? list.elements : undefined;
}

/** Both sides of a comparison, what is known first where it stands so: `'a' === x`, `null != x`. */
function sidesOf({ left, right }: ts.BinaryExpression): readonly [ts.Expression, ts.Expression] {
  const [a, b] = [unwrapped(left), unwrapped(right)];
  return isConstant(a) && !isConstant(b) ? [b, a] : [a, b];
}

function isConstant(node: ts.Expression): boolean {
  if (compiler.isIdentifier(node)) return node.text === 'undefined';
  return compiler.isLiteralExpression(node) || isTruth(node) || node.kind === compiler.SyntaxKind.NullKeyword;
}

/** What may be a known value: a literal, a name, a member. */
function isValue(node: ts.Expression): boolean {
  const at = unwrapped(node);
  if (compiler.isIdentifier(at) || compiler.isPropertyAccessExpression(at)) return true;
  return compiler.isLiteralExpression(at) || isTruth(at);
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
  [a, b]: readonly [ts.Expression, ts.Expression],
  areSame: boolean,
  isStrict: boolean,
  text: string,
  ruled: Ruled,
): void {
  if (compiler.isTypeOfExpression(a)) {
    if (!compiler.isStringLiteralLike(b) || a.expression.getText() !== text) return;
    if (areSame && b.text !== 'undefined') ruled.isUndefined = true;
    if (areSame && b.text !== 'object') ruled.isNull = true;
    if (b.text === 'string' || b.text === 'number' || b.text === 'boolean') {
      if (areSame) ruled.type = b.text;
      else ruled.otherTypes.push(b.text);
    }
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
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    if (!isNamed(one, text) || !isValue(other)) continue;
    if (areSame) ruled.among.push([other]);
    else ruled.without.push(other);
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

/** Whether an expression is what goes by a text, also where it is read only if what it is read from is there. */
function isNamed(node: ts.Node, text: string): boolean {
  return node.getText().replaceAll('?.', '.') === text.replaceAll('?.', '.');
}
