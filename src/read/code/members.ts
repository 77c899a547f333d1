import type ts from 'typescript';
import { compiler } from './compiler.ts';
import { typeAmong } from './exports.ts';
import type { Facts } from './facts.ts';
import type { Located, Project, TypeDeclaration } from './project.ts';
import { factsOfType } from './types.ts';

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

/** The declaration that a type's name refers to: of an enclosing block, the module, or an imported one. */
export function declarationOf(
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
