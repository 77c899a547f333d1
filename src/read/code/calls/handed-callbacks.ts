import type ts from 'typescript';
import { calledBack } from '../functions/callbacks.ts';
import type { Called } from '../functions/functions.ts';
import { isFunction } from '../functions/naming.ts';
import { calleeName, passingOn } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import type { CallNode } from '../programs/scope.ts';
import { unwrapped, wrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import type { Project } from '../project/project.ts';

/**
 * Whether a call only has a function run that somebody handed over, as what is around a handler does: `(req, res) => run(req, res)`. What
 * that function sends is written in it, then: where it is handed over, or where all that the call gives comes from outside.
 */
export function runsHandler(project: Project, node: CallNode, program: Program, target: Called): boolean {
  if (!compiler.isCallExpression(node) || !isFunction(target)) return false;
  if (!isWrittenThere(target) && !handsAllOn(project, node, program)) return false;
  return calledBack(project, { node: node.expression, program }) !== undefined;
}

/** Whether a function is written where it is handed over, by itself or in an object. */
function isWrittenThere(func: ts.Node): boolean {
  if (compiler.isFunctionDeclaration(func)) return false;
  let { parent } = compiler.isMethodDeclaration(func) ? func : wrapped(func);
  if (compiler.isPropertyAssignment(parent)) ({ parent } = parent);
  if (compiler.isObjectLiteralExpression(parent)) ({ parent } = wrapped(parent));
  if (compiler.isCallExpression(parent)) return !passingOn.has(calleeName(parent));
  return compiler.isJsxExpression(parent);
}

/** Whether a call gives nothing but what the functions around it are given, as it is. */
function handsAllOn(project: Project, { arguments: given }: ts.CallExpression, program: Program): boolean {
  return (
    given.length > 0 &&
    given.every((each) => {
      const inner = unwrapped(compiler.isSpreadElement(each) ? each.expression : each);
      const binding = compiler.isIdentifier(inner) ? bindingOf(project, program, inner)?.binding : undefined;
      return binding?.kind === 'parameter' && binding.path?.length === 0;
    })
  );
}
