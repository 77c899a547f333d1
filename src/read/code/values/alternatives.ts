import type ts from 'typescript';
import { argumentOf } from '../functions/frames.ts';
import { resultsOf } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import { unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import { mostValues } from '../project/facts.ts';
import type { Located, Project } from '../project/project.ts';
import { memberKeys } from './access.ts';
import { elementsBehind } from './elements.ts';
import { evaluate } from './evaluate.ts';
import { branchesOf } from './guards.ts';
import { lacks } from './lacking.ts';
import { nameTexts, objectLiteralOf, propertyOf, propsOf, restOf } from './objects.ts';

const deepest = 12;

/**
 * The expressions of which an expression is one, whichever it is: the branches of a condition, the values of a map under
 * every key that it may be asked for, the elements of an array that a loop runs through. An expression that is no choice
 * stands for itself.
 */
export function alternativesOf(project: Project, at: Located, depth = 0): readonly Located[] {
  const found = project.nested('choices', at, depth > deepest, () => choices(project, at, depth), undefined);
  return found && found.length > 0 && found.length <= mostValues ? found : [at];
}

function choices(project: Project, at: Located, depth: number): readonly Located[] | undefined {
  const { program } = at;
  const of = (next: Located) => alternativesOf(project, next, depth + 1);
  const node = unwrapped(at.node);
  if (compiler.isConditionalExpression(node))
    return branchesOf(project, { node, program }).flatMap((branch) => of({ node: branch, program }));
  if (compiler.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    if (kind !== compiler.SyntaxKind.BarBarToken && kind !== compiler.SyntaxKind.QuestionQuestionToken)
      return undefined;
    const left = { node: node.left, program };
    const { types, optional } = evaluate(project, left, depth);
    const right = { node: node.right, program };
    if (types.length === 0) return of(right);
    const isThere = !optional && types.every((type) => type === 'object' || type === 'function');
    return isThere ? of(left) : [...of(left), ...of(right)];
  }
  if (compiler.isElementAccessExpression(node)) {
    const object = { node: node.expression, program };
    const keys = memberKeys(project, node, object, depth);
    const values = keys?.map((key) => propertyOf(project, object, key));
    return values?.every((value) => value !== undefined) ? (values as Located[]).flatMap(of) : undefined;
  }
  if (!compiler.isIdentifier(node)) return undefined;
  const found = bindingOf(project, program, node);
  if (!found || objectLiteralOf(project, at)) return undefined;
  if (found.binding.kind === 'parameter') {
    const argument = argumentOf(project, found);
    if (typeof argument === 'object') return of(argument);
  }
  const elements = elementsBehind(project, found);
  if (elements) return elements.flatMap(of);
  if (found.binding.kind !== 'variable' || found.assigned.length > 0) return undefined;
  const { declaration, path } = found.binding;
  return declaration.initializer && path?.length === 0
    ? of({ node: declaration.initializer, program: found.program })
    : undefined;
}

/**
 * The expressions of which a property of an object is one: of each object that it may be, through what is spread in it.
 * Undefined where that is not known of all of them; what lacks the property adds nothing.
 */
export function propertyChoices(
  project: Project,
  from: Located,
  key: string,
  depth = 0,
): readonly Located[] | undefined {
  return project.nested(
    `choices of ${key}`,
    from,
    depth > deepest,
    () => choicesBehind(project, from, key, depth),
    undefined,
  );
}

function choicesBehind(
  project: Project,
  from: Located,
  key: string,
  depth: number,
): readonly Located[] | undefined {
  const of = (next: Located) => propertyChoices(project, next, key, depth + 1);
  const value = propertyOf(project, from, key);
  if (value) return [value];
  if (lacks(project, from, key)) return [];
  const rest = restOf(project, from);
  if (rest) return rest.without.includes(key) ? [] : of(rest.from);
  const object = propsOf(project, from) ?? objectLiteralOf(project, from);
  if (object) return ofParts(project, object, key, depth);
  const found = objectsBehind(project, from, depth)?.map(of);
  return found?.every((each) => each !== undefined) ? (found as Located[][]).flat() : undefined;
}

/** The objects of which an expression is one, also as a property or a result of several. */
export function objectsBehind(
  project: Project,
  from: Located,
  depth: number,
): readonly Located[] | undefined {
  const { program } = from;
  const node = unwrapped(from.node);
  const all = compiler.isCallExpression(node)
    ? resultsOf(project, { node, program }, depth + 1)
    : compiler.isPropertyAccessExpression(node)
      ? propertyChoices(project, { node: node.expression, program }, node.name.text, depth + 1)
      : alternativesOf(project, from, depth + 1);
  return all && all.length > 0 && all.every((each) => each.node !== from.node) ? all : undefined;
}

/** The last part of an object or of props that holds a property. */
function ofParts(
  project: Project,
  { node, program }: Located,
  key: string,
  depth: number,
): readonly Located[] | undefined {
  const { properties } = node as ts.Node as ts.ObjectLiteralExpression | ts.JsxAttributes;
  for (const part of [...(properties as readonly ts.Node[])].reverse()) {
    if (compiler.isSpreadAssignment(part) || compiler.isJsxSpreadAttribute(part)) {
      const spread = { node: part.expression, program };
      if (lacks(project, spread, key)) continue;
      return propertyChoices(project, spread, key, depth + 1);
    }
    const { name } = part as ts.PropertyAssignment;
    const names = compiler.isJsxAttribute(part)
      ? [part.name.getText()]
      : name && nameTexts(project, { node: name, program });
    if (!names || names.includes(key)) return undefined;
  }
  return [];
}
