import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import { leaves } from '../programs/flow.ts';

/** The clauses of a `switch` by which one is reached: itself, and those before it that fall through to it. */
export function leadingTo(clause: ts.CaseOrDefaultClause): readonly ts.CaseOrDefaultClause[] {
  const { clauses } = clause.parent;
  let first = clauses.indexOf(clause);
  while (first > 0 && fallsThrough(clauses[first - 1] as ts.CaseOrDefaultClause)) first--;
  return clauses.slice(first, clauses.indexOf(clause) + 1);
}

/** What is written behind `case`. */
export function valuesOf(clauses: readonly ts.CaseOrDefaultClause[]): readonly ts.Expression[] {
  return clauses.flatMap((each) => (compiler.isCaseClause(each) ? [each.expression] : []));
}

function fallsThrough({ statements }: ts.CaseOrDefaultClause): boolean {
  const last = statements.at(-1);
  const inner = last && compiler.isBlock(last) ? last.statements.at(-1) : last;
  if (!inner) return true;
  return !leaves(inner) && !compiler.isBreakOrContinueStatement(inner);
}
