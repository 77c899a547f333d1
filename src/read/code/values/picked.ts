import type ts from 'typescript';
import { argumentOf, enter } from '../functions/frames.ts';
import { calleeName } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import { unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import { mostValues } from '../project/facts.ts';
import type { FoundBinding, Located, Project } from '../project/project.ts';
import { truth } from './guards.ts';
import { itemsOf } from './items.ts';
import { mappedChoices } from './mapped.ts';

/** Names for names are followed so far. */
const deepest = 8;

/** Methods of a list that hand back one of its elements. */
export const picking = new Set('at pop shift find findLast'.split(' '));

/**
 * The elements of a list of which an expression is one: `events.find(({ key }) => key === kind)`, `events[index]`. Undefined for
 * other expressions, and where not all of them are known.
 */
export function pickedOf(
  project: Project,
  { node, program }: Located,
  depth: number,
): readonly Located[] | undefined {
  const list = listPickedFrom(node);
  const all = list && few(itemsOf(project, { node: list, program }, depth + 1));
  const [asked] = compiler.isCallExpression(node) ? node.arguments : [];
  return asked && calleeName(node as ts.CallExpression).startsWith('find')
    ? all?.filter((each) => mayBeMeant(project, { node: asked, program }, each))
    : all;
}

/** Whether an expression is picked out of a list or a map, which may not have what is looked for. */
export function isPicked(project: Project, { node, program }: Located, depth = 0): boolean {
  const inner = unwrapped(node);
  if (listPickedFrom(inner) || mappedChoices(project, { node: inner, program }, depth)) return true;
  const found = compiler.isIdentifier(inner) ? bindingOf(project, program, inner) : undefined;
  const value = found && depth < deepest ? standingAlone(project, found) : undefined;
  return value !== undefined && isPicked(project, value, depth + 1);
}

/** What a name stands for as a whole. */
function standingAlone(project: Project, found: FoundBinding): Located | undefined {
  const { binding, program } = found;
  if ((binding.kind !== 'variable' && binding.kind !== 'parameter') || binding.path?.length !== 0)
    return undefined;
  const argument = argumentOf(project, found);
  if (typeof argument === 'object') return argument;
  const { initializer } = binding.declaration;
  return initializer && { node: initializer, program };
}

/** `events` of `events.find(…)` and of `events[index]`. */
function listPickedFrom(node: ts.Expression): ts.Expression | undefined {
  if (compiler.isElementAccessExpression(node)) return node.expression;
  const callee = compiler.isCallExpression(node) ? unwrapped(node.expression) : undefined;
  return callee && compiler.isPropertyAccessExpression(callee) && picking.has(callee.name.text)
    ? callee.expression
    : undefined;
}

/** Whether a function that is written out may say yes to an element. */
function mayBeMeant(project: Project, { node, program }: Located, element: Located): boolean {
  const func = unwrapped(node);
  if (!compiler.isArrowFunction(func) || compiler.isBlock(func.body)) return true;
  const home = enter(program, func, { known: [element], more: false }, program.frame);
  return !home || truth(project, { node: func.body, program: home }) !== false;
}

function few(items: readonly Located[] | undefined): readonly Located[] | undefined {
  return items && items.length > 0 && items.length <= mostValues ? items : undefined;
}
