import type ts from 'typescript';
import { compiler } from './compiler.ts';
import type { IsExhaustive } from './ends.ts';
import { functionAround, isInside } from './flow.ts';
import { isAssignment, namesSetIn } from './targets.ts';

/** What is asked of what stands elsewhere. */
export interface Asked {
  readonly isExhaustive: IsExhaustive;
  /** Whether a type allows that what is of it is nothing. */
  readonly allowsNothing: (type: ts.TypeNode) => boolean;
}

/**
 * Whether a name that is declared as nothing may still be that where its own function uses it: `let title; if (order) title = …`. Of
 * one whose type says that it is something the compiler sees to that, and what other functions do is not seen here.
 */
export function mayBeUnset(
  declaration: ts.VariableDeclaration | ts.ParameterDeclaration,
  assigned: readonly ts.Expression[],
  use: ts.Identifier,
  { isExhaustive, allowsNothing }: Asked,
): boolean {
  if (
    !compiler.isVariableDeclaration(declaration) ||
    !compiler.isVariableStatement(declaration.parent.parent)
  )
    return false;
  const { initializer, type, exclamationToken } = declaration;
  if (initializer || exclamationToken || assigned.length === 0) return false;
  const owner = functionAround(declaration);
  if ([use, ...assigned].some((each) => functionAround(each) !== owner)) return false;
  return (!type || allowsNothing(type)) && !isSetBefore(use, owner, isExhaustive);
}

/** Whether each way to a place in a function sets a name first. */
function isSetBefore(use: ts.Identifier, owner: ts.Node, isExhaustive: IsExhaustive): boolean {
  const ways = new Ways(use, isExhaustive);
  for (let at: ts.Node = use; at.parent && at !== owner; at = at.parent) {
    const { statements = [] } = at.parent as { statements?: readonly ts.Statement[] };
    const before = statements.slice(0, Math.max(0, statements.indexOf(at as ts.Statement)));
    if (ways.setAll(before)) return true;
  }
  return false;
}

/** The ways to a place that uses a name. */
class Ways {
  readonly #use: ts.Identifier;
  readonly #isExhaustive: IsExhaustive;

  constructor(use: ts.Identifier, isExhaustive: IsExhaustive) {
    this.#use = use;
    this.#isExhaustive = isExhaustive;
  }

  /** Whether the place is reached behind some statements, or by a jump out of them, only where they have set the name. */
  setAll(statements: readonly ts.Statement[]): boolean {
    const first = statements.findIndex((each) => this.#sets(each));
    return first >= 0 && !statements.slice(0, first).some((each) => this.#leadsTo(each));
  }

  #sets(statement: ts.Statement): boolean {
    if (compiler.isReturnStatement(statement) || compiler.isThrowStatement(statement)) return true;
    if (compiler.isBreakOrContinueStatement(statement)) return !this.#leadsTo(statement);
    if (compiler.isBlock(statement)) return this.setAll(statement.statements);
    if (compiler.isLabeledStatement(statement)) return this.#sets(statement.statement);
    if (compiler.isDoStatement(statement)) return this.#sets(statement.statement);
    if (compiler.isIfStatement(statement)) {
      const { thenStatement, elseStatement } = statement;
      return elseStatement !== undefined && this.#sets(thenStatement) && this.#sets(elseStatement);
    }
    if (compiler.isTryStatement(statement)) {
      const { tryBlock, catchClause, finallyBlock } = statement;
      const isSet = this.#sets(tryBlock) && (!catchClause || this.#sets(catchClause.block));
      return isSet || (finallyBlock !== undefined && this.#sets(finallyBlock));
    }
    if (compiler.isSwitchStatement(statement)) {
      // A clause without statements goes on with the next one.
      const { clauses } = statement.caseBlock;
      const filled = clauses.filter(
        ({ statements }, at) => statements.length > 0 || at === clauses.length - 1,
      );
      const isAny = clauses.some(compiler.isDefaultClause) || this.#isExhaustive(statement);
      return isAny && filled.every(({ statements }) => this.setAll(statements));
    }
    return compiler.isExpressionStatement(statement) && setBy(statement.expression, this.#use.text);
  }

  /** Whether a jump in a statement leaves what does not stand around the place: it goes on to that. */
  #leadsTo(node: ts.Node): boolean {
    if (compiler.isFunctionLike(node) || compiler.isExpression(node)) return false;
    if (!compiler.isBreakOrContinueStatement(node))
      return compiler.forEachChild(node, (child) => this.#leadsTo(child)) ?? false;
    const target = targetOf(node);
    return target !== undefined && !isInside(this.#use, target);
  }
}

/** What a `break` or `continue` leaves. */
function targetOf(node: ts.BreakOrContinueStatement): ts.Node | undefined {
  const { label } = node;
  const isMeant = (at: ts.Node) =>
    label
      ? compiler.isLabeledStatement(at) && at.label.text === label.text
      : compiler.isIterationStatement(at, false) ||
        (compiler.isBreakStatement(node) && compiler.isSwitchStatement(at));
  let at: ts.Node | undefined = node.parent;
  while (at && !isMeant(at)) at = at.parent;
  return at;
}

function setBy(node: ts.Expression, name: string): boolean {
  if (compiler.isParenthesizedExpression(node)) return setBy(node.expression, name);
  if (!isAssignment(node)) return false;
  const names = compiler.isIdentifier(node.left) ? [node.left.text] : namesSetIn(node.left);
  return names.includes(name) || setBy(node.right, name);
}
