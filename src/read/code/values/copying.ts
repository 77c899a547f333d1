import type ts from 'typescript';
import { calleeName } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import { unwrapped } from '../programs/syntax.ts';
import { type Facts, ofTypes, someText, union, unknown } from '../project/facts.ts';
import { returnedBy } from './results.ts';

/** How a call makes an object of another's properties, one by one. */
export interface Copied {
  readonly source: ts.Expression;
  /** What becomes of each value. */
  readonly change: (facts: Facts) => Facts;
  /** Whether properties may be left out. */
  readonly isPart: boolean;
}

/** The keys or entries of an object, perhaps not all of them. */
export interface Listed {
  readonly object: ts.Expression;
  readonly method: string;
  readonly isPart: boolean;
}

/** What each property is known by: its key, and its value by a name or as `object[key]`. */
export interface Each {
  readonly key: string;
  readonly value: string | undefined;
  readonly object: ts.Expression;
}

/** The same as what a function is given. */
interface Given extends Each {
  readonly func: ts.ArrowFunction | ts.FunctionExpression;
}

const unchanged = (facts: Facts) => facts;

/** `Object.fromEntries(Object.entries(it).filter(…))`, `Object.keys(it).reduce((all, key) => …, {})`; undefined for other calls. */
export function copiedBy(node: ts.CallExpression): Copied | undefined {
  const [first, second] = node.arguments;
  if (!first) return undefined;
  if (node.expression.getText() === 'Object.fromEntries') return ofEntries(first);
  const list = calleeName(node) === 'reduce' ? listed(receiverOf(node)) : undefined;
  const start = second && unwrapped(second);
  if (!list || !start || !compiler.isObjectLiteralExpression(start) || start.properties.length > 0)
    return undefined;
  const each = eachOf(first, 1, list);
  const [all] = each?.func.parameters ?? [];
  return each && all && compiler.isIdentifier(all.name) ? gathered(each, all.name.text, list) : undefined;
}

function receiverOf({ expression }: ts.CallExpression): ts.Expression | undefined {
  const callee = unwrapped(expression);
  return compiler.isPropertyAccessExpression(callee) ? callee.expression : undefined;
}

/** `Object.keys(it)`, `Object.entries(it).filter(…)`; undefined for other lists. */
export function listed(node: ts.Expression | undefined): Listed | undefined {
  const call = node && unwrapped(node);
  if (!call || !compiler.isCallExpression(call)) return undefined;
  const [, written] = /^Object\.(keys|entries|getOwnPropertyNames)$/.exec(call.expression.getText()) ?? [];
  const method = written === 'getOwnPropertyNames' ? 'keys' : written;
  const [object] = call.arguments;
  if (method !== undefined) return object && { object, method, isPart: false };
  const list = calleeName(call) === 'filter' ? listed(receiverOf(call)) : undefined;
  return list && { ...list, isPart: true };
}

/** The entries of an object as they are, or each with another value. */
function ofEntries(node: ts.Expression): Copied | undefined {
  const list = listed(node);
  if (list)
    return list.method === 'entries'
      ? { source: list.object, change: unchanged, isPart: list.isPart }
      : undefined;
  const call = unwrapped(node);
  if (!compiler.isCallExpression(call) || calleeName(call) !== 'map') return undefined;
  const from = listed(receiverOf(call));
  const [callback] = call.arguments;
  const each = from && callback && eachOf(callback, 0, from);
  const [pair, ...others] = (each && returnedBy(each.func)) ?? [];
  const made = pair && unwrapped(pair);
  if (!each || !made || others.length > 0 || !compiler.isArrayLiteralExpression(made)) return undefined;
  const [key, value] = made.elements;
  if (!value || !isNamed(key, each.key)) return undefined;
  return { source: from.object, change: (facts) => changed(value, each, facts), isPart: from.isPart };
}

function eachOf(callback: ts.Expression, at: number, list: Listed): Given | undefined {
  const func = unwrapped(callback);
  if (!compiler.isArrowFunction(func) && !compiler.isFunctionExpression(func)) return undefined;
  const name = func.parameters[at]?.name;
  const each = name && takenAs(name, list);
  return each && { func, ...each };
}

/** What a key or an entry of an object is taken as: `key`, `[key, value]`. */
export function takenAs(name: ts.BindingName, { object, method }: Listed): Each | undefined {
  if (method === 'keys')
    return compiler.isIdentifier(name) ? { key: name.text, value: undefined, object } : undefined;
  if (!compiler.isArrayBindingPattern(name)) return undefined;
  const [key, value] = name.elements.map((each) =>
    compiler.isBindingElement(each) && compiler.isIdentifier(each.name) ? each.name.text : undefined,
  );
  return key === undefined ? undefined : { key, value, object };
}

/** What `(all, key) => …` gathers in `all`: by setting `all[key]`, or by handing back `{ ...all, [key]: … }`. */
function gathered(each: Given, all: string, { object, isPart }: Listed): Copied | undefined {
  const { body } = each.func;
  const results = (returnedBy(each.func) ?? []).map(unwrapped);
  const [only, ...others] = results;
  if (only && others.length === 0 && compiler.isObjectLiteralExpression(only)) {
    const [spread, set, ...more] = only.properties;
    const isAdded = spread && compiler.isSpreadAssignment(spread) && isNamed(spread.expression, all);
    if (!isAdded || !set || more.length > 0 || !compiler.isPropertyAssignment(set)) return undefined;
    if (!compiler.isComputedPropertyName(set.name) || !isNamed(set.name.expression, each.key))
      return undefined;
    return { source: object, change: (facts) => changed(set.initializer, each, facts), isPart };
  }
  if (!compiler.isBlock(body) || !results.every((result) => isNamed(result, all))) return undefined;
  const sets = settingsIn(body, all, each.key);
  // Whoever else gets hold of it may set anything.
  if (sets.length === 0 || usesOf(body, all) !== sets.length + results.length) return undefined;
  return {
    source: object,
    change: (facts) => union(sets.map(({ right }) => changed(right, each, facts))),
    isPart: isPart || !sets.some(({ parent }) => parent.parent === body),
  };
}

/** The places that set `all[key]`. */
function settingsIn(body: ts.Block, all: string, key: string): readonly ts.BinaryExpression[] {
  const found: ts.BinaryExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (
      compiler.isBinaryExpression(node) &&
      node.operatorToken.kind === compiler.SyntaxKind.EqualsToken &&
      compiler.isElementAccessExpression(node.left) &&
      isNamed(node.left.expression, all) &&
      isNamed(node.left.argumentExpression, key)
    )
      found.push(node);
    compiler.forEachChild(node, visit);
  };
  visit(body);
  return found;
}

function usesOf(body: ts.Block, name: string): number {
  let uses = 0;
  const visit = (node: ts.Node): void => {
    if (compiler.isIdentifier(node) && node.text === name) uses++;
    compiler.forEachChild(node, visit);
  };
  visit(body);
  return uses;
}

function isNamed(node: ts.Node | undefined, name: string): boolean {
  const at = node && unwrapped(node as ts.Expression);
  return at !== undefined && compiler.isIdentifier(at) && at.text === name;
}

/** Whether an expression is the value of the property: by its name, or `object[key]`. */
export function isValue(node: ts.Expression, { key, value, object }: Each): boolean {
  if (value !== undefined && isNamed(node, value)) return true;
  return (
    compiler.isElementAccessExpression(node) &&
    isNamed(node.argumentExpression, key) &&
    node.expression.getText() === object.getText()
  );
}

/** What is put where a value was. */
export function changed(made: ts.Expression, each: Each, facts: Facts): Facts {
  const node = unwrapped(made);
  if (isValue(node, each)) return facts;
  if (compiler.isTemplateExpression(node)) return someText('a template of each property');
  if (compiler.isCallExpression(node) && /^(?:String|toString)$/.test(calleeName(node)))
    return ofTypes('string');
  if (facts.types.includes('unknown')) return unknown('what is made of a value that is not known');
  if (compiler.isConditionalExpression(node)) {
    const type = typeAskedFor(node.condition, each);
    const [yes, no] =
      type === undefined ? [facts, facts] : [ofType(facts, type, true), ofType(facts, type, false)];
    return union([
      ...(yes.types.length > 0 ? [changed(node.whenTrue, each, yes)] : []),
      ...(no.types.length > 0 ? [changed(node.whenFalse, each, no)] : []),
    ]);
  }
  return unknown('what is made of each property');
}

/** `number` of `typeof value === 'number'`. */
function typeAskedFor(condition: ts.Expression, each: Each): string | undefined {
  const test = unwrapped(condition);
  if (!compiler.isBinaryExpression(test) || !/^===?$/.test(test.operatorToken.getText())) return undefined;
  const { left, right } = test;
  if (!compiler.isTypeOfExpression(left) || !compiler.isStringLiteralLike(right)) return undefined;
  return isValue(unwrapped(left.expression), each) && plainTypes.has(right.text) ? right.text : undefined;
}

/** Types that `typeof` calls as we do. */
const plainTypes = new Set(['string', 'number', 'boolean', 'bigint']);

/** What is known of a value that is of a type, or is not. */
function ofType(facts: Facts, type: string, isOne: boolean): Facts {
  const types = facts.types.filter((each) => (each === type) === isOne);
  return { ...facts, types, values: facts.values.filter((value) => (typeof value === type) === isOne) };
}
