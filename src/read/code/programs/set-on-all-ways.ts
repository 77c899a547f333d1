import type ts from 'typescript';
import { compiler } from './compiler.ts';
import { functionAround } from './flow.ts';
import { isAssignment, namesSetIn } from './targets.ts';

/**
 * Whether a name that is declared as nothing may still be that where its own function uses it: `let title; if (order) title = …`. Of
 * one whose type says that it is something the compiler sees to that, and what other functions do is not seen here.
 */
export function mayBeUnset(
  declaration: ts.VariableDeclaration | ts.ParameterDeclaration,
  assigned: readonly ts.Expression[],
  use: ts.Identifier,
): boolean {
  if (
    !compiler.isVariableDeclaration(declaration) ||
    !compiler.isVariableStatement(declaration.parent.parent)
  )
    return false;
  const { initializer, type, exclamationToken } = declaration;
  if (initializer || exclamationToken || (type && !/\bundefined\b/.test(type.getText()))) return false;
  const owner = functionAround(declaration);
  if ([use, ...assigned].some((each) => functionAround(each) !== owner)) return false;
  return assigned.length > 0 && !isSetBefore(use, owner);
}

/** Whether each way to a place in a function sets a name first. */
function isSetBefore(use: ts.Identifier, owner: ts.Node): boolean {
  for (let at: ts.Node = use; at.parent && at !== owner; at = at.parent) {
    const { statements = [] } = at.parent as { statements?: readonly ts.Statement[] };
    const before = statements.slice(0, Math.max(0, statements.indexOf(at as ts.Statement)));
    if (before.some((each) => sets(each, use.text))) return true;
  }
  return false;
}

/** Whether what follows a statement is only reached where it has set a name. */
function sets(statement: ts.Node, name: string): boolean {
  const each = (statements: readonly ts.Statement[]) => statements.some((one) => sets(one, name));
  if (compiler.isReturnStatement(statement) || compiler.isThrowStatement(statement)) return true;
  if (compiler.isBreakOrContinueStatement(statement))
    return !compiler.isCaseOrDefaultClause(statement.parent);
  if (compiler.isBlock(statement)) return each(statement.statements);
  if (compiler.isLabeledStatement(statement)) return sets(statement.statement, name);
  if (compiler.isDoStatement(statement)) return sets(statement.statement, name);
  if (compiler.isIfStatement(statement)) {
    const { thenStatement, elseStatement } = statement;
    return elseStatement !== undefined && sets(thenStatement, name) && sets(elseStatement, name);
  }
  if (compiler.isTryStatement(statement)) {
    const { tryBlock, catchClause, finallyBlock } = statement;
    const isSet = sets(tryBlock, name) && (!catchClause || sets(catchClause.block, name));
    return isSet || (finallyBlock !== undefined && sets(finallyBlock, name));
  }
  if (compiler.isSwitchStatement(statement)) {
    // A clause without statements goes on with the next one.
    const clauses = statement.caseBlock.clauses.filter(({ statements }) => statements.length > 0);
    return clauses.length > 0 && clauses.every(({ statements }) => each(statements));
  }
  return compiler.isExpressionStatement(statement) && setBy(statement.expression, name);
}

function setBy(node: ts.Expression, name: string): boolean {
  if (compiler.isParenthesizedExpression(node)) return setBy(node.expression, name);
  if (!isAssignment(node)) return false;
  const names = compiler.isIdentifier(node.left) ? [node.left.text] : namesSetIn(node.left);
  return names.includes(name) || setBy(node.right, name);
}
