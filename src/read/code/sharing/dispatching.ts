import type ts from 'typescript';
import { calleeName } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { lookUp } from '../programs/scope.ts';
import { nameText, unwrapped } from '../programs/syntax.ts';
import type { Located, Project } from '../project/project.ts';
import { onlyText } from './actions.ts';
import { memberValue, optionsOf } from './vue-props.ts';

/** An action of a store of Vuex that a call runs. */
export interface Dispatched {
  /** What it goes by: its own name, behind those of the modules in which it is. */
  readonly text: string;
  /** What it is given behind what all actions are. */
  readonly given: readonly ts.Expression[];
  /** The object of actions among which it is; undefined where it is one of the whole store. */
  readonly among: ts.ObjectLiteralExpression | undefined;
}

/** What a call asks a store to run: `store.dispatch('shop/send', payload)`, or a method that `mapActions` makes. */
export function dispatchedBy(
  project: Project,
  { node, program }: Located<ts.CallExpression>,
): Dispatched | undefined {
  const mapped = mappedName(node, program);
  const text = mapped === undefined ? undefined : mappedActions(program).get(mapped);
  if (text !== undefined) return { text, given: node.arguments, among: undefined };
  const [key, payload, options] = node.arguments;
  if (!key || calleeName(node) !== 'dispatch') return undefined;
  const among = actionsAround(node, program);
  if (!among && !isStore(node.expression, program)) return undefined;
  const called = onlyText(project, { node: key, program });
  if (called === undefined) return undefined;
  const isOfRoot = options !== undefined && /\broot\s*:\s*true\b/.test(options.getText());
  return { text: called, given: payload ? [payload] : [], among: isOfRoot ? undefined : among };
}

/** Whether what is called is a method of a store: `this.$store.dispatch`, `useStore().dispatch`, `const { dispatch } = store`. */
function isStore(callee: ts.Expression, program: Program): boolean {
  const at = unwrapped(callee);
  if (compiler.isPropertyAccessExpression(at)) return isNamedStore(at.expression);
  const binding = compiler.isIdentifier(at) ? lookUp(program.scopeOf(at), at.text)?.binding : undefined;
  if (binding?.kind !== 'variable' || binding.path?.join('.') !== 'dispatch') return false;
  const { initializer } = binding.declaration;
  return initializer !== undefined && isNamedStore(initializer);
}

function isNamedStore(node: ts.Expression): boolean {
  const at = unwrapped(node);
  const named = compiler.isCallExpression(at) ? unwrapped(at.expression) : at;
  const name = compiler.isPropertyAccessExpression(named) ? named.name : named;
  return compiler.isIdentifier(name) && /store$/i.test(name.text);
}

/** The object of actions in one of which a call dispatches what goes by a name among them: `send({ dispatch }) { dispatch('post'); }`. */
function actionsAround(
  { expression }: ts.CallExpression,
  program: Program,
): ts.ObjectLiteralExpression | undefined {
  const callee = unwrapped(expression);
  const isMember = compiler.isPropertyAccessExpression(callee);
  const name = isMember ? unwrapped(callee.expression) : callee;
  const binding = compiler.isIdentifier(name) ? lookUp(program.scopeOf(name), name.text)?.binding : undefined;
  if (binding?.kind !== 'parameter' || binding.path?.join('.') !== (isMember ? '' : 'dispatch'))
    return undefined;
  const { declaration } = binding;
  const action = declaration.parent;
  return action.parameters[0] === declaration ? actionsWith(action) : undefined;
}

/** The object of actions of which a function is one; undefined where it is none. */
export function actionsWith(node: ts.Node): ts.ObjectLiteralExpression | undefined {
  const member = compiler.isMethodDeclaration(node) ? node : node.parent;
  if (!compiler.isMethodDeclaration(member) && !compiler.isPropertyAssignment(member)) return undefined;
  const object = member.parent;
  return compiler.isObjectLiteralExpression(object) && isActions(object) ? object : undefined;
}

/** `actions: { … }`, `const actions = { … }`, and what a module that goes by that name exports. */
function isActions(object: ts.ObjectLiteralExpression): boolean {
  let at: ts.Node = object.parent;
  while (compiler.isAsExpression(at) || compiler.isSatisfiesExpression(at)) at = at.parent;
  if (compiler.isPropertyAssignment(at)) return nameText(at.name) === 'actions';
  if (compiler.isVariableDeclaration(at)) return /actions$/i.test(at.name.getText());
  return compiler.isExportAssignment(at) && /(?:^|\/)actions\.\w+$/.test(at.getSourceFile().fileName);
}

const mapped = new WeakMap<ts.SourceFile, ReadonlyMap<string, string>>();

/** The methods of a component of Vue that run actions, each with what that goes by: `...mapActions('shop', ['send'])`. */
export function mappedActions(program: Program): ReadonlyMap<string, string> {
  const { tree } = program;
  const known = mapped.get(tree) ?? readMapped(program);
  mapped.set(tree, known);
  return known;
}

function readMapped(program: Program): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const options = program.tree.text.includes('mapActions') ? optionsOf(program.tree) : undefined;
  const methods = options && memberValue(options, 'methods');
  const calls =
    methods && compiler.isObjectLiteralExpression(methods)
      ? methods.properties.flatMap((each) => (compiler.isSpreadAssignment(each) ? [each.expression] : []))
      : methods
        ? [methods as ts.Expression]
        : [];
  for (const call of calls.map(unwrapped))
    if (compiler.isCallExpression(call) && calleeName(call) === 'mapActions')
      for (const [name, text] of mappedBy(call, program)) found.set(name, text);
  return found;
}

function mappedBy(call: ts.CallExpression, program: Program): readonly (readonly [string, string])[] {
  const [first, second] = call.arguments.map(unwrapped);
  const given = second ? first : namespaceOf(call, program);
  if (given && !compiler.isStringLiteralLike(given)) return [];
  const prefix = given ? `${given.text.replace(/\/$/, '')}/` : '';
  const map = second ?? first;
  if (map && compiler.isArrayLiteralExpression(map))
    return map.elements.flatMap((each) =>
      compiler.isStringLiteralLike(each) ? [[each.text, prefix + each.text] as const] : [],
    );
  if (!map || !compiler.isObjectLiteralExpression(map)) return [];
  return map.properties.flatMap((each) => {
    const name = each.name && nameText(each.name);
    const value = name === undefined ? undefined : memberValue(map, name);
    return name !== undefined && value && compiler.isStringLiteralLike(value)
      ? [[name, prefix + value.text] as const]
      : [];
  });
}

/** `'shop'` of `const { mapActions } = createNamespacedHelpers('shop')`. */
function namespaceOf({ expression }: ts.CallExpression, program: Program): ts.Expression | undefined {
  const name = unwrapped(expression);
  const binding = compiler.isIdentifier(name) ? lookUp(program.scopeOf(name), name.text)?.binding : undefined;
  const made = binding?.kind === 'variable' ? binding.declaration.initializer : undefined;
  const call = made && unwrapped(made);
  return call && compiler.isCallExpression(call) && calleeName(call) === 'createNamespacedHelpers'
    ? call.arguments[0]
    : undefined;
}

/** The name of what a call calls of its component: `this.send(…)`, or `send(…)` in a template. */
function mappedName({ expression }: ts.CallExpression, program: Program): string | undefined {
  const callee = unwrapped(expression);
  if (compiler.isPropertyAccessExpression(callee))
    return callee.expression.kind === compiler.SyntaxKind.ThisKeyword ? callee.name.text : undefined;
  if (!compiler.isIdentifier(callee) || lookUp(program.scopeOf(callee), callee.text)) return undefined;
  return callee.text;
}

/** What the action goes by that a call may run, as far as that is written. */
export function textDispatched(node: ts.CallExpression, program: Program): string | undefined {
  const [key] = node.arguments;
  if (key && calleeName(node) === 'dispatch' && compiler.isStringLiteralLike(key)) return key.text;
  const name = mappedName(node, program);
  return name === undefined ? undefined : mappedActions(program).get(name);
}
