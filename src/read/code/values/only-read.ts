import type ts from 'typescript';
import { type FunctionNode, functionAt } from '../functions/functions.ts';
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
  const [parameter] = takingFrom(target.node, index);
  return (
    parameter !== undefined && leavesAsItIs(project, { node: parameter, program: target.program }, depth)
  );
}

/** The parameters that take what is given at a place and behind it. */
function takingFrom({ parameters }: FunctionNode, index: number): readonly ts.ParameterDeclaration[] {
  const last = parameters.length - 1;
  return parameters.slice(parameters[last]?.dotDotDotToken ? Math.min(index, last) : index);
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
  { node, program }: Located<ts.ParameterDeclaration>,
  depth: number,
): boolean {
  const { name, dotDotDotToken } = node;
  if (dotDotDotToken) return leavesAllAsTheyAre(project, { node, program }, depth);
  // Who takes an object apart has its parts.
  if (!compiler.isIdentifier(name)) return true;
  const scope = lookUp(program.scopeOf(name), name.text)?.scope;
  if (!scope || isPutInto(program, name)) return false;
  return writesTo(program, name.text, scope).every(
    (write) => write.kind === 'escape' && isOnlyRead(project, write, program, depth + 1),
  );
}

/** Whether what a function does with the list of all that it is given is to hand it on, to who only reads it: `(...all) => console.log(...all)`. */
function leavesAllAsTheyAre(
  project: Project,
  { node: { name, parent: func }, program }: Located<ts.ParameterDeclaration>,
  depth: number,
): boolean {
  if (!compiler.isIdentifier(name) || depth > deepest) return false;
  const list = lookUp(program.scopeOf(name), name.text)?.binding;
  const visit = (at: ts.Node): boolean => {
    const isNamed = compiler.isIdentifier(at) && at !== name && at.text === name.text;
    if (isNamed && lookUp(program.scopeOf(at), at.text)?.binding === list)
      return isHandedToReader(project, { node: at, program }, depth);
    return compiler.forEachChild(at, (child) => (visit(child) ? undefined : true)) === undefined;
  };
  return visit(func);
}

/** Whether a list is handed, as a whole or element by element, to a function that only reads what is in it. */
function isHandedToReader(project: Project, { node, program }: Located, depth: number): boolean {
  const isSpread = compiler.isSpreadElement(node.parent);
  const given = isSpread ? (node.parent as ts.SpreadElement) : node;
  const call = given.parent;
  if (!compiler.isCallExpression(call) || call.expression === given) return false;
  if (project.leavesAlone(call.expression.getText())) return true;
  const target = functionAt(project, { node: call.expression, program });
  if (!target) return isTelling(call.expression, program);
  const taking = takingFrom(target.node, call.arguments.indexOf(given));
  return (
    isSpread &&
    taking.every((each) => leavesAsItIs(project, { node: each, program: target.program }, depth + 1))
  );
}
