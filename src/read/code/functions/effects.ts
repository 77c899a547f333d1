import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { lookUp } from '../programs/scope.ts';
import { unwrapped } from '../programs/syntax.ts';

/** Effects of a saga that call the function that they are given with what they are given besides. */
const callingEffects = new Set(['call', 'fork', 'spawn']);

/** The function that an effect of a saga calls: `call(send, …)`, `call([client, client.send], …)`. */
export function calledByEffect(
  { expression, arguments: [first] }: ts.CallExpression,
  program: Program,
): ts.Expression | undefined {
  if (!first || !isOfSaga(expression, program, callingEffects)) return undefined;
  const called = unwrapped(first);
  return compiler.isArrayLiteralExpression(called) ? called.elements[1] : called;
}

/** Whether an expression names one of some functions of a package for sagas. */
export function isOfSaga(callee: ts.Expression, program: Program, names: ReadonlySet<string>): boolean {
  if (!compiler.isIdentifier(callee)) return false;
  const binding = lookUp(program.scopeOf(callee), callee.text)?.binding;
  return binding?.kind === 'import' && /\bsaga\b/.test(binding.module) && names.has(binding.imported);
}
