import type ts from 'typescript';
import { argumentOf } from '../functions/frames.ts';
import { compiler } from '../programs/compiler.ts';
import { unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import type { Facts } from '../project/facts.ts';
import type { Located, Project } from '../project/project.ts';

/**
 * Where something is left open, or of several types, what the type checker says. It is not asked about what is made of other expressions: these are
 * asked about themselves.
 */
export function orChecked(project: Project, at: Located, facts: Facts): Facts {
  if (isMade(at.node)) return facts;
  const isOpen = facts.types.includes('unknown');
  if (!isOpen && (facts.complete || facts.types.length < 2)) return facts;
  const checked = checkedFacts(project, at);
  // Of several types, what the checks before have ruled out is known to the checker alone.
  if (!isOpen) return checked?.types.every((type) => facts.types.includes(type)) ? checked : facts;
  const { failure } = project;
  return checked ?? (failure === undefined ? facts : { ...facts, why: `${facts.why}; ${failure}` });
}

/** What the type checker says of an expression in the call that is followed; undefined where it is not asked, or does not know. */
export function checkedFacts(project: Project, at: Located): Facts | undefined {
  if (!isValue(at.node)) return undefined;
  const given = givenPart(project, at);
  const facts = project.checked(given?.object ?? at, given?.path);
  return facts && (facts.complete ? facts : { ...facts, why: 'by its type, which the type checker knows' });
}

/** What is read from what the caller that is followed has given: that says more than a parameter's type. */
function givenPart(
  project: Project,
  { node, program }: Located,
): { object: Located; path: readonly string[] } | undefined {
  if (!program.frame) return undefined;
  let object = unwrapped(node);
  const path: string[] = [];
  for (; compiler.isPropertyAccessExpression(object); object = unwrapped(object.expression))
    path.push(object.name.text);
  if (!compiler.isIdentifier(object)) return undefined;
  path.reverse();
  const found = bindingOf(project, program, object);
  const argument = found && argumentOf(project, found);
  if (typeof argument !== 'object') return undefined;
  const behind = givenPart(project, argument);
  return behind ? { object: behind.object, path: [...behind.path, ...path] } : { object: argument, path };
}

/** Whether a node stands for a value, and is no name of a property: what the checker says of a name is the type of what it names. */
function isValue(node: ts.Node): boolean {
  const { name } = node.parent as ts.Node & { name?: ts.Node };
  return (
    compiler.isExpression(node) && (name !== node || compiler.isShorthandPropertyAssignment(node.parent))
  );
}

function isMade(node: ts.Expression): boolean {
  return (
    compiler.isConditionalExpression(node) ||
    compiler.isBinaryExpression(node) ||
    compiler.isArrayLiteralExpression(node) ||
    compiler.isParenthesizedExpression(node) ||
    compiler.isAsExpression(node) ||
    compiler.isSatisfiesExpression(node)
  );
}
