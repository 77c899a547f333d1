import type ts from 'typescript';
import { classAround, classUse, constructedProperty, memberOfClass } from './classes.ts';
import { requiredModule, wholeModule } from './commonjs.ts';
import { compiler } from './compiler.ts';
import { declaredType } from './declared.ts';
import { elementsBehind } from './elements.ts';
import { argumentOf } from './frames.ts';
import { handedAs, handedTo } from './handed-over.ts';
import { keptInState } from './kept.ts';
import { lazyComponent, moduleHandedTo } from './loaded.ts';
import { membersOfType } from './members.ts';
import { nameText, propertyOf, unwrapped } from './objects.ts';
import type { Program } from './program.ts';
import { bindingOf, type FoundBinding, type Located, type Project } from './project.ts';
import { returnedBy } from './results.ts';
import { calleeName, resultsOf } from './returns.ts';
import { contextValues } from './shared-state.ts';
import { onlySource } from './sources.ts';
import { storeResults } from './stores.ts';
import { valuesOfType } from './typed-values.ts';
import { optionsOf, registeredAs } from './vue-props.ts';

/** A function with a body. */
export type FunctionNode =
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.MethodDeclaration;

const deepest = 16;

/** The function that an expression is, wherever it is written: through names, imports, objects, classes, hooks and factories. */
export function functionAt(project: Project, at: Located, depth = 0): Located<FunctionNode> | undefined {
  return project.nested('function', at, depth > deepest, () => functionBehind(project, at, depth), undefined);
}

function functionBehind(project: Project, at: Located, depth: number): Located<FunctionNode> | undefined {
  const { program } = at;
  const again = (node: ts.Expression) => functionAt(project, { node, program }, depth + 1);
  const node = unwrapped(at.node);
  if (compiler.isArrowFunction(node) || compiler.isFunctionExpression(node)) return { node, program };
  if (compiler.isIdentifier(node)) {
    const found = bindingOf(project, program, node);
    if (found)
      return (
        functionOfBinding(project, found, depth) ?? ofTypedName(project, { node, program }, found, depth)
      );
    return program.source.file.endsWith('.vue')
      ? (ofComponent(project, { node, program }, depth) ?? ofGlobal(project, program, node.text, depth))
      : undefined;
  }
  if (compiler.isPropertyAccessExpression(node))
    return memberAt(project, { node: node.expression, program }, node.name.text, depth + 1);
  if (compiler.isElementAccessExpression(node) && compiler.isStringLiteralLike(node.argumentExpression))
    return memberAt(project, { node: node.expression, program }, node.argumentExpression.text, depth + 1);
  if (compiler.isConditionalExpression(node)) return again(node.whenTrue) ?? again(node.whenFalse);
  if (compiler.isBinaryExpression(node)) return again(node.left) ?? again(node.right);
  if (!compiler.isCallExpression(node)) return undefined;
  const module = requiredModule(node);
  const whole = module === undefined ? undefined : project.exported(program, module, wholeModule);
  if (whole) return functionOfBinding(project, whole, depth);
  const lazy = lazyComponent(node);
  const component = lazy && project.exported(program, lazy.module, lazy.name);
  if (component) return functionOfBinding(project, component, depth);
  const callee = unwrapped(node.expression);
  if (compiler.isPropertyAccessExpression(callee) && callee.name.text === 'bind')
    return again(callee.expression);
  return firstOf(handedBack(project, { node, program }, depth), (result) =>
    functionAt(project, result, depth + 1),
  );
}

/** What a call hands back that may be called. */
function handedBack(project: Project, at: Located<ts.CallExpression>, depth: number): readonly Located[] {
  const results = resultsOf(project, at, depth);
  if (results.length > 0) return results;
  const values = contextValues(project, at);
  return values.length > 0 ? values : storeResults(project, at, depth);
}

/** What all components of Vue have by a name. */
function ofGlobal(project: Project, program: Program, name: string, depth: number) {
  const value = project.globalProperties.valueOf(project, program, name);
  return value && functionAt(project, value, depth + 1);
}

/** What a template of Vue calls or renders: a method of the component, what its `setup` hands over, what it registers. */
function ofComponent(
  project: Project,
  { node, program }: Located<ts.Identifier>,
  depth: number,
): Located<FunctionNode> | undefined {
  const registered = registeredAs(program.tree, node.text);
  if (registered) return functionAt(project, { node: registered, program }, depth + 1);
  const rendered = /^[A-Z]/.test(node.text) ? project.componentNamed(node.text) : undefined;
  if (rendered) return rendered;
  const first = optionsOf(program.tree);
  if (!first) return undefined;
  const options = { node: first, program };
  const methods = propertyOf(project, options, 'methods');
  const method = methods && memberAt(project, methods, node.text, depth + 1);
  if (method) return method;
  const setup = memberAt(project, options, 'setup', depth + 1);
  const results = setup ? (returnedBy(setup.node) ?? []) : [];
  return firstOf(
    results.map((result) => ({ node: result, program: setup?.program ?? program })),
    (result) => memberAt(project, result, node.text, depth + 1),
  );
}

/** What a name is declared to be the type of: `track: typeof send`, `capture: ReturnType<typeof useCapture>`. */
function ofTypedName(
  project: Project,
  at: Located,
  { binding }: FoundBinding,
  depth: number,
): Located<FunctionNode> | undefined {
  if (binding.kind !== 'parameter' && binding.kind !== 'variable') return undefined;
  const type = declaredType(project, at);
  const values = type ? valuesOfType(project, type) : [];
  return firstOf(values, (each) => functionAt(project, each, depth + 1));
}

/** The same for a member of it. */
function ofTyped(project: Project, at: Located, name: string, depth: number) {
  const type = declaredType(project, at);
  const values = type ? valuesOfType(project, type) : [];
  const found = firstOf(values, (each) => memberAt(project, each, name, depth + 1));
  if (found || !type || values.length > 0) return found;
  const member = membersOfType(project, type)?.members.get(name)?.type;
  const ofMember = member ? valuesOfType(project, member) : [];
  return firstOf(ofMember, (each) => functionAt(project, each, depth + 1));
}

function firstOf<Found>(
  all: readonly Located[],
  look: (each: Located) => Found | undefined,
): Found | undefined {
  for (const each of all) {
    const found = look(each);
    if (found) return found;
  }
  return undefined;
}

function functionOfBinding(
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
    return firstOf(givenTo(project, found), (given) => functionAt(project, given, depth + 1));
  }
  if (binding.kind !== 'variable' || binding.path === undefined) return undefined;
  const source = onlySource(found);
  if (!source) return undefined;
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
function givenTo(project: Project, found: FoundBinding): readonly Located[] {
  const argument = argumentOf(project, found);
  if (typeof argument === 'object') return [argument];
  const module = found.binding.kind === 'parameter' ? moduleHandedTo(found.binding.declaration) : undefined;
  if (module) return [{ node: module, program: found.program }];
  return elementsBehind(project, found) ?? handedTo(project, found.binding, found.program);
}

/** The function that is a member of an object, a class or a module. */
function memberAt(
  project: Project,
  object: Located,
  name: string,
  depth: number,
): Located<FunctionNode> | undefined {
  return project.nested(
    `member ${name}`,
    object,
    depth > deepest,
    () => memberBehind(project, object, name, depth) ?? ofTyped(project, object, name, depth),
    undefined,
  );
}

function memberBehind(
  project: Project,
  object: Located,
  name: string,
  depth: number,
): Located<FunctionNode> | undefined {
  const { program } = object;
  const again = (node: ts.Expression, home = program) =>
    memberAt(project, { node, program: home }, name, depth + 1);
  const node = unwrapped(object.node);
  if (compiler.isObjectLiteralExpression(node)) return ofLiteral(project, { node, program }, name, depth);
  if (compiler.isArrayLiteralExpression(node)) {
    const element = node.elements[Number(name)];
    return element && functionAt(project, { node: element, program }, depth + 1);
  }
  if (node.kind === compiler.SyntaxKind.ThisKeyword)
    return (
      ofInstance(project, { node, program }, name, depth) ??
      ofThis(project, { node, program }, name, depth) ??
      ofGlobal(project, program, name, depth)
    );
  if (compiler.isBinaryExpression(node)) return again(node.left) ?? again(node.right);
  if (compiler.isConditionalExpression(node)) return again(node.whenTrue) ?? again(node.whenFalse);
  const module = requiredModule(node);
  const exported = module === undefined ? undefined : project.exported(program, module, name);
  if (exported) return functionOfBinding(project, exported, depth);
  if (compiler.isCallExpression(node))
    return (
      ofMutation(project, { node, program }, name, depth) ??
      firstOf(handedBack(project, { node, program }, depth), (result) =>
        memberAt(project, result, name, depth + 1),
      ) ??
      ofInstance(project, { node, program }, name, depth)
    );
  if (compiler.isPropertyAccessExpression(node)) {
    const value = propertyOf(project, { node: node.expression, program }, node.name.text);
    return (
      (value && memberAt(project, value, name, depth + 1)) ??
      ofInstance(project, { node, program }, name, depth) ??
      ofHanded(project, { node, program }, name, depth)
    );
  }
  if (compiler.isIdentifier(node)) return ofNamed(project, { node, program }, name, depth);
  return ofInstance(project, { node, program }, name, depth);
}

function ofNamed(
  project: Project,
  at: Located<ts.Identifier>,
  name: string,
  depth: number,
): Located<FunctionNode> | undefined {
  const found = bindingOf(project, at.program, at.node);
  if (!found) return undefined;
  const { binding, program } = found;
  const again = (node: ts.Expression) => memberAt(project, { node, program }, name, depth + 1);
  if (binding.kind === 'import' && binding.imported === '*') {
    const exported = project.exported(program, binding.module, name);
    return exported && functionOfBinding(project, exported, depth);
  }
  if (binding.kind === 'expression') return again(binding.node) ?? ofInstance(project, at, name, depth);
  if (binding.kind === 'parameter') {
    const given = firstOf(givenTo(project, found), (each) => memberAt(project, each, name, depth + 1));
    return given ?? ofHanded(project, at, name, depth) ?? ofInstance(project, at, name, depth);
  }
  if (binding.kind === 'variable' && binding.path) {
    const source = onlySource(found);
    if (source) {
      const of = (from: Located) =>
        binding.path?.reduce<Located | undefined>(
          (part, step) => part && propertyOf(project, part, step),
          from,
        );
      const value = of({ node: source, program });
      const call = unwrapped(source);
      const given =
        !value && compiler.isCallExpression(call) ? handedBack(project, { node: call, program }, depth) : [];
      const parts = value ? [value] : given.flatMap((each) => of(each) ?? []);
      const member = firstOf(parts, (each) => memberAt(project, each, name, depth + 1));
      if (member) return member;
    }
  }
  return ofInstance(project, at, name, depth);
}

/** `props.onTrack`: what some caller hands over as that property. */
function ofHanded(project: Project, object: Located, name: string, depth: number) {
  return firstOf(handedAs(project, object, name), (given) => functionAt(project, given, depth + 1));
}

function ofLiteral(
  project: Project,
  { node, program }: Located<ts.ObjectLiteralExpression>,
  name: string,
  depth: number,
): Located<FunctionNode> | undefined {
  for (const property of [...node.properties].reverse()) {
    if (compiler.isSpreadAssignment(property)) {
      const spread = memberAt(project, { node: property.expression, program }, name, depth + 1);
      if (spread) return spread;
    } else if (property.name && nameText(property.name) === name) {
      if (compiler.isMethodDeclaration(property)) return { node: property, program };
      const value = compiler.isPropertyAssignment(property)
        ? property.initializer
        : compiler.isShorthandPropertyAssignment(property)
          ? property.name
          : undefined;
      return value && functionAt(project, { node: value, program }, depth + 1);
    }
  }
  return undefined;
}

/** `this.track` in a method of an object that is written out. */
function ofThis(project: Project, { node, program }: Located, name: string, depth: number) {
  if (classAround(node)) return undefined;
  let at: ts.Node = node;
  while (at && !compiler.isObjectLiteralExpression(at)) at = at.parent;
  return at ? ofLiteral(project, { node: at, program }, name, depth) : undefined;
}

/** A method, or a property that holds a function, of the class that an object is of. */
function ofInstance(
  project: Project,
  at: Located,
  name: string,
  depth: number,
): Located<FunctionNode> | undefined {
  const use = classUse(project, at);
  const member = use && memberOfClass(project, use, name);
  if (!member) {
    const value = use && constructedProperty(project, use, name);
    return value && functionAt(project, value, depth + 1);
  }
  const { node, program } = member;
  if (compiler.isMethodDeclaration(node)) return { node, program };
  return compiler.isPropertyDeclaration(node) && node.initializer
    ? functionAt(project, { node: node.initializer, program }, depth + 1)
    : undefined;
}

/** `useMutation({ mutationFn: send }).mutate`: the function that a request's hook runs. */
function ofMutation(
  project: Project,
  { node, program }: Located<ts.CallExpression>,
  name: string,
  depth: number,
): Located<FunctionNode> | undefined {
  const [options, second] = node.arguments;
  if ((name !== 'mutate' && name !== 'mutateAsync') || !options || !/Mutation$/.test(calleeName(node)))
    return undefined;
  const run = propertyOf(project, { node: options, program }, 'mutationFn');
  if (run) return functionAt(project, run, depth + 1);
  const direct = second ?? options;
  return functionAt(project, { node: direct, program }, depth + 1);
}
