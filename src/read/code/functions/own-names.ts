import type ts from 'typescript';
import { isExported, isModule } from '../modules/exports.ts';
import { compiler } from '../programs/compiler.ts';
import { functionAround } from '../programs/flow.ts';
import { ownLabel } from '../programs/prefilter.ts';
import type { Program } from '../programs/program.ts';
import { lookUp } from '../programs/scope.ts';
import { wrapped } from '../programs/syntax.ts';
import { isAssignment } from '../programs/targets.ts';
import type { Called, FunctionNode } from './functions.ts';
import { isFunction, namesOf } from './naming.ts';

/** Hooks of React are given names only to compare what these stand for: `useEffect(run, [send])`. */
const hooks = /^use[A-Z]/;

/** The names under which a function, or one that a call makes, is looked for, or what stands for these; see {@link namesOf}. */
export function namesToLookFor(made: Called | ts.CallExpression, program: Program): readonly string[] {
  const isOne = isFunction(made) || compiler.isCallExpression(made);
  const own = isOne ? ownName(made, program) : undefined;
  if (own !== undefined) return [ownLabel(own)];
  const hook = compiler.isMethodDeclaration(made) && isHeir(made.parent) ? made.name.getText() : '';
  return namesOf(made, program).filter((name) => name !== hook || !lifecycle.test(name));
}

/** Methods of components that frameworks call, and nobody else: who renders the class gives them what they have. */
const lifecycle =
  /^(?:render|component(?:Did|Will)\w+|shouldComponentUpdate|ng(?:On|Do|After)\w+|(?:dis)?connectedCallback)$/;

function isHeir(node: ts.Node): boolean {
  return compiler.isClassLike(node) && node.heritageClauses !== undefined;
}

/**
 * The name of a function, or of one that a call makes, of which no other file can get hold but by being handed it as a prop: it is
 * declared by that name, neither exported nor global, and nothing else is said of it in its file than where it is called,
 * rendered, or given to an element. Undefined for others, and where that is not sure.
 */
function ownName(made: FunctionNode | ts.CallExpression, program: Program): string | undefined {
  // A component of a file is rendered by the file's name.
  const declared = made === program.component?.func ? undefined : declarationOf(made, program);
  if (!declared || !compiler.isIdentifier(declared.name)) return undefined;
  const isUsed = (node: ts.Identifier) => isOwnUse(node, declared.isRef === true);
  return isOwnName(declared.name, declared.node, program, isUsed) ? declared.name.text : undefined;
}

/** Whether no other file can get hold of an object of a module by its name: it is only called on where it is declared. */
export function isOwnReceiver(name: ts.Identifier, program: Program): boolean {
  const { parent } = name;
  const isReceiver = (node: ts.Identifier) =>
    compiler.isPropertyAccessExpression(node.parent) || isMemberName(node, node.parent);
  return compiler.isVariableDeclaration(parent) && isOwnName(name, parent, program, isReceiver);
}

/** Whether a name is neither exported nor global, and used in its file only as is said, by itself or by what it stands for. */
function isOwnName(
  name: ts.Identifier,
  node: Declared['node'],
  program: Program,
  isUsed: (use: ts.Identifier) => boolean,
): boolean {
  if (isHandedOut(node, name.text, program) || isGlobal(node, program)) return false;
  return placesOf(name.text, program.tree.text).every((start) => {
    const use = identifierAt(program.tree, start, name.text);
    if (use === undefined || use === name || isUsed(use)) return true;
    return scopeOf(name, program) !== scopeOf(use, program);
  });
}

interface Declared {
  readonly node: ts.FunctionDeclaration | ts.VariableDeclaration;
  readonly name: ts.BindingName;
  /** Whether the name is that of a ref, which holds the function. */
  readonly isRef?: boolean;
}

/**
 * What declares a function by a name that nothing else is put under; the function may be made a call's: `useCallback(() => …)`, or
 * be what a ref holds: `onMove.current = () => …`.
 */
function declarationOf(made: FunctionNode | ts.CallExpression, program: Program): Declared | undefined {
  if (compiler.isFunctionDeclaration(made)) return made.name && { node: made, name: made.name };
  if (compiler.isMethodDeclaration(made)) return undefined;
  const at = wrapped(made);
  const call = compiler.isCallExpression(at.parent) && at.parent.arguments[0] === at ? at.parent : undefined;
  const isMemo = call && /(?:^|\.)use(?:Callback|Event|EffectEvent)$/.test(call.expression.getText());
  const { parent } = isMemo ? wrapped(call) : at;
  const ref = isAssignment(parent) && parent.right === at ? refOf(parent.left) : undefined;
  const binding = ref && lookUp(program.scopeOf(ref), ref.text)?.binding;
  const node = binding?.kind === 'variable' ? binding.declaration : parent;
  const isConstant =
    compiler.isVariableDeclaration(node) && (node.parent.flags & compiler.NodeFlags.Const) !== 0;
  return isConstant ? { node, name: node.name, isRef: ref !== undefined } : undefined;
}

/** `onMove` of `onMove.current`. */
function refOf(node: ts.Node): ts.Identifier | undefined {
  const isCurrent = compiler.isPropertyAccessExpression(node) && node.name.text === 'current';
  return isCurrent && compiler.isIdentifier(node.expression) ? node.expression : undefined;
}

/** The scope in which a name is declared: others of that name stand for something else. */
function scopeOf(node: ts.Identifier, program: Program): unknown {
  return lookUp(program.scopeOf(node), node.text)?.scope;
}

/** Whether a module exports what is declared, or a namespace does. */
function isHandedOut(node: Declared['node'], name: string, program: Program): boolean {
  const { parent } = compiler.isVariableDeclaration(node) ? node.parent.parent : node;
  return compiler.isModuleBlock(parent) || isExported(program, name);
}

/** Whether what a file declares at its top is known to all scripts of a page: it is no module, and no component. */
function isGlobal(node: Declared['node'], program: Program): boolean {
  return program.component === undefined && !isModule(program) && compiler.isSourceFile(functionAround(node));
}

/** Where a word stands in a text. */
function placesOf(word: string, text: string): readonly number[] {
  const places: number[] = [];
  const isPart = (char: string | undefined) => char !== undefined && /[\w$]/.test(char);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (!isPart(text[at - 1]) && !isPart(text[at + word.length])) places.push(at);
  return places;
}

/** The name that begins in a place of a tree; undefined where a comment or a text stands there. */
function identifierAt(tree: ts.SourceFile, start: number, text: string): ts.Identifier | undefined {
  let at: ts.Node | undefined = tree;
  while (at && !(compiler.isIdentifier(at) && at.text === text && at.end === start + text.length))
    at = compiler.forEachChild(at, (child) => (child.pos <= start && start < child.end ? child : undefined));
  return at as ts.Identifier | undefined;
}

/** Whether a name only calls or renders what it stands for, or gives it to an element; or is none of it at all: `order.send`. */
function isOwnUse(node: ts.Identifier, isRef: boolean): boolean {
  const { parent } = node;
  if (isMemberName(node, parent)) return true;
  if (isRef && !compiler.isArrayLiteralExpression(parent))
    return refOf(parent) === node && isCalledOrSet(parent);
  if (compiler.isCallExpression(parent)) return parent.expression === node;
  if (compiler.isJsxOpeningLikeElement(parent) || compiler.isJsxClosingElement(parent)) return true;
  if (compiler.isArrayLiteralExpression(parent)) return isCompared(parent);
  if (!compiler.isJsxExpression(parent) || !compiler.isJsxAttribute(parent.parent)) return false;
  // What a context is given is taken out of it by any name.
  return parent.parent.name.getText() !== 'value';
}

/** Whether what a ref holds is only called, set or looked for there: `onMove.current?.()`, `if (onMove.current)`. */
function isCalledOrSet(access: ts.Node): boolean {
  const { parent } = access;
  if (compiler.isCallExpression(parent)) return parent.expression === access;
  if (isAssignment(parent)) return parent.left === access;
  return compiler.isIfStatement(parent) || compiler.isPrefixUnaryExpression(parent);
}

/** The name of a member, of which any object may have one. */
function isMemberName(node: ts.Identifier, parent: ts.Node): boolean {
  if ((parent as { name?: ts.Node }).name !== node) return false;
  return (
    compiler.isPropertyAccessExpression(parent) ||
    compiler.isPropertyAssignment(parent) ||
    compiler.isMethodDeclaration(parent) ||
    compiler.isPropertySignature(parent) ||
    compiler.isMethodSignature(parent) ||
    compiler.isJsxAttribute(parent)
  );
}

function isCompared(list: ts.ArrayLiteralExpression): boolean {
  const { parent } = list;
  if (!compiler.isCallExpression(parent) || parent.arguments.indexOf(list) < 1) return false;
  const callee = parent.expression;
  const name = compiler.isPropertyAccessExpression(callee) ? callee.name : callee;
  return compiler.isIdentifier(name) && hooks.test(name.text);
}
