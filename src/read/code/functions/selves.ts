import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import { functionAround, isInside } from '../programs/flow.ts';
import type { Program } from '../programs/program.ts';
import { type CallNode, lookUp } from '../programs/scope.ts';
import { unwrapped, wrapped } from '../programs/syntax.ts';
import type { Located } from '../project/project.ts';
import { type Frame, frameOf } from './frames.ts';

/**
 * What a call calls a method of, `builder.add()` of `builder.add().send()`, where that is made for what is followed: nothing for what
 * is there for all, of which nobody knows what was done to it.
 */
export function receiverOf(node: CallNode, program: Program): Located | undefined {
  if (!compiler.isCallExpression(node)) return undefined;
  const callee = unwrapped(node.expression);
  if (!compiler.isPropertyAccessExpression(callee)) return undefined;
  const receiver = { node: callee.expression, program };
  return isForAll(receiver) ? undefined : receiver;
}

const seeing = new WeakMap<ts.Node, boolean>();

/** What a call calls a function on, where that sees it: by its `this`, or by variables that it shares with others. */
export function selfOf(node: CallNode, program: Program, target: ts.Node): Located | undefined {
  const known =
    seeing.get(target) ?? (!compiler.isSourceFile(functionAround(target)) || mentionsThis(target));
  seeing.set(target, known);
  return known ? receiverOf(node, program) : undefined;
}

function mentionsThis(node: ts.Node): boolean {
  return isThis(node) || (compiler.forEachChild(node, mentionsThis) ?? false);
}

function isForAll({ node, program }: Located): boolean {
  let at = unwrapped(node);
  while (compiler.isPropertyAccessExpression(at)) at = unwrapped(at.expression);
  if (isThis(at)) return !frameOfThis({ node: at, program })?.self;
  if (!compiler.isIdentifier(at)) return false;
  const binding = lookUp(program.scopeOf(at), at.text)?.binding;
  if (binding?.kind !== 'variable') return binding?.kind !== 'parameter' && binding?.kind !== 'expression';
  return (
    compiler.isSourceFile(functionAround(binding.declaration)) && !compiler.isSourceFile(functionAround(at))
  );
}

/** Whether an expression is `this`, or `super`, which is the same object. */
export function isThis(node: ts.Node): boolean {
  return node.kind === compiler.SyntaxKind.ThisKeyword || node.kind === compiler.SyntaxKind.SuperKeyword;
}

/** The function on whose receiver a `this` is: a method, or an arrow function that a field of a class holds. */
export function ownerOfThis(node: ts.Node): ts.SignatureDeclaration | undefined {
  let arrow: ts.SignatureDeclaration | undefined;
  for (let at = node.parent; at; at = at.parent) {
    if (compiler.isArrowFunction(at)) arrow = at;
    else if (compiler.isPropertyDeclaration(at)) return arrow;
    else if (compiler.isFunctionLike(at)) return at;
    else if (compiler.isClassLike(at)) return undefined;
  }
  return undefined;
}

/**
 * The object that is written out for a variable of which a `this` stands in a method: `const shop = { name: 'paid', send() { this.name } }`.
 * Of one that is handed to a function, as options are, something else may be made.
 */
export function literalOfThis(node: ts.Node): ts.ObjectLiteralExpression | undefined {
  const owner = node.kind === compiler.SyntaxKind.ThisKeyword ? ownerOfThis(node) : undefined;
  const member = owner && compiler.isFunctionExpression(owner) ? wrapped(owner).parent : owner;
  const literal = member?.parent;
  if (!literal || !compiler.isObjectLiteralExpression(literal)) return undefined;
  return compiler.isVariableDeclaration(wrapped(literal).parent) ? literal : undefined;
}

/** The call that is followed in which a `this` stands, by what that is called on. */
export function frameOfThis({ node, program }: Located<ts.Node>): Frame | undefined {
  const owner = ownerOfThis(node);
  return owner && frameOf(program, owner);
}

/** The innermost of the calls that are followed in whose function a node stands. */
export function frameAround({ node, program }: Located<ts.Node>): Frame | undefined {
  for (let frame = program.frame; frame; frame = frame.outer) if (isInside(node, frame.func)) return frame;
  return undefined;
}

/** A program as it is in one of the calls that are followed. */
export function inFrame(program: Program, frame: Frame): Program {
  return program.frame === frame ? program : { ...program, frame };
}
