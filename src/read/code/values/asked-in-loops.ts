import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import { conditionOf } from '../programs/conditional.ts';
import { unwrapped } from '../programs/syntax.ts';
import { ruledBy } from './conditions.ts';
import { type Each, isValue } from './copying.ts';
import { leadingTo, valuesOf } from './switches.ts';

/** The type that a value is asked to be; `other` where what is asked is not understood. */
export type AskedType = 'string' | 'number' | 'boolean' | 'date' | 'other';

/** What is asked in a loop before a place in it is reached: whether there is a value, or anything else. */
export function askedFirst(
  place: ts.Node,
  body: ts.Node,
  each: Each,
): 'nothing' | 'not undefined' | 'not null' | 'other' {
  let asked: 'nothing' | 'not undefined' | 'not null' = 'nothing';
  let left = leavingIn(body);
  const learn = (condition: ts.Expression, isTrue: boolean): boolean => {
    const said = presence(condition, isTrue, each);
    if (said && asked !== 'not null') asked = said;
    return said !== undefined;
  };
  for (let at = place; at !== body; at = at.parent) {
    const { parent } = at;
    if (compiler.isIfStatement(parent)) {
      if (!learn(parent.expression, at === parent.thenStatement)) return 'other';
    } else if (compiler.isBinaryExpression(parent)) {
      if (parent.operatorToken.kind !== compiler.SyntaxKind.AmpersandAmpersandToken) return 'other';
      if (!learn(parent.left, true)) return 'other';
    } else if (compiler.isBlock(parent)) {
      for (const statement of parent.statements) {
        if (statement === at) break;
        // `if (value === undefined) continue;`
        const isLeft = compiler.isIfStatement(statement) && isContinue(statement.thenStatement, body);
        if (isLeft && !statement.elseStatement && learn(statement.expression, false)) left--;
      }
    } else if (!compiler.isExpressionStatement(parent) && !compiler.isParenthesizedExpression(parent))
      return 'other';
  }
  return left > 0 ? 'other' : asked;
}

/** The type that conditions in a loop say the value has, where they ask for any. */
export function typeAsked(
  place: ts.Node,
  body: ts.Node,
  { key, value, object }: Each,
): AskedType | undefined {
  const texts = [`${object.getText()}[${key}]`, ...(value === undefined ? [] : [value])];
  for (const text of texts) {
    const { type } = ruledBy(place, text);
    if (type) return type;
  }
  const asks = (node: ts.Node): boolean =>
    ((compiler.isTypeOfExpression(node) || compiler.isCallExpression(node)) &&
      texts.some((text) => node.getText().includes(text))) ||
    (compiler.forEachChild(node, asks) ?? false);
  for (let at = place; at !== body; at = at.parent) {
    const needed = conditionOf(at.parent, at);
    if (needed && asks(needed.condition)) return 'other';
    if (compiler.isCaseOrDefaultClause(at) && asks(at.parent.parent.expression)) return typeOfClause(at);
  }
  const asksBefore = (node: ts.Node): boolean =>
    (compiler.isIfStatement(node) && asks(node.expression)) ||
    (compiler.forEachChild(node, asksBefore) ?? false);
  return leavingIn(body) > 0 && asksBefore(body) ? 'other' : undefined;
}

/** `number` of `case 'number'` in `switch (typeof value)`. */
function typeOfClause(clause: ts.CaseOrDefaultClause): AskedType | undefined {
  const leading = leadingTo(clause);
  const [only, ...others] = valuesOf(leading);
  const isOne = leading.every(compiler.isCaseClause) && only !== undefined && others.length === 0;
  if (!isOne || !compiler.isTypeOfExpression(unwrapped(clause.parent.parent.expression))) return 'other';
  const type = compiler.isStringLiteralLike(only) ? only.text : '';
  return type === 'string' || type === 'number' || type === 'boolean' ? type : 'other';
}

/** How many statements in the body of a loop leave it, or go on with the next key. */
function leavingIn(body: ts.Node): number {
  let count = 0;
  const visit = (node: ts.Node): void => {
    if (compiler.isFunctionLike(node)) return;
    if (
      compiler.isReturnStatement(node) ||
      compiler.isThrowStatement(node) ||
      compiler.isBreakOrContinueStatement(node)
    )
      count++;
    compiler.forEachChild(node, visit);
  };
  visit(body);
  return count;
}

/** Whether a statement goes on with the next key, and does nothing else. */
function isContinue(statement: ts.Statement, body: ts.Node): boolean {
  const [only, ...others] = compiler.isBlock(statement) ? statement.statements : [statement];
  if (!only || others.length > 0) return false;
  if (compiler.isContinueStatement(only)) return only.label === undefined;
  return compiler.isReturnStatement(only) && compiler.isFunctionLike(body.parent);
}

/** What a condition says of the value where it is true, or false; undefined where it says anything else. */
function presence(
  condition: ts.Expression,
  isTrue: boolean,
  each: Each,
): 'not undefined' | 'not null' | undefined {
  const at = unwrapped(condition);
  if (compiler.isPrefixUnaryExpression(at) && at.operator === compiler.SyntaxKind.ExclamationToken)
    return presence(at.operand, !isTrue, each);
  if (!compiler.isBinaryExpression(at)) return isTrue && asksForKey(at, each) ? 'not undefined' : undefined;
  const { left, right, operatorToken } = at;
  if (operatorToken.kind === compiler.SyntaxKind.InKeyword)
    return isTrue && left.getText() === each.key && right.getText() === each.object.getText()
      ? 'not undefined'
      : undefined;
  const [, sign, strict] = /^([!=])=(=?)$/.exec(operatorToken.getText()) ?? [];
  if (sign === undefined || (sign === '!') !== isTrue) return undefined;
  const other = isOfValue(left, each) ? right : isOfValue(right, each) ? left : undefined;
  const text = other?.getText();
  if (text === 'undefined' || text === 'void 0') return strict ? 'not undefined' : 'not null';
  if (text === 'null') return strict ? undefined : 'not null';
  return undefined;
}

function isOfValue(node: ts.Expression, each: Each): boolean {
  return isValue(unwrapped(node), each);
}

/** `it.hasOwnProperty(key)`, `Object.hasOwn(it, key)`, `Object.prototype.hasOwnProperty.call(it, key)`. */
function asksForKey(node: ts.Expression, { key, object }: Each): boolean {
  if (!compiler.isCallExpression(node)) return false;
  const [callee, args] = [node.expression.getText(), node.arguments.map((each) => each.getText()).join()];
  const it = object.getText();
  if (callee === `${it}.hasOwnProperty`) return args === key;
  return (
    /^(?:Object\.hasOwn|(?:Object\.prototype|\{\})\.hasOwnProperty\.call)$/.test(callee) &&
    args === `${it},${key}`
  );
}
