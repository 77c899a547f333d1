import type ts from 'typescript';
import { choicesIn } from '../programs/aliasing.ts';
import type { Change } from '../programs/changing.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { type CallNode, lookUp, type Scope } from '../programs/scope.ts';
import { isObjectAssign, keysWritten, nameText, unwrapped, wrapped } from '../programs/syntax.ts';
import { visiting } from '../programs/visiting.ts';

/** `object.key = value`, or `delete object.key`, which has no value. */
export interface Setting {
  readonly kind: 'set' | 'delete';
  readonly node: ts.Node;
  readonly key: ts.Expression | ts.MemberName;
  readonly value: ts.Expression | undefined;
}

/** Something that is done to an object after its declaration. */
export type Write =
  | Setting
  /** `Object.assign(object, …)`. */
  | { readonly kind: 'assign'; readonly node: ts.Node; readonly sources: readonly ts.Expression[] }
  /** It is handed to a function, which may do anything with it. */
  | {
      readonly kind: 'escape';
      readonly node: ts.CallExpression | ts.NewExpression;
      readonly callee: string;
      readonly given: ts.Expression;
    };

/** What is done to the objects of the names of a scope, by their paths. */
type Index = Map<Scope, Map<string, Write[]>>;

const indexes = new WeakMap<ts.SourceFile, Index>();

/**
 * What a program does to the object that a name, or a property of it, stands for, in the order of its text.
 * `path`: `cart` or `cart.details`; `scope`: the one that declares its first name.
 */
export function writesTo(program: Program, path: string, scope: Scope): readonly Write[] {
  let index = indexes.get(program.tree);
  if (!index) {
    index = indexWrites(program);
    indexes.set(program.tree, index);
  }
  return index.get(scope)?.get(path) ?? [];
}

function indexWrites(program: Program): Index {
  const index: Index = new Map();
  const add = (object: ts.Expression, write: Write) => {
    const root = rootOf(object);
    const scope = root && lookUp(program.scopeOf(root), root.text)?.scope;
    if (!scope) return;
    const paths = index.get(scope) ?? new Map<string, Write[]>();
    index.set(scope, paths);
    const path = pathOf(object);
    const known = paths.get(path);
    if (known) known.push(write);
    else paths.set(path, [write]);
  };
  for (const { node, target, value } of program.changes) {
    const access = accessOf(target);
    if (access) add(access.object, { kind: value ? 'set' : 'delete', node, key: access.key, value });
  }
  for (const node of program.calls) if (compiler.isCallExpression(node)) addCall(node, add);
  for (const node of program.made)
    if (!copying.test(node.expression.getText())) addGiven(node, `new ${node.expression.getText()}`, add);
  for (const paths of index.values())
    for (const all of paths.values()) all.sort((a, b) => a.node.pos - b.node.pos);
  return index;
}

/** What is done to the object that an expression names: `cart`, `cart.details`; nothing to what is no name. */
export function writesOf(program: Program, object: ts.Expression): readonly Write[] {
  const root = rootOf(object);
  const scope = root && lookUp(program.scopeOf(root), root.text)?.scope;
  return scope ? writesTo(program, pathOf(object), scope) : [];
}

/** `cart` of `cart.details`; nothing of what is no name with properties. */
export function rootOf(node: ts.Expression): ts.Identifier | undefined {
  let at = unwrapped(node);
  while (compiler.isPropertyAccessExpression(at)) at = unwrapped(at.expression);
  return compiler.isIdentifier(at) ? at : undefined;
}

/** `cart.details` of `cart?.details`, whatever is said of the types of the parts. */
function pathOf(node: ts.Expression): string {
  const inner = unwrapped(node);
  return compiler.isPropertyAccessExpression(inner)
    ? `${pathOf(inner.expression)}.${inner.name.text}`
    : inner.getText();
}

/** What a program does to the variable that an object literal is the first value of; nothing where there is none. */
export function writesToHolder(program: Program, literal: ts.Node): readonly Write[] {
  const { parent } = wrapped(literal);
  return compiler.isVariableDeclaration(parent) && compiler.isIdentifier(parent.name)
    ? writesOf(program, parent.name)
    : [];
}

/**
 * What a program does to an object that is a part of the literal of a variable, and to what it sets that part:
 * `payload.properties.total = 1` of `const payload = { properties: {} }`.
 */
export function writesToPart(
  program: Program,
  literal: ts.Node,
): readonly { readonly write: Write; readonly isWhole: boolean }[] {
  const steps: string[] = [];
  let at = wrapped(literal).parent;
  for (; compiler.isPropertyAssignment(at); at = wrapped(at.parent).parent) {
    const name = nameText(at.name);
    if (name === undefined) return [];
    steps.unshift(name);
  }
  const key = steps.at(-1);
  if (!compiler.isVariableDeclaration(at) || !compiler.isIdentifier(at.name) || key === undefined) return [];
  const scope = lookUp(program.scopeOf(at.name), at.name.text)?.scope;
  if (!scope) return [];
  const path = [at.name.text, ...steps];
  const resets = writesTo(program, path.slice(0, -1).join('.'), scope).filter(
    (write) => write.kind === 'set' && plainKey(write) === key,
  );
  const sets = writesTo(program, path.join('.'), scope);
  return [
    ...sets.map((write) => ({ write, isWhole: false })),
    ...resets.map((write) => ({ write, isWhole: true })),
  ].sort((first, second) => first.write.node.pos - second.write.node.pos);
}

/** The name that a property is written under, where it stands there: `b` of `a.b`, not of `a[b]`. */
export function plainKey({ key }: Setting): string | undefined {
  if (compiler.isStringLiteralLike(key) || compiler.isNumericLiteral(key)) return key.text;
  const isName = compiler.isPropertyAccessExpression(key.parent) && key.parent.name === key;
  return isName && compiler.isIdentifier(key) ? key.text : undefined;
}

/** Texts that tell what a program does, found when they are asked for first. */
function foundOnce(find: (program: Program) => Iterable<string>): (program: Program) => ReadonlySet<string> {
  const known = new WeakMap<ts.SourceFile, ReadonlySet<string>>();
  return (program) => {
    const texts = known.get(program.tree) ?? new Set(find(program));
    known.set(program.tree, texts);
    return texts;
  };
}

/** No name that a property is written under. */
const anything = '*';

/** Whether a property of an object is among texts, by itself or among all that the object has. */
function isAmong(texts: ReadonlySet<string>, object: string, property: string): boolean {
  return texts.has(`${object}.${property}`) || texts.has(`${object}.${anything}`);
}

const resets = foundOnce(({ changes, calls }) => [
  ...changes.flatMap(changedBy),
  ...calls.flatMap(assignedBy),
]);

/** Whether a program sets or changes what a property holds, by the texts of both: `this.client`, `state.enabled`. */
export function isReset(program: Program, object: string, property: string): boolean {
  return isAmong(resets(program), object, property);
}

const replacements = foundOnce(({ changes }) =>
  changes.flatMap(({ target }) => (compiler.isPropertyAccessExpression(target) ? [pathOf(target)] : [])),
);

/** Whether a program sets a property of an object to something else as a whole, by the text of both: `order.user = …`. */
export function isReplaced(program: Program, path: string): boolean {
  return replacements(program).has(path);
}

/** `a.b` for `a.b = …`, and for `a.b.c = …` and `a.b[c] = …`, which change what it holds. */
function changedBy({ target }: Change): string[] {
  const object = accessOf(target)?.object;
  const changed = object && compiler.isPropertyAccessExpression(object) ? [pathOf(object)] : [];
  return compiler.isPropertyAccessExpression(target) ? [pathOf(target), ...changed] : changed;
}

const keyed = foundOnce(({ changes }) =>
  changes.flatMap(({ target }) => {
    if (!compiler.isElementAccessExpression(target)) return [];
    const { expression, argumentExpression: key } = target;
    return `${pathOf(expression)}.${compiler.isStringLiteralLike(key) ? key.text : anything}`;
  }),
);

/** Whether a program sets properties of an object by keys in brackets, of which this may be one: `d['a'] = …`, `d[key] = …`. */
export function mayBeSetByKey(program: Program, object: string, property: string): boolean {
  return isAmong(keyed(program), object, property);
}

/** `a.b` for `Object.assign(a.b, …)` and for `Object.assign(a, { b })`, where all that is put over it is written out. */
function assignedBy(node: CallNode): string[] {
  if (!isObjectAssign(node)) return [];
  const [target, ...sources] = node.arguments;
  if (!target) return [];
  const path = pathOf(target);
  return [path, ...sources.flatMap(keysWritten).map((key) => `${path}.${key ?? anything}`)];
}

function accessOf(node: ts.Node): { object: ts.Expression; key: ts.Expression | ts.MemberName } | undefined {
  if (compiler.isPropertyAccessExpression(node))
    return { object: unwrapped(node.expression), key: node.name };
  if (compiler.isElementAccessExpression(node))
    return { object: unwrapped(node.expression), key: node.argumentExpression };
  return undefined;
}

function addCall(node: ts.CallExpression, add: (object: ts.Expression, write: Write) => void): void {
  const [target, ...sources] = node.arguments;
  if (target && isObjectAssign(node)) add(target, { kind: 'assign', node, sources });
  else addGiven(node, node.expression.getText(), add);
}

/** Classes of the language and of pages that take over what they are given, or only keep it. */
const copying =
  /^(?:URLSearchParams|Headers|FormData|Blob|Request|Response|Set|Map|WeakSet|WeakMap|\w*Event|\w*Error|Notification)$/;

/** Whoever is called with an object, or with one of several, may do anything with it. */
function addGiven(
  node: ts.CallExpression | ts.NewExpression,
  callee: string,
  add: (object: ts.Expression, write: Write) => void,
): void {
  for (const given of [...givenTo(node), ...handedByOthers(node)])
    for (const object of choicesIn(given)) add(object, { kind: 'escape', node, callee, given });
}

/** What a call is given, with the elements of a list that is written there and spread. */
export function givenTo({
  arguments: all = [] as never,
}: ts.CallExpression | ts.NewExpression): readonly ts.Expression[] {
  return all.flatMap((each) => {
    const list = compiler.isSpreadElement(each) ? unwrapped(each.expression) : undefined;
    return list && compiler.isArrayLiteralExpression(list) ? [...list.elements] : [each];
  });
}

/** What a method hands on for a call: `[base, more].forEach(fill)`, `fill.apply(null, [base])`. */
function handedByOthers(node: ts.CallExpression | ts.NewExpression): readonly ts.Expression[] {
  const callee = node.expression;
  if (!compiler.isPropertyAccessExpression(callee)) return [];
  const isApplied = callee.name.text === 'apply';
  const list = isApplied
    ? node.arguments?.[1]
    : visiting.has(callee.name.text)
      ? callee.expression
      : undefined;
  const inner = list && unwrapped(list);
  return inner && compiler.isArrayLiteralExpression(inner) ? inner.elements : [];
}
