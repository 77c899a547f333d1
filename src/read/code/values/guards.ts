import type ts from 'typescript';
import { functionAt } from '../functions/functions.ts';
import { onlyResult } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import { conditionOf } from '../programs/conditional.ts';
import { leaves } from '../programs/flow.ts';
import type { Program } from '../programs/program.ts';
import { nameText, unwrapped } from '../programs/syntax.ts';
import type { Located, Project } from '../project/project.ts';
import { alternativesOf } from './alternatives.ts';
import { evaluate } from './evaluate.ts';
import { lacks } from './lacking.ts';
import { objectLiteralOf } from './objects.ts';
import { truthOf } from './operators.ts';
import { leadingTo, valuesOf } from './switches.ts';

/**
 * Whether a call in a function's body can be reached in the call of that function which its frame stands for: a wrapper
 * that sends an event only `if (name)` sends none for callers without a name. What cannot be told can be reached.
 */
export function isReachable(
  project: Project,
  node: ts.Node,
  program: Program,
  func: ts.Node,
  isAsked: (condition: ts.Expression) => boolean = () => true,
): boolean {
  for (let at = node; at.parent && at !== func; at = at.parent) {
    const { parent } = at;
    const needed = conditionOf(parent, at);
    if (
      needed &&
      isAsked(needed.condition) &&
      truth(project, { node: needed.condition, program }) === !needed.value
    )
      return false;
    if (compiler.isBlock(parent) && leavesBefore(project, parent, at, program, isAsked)) return false;
    if (
      compiler.isCaseOrDefaultClause(at) &&
      isAsked(at.parent.parent.expression) &&
      !isChosen(project, at, program)
    )
      return false;
  }
  return true;
}

/**
 * Whether a statement in a function's body surely runs in the call that its frame stands for, if what comes behind it does:
 * `if (props)` in the call of somebody who gives some.
 */
export function isCertain(project: Project, node: ts.Node, program: Program, func: ts.Node): boolean {
  let at = node;
  for (; at.parent && at.parent !== func; at = at.parent) {
    const { parent } = at;
    const needed = conditionOf(parent, at);
    if (needed) {
      if (truth(project, { node: needed.condition, program }) !== needed.value) return false;
    } else if (compiler.isCaseOrDefaultClause(at)) {
      if (!isChosenAlone(project, at, program)) return false;
    } else if (!isPassedThrough(parent)) return false;
    if (breaksBefore(parent, at)) return false;
  }
  return at.parent === func;
}

/** Whether a statement before one of a list may leave the `switch` around it. */
function breaksBefore(list: ts.Node, at: ts.Node): boolean {
  if (!compiler.isBlock(list) && !compiler.isCaseOrDefaultClause(list)) return false;
  return list.statements.some((each) => each.pos < at.pos && breaks(each));
}

function breaks(node: ts.Node): boolean {
  if (compiler.isBreakStatement(node)) return true;
  if (compiler.isFunctionLike(node)) return false;
  return compiler.forEachChild(node, breaks) ?? false;
}

/** What runs as a whole if it is reached. */
function isPassedThrough(node: ts.Node): boolean {
  return (
    compiler.isBlock(node) ||
    compiler.isExpressionStatement(node) ||
    compiler.isIfStatement(node) ||
    compiler.isSwitchStatement(node) ||
    compiler.isCaseOrDefaultClause(node) ||
    compiler.isParenthesizedExpression(node) ||
    compiler.isBinaryExpression(node)
  );
}

/** Whether a condition is made of such names of a function, and of what is written there, alone. */
export function isMadeOf(condition: ts.Expression, names: ReadonlySet<string>): boolean {
  let isGiven = false;
  const isPlain = (node: ts.Expression, depth = 0): boolean => {
    const inner = unwrapped(node);
    if (depth > deepest) return false;
    if (compiler.isIdentifier(inner)) {
      isGiven ||= names.has(inner.text);
      return names.has(inner.text) || inner.text === 'undefined' || /^[A-Z]/.test(inner.text);
    }
    if (compiler.isPropertyAccessExpression(inner)) return isPlain(inner.expression, depth + 1);
    if (compiler.isPrefixUnaryExpression(inner)) return isPlain(inner.operand, depth + 1);
    if (compiler.isTypeOfExpression(inner)) return isPlain(inner.expression, depth + 1);
    if (compiler.isBinaryExpression(inner))
      return isPlain(inner.left, depth + 1) && isPlain(inner.right, depth + 1);
    if (compiler.isCallExpression(inner))
      return (
        inner.expression.getText() === 'Array.isArray' &&
        inner.arguments.every((each) => isPlain(each, depth + 1))
      );
    return (
      compiler.isLiteralExpression(inner) ||
      inner.kind === compiler.SyntaxKind.NullKeyword ||
      inner.kind === compiler.SyntaxKind.TrueKeyword ||
      inner.kind === compiler.SyntaxKind.FalseKeyword
    );
  };
  return isPlain(condition) && isGiven;
}

/** Whether a clause of a `switch` may be reached by the values that are switched on. */
function isChosen(project: Project, clause: ts.CaseOrDefaultClause, program: Program): boolean {
  const values = possible(project, { node: clause.parent.parent.expression, program });
  if (!values) return true;
  const leading = leadingTo(clause);
  const isOneOf = (cases: readonly ts.Expression[], value: unknown) =>
    cases.some((node) => possible(project, { node, program })?.includes(value) ?? true);
  if (values.some((value) => isOneOf(valuesOf(leading), value))) return true;
  const others = clause.parent.clauses.filter((each) => !leading.includes(each));
  // A default is left to values for which there is no other clause; of one that is not known it cannot be told.
  return (
    leading.some(compiler.isDefaultClause) &&
    !values.every((value) =>
      valuesOf(others).some((node) => {
        const known = possible(project, { node, program });
        return known?.length === 1 && known[0] === value;
      }),
    )
  );
}

/** Whether every value that is switched on leads to a clause. */
function isChosenAlone(project: Project, clause: ts.CaseOrDefaultClause, program: Program): boolean {
  const values = possible(project, { node: clause.parent.parent.expression, program });
  if (!values || values.length === 0) return false;
  return areAmong(project, values, valuesOf(leadingTo(clause)), program);
}

/** Whether a `switch` has a clause for every value that is switched on. */
export function isExhaustive(project: Project, node: ts.SwitchStatement, program: Program): boolean {
  const values = possible(project, { node: node.expression, program });
  return values !== undefined && areAmong(project, values, valuesOf(node.caseBlock.clauses), program);
}

function areAmong(
  project: Project,
  values: readonly unknown[],
  cases: readonly ts.Expression[],
  program: Program,
): boolean {
  const known = cases.map((node) => possible(project, { node, program }));
  return values.every((value) => known.some((each) => each?.length === 1 && each[0] === value));
}

/** `if (!name) return;` before the statement at hand. */
function leavesBefore(
  project: Project,
  block: ts.Block,
  before: ts.Node,
  program: Program,
  isAsked: (condition: ts.Expression) => boolean,
): boolean {
  for (const statement of block.statements) {
    if (statement === before) return false;
    if (
      compiler.isIfStatement(statement) &&
      leaves(statement.thenStatement) &&
      isAsked(statement.expression) &&
      truth(project, { node: statement.expression, program }) === true
    )
      return true;
  }
  return false;
}

/** The branches of a condition that can be taken. */
export function branchesOf(
  project: Project,
  { node, program }: Located<ts.ConditionalExpression>,
): readonly ts.Expression[] {
  const decided = truth(project, { node: node.condition, program });
  if (decided === undefined) return [node.whenTrue, node.whenFalse];
  return [decided ? node.whenTrue : node.whenFalse];
}

/** Conditions in conditions are looked at so deep. */
const deepest = 50;

/** Whether an expression is certainly true or certainly false. */
export function truth(project: Project, { node, program }: Located, depth = 0): boolean | undefined {
  if (depth > deepest) return undefined;
  const of = (next: ts.Expression) => truth(project, { node: next, program }, depth + 1);
  const inner = unwrapped(node);
  if (compiler.isPrefixUnaryExpression(inner) && inner.operator === compiler.SyntaxKind.ExclamationToken) {
    const operand = of(inner.operand);
    return operand === undefined ? undefined : !operand;
  }
  if (compiler.isBinaryExpression(inner)) {
    const { left, right, operatorToken } = inner;
    switch (operatorToken.kind) {
      case compiler.SyntaxKind.AmpersandAmpersandToken: {
        const first = of(left);
        if (first === false) return false;
        const second = of(right);
        return second === false ? false : first && second;
      }
      case compiler.SyntaxKind.BarBarToken: {
        const first = of(left);
        if (first) return true;
        const second = of(right);
        return second ? true : first === false && second === false ? false : undefined;
      }
      case compiler.SyntaxKind.EqualsEqualsEqualsToken:
      case compiler.SyntaxKind.EqualsEqualsToken:
        return areEqual(project, inner, program);
      case compiler.SyntaxKind.ExclamationEqualsEqualsToken:
      case compiler.SyntaxKind.ExclamationEqualsToken: {
        const equal = areEqual(project, inner, program);
        return equal === undefined ? undefined : !equal;
      }
      case compiler.SyntaxKind.InKeyword:
        return isIn(project, inner, program);
      default:
    }
  }
  const known = truthOf(evaluate(project, { node: inner, program }));
  if (known !== undefined || !compiler.isCallExpression(inner) || inner.arguments.length === 0) return known;
  // `isTotal(event)`: what a function says of the type of what it is given.
  const type = functionAt(project, { node: inner.expression, program })?.node.type;
  const result =
    type && compiler.isTypePredicateNode(type) ? onlyResult(project, { node: inner, program }) : undefined;
  return result && truth(project, result, depth + 1);
}

/** `'page' in details` of an object that is written out, or of one of several. */
function isIn(project: Project, { left, right }: ts.BinaryExpression, program: Program): boolean | undefined {
  const key = unwrapped(left);
  if (!compiler.isStringLiteralLike(key)) return undefined;
  const has = (at: Located) => {
    const object = objectLiteralOf(project, at);
    if (!object || lacks(project, at, key.text)) return object && false;
    const { properties } = object.node as ts.ObjectLiteralExpression;
    const isWritten = properties.some(({ name }) => name && nameText(name) === key.text);
    return isWritten && !object.program.changes.some(({ value }) => !value) ? true : undefined;
  };
  const [first, ...others] = alternativesOf(project, { node: right, program }).map(has);
  return others.every((each) => each === first) ? first : undefined;
}

function areEqual(project: Project, node: ts.BinaryExpression, program: Program): boolean | undefined {
  const { kind } = node.operatorToken;
  const isLoose =
    kind === compiler.SyntaxKind.EqualsEqualsToken || kind === compiler.SyntaxKind.ExclamationEqualsToken;
  const known = (each: ts.Expression) => {
    const values = possible(project, { node: each, program });
    return isLoose ? values && loosely(values) : values;
  };
  const a = known(node.left);
  const b = a && known(node.right);
  if (!a || !b) return undefined;
  const shared = a.filter((value) => b.includes(value));
  if (shared.length === 0) return isLoose && areMixed([...a, ...b]) ? undefined : false;
  return a.length === 1 && b.length === 1 ? true : undefined;
}

/** Whether values are of different types, of which `==` makes one: `'1' == 1`. */
function areMixed(values: readonly unknown[]): boolean {
  return new Set(values.filter((value) => value !== null).map((value) => typeof value)).size > 1;
}

/** Values as `==` compares them: null and undefined are one. */
function loosely(values: readonly unknown[]): readonly unknown[] {
  return [...new Set(values.map((value) => value ?? null))];
}

/** Every value that an expression can have, undefined among them; of `typeof`, every text. */
function possible(project: Project, { node, program }: Located): readonly unknown[] | undefined {
  const inner = unwrapped(node);
  if (!compiler.isTypeOfExpression(inner)) {
    const { types, values, complete, optional } = evaluate(project, { node: inner, program });
    if (types.length === 0) return [undefined];
    return complete ? [...values, ...(optional ? [undefined] : [])] : undefined;
  }
  const { types, optional } = evaluate(project, { node: inner.expression, program });
  if (types.includes('unknown')) return undefined;
  const names = types.map((type) =>
    ['null', 'date', 'object[]', 'array'].includes(type) ? 'object' : (type as string),
  );
  return [...new Set([...names, ...(optional || types.length === 0 ? ['undefined'] : [])])];
}
