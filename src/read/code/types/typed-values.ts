import type ts from 'typescript';
import { functionAt } from '../functions/functions.ts';
import { compiler } from '../programs/compiler.ts';
import type { Located, Project } from '../project/project.ts';
import { returnedBy } from '../values/results.ts';
import { declarationOf, isNothing } from './members.ts';
import { entered, givenType } from './type-arguments.ts';

type LocatedType = Located<ts.TypeNode>;

/** What a type says it is the type of: an expression, or what a call of one returns. */
export interface Queried {
  readonly of: Located;
  readonly isCalled: boolean;
}

const deepest = 8;

/** What `typeof track` and `ReturnType<typeof useTracking>` name, through aliases; undefined for other types. */
export function queriedBy(project: Project, at: LocatedType, depth = 0): Queried | undefined {
  if (depth > deepest) return undefined;
  const { node, program } = at;
  const again = (next: LocatedType) => queriedBy(project, next, depth + 1);
  if (compiler.isParenthesizedTypeNode(node)) return again({ node: node.type, program });
  if (compiler.isUnionTypeNode(node)) {
    const [only, ...others] = node.types.filter((each) => !isNothing(each));
    return only && others.length === 0 ? again({ node: only, program }) : undefined;
  }
  if (compiler.isTypeQueryNode(node))
    return compiler.isIdentifier(node.exprName)
      ? { of: { node: node.exprName, program }, isCalled: false }
      : undefined;
  if (!compiler.isTypeReferenceNode(node)) return undefined;
  const given = givenType(at);
  if (given) return again(given);
  const found = declarationOf(project, { node, program });
  if (found)
    return compiler.isTypeAliasDeclaration(found.node)
      ? again({ node: found.node.type, program: entered(found, node.typeArguments, program) })
      : undefined;
  const [argument] = node.typeArguments ?? [];
  if (!argument || !compiler.isIdentifier(node.typeName)) return undefined;
  const { text } = node.typeName;
  if (text === 'Awaited' || text === 'NonNullable' || text === 'Readonly')
    return again({ node: argument, program });
  const inner = text === 'ReturnType' ? again({ node: argument, program }) : undefined;
  return inner && !inner.isCalled ? { of: inner.of, isCalled: true } : undefined;
}

/** The expressions that a type stands for: the one that it queries, or what a function returns. */
export function valuesOfType(project: Project, type: LocatedType): readonly Located[] {
  const queried = queriedBy(project, type);
  if (!queried) return [];
  if (!queried.isCalled) return [queried.of];
  const target = functionAt(project, queried.of);
  return (target && returnedBy(target.node)?.map((node) => ({ node, program: target.program }))) ?? [];
}
