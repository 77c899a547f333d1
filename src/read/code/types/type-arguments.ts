import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import type { Located } from '../project/project.ts';

type LocatedType = Located<ts.TypeNode>;

/** What has type parameters. */
type Generic = ts.Node & { readonly typeParameters?: ts.NodeArray<ts.TypeParameterDeclaration> | undefined };

/** The program of a generic declaration as it is seen with some type arguments: each stands for its parameter. */
export function entered(
  { node, program }: Located<Generic>,
  given: readonly ts.TypeNode[] | undefined,
  from: Program,
): Program {
  const parameters = node.typeParameters ?? [];
  if (parameters.length === 0) return program;
  const types = new Map<string, LocatedType>();
  for (const [index, { name, default: preset }] of parameters.entries()) {
    const argument = given?.[index];
    if (argument) types.set(name.text, { node: argument, program: from });
    else if (preset) types.set(name.text, { node: preset, program });
  }
  return withTypes({ node, program }, types);
}

/** The same with the arguments by name. */
export function withTypes(
  { node, program }: Located<Generic>,
  types: ReadonlyMap<string, LocatedType>,
): Program {
  if (types.size === 0) return program;
  const func = node as ts.Node as ts.SignatureDeclaration;
  const depth = program.frame?.depth ?? 0;
  return { ...program, frame: { func, args: { known: [], more: true }, outer: program.frame, depth, types } };
}

/** What a type parameter stands for; undefined for other types, and where nothing is known of it. */
export function givenType({ node, program }: LocatedType): LocatedType | undefined {
  if (!compiler.isTypeReferenceNode(node) || !compiler.isIdentifier(node.typeName)) return undefined;
  const name = node.typeName.text;
  for (let frame = program.frame; frame; frame = frame.outer) {
    const found = frame.types?.get(name);
    if (found && isInside(node, frame.func)) return found;
  }
  return undefined;
}

/** The declaration of the type parameter that a type names; undefined for other types. */
export function typeParameter({
  node,
}: Located<ts.TypeReferenceNode>): ts.TypeParameterDeclaration | undefined {
  if (!compiler.isIdentifier(node.typeName)) return undefined;
  const name = node.typeName.text;
  for (let at: ts.Node = node; at; at = at.parent) {
    const found = (at as Generic).typeParameters?.find((each) => each.name.text === name);
    if (found) return found;
  }
  return undefined;
}

function isInside(node: ts.Node, outer: ts.Node): boolean {
  for (let at: ts.Node = node; at; at = at.parent) if (at === outer) return true;
  return false;
}
