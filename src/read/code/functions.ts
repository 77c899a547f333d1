import type ts from 'typescript';
import { argumentsOf } from './arguments.ts';
import { compiler } from './compiler.ts';
import { argumentOf, enter } from './frames.ts';
import { nameText, unwrapped } from './objects.ts';
import type { Program } from './program.ts';
import { bindingOf, type FoundBinding, type Located, type Project, typeAmong } from './project.ts';
import { returnedBy } from './results.ts';
import { declaredType } from './types.ts';

/** A function with a body. */
export type FunctionNode =
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.MethodDeclaration;

const deepest = 16;

/** Functions that hand back the function that they are given, or one that does the same. */
const passThrough = new Set(
  'useCallback useMemo useEvent useEffectEvent useMemoizedFn useDebouncedCallback useThrottledCallback debounce throttle memo memoize memoizeOne once forwardRef observer freeze'.split(
    ' ',
  ),
);

/** The function that an expression is, wherever it is written: through names, imports, objects, classes, hooks and factories. */
export function functionAt(project: Project, at: Located, depth = 0): Located<FunctionNode> | undefined {
  if (depth > deepest || !project.step()) return undefined;
  const { program } = at;
  const again = (node: ts.Expression) => functionAt(project, { node, program }, depth + 1);
  const node = unwrapped(at.node);
  if (compiler.isArrowFunction(node) || compiler.isFunctionExpression(node)) return { node, program };
  if (compiler.isIdentifier(node)) {
    const found = bindingOf(project, program, node);
    return found && functionOfBinding(project, found, depth);
  }
  if (compiler.isPropertyAccessExpression(node))
    return memberAt(project, { node: node.expression, program }, node.name.text, depth + 1);
  if (compiler.isConditionalExpression(node)) return again(node.whenTrue) ?? again(node.whenFalse);
  if (compiler.isBinaryExpression(node)) return again(node.left) ?? again(node.right);
  if (!compiler.isCallExpression(node)) return undefined;
  const callee = unwrapped(node.expression);
  const name = compiler.isPropertyAccessExpression(callee) ? callee.name.text : callee.getText();
  const [first] = node.arguments;
  if (name === 'bind' && compiler.isPropertyAccessExpression(callee)) return again(callee.expression);
  if (first && passThrough.has(name)) {
    // `useMemo(() => debounce(track))` hands back what its function returns.
    const inner = functionAt(project, { node: first, program }, depth + 1);
    return name === 'useMemo' && inner ? (returned(project, inner, depth) ?? inner) : inner;
  }
  return throughCall(project, { node, program }, depth, (result) => functionAt(project, result, depth + 1));
}

function functionOfBinding(
  project: Project,
  found: FoundBinding,
  depth: number,
): Located<FunctionNode> | undefined {
  const { binding, program } = found;
  if (binding.kind === 'function')
    return compiler.isFunctionDeclaration(binding.declaration) ||
      compiler.isFunctionExpression(binding.declaration)
      ? { node: binding.declaration, program }
      : undefined;
  if (binding.kind === 'expression') return functionAt(project, { node: binding.node, program }, depth + 1);
  if (binding.kind === 'parameter') {
    const argument = argumentOf(project, found);
    return typeof argument === 'object' ? functionAt(project, argument, depth + 1) : undefined;
  }
  if (binding.kind !== 'variable' || binding.path === undefined) return undefined;
  const { initializer } = binding.declaration;
  const [source, ...others] = [...(initializer ? [initializer] : []), ...found.assigned];
  if (!source || others.length > 0) return undefined;
  const at = { node: source, program };
  const [first, ...rest] = binding.path;
  if (first === undefined) return functionAt(project, at, depth + 1);
  return rest.length === 0 ? memberAt(project, at, first, depth + 1) : undefined;
}

/** What a call of a function of the project returns, looked at in that call; nothing for other calls. */
export function resultsOf(
  project: Project,
  { node, program }: Located<ts.CallExpression>,
): readonly Located[] {
  const callee = functionAt(project, { node: node.expression, program });
  if (!callee || callee.node.asteriskToken) return [];
  const home = enter(
    callee.program,
    callee.node,
    argumentsOf(project, node.arguments, program),
    program.frame,
  );
  return home ? (returnedBy(callee.node) ?? []).map((result) => ({ node: result, program: home })) : [];
}

/** What a call's function returns, looked at in that call. */
function throughCall<Found>(
  project: Project,
  { node, program }: Located<ts.CallExpression>,
  depth: number,
  look: (result: Located) => Found | undefined,
): Found | undefined {
  const callee = functionAt(project, { node: node.expression, program }, depth + 1);
  if (!callee || callee.node.asteriskToken) return undefined;
  const args = argumentsOf(project, node.arguments, program);
  const home = enter(callee.program, callee.node, args, program.frame);
  return home && firstReturned(callee.node, home, look);
}

function returned(project: Project, { node, program }: Located<FunctionNode>, depth: number) {
  return firstReturned(node, program, (result) => functionAt(project, result, depth + 1));
}

function firstReturned<Found>(
  node: FunctionNode,
  program: Program,
  look: (result: Located) => Found | undefined,
): Found | undefined {
  for (const result of returnedBy(node) ?? []) {
    const found = look({ node: result, program });
    if (found) return found;
  }
  return undefined;
}

/** The function that is a member of an object, a class or a module. */
function memberAt(
  project: Project,
  object: Located,
  name: string,
  depth: number,
): Located<FunctionNode> | undefined {
  if (depth > deepest) return undefined;
  const { program } = object;
  const again = (node: ts.Expression, home = program) =>
    memberAt(project, { node, program: home }, name, depth + 1);
  const node = unwrapped(object.node);
  if (compiler.isObjectLiteralExpression(node)) return ofLiteral(project, { node, program }, name, depth);
  if (node.kind === compiler.SyntaxKind.ThisKeyword) return ofThis(project, { node, program }, name, depth);
  if (compiler.isNewExpression(node)) {
    const found = classAt(project, { node: node.expression, program });
    return found && ofClass(project, found, name, false, depth);
  }
  if (compiler.isBinaryExpression(node)) return again(node.left) ?? again(node.right);
  if (compiler.isConditionalExpression(node)) return again(node.whenTrue) ?? again(node.whenFalse);
  if (compiler.isCallExpression(node)) return ofCall(project, { node, program }, name, depth);
  if (compiler.isPropertyAccessExpression(node) || compiler.isIdentifier(node))
    return ofNamed(project, { node, program }, name, depth);
  return undefined;
}

function ofCall(
  project: Project,
  { node, program }: Located<ts.CallExpression>,
  name: string,
  depth: number,
) {
  const callee = unwrapped(node.expression);
  const method = compiler.isPropertyAccessExpression(callee) ? callee.name.text : callee.getText();
  const [first] = node.arguments;
  if (first && passThrough.has(method)) {
    const direct = memberAt(project, { node: first, program }, name, depth + 1);
    if (direct) return direct;
    const made = functionAt(project, { node: first, program }, depth + 1);
    return (
      made && firstReturned(made.node, made.program, (result) => memberAt(project, result, name, depth + 1))
    );
  }
  return throughCall(project, { node, program }, depth, (result) =>
    memberAt(project, result, name, depth + 1),
  );
}

function ofNamed(
  project: Project,
  at: Located<ts.Identifier | ts.PropertyAccessExpression>,
  name: string,
  depth: number,
): Located<FunctionNode> | undefined {
  const { node, program } = at;
  const typed = () => ofType(project, at, name, depth);
  if (compiler.isPropertyAccessExpression(node)) {
    const value = valueOfMember(project, { node: node.expression, program }, node.name.text);
    return (value && memberAt(project, value, name, depth + 1)) ?? typed();
  }
  const found = bindingOf(project, program, node);
  if (!found) return undefined;
  const { binding } = found;
  const again = (next: ts.Expression) =>
    memberAt(project, { node: next, program: found.program }, name, depth + 1);
  if (binding.kind === 'import' && binding.imported === '*') {
    const exported = project.exported(found.program, binding.module, name);
    return exported && functionOfBinding(project, exported, depth);
  }
  if (binding.kind === 'expression') return again(binding.node);
  if (binding.kind === 'function')
    return compiler.isClassLike(binding.declaration)
      ? ofClass(project, { node: binding.declaration, program: found.program }, name, true, depth)
      : undefined;
  if (binding.kind === 'parameter') {
    const argument = argumentOf(project, found);
    return (
      (typeof argument === 'object' ? memberAt(project, argument, name, depth + 1) : undefined) ?? typed()
    );
  }
  if (binding.kind !== 'variable') return undefined;
  const { initializer } = binding.declaration;
  const [source, ...others] = [...(initializer ? [initializer] : []), ...found.assigned];
  if (!source || others.length > 0) return typed();
  if (binding.path?.length === 0) return again(source) ?? typed();
  return typed();
}

/** `this.client` of a class, or a property of an object that is written out. */
function valueOfMember(project: Project, { node, program }: Located, name: string): Located | undefined {
  const inner = unwrapped(node);
  const around = inner.kind === compiler.SyntaxKind.ThisKeyword ? classAround(inner) : undefined;
  const member = around?.members.find((each) => each.name && nameText(each.name) === name);
  if (member && compiler.isPropertyDeclaration(member) && member.initializer)
    return { node: member.initializer, program };
  const found = compiler.isIdentifier(inner) ? bindingOf(project, program, inner) : undefined;
  if (found?.binding.kind !== 'variable' || found.binding.path?.length !== 0) return undefined;
  const object = found.binding.declaration.initializer && unwrapped(found.binding.declaration.initializer);
  if (!object || !compiler.isObjectLiteralExpression(object)) return undefined;
  const property = object.properties.find((each) => each.name && nameText(each.name) === name);
  return property && compiler.isPropertyAssignment(property)
    ? { node: property.initializer, program: found.program }
    : undefined;
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

function ofThis(project: Project, { node, program }: Located, name: string, depth: number) {
  const around = classAround(node);
  if (around) return ofClass(project, { node: around, program }, name, false, depth);
  let at: ts.Node = node;
  while (at && !compiler.isObjectLiteralExpression(at)) at = at.parent;
  return at ? ofLiteral(project, { node: at, program }, name, depth) : undefined;
}

function classAround(node: ts.Node): ts.ClassLikeDeclaration | undefined {
  let at = node;
  while (at && !compiler.isClassLike(at)) {
    // A plain function has a `this` of its own.
    if (compiler.isFunctionDeclaration(at) || compiler.isFunctionExpression(at)) return undefined;
    at = at.parent;
  }
  return at as ts.ClassLikeDeclaration | undefined;
}

/** A method, or a property that holds a function, of a class or of those that it extends. */
function ofClass(
  project: Project,
  { node, program }: Located<ts.ClassLikeDeclaration>,
  name: string,
  isStatic: boolean,
  depth: number,
): Located<FunctionNode> | undefined {
  if (depth > deepest) return undefined;
  for (const member of node.members) {
    if (!member.name || nameText(member.name as ts.PropertyName) !== name) continue;
    const modifiers = compiler.canHaveModifiers(member) ? (compiler.getModifiers(member) ?? []) : [];
    if (modifiers.some(({ kind }) => kind === compiler.SyntaxKind.StaticKeyword) !== isStatic) continue;
    if (compiler.isMethodDeclaration(member) && member.body) return { node: member, program };
    if (compiler.isPropertyDeclaration(member) && member.initializer)
      return functionAt(project, { node: member.initializer, program }, depth + 1);
  }
  const base = node.heritageClauses?.find(({ token }) => token === compiler.SyntaxKind.ExtendsKeyword)
    ?.types[0];
  const found = base && classAt(project, { node: base.expression, program });
  return found && ofClass(project, found, name, isStatic, depth + 1);
}

function classAt(project: Project, { node, program }: Located): Located<ts.ClassLikeDeclaration> | undefined {
  const name = unwrapped(node);
  if (compiler.isClassExpression(name)) return { node: name, program };
  const found = compiler.isIdentifier(name) ? bindingOf(project, program, name) : undefined;
  return found?.binding.kind === 'function' && compiler.isClassLike(found.binding.declaration)
    ? { node: found.binding.declaration, program: found.program }
    : undefined;
}

/** The method of the class that an object is declared to be of. */
function ofType(
  project: Project,
  at: Located,
  name: string,
  depth: number,
): Located<FunctionNode> | undefined {
  const type = declaredType(project, at) ?? thisMemberType(at);
  if (!type || !compiler.isTypeReferenceNode(type.node) || !compiler.isIdentifier(type.node.typeName))
    return undefined;
  const typeName = type.node.typeName.text;
  const own = typeAmong(type.program.tree.statements, typeName);
  const binding = type.program.moduleScope.names.get(typeName);
  const found = own
    ? { node: own, program: type.program }
    : binding?.kind === 'import'
      ? project.exportedType(type.program, binding.module, binding.imported)
      : undefined;
  return found && compiler.isClassDeclaration(found.node)
    ? ofClass(project, { node: found.node, program: found.program }, name, false, depth + 1)
    : undefined;
}

/** `this.analytics`, declared as a property of the class or as a parameter property of its constructor. */
function thisMemberType({ node, program }: Located): Located<ts.TypeNode> | undefined {
  const access = unwrapped(node);
  if (!compiler.isPropertyAccessExpression(access)) return undefined;
  if (access.expression.kind !== compiler.SyntaxKind.ThisKeyword) return undefined;
  for (const member of classAround(access)?.members ?? []) {
    if (compiler.isPropertyDeclaration(member) && nameText(member.name) === access.name.text)
      return member.type && { node: member.type, program };
    if (!compiler.isConstructorDeclaration(member)) continue;
    const parameter = member.parameters.find((each) => each.name.getText() === access.name.text);
    if (parameter?.type) return { node: parameter.type, program };
  }
  return undefined;
}
