import type ts from 'typescript';
import type { FunctionNode } from '../functions/functions.ts';
import { isFunction } from '../functions/naming.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import type { Project } from '../project/project.ts';
import { listOf } from '../values/elements.ts';

/**
 * The function around a call that is given all that the call hands on, each of it as it is and once; undefined where the call
 * hands on anything else.
 */
export function handedOnBy(
  project: Project,
  { arguments: given }: ts.CallExpression,
  program: Program,
): FunctionNode | undefined {
  const parameters = given.map((each) => parameterNamed(project, each, program));
  const from = parameters[0]?.parent;
  if (!from || !isFunction(from)) return undefined;
  const areItsOwn = parameters.every((each) => each?.parent === from);
  return areItsOwn && new Set(parameters).size === parameters.length ? from : undefined;
}

/** Whether a function takes nothing that a call does not give it. */
export function takesNoMore({ parameters }: FunctionNode, { arguments: given }: ts.CallExpression): boolean {
  return parameters.length <= given.length;
}

/** The parameter of which an expression is the name, if nothing is known of what it is. */
function parameterNamed(
  project: Project,
  node: ts.Expression,
  program: Program,
): ts.ParameterDeclaration | undefined {
  const name = unwrapped(node);
  const found = compiler.isIdentifier(name) ? bindingOf(project, program, name) : undefined;
  if (found?.binding.kind !== 'parameter' || found.assigned.length > 0) return undefined;
  const { declaration, path } = found.binding;
  const isWhole = path?.length === 0 && !declaration.dotDotDotToken && !declaration.initializer;
  // An element of a list is given by whoever gives the list.
  return isWhole && !listOf(declaration) ? declaration : undefined;
}
