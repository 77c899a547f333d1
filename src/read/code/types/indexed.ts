import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import type { Located, Project } from '../project/project.ts';
import { elementType } from './declared.ts';
import { type Member, membersOfType } from './members.ts';
import { factsOfType } from './types.ts';

/** The property that a type takes of another: `Order['status']`. Undefined where that is not one property. */
export function indexedMember(
  project: Project,
  { node, program }: Located<ts.IndexedAccessTypeNode>,
  depth: number,
): Member | undefined {
  const keys = factsOfType(project, { node: node.indexType, program }, depth + 1);
  const [key, ...others] = keys?.complete ? keys.values : [];
  if (key === undefined || others.length > 0) return undefined;
  return membersOfType(project, { node: node.objectType, program }, depth + 1)?.members.get(String(key));
}

/** The type that a type takes of another: of a property, or of the elements, as in `Order['items'][number]`. */
export function indexedType(
  project: Project,
  at: Located<ts.IndexedAccessTypeNode>,
  depth: number,
): Located<ts.TypeNode> | undefined {
  const { node, program } = at;
  if (node.indexType.kind === compiler.SyntaxKind.NumberKeyword)
    return elementType(project, { node: node.objectType, program }, depth + 1);
  return indexedMember(project, at, depth)?.type;
}
