import type ts from 'typescript';
import { parameterFacts, variableFacts } from '../functions/bound-facts.ts';
import { functionAt } from '../functions/functions.ts';
import { resultsOf } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import { nameText, unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import {
  type Facts,
  isUnknown,
  literal,
  mostValues,
  nothing,
  ofTypes,
  someText,
  union,
  unknown,
} from '../project/facts.ts';
import type { Located, Project } from '../project/project.ts';
import { isInput } from '../templates/angular.ts';
import { orChecked } from '../types/checked.ts';
import { declaredType } from '../types/declared.ts';
import { membersOfType } from '../types/members.ts';
import { factsOfType, memberFacts } from '../types/types.ts';
import { alternativesOf } from './alternatives.ts';
import { objectFacts } from './attributes.ts';
import { branchesOf } from './guards.ts';
import { isTypedWithout, lacks } from './lacking.ts';
import { enumOf } from './namespaces.ts';
import { narrowed } from './narrowing.ts';
import { keysOf, objectLiteralOf, propertyOf } from './objects.ts';
import { array, binary, literalFacts, template, unary } from './operators.ts';
import { replacedByPattern } from './patterns.ts';
import { ofPlatform, stateFacts } from './platform.ts';
import { resultOf } from './results.ts';
import { isReset } from './writes.ts';

const deepest = 24;

/**
 * What is known of an expression: its values, followed through constants, imports, enums and maps, and its types. What is
 * written counts before what is declared: a constant's value says more than its annotation.
 */
export function evaluate(project: Project, at: Located, depth = 0): Facts {
  const tooDeep = unknown('an expression too deep to follow');
  return project.traced(at, () =>
    project.nested(
      'facts',
      at,
      depth > deepest,
      () => narrowed(project, at, orChecked(project, at, evaluated(project, at, depth))),
      tooDeep,
    ),
  );
}

function evaluated(project: Project, { node, program }: Located, depth: number): Facts {
  const again = (next: ts.Expression) => evaluate(project, { node: next, program }, depth + 1);
  const inner = unwrapped(node);
  if (inner !== node) return orTyped(project, { node, program }, again(inner));
  // A key of `Object.keys`, as is a name below.
  if (compiler.isComputedPropertyName(node as ts.Node))
    return again((node as ts.Node as ts.ComputedPropertyName).expression);
  const plain = literalFacts(node);
  if (plain) return plain;
  if (compiler.isTemplateExpression(node)) return template(node, again);
  if (compiler.isConditionalExpression(node)) return union(branchesOf(project, { node, program }).map(again));
  if (compiler.isBinaryExpression(node)) return binary(node, again);
  if (compiler.isPrefixUnaryExpression(node)) return unary(node, again);
  if (compiler.isPostfixUnaryExpression(node)) return ofTypes('number');
  if (compiler.isTypeOfExpression(node)) return someText('a `typeof`');
  if (compiler.isVoidExpression(node)) return nothing;
  if (compiler.isIdentifier(node)) return identifier(project, { node, program }, depth);
  if (compiler.isPropertyAccessExpression(node) || compiler.isElementAccessExpression(node))
    return member(project, { node, program }, depth);
  if (compiler.isArrayLiteralExpression(node)) return array(node, again);
  if (compiler.isCallExpression(node)) return called(project, { node, program }, depth);
  if (compiler.isNewExpression(node))
    return ofTypes(node.expression.getText() === 'Date' ? 'date' : 'object');
  if (compiler.isObjectLiteralExpression(node) || compiler.isJsxAttributes(node)) return ofTypes('object');
  return unknown('an expression that is not followed');
}

/** Where nothing was found out, what the expression's declared type says. */
export function orTyped(project: Project, at: Located, facts: Facts): Facts {
  if (!isUnknown(facts)) return facts;
  const type = declaredType(project, at);
  return (type && factsOfType(project, type)) ?? facts;
}

function identifier(project: Project, at: Located<ts.Identifier>, depth: number): Facts {
  const { node, program } = at;
  if (node.text === 'undefined') return nothing;
  // `<Button primary />`: the name alone stands for `true`.
  if (node.parent && compiler.isJsxAttribute(node.parent)) return literal(true);
  // A key of `Object.keys` or `Object.entries`.
  if (node.parent && compiler.isPropertyAssignment(node.parent) && node.parent.name === node)
    return literal(node.text);
  if (node.text === 'NaN' || node.text === 'Infinity') return ofTypes('number');
  const found = bindingOf(project, program, node);
  if (!found) return unknown(`the global \`${node.text}\``);
  switch (found.binding.kind) {
    case 'expression':
      return evaluate(project, { node: found.binding.node, program: found.program }, depth + 1);
    case 'import':
      project.lack(found.binding.module, found.program);
      return unknown(`\`${node.text}\` of \`${found.binding.module}\``);
    case 'function':
      return ofTypes('function');
    case 'enum':
      return ofTypes('object');
    case 'parameter':
      return parameterFacts(project, at, found, depth);
    case 'variable':
      return variableFacts(project, at, found, depth);
    default:
      return unknown(`\`${node.text}\``);
  }
}

/** What the declared type of an object says of one of its properties. */
export function propertyFacts(
  project: Project,
  object: Located,
  key: string,
  depth: number,
): Facts | undefined {
  const type = declaredType(project, object);
  if (!type) return undefined;
  return memberFacts(project, membersOfType(project, type, depth)?.members.get(key), depth);
}

function member(project: Project, { node, program }: Located, depth: number): Facts {
  const access = node as ts.PropertyAccessExpression | ts.ElementAccessExpression;
  const object = { node: access.expression, program };
  const written = access.getText();
  const why = unknown(`\`${written.length > 40 ? `${written.slice(0, 39)}…` : written}\``);
  const keys = memberKeys(project, access, object, depth);
  if (!keys) return anyOf(project, object, depth) ?? orTyped(project, { node, program }, why);
  const objects = alternativesOf(project, object, depth);
  const facts = union(
    objects.flatMap((each) => keys.map((key) => memberOf(project, { node, program }, each, key, depth))),
  );
  // `MAP?.NAME` of a map that is there is never undefined.
  const mayLack = access.questionDotToken && !objects.every((each) => objectLiteralOf(project, each));
  const known = isUnknown(facts) ? (anyOf(project, object, depth) ?? facts) : facts;
  return orTyped(project, { node, program }, mayLack ? { ...known, optional: true } : known);
}

/** What a map holds whose keys are not known: `{ [Kind.A]: 'a', [Kind.B]: 'b' }[kind]` is one of its values. */
function anyOf(project: Project, object: Located, depth: number): Facts | undefined {
  const map = objectLiteralOf(project, object, depth + 1);
  if (!map) return undefined;
  const { properties } = map.node as ts.ObjectLiteralExpression;
  const isMap = properties.every(
    (each): each is ts.PropertyAssignment =>
      compiler.isPropertyAssignment(each) && compiler.isComputedPropertyName(each.name),
  );
  if (!isMap || properties.length === 0 || properties.length > mostValues) return undefined;
  const values = properties as ts.NodeArray<ts.PropertyAssignment>;
  const facts = union(
    values.map(({ initializer }) =>
      evaluate(project, { node: initializer, program: map.program }, depth + 1),
    ),
  );
  return facts.complete ? facts : undefined;
}

/** One property of one object that an access may read. */
function memberOf(
  project: Project,
  { node, program }: Located,
  object: Located,
  key: string,
  depth: number,
): Facts {
  const written = node.getText();
  const why = unknown(`\`${written.length > 40 ? `${written.slice(0, 39)}…` : written}\``);
  const enumValue = enumMember(project, object, key, depth);
  if (enumValue) return enumValue;
  const value = propertyOf(project, object, key, depth + 1);
  const isSetAgain = isReset(program, object.node.getText(), key);
  if (value && !isSetAgain) {
    const written = evaluate(project, value, depth + 1);
    const facts = isUnknown(written) ? (propertyFacts(project, object, key, depth) ?? written) : written;
    // What a class has by default says of what others give it no more than its type.
    const known = isInput(value) ? { ...facts, values: [], complete: false, why: why.why } : facts;
    return orTyped(project, { node, program }, known);
  }
  // Whoever reads what the declared type has not knows more of the object, as by a guard.
  if (!value && !isSetAgain && lacks(project, object, key))
    return isTypedWithout(project, object, key, depth) ? why : nothing;
  const typed = propertyFacts(project, object, key, depth);
  // A text of any value is described by where it comes from, which says more than its type does.
  if (typed) return typed.why === undefined ? typed : { ...typed, why: why.why };
  if (key === 'length') return ofTypes('number');
  const made = followedConstant(project, object);
  const state = stateFacts(project, made, key) ?? madeProperty(project, made, key, depth);
  const root = rootOf(object.node);
  const found = root && bindingOf(project, object.program, root);
  if (found?.binding.kind === 'import') project.lack(found.binding.module, found.program);
  return state ?? ofPlatform(written, why.why) ?? charAt(project, object, key, depth) ?? why;
}

/** A property of what a call makes, where that is put together of several parts: `{ ...context, ...inferred }`. */
export function madeProperty(project: Project, at: Located, key: string, depth: number): Facts | undefined {
  if (!compiler.isCallExpression(unwrapped(at.node))) return undefined;
  const property = objectFacts(project, at, depth + 1).properties.get(key);
  return property && { ...property.facts, optional: property.facts.optional || property.optional };
}

/** `ActionType` of `ActionType.clicked`. */
function rootOf(node: ts.Expression): ts.Identifier | undefined {
  let at = unwrapped(node);
  while (compiler.isPropertyAccessExpression(at)) at = unwrapped(at.expression);
  return compiler.isIdentifier(at) ? at : undefined;
}

/** What a constant is declared as. */
function followedConstant(project: Project, at: Located): Located {
  const node = unwrapped(at.node);
  const found = compiler.isIdentifier(node) ? bindingOf(project, at.program, node) : undefined;
  if (found?.binding.kind !== 'variable' || found.binding.path?.length !== 0) return at;
  const { initializer } = found.binding.declaration;
  return initializer ? { node: initializer, program: found.program } : at;
}

/** `name[0]` of a text that is known. */
function charAt(project: Project, object: Located, key: string, depth: number): Facts | undefined {
  if (!/^\d+$/.test(key)) return undefined;
  const { complete, values } = evaluate(project, object, depth + 1);
  return complete && values.length > 0 && values.every((value) => typeof value === 'string')
    ? union((values as string[]).map((value) => literal(value[Number(key)] ?? '')))
    : undefined;
}

/** The keys that an access can read. */
export function memberKeys(
  project: Project,
  access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  object: Located,
  depth: number,
): readonly string[] | undefined {
  if (compiler.isPropertyAccessExpression(access)) return [access.name.text];
  const key = evaluate(project, { node: access.argumentExpression, program: object.program }, depth + 1);
  if (key.complete && key.values.length > 0) return key.values.map(String);
  // Any of a map's own keys: what else is looked up in it is undefined.
  const map = objectLiteralOf(project, object, depth + 1);
  const keys = map && keysOf(project, map as Located<ts.ObjectLiteralExpression>);
  return keys && keys.length > 0 && keys.length <= mostValues ? keys : undefined;
}

function enumMember(project: Project, object: Located, key: string, depth: number): Facts | undefined {
  const found = enumOf(project, object);
  const declared = found?.node.members.find((each) => nameText(each.name) === key);
  if (!found || !declared) return undefined;
  if (declared.initializer)
    return evaluate(project, { node: declared.initializer, program: found.program }, depth + 1);
  const index = found.node.members.indexOf(declared);
  return found.node.members.slice(0, index).some(({ initializer }) => initializer)
    ? ofTypes('number')
    : literal(index);
}

/** What a call returns: of the language's functions, or of a function of the project. */
function called(project: Project, at: Located<ts.CallExpression>, depth: number): Facts {
  const { node, program } = at;
  const replaced = replacedByPattern(project, at, depth);
  if (replaced) return replaced;
  const known = resultOf(node, (next) => evaluate(project, { node: next, program }, depth + 1));
  if (!isUnknown(known)) return known;
  const typed = orTyped(project, at, known);
  // What is returned says more than a type that any text fits, which may be a name; of other types it says no more.
  if (typed.complete || (!isUnknown(typed) && `${typed.types}` !== 'string')) return typed;
  const callee = functionAt(project, { node: node.expression, program });
  if (callee && !returnsPlainly(callee.node, node)) return typed;
  const results = resultsOf(project, at);
  if (results.length === 0) return isUnknown(typed) ? (stateFacts(project, at, '') ?? known) : typed;
  const facts = union(results.map((result) => evaluate(project, result, depth + 1)));
  if (isUnknown(typed)) return facts.types.includes('unknown') ? known : facts;
  const isKnown = facts.complete && facts.values.length > 0 && `${facts.types}` === `${typed.types}`;
  return isKnown ? { ...facts, optional: facts.optional && typed.optional } : typed;
}

/** Whether a call yields what the function's return statements say: no generator, and no promise that is not awaited. */
function returnsPlainly(body: ts.FunctionLikeDeclaration, call: ts.CallExpression): boolean {
  if (body.asteriskToken !== undefined) return false;
  const isAsync =
    body.modifiers?.some((modifier) => modifier.kind === compiler.SyntaxKind.AsyncKeyword) ?? false;
  return !isAsync || compiler.isAwaitExpression(call.parent);
}
