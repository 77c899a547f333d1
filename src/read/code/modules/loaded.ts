import type ts from 'typescript';
import { promiseHandedTo, promiseOf } from '../functions/promises.ts';
import { compiler } from '../programs/compiler.ts';
import { nameText, unwrapped } from '../programs/syntax.ts';
import { returnedBy } from '../values/results.ts';
import { requiredModule } from './commonjs.ts';

/** An export of a module that is loaded when it is needed. */
export interface LoadedExport {
  readonly module: string;
  readonly name: string;
}

/** Functions of frameworks that make a component of one that is loaded when it is rendered: `React.lazy`, `dynamic`, … */
const lazily = /lazy|^dynamic$|loadable|asyncComponent$/i;

/** The component that a call makes one of: `lazy(() => import('../Chart'))`; undefined for other calls. */
export function lazyComponent({ expression, arguments: given }: ts.CallExpression): LoadedExport | undefined {
  const callee = unwrapped(expression);
  const name = compiler.isPropertyAccessExpression(callee) ? callee.name : callee;
  const [load] = given;
  return load && compiler.isIdentifier(name) && lazily.test(name.text) ? exportLoadedBy(load) : undefined;
}

/** What a function loads when it is called: `() => import('../Chart')`; undefined for other expressions. */
export function exportLoadedBy(load: ts.Expression): LoadedExport | undefined {
  const [result, ...others] = resultsOfInline(load);
  return result && others.length === 0 ? loadedBy(result) : undefined;
}

/** `import('../Chart')`, `import('../charts').then((charts) => ({ default: charts.Pie }))`. */
function loadedBy(node: ts.Expression): LoadedExport | undefined {
  const module = requiredModule(node);
  if (module !== undefined) return { module, name: 'default' };
  const [then, from] = thenOf(node) ?? [];
  const [take] = then?.arguments ?? [];
  const [result, ...others] = take ? resultsOfInline(take) : [];
  if (from === undefined || !result || others.length > 0) return undefined;
  const name = exportTaken(componentIn(result));
  return name === undefined ? undefined : { module: from, name };
}

/** What is handed over as `default`, or the expression itself. */
function componentIn(result: ts.Expression): ts.Expression {
  const node = unwrapped(result);
  if (!compiler.isObjectLiteralExpression(node)) return node;
  const property = node.properties.find(({ name }) => name && nameText(name) === 'default');
  return property && compiler.isPropertyAssignment(property) ? unwrapped(property.initializer) : node;
}

/** `Pie` of `charts.Pie`, or of the name that a function's pattern takes it by. */
function exportTaken(node: ts.Expression): string | undefined {
  if (compiler.isPropertyAccessExpression(node) && compiler.isIdentifier(unwrapped(node.expression)))
    return node.name.text;
  if (!compiler.isIdentifier(node)) return undefined;
  let around: ts.Node = node;
  while (around && !compiler.isFunctionLike(around)) around = around.parent;
  const pattern = around?.parameters[0]?.name;
  if (!pattern) return undefined;
  if (!compiler.isObjectBindingPattern(pattern))
    return pattern.getText() === node.text ? 'default' : undefined;
  const element = pattern.elements.find(({ name }) => name.getText() === node.text);
  return element && (element.propertyName ?? element.name).getText();
}

/** A call of `then` of a module that is loaded, with the module. */
function thenOf(node: ts.Node): readonly [ts.CallExpression, string] | undefined {
  if (!compiler.isCallExpression(node)) return undefined;
  const promise = promiseOf(node);
  const module = promise && requiredModule(promise);
  return module === undefined ? undefined : [node, module];
}

function resultsOfInline(node: ts.Expression): readonly ts.Expression[] {
  const func = unwrapped(node);
  const isInline = compiler.isArrowFunction(func) || compiler.isFunctionExpression(func);
  return isInline ? (returnedBy(func) ?? []).map(unwrapped) : [];
}

/** The expression of a module that a function is handed once it is loaded: `import('../track').then((track) => …)`. */
export function moduleHandedTo(parameter: ts.ParameterDeclaration): ts.Expression | undefined {
  const promise = promiseHandedTo(parameter);
  return promise && requiredModule(promise) !== undefined ? promise : undefined;
}
