import type ts from 'typescript';
import type { SeenType } from '../../model/attribute-type.ts';
import { classAround } from './classes.ts';
import { compiler } from './compiler.ts';
import { evaluate } from './evaluate.ts';
import { type Facts, isUnknown, literal, nothing, ofTypes, someText, union } from './facts.ts';
import { keysOf, objectLiteralOf } from './objects.ts';
import { stateType } from './platform.ts';
import { bindingOf, type Located, type Project, type TypeDeclaration, typeAmong } from './project.ts';
import { readsProvided } from './shared-state.ts';

/** A property as a type declares it. */
export interface Member {
  readonly type: Located<ts.TypeNode> | undefined;
  readonly optional: boolean;
}

/** The properties of a type; `open` when it allows others. */
export interface Members {
  readonly members: ReadonlyMap<string, Member>;
  readonly open: boolean;
}

type LocatedType = Located<ts.TypeNode>;

const deepest = 12;

/** What a written type says of its values; undefined where that takes more than reading it. */
export function factsOfType(project: Project, at: LocatedType, depth = 0): Facts | undefined {
  return project.nested('type', at, depth > deepest, () => factsBelow(project, at, depth), undefined);
}

function factsBelow(project: Project, at: LocatedType, depth: number): Facts | undefined {
  const { node, program } = at;
  const of = (next: ts.TypeNode) => factsOfType(project, { node: next, program }, depth + 1);
  if (compiler.isParenthesizedTypeNode(node)) return of(node.type);
  if (compiler.isUnionTypeNode(node)) {
    const all = node.types.map(of);
    return all.every((facts) => facts !== undefined) ? union(all as Facts[]) : undefined;
  }
  if (compiler.isLiteralTypeNode(node)) return literalFacts(node);
  if (compiler.isArrayTypeNode(node)) return arrayFacts(of(node.elementType));
  if (compiler.isTypeOperatorNode(node)) return operatorFacts(project, node, at, depth);
  if (compiler.isTypeLiteralNode(node) || compiler.isMappedTypeNode(node)) return ofTypes('object');
  if (compiler.isFunctionTypeNode(node)) return ofTypes('function');
  if (compiler.isIndexedAccessTypeNode(node)) return indexedFacts(project, node, at, depth);
  if (compiler.isTypeReferenceNode(node)) return referenceFacts(project, { node, program }, depth);
  if (node.kind === compiler.SyntaxKind.UndefinedKeyword || node.kind === compiler.SyntaxKind.VoidKeyword)
    return nothing;
  if (node.kind === compiler.SyntaxKind.StringKeyword) return someText('a text of any value');
  const keyword = keywords.get(node.kind);
  return keyword && ofTypes(keyword);
}

const keywords = new Map<ts.SyntaxKind, SeenType>([
  [compiler.SyntaxKind.NumberKeyword, 'number'],
  [compiler.SyntaxKind.BooleanKeyword, 'boolean'],
  [compiler.SyntaxKind.BigIntKeyword, 'bigint'],
  [compiler.SyntaxKind.SymbolKeyword, 'symbol'],
  [compiler.SyntaxKind.ObjectKeyword, 'object'],
]);

function literalFacts({ literal: node }: ts.LiteralTypeNode): Facts | undefined {
  if (compiler.isStringLiteralLike(node)) return literal(node.text);
  if (compiler.isNumericLiteral(node)) return literal(Number(node.text));
  if (node.kind === compiler.SyntaxKind.TrueKeyword) return literal(true);
  if (node.kind === compiler.SyntaxKind.FalseKeyword) return literal(false);
  return node.kind === compiler.SyntaxKind.NullKeyword ? literal(null) : undefined;
}

function arrayFacts(element: Facts | undefined): Facts | undefined {
  if (!element || isUnknown(element)) return undefined;
  return ofTypes(element.types.every((type) => type === 'object') ? 'object[]' : 'array');
}

/** `readonly T[]` and `keyof typeof names`. */
function operatorFacts(project: Project, node: ts.TypeOperatorNode, { program }: LocatedType, depth: number) {
  if (node.operator === compiler.SyntaxKind.ReadonlyKeyword)
    return factsOfType(project, { node: node.type, program }, depth + 1);
  if (node.operator !== compiler.SyntaxKind.KeyOfKeyword) return undefined;
  const keys = compiler.isTypeQueryNode(node.type)
    ? queriedKeys(project, { node: node.type, program })
    : closedKeys(membersOfType(project, { node: node.type, program }, depth + 1));
  return keys && union(keys.map(literal));
}

function queriedKeys(
  project: Project,
  { node, program }: Located<ts.TypeQueryNode>,
): readonly string[] | undefined {
  if (!compiler.isIdentifier(node.exprName)) return undefined;
  const object = objectLiteralOf(project, { node: node.exprName, program });
  return object && keysOf(object.node as ts.ObjectLiteralExpression);
}

function closedKeys(members: Members | undefined): readonly string[] | undefined {
  return members && !members.open ? [...members.members.keys()] : undefined;
}

/** `Order['status']` and `(typeof names)[keyof typeof names]`. */
function indexedFacts(
  project: Project,
  node: ts.IndexedAccessTypeNode,
  { program }: LocatedType,
  depth: number,
) {
  const object = compiler.isParenthesizedTypeNode(node.objectType) ? node.objectType.type : node.objectType;
  const keys = factsOfType(project, { node: node.indexType, program }, depth + 1);
  if (!keys?.complete) return undefined;
  if (compiler.isTypeQueryNode(object) && compiler.isIdentifier(object.exprName)) {
    const literalObject = objectLiteralOf(project, { node: object.exprName, program });
    if (!literalObject) return undefined;
    const { properties } = literalObject.node as ts.ObjectLiteralExpression;
    const values = properties.filter(compiler.isPropertyAssignment).map((property) => property.initializer);
    return union(
      values.map((value) => evaluate(project, { node: value, program: literalObject.program }, depth + 1)),
    );
  }
  const members = membersOfType(project, { node: object, program }, depth + 1)?.members;
  const facts = keys.values.map((key) => memberFacts(project, members?.get(String(key)), depth + 1));
  return facts.every((each) => each !== undefined) ? union(facts as Facts[]) : undefined;
}

/** What a declared property can be. */
export function memberFacts(project: Project, member: Member | undefined, depth = 0): Facts | undefined {
  const facts = member?.type && factsOfType(project, member.type, depth + 1);
  return facts && { ...facts, optional: facts.optional || (member?.optional ?? false) };
}

function referenceFacts(
  project: Project,
  at: Located<ts.TypeReferenceNode>,
  depth: number,
): Facts | undefined {
  const { node, program } = at;
  const found = declarationOf(project, at);
  if (found) return declaredFacts(project, found, depth);
  if (!compiler.isIdentifier(node.typeName)) return undefined;
  const [argument] = node.typeArguments ?? [];
  const inner = argument && { node: argument, program };
  switch (node.typeName.text) {
    case 'Date':
      return ofTypes('date');
    case 'Array':
    case 'ReadonlyArray':
      return inner && arrayFacts(factsOfType(project, inner, depth + 1));
    case 'Record':
    case 'Partial':
    case 'Readonly':
    case 'Required':
    case 'Pick':
    case 'Omit':
    case 'Map':
    case 'Set':
      return ofTypes('object');
    case 'NonNullable':
    case 'Promise':
    case 'Awaited':
      return inner && factsOfType(project, inner, depth + 1);
    default:
      return undefined;
  }
}

function declaredFacts(project: Project, { node, program }: Located<TypeDeclaration>, depth: number) {
  if (compiler.isTypeAliasDeclaration(node))
    return node.typeParameters ? undefined : factsOfType(project, { node: node.type, program }, depth + 1);
  if (!compiler.isEnumDeclaration(node)) return ofTypes('object');
  const values = node.members.map(({ initializer }) =>
    initializer ? evaluate(project, { node: initializer, program }, depth + 1) : ofTypes('number'),
  );
  return union(values);
}

/** The declaration that a type's name refers to: of an enclosing block, the module, or an imported one. */
function declarationOf(
  project: Project,
  at: Located<ts.TypeReferenceNode>,
): Located<TypeDeclaration> | undefined {
  const { node, program } = at;
  if (!compiler.isIdentifier(node.typeName)) return undefined;
  const name = node.typeName.text;
  for (let outer: ts.Node = node; outer; outer = outer.parent) {
    if (!compiler.isSourceFile(outer) && !compiler.isBlock(outer) && !compiler.isModuleBlock(outer)) continue;
    const found = typeAmong(outer.statements, name);
    if (found) return { node: found, program };
  }
  const binding = program.moduleScope.names.get(name);
  return binding?.kind === 'import'
    ? project.exportedType(program, binding.module, binding.imported)
    : undefined;
}

/** The properties that a type declares; undefined where that takes more than reading it. */
export function membersOfType(project: Project, at: LocatedType, depth = 0): Members | undefined {
  return project.nested('members', at, depth > deepest, () => membersBelow(project, at, depth), undefined);
}

function membersBelow(project: Project, at: LocatedType, depth: number): Members | undefined {
  const { node, program } = at;
  const of = (next: ts.TypeNode) => membersOfType(project, { node: next, program }, depth + 1);
  if (compiler.isParenthesizedTypeNode(node)) return of(node.type);
  if (compiler.isTypeLiteralNode(node)) return elements(node.members, program);
  if (compiler.isIntersectionTypeNode(node)) {
    const all = node.types.map(of);
    return all.every((each) => each !== undefined) ? joined(all as Members[]) : undefined;
  }
  if (compiler.isUnionTypeNode(node)) {
    const all = node.types.filter((type) => !isNothing(type)).map(of);
    return all.length > 0 && all.every((each) => each !== undefined) ? either(all as Members[]) : undefined;
  }
  if (compiler.isTypeReferenceNode(node)) return referenced(project, { node, program }, depth);
  return undefined;
}

function isNothing(type: ts.TypeNode): boolean {
  return (
    type.kind === compiler.SyntaxKind.UndefinedKeyword ||
    (compiler.isLiteralTypeNode(type) && type.literal.kind === compiler.SyntaxKind.NullKeyword)
  );
}

function referenced(project: Project, at: Located<ts.TypeReferenceNode>, depth: number): Members | undefined {
  const { node, program } = at;
  const found = declarationOf(project, at);
  if (found) return declaredMembers(project, found, depth);
  const [first, second] = node.typeArguments ?? [];
  if (!compiler.isIdentifier(node.typeName) || !first) return undefined;
  const inner = membersOfType(project, { node: first, program }, depth + 1);
  const keys = () => (second ? factsOfType(project, { node: second, program }, depth + 1) : undefined);
  switch (node.typeName.text) {
    case 'Readonly':
    case 'NonNullable':
    case 'Promise':
    case 'Awaited':
      return inner;
    case 'Partial':
      return inner && mapped(inner, (member) => ({ ...member, optional: true }));
    case 'Required':
      return inner && mapped(inner, (member) => ({ ...member, optional: false }));
    case 'Pick':
      return inner && filtered(inner, keys(), true);
    case 'Omit':
      return inner && filtered(inner, keys(), false);
    case 'Record': {
      const names = factsOfType(project, { node: first, program }, depth + 1);
      if (!names?.complete) return { members: new Map(), open: true };
      const type = second && { node: second, program };
      return {
        members: new Map(names.values.map((name) => [String(name), { type, optional: false }])),
        open: false,
      };
    }
    default:
      return undefined;
  }
}

function declaredMembers(project: Project, { node, program }: Located<TypeDeclaration>, depth: number) {
  if (compiler.isEnumDeclaration(node) || compiler.isClassDeclaration(node) || node.typeParameters)
    return undefined;
  if (compiler.isTypeAliasDeclaration(node))
    return membersOfType(project, { node: node.type, program }, depth + 1);
  const bases = (node.heritageClauses ?? []).flatMap(({ types }) => types);
  const all = bases.map(({ expression, typeArguments }) =>
    compiler.isIdentifier(expression) && !typeArguments
      ? inherited(project, { node: expression, program }, depth + 1)
      : undefined,
  );
  if (!all.every((each) => each !== undefined)) return undefined;
  return joined([...(all as Members[]), elements(node.members, program)]);
}

function inherited(
  project: Project,
  { node, program }: Located<ts.Identifier>,
  depth: number,
): Members | undefined {
  const own = typeAmong(program.tree.statements, node.text);
  if (own) return declaredMembers(project, { node: own, program }, depth);
  const binding = program.moduleScope.names.get(node.text);
  const found =
    binding?.kind === 'import' ? project.exportedType(program, binding.module, binding.imported) : undefined;
  return found && declaredMembers(project, found, depth);
}

function elements(nodes: readonly ts.TypeElement[], program: LocatedType['program']): Members {
  const members = new Map<string, Member>();
  let open = false;
  for (const node of nodes) {
    const name = node.name;
    if (compiler.isIndexSignatureDeclaration(node)) open = true;
    else if (
      name &&
      (compiler.isIdentifier(name) || compiler.isStringLiteral(name) || compiler.isNumericLiteral(name))
    ) {
      const type = compiler.isPropertySignature(node) && node.type ? { node: node.type, program } : undefined;
      members.set(name.text, { type, optional: node.questionToken !== undefined });
    }
  }
  return { members, open };
}

function joined(all: readonly Members[]): Members {
  return { members: new Map(all.flatMap(({ members }) => [...members])), open: all.some(({ open }) => open) };
}

/** Of several types: what not all of them have is optional, what they type differently has no one type. */
function either(all: readonly Members[]): Members {
  const members = new Map<string, Member>();
  for (const name of new Set(all.flatMap((each) => [...each.members.keys()]))) {
    const found = all.map((each) => each.members.get(name));
    const type = found.length === 1 ? found[0]?.type : undefined;
    members.set(name, { type, optional: found.some((member) => member === undefined || member.optional) });
  }
  return { members, open: all.some(({ open }) => open) };
}

function mapped({ members, open }: Members, change: (member: Member) => Member): Members {
  return { members: new Map([...members].map(([name, member]) => [name, change(member)])), open };
}

function filtered({ members, open }: Members, keys: Facts | undefined, keep: boolean): Members | undefined {
  if (!keys?.complete) return undefined;
  return { members: new Map([...members].filter(([name]) => keys.values.includes(name) === keep)), open };
}

/** The type that an expression is declared to have, itself or through what it is made of. */
export function declaredType(project: Project, at: Located, depth = 0): LocatedType | undefined {
  return project.nested('declared', at, depth > deepest, () => typeBehind(project, at, depth), undefined);
}

function typeBehind(project: Project, { node, program }: Located, depth: number): LocatedType | undefined {
  const of = (next: ts.Expression, home = program) =>
    declaredType(project, { node: next, program: home }, depth + 1);
  if (
    compiler.isParenthesizedExpression(node) ||
    compiler.isNonNullExpression(node) ||
    compiler.isAwaitExpression(node)
  )
    return of(node.expression);
  if (compiler.isAsExpression(node) || compiler.isTypeAssertionExpression(node))
    return compiler.isConstTypeReference(node.type) ? undefined : { node: node.type, program };
  if (compiler.isSatisfiesExpression(node)) return of(node.expression);
  if (compiler.isPropertyAccessExpression(node))
    return (
      heldBy(project, { node, program }) ??
      thisMemberType({ node, program }) ??
      memberType(project, of(node.expression), [node.name.text], depth + 1)
    );
  if (compiler.isElementAccessExpression(node)) return elementType(of(node.expression));
  if (compiler.isCallExpression(node))
    return returnType(project, { node, program }) ?? injectedType(project, { node, program });
  if (!compiler.isIdentifier(node)) return undefined;
  const found = bindingOf(project, program, node);
  if (found?.binding.kind !== 'variable' && found?.binding.kind !== 'parameter') return undefined;
  const { declaration, path } = found.binding;
  if (path === undefined) return undefined;
  if (compiler.isVariableDeclaration(declaration) && compiler.isForOfStatement(declaration.parent.parent))
    return memberType(
      project,
      elementType(of(declaration.parent.parent.expression, found.program)),
      path,
      depth + 1,
    );
  const type = declaration.type && { node: declaration.type, program: found.program };
  const made = declaration.initializer && { node: declaration.initializer, program: found.program };
  const held = made && stateType(made, path[0]);
  if (held) return memberType(project, held, path.slice(1), depth + 1);
  const whole = type ?? (declaration.initializer && of(declaration.initializer, found.program));
  return memberType(project, whole, path, depth + 1);
}

/** `count.value` of `const count = ref<number>()`. */
function heldBy(
  project: Project,
  { node, program }: Located<ts.PropertyAccessExpression>,
): LocatedType | undefined {
  const object = node.expression;
  const found = compiler.isIdentifier(object) ? bindingOf(project, program, object) : undefined;
  if (found?.binding.kind !== 'variable' || found.binding.path?.length !== 0) return undefined;
  const { initializer } = found.binding.declaration;
  return initializer && stateType({ node: initializer, program: found.program }, node.name.text);
}

/** `this.analytics`, declared as a property of the class or as a parameter property of its constructor. */
function thisMemberType({ node, program }: Located<ts.PropertyAccessExpression>): LocatedType | undefined {
  if (node.expression.kind !== compiler.SyntaxKind.ThisKeyword) return undefined;
  for (const member of classAround(node)?.members ?? []) {
    if (compiler.isPropertyDeclaration(member) && member.name.getText() === node.name.text)
      return member.type && { node: member.type, program };
    if (!compiler.isConstructorDeclaration(member)) continue;
    const parameter = member.parameters.find((each) => each.name.getText() === node.name.text);
    if (parameter?.type) return { node: parameter.type, program };
  }
  return undefined;
}

function memberType(
  project: Project,
  type: LocatedType | undefined,
  path: readonly string[],
  depth: number,
): LocatedType | undefined {
  let at = type;
  for (const step of path) {
    if (!at) return undefined;
    const member = membersOfType(project, at, depth)?.members.get(step);
    // An optional property says more than its type: what it may lack is asked where it is read.
    at = member?.type;
  }
  return at;
}

function elementType(type: LocatedType | undefined): LocatedType | undefined {
  if (!type) return undefined;
  const { node, program } = type;
  if (compiler.isArrayTypeNode(node)) return { node: node.elementType, program };
  if (compiler.isTypeOperatorNode(node)) return elementType({ node: node.type, program });
  const [argument] = compiler.isTypeReferenceNode(node) ? (node.typeArguments ?? []) : [];
  const isArray = compiler.isTypeReferenceNode(node) && /^(Readonly)?Array$/.test(node.typeName.getText());
  return isArray && argument ? { node: argument, program } : undefined;
}

/** `inject(key)` of a `key` that is declared with the type of what is put under it. */
function injectedType(
  project: Project,
  { node, program }: Located<ts.CallExpression>,
): LocatedType | undefined {
  const [key] = node.arguments;
  if (!key || !readsProvided(node) || !compiler.isIdentifier(key)) return undefined;
  const found = bindingOf(project, program, key);
  if (found?.binding.kind !== 'variable') return undefined;
  const { initializer, type: declared } = found.binding.declaration;
  const made = initializer && (compiler.isAsExpression(initializer) ? initializer.type : initializer);
  const [type] =
    made &&
    (compiler.isNewExpression(made) || compiler.isCallExpression(made) || compiler.isTypeReferenceNode(made))
      ? (made.typeArguments ?? [])
      : declared && compiler.isTypeReferenceNode(declared)
        ? (declared.typeArguments ?? [])
        : [];
  return type && { node: type, program: found.program };
}

/** The written type of what a function of the project returns. */
function returnType(
  project: Project,
  { node, program }: Located<ts.CallExpression>,
): LocatedType | undefined {
  if (!compiler.isIdentifier(node.expression)) return undefined;
  const found = bindingOf(project, program, node.expression);
  const declared =
    found?.binding.kind === 'function'
      ? found.binding.declaration
      : found?.binding.kind === 'variable'
        ? found.binding.declaration.initializer
        : undefined;
  if (!found || !declared || !compiler.isFunctionLike(declared) || !declared.type || declared.typeParameters)
    return undefined;
  return { node: declared.type, program: found.program };
}
