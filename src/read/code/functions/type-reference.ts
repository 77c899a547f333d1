import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import type { Located, Project } from '../project/project.ts';
import { isNothing, typeNamed } from '../types/members.ts';
import { queriedBy } from '../types/typed-values.ts';
import { referenceOf } from './reference.ts';
import { byName, type Reference, returned } from './reference-path.ts';

/** Types are named after one another so deep. */
const deepest = 16;

/** What is of a type, as far as that says: of a package's, of that of something, or of one that a client is given as of. */
export function referenceOfType(
  project: Project,
  type: Located<ts.TypeNode>,
  depth = 0,
): Reference | undefined {
  const queried = queriedBy(project, type);
  if (!queried) return packageType(project, type, depth) ?? ofClient(project, type, depth);
  const of = referenceOf(project, queried.of, depth + 1);
  return queried.isCalled ? returned(of) : of;
}

function ofClient(project: Project, type: Located<ts.TypeNode>, depth: number): Reference | undefined {
  const client = depth > deepest ? undefined : project.shared.clients.of(project, type);
  return client && referenceOf(project, client, depth + 1);
}

/** What a type is by the package that declares it, also under other names: `type Client = analytics.Client | null`. */
function packageType(project: Project, type: Located<ts.TypeNode>, depth: number): Reference | undefined {
  const { program } = type;
  const node = withoutNothing(type.node);
  if (!node || depth > deepest) return undefined;
  // `Window & typeof globalThis`
  if (compiler.isIntersectionTypeNode(node)) {
    const isPart = node.types.some((each) => isWindow(project, { node: each, program }));
    return isPart ? byName('window') : undefined;
  }
  if (isWindow(project, { node, program })) return byName('window');
  if (!compiler.isTypeReferenceNode(node)) return undefined;
  const [given] = node.typeArguments ?? [];
  if (given && sameMembers.has(node.typeName.getText(program.tree)))
    return referenceOfType(project, { node: given, program }, depth + 1);
  const [first = ''] = node.typeName.getText(program.tree).split('.');
  const binding = program.moduleScope.names.get(first);
  if (binding?.kind === 'import' && project.packages.has(binding.module)) {
    const name = binding.imported === '*' ? first : binding.imported;
    return { module: binding.module, path: [name], written: [name] };
  }
  const alias = compiler.isIdentifier(node.typeName) ? typeNamed(project, program, first) : undefined;
  return alias && compiler.isTypeAliasDeclaration(alias.node)
    ? packageType(project, { node: alias.node.type, program: alias.program }, depth + 1)
    : undefined;
}

/** Whether a type is that of the browser's global object, which a class is often given: `constructor(private window: Window)`. */
function isWindow(project: Project, { node, program }: Located<ts.TypeNode>): boolean {
  if (!compiler.isTypeReferenceNode(node) || node.typeName.getText(program.tree) !== 'Window') return false;
  return !program.moduleScope.names.has('Window') && typeNamed(project, program, 'Window') === undefined;
}

/** The one type of a union that is not for the lack of a value. */
function withoutNothing(node: ts.TypeNode): ts.TypeNode | undefined {
  if (compiler.isParenthesizedTypeNode(node)) return withoutNothing(node.type);
  if (!compiler.isUnionTypeNode(node)) return node;
  const [only, ...others] = node.types.filter((each) => !isNothing(each));
  return only && others.length === 0 ? withoutNothing(only) : undefined;
}

/** Types whose members are some of the type that they are given; a promise is awaited before something is asked of it. */
const sameMembers = new Set('Promise Awaited NonNullable Readonly Partial Required Pick Omit'.split(' '));
