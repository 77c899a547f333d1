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
  const all = setTo(binding.declaration, assigned);
  if (all.length < 2) return all[0];
  const [only, ...others] = all.filter((each) => !isNothing(unwrapped(each)));
  return others.length > 0 ? undefined : (only ?? all[0]);
}

/**
 * All that a variable is set to, besides nothing, where that are several things: `let client = { track() {} }`, which stands
 * in for the one that is set when it is there.
 */
export function severalSources({ binding, assigned }: FoundBinding): readonly ts.Expression[] {
  if (binding.kind !== 'variable' || assigned.length === 0 || binding.path?.length !== 0) return [];
  const all = setTo(binding.declaration, assigned).filter((each) => !isNothing(unwrapped(each)));
  return all.length > 1 ? all : [];
}

function setTo(
  { initializer }: ts.VariableDeclaration,
  assigned: readonly ts.Expression[],
): readonly ts.Expression[] {
  return initializer ? [initializer, ...assigned] : assigned;
}

/** Whether an expression is written to be no value: `null`, `undefined`, `void 0`. */
export function isNothing(node: ts.Expression): boolean {
  if (node.kind === compiler.SyntaxKind.NullKeyword || compiler.isVoidExpression(node)) return true;
  return compiler.isIdentifier(node) && node.text === 'undefined';
}
