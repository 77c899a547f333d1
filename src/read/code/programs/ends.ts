import type ts from 'typescript';
import { compiler } from './compiler.ts';
import { placed } from './placed.ts';

/** Whether a `switch` without a default has a clause for whatever there is. */
export type IsExhaustive = (statement: ts.SwitchStatement) => boolean;

/** Where a function hands back nothing. */
interface Nothings {
  readonly returns: readonly ts.Expression[];
  /** Its end, where that may be reached. */
  readonly end?: ts.Expression;
  /** Whether it is reached however exhaustive a `switch` is. */
  readonly isSure?: boolean;
}

const known = new WeakMap<ts.Node, Nothings>();

/** Declared results of which one is nothing. */
const mayBeNothing = /\b(?:undefined|void|null|any|unknown)\b/;

/** Calls that do not come back, by what they are called. */
const leaving = /\b(?:process\.exit|(?:assert|throw|raise|fail|panic|never|unreachable|exhaust)\w*)$/i;

/**
 * The places where a function hands back nothing though it hands back something elsewhere, each as an expression that stands there:
 * `if (!user) return;`, and its end where that is reached.
 */
export function nothingReturned(
  func: ts.FunctionLikeDeclaration,
  isExhaustive: IsExhaustive,
): readonly ts.Expression[] {
  const found = known.get(func) ?? nothingIn(func);
  known.set(func, found);
  const { returns, end, isSure } = found;
  return end && (isSure || isEndPassed(func, isExhaustive)) ? [...returns, end] : returns;
}

function nothingIn(func: ts.FunctionLikeDeclaration): Nothings {
  const { body, type } = func;
  if (!body || !compiler.isBlock(body) || (type && !mayBeNothing.test(type.getText())))
    return { returns: [] };
  const returns: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (compiler.isReturnStatement(node) && !node.expression) returns.push(nothingAt(node, node));
    else if (!compiler.isFunctionLike(node) && !compiler.isClassLike(node) && !compiler.isExpression(node))
      compiler.forEachChild(node, visit);
  };
  compiler.forEachChild(body, visit);
  const last = body.statements.at(-1);
  if (!last || !isEndPassed(func, () => false)) return { returns };
  return { returns, end: nothingAt(last, body), isSure: isEndPassed(func, () => true) };
}

function isEndPassed({ body }: ts.FunctionLikeDeclaration, isExhaustive: IsExhaustive): boolean {
  return (body as ts.Block).statements.every((each) => isPassed(each, isExhaustive));
}

/** `void 0` directly behind a statement. */
function nothingAt(statement: ts.Statement, parent: ts.Node): ts.Expression {
  const nothing = placed(compiler.factory.createVoidZero(), statement, parent);
  (nothing as { pos: number }).pos = statement.end;
  return nothing;
}

/** Whether what follows a statement may be reached. */
function isPassed(statement: ts.Statement, isExhaustive: IsExhaustive): boolean {
  const goesOn = (each: ts.Statement) => isPassed(each, isExhaustive);
  if (compiler.isReturnStatement(statement) || compiler.isThrowStatement(statement)) return false;
  if (compiler.isBlock(statement)) return statement.statements.every(goesOn);
  if (compiler.isLabeledStatement(statement))
    return goesOn(statement.statement) || breaks(statement.statement);
  if (compiler.isIfStatement(statement))
    return !statement.elseStatement || goesOn(statement.thenStatement) || goesOn(statement.elseStatement);
  if (compiler.isTryStatement(statement)) {
    const { tryBlock, catchClause, finallyBlock } = statement;
    if (finallyBlock && !goesOn(finallyBlock)) return false;
    return goesOn(tryBlock) || (catchClause !== undefined && goesOn(catchClause.block));
  }
  if (compiler.isSwitchStatement(statement)) {
    const { clauses } = statement.caseBlock;
    if (!clauses.some(compiler.isDefaultClause) && !isExhaustive(statement)) return true;
    return clauses.some((each) => breaks(each)) || (clauses.at(-1)?.statements.every(goesOn) ?? true);
  }
  if (compiler.isWhileStatement(statement) || compiler.isForStatement(statement)) {
    const condition = compiler.isForStatement(statement) ? statement.condition : statement.expression;
    const isEndless = !condition || condition.kind === compiler.SyntaxKind.TrueKeyword;
    return !isEndless || breaks(statement.statement);
  }
  const call = compiler.isExpressionStatement(statement) ? statement.expression : undefined;
  return !call || !compiler.isCallExpression(call) || !leaving.test(call.expression.getText());
}

/** Whether a `break` in a loop or clause may leave it; of loops within, only one that names a label does. */
function breaks(node: ts.Node, isWithin = false): boolean {
  if (compiler.isBreakStatement(node)) return !isWithin || node.label !== undefined;
  if (compiler.isFunctionLike(node) || compiler.isExpression(node)) return false;
  const isInner = isWithin || compiler.isIterationStatement(node, false) || compiler.isSwitchStatement(node);
  return compiler.forEachChild(node, (child) => breaks(child, isInner)) ?? false;
}
