import type ts from 'typescript';
import type { Change } from '../programs/changing.ts';
import { compiler } from '../programs/compiler.ts';
import { functionAround, isInside } from '../programs/flow.ts';
import type { Binding } from '../programs/scope.ts';
import { unwrapped } from '../programs/syntax.ts';
import type { Located, Project } from '../project/project.ts';
import { type Cell, type Root, stepsIn } from './built-steps.ts';
import { functionAt } from './functions.ts';
import { isThis, receiverOf } from './selves.ts';

/** So many functions are looked through for what changes something: nobody builds an event by more. */
const mostCalled = 64;

/** Whether a call is one of a method of the project that sets something of its object. */
export function changesItself(project: Project, { node, program }: Located<ts.CallExpression>): boolean {
  const target = functionAt(project, { node: node.expression, program });
  return target?.program.changes.some((each) => isInside(each.node, target.node) && isOfThis(each)) ?? false;
}

function isOfThis({ target }: Change): boolean {
  let at = unwrapped(target);
  while (compiler.isPropertyAccessExpression(at) || compiler.isElementAccessExpression(at))
    at = unwrapped(at.expression);
  return isThis(at);
}

/** Whether a function, or one that it calls on the same object, may change a cell. */
export function mayTouch(
  project: Project,
  { node, program }: Located<ts.Node>,
  cell: Cell,
  seen: Set<ts.Node> = new Set(),
): boolean {
  if (seen.size > mostCalled) return true;
  if (seen.has(node)) return false;
  seen.add(node);
  if ('variable' in cell) {
    // Each call of the function that declares it has one of its own.
    const owner = ownerOf(cell.variable);
    if (node === owner || !isInside(node, owner)) return false;
  }
  return stepsIn(program, node, rootIn(cell), cell).some(
    (step) => step.kind !== 'call' || mayTouchBy(project, { node: step.node, program }, cell, seen),
  );
}

/** The same of the function that a call calls, and of those in the chain before it. */
export function mayTouchBy(
  project: Project,
  { node, program }: Located<ts.CallExpression>,
  cell: Cell,
  seen: Set<ts.Node>,
): boolean {
  const target = functionAt(project, { node: node.expression, program });
  if (target && mayTouch(project, target, cell, seen)) return true;
  const on = receiverOf(node, program);
  const chained = on && unwrapped(on.node);
  return (
    chained !== undefined &&
    compiler.isCallExpression(chained) &&
    mayTouchBy(project, { node: chained, program }, cell, seen)
  );
}

export function rootIn(cell: Cell): Root {
  return 'field' in cell ? 'this' : 'closure';
}

function ownerOf(variable: Binding): ts.Node {
  return functionAround((variable as Binding & { readonly kind: 'variable' }).declaration);
}
