import type ts from 'typescript';
import { alternativesOf } from './alternatives.ts';
import { objectFacts } from './attributes.ts';
import { orChecked } from './checked.ts';
import { compiler } from './compiler.ts';
import { declaredType } from './declared.ts';
import { elementsBehind } from './elements.ts';
import { parameterType } from './expected.ts';
import { isExported } from './exports.ts';
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
} from './facts.ts';
import { argumentOf } from './frames.ts';
import { functionAt } from './functions.ts';
import { branchesOf } from './guards.ts';
import { membersOfType } from './members.ts';
import { narrowed } from './narrowing.ts';
import { enumOf, keysOf, lacks, nameText, objectLiteralOf, propertyOf, unwrapped } from './objects.ts';
import { array, binary, literalFacts, template, unary } from './operators.ts';
import { ofPlatform, stateFacts } from './platform.ts';
import { bindingOf, type FoundBinding, type Located, type Project } from './project.ts';
import { resultOf } from './results.ts';
import { resultsOf } from './returns.ts';
import { factsOfType, memberFacts } from './types.ts';
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
function orTyped(project: Project, at: Located, facts: Facts): Facts {
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
      return parameter(project, at, found, depth);
    case 'variable':
      return variable(project, at, found, depth);
    default:
      return unknown(`\`${node.text}\``);
  }
}

function parameter(
  project: Project,
  at: Located<ts.Identifier>,
  { binding, program, assigned }: FoundBinding,
  depth: number,
): Facts {
  const isProp = binding.kind === 'parameter' && binding.declaration.parent === program.component?.func;
  const why = unknown(`the ${isProp ? 'prop' : 'parameter'} \`${at.node.text}\``);
  if (binding.kind !== 'parameter' || assigned.length > 0) return why;
  const argument = argumentOf(project, { binding, program, assigned });
  if (argument === 'absent') return nothing;
  if (typeof argument === 'object') return orTyped(project, at, evaluate(project, argument, depth + 1));
  const elements = elementsBehind(project, { binding, program, assigned });
  if (elements) return unionOf(project, elements, depth);
  const { declaration, fallback, path } = binding;
  const type = declaredType(project, at);
  const facts = type && factsOfType(project, type);
  if (!facts) return why;
  const preset = fallback ?? (path?.length === 0 ? declaration.initializer : undefined);
  const said = facts.why === undefined ? facts : { ...facts, why: why.why };
  if (preset) return union([{ ...said, optional: false }, evaluate(project, { node: preset, program })]);
  const optional = path?.length === 0 ? declaration.questionToken !== undefined : isOptionalAt(project, at);
  return { ...said, optional: facts.optional || optional };
}

/** Whether a destructured parameter's property may be missing, by the parameter's type. */
function isOptionalAt(project: Project, { node, program }: Located<ts.Identifier>): boolean {
  const found = bindingOf(project, program, node);
  if (found?.binding.kind !== 'parameter') return false;
  const [step] = found.binding.path ?? [];
  const type = parameterType(project, { node: found.binding.declaration, program: found.program });
  const members = type && membersOfType(project, type);
  return step !== undefined && (members?.members.get(step)?.optional ?? false);
}

function variable(project: Project, at: Located<ts.Identifier>, found: FoundBinding, depth: number): Facts {
  const { binding, program, assigned } = found;
  const why = unknown(`the variable \`${at.node.text}\``);
  if (binding.kind !== 'variable') return why;
  const { declaration, path, fallback } = binding;
  if (
    compiler.isForOfStatement(declaration.parent.parent) ||
    compiler.isForInStatement(declaration.parent.parent)
  ) {
    const elements = elementsBehind(project, found);
    if (elements) return unionOf(project, elements, depth);
    return orTyped(project, at, unknown(`the loop variable \`${at.node.text}\``));
  }
  const sources = [...(declaration.initializer && path ? [initial(project, found, depth)] : [])];
  if (isSetOutside(found)) sources.push(orDeclaredOutside(project, at, why));
  for (const node of assigned) sources.push(evaluate(project, { node, program }, depth + 1));
  if (fallback && path?.length !== 0 && sources.length > 0)
    sources.push(evaluate(project, { node: fallback, program }, depth + 1));
  return sources.length > 0 ? orTyped(project, at, union(sources)) : orTyped(project, at, why);
}

/** Whether the markup of a Svelte component, or whoever renders it, sets a variable: a prop, or what is bound. */
function isSetOutside({ binding, program }: FoundBinding): boolean {
  if (binding.kind !== 'variable' || !program.source.file.endsWith('.svelte')) return false;
  if (program.moduleScope.names.get(binding.name) !== binding) return false;
  const list = binding.declaration.parent;
  if (compiler.isVariableDeclarationList(list) && list.flags & compiler.NodeFlags.Const) return false;
  const { name } = binding;
  return (
    isExported(program, name) ||
    new RegExp(`\\bbind:([\\w:]+=["']?\\{${name}\\}|${name}\\b)`).test(program.source.text)
  );
}

/** What a variable that is set elsewhere can be by its type. */
function orDeclaredOutside(project: Project, at: Located, why: Facts): Facts {
  const type = declaredType(project, at);
  const facts = type && factsOfType(project, type);
  return facts ? { ...facts, why: facts.why === undefined ? undefined : why.why } : why;
}

function unionOf(project: Project, all: readonly Located[], depth: number): Facts {
  return union(all.map((each) => evaluate(project, each, depth + 1)));
}

/** What a variable is declared with, through its pattern. */
function initial(project: Project, { binding, program }: FoundBinding, depth: number): Facts {
  if (binding.kind !== 'variable' || !binding.declaration.initializer) return nothing;
  let at: Located = { node: binding.declaration.initializer, program };
  for (const step of binding.path ?? []) {
    const value = propertyOf(project, at, step, depth + 1);
    if (!value && lacks(project, at, step)) return nothing;
    if (!value) {
      const typed =
        propertyFacts(project, at, step, depth) ??
        stateFacts(project, at, step) ??
        madeProperty(project, at, step, depth) ??
        ofPlatform(`${at.node.getText()}.${step}`, undefined);
      return typed ?? unknown(`the property \`${step}\``);
    }
    at = value;
  }
  return evaluate(project, at, depth + 1);
}

/** What the declared type of an object says of one of its properties. */
function propertyFacts(project: Project, object: Located, key: string, depth: number): Facts | undefined {
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
  if (value && !isSetAgain) return orTyped(project, { node, program }, evaluate(project, value, depth + 1));
  if (!value && !isSetAgain && lacks(project, object, key)) return nothing;
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
function madeProperty(project: Project, at: Located, key: string, depth: number): Facts | undefined {
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
