import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import type { FoundBinding } from '../project/project.ts';

/** What a parameter can be that its function sets again. */
export interface SetAgain {
  readonly values: readonly ts.Expression[];
  /** Whether it may still be what it was given. */
  readonly mayBeGiven: boolean;
}

/** What a parameter can be where it is used; undefined where it is set to something that is made of itself. */
export function setAgain({ binding, assigned }: FoundBinding, use: ts.Node): SetAgain | undefined {
  if (binding.kind !== 'parameter') return undefined;
  if (assigned.some((value) => names(value, binding.name))) return undefined;
  const func = binding.declaration.parent;
  const last = assigned.findLastIndex((value) => isAlwaysSet(value, func) && use.pos >= value.end);
  return { values: assigned.slice(Math.max(last, 0)), mayBeGiven: last < 0 };
}

/** Whether an expression uses a name, other than as that of a property. */
function names(node: ts.Node, name: string): boolean {
  if (compiler.isIdentifier(node)) return node.text === name;
  if (compiler.isPropertyAccessExpression(node)) return names(node.expression, name);
  return (
    compiler.forEachChild(node, (child) => {
      const isKey = compiler.isPropertyAssignment(node) && child === node.name;
      return !isKey && names(child, name);
    }) ?? false
  );
}

/** Whether a statement of the function itself, and of no condition or callback in it, sets the value. */
function isAlwaysSet({ parent: assignment }: ts.Expression, func: ts.Node): boolean {
  const statement = assignment.parent;
  return (
    compiler.isBinaryExpression(assignment) &&
    compiler.isExpressionStatement(statement) &&
    statement.parent.parent === func
  );
}
