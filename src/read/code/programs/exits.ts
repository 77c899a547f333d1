import type ts from 'typescript';
import { compiler } from './compiler.ts';
import { leaves } from './flow.ts';
import { placed } from './placed.ts';

const exits = new WeakMap<ts.Node, readonly ts.Node[]>();

/** Places behind what a function does: its returns, and its end. */
export function exitsOf(func: ts.FunctionLikeDeclaration): readonly ts.Node[] {
  const known = exits.get(func) ?? exitsIn(func);
  exits.set(func, known);
  return known;
}

function exitsIn({ body }: ts.FunctionLikeDeclaration): readonly ts.Node[] {
  if (!body) return [];
  if (!compiler.isBlock(body)) return [placeBehind(body)];
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (compiler.isReturnStatement(node)) found.push(placeBehind(node));
    else if (!compiler.isFunctionLike(node) && !compiler.isClassLike(node) && !compiler.isExpression(node))
      compiler.forEachChild(node, visit);
  };
  compiler.forEachChild(body, visit);
  const last = body.statements.at(-1);
  if (!last) return [body];
  return leaves(last) ? found : [...found, placeBehind(last)];
}

/** A place directly behind a node, where that stands. */
function placeBehind(node: ts.Node): ts.Node {
  const place = placed(compiler.factory.createEmptyStatement(), node, node.parent);
  (place as { pos: number }).pos = node.end;
  return place;
}
