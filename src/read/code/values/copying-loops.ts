import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { lookUp } from '../programs/scope.ts';
import { unwrapped } from '../programs/syntax.ts';
import { type AskedType, askedFirst, typeAsked } from './asked-in-loops.ts';
import { type Each, listed, takenAs } from './copying.ts';
import { listOf } from './elements.ts';
import type { Setting } from './writes.ts';

/** A loop that sets properties of an object one after the other, each by what another object has under its key. */
export interface CopyingLoop {
  /** The statement, or the call that visits each key. */
  readonly node: ts.Node;
  readonly each: Each;
  /** What each property is set to. */
  readonly made: ts.Expression;
  /** What a property is called in the object that is copied to. */
  readonly nameOf: (key: string) => string;
  /** The name that runs through the keys, where they are not simply all of the object's. */
  readonly listedBy: ts.Identifier | undefined;
  /** Whether some keys may be passed over. */
  readonly isPart: boolean;
  /** Whether it is asked first that there is something under the key, and that this is not null. */
  readonly withoutNull: boolean;
  /** What it is asked first to be: values of other types are not copied. `other` where that is not understood. */
  readonly ofType: AskedType | undefined;
}

/** What runs through keys: a loop, or a function that is called for each. */
interface Loop {
  readonly node: ts.Node;
  readonly body: ts.Node;
  /** What is looped over: an object by its keys, or a list. */
  readonly over: { readonly object: ts.Expression } | { readonly list: ts.Expression };
}

/**
 * The loop that a place sets a property in, if it copies: `for (const [key, value] of Object.entries(it)) copy[key] = value`,
 * `keys.forEach((key) => { if (it[key] != null) copy[key] = it[key]; })`. Undefined for other places.
 */
export function copyingLoop({ key, node, value: made }: Setting, program: Program): CopyingLoop | undefined {
  const under = compiler.isElementAccessExpression(key.parent) ? keyIn(key as ts.Expression) : undefined;
  const isPlain =
    compiler.isBinaryExpression(node) && node.operatorToken.kind === compiler.SyntaxKind.EqualsToken;
  const binding = under && isPlain ? lookUp(program.scopeOf(under.key), under.key.text)?.binding : undefined;
  if (!made || (binding?.kind !== 'variable' && binding?.kind !== 'parameter')) return undefined;
  const { declaration } = binding;
  const loop = loopOf(declaration);
  if (!under || !loop) return undefined;
  const whole =
    'object' in loop.over ? { ...loop.over, method: 'keys', isPart: false } : listed(loop.over.list);
  const taken = whole && takenAs(declaration.name, whole);
  const each = whole ? taken && asNamed(taken, loop.body, under.key) : lookedUp(made, loop.body, under.key);
  if (each?.key !== under.key.text) return undefined;
  const asked = askedFirst(node, loop.body, each);
  return {
    node: loop.node,
    each,
    made,
    nameOf: under.nameOf,
    listedBy: whole ? undefined : under.key,
    isPart: whole?.isPart === true || asked === 'other',
    withoutNull: asked === 'not null',
    ofType: asked === 'other' ? typeAsked(node, loop.body, each) : undefined,
  };
}

/** Whether what a place sets differs from key to key: `copy[names[key]] = it[key]`. */
export function isTied({ key, value }: Setting, program: Program): boolean {
  const running = new Set(
    namesIn(key)
      .filter((name) => isRunning(name, program))
      .map(({ text }) => text),
  );
  return value !== undefined && running.size > 0 && namesIn(value).some(({ text }) => running.has(text));
}

function isRunning(name: ts.Identifier, program: Program): boolean {
  const binding = lookUp(program.scopeOf(name), name.text)?.binding;
  const isVariable = binding?.kind === 'variable' || binding?.kind === 'parameter';
  return isVariable && loopOf(binding.declaration) !== undefined;
}

function namesIn(node: ts.Node): readonly ts.Identifier[] {
  const found: ts.Identifier[] = [];
  const visit = (at: ts.Node): void => {
    if (compiler.isIdentifier(at)) found.push(at);
    compiler.forEachChild(at, visit);
  };
  visit(node);
  return found;
}

/** The name that a key is, or that one stands in: `key`, `` `is_${key}` ``, `'is_' + key`. */
function keyIn(node: ts.Expression): { key: ts.Identifier; nameOf: (key: string) => string } | undefined {
  const at = unwrapped(node);
  if (compiler.isIdentifier(at)) return { key: at, nameOf: (key) => key };
  if (compiler.isTemplateExpression(at)) {
    const [span, ...others] = at.templateSpans;
    const key = span && unwrapped(span.expression);
    if (!key || others.length > 0 || !compiler.isIdentifier(key)) return undefined;
    return { key, nameOf: (name) => `${at.head.text}${name}${span.literal.text}` };
  }
  if (!compiler.isBinaryExpression(at) || at.operatorToken.kind !== compiler.SyntaxKind.PlusToken)
    return undefined;
  const [left, right] = [unwrapped(at.left), unwrapped(at.right)];
  if (compiler.isStringLiteralLike(left) && compiler.isIdentifier(right))
    return { key: right, nameOf: (name) => left.text + name };
  return compiler.isIdentifier(left) && compiler.isStringLiteralLike(right)
    ? { key: left, nameOf: (name) => name + right.text }
    : undefined;
}

function loopOf(declaration: ts.VariableDeclaration | ts.ParameterDeclaration): Loop | undefined {
  const list = listOf(declaration);
  if (compiler.isParameter(declaration)) {
    const func = declaration.parent as ts.ArrowFunction | ts.FunctionExpression;
    return list && { node: func.parent, body: func.body, over: { list } };
  }
  const node = declaration.parent.parent;
  if (compiler.isForInStatement(node))
    return { node, body: node.statement, over: { object: node.expression } };
  return list && compiler.isForOfStatement(node) ? { node, body: node.statement, over: { list } } : undefined;
}

/** What each property is known by where a loop takes it, perhaps with the name that its value is given there. */
function asNamed(taken: Each, body: ts.Node, key: ts.Identifier): Each {
  const named = taken.value === undefined ? namedIn(body, key) : undefined;
  return named?.object.getText() === taken.object.getText() ? named : taken;
}

/** What is looked up by a key that a list gives, which an expression is made of: `it[key]`, or the name that this is given. */
function lookedUp(made: ts.Expression, body: ts.Node, key: ts.Identifier): Each | undefined {
  const named = namedIn(body, key);
  if (named && namesIn(made).some(({ text }) => text === named.value)) return named;
  const object = objectOf(made, key);
  return object && { key: key.text, value: undefined, object };
}

/** `const value = it[key];` in the body of a loop. */
function namedIn(body: ts.Node, key: ts.Identifier): Each | undefined {
  for (const statement of compiler.isBlock(body) ? body.statements : []) {
    if (!compiler.isVariableStatement(statement)) continue;
    const { declarations, flags } = statement.declarationList;
    for (const { name, initializer } of flags & compiler.NodeFlags.Const ? declarations : []) {
      const looked = initializer && unwrapped(initializer);
      const object = looked && compiler.isElementAccessExpression(looked) ? objectOf(looked, key) : undefined;
      if (object && compiler.isIdentifier(name)) return { key: key.text, value: name.text, object };
    }
  }
  return undefined;
}

/** `it` of `it[key]`, wherever that stands in an expression. */
function objectOf(made: ts.Expression, key: ts.Identifier): ts.Expression | undefined {
  let found: ts.Expression | undefined;
  const visit = (node: ts.Node): void => {
    if (!compiler.isElementAccessExpression(node)) return void compiler.forEachChild(node, visit);
    const index = unwrapped(node.argumentExpression);
    if (compiler.isIdentifier(index) && index.text === key.text) found ??= node.expression;
  };
  visit(made);
  return found;
}
