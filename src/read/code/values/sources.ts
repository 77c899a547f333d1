import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import { unwrapped } from '../programs/syntax.ts';
import type { FoundBinding } from '../project/project.ts';

/**
 * The one expression that a variable is set to, where its declaration or later statements set it: undefined where there are
 * several. `let client = null`, which says that it is set when it is first needed, or needed no more, does not count.
 */
export function onlySource({ binding, assigned }: FoundBinding): ts.Expression | undefined {
  if (binding.kind !== 'variable') return undefined;
  const { initializer } = binding.declaration;
  const all = initializer ? [initializer, ...assigned] : assigned;
  if (all.length < 2) return all[0];
  const [only, ...others] = all.filter((each) => !isNothing(unwrapped(each)));
  return others.length > 0 ? undefined : (only ?? all[0]);
}

/** Whether an expression is written to be no value: `null`, `undefined`, `void 0`. */
export function isNothing(node: ts.Expression): boolean {
  if (node.kind === compiler.SyntaxKind.NullKeyword || compiler.isVoidExpression(node)) return true;
  return compiler.isIdentifier(node) && node.text === 'undefined';
}
