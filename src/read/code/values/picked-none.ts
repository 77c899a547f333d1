import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import { unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import type { Located, Project } from '../project/project.ts';
import { declaredType, elementType } from '../types/declared.ts';
import { elementFacts } from './lists.ts';
import { picking } from './picked.ts';

/** Names and methods are followed so far. */
const deepest = 8;

/** Whether a call is one of a method of a list that hands back nothing where the list has no such element: `plans.find(isMine)`. */
export function mayPickNone(project: Project, { node, program }: Located<ts.CallExpression>): boolean {
  const callee = unwrapped(node.expression);
  if (!compiler.isPropertyAccessExpression(callee) || !picking.has(callee.name.text)) return false;
  const list = { node: callee.expression, program };
  const isList =
    elementType(project, declaredType(project, list), 0) ?? elementFacts(project, list) ?? undefined;
  if (!isList) return false;
  const method = callee.name.text;
  if (method.startsWith('find') || (method === 'at' && !isEnd(node.arguments[0]))) return true;
  return !holdsSome(project, list, 0);
}

/** The first or the last place of a list. */
function isEnd(place: ts.Expression | undefined): boolean {
  return place !== undefined && /^(?:0|-1)$/.test(place.getText());
}

/** Methods that leave a list as long as it is, or make it longer. */
const lasting = new Set('map reverse sort toReversed toSorted concat'.split(' '));

/** Whether a list can be seen to hold something: elements stand in it, or it is made of what a text is split into. */
function holdsSome(project: Project, { node, program }: Located, depth: number): boolean {
  if (depth > deepest) return false;
  const of = (next: ts.Expression, home = program) =>
    holdsSome(project, { node: next, program: home }, depth + 1);
  const at = unwrapped(node);
  if (compiler.isArrayLiteralExpression(at))
    return at.elements.some((each) => !compiler.isSpreadElement(each) || of(each.expression));
  if (compiler.isConditionalExpression(at)) return of(at.whenTrue) && of(at.whenFalse);
  if (compiler.isCallExpression(at)) {
    const callee = unwrapped(at.expression);
    if (!compiler.isPropertyAccessExpression(callee)) return false;
    const method = callee.name.text;
    return method === 'split' || (lasting.has(method) && of(callee.expression));
  }
  const found = compiler.isIdentifier(at) ? bindingOf(project, program, at) : undefined;
  if (found?.binding.kind !== 'variable' || found.assigned.length > 0) return false;
  const { declaration, path } = found.binding;
  const { initializer } = declaration;
  return path?.length === 0 && initializer !== undefined && of(initializer, found.program);
}
