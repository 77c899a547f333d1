import type ts from 'typescript';
import { requiredModule, wholeModule } from '../modules/commonjs.ts';
import { exportLoadedBy, lazyComponent, moduleHandedTo } from '../modules/loaded.ts';
import { branchesIn } from '../programs/aliasing.ts';
import { boundValue } from '../programs/bound-functions.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import type { FoundBinding, Located, Project } from '../project/project.ts';
import { directiveAt } from '../sharing/directives.ts';
import { handedTo } from '../sharing/handed-over.ts';
import { contextValues, initializerOf } from '../sharing/shared-state.ts';
import { storeResults } from '../sharing/stores.ts';
import { givenToComponent } from '../sharing/vue-injections.ts';
import { optionsOf, registeredAs } from '../sharing/vue-props.ts';
import { declaredType, memberType } from '../types/declared.ts';
import { parameterType } from '../types/expected.ts';
import { valuesOfType } from '../types/typed-values.ts';
import { elementsBehind, elementsOf } from '../values/elements.ts';
import { keptInState } from '../values/kept.ts';
import { propertyOf } from '../values/objects.ts';
import { returnedBy } from '../values/results.ts';
import { onlySource, severalSources } from '../values/sources.ts';
import { componentsByKey } from './chosen-by-key.ts';
import { madeCreator } from './creators.ts';
import { argumentOf, inAnyCall, isInAnyCall } from './frames.ts';
import { memberAt, ofImplementation } from './member-functions.ts';
import { promisedBy } from './promised.ts';
import { promiseHandedTo } from './promises.ts';
import { isStub, resultsOf } from './returns.ts';

/** A function with a body. */
export type FunctionNode =
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.MethodDeclaration;

/** What a call or an element stands for: a function, or a component that is a class. */
export type Called = FunctionNode | ts.ClassLikeDeclaration;

const deepest = 16;

/** The function that an expression is, wherever it is written: through names, imports, objects, classes, hooks and factories. */
export function functionAt(project: Project, at: Located, depth = 0): Located<FunctionNode> | undefined {
  return project.nested(
    'function',
    at,
    { depth, deepest },
    () => functionBehind(project, at, depth),
    undefined,
  );
}

function functionBehind(project: Project, at: Located, depth: number): Located<FunctionNode> | undefined {
  const { program } = at;
  const again = (node: ts.Expression) => functionAt(project, { node, program }, depth + 1);
  const node = unwrapped(at.node);
  if (compiler.isArrowFunction(node) || compiler.isFunctionExpression(node)) return { node, program };
  const method: ts.Node = node;
  if (compiler.isMethodDeclaration(method)) return { node: method, program };
  if (compiler.isIdentifier(node)) {
    const directive = directiveAt(project, { node, program }, depth);
    if (directive) return directive;
    const found = bindingOf(project, program, node);
    if (found)
      return (
        functionOfBinding(project, found, depth) ?? ofTypedName(project, { node, program }, found, depth)
      );
    if (program.source.file.endsWith('.vue'))
      return ofComponent(project, { node, program }, depth) ?? ofGlobal(project, program, node.text, depth);
    const kept = project.shared.pageGlobals.valueOf(project, program, node.text);
    return kept && functionAt(project, kept, depth + 1);
  }
  if (compiler.isPropertyAccessExpression(node))
    return memberAt(project, { node: node.expression, program }, node.name.text, depth + 1);
  if (compiler.isElementAccessExpression(node) && compiler.isStringLiteralLike(node.argumentExpression))
    return memberAt(project, { node: node.expression, program }, node.argumentExpression.text, depth + 1);
  if (compiler.isElementAccessExpression(node))
    return firstOf(componentsByKey(project, { node, program }), (each) =>
      functionAt(project, each, depth + 1),
    );
  const branches = branchesIn(node);
  if (branches.length > 0)
    return firstOf(
      branches.map((branch) => ({ node: branch, program })),
      (branch) => functionAt(project, branch, depth + 1),
    );
  if (compiler.isNewExpression(node))
    return firstOf(promisedBy(project, { node, program }, depth), (each) =>
      functionAt(project, each, depth + 1),
    );
  if (!compiler.isCallExpression(node)) return undefined;
  const module = requiredModule(node);
  const whole = module === undefined ? undefined : project.exported(program, module, wholeModule);
  if (whole) return functionOfBinding(project, whole, depth);
  const lazy = lazyComponent(node);
  const component = lazy && project.exported(program, lazy.module, lazy.name);
  if (component) return functionOfBinding(project, component, depth);
  const bound = boundValue(node);
  if (bound !== node) return again(bound);
  return (
    firstOf(handedBack(project, { node, program }, depth), (result) =>
      functionAt(project, result, depth + 1),
    ) ?? madeCreator(project, { node, program })
  );
}

/** What a call hands back that may be called. */
export function handedBack(
  project: Project,
  at: Located<ts.CallExpression>,
  depth: number,
): readonly Located[] {
  const results = resultsOf(project, at, depth);
  if (results.length > 0) return results;
  const values = contextValues(project, at);
  if (values.length > 0) return values;
  const stored = storeResults(project, at, depth);
  return stored.length > 0 ? stored : promisedBy(project, at, depth);
}

/** What a component of Vue is given under a name by others. */
export function ofGlobal(project: Project, program: Program, name: string, depth: number) {
  const value = givenToComponent(project, program, name);
  return value && functionAt(project, value, depth + 1);
}

/** What a template of Vue calls or renders: a method of the component, what its `setup` hands over, what it registers. */
function ofComponent(
  project: Project,
  { node, program }: Located<ts.Identifier>,
  depth: number,
): Located<FunctionNode> | undefined {
  const registered = registeredAs(program.tree, node.text);
  if (registered) return ofRegistered(project, { node: registered, program }, depth);
  const rendered = /^[A-Z]/.test(node.text) ? project.componentNamed(node.text) : undefined;
  if (rendered) return rendered;
  const first = optionsOf(program.tree);
  return first && ofOptions(project, { node: first, program }, node.text, depth);
}

/** What the options of a component register: a component, or a function that loads it. */
function ofRegistered(project: Project, registered: Located, depth: number) {
  const { node, program } = initializerOf(project, registered) ?? registered;
  const load = exportLoadedBy(node);
  const loaded = load && project.exported(program, load.module, load.name);
  return loaded ? functionOfBinding(project, loaded, depth) : functionAt(project, registered, depth + 1);
}

/** A method of a component of Vue by its options: one of its own, what its `setup` hands over, one of what it takes in. */
export function ofOptions(
  project: Project,
  options: Located,
  name: string,
  depth: number,
): Located<FunctionNode> | undefined {
  if (depth > deepest) return undefined;
  const methods = propertyOf(project, options, 'methods');
  const method = methods && memberAt(project, methods, name, depth + 1);
  if (method) return method;
  const setup = memberAt(project, options, 'setup', depth + 1);
  const results = (setup && returnedBy(setup.node)?.map((node) => ({ node, program: setup.program }))) ?? [];
  const handed = firstOf(results, (result) => memberAt(project, result, name, depth + 1));
  if (handed) return handed;
  const mixins = propertyOf(project, options, 'mixins');
  const base = propertyOf(project, options, 'extends');
  return firstOf([...((mixins && elementsOf(project, mixins)) ?? []), ...(base ? [base] : [])], (each) =>
    ofOptions(project, each, name, depth + 1),
  );
}

/** What a name is declared to be the type of: `track: typeof send`, `capture: ReturnType<typeof useCapture>`. */
function ofTypedName(
  project: Project,
  at: Located,
  { binding, program }: FoundBinding,
  depth: number,
): Located<FunctionNode> | undefined {
  if (binding.kind !== 'parameter' && binding.kind !== 'variable') return undefined;
  const type = declaredType(project, at);
  const values = type ? valuesOfType(project, type) : [];
  const found = firstOf(values, (each) => functionAt(project, each, depth + 1));
  if (found || binding.kind === 'variable') return found;
  // `({ track }: Analytics) => …`
  const name = binding.path?.at(-1);
  if (name === undefined) return undefined;
  const given = parameterType(project, { node: binding.declaration, program });
  const holder = memberType(project, given, binding.path?.slice(0, -1) ?? [], depth + 1);
  return ofImplementation(project, holder, name, at.program);
}

/** The first function that is found in one of several; one that only stands in for others where there is no other. */
export function firstOf(
  all: readonly Located[],
  look: (each: Located) => Located<FunctionNode> | undefined,
): Located<FunctionNode> | undefined {
  let standIn: Located<FunctionNode> | undefined;
  for (const each of all) {
    const found = look(each);
    if (found && !isStub(found.node)) return found;
    standIn ??= found;
  }
  return standIn;
}

/**
 * The one function that is found in what a variable is set to, one thing after another, besides those that only stand in for
 * it; undefined where there are several.
 */
export function standingFor(
  { binding, program, assigned }: FoundBinding,
  look: (each: Located) => Located<FunctionNode> | undefined,
): Located<FunctionNode> | undefined {
  const found = severalSources({ binding, program, assigned }).flatMap(
    (node) => look({ node, program }) ?? [],
  );
  const [only, ...others] = found.filter(({ node }) => !isStub(node));
  return others.every(({ node }) => node === only?.node) ? (only ?? found[0]) : undefined;
}

/**
 * The first function that is found in what callers give. Where they give several that calls have made, what those were given
 * is not known.
 */
export function firstGiven(
  all: readonly Located[],
  look: (each: Located) => Located<FunctionNode> | undefined,
): Located<FunctionNode> | undefined {
  const found = firstOf(all, look);
  const frame = found?.program.frame;
  if (!found || !frame || all.length === 1) return found;
  const isSame = (each: Located<FunctionNode> | undefined) =>
    !each || (each.node === found.node && each.program.frame === frame);
  return all.every((each) => isSame(look(each))) ? found : { ...found, program: inAnyCall(found.program) };
}

/** The function that a name stands for. */
export function functionOfBinding(
  project: Project,
  found: FoundBinding,
  depth: number,
): Located<FunctionNode> | undefined {
  const { binding, program } = found;
  if (binding.kind === 'function')
    return compiler.isFunctionDeclaration(binding.declaration) ||
      compiler.isFunctionExpression(binding.declaration) ||
      compiler.isMethodDeclaration(binding.declaration)
      ? { node: binding.declaration, program }
      : undefined;
  if (binding.kind === 'expression') return functionAt(project, { node: binding.node, program }, depth + 1);
  if (binding.kind === 'parameter') {
    const module = moduleHandedTo(binding.declaration);
    const [name, ...more] = binding.path ?? [];
    if (module && name !== undefined && more.length === 0)
      return memberAt(project, { node: module, program }, name, depth + 1);
    const promise = promiseHandedTo(binding.declaration);
    if (promise && name !== undefined && more.length === 0)
      return memberAt(project, { node: promise, program }, name, depth + 1);
    return firstGiven(givenTo(project, found), (given) => functionAt(project, given, depth + 1));
  }
  if (binding.kind !== 'variable' || binding.path === undefined) return undefined;
  const source = onlySource(found);
  if (!source) return standingFor(found, (each) => functionAt(project, each, depth + 1));
  const at = { node: source, program };
  const [first, ...rest] = binding.path;
  const kept = keptInState(binding, program);
  if (kept) return functionAt(project, { node: kept, program }, depth + 1);
  if (first === undefined) return functionAt(project, at, depth + 1);
  if (rest.length === 0) return memberAt(project, at, first, depth + 1);
  const last = rest.pop() as string;
  const object = [first, ...rest].reduce<Located | undefined>(
    (from, step) => from && propertyOf(project, from, step),
    at,
  );
  return object && memberAt(project, object, last, depth + 1);
}

/** What a parameter stands for: its argument in the call that is followed, or else what it is known to be handed. */
export function givenTo(project: Project, found: FoundBinding): readonly Located[] {
  const argument = argumentOf(project, found);
  if (typeof argument === 'object') return [argument];
  if (found.binding.kind === 'parameter' && isInAnyCall(found.program, found.binding.declaration.parent))
    return [];
  const module = found.binding.kind === 'parameter' ? moduleHandedTo(found.binding.declaration) : undefined;
  // What a pattern takes out of a module is not the module.
  if (module && found.binding.kind === 'parameter')
    return found.binding.path?.length === 0 ? [{ node: module, program: found.program }] : [];
  return elementsBehind(project, found) ?? handedTo(project, found.binding, found.program);
}
