import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { wrapped } from '../programs/syntax.ts';
import type { FunctionNode } from './functions.ts';

/** Hooks of React are given names only to compare what these stand for: `useEffect(run, [send])`. */
const hooks = /^use[A-Z]/;

/**
 * The name of a function of which no other file can get hold but by being handed it as a prop: one that is declared by that
 * name, neither exported nor global, and of which nothing else is said in its file than where it is called, rendered, or
 * given to an element. Undefined for others, and where that is not sure.
 */
export function ownName(func: FunctionNode, program: Program): string | undefined {
  // A component of a file is rendered by the file's name.
  const declared = func === program.component?.func ? undefined : declarationOf(func);
  if (!declared || !compiler.isIdentifier(declared.name)) return undefined;
  const { name } = declared;
  if (isExported(declared.node) || isGlobal(declared.node, program)) return undefined;
  return placesOf(name.text, program.tree.text).every((start) => {
    const node = identifierAt(program.tree, start, name.text);
    return node === undefined || node === name || isOwnUse(node);
  })
    ? name.text
    : undefined;
}

interface Declared {
  readonly node: ts.FunctionDeclaration | ts.VariableDeclaration;
  readonly name: ts.BindingName;
}

/** What declares a function by a name that nothing else is put under; the function may be made a call's: `useCallback(() => …)`. */
function declarationOf(func: FunctionNode): Declared | undefined {
  if (compiler.isFunctionDeclaration(func)) return func.name && { node: func, name: func.name };
  if (!compiler.isArrowFunction(func) && !compiler.isFunctionExpression(func)) return undefined;
  const at = wrapped(func);
  const call = compiler.isCallExpression(at.parent) && at.parent.arguments[0] === at ? at.parent : undefined;
  const isMemo = call && /(?:^|\.)use(?:Callback|Event|EffectEvent)$/.test(call.expression.getText());
  const { parent } = isMemo ? wrapped(call) : at;
  const isConstant =
    compiler.isVariableDeclaration(parent) && (parent.parent.flags & compiler.NodeFlags.Const) !== 0;
  return isConstant ? { node: parent, name: parent.name } : undefined;
}

function isExported(node: Declared['node']): boolean {
  const statement = compiler.isVariableDeclaration(node) ? node.parent.parent : node;
  return (
    compiler.canHaveModifiers(statement) &&
    (statement.modifiers ?? []).some(({ kind }) => kind === compiler.SyntaxKind.ExportKeyword)
  );
}

/** Whether what a file declares at its top is known to all scripts of a page: it is no module, and no component. */
function isGlobal(node: Declared['node'], { tree, component }: Program): boolean {
  if (component || compiler.isExternalModule(tree)) return false;
  for (let at: ts.Node = node.parent; at; at = at.parent) if (compiler.isFunctionLike(at)) return false;
  return true;
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
function isOwnUse(node: ts.Identifier): boolean {
  const { parent } = node;
  if (isMemberName(node, parent)) return true;
  if (compiler.isCallExpression(parent)) return parent.expression === node;
  if (compiler.isJsxOpeningLikeElement(parent) || compiler.isJsxClosingElement(parent)) return true;
  if (compiler.isArrayLiteralExpression(parent)) return isCompared(parent);
  if (!compiler.isJsxExpression(parent) || !compiler.isJsxAttribute(parent.parent)) return false;
  // What a context is given is taken out of it by any name.
  return parent.parent.name.getText() !== 'value';
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
