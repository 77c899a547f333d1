import type ts from 'typescript';
import { functionAt } from '../functions/functions.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { lookUp } from '../programs/scope.ts';
import type { Located, Project } from '../project/project.ts';
import { isPutInto } from './puts.ts';
import { type Write, writesTo } from './writes.ts';

/** Functions that hand on what they are given are followed so deep. */
const deepest = 3;

/**
 * Whether a function that is handed an object only reads it: neither it nor who gets that from it sets, deletes or adds
 * anything. Of functions of packages that is not known, but for those that are known to leave everything as it is.
 */
export function isOnlyRead(project: Project, write: Escape, program: Program, depth = 0): boolean {
  const { callee, node, given } = write;
  if (project.leavesAlone(callee)) return true;
  const target = depth > deepest ? undefined : functionAt(project, { node: node.expression, program });
  const index = node.arguments.indexOf(given);
  if (!target || node.arguments.slice(0, index).some(compiler.isSpreadElement)) return false;
  const parameter = target.node.parameters[index];
  return (
    parameter !== undefined && leavesAsItIs(project, { node: parameter, program: target.program }, depth)
  );
}

type Escape = Write & { readonly kind: 'escape' };

function leavesAsItIs(
  project: Project,
  { node: { name, dotDotDotToken }, program }: Located<ts.ParameterDeclaration>,
  depth: number,
): boolean {
  if (dotDotDotToken) return false;
  // Who takes an object apart has its parts.
  if (!compiler.isIdentifier(name)) return true;
  const scope = lookUp(program.scopeOf(name), name.text)?.scope;
  if (!scope || isPutInto(program, name)) return false;
  return writesTo(program, name.text, scope).every(
    (write) => write.kind === 'escape' && isOnlyRead(project, write, program, depth + 1),
  );
}
