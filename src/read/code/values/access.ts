import type ts from 'typescript';
import { isBuilt } from '../functions/built.ts';
import { calleeName, onlyResult } from '../functions/returns.ts';
import { choicesIn } from '../programs/aliasing.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { lookUp } from '../programs/scope.ts';
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
import { fieldGiven } from '../sharing/angular-inputs.ts';
import { isInput } from '../templates/angular.ts';
import { declaredType } from '../types/declared.ts';
import { membersOfType } from '../types/members.ts';
import { memberFacts } from '../types/types.ts';
import { isSetElsewhere, mayHaveMore } from './added.ts';
import { alternativesOf, propertyChoices } from './alternatives.ts';
import { objectFacts } from './attributes.ts';
import { evaluate, orTyped } from './evaluate.ts';
import { isTypedWithout, lacks } from './lacking.ts';
import { elementFacts } from './lists.ts';
import { mayLack } from './may-lack.ts';
import { enumOf } from './namespaces.ts';
import { keysOf, objectLiteralOf, propertyOf } from './objects.ts';
import { ofPlatform, stateFacts, withBeginning } from './platform.ts';
import { isMoved } from './puts.ts';
import { isFollowed, isRewritten, mayBeTaken } from './rewritten.ts';
import { isNothing } from './sources.ts';
import { isReset, rootOf } from './writes.ts';

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

export function member(project: Project, { node, program }: Located, depth: number): Facts {
  const access = node as ts.PropertyAccessExpression | ts.ElementAccessExpression;
  const object = { node: access.expression, program };
  const written = access.getText();
  const why = unknown(`\`${written.length > 40 ? `${written.slice(0, 39)}…` : written}\``);
  const keys = memberKeys(project, access, object, depth);
  if (!keys)
    return (
      memberName(project, access, object, depth) ??
      anyOf(project, object, depth) ??
      elementFacts(project, object, depth + 1) ??
      orTyped(project, { node, program }, why)
    );
  const all = alternativesOf(project, object, depth);
  // Of what is nothing no property is read.
  const there = all.filter(({ node: each }) => !isNothing(unwrapped(each)));
  const objects = there.length > 0 ? there : all;
  const facts = union(
    objects.flatMap((each) => keys.map((key) => memberOf(project, { node, program }, each, key, depth))),
  );
  const mayBeNone = isOfThoseLeft(access, program) || isOfAnyKey(project, access, object, depth);
  // An element that is put into a list later is none of what it is written with.
  const put = () =>
    keys.every((key) => /^\d+$/.test(key)) ? elementFacts(project, object, depth + 1) : undefined;
  const known = isUnknown(facts) ? (anyOf(project, object, depth) ?? put() ?? facts) : facts;
  const found = orTyped(project, { node, program }, { ...known, ...(mayBeNone && { mayBeNone }) });
  const [key, ...others] = keys;
  const only = key !== undefined && others.length === 0 ? key : undefined;
  if (!isUnknown(known) || isUnknown(found))
    return only === undefined ? found : withBeginning(project, object, only, found);
  // Its type alone does not say whether it is there.
  const typed = only === undefined ? undefined : propertyFacts(project, object, only, depth);
  const said = { ...found, optional: found.optional || (typed?.optional ?? false) };
  return only === undefined ? said : withBeginning(project, object, only, said);
}

/** `events.filter(isNew)[0]`, or `events[0]` behind `events.shift()`: of those that are left there may be none. */
function isOfThoseLeft(
  access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  program: Program,
): boolean {
  const list = unwrapped(access.expression);
  if (!compiler.isElementAccessExpression(access)) return false;
  return compiler.isCallExpression(list) ? calleeName(list) === 'filter' : isMoved(program, list);
}

/** `NAMES[kind]` of a kind that may be any: what the map has not is nothing. */
function isOfAnyKey(
  project: Project,
  access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  { program }: Located,
  depth: number,
): boolean {
  if (!compiler.isElementAccessExpression(access)) return false;
  const key = evaluate(project, { node: access.argumentExpression, program }, depth + 1);
  return !key.complete && key.types.includes('string');
}

/** `Kind[kind]` of an enum of numbers, whichever it is. */
function memberName(
  project: Project,
  access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  object: Located,
  depth: number,
): Facts | undefined {
  if (!compiler.isElementAccessExpression(access) || !enumOf(project, object)) return undefined;
  const { types } = evaluate(
    project,
    { node: access.argumentExpression, program: object.program },
    depth + 1,
  );
  return `${types}` === 'number' ? someText('the name of a member') : undefined;
}

/** What a map holds whose keys are not known: `{ [Kind.A]: 'a', [Kind.B]: 'b' }[kind]` is one of its values. */
function anyOf(project: Project, object: Located, depth: number): Facts | undefined {
  const map = objectLiteralOf(project, object, depth + 1);
  if (!map) return undefined;
  const { properties } = map.node as ts.ObjectLiteralExpression;
  if (mayHaveMore(project, map)) return undefined;
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
  const isSetAgain = isReset(program, object.node.getText(), key) && !isBuilt(project, object, key);
  if (value && (!isSetAgain || isFollowed(object, value, key))) {
    const all = isRewritten(value, key) ? propertyChoices(project, object, key, depth + 1) : [value];
    const written = all ? union(all.map((each) => evaluate(project, each, depth + 1))) : why;
    const facts = isUnknown(written) ? (propertyFacts(project, object, key, depth) ?? written) : written;
    // What a class has by default says of what others give it no more than its type.
    const known =
      isInput(value) && !fieldGiven(project, object, key)
        ? { ...facts, values: [], complete: false, why: why.why }
        : facts;
    const found = orTyped(project, { node, program }, known);
    if (isSetElsewhere(project, value, key)) return union([found, unknown('what another module sets it to')]);
    return mayBeTaken(value, key) ? { ...found, optional: true } : found;
  }
  // Whoever reads what the declared type has not knows more of the object, as by a guard.
  if (!value && !isSetAgain && lacks(project, object, key))
    return isTypedWithout(project, object, key, depth) || isOfImport({ node, program }) ? why : nothing;
  const choices = value || isSetAgain ? [] : (propertyChoices(project, object, key, depth + 1) ?? []);
  const chosen = union(choices.map((each) => evaluate(project, each, depth + 1)));
  if (choices.length > 0 && !chosen.types.includes('unknown'))
    return mayLack(project, object, key, depth) ? { ...chosen, optional: true } : chosen;
  const typed = propertyFacts(project, object, key, depth);
  // A text of any value is described by where it comes from, which says more than its type does.
  if (typed) return typed.why === undefined ? typed : { ...typed, why: why.why };
  if (key === 'length') return ofTypes('number');
  const made = followedConstant(project, object);
  const state = stateFacts(project, made, key) ?? madeProperty(project, made, key, depth);
  const root = rootOf(object.node);
  const found = root && bindingOf(project, object.program, root);
  if (found?.binding.kind === 'import') project.lack(found.binding.module, found.program);
  return state ?? ofPlatform(written, why.why) ?? elementAt(project, object, key, depth) ?? why;
}

/** Whether a property is read of what another module has made: whoever reads what that is not written with knows who adds it. */
function isOfImport({ node, program }: Located): boolean {
  const root = rootOf(node);
  return root !== undefined && lookUp(program.scopeOf(root), root.text)?.binding.kind === 'import';
}

/**
 * A property of what a call makes, where that is put together of several parts: `{ ...context, ...inferred }`. Where a part is not known, that
 * may have it as well, with another value.
 */
export function madeProperty(project: Project, at: Located, key: string, depth: number): Facts | undefined {
  const call = unwrapped(at.node);
  if (!compiler.isCallExpression(call)) return undefined;
  const type = typeOfWhatIsThere(project, { node: call, program: at.program });
  const typed = type && memberFacts(project, membersOfType(project, type, depth)?.members.get(key), depth);
  if (typed) return typed;
  const { properties, open } = objectFacts(project, at, depth + 1);
  const property = properties.get(key);
  if (!property) return undefined;
  const { facts, optional } = property;
  const known = open ? { ...facts, values: [], complete: false } : facts;
  return { ...known, optional: facts.optional || optional };
}

/** The type of what a call hands back where that is something: `orders.find(isMine) ?? null`. */
function typeOfWhatIsThere(
  project: Project,
  at: Located<ts.CallExpression>,
): Located<ts.TypeNode> | undefined {
  const result = onlyResult(project, at);
  const choices = result ? choicesIn(unwrapped(result.node)) : [];
  const [only, ...others] = choices.filter((each) => !isNothing(unwrapped(each)));
  return result && only && others.length === 0
    ? declaredType(project, { node: only, program: result.program })
    : undefined;
}

/** What a constant is declared as. */
function followedConstant(project: Project, at: Located): Located {
  const node = unwrapped(at.node);
  const found = compiler.isIdentifier(node) ? bindingOf(project, at.program, node) : undefined;
  if (found?.binding.kind !== 'variable' || found.binding.path?.length !== 0) return at;
  const { initializer } = found.binding.declaration;
  return initializer ? { node: initializer, program: found.program } : at;
}

/** `name[0]`: a character of a text, or an element of a list. */
function elementAt(project: Project, object: Located, key: string, depth: number): Facts | undefined {
  if (!/^\d+$/.test(key)) return undefined;
  const { complete, values, types, why } = evaluate(project, object, depth + 1);
  if (complete && values.length > 0 && values.every((value) => typeof value === 'string'))
    return union((values as string[]).map((value) => literal(value[Number(key)] ?? '')));
  if (`${types}` === 'string') return someText(why ?? 'a character of a text');
  return elementFacts(project, object, depth + 1);
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
  if (!map || mayHaveMore(project, map)) return undefined;
  const keys = keysOf(project, map as Located<ts.ObjectLiteralExpression>);
  return keys && keys.length > 0 && keys.length <= mostValues ? keys : undefined;
}

function enumMember(project: Project, object: Located, key: string, depth: number): Facts | undefined {
  const found = enumOf(project, object);
  if (!found) return undefined;
  const declared = found.node.members.find((each) => nameText(each.name) === key);
  if (declared) return memberValue(project, found, declared, depth);
  if (!/^-?\d/.test(key)) return undefined;
  // `Kind[kind]` of an enum of numbers: the name of a member.
  const named = found.node.members.find((each) => {
    const { complete, values } = memberValue(project, found, each, depth);
    return complete && String(values[0]) === key;
  });
  const name = named && nameText(named.name);
  return name === undefined ? someText('the name of a member') : literal(name);
}

/** What a member of an enum stands for. */
function memberValue(
  project: Project,
  { node, program }: Located<ts.EnumDeclaration>,
  { initializer, name }: ts.EnumMember,
  depth: number,
): Facts {
  if (initializer) return evaluate(project, { node: initializer, program }, depth + 1);
  const index = node.members.findIndex((each) => each.name === name);
  return node.members.slice(0, index).some((each) => each.initializer) ? ofTypes('number') : literal(index);
}
