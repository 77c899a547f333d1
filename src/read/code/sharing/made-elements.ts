import type ts from 'typescript';
import type { Arguments } from '../functions/frames.ts';
import { functionAt } from '../functions/functions.ts';
import { calleeName } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import type { CallNode } from '../programs/scope.ts';
import { unwrapped } from '../programs/syntax.ts';
import type { Project } from '../project/project.ts';

/** Functions of React and Vue that make an element of a component. */
const making = new Set(['createElement', 'h']);

/** The component of which a call makes an element, as it is written: `React.createElement(Link, { event })`, `h(TrackLink, { event })`. */
export function componentMadeBy(node: ts.CallExpression): ts.Expression | undefined {
  if (!making.has(calleeName(node))) return undefined;
  const component = node.arguments[0] && unwrapped(node.arguments[0]);
  const name = component && compiler.isPropertyAccessExpression(component) ? component.name : component;
  return name && compiler.isIdentifier(name) && /^[A-Z]/.test(name.text) ? component : undefined;
}

/** The same of a function that the project has not made itself, with what the component is given. */
export function elementMadeBy(
  project: Project,
  node: CallNode,
  program: Program,
): { readonly component: ts.Expression; readonly args: Arguments } | undefined {
  const component = compiler.isCallExpression(node) ? componentMadeBy(node) : undefined;
  if (!component || functionAt(project, { node: (node as ts.CallExpression).expression, program }))
    return undefined;
  const [, props] = (node as ts.CallExpression).arguments;
  const isGiven = props !== undefined && props.kind !== compiler.SyntaxKind.NullKeyword;
  return { component, args: { known: isGiven ? [{ node: props, program }] : [], more: false } };
}
