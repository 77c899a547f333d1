import type ts from 'typescript';
import { functionAt } from '../functions/functions.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { lookUp } from '../programs/scope.ts';
import { unwrapped } from '../programs/syntax.ts';
import { visiting } from '../programs/visiting.ts';
import type { Located, Project } from '../project/project.ts';
import { isPutInto } from './puts.ts';
import { givenTo, type Write, writesTo } from './writes.ts';

/** Functions that hand on what they are given are followed so deep. */
const deepest = 3;

/**
 * Whether a function that is handed an object only reads it: neither it nor who gets that from it sets, deletes or adds
 * anything. Of functions of packages that is not known, but for those that are known to leave everything as it is, and
 * for those that log by their names.
 */
export function isOnlyRead(project: Project, write: Escape, program: Program, depth = 0): boolean {
  const { callee, node, given } = write;
  if (project.leavesAlone(callee)) return true;
  // A class keeps what it is given.
  if (compiler.isNewExpression(node)) return false;
  const { func, index } = receiverOf(node, given);
  if (project.leavesAlone(func.getText())) return true;
  const target = depth > deepest ? undefined : functionAt(project, { node: func, program });
  if (!target && depth <= deepest && isTelling(func, program)) return true;
  if (!target || givenTo(node).slice(0, index).some(compiler.isSpreadElement)) return false;
  const parameter = target.node.parameters[index];
  return (
    parameter !== undefined && leavesAsItIs(project, { node: parameter, program: target.program }, depth)
  );
}

/** The function that gets what a call hands on, and as which argument: also of `[base].forEach(fill)` and `fill.apply(null, [base])`. */
function receiverOf(node: ts.CallExpression, given: ts.Expression): { func: ts.Expression; index: number } {
  const { expression: callee, arguments: all } = node;
  const index = givenTo(node).indexOf(given);
  if (index >= 0 || !compiler.isPropertyAccessExpression(callee)) return { func: callee, index };
  const place = visiting.get(callee.name.text);
  const [first, second] = all;
  if (first && place !== undefined) return { func: first, index: place };
  const list = second && unwrapped(second);
  const elements = list && compiler.isArrayLiteralExpression(list) ? list.elements : [];
  return { func: callee.expression, index: (elements as readonly ts.Expression[]).indexOf(given) };
}

/** Names of functions that only tell a developer. */
export const telling: ReadonlySet<string> = new Set('log debug info warn error trace'.split(' '));

/** Whether a function that is not seen goes by such a name, or is made by one: `const report = debug('shop')`. */
function isTelling(callee: ts.Expression, program: Program): boolean {
  if (compiler.isPropertyAccessExpression(callee)) return telling.has(callee.name.text);
  if (!compiler.isIdentifier(callee)) return false;
  if (telling.has(callee.text)) return true;
  const binding = lookUp(program.scopeOf(callee), callee.text)?.binding;
  if (binding?.kind !== 'variable' || binding.path?.length !== 0) return false;
  const { initializer } = binding.declaration;
  return (
    initializer !== undefined &&
    compiler.isCallExpression(initializer) &&
    telling.has(initializer.expression.getText())
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
