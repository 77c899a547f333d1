import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { type CallNode, type Change, lookUp, type Scope } from '../programs/scope.ts';
import { leaves } from './guards.ts';

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
      readonly node: ts.CallExpression;
      readonly callee: string;
      readonly given: ts.Expression;
    };

/** What is done to the objects of the names of a scope. */
type Index = Map<Scope, Map<string, Write[]>>;

const indexes = new WeakMap<ts.SourceFile, Index>();

/** What a program does to the object of a name, in the order of its text. */
export function writesTo(program: Program, name: string, scope: Scope): readonly Write[] {
  let index = indexes.get(program.tree);
  if (!index) {
    index = indexWrites(program);
    indexes.set(program.tree, index);
  }
  return index.get(scope)?.get(name) ?? [];
}

function indexWrites(program: Program): Index {
  const index: Index = new Map();
  const add = (object: ts.Expression, write: Write) => {
    if (!compiler.isIdentifier(object)) return;
    const scope = lookUp(program.scopeOf(object), object.text)?.scope;
    if (!scope) return;
    const names = index.get(scope) ?? new Map<string, Write[]>();
    index.set(scope, names);
    const known = names.get(object.text);
    if (known) known.push(write);
    else names.set(object.text, [write]);
  };
  for (const node of program.changes) {
    if (compiler.isBinaryExpression(node)) {
      const access = accessOf(node.left);
      if (access) add(access.object, { kind: 'set', node, key: access.key, value: node.right });
    } else if (compiler.isDeleteExpression(node)) {
      const access = accessOf(node.expression);
      if (access) add(access.object, { kind: 'delete', node, key: access.key, value: undefined });
    }
  }
  for (const node of program.calls) if (compiler.isCallExpression(node)) addCall(node, add);
  for (const names of index.values())
    for (const all of names.values()) all.sort((a, b) => a.node.pos - b.node.pos);
  return index;
}

/** What a program does to the variable that an object literal is the first value of; nothing where there is none. */
export function writesToHolder(program: Program, literal: ts.Node): readonly Write[] {
  let { parent } = literal;
  while (compiler.isAsExpression(parent) || compiler.isSatisfiesExpression(parent)) parent = parent.parent;
  if (!compiler.isVariableDeclaration(parent) || !compiler.isIdentifier(parent.name)) return [];
  const { name } = parent;
  const scope = lookUp(program.scopeOf(name), name.text)?.scope;
  return scope ? writesTo(program, name.text, scope) : [];
}

/** The name that a property is written under, where it stands there: `b` of `a.b`, not of `a[b]`. */
export function plainKey({ key }: Setting): string | undefined {
  if (compiler.isStringLiteralLike(key) || compiler.isNumericLiteral(key)) return key.text;
  const isName = compiler.isPropertyAccessExpression(key.parent) && key.parent.name === key;
  return isName && compiler.isIdentifier(key) ? key.text : undefined;
}

const resets = new WeakMap<ts.SourceFile, ReadonlySet<string>>();

/** Whether a program sets or changes what a property holds, by the texts of both: `this.client`, `state.enabled`. */
export function isReset(program: Program, object: string, property: string): boolean {
  let known = resets.get(program.tree);
  if (!known) {
    known = new Set([...program.changes.flatMap(changedBy), ...program.calls.flatMap(assignedBy)]);
    resets.set(program.tree, known);
  }
  return known.has(`${object}.${property}`);
}

/** `a.b` for `a.b = …`, and for `a.b.c = …` and `a.b[c] = …`, which change what it holds. */
function changedBy(node: Change): string[] {
  const target = compiler.isBinaryExpression(node)
    ? node.left
    : compiler.isDeleteExpression(node)
      ? node.expression
      : node.operand;
  const object = accessOf(target)?.object;
  const changed = object && compiler.isPropertyAccessExpression(object) ? [object.getText()] : [];
  return compiler.isPropertyAccessExpression(target) ? [target.getText(), ...changed] : changed;
}

/** `a.b` for `Object.assign(a.b, …)`. */
function assignedBy(node: CallNode): string[] {
  if (!compiler.isCallExpression(node) || node.expression.getText() !== 'Object.assign') return [];
  const [target] = node.arguments;
  return target && compiler.isPropertyAccessExpression(target) ? [target.getText()] : [];
}

function accessOf(node: ts.Node): { object: ts.Expression; key: ts.Expression | ts.MemberName } | undefined {
  if (compiler.isPropertyAccessExpression(node)) return { object: node.expression, key: node.name };
  if (compiler.isElementAccessExpression(node))
    return { object: node.expression, key: node.argumentExpression };
  return undefined;
}

function addCall(node: ts.CallExpression, add: (object: ts.Expression, write: Write) => void): void {
  const callee = node.expression.getText();
  const [target, ...sources] = node.arguments;
  if (callee === 'Object.assign' && target) {
    add(target, { kind: 'assign', node, sources });
    return;
  }
  for (const given of node.arguments) add(given, { kind: 'escape', node, callee, given });
}

/**
 * Whether a write is done by the time a place is reached: `never` when it comes later, or on a way that does not lead there,
 * `maybe` when it stands under a condition or in another function.
 */
export function reaches(write: ts.Node, use: ts.Node): 'always' | 'maybe' | 'never' {
  if (functionAround(write) !== functionAround(use))
    return isInside(use, functionAround(write)) ? before(write, use) : 'maybe';
  const order = before(write, use);
  if (order === 'never') return sharesLoop(write, use) ? 'maybe' : 'never';
  let [at, isConditional]: [ts.Node, boolean] = [write, false];
  for (; !isInside(use, at.parent); at = at.parent) {
    if (isLeftAfter(at, use)) return 'never';
    isConditional ||= isUnderCondition(at.parent);
  }
  if (isOtherBranch(at, use)) return sharesLoop(write, use) ? 'maybe' : 'never';
  // What a `catch` sees of its `try` is some of it.
  return isConditional || compiler.isTryStatement(at.parent) ? 'maybe' : 'always';
}

/** Whether what follows a part of a block leaves the function, or the `case`, with nothing to catch it before a place. */
function isLeftAfter(part: ts.Node, use: ts.Node): boolean {
  const { parent } = part;
  const isCase = compiler.isCaseOrDefaultClause(parent);
  if (!isCase && !compiler.isBlock(parent)) return false;
  const isLeft = parent.statements.some(
    (each) => each.pos > part.pos && (leaves(each) || (isCase && compiler.isBreakStatement(each))),
  );
  if (!isLeft || (isCase && !isInside(use, parent.parent))) return false;
  for (let at: ts.Node = parent; !isInside(use, at); at = at.parent)
    if (compiler.isTryStatement(at.parent)) return false;
  return true;
}

/** Whether a place stands in the other branch of a condition than a part of it. */
function isOtherBranch(part: ts.Node, use: ts.Node): boolean {
  const { parent } = part;
  if (compiler.isIfStatement(parent))
    return (
      part === parent.thenStatement &&
      parent.elseStatement !== undefined &&
      isInside(use, parent.elseStatement)
    );
  return (
    compiler.isConditionalExpression(parent) && part === parent.whenTrue && isInside(use, parent.whenFalse)
  );
}

function before(write: ts.Node, use: ts.Node): 'always' | 'never' {
  return write.pos < use.pos ? 'always' : 'never';
}

function functionAround(node: ts.Node): ts.Node {
  let at = node.parent;
  while (at && !compiler.isFunctionLike(at) && !compiler.isSourceFile(at)) at = at.parent;
  return at;
}

function isInside(node: ts.Node, outer: ts.Node): boolean {
  return node.pos >= outer.pos && node.end <= outer.end;
}

function isUnderCondition(node: ts.Node): boolean {
  return (
    compiler.isIfStatement(node) ||
    compiler.isConditionalExpression(node) ||
    compiler.isIterationStatement(node, false) ||
    compiler.isCaseOrDefaultClause(node) ||
    compiler.isTryStatement(node) ||
    (compiler.isBinaryExpression(node) &&
      (node.operatorToken.kind === compiler.SyntaxKind.AmpersandAmpersandToken ||
        node.operatorToken.kind === compiler.SyntaxKind.BarBarToken ||
        node.operatorToken.kind === compiler.SyntaxKind.QuestionQuestionToken))
  );
}

function sharesLoop(a: ts.Node, b: ts.Node): boolean {
  for (let at = b.parent; at; at = at.parent) {
    if (compiler.isFunctionLike(at)) return false;
    if (compiler.isIterationStatement(at, false) && isInside(a, at)) return true;
  }
  return false;
}
