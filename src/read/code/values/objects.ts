import type ts from 'typescript';
import { builtField } from '../functions/built.ts';
import { isSetAsState, isSetByName } from '../functions/class-settings.ts';
import { classUse, constructedProperty, memberOfClass, putIntoField } from '../functions/classes.ts';
import { typeOfCreator } from '../functions/creators.ts';
import { argumentOf, wholeArgument } from '../functions/frames.ts';
import { mayBeSetBefore } from '../functions/given-instances.ts';
import { madeInstanceProperty } from '../functions/instances.ts';
import { resultsOf } from '../functions/returns.ts';
import { isThis, literalOfThis } from '../functions/selves.ts';
import { compiler } from '../programs/compiler.ts';
import { nameText, unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import type { Located, Project } from '../project/project.ts';
import { fieldGiven } from '../sharing/angular-inputs.ts';
import { givenProps } from '../sharing/class-props.ts';
import { givenToComponent } from '../sharing/vue-injections.ts';
import { alternativesOf, objectsBehind } from './alternatives.ts';
import { elementsBehind, placedElements } from './elements.ts';
import { evaluate } from './evaluate.ts';
import { keptInRef } from './kept.ts';
import { lacks } from './lacking.ts';
import { memberOfEnum, namespaceMember } from './namespaces.ts';
import { isReplacedPart, replacedPart } from './replaced-parts.ts';
import { heldBy, returnedBy } from './results.ts';
import { isRewritten } from './rewritten.ts';
import { setBefore } from './set-before.ts';
import { isReset } from './writes.ts';

const deepest = 24;
/** What several objects have in common is looked for so deep: each of them is looked through for it. */
export const deepestParts = 4;

/** The texts that a property's name can be, computed ones among them; undefined where they are not all known. */
export function nameTexts(
  project: Project,
  { node, program }: Located<ts.PropertyName>,
): readonly string[] | undefined {
  const text = nameText(node);
  if (text !== undefined) return [text];
  if (!compiler.isComputedPropertyName(node)) return undefined;
  const { complete, values } = evaluate(project, { node: node.expression, program });
  return complete && values.length > 0 ? values.map(String) : undefined;
}

/** The keys of an object literal when all of them are known. */
export function keysOf(
  project: Project,
  { node, program }: Located<ts.ObjectLiteralExpression>,
): readonly string[] | undefined {
  const names = node.properties.map(({ name }) => name && nameTexts(project, { node: name, program }));
  return names.every((name) => name?.length === 1) ? (names as string[][]).flat() : undefined;
}

/** The object literal that an expression is or is a constant of. */
export function objectLiteralOf(project: Project, at: Located, depth = 0): Located | undefined {
  return project.nested(
    'literal',
    at,
    { depth, deepest },
    () => literalBehind(project, at, depth),
    undefined,
  );
}

function literalBehind(project: Project, { node, program }: Located, depth: number): Located | undefined {
  const of = (next: ts.Expression, home = program) =>
    objectLiteralOf(project, { node: next, program: home }, depth + 1);
  const inner = unwrapped(node);
  if (compiler.isObjectLiteralExpression(inner)) return { node: inner, program };
  // An element that a function makes is given an object.
  const given = givenProps(project, { node: inner, program })?.given;
  if (given) return of(given.node, given.program);
  if (compiler.isBinaryExpression(inner)) {
    // `details ?? {}` of details that nobody gives.
    const [only, ...others] = alternativesOf(project, { node: inner, program }, depth + 1);
    return only && others.length === 0 && only.node !== inner ? of(only.node, only.program) : undefined;
  }
  if (
    compiler.isCallExpression(inner) &&
    inner.expression.getText() === 'Object.freeze' &&
    inner.arguments[0]
  )
    return of(inner.arguments[0]);
  if (compiler.isCallExpression(inner)) {
    const results = resultsOf(project, { node: inner, program });
    const [only] = results;
    return only && results.length === 1 ? of(only.node, only.program) : undefined;
  }
  if (compiler.isPropertyAccessExpression(inner)) {
    const value = isReplacedPart(program, inner)
      ? replacedPart(project, { node: inner, program }, depth)
      : propertyOf(project, { node: inner.expression, program }, inner.name.text, depth + 1);
    return value && of(value.node, value.program);
  }
  if (!compiler.isIdentifier(inner)) return undefined;
  const found = bindingOf(project, program, inner);
  if (found?.binding.kind === 'expression') return of(found.binding.node, found.program);
  if (found?.binding.kind === 'parameter') {
    const argument = argumentOf(project, found);
    if (typeof argument === 'object') return of(argument.node, argument.program);
  }
  const elements = found && elementsBehind(project, found);
  if (elements)
    return elements.length === 1 && elements[0] ? of(elements[0].node, elements[0].program) : undefined;
  if (found?.binding.kind !== 'variable' || found.assigned.length > 0) return undefined;
  const { declaration, path } = found.binding;
  if (!declaration.initializer || path === undefined) return undefined;
  let at: Located | undefined = { node: declaration.initializer, program: found.program };
  for (const step of path) at = at && propertyOf(project, at, step, depth + 1);
  return at && of(at.node, at.program);
}

/** The props of a JSX element that an expression stands for. */
export function propsOf(project: Project, { node, program }: Located): Located<ts.JsxAttributes> | undefined {
  const inner = unwrapped(node);
  if (compiler.isJsxAttributes(inner)) return { node: inner, program };
  const found = compiler.isIdentifier(inner) ? bindingOf(project, program, inner) : undefined;
  const argument = found && argumentOf(project, found);
  if (typeof argument === 'object') return propsOf(project, argument);
  const given = givenProps(project, { node: inner, program })?.given;
  return given && propsOf(project, given);
}

/** The value of a JSX prop: `true` where only its name is written. */
export function propValue({ initializer, name }: ts.JsxAttribute): ts.Expression | undefined {
  if (!initializer) return name as ts.Identifier;
  if (!compiler.isJsxExpression(initializer)) return initializer;
  return initializer.expression;
}

function propOf(project: Project, { node, program }: Located<ts.JsxAttributes>, key: string, depth: number) {
  for (const property of [...node.properties].reverse()) {
    if (compiler.isJsxSpreadAttribute(property)) {
      const value = propertyOf(project, { node: property.expression, program }, key, depth + 1);
      if (value) return value;
      if (!lacks(project, { node: property.expression, program }, key, depth + 1)) return undefined;
    } else if (property.name.getText() === key) {
      const value = propValue(property);
      return value && { node: value, program };
    }
  }
  return undefined;
}

/** What a component that is a class has by default as a prop that it is not given. */
function presetProp(project: Project, from: Located, key: string, depth: number): Located | undefined {
  const { given, defaults } = givenProps(project, from) ?? {};
  return given && defaults && lacks(project, given, key, depth + 1)
    ? propertyOf(project, defaults, key, depth + 1)
    : undefined;
}

/** What a `...rest` is taken from, and what a pattern takes out of it before. */
export function restOf(project: Project, { node, program }: Located) {
  const inner = unwrapped(node);
  const found = compiler.isIdentifier(inner) ? bindingOf(project, program, inner) : undefined;
  const binding = found?.binding;
  if (!found || (binding?.kind !== 'variable' && binding?.kind !== 'parameter') || !binding.rest)
    return undefined;
  const { of, without } = binding.rest;
  const { initializer } = binding.declaration;
  let from: Located | undefined =
    binding.kind === 'parameter'
      ? wholeArgument(found)
      : initializer && { node: initializer, program: found.program };
  for (const step of of) from = from && propertyOf(project, from, step);
  return from && { from, without };
}

/**
 * The property that an object literal writes under a name, whatever is spread over it: it is what is meant, if not for
 * certain what is there.
 */
export function writtenProperty(project: Project, from: Located, key: string): Located | undefined {
  const object = objectLiteralOf(project, from);
  const property = (object?.node as ts.ObjectLiteralExpression | undefined)?.properties.find(
    (each) => each.name && nameText(each.name) === key,
  );
  const value = property && heldBy(property);
  return object && value && { node: value, program: object.program };
}

/** `ref.current` of a ref that holds one thing. */
function heldByRef({ node, program }: Located, key: string): Located | undefined {
  const held = key === 'current' ? keptInRef(node, program) : undefined;
  return held && { node: held, program };
}

/** The value of a property of an object expression, followed through constants, imports and spreads. */
export function propertyOf(project: Project, from: Located, key: string, depth = 0): Located | undefined {
  return project.nested(
    `property ${key}`,
    from,
    { depth, deepest },
    () => readProperty(project, from, key, depth),
    undefined,
  );
}

function readProperty(project: Project, from: Located, key: string, depth: number): Located | undefined {
  const input = fieldGiven(project, from, key);
  if (input) return input === 'absent' ? undefined : input;
  const before = setBefore(from, key);
  if (before) return propertyOf(project, before, key, depth + 1);
  const inner = unwrapped(from.node);
  if (compiler.isPropertyAccessExpression(inner) && isReplacedPart(from.program, inner)) {
    const set = replacedPart(project, { node: inner, program: from.program }, depth);
    return set && propertyOf(project, set, key, depth + 1);
  }
  const namespace = namespaceMember(project, from, key);
  if (namespace) return namespace;
  const props = propsOf(project, from);
  if (props) return propOf(project, props, key, depth) ?? presetProp(project, from, key, depth);
  const rest = restOf(project, from);
  if (rest) return rest.without.includes(key) ? undefined : propertyOf(project, rest.from, key, depth + 1);
  const own = literalOfThis(unwrapped(from.node));
  if (own && !isReset(from.program, 'this', key)) {
    const value = propertyIn(project, { node: own, program: from.program }, key, depth);
    if (value && !isRewritten(value, key)) return value;
  }
  const object = objectLiteralOf(project, from, depth);
  if (!object)
    return (
      builtField(project, from, key) ??
      heldByRef(from, key) ??
      memberOfEnum(project, from, key) ??
      elementAt(project, from, key) ??
      madeInstanceProperty(project, from, key) ??
      instanceMember(project, from, key) ??
      (key === 'type' ? typeOfCreator(project, from) : undefined) ??
      (unwrapped(from.node).kind === compiler.SyntaxKind.ThisKeyword
        ? givenToComponent(project, from.program, key)
        : project.shared.globalProperties.memberOf(project, from, key)) ??
      inEach(project, from, key, depth)
    );
  return propertyIn(project, object, key, depth) ?? presetProp(project, from, key, depth);
}

/** The value of a property of an object that is written out. */
function propertyIn(
  project: Project,
  { node, program }: Located,
  key: string,
  depth: number,
): Located | undefined {
  for (const property of [...(node as ts.ObjectLiteralExpression).properties].reverse()) {
    if (compiler.isSpreadAssignment(property)) {
      const spread = { node: property.expression, program };
      const value = propertyOf(project, spread, key, depth + 1);
      if (value) return value;
      // What is spread in may hold the key, unless it is known through and through.
      if (!lacks(project, spread, key, depth + 1)) return undefined;
      continue;
    }
    const names = property.name && nameTexts(project, { node: property.name, program });
    if (!names || (names.length > 1 && names.includes(key))) return undefined;
    if (!names.includes(key)) continue;
    const value = heldBy(property);
    return value && { node: value, program };
  }
  return undefined;
}

/** The property that all objects have in common of which an expression is one: `isLink ? { ...rest, to } : { ...rest }`. */
function inEach(project: Project, from: Located, key: string, depth: number): Located | undefined {
  if (depth > deepestParts) return undefined;
  let first: Located | undefined;
  for (const each of objectsBehind(project, from, depth + 1) ?? []) {
    const value = propertyOf(project, each, key, depth + 1);
    if (
      !value ||
      value.node !== (first ?? value).node ||
      value.program.frame !== (first ?? value).program.frame
    )
      return undefined;
    first = value;
  }
  return first;
}

/** `pair[0]`, and the key or value of an entry of `Object.entries`. */
function elementAt(project: Project, from: Located, key: string): Located | undefined {
  if (!/^\d+$/.test(key)) return undefined;
  const entry = from.node as ts.Node;
  if (compiler.isPropertyAssignment(entry)) {
    const part = key === '0' ? (entry.name as ts.Node as ts.Expression) : entry.initializer;
    return Number(key) > 1 ? undefined : { node: part, program: from.program };
  }
  return placedElements(project, from)?.[Number(key)];
}

/** A property with an initialiser, or what a getter returns, of the class that an object is of. */
function instanceMember(project: Project, from: Located, key: string): Located | undefined {
  const use = classUse(project, from);
  if (use && mayBeSetBefore(from, use.at, key)) return undefined;
  const member = use && memberOfClass(project, use, key);
  if (!member) {
    const set = use && constructedProperty(project, use, key);
    // Of another object than `this` it is not seen what is done to it since.
    return set ?? (use && isThis(unwrapped(from.node)) ? putIntoField(project, use, key) : undefined);
  }
  const { node, program } = member;
  if (use.isStatic && isSetByName({ node: node.parent as ts.ClassLikeDeclaration, program }, key))
    return undefined;
  if (compiler.isPropertyDeclaration(node))
    return node.initializer && !isReset(program, 'this', key) && !isSetAsState(program, key)
      ? { node: node.initializer, program }
      : undefined;
  if (!compiler.isGetAccessorDeclaration(node)) return undefined;
  const [result, ...others] = returnedBy(node) ?? [];
  if (!result || others.length > 0) return undefined;
  // `get name() { return this.#name; }`
  const held =
    compiler.isPropertyAccessExpression(result) && isThis(result.expression) ? result.name.text : undefined;
  return (held === undefined ? undefined : builtField(project, from, held)) ?? { node: result, program };
}
