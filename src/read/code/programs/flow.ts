import type ts from 'typescript';
import { compiler } from './compiler.ts';
import { wrapped } from './syntax.ts';
import { visiting } from './visiting.ts';

/** Whether what follows a statement in its block is not reached. */
export function leaves(statement: ts.Statement): boolean {
  if (compiler.isBlock(statement)) return statement.statements.some(leaves);
  return compiler.isReturnStatement(statement) || compiler.isThrowStatement(statement);
}

/**
 * Whether something that changes a value is done by the time a place is reached: `never` when it comes later, or on a way that does not
 * lead there, `maybe` when it stands under a condition, or in another function, as one may be called later than what follows it. `home`:
 * the block that the value belongs to; what a loop around it did before is gone.
 */
export function reaches(change: ts.Node, use: ts.Node, home?: ts.Node): 'always' | 'maybe' | 'never' {
  const around = functionAround(change);
  if (around !== functionAround(use)) {
    const closure = isInside(use, around) ? closureAround(use, around) : undefined;
    const how = closure ? reaches(change, closure, home) : 'maybe';
    return how === 'never' && !isCalledInPlace(closure) ? 'maybe' : how;
  }
  const otherwise = sharesLoop(change, use, home) ? 'maybe' : 'never';
  if (!isBefore(change, use)) return otherwise;
  let [at, isConditional]: [ts.Node, boolean] = [change, false];
  for (; !isInside(use, at.parent); at = at.parent) {
    if (isLeftAfter(at, use)) return 'never';
    isConditional ||= isUnderCondition(at.parent);
  }
  const left = brokenOff(change, use);
  if (left) return sharesLoop(left, left, home) ? 'maybe' : 'never';
  if (isOtherBranch(at, use)) return otherwise;
  // What a `catch` sees of its `try` is some of it.
  return isConditional || compiler.isTryStatement(at.parent) ? 'maybe' : 'always';
}

/** Whether a statement may lead elsewhere than to the next one. */
export function mayJump(statement: ts.Node): boolean {
  if (compiler.isFunctionLike(statement) || compiler.isExpression(statement)) return false;
  return (
    compiler.isBreakOrContinueStatement(statement) ||
    compiler.isReturnStatement(statement) ||
    compiler.isThrowStatement(statement) ||
    (compiler.forEachChild(statement, mayJump) ?? false)
  );
}

/** The function that a node stands in, or its file. */
export function functionAround(node: ts.Node): ts.Node {
  let at = node.parent;
  while (at && !compiler.isFunctionLike(at) && !compiler.isSourceFile(at)) at = at.parent;
  return at;
}

/** The outermost function around a place that is not around another. */
export function closureAround(use: ts.Node, owner: ts.Node): ts.Node | undefined {
  let closure: ts.Node | undefined;
  for (let at = use.parent; at && at !== owner; at = at.parent) if (compiler.isFunctionLike(at)) closure = at;
  return closure;
}

/** Whether a method of a list calls what it is given before it returns. */
function isCalledAtOnce(method: string): boolean {
  return visiting.has(method) || method === 'sort';
}

/** Whether a function is called where it is written, and nowhere else: `list.forEach(() => …)`, `(() => …)()`. */
function isCalledInPlace(func: ts.Node | undefined): boolean {
  if (!func || !(compiler.isArrowFunction(func) || compiler.isFunctionExpression(func))) return false;
  const node = wrapped(func);
  if (!compiler.isCallExpression(node.parent)) return false;
  const { expression } = node.parent;
  return (
    expression === node ||
    (compiler.isPropertyAccessExpression(expression) && isCalledAtOnce(expression.name.text))
  );
}

export function isInside(node: ts.Node, outer: ts.Node): boolean {
  if (node.pos < outer.pos || node.end > outer.end) return false;
  return node.pos < outer.end || isAround(outer, node);
}

/** Whether a node stands around another one, which may have no width and begin where the first one ends. */
function isAround(outer: ts.Node, node: ts.Node): boolean {
  let at = node;
  while (at && at !== outer) at = at.parent;
  return at === outer;
}

/** What is used in a change is used before it. */
function isBefore(change: ts.Node, use: ts.Node): boolean {
  return change.pos < use.pos && !isInside(use, change);
}

/** Whether a part of a block, or what follows it, leaves the function, with nothing to catch it before a place. */
function isLeftAfter(part: ts.Node, use: ts.Node): boolean {
  const { parent } = part;
  const isList = compiler.isCaseOrDefaultClause(parent) || compiler.isBlock(parent);
  const isLast = compiler.isReturnStatement(part) || compiler.isThrowStatement(part);
  if (!isLast && !(isList && comesTo(parent.statements, part, leaves))) return false;
  for (let at: ts.Node = parent; !isInside(use, at); at = at.parent)
    if (compiler.isTryStatement(at.parent)) return false;
  return true;
}

/** The `switch` or loop that a `break` behind a part of it leaves before a place in it. */
function brokenOff(part: ts.Node, use: ts.Node): ts.Node | undefined {
  let isBroken = false;
  for (let at = part; at.parent && !compiler.isFunctionLike(at); at = at.parent) {
    const { parent } = at;
    const isList = compiler.isBlock(parent) || compiler.isCaseOrDefaultClause(parent);
    if (isList && !isInside(use, parent)) isBroken ||= comesTo(parent.statements, at, isPlainBreak);
    if (compiler.isCaseBlock(parent) || compiler.isIterationStatement(parent, false))
      return isBroken && isInside(use, parent) ? parent : undefined;
  }
  return undefined;
}

/** Whether what follows a part of a list surely comes to some statement of it, and does not break off before. */
function comesTo(
  statements: readonly ts.Statement[],
  part: ts.Node,
  isMeant: (statement: ts.Statement) => boolean,
): boolean {
  const later = statements.filter((each) => each.pos > part.pos);
  const at = later.findIndex(isMeant);
  return at >= 0 && ![part, ...later.slice(0, at)].some((each) => mayBreak(each));
}

/** Whether a part of a list may break off it, by leaving a loop, a `switch` or a label around the list. */
function mayBreak(node: ts.Node, isInLoop = false, isInSwitch = false): boolean {
  if (compiler.isFunctionLike(node) || compiler.isExpression(node)) return false;
  if (compiler.isBreakStatement(node)) return node.label !== undefined || !(isInLoop || isInSwitch);
  if (compiler.isContinueStatement(node)) return node.label !== undefined || !isInLoop;
  const inLoop = isInLoop || compiler.isIterationStatement(node, false);
  const inSwitch = isInSwitch || compiler.isSwitchStatement(node);
  return compiler.forEachChild(node, (child) => mayBreak(child, inLoop, inSwitch)) ?? false;
}

function isPlainBreak(statement: ts.Statement): boolean {
  return compiler.isBreakStatement(statement) && !statement.label;
}

/** Whether a place stands in the other branch of a condition than a part of it. */
function isOtherBranch(part: ts.Node, use: ts.Node): boolean {
  const { parent } = part;
  if (compiler.isIfStatement(parent))
    return (
      part === parent.thenStatement &&
      parent.elseStatement !== undefined &&
      isInside(use, parent.elseStatement)
    );
  return (
    compiler.isConditionalExpression(parent) && part === parent.whenTrue && isInside(use, parent.whenFalse)
  );
}

function isUnderCondition(node: ts.Node): boolean {
  return (
    compiler.isIfStatement(node) ||
    compiler.isConditionalExpression(node) ||
    compiler.isIterationStatement(node, false) ||
    compiler.isCaseOrDefaultClause(node) ||
    compiler.isTryStatement(node) ||
    // It may be broken off: `paid: { if (…) break paid; … }`.
    (compiler.isLabeledStatement(node) && node.label.text !== '$') ||
    (compiler.isBinaryExpression(node) &&
      (node.operatorToken.kind === compiler.SyntaxKind.AmpersandAmpersandToken ||
        node.operatorToken.kind === compiler.SyntaxKind.BarBarToken ||
        node.operatorToken.kind === compiler.SyntaxKind.QuestionQuestionToken))
  );
}

function sharesLoop(a: ts.Node, b: ts.Node, home: ts.Node | undefined): boolean {
  for (let at = b.parent; at && at !== home; at = at.parent) {
    if (compiler.isFunctionLike(at)) return false;
    if (compiler.isIterationStatement(at, false) && isInside(a, at)) return true;
  }
  return false;
}
