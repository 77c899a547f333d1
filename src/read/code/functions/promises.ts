import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import { unwrapped } from '../programs/syntax.ts';

/** The promise whose value a function is handed: `load()` of `load().then((order) => …)`. */
export function promiseHandedTo(parameter: ts.ParameterDeclaration): ts.Expression | undefined {
  const func = parameter.parent;
  if (!compiler.isArrowFunction(func) && !compiler.isFunctionExpression(func)) return undefined;
  const call = func.parent;
  if (!compiler.isCallExpression(call) || call.arguments[0] !== func) return undefined;
  return func.parameters[0] === parameter ? promiseOf(call) : undefined;
}

/** The promise of a call of `then`; undefined for other calls. */
export function promiseOf({ expression }: ts.CallExpression): ts.Expression | undefined {
  const callee = unwrapped(expression);
  return compiler.isPropertyAccessExpression(callee) && callee.name.text === 'then'
    ? callee.expression
    : undefined;
}

/** Whether what a call promises is what is looked at: it is awaited, or handed to a function of `then`. */
export function isAwaited({ parent }: ts.CallExpression): boolean {
  if (compiler.isAwaitExpression(parent)) return true;
  return compiler.isPropertyAccessExpression(parent) && parent.name.text === 'then';
}
