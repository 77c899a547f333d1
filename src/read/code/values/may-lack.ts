import type ts from 'typescript';
import { wholeArgument } from '../functions/frames.ts';
import { compiler } from '../programs/compiler.ts';
import { unwrapped } from '../programs/syntax.ts';
import type { FoundBinding, Located, Project } from '../project/project.ts';
import { alternativesOf, objectsBehind, partsOf, setTo } from './alternatives.ts';
import { evaluate } from './evaluate.ts';
import { isAnd, lacks } from './lacking.ts';
import { nameTexts, propertyOf, restOf } from './objects.ts';
import { truthOf } from './operators.ts';
import { afterWrites, givenObject, mayBeTaken } from './rewritten.ts';
import { isNothing } from './sources.ts';

const deepest = 12;

/**
 * Whether an object that has a property in some cases lacks it in others: `{ name, ...(isNew ? { details } : {}) }`. Of what is
 * not known nothing is said.
 */
export function mayLack(project: Project, from: Located, key: string, depth = 0): boolean {
  return project.nested(
    `may lack ${key}`,
    from,
    { depth, deepest },
    () => mayLackBelow(project, from, key, depth),
    false,
  );
}

function mayLackBelow(project: Project, from: Located, key: string, depth: number): boolean {
  const of = (next: Located) => mayLack(project, next, key, depth + 1);
  const given = givenObject(project, from);
  if (given) return of(given);
  const value = propertyOf(project, from, key);
  if (value) return mayBeTaken(value, key);
  if (lacks(project, from, key)) return true;
  // What surely sets it leaves nothing of what was there before.
  const left = afterWrites(project, from, key, [from]);
  if (!left?.includes(from)) return false;
  const rest = restOf(project, from);
  if (rest) return rest.without.includes(key) || of(rest.from);
  const parts = partsOf(project, from);
  if (parts) return parts.every((part) => mayBeWithout(project, part, key, depth));
  const node = unwrapped(from.node);
  // `(isNew && { total }).total` of what is not new: that is false, and has none.
  if (isAnd(node)) {
    const left = evaluate(project, { node: node.left, program: from.program }, depth + 1);
    const mayBeFalse = left.types.some((type) => ['boolean', 'number', 'string'].includes(type));
    return (mayBeFalse && truthOf(left) !== true) || of({ node: node.right, program: from.program });
  }
  const objects = setTo(project, from) ?? objectsBehind(project, from, depth) ?? [];
  // Of what is nothing no property is read.
  return objects.filter(({ node }) => !isNothing(unwrapped(node))).some(of);
}

/** Whether what a pattern takes out of the argument of a parameter may not be there, as {@link mayLack} says. */
export function mayLackTaken(project: Project, found: FoundBinding): boolean {
  const path = found.binding.kind === 'parameter' ? [...(found.binding.path ?? [])] : [];
  const last = path.pop();
  let at = wholeArgument(found);
  for (const step of path) at = at && propertyOf(project, at, step);
  return at !== undefined && last !== undefined && mayLack(project, at, last);
}

/** Whether a part of an object, a property or what is spread in it, may not give it a property. */
function mayBeWithout(
  project: Project,
  { node: part, program }: Located<ts.Node>,
  key: string,
  depth: number,
): boolean {
  const isSpread = compiler.isSpreadAssignment(part) || compiler.isJsxSpreadAttribute(part);
  if (isSpread || compiler.isExpression(part)) {
    const spread = { node: isSpread ? part.expression : part, program };
    return isChosenWithout(project, spread, key) || mayLack(project, spread, key, depth + 1);
  }
  if (compiler.isJsxAttribute(part)) return part.name.getText() !== key;
  const { name } = part as ts.PropertyAssignment;
  const names = nameTexts(project, { node: name, program });
  return names !== undefined && !(names.length === 1 && names[0] === key);
}

/** Whether one of the objects of which an expression is one has no such property: `isNew ? { name: 'new' } : {}`. */
export function isChosenWithout(project: Project, at: Located, key: string): boolean {
  const node = unwrapped(at.node);
  if (compiler.isBinaryExpression(node)) return true;
  return alternativesOf(project, at).some((each) => lacks(project, each, key));
}
