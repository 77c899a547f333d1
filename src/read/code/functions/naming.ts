import type ts from 'typescript';
import type { ViaStep } from '../../../model/event-use.ts';
import { position } from '../../../model/text.ts';
import { isExports, requiredModule } from '../modules/commonjs.ts';
import { lazyComponent, moduleHandedTo } from '../modules/loaded.ts';
import { choicesIn, isChoiceOf, isName, styledComponent } from '../programs/aliasing.ts';
import { boundFunction } from '../programs/bound-functions.ts';
import { compiler } from '../programs/compiler.ts';
import { defaultOf, moduleName } from '../programs/prefilter.ts';
import { type Program, placeOf } from '../programs/program.ts';
import { type CallNode, lookUp } from '../programs/scope.ts';
import { nameText, unwrapped } from '../programs/syntax.ts';
import { isAssignment } from '../programs/targets.ts';
import type { Located } from '../project/project.ts';
import { typeIn } from '../sharing/actions.ts';
import { namesSelected, namesSelecting } from '../sharing/angular-directives.ts';
import { listenerAt } from '../sharing/component-events.ts';
import { directiveAttribute, directiveNames } from '../sharing/directives.ts';
import { namesEmitted } from '../sharing/emitters.ts';
import { componentMadeBy } from '../sharing/made-elements.ts';
import { keyName, providedAs, readsProvided } from '../sharing/shared-state.ts';
import { namesDispatched } from '../sharing/store-actions.ts';
import { registeredAs } from '../sharing/vue-props.ts';
import { keptInState } from '../values/kept.ts';
import { returnedBy } from '../values/results.ts';
import { valuesByKey } from './chosen-by-key.ts';
import { calledByEffect } from './effects.ts';
import type { Called, FunctionNode } from './functions.ts';
import { componentMadeOver } from './returns.ts';

/** A function that is rendered: by its name, and by what is given as props. */
export function isComponent(func: Called, program: Program): boolean {
  if (func === program.component?.func) return true;
  return !compiler.isMethodDeclaration(func) && namesAt(func).some((name) => /^[A-Z]/.test(name));
}

export function isFunction(node: ts.Node): node is FunctionNode {
  return (
    compiler.isFunctionDeclaration(node) ||
    compiler.isFunctionExpression(node) ||
    compiler.isArrowFunction(node) ||
    compiler.isMethodDeclaration(node)
  );
}

/** A callback that is written where it is handed over has no name to be called by: a listener, the function of a `map`. */
export function isInlineCallback(func: Called, program: Program): boolean {
  const holder = holderOf(func);
  return compiler.isJsxExpression(holder.parent) || listenerAt(holder, program) !== undefined;
}

/** The node that stands for a function where it is named: itself, or the call that hands it back. */
function holderOf(func: ts.Node): ts.Node {
  return holdersOf(func).at(-1) as ts.Node;
}

/** A function, and what stands for it around it, from the inside out. */
function holdersOf(func: ts.Node): readonly ts.Node[] {
  const holders = [func];
  for (let at = func; isHeldBy(at, at.parent); at = at.parent) holders.push(at.parent);
  return holders;
}

function isHeldBy(node: ts.Node, outer: ts.Node): boolean {
  return (
    compiler.isParenthesizedExpression(outer) ||
    compiler.isAsExpression(outer) ||
    compiler.isSatisfiesExpression(outer) ||
    (compiler.isCallExpression(outer) && outer.arguments.includes(node as ts.Expression)) ||
    (!isAssignment(outer) && isChoiceOf(outer, node))
  );
}

/** What stands in a module with a default export. */
const hasDefault = /\bexport\s*(?:default\b|=)|\bmodule\.exports\b|\bas\s+default\b/;

/** Whether what a call makes is given a name, handed back or exported. */
export function isKept(call: ts.CallExpression): boolean {
  const holder = holderOf(call);
  const { parent } = holder;
  return (
    compiler.isVariableDeclaration(parent) ||
    compiler.isPropertyAssignment(parent) ||
    compiler.isPropertyDeclaration(parent) ||
    compiler.isReturnStatement(parent) ||
    compiler.isArrowFunction(parent) ||
    compiler.isExportAssignment(parent) ||
    (isAssignment(parent) && parent.right === holder)
  );
}

/** The names under which a function, or one that a call makes, can be called: its own, and those of functions that return it. */
export function namesOf(func: Called | ts.CallExpression, program: Program): string[] {
  if (program.component && func === program.component.func)
    return [...program.component.names, defaultOf(program.source.file)];
  const names = new Set(namesAt(func));
  let outer: ts.Node = func;
  let around = functionAround(outer);
  while (around && returns(around, outer, names)) {
    for (const name of namesAt(around)) names.add(name);
    outer = around;
    around = functionAround(outer);
  }
  if (isFunction(func)) for (const name of directiveNames(func, namesAt)) names.add(name);
  if (compiler.isClassLike(func)) for (const name of namesSelecting(func)) names.add(name);
  names.delete('');
  // What has no name is mostly imported by that of its file, also where an alias leads to it by another path.
  if (names.size === 0 && !around && hasDefault.test(program.tree.text))
    names.add(moduleName(program.source.file));
  // Its module may be taken as a whole, or it may be its default export.
  names.add(defaultOf(program.source.file));
  return [...names].filter((name) => name !== '');
}

export function functionAround(node: ts.Node): FunctionNode | undefined {
  let at = node.parent;
  while (at && !compiler.isFunctionLike(at)) at = at.parent;
  return at && isFunction(at) ? at : undefined;
}

/** Whether a function returns another itself, not as a part of an object that has a key for it. */
export function returns(outer: FunctionNode, inner: ts.Node, names: ReadonlySet<string>): boolean {
  const holders = holdersOf(inner);
  return (returnedBy(outer) ?? []).flatMap(choicesIn).some((result) => {
    const node = unwrapped(result);
    return holders.includes(node) || (compiler.isIdentifier(node) && names.has(node.text));
  });
}

function namesAt(node: ts.Node): string[] {
  const { name } = node as { name?: ts.PropertyName };
  const own = name ? [nameText(name) ?? ''] : [];
  const holder = holderOf(node);
  const { parent } = holder;
  if (compiler.isVariableDeclaration(parent) && compiler.isIdentifier(parent.name))
    return [...own, parent.name.text];
  if (compiler.isPropertyAssignment(parent) || compiler.isPropertyDeclaration(parent))
    return [...own, nameText(parent.name) ?? ''];
  const key = compiler.isCallExpression(node.parent) ? providedAs(node.parent) : undefined;
  if (key !== undefined) return [...own, key];
  return [...own, ...assignedNames(parent)];
}

/** `send` and `track` of `exports.send = exports.track = …`, `send` of `send = …`. */
function assignedNames(node: ts.Node): string[] {
  if (!isAssignment(node)) return [];
  if (compiler.isIdentifier(node.left)) return [node.left.text, ...assignedNames(node.parent)];
  if (!compiler.isPropertyAccessExpression(node.left)) return [];
  const name = isExports(node.left) ? [] : [node.left.name.text];
  return [...name, ...assignedNames(node.parent)];
}

export function stepOf({ node, program }: Located<Called>): ViaStep {
  const { component } = program;
  if (component && node === component.func)
    return { file: program.source.file, line: 1, name: component.name };
  // What a hook hands back without a name goes by the hook's.
  let named: ts.Node | undefined = node;
  while (named && namesAt(named).every((each) => each === '')) named = functionAround(named);
  const [name = moduleName(program.source.file)] = named ? namesAt(named).filter((each) => each !== '') : [];
  const { source, span } = placeOf(program, node);
  return { file: source.file, line: position(source, span.start).line, name };
}

export function isInside(node: ts.Node, outer: ts.Node): boolean {
  for (let at = node; at; at = at.parent) if (at === outer) return true;
  return false;
}

/** Methods of functions that call them, or make another of them. */
const handingOn = new Set(['call', 'apply', 'bind']);

/** The members that a selector picks: `(state) => state.track`, `useShallow((state) => [state.track, state.name])`. */
function pickedNames(node: ts.Expression): string[] {
  const at = unwrapped(node);
  if (compiler.isCallExpression(at)) return at.arguments.flatMap(pickedNames);
  if (!compiler.isArrowFunction(at) && !compiler.isFunctionExpression(at)) return [];
  const nameOf = (each: ts.Node) => (compiler.isPropertyAccessExpression(each) ? [each.name.text] : []);
  return (returnedBy(at) ?? []).map(unwrapped).flatMap((result) => {
    if (compiler.isArrayLiteralExpression(result)) return result.elements.flatMap(nameOf);
    if (!compiler.isObjectLiteralExpression(result)) return nameOf(result);
    return result.properties.flatMap((each) =>
      compiler.isPropertyAssignment(each) ? nameOf(each.initializer) : [],
    );
  });
}

/** `send` of `typeof send`, `useTracking` of `ReturnType<typeof useTracking>`. */
function queriedNames(type: ts.TypeNode | undefined): string[] {
  if (!type) return [];
  if (compiler.isTypeQueryNode(type)) return [type.exprName.getText()];
  return compiler.isTypeReferenceNode(type) ? (type.typeArguments ?? []).flatMap(queriedNames) : [];
}

/** Names that a call can have for the function it calls: what is written, imported, destructured, or made by a hook. */
export function calledNames(node: CallNode, program: Program): readonly string[] {
  const isCall = compiler.isCallExpression(node);
  const callee = isCall ? node.expression : (node.tagName as ts.Expression);
  const others = isCall
    ? [calledByEffect(node, program)?.callee, typeOfAction(node), componentMadeBy(node)]
    : [];
  const emitted = isCall ? [...namesEmitted(node, program), ...namesDispatched(node, program)] : [];
  return [
    ...[callee, ...others].flatMap((each) => (each ? namesBehind(each, program) : [])),
    ...emitted,
    ...namesSelected(node, program),
  ];
}

/** The type of an action that is written where a call hands it over: `dispatch({ type: SENT })`. */
function typeOfAction({ arguments: [first] }: ts.CallExpression): ts.Expression | undefined {
  const action = first && unwrapped(first);
  return action && compiler.isObjectLiteralExpression(action) ? typeIn(action) : undefined;
}

/** The module that a function is handed once it is loaded. */
function moduleNames(parameter: ts.ParameterDeclaration): string[] {
  const handed = moduleHandedTo(parameter);
  const module = handed && requiredModule(handed);
  return module === undefined ? [] : [defaultOf(module)];
}

/** So many expressions are looked through for the names of a function: real code needs some ten. */
const mostSeen = 200;

/** Names that a function can have which an expression stands for. */
export function namesBehind(expression: ts.Expression, program: Program): readonly string[] {
  const names: string[] = [];
  // In minified code one name stands for hundreds of values, and these for one another.
  const seen = new Set<ts.Node>();
  const collect = (each: ts.Expression, depth: number): void => {
    const at = unwrapped(each);
    const named = compiler.isIdentifier(at) ? lookUp(program.scopeOf(at), at.text)?.binding : undefined;
    const mark = named && 'declaration' in named ? named.declaration : at;
    if (seen.has(mark) || seen.size > mostSeen) return;
    seen.add(mark);
    if (compiler.isPropertyAccessExpression(at)) {
      names.push(at.name.text);
      // `module.default` goes by the module, and what a ref holds by the ref.
      if (at.name.text === 'default') collect(at.expression, depth + 1);
      if (at.name.text === 'current') collect(at.expression, depth);
      if (handingOn.has(at.name.text)) collect(at.expression, depth);
      return;
    }
    if (compiler.isElementAccessExpression(at) && compiler.isStringLiteralLike(at.argumentExpression))
      names.push(at.argumentExpression.text);
    else if (compiler.isElementAccessExpression(at) && depth > 0)
      for (const value of valuesByKey(at, program)) collect(value, depth + 1);
    const styled = styledComponent(at);
    if (styled) {
      collect(styled, depth + 1);
      return;
    }
    if (compiler.isBinaryExpression(at)) {
      collect(at.left, depth + 1);
      collect(at.right, depth + 1);
    }
    if (compiler.isConditionalExpression(at)) {
      collect(at.whenTrue, depth + 1);
      collect(at.whenFalse, depth + 1);
    }
    if (compiler.isCallExpression(at)) {
      const module = requiredModule(at);
      if (module !== undefined) names.push(defaultOf(module));
      const lazy = lazyComponent(at);
      if (lazy) names.push(lazy.name === 'default' ? defaultOf(lazy.module) : lazy.name);
      collect(at.expression, depth + 1);
      if (readsProvided(at)) names.push(keyName(at.arguments[0]) ?? '');
      // What a hook hands back may be what it is given.
      for (const argument of at.arguments) {
        const isMadeOver = compiler.isCallExpression(argument) && componentMadeOver(argument) !== undefined;
        const isBound = boundFunction(argument) !== undefined;
        if (isName(argument) || isMadeOver || isBound) collect(argument, depth + 1);
        names.push(...pickedNames(argument));
        // `useMutation({ mutationFn: send })`
        if (compiler.isObjectLiteralExpression(argument))
          for (const property of argument.properties) {
            if (property.name) names.push(nameText(property.name) ?? '');
            if (compiler.isPropertyAssignment(property) && compiler.isIdentifier(property.initializer))
              names.push(property.initializer.text);
            // `useRef({ track })` holds what a hook may have handed over under that name.
            if (compiler.isShorthandPropertyAssignment(property)) collect(property.name, depth);
          }
      }
    }
    if (!compiler.isIdentifier(at) || depth > 4) return;
    names.push(at.text, directiveAttribute(at.text) ?? '');
    // An import is not followed here: that would read the other file.
    const found = lookUp(program.scopeOf(at), at.text);
    const binding = found?.binding;
    const registered = binding ? undefined : registeredAs(program.tree, at.text);
    if (registered && registered !== at) collect(registered, depth + 1);
    if (binding?.kind === 'import')
      names.push(
        binding.imported === 'default' || binding.isRequired ? defaultOf(binding.module) : binding.imported,
      );
    if (binding?.kind === 'parameter')
      names.push(...(binding.path ?? []), ...moduleNames(binding.declaration));
    if (binding?.kind === 'parameter' || binding?.kind === 'variable')
      names.push(...queriedNames(binding.declaration.type));
    if (binding?.kind !== 'variable') return;
    names.push(...(binding.path ?? []));
    const { initializer } = binding.declaration;
    const kept = keptInState(binding, program);
    for (const source of [
      ...(initializer ? [initializer] : []),
      ...(kept ? [kept] : []),
      ...(found?.scope.assigned.get(at.text) ?? []),
    ])
      collect(source, depth + 1);
  };
  collect(expression, 0);
  return names;
}
