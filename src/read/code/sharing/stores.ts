import type ts from 'typescript';
import { enter } from '../functions/frames.ts';
import { functionAt } from '../functions/functions.ts';
import { calleeName } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { nameText, unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import type { Located, Project } from '../project/project.ts';
import { returnedBy } from '../values/results.ts';
import { initializerOf } from './shared-state.ts';

/**
 * What a store of a library hands over that may be called: its object, or what a selector picks from it. Its functions stay
 * what they were made as; everything else in it is only how it began.
 */
export function storeResults(
  project: Project,
  { node, program }: Located<ts.CallExpression>,
  depth: number,
): readonly Located[] {
  const callee = unwrapped(node.expression);
  const own = compiler.isIdentifier(callee) ? stateAsked(project, { node: callee, program }) : undefined;
  if (own) return [own];
  // `useStore(store, (state) => state.track)` of a store that is no hook itself.
  const isGiven = /^use\w*Store\w*$/.test(calleeName(node)) && node.arguments.length > 0;
  const [given, ...others] = node.arguments;
  // `mapActions(useShop, ['send'])` of Pinia.
  const isMapped = given && others[0] && compiler.isArrayLiteralExpression(unwrapped(others[0]));
  const mapped =
    isMapped && calleeName(node) === 'mapActions' ? stateOf(project, { node: given, program }) : undefined;
  if (mapped) return [mapped];
  const separate = isGiven && given ? stateOf(project, { node: given, program }) : undefined;
  const [first] = separate ? others : node.arguments;
  // `useStore.getState()`, `useStore()`, `useStore((state) => state.track)`.
  const isState = compiler.isPropertyAccessExpression(callee) && callee.name.text === 'getState';
  const store = isState ? callee.expression : compiler.isIdentifier(callee) ? callee : undefined;
  const state = separate ?? (store && stateOf(project, { node: store, program }));
  if (!state) return [];
  if (isState || !first) return [state];
  const selector = functionAt(project, { node: first, program }, depth + 1);
  const home =
    selector && enter(selector.program, selector.node, { known: [state], more: false }, program.frame);
  return home ? (returnedBy(selector.node) ?? []).map((result) => ({ node: result, program: home })) : [];
}

/**
 * The object that a store of a library is made of: `create((set) => ({ … }))`, with whatever middleware around it; of one of Pinia that
 * is made of options, the object of its actions.
 */
function stateOf(project: Project, at: Located): Located | undefined {
  const made = initializerOf(project, at);
  return made && objectMadeBy(made.node, made.program, 0);
}

function objectMadeBy(node: ts.Expression, program: Program, depth: number): Located | undefined {
  const call = unwrapped(node);
  if (!compiler.isCallExpression(call) || depth > 6) return undefined;
  for (const argument of call.arguments) {
    const inner = unwrapped(argument);
    if (compiler.isCallExpression(inner)) {
      const found = objectMadeBy(inner, program, depth + 1);
      if (found) return found;
    }
    const actions = calleeName(call) === 'defineStore' ? actionsIn(inner) : undefined;
    if (actions) return { node: actions, program };
    if (!compiler.isArrowFunction(inner) && !compiler.isFunctionExpression(inner)) continue;
    for (const result of returnedBy(inner) ?? []) {
      const object = unwrapped(result);
      if (compiler.isObjectLiteralExpression(object)) return { node: object, program };
    }
  }
  return undefined;
}

function actionsIn(options: ts.Expression): ts.Expression | undefined {
  if (!compiler.isObjectLiteralExpression(options)) return undefined;
  const found = options.properties.find(
    (each): each is ts.PropertyAssignment =>
      compiler.isPropertyAssignment(each) && nameText(each.name) === 'actions',
  );
  return found && unwrapped(found.initializer);
}

/**
 * The object that a function makes a store, or a slice of one, of, where it asks for the store's state: `get()` of
 * `(set, get) => ({ … })`. What other slices add is not seen.
 */
function stateAsked(project: Project, at: Located<ts.Identifier>): Located | undefined {
  const found = makerAsking(project, at);
  if (!found || !makesState(found.node)) return undefined;
  const [result, ...others] = (returnedBy(found.node) ?? []).map(unwrapped);
  return result && others.length === 0 && compiler.isObjectLiteralExpression(result)
    ? { node: result, program: found.program }
    : undefined;
}

/** The function that a name is the second parameter of, as `get` is of what makes a store. */
export function makerAsking(
  project: Project,
  { node, program }: Located<ts.Identifier>,
): Located<ts.ArrowFunction | ts.FunctionExpression> | undefined {
  const found = bindingOf(project, program, node);
  if (found?.binding.kind !== 'parameter' || found.binding.path?.length !== 0) return undefined;
  const { declaration } = found.binding;
  const maker = declaration.parent;
  const isWritten = compiler.isArrowFunction(maker) || compiler.isFunctionExpression(maker);
  return isWritten && maker.parameters[1] === declaration
    ? { node: maker, program: found.program }
    : undefined;
}

/** Whether a function is given to one that makes a store, perhaps through others, or is declared to make a slice of one. */
function makesState(maker: ts.ArrowFunction | ts.FunctionExpression): boolean {
  let at: ts.Node = maker;
  while (compiler.isCallExpression(at.parent) && at.parent.arguments.includes(at as ts.Expression))
    at = at.parent;
  if (compiler.isCallExpression(at)) {
    const callee = unwrapped(at.expression);
    return /^create/.test(compiler.isCallExpression(callee) ? calleeName(callee) : calleeName(at));
  }
  const { parent } = maker;
  if (!compiler.isVariableDeclaration(parent)) return false;
  return /^StateCreator\b/.test(parent.type?.getText() ?? '') || /slice$/i.test(parent.name.getText());
}
