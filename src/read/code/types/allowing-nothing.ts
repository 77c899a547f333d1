import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import type { Located, Project } from '../project/project.ts';
import { declarationOf } from './members.ts';
import { entered, givenType, typeParameter } from './type-arguments.ts';
import { factsOfType } from './types.ts';

const deepest = 8;

/**
 * Whether a variable of a type may be left unset: the compiler sees to the others. Of a type that cannot be read, as one of a
 * package that is missing, it may: whoever compiles that knows more.
 */
export function allowsNothing(project: Project, { node, program }: Located<ts.TypeNode>, depth = 0): boolean {
  const of = (next: ts.TypeNode, home = program) =>
    depth < deepest && allowsNothing(project, { node: next, program: home }, depth + 1);
  const facts = factsOfType(project, { node, program });
  if (facts) return facts.optional;
  if (compiler.isParenthesizedTypeNode(node)) return of(node.type);
  if (compiler.isUnionTypeNode(node)) return node.types.some((each) => of(each));
  if (compiler.isTypeReferenceNode(node)) return isUnread(project, { node, program }, of);
  return (
    compiler.isIndexedAccessTypeNode(node) ||
    compiler.isConditionalTypeNode(node) ||
    compiler.isImportTypeNode(node) ||
    node.kind === compiler.SyntaxKind.AnyKeyword ||
    node.kind === compiler.SyntaxKind.UnknownKeyword
  );
}

/** Whether a named type stands for one that allows nothing, or is imported from where it cannot be read. */
function isUnread(
  project: Project,
  at: Located<ts.TypeReferenceNode>,
  of: (type: ts.TypeNode, home?: Located['program']) => boolean,
): boolean {
  const { node, program } = at;
  const given = givenType(at);
  if (given) return of(given.node, given.program);
  const found = declarationOf(project, at);
  if (found)
    return (
      compiler.isTypeAliasDeclaration(found.node) &&
      of(found.node.type, entered(found, node.typeArguments, program))
    );
  if (typeParameter(at)) return false;
  const { typeName } = node;
  const first = compiler.isIdentifier(typeName) ? typeName.text : typeName.getText().split('.')[0];
  return program.moduleScope.names.get(first ?? '')?.kind === 'import';
}
