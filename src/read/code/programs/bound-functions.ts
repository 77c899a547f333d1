import type ts from 'typescript';
import { compiler } from './compiler.ts';
import { isOfPackage } from './imported-names.ts';
import { unwrapped } from './syntax.ts';

/** A function that is bound to what it is given first. */
export interface Bound {
  readonly func: ts.Expression;
  readonly given: readonly ts.Expression[];
}

/** Names under which pages have the packages whose functions bind others. */
const globalPackages = /^(?:_|\$|jQuery|R)$/;

/** Names of what binds. */
const binding = new Set(['bind', 'partial', 'proxy']);

/**
 * The function that a call binds to arguments: `track.bind(null, 'paid')`, and `partial(track, 'paid')`, `partial(track, ['paid'])`,
 * `_.bind(track, this, 'paid')` and `$.proxy(track, this)` of a package; undefined for other calls.
 */
export function boundFunction(node: ts.Expression): Bound | undefined {
  const callee = compiler.isCallExpression(node) ? unwrapped(node.expression) : undefined;
  if (!callee) return undefined;
  const [first, ...given] = (node as ts.CallExpression).arguments;
  if (compiler.isIdentifier(callee))
    return first && callee.text === 'partial' && isOfPackage(callee) ? bound(first, given) : undefined;
  if (!compiler.isPropertyAccessExpression(callee)) return undefined;
  const { expression, name } = callee;
  if (!binding.has(name.text)) return undefined;
  const isGlobal = compiler.isIdentifier(expression) && globalPackages.test(expression.text);
  switch (name.text) {
    case 'bind':
      return isGlobal && first && given.length > 0
        ? { func: first, given: given.slice(1) }
        : { func: expression, given };
    case 'proxy':
      return isGlobal && first ? { func: first, given: given.slice(1) } : undefined;
    case 'partial':
      return first && compiler.isIdentifier(expression) && (isGlobal || isOfPackage(expression))
        ? bound(first, given)
        : undefined;
    default:
      return undefined;
  }
}

/** Some packages take the arguments as a list. */
function bound(func: ts.Expression, given: readonly ts.Expression[]): Bound {
  const [list, ...others] = given;
  const isList = list && others.length === 0 && compiler.isArrayLiteralExpression(list);
  return { func, given: isList ? list.elements : given };
}

/** `analytics.track` of `analytics.track.bind(analytics)`; what is bound to nothing as it is. */
export function boundValue(node: ts.Expression): ts.Expression {
  return boundFunction(node)?.func ?? node;
}
