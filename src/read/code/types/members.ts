import type ts from 'typescript';
import { isStaticMember } from '../functions/classes.ts';
import { typeAmong } from '../modules/exports.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import type { Located, Project, TypeDeclaration } from '../project/project.ts';
import { nameTexts } from '../values/objects.ts';
import { mappedMembers } from './computed-types.ts';
import { derivedType } from './derived-types.ts';
import { indexedType } from './indexed.ts';
import { either, filtered, joined, mapped } from './joined-members.ts';
import { languageMembers, typeOfLiteral } from './language-types.ts';
import { membersOfMade } from './made-parts.ts';
import { madeIn } from './made-types.ts';
import { typeInNamespace } from './namespaced.ts';
import { entered, givenType } from './type-arguments.ts';
import { factsOfType } from './types.ts';

/** A property as a type declares it. */
export interface Member {
  readonly type: Located<ts.TypeNode> | undefined;
  /** The types of which it has one, where it is a property of one of several objects. */
  readonly types?: readonly Located<ts.TypeNode>[] | undefined;
  readonly optional: boolean;
  /** Whether it stands on the class, or is private to it, so that nothing that is sent has it. */
  readonly isHidden?: boolean;
  /** What it returns when it is called, where it is a method. */
  readonly returns?: Located<ts.TypeNode> | undefined;
  /** What it takes, where it is a method. */
  readonly signature?: Located<ts.MethodSignature | ts.MethodDeclaration> | undefined;
}

/** The properties of a type; `open` when it allows others. */
export interface Members {
  readonly members: ReadonlyMap<string, Member>;
  readonly open: boolean;
}

type LocatedType = Located<ts.TypeNode>;

const deepest = 12;

/** The properties that a type declares; undefined where that takes more than reading it. */
export function membersOfType(project: Project, at: LocatedType, depth = 0): Members | undefined {
  return project.nested('members', at, { depth, deepest }, () => membersBelow(project, at, depth), undefined);
}

function membersBelow(project: Project, at: LocatedType, depth: number): Members | undefined {
  const { node, program } = at;
  const of = (next: ts.TypeNode) => membersOfType(project, { node: next, program }, depth + 1);
  const made = madeIn(node);
  if (made) return membersOfMade(project, made, program, depth);
  const derived = derivedType(project, at, depth);
  if (derived) return membersOfType(project, derived, depth + 1);
  if (compiler.isParenthesizedTypeNode(node)) return of(node.type);
  if (compiler.isTypeLiteralNode(node)) return elements(project, node.members, program);
  if (compiler.isIntersectionTypeNode(node)) {
    const all = node.types.map(of);
    // What is not known of one adds to what is known of the others: it can take nothing away.
    return all.some((each) => each !== undefined) ? joined(all.map((each) => each ?? anything)) : undefined;
  }
  if (compiler.isIndexedAccessTypeNode(node)) {
    const type = indexedType(project, { node, program }, depth);
    return type && membersOfType(project, type, depth + 1);
  }
  if (compiler.isUnionTypeNode(node)) {
    const all = node.types.filter((type) => !isNothing(type)).map(of);
    return all.length > 0 && all.every((each) => each !== undefined) ? either(all as Members[]) : undefined;
  }
  if (compiler.isTypeReferenceNode(node)) return referenced(project, { node, program }, depth);
  if (compiler.isMappedTypeNode(node)) return mappedMembers(project, { node, program }, depth);
  return compiler.isTupleTypeNode(node) ? tuple({ node, program }) : undefined;
}

/** `[from: number, to: number]`: its elements by their index. */
function tuple({ node, program }: Located<ts.TupleTypeNode>): Members {
  const members = new Map<string, Member>();
  for (const [index, element] of node.elements.entries()) {
    if (compiler.isRestTypeNode(element)) break;
    if (compiler.isNamedTupleMember(element) && element.dotDotDotToken) break;
    const type =
      compiler.isNamedTupleMember(element) || compiler.isOptionalTypeNode(element) ? element.type : element;
    const optional = compiler.isNamedTupleMember(element)
      ? element.questionToken !== undefined
      : compiler.isOptionalTypeNode(element);
    members.set(String(index), { type: { node: type, program }, optional });
  }
  return { members, open: members.size < node.elements.length };
}

/** Whether a type stands for the lack of a value: `null` or `undefined`. */
export function isNothing(type: ts.TypeNode): boolean {
  return (
    type.kind === compiler.SyntaxKind.UndefinedKeyword ||
    (compiler.isLiteralTypeNode(type) && type.literal.kind === compiler.SyntaxKind.NullKeyword)
  );
}

function referenced(project: Project, at: Located<ts.TypeReferenceNode>, depth: number): Members | undefined {
  const { node, program } = at;
  const given = givenType(at);
  if (given) return membersOfType(project, given, depth + 1);
  const found = declarationOf(project, at);
  if (found)
    return declaredMembers(
      project,
      { ...found, program: entered(found, node.typeArguments, program) },
      depth,
    );
  const [first, second] = node.typeArguments ?? [];
  if (!compiler.isIdentifier(node.typeName)) return undefined;
  const { text: name } = node.typeName;
  if (!first) return program.moduleScope.names.has(name) ? undefined : languageMembers(name, program);
  const inner = membersOfType(project, { node: first, program }, depth + 1);
  const keys = () => (second ? factsOfType(project, { node: second, program }, depth + 1) : undefined);
  switch (name) {
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

const anything: Members = { members: new Map(), open: true };

function declaredMembers(
  project: Project,
  { node, program }: Located<TypeDeclaration>,
  depth: number,
): Members | undefined {
  if (compiler.isEnumDeclaration(node)) return undefined;
  // What extends itself, or all others, would never end.
  if (depth > deepest || !project.step()) return undefined;
  if (compiler.isTypeAliasDeclaration(node))
    return membersOfType(project, { node: node.type, program }, depth + 1);
  const bases = (node.heritageClauses ?? [])
    // What a class implements it has to declare itself.
    .filter(
      ({ token }) => compiler.isInterfaceDeclaration(node) || token === compiler.SyntaxKind.ExtendsKeyword,
    )
    .flatMap(({ types }) => types);
  // What is not known of a base adds to what is known: it can take nothing away.
  const all = bases.map(({ expression, typeArguments }) =>
    compiler.isIdentifier(expression)
      ? (inherited(project, { node: expression, program }, typeArguments, depth + 1) ?? anything)
      : anything,
  );
  const own = compiler.isClassDeclaration(node)
    ? ofClass(project, node, program)
    : elements(project, node.members, program);
  return joined([...all, own]);
}

/** The fields, accessors and methods of a class's instances, with those that its constructor's parameters declare. */
function ofClass(project: Project, node: ts.ClassDeclaration, program: LocatedType['program']): Members {
  const members = new Map<string, Member>();
  const located = <Of extends ts.Node>(of: Of | undefined) => of && { node: of, program };
  for (const member of node.members) {
    if (compiler.isConstructorDeclaration(member)) {
      for (const { name, type, questionToken, modifiers } of member.parameters)
        if (modifiers?.length && compiler.isIdentifier(name))
          members.set(name.text, { type: located(type), optional: questionToken !== undefined });
      continue;
    }
    const isMethod = compiler.isMethodDeclaration(member);
    const isField = compiler.isPropertyDeclaration(member);
    if ((!isField && !isMethod && !compiler.isGetAccessorDeclaration(member)) || isStaticMember(member))
      continue;
    const isHidden = !isField || compiler.isPrivateIdentifier(member.name);
    const optional = isField && member.questionToken !== undefined;
    for (const name of nameTexts(project, { node: member.name, program }) ?? [])
      members.set(
        name,
        isMethod
          ? { type: undefined, optional, isHidden, returns: located(member.type), signature: located(member) }
          : {
              type: located(member.type ?? (isField ? typeOfLiteral(member.initializer) : undefined)),
              optional,
              isHidden,
            },
      );
  }
  return { members, open: true };
}

function inherited(
  project: Project,
  { node, program }: Located<ts.Identifier>,
  given: readonly ts.TypeNode[] | undefined,
  depth: number,
): Members | undefined {
  const found = typeNamed(project, program, node.text);
  return found && declaredMembers(project, { ...found, program: entered(found, given, program) }, depth);
}

function elements(
  project: Project,
  nodes: readonly ts.TypeElement[],
  program: LocatedType['program'],
): Members {
  const members = new Map<string, Member>();
  let open = false;
  for (const node of nodes) {
    // What is called or made of a value, and what goes by a symbol, is no property that is sent.
    if (!node.name && !compiler.isIndexSignatureDeclaration(node)) continue;
    if (node.name && isSymbol(node.name)) continue;
    // `[EventName.sent]: { … }`
    const names = node.name && nameTexts(project, { node: node.name, program });
    if (!names) open = true;
    const type = compiler.isPropertySignature(node) && node.type ? { node: node.type, program } : undefined;
    const signature = compiler.isMethodSignature(node) ? { node, program } : undefined;
    const returns = signature?.node.type && { node: signature.node.type, program };
    for (const name of names ?? [])
      members.set(name, { type, returns, signature, optional: node.questionToken !== undefined });
  }
  return { members, open };
}

/** `[Symbol.iterator]` */
function isSymbol(name: ts.PropertyName): boolean {
  return compiler.isComputedPropertyName(name) && /^Symbol\b/.test(name.expression.getText());
}

/** The declaration that a type's name refers to: of an enclosing block, the module, a namespace, or an imported one. */
export function declarationOf(
  project: Project,
  at: Located<ts.TypeReferenceNode>,
): Located<TypeDeclaration> | undefined {
  const { node, program } = at;
  if (!compiler.isIdentifier(node.typeName))
    return typeInNamespace(project, { node: node.typeName, program });
  const name = node.typeName.text;
  for (let outer: ts.Node = node; outer; outer = outer.parent) {
    // A type parameter stands for whatever it is given.
    if (declaresParameter(outer, name)) return undefined;
    if (!compiler.isSourceFile(outer) && !compiler.isBlock(outer) && !compiler.isModuleBlock(outer)) continue;
    const found = typeAmong(outer.statements, name);
    if (found) return { node: found, program };
  }
  return importedType(project, program, name);
}

/** The type that a module declares or imports under a name. */
export function typeNamed(
  project: Project,
  program: Program,
  name: string,
): Located<TypeDeclaration> | undefined {
  const own = typeAmong(program.tree.statements, name);
  return own ? { node: own, program } : importedType(project, program, name);
}

function importedType(
  project: Project,
  program: Program,
  name: string,
): Located<TypeDeclaration> | undefined {
  const binding = program.moduleScope.names.get(name);
  return binding?.kind === 'import'
    ? project.exportedType(program, binding.module, binding.imported)
    : undefined;
}

/** Types of the language whose values are, or come to be, those of their first argument. */
const standingFor = new Set('Promise Awaited NonNullable Readonly Required Partial Pick Omit'.split(' '));

/** The declarations that values of a type are of, through aliases; of a union only where it is of one type and nothing else. */
export function declarationsOf(
  project: Project,
  at: LocatedType,
  depth = 0,
): readonly Located<TypeDeclaration>[] {
  const { node, program } = at;
  const of = (next: ts.TypeNode, home = program) =>
    declarationsOf(project, { node: next, program: home }, depth + 1);
  if (depth > deepest || !project.step()) return [];
  if (compiler.isParenthesizedTypeNode(node)) return of(node.type);
  if (compiler.isIntersectionTypeNode(node)) return node.types.flatMap((each) => of(each));
  if (compiler.isUnionTypeNode(node)) {
    const [only, ...others] = node.types.filter((each) => !isNothing(each));
    return only && others.length === 0 ? of(only) : [];
  }
  if (!compiler.isTypeReferenceNode(node)) return [];
  const given = givenType(at);
  if (given) return of(given.node, given.program);
  const found = declarationOf(project, { node, program });
  if (!found) {
    const [first] = node.typeArguments ?? [];
    return first && standingFor.has(node.typeName.getText(program.tree)) ? of(first) : [];
  }
  if (!compiler.isTypeAliasDeclaration(found.node)) return [found];
  return [found, ...of(found.node.type, entered(found, node.typeArguments, program))];
}

function declaresParameter(node: ts.Node, name: string): boolean {
  if (compiler.isMappedTypeNode(node)) return node.typeParameter.name.text === name;
  const { typeParameters } = node as { typeParameters?: readonly ts.TypeParameterDeclaration[] };
  return typeParameters?.some((each) => each.name.text === name) ?? false;
}
