import type ts from 'typescript';
import { compiler } from './compiler.ts';

/** Where some names are properties of objects that are written as the names alone: `{ track }`. */
export function shorthandsOf(
  tree: ts.SourceFile,
  names: ReadonlySet<string>,
): readonly ts.ShorthandPropertyAssignment[] {
  const found: ts.ShorthandPropertyAssignment[] = [];
  const open: ts.Node[] = [tree];
  for (let at = open.pop(); at; at = open.pop()) {
    if (compiler.isShorthandPropertyAssignment(at) && names.has(at.name.text)) found.push(at);
    compiler.forEachChild(at, (child) => {
      open.push(child);
    });
  }
  return found.reverse();
}
