import type ts from 'typescript';
import { isBuiltName } from '../functions/built.ts';
import { classUse } from '../functions/classes.ts';
import { argumentOf, mayBeNothing, wholeArgument } from '../functions/frames.ts';
import { resultsOf } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import { isObjectAssign, unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import { mostValues } from '../project/facts.ts';
import type { FoundBinding, Located, Project } from '../project/project.ts';
import { stoodFor } from '../project/stand-ins.ts';
import { memberKeys } from './access.ts';
import { askedChoices } from './asked-paths.ts';
import { elementsBehind } from './elements.ts';
import { evaluate } from './evaluate.ts';
import { branchesOf } from './guards.ts';
import { lacks } from './lacking.ts';
import { mappedChoices } from './mapped.ts';
import { isChosenWithout, mayLack } from './may-lack.ts';
import { nameTexts, objectLiteralOf, propertyOf, propsOf, propValue, restOf } from './objects.ts';
import { pickedOf } from './picked.ts';
import { isChangedPart, isMoved } from './puts.ts';
import { heldBy } from './results.ts';
import { afterWrites, givenObject } from './rewritten.ts';
import { setInCall } from './set-in-call.ts';
import { isNothing } from './sources.ts';

const deepest = 12;

/**
 * The expressions of which an expression is one, whichever it is: the branches of a condition, the values of a map under
 * every key that it may be asked for, the elements of an array that a loop runs through. An expression that is no choice
 * stands for itself.
 */
export function alternativesOf(project: Project, at: Located, depth = 0): readonly Located[] {
  const found = project.nested(
    'choices',
    at,
    { depth, deepest },
    () => choices(project, at, depth),
    undefined,
  );
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
    return values?.every((value) => value !== undefined)
      ? (values as Located[]).flatMap(of)
      : pickedOf(project, { node, program }, depth)?.flatMap(of);
  }
  if (compiler.isCallExpression(node)) return takenBy(project, { node, program }, depth)?.flatMap(of);
  if (!compiler.isIdentifier(node)) return undefined;
  const found = bindingOf(project, program, node);
  if (!found || objectLiteralOf(project, at)) return undefined;
  if (found.binding.kind === 'expression' && (stoodFor(node) || isBuiltName(project, at)))
    return of({ node: found.binding.node, program: found.program });
  if (found.binding.kind === 'parameter') {
    const argument = argumentOf(project, found);
    const { declaration, path } = found.binding;
    const preset = path?.length === 0 ? declaration.initializer : undefined;
    if (typeof argument === 'object')
      return preset && mayBeNothing(project, argument)
        ? [...of(argument), ...of({ node: preset, program: found.program })]
        : of(argument);
  }
  const elements = elementsBehind(project, found);
  if (elements) return elements.flatMap(of);
  if (found.binding.kind !== 'variable' || found.assigned.length > 0) return undefined;
  const { declaration, path } = found.binding;
  // What stands somewhere in a list stands elsewhere when that is sorted.
  if (isMoved(found.program, declaration.name)) return undefined;
  const made = declaration.initializer && { node: declaration.initializer, program: found.program };
  // What is done to an instance under a name is not seen where it is made.
  return made && path?.length === 0 && !isInstance(project, made) ? of(made) : undefined;
}

function isInstance(project: Project, at: Located): boolean {
  const node = unwrapped(at.node);
  if (!compiler.isCallExpression(node)) return compiler.isNewExpression(node);
  // A class that is only the declared type of what is written out says no more than other types.
  const results = resultsOf(project, { node, program: at.program });
  return (results.length > 0 ? results : [at]).some((each) => classUse(project, each) !== undefined);
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
    { depth, deepest },
    () => choicesBehind(project, from, key, depth),
    undefined,
  );
}

/** What an object may hold at the end of a path, undefined standing for nothing; undefined where that is not known. */
export function choicesAt(
  project: Project,
  object: Located,
  path: readonly string[],
): readonly (Located | undefined)[] | undefined {
  let all: readonly (Located | undefined)[] = [object];
  for (const step of path) {
    const found = all.map((each) => (each ? propertyChoices(project, each, step) : []));
    if (!found.every((each) => each !== undefined)) return undefined;
    all = found.flatMap((each): readonly (Located | undefined)[] => (each?.length ? each : [undefined]));
  }
  return all;
}

/** The expressions of which one is what a pattern takes out of the argument of a parameter; undefined where none is seen. */
export function choicesTaken(
  project: Project,
  found: FoundBinding,
  depth: number,
): readonly Located[] | undefined {
  const path = found.binding.kind === 'parameter' ? [...(found.binding.path ?? [])] : [];
  const last = path.pop();
  let at = wholeArgument(found);
  for (const step of path) at = at && propertyOf(project, at, step);
  const choices = at && last !== undefined ? propertyChoices(project, at, last, depth + 1) : undefined;
  return choices && choices.length > 0 ? choices : undefined;
}

function choicesBehind(
  project: Project,
  from: Located,
  key: string,
  depth: number,
): readonly Located[] | undefined {
  const given = givenObject(project, from);
  // What a caller gives lies no deeper than the parameter that it is given for.
  const began = given
    ? propertyChoices(project, given, key, depth)
    : choicesWritten(project, from, key, depth);
  return began && afterWrites(project, from, key, began);
}

/** Those of them that stand in what is written, before anything is done to that. */
function choicesWritten(
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
  const parts = partsOf(project, from);
  if (parts) return ofParts(project, parts, key, depth);
  const node = unwrapped(from.node);
  // What is not there has no properties: `isNew && { details }`.
  if (compiler.isBinaryExpression(node))
    if (node.operatorToken.kind === compiler.SyntaxKind.AmpersandAmpersandToken)
      return of({ node: node.right, program: from.program });
  const found = (setTo(project, from) ?? objectsBehind(project, from, depth))?.map(of);
  return found?.every((each) => each !== undefined) ? (found as Located[][]).flat() : undefined;
}

/** The expressions of which a call hands back one that it takes out of a list or an object; undefined for other calls. */
function takenBy(
  project: Project,
  at: Located<ts.CallExpression>,
  depth: number,
): readonly Located[] | undefined {
  return pickedOf(project, at, depth) ?? askedChoices(project, at) ?? mappedChoices(project, at, depth);
}

/** The objects of which an expression is one, also as a property or a result of several. */
export function objectsBehind(
  project: Project,
  from: Located,
  depth: number,
): readonly Located[] | undefined {
  const { program } = from;
  const node = unwrapped(from.node);
  // What is done to the list of an object is not followed.
  if (compiler.isPropertyAccessExpression(node) && isChangedPart(program, node)) return undefined;
  const all = compiler.isCallExpression(node)
    ? (takenBy(project, { node, program }, depth) ?? resultsOf(project, { node, program }, depth + 1))
    : compiler.isPropertyAccessExpression(node)
      ? propertyChoices(project, { node: node.expression, program }, node.name.text, depth + 1)
      : alternativesOf(project, from, depth + 1);
  return all && all.length > 0 && all.every((each) => each.node !== from.node) ? all : undefined;
}

/** The objects that a variable may have been set to where it is used; undefined for other expressions. */
export function setTo(project: Project, { node, program }: Located): readonly Located[] | undefined {
  const name = unwrapped(node);
  const anywhere = compiler.isIdentifier(name) ? bindingOf(project, program, name) : undefined;
  if (anywhere?.binding.kind !== 'variable' || anywhere.binding.path?.length !== 0) return undefined;
  if (anywhere.assigned.length === 0) return undefined;
  const found = setInCall(project, anywhere, node);
  const { initializer } = anywhere.binding.declaration;
  const all = initializer && !found.isReplaced ? [initializer, ...found.assigned] : found.assigned;
  // Of what is nothing no property is read.
  return all
    .filter((each) => !isNothing(unwrapped(each)))
    .map((each) => ({ node: each, program: found.program }));
}

/** What an object or props are put together of, in its order: properties and what is spread, what `Object.assign` is given. */
export function partsOf(project: Project, from: Located): readonly Located<ts.Node>[] | undefined {
  const node = unwrapped(from.node);
  if (isObjectAssign(node)) return node.arguments.map((each) => ({ node: each, program: from.program }));
  const object = propsOf(project, from) ?? objectLiteralOf(project, from);
  if (!object) return undefined;
  const { properties } = object.node as ts.Node as ts.ObjectLiteralExpression | ts.JsxAttributes;
  return [...(properties as readonly ts.Node[])].map((each) => ({ node: each, program: object.program }));
}

/** What the last parts hold of which one surely holds a property. */
function ofParts(
  project: Project,
  parts: readonly Located<ts.Node>[],
  key: string,
  depth: number,
): readonly Located[] | undefined {
  const found: Located[] = [];
  for (const { node: part, program } of parts.toReversed()) {
    const { name } = part as ts.PropertyAssignment;
    const isSpread = compiler.isSpreadAssignment(part) || compiler.isJsxSpreadAttribute(part);
    if (isSpread || compiler.isExpression(part)) {
      const spread = { node: isSpread ? part.expression : part, program };
      if (lacks(project, spread, key)) continue;
      const choices = propertyChoices(project, spread, key, depth + 1);
      if (!choices) return undefined;
      found.unshift(...choices);
      if (!isChosenWithout(project, spread, key) && !mayLack(project, spread, key)) return found;
      continue;
    }
    const names = compiler.isJsxAttribute(part)
      ? [part.name.getText()]
      : name && nameTexts(project, { node: name, program });
    if (names?.length === 1 && names[0] !== key) continue;
    const value = names?.length === 1 ? givenIn(part) : undefined;
    if (!value) return undefined;
    return [{ node: value, program }, ...found];
  }
  return found;
}

function givenIn(part: ts.Node): ts.Expression | undefined {
  if (compiler.isJsxAttribute(part)) return propValue(part);
  return compiler.isObjectLiteralElementLike(part) ? heldBy(part) : undefined;
}
