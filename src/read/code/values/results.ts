import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import { unwrapped, writtenValue } from '../programs/syntax.ts';
import { type Facts, isUnknown, literal, ofTypes, someText, union, unknown } from '../project/facts.ts';
import type { Located } from '../project/project.ts';
import { returnedByFunction, returnedByMethod } from './language.ts';
import type { Again } from './operators.ts';

/** What hands back what it is given, or the like of it. */
const same = /^(?:Object\.(?:assign|freeze|seal|preventExtensions)|structuredClone)$/;

/** What a call of the language's own functions and methods returns; unknown for others. */
export function resultOf(node: ts.CallExpression, again: Again): Facts {
  const callee = unwrapped(node.expression);
  const name = callee.getText();
  if (name === 'String') return asText(node, again);
  if (name === 'Array.isArray') return isList(node, again);
  const [first] = node.arguments;
  // A copy, or the thing itself.
  if (first && same.test(name)) return again(first);
  const known = returnedByFunction(name);
  if (known) return known === 'string' ? someText(`the result of \`${name}()\``) : ofTypes(known);
  const why = `the result of \`${name.length > 40 ? '…' : name}()\``;
  if (!compiler.isPropertyAccessExpression(callee)) return unknown(why);
  const method = callee.name.text;
  const made = textMade(node, method, again(callee.expression), again);
  if (made) return made;
  const returned = returnedByMethod(node, method, () => again(callee.expression));
  if (returned) return `${returned}` === 'string' ? someText(why) : ofTypes(...returned);
  return method === 'map' ? mapped(node, again, why) : unknown(why);
}

/** `String(…)`: the text of what is known, as a template of it alone would be. */
function asText({ arguments: given }: ts.CallExpression, again: Again): Facts {
  const [value, ...others] = given;
  if (!value || others.length > 0 || compiler.isSpreadElement(value))
    return someText('the result of `String()`');
  const facts = again(value);
  if (!facts.complete || facts.optional || facts.values.length === 0)
    return someText(facts.why ?? 'the result of `String()`');
  return union(facts.values.map((each) => literal(String(each))));
}

/** `Array.isArray(…)`, which is decided where the type is known. */
function isList({ arguments: [value] }: ts.CallExpression, again: Again): Facts {
  const facts = value && again(value);
  if (!facts || facts.types.includes('unknown')) return ofTypes('boolean');
  const lists = facts.types.filter((type) => type === 'array' || type === 'object[]').length;
  if (lists === 0) return literal(false);
  return lists === facts.types.length && !facts.optional ? literal(true) : ofTypes('boolean');
}

/** Methods of a text that make one text of it, without a pattern. */
const textMethods = new Set(
  'trim trimStart trimEnd toLowerCase toUpperCase slice substring substr charAt at padStart padEnd replace replaceAll concat toString repeat'.split(
    ' ',
  ),
);

/** What a method makes of texts that are known; undefined for other methods and texts. */
function textMade(node: ts.CallExpression, method: string, text: Facts, again: Again): Facts | undefined {
  if (!textMethods.has(method) || !text.complete || text.optional || text.values.length === 0)
    return undefined;
  const args = node.arguments.map(again);
  if (!args.every(({ complete, values }) => complete && values.length === 1)) return undefined;
  const given = args.map(({ values }) => values[0]);
  if (!given.every((each) => typeof each === 'string' || typeof each === 'number')) return undefined;
  // `'a'.repeat(1e9)` is nobody's event name.
  if (method === 'repeat' && Number(given[0]) * 100 > 100_000) return undefined;
  const made = text.values.map((value) => {
    if (typeof value !== 'string') return undefined;
    const run = value[method as 'concat'] as (...all: typeof given) => unknown;
    return run.apply(value, given);
  });
  return made.every((each) => typeof each === 'string') ? union(made.map(literal)) : undefined;
}

/** `items.map((item) => ({ … }))` is an array of objects. */
function mapped(node: ts.CallExpression, again: Again, why: string): Facts {
  const each = node.arguments[0];
  const results =
    each && (compiler.isArrowFunction(each) || compiler.isFunctionExpression(each))
      ? returnedBy(each)
      : undefined;
  if (!results || results.length === 0) return unknown(why);
  const facts = union(results.map(again));
  if (isUnknown(facts) || facts.types.includes('unknown')) return unknown(why);
  return ofTypes(facts.types.every((type) => type === 'object') ? 'object[]' : 'array');
}

/** What a function returns, by its return statements; undefined where it has none that return a value. */
export function returnedBy(node: ts.FunctionLikeDeclaration): readonly ts.Expression[] | undefined {
  if (!returned.has(node)) returned.set(node, returnsIn(node));
  return returned.get(node);
}

/** The one thing that a function returns by its return statements; undefined where there are several, or none. */
export function onlyReturned({ node, program }: Located<ts.FunctionLikeDeclaration>): Located | undefined {
  const [only, ...others] = returnedBy(node) ?? [];
  return only && others.length === 0 ? { node: only, program } : undefined;
}

/** What a member of an object that is written out holds: what it is written with, or the one thing that a getter returns. */
export function heldBy(member: ts.ObjectLiteralElementLike): ts.Expression | undefined {
  if (!compiler.isGetAccessorDeclaration(member)) return writtenValue(member);
  const [only, ...others] = returnedBy(member) ?? [];
  return others.length === 0 ? only : undefined;
}

const returned = new WeakMap<ts.Node, readonly ts.Expression[] | undefined>();

function returnsIn(node: ts.FunctionLikeDeclaration): readonly ts.Expression[] | undefined {
  if (!node.body) return undefined;
  if (!compiler.isBlock(node.body)) return [node.body];
  const found: ts.Expression[] = [];
  const visit = (child: ts.Node): void => {
    // A return statement stands in statements, not in what these are made of.
    if (compiler.isFunctionLike(child) || compiler.isClassLike(child) || compiler.isExpression(child)) return;
    if (compiler.isReturnStatement(child) && child.expression) found.push(child.expression);
    compiler.forEachChild(child, visit);
  };
  compiler.forEachChild(node.body, visit);
  return found.length > 0 ? found : undefined;
}
