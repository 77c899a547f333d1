import type ts from 'typescript';
import { functionAt } from '../functions/functions.ts';
import { compiler } from '../programs/compiler.ts';
import type { Located, Project } from '../project/project.ts';
import { declaredType, elementType } from './declared.ts';
import { typeOfResult, typeOfValue, writtenAt } from './made-types.ts';
import { withTypes } from './type-arguments.ts';

type LocatedType = Located<ts.TypeNode>;

/**
 * What a generic function of the project is written to return, as it is called: its type parameters stand for the type arguments, or for
 * what the arguments are where they are of such a type. Undefined for other calls.
 */
export function genericResult(
  project: Project,
  { node, program }: Located<ts.CallExpression>,
  depth: number,
): LocatedType | undefined {
  const func = functionAt(project, { node: node.expression, program });
  const { type, typeParameters, parameters = [] } = func?.node ?? {};
  if (!func || !type || !typeParameters) return undefined;
  const types = new Map<string, LocatedType>();
  for (const [index, { name }] of typeParameters.entries()) {
    const written = node.typeArguments?.[index];
    if (written) types.set(name.text, { node: written, program });
  }
  const names = new Set(typeParameters.map(({ name }) => name.text).filter((name) => !types.has(name)));
  for (const [index, parameter] of parameters.entries()) {
    const argument = node.arguments[index];
    if (!argument || compiler.isSpreadElement(argument) || !parameter.type) break;
    const bound = boundBy(project, parameter.type, { node: argument, program }, names, depth);
    if (bound && !types.has(bound.name)) types.set(bound.name, bound.type);
  }
  const result = parameterName(promised(type), new Set(typeParameters.map(({ name }) => name.text)));
  // What stands for nothing that is known says less than where else a type may come from.
  if (result !== undefined) return types.get(result);
  return { node: type, program: withTypes(func, types) };
}

/** The type parameter of which a parameter's type is made, and what it stands for by what is given: `it: T`, `all: T[]`, `make: () => T`. */
function boundBy(
  project: Project,
  type: ts.TypeNode,
  given: Located,
  names: ReadonlySet<string>,
  depth: number,
): Bound | undefined {
  const bind = (node: ts.TypeNode, found: () => LocatedType | undefined) => {
    const name = parameterName(node, names);
    const bound = name === undefined ? undefined : found();
    return name === undefined || !bound ? undefined : { name, type: bound };
  };
  if (compiler.isFunctionTypeNode(type))
    return bind(promised(type.type), () => typeOfResult(project, given, depth + 1));
  if (compiler.isArrayTypeNode(type))
    return bind(type.elementType, () => elementType(project, declaredType(project, given), depth + 1));
  const inner = promised(type);
  if (compiler.isTypeReferenceNode(inner) && inner.typeArguments)
    return firstBound(inner.typeArguments, (argument, index) =>
      bind(argument, () => madeWith(project, given, inner.typeName.getText(), index)),
    );
  return bind(inner, () => typeOfValue(project, given, depth + 1));
}

type Bound = { readonly name: string; readonly type: LocatedType };

function firstBound(
  all: readonly ts.TypeNode[],
  look: (type: ts.TypeNode, index: number) => Bound | undefined,
): Bound | undefined {
  for (const [index, each] of all.entries()) {
    const found = look(each, index);
    if (found) return found;
  }
  return undefined;
}

/** The type argument of what is given: `new Token<Shop>()`, `createContext<Shop>(…)`, or what is declared as `Token<Shop>`. */
function madeWith(project: Project, given: Located, name: string, index: number): LocatedType | undefined {
  const { node, program } = writtenAt(project, given);
  const isMade = compiler.isNewExpression(node) || compiler.isCallExpression(node);
  const written = isMade ? node.typeArguments?.[index] : undefined;
  if (written) return { node: written, program };
  const declared = declaredType(project, given);
  const type = declared?.node;
  if (!declared || !type || !compiler.isTypeReferenceNode(type) || type.typeName.getText() !== name)
    return undefined;
  const argument = type.typeArguments?.[index];
  return argument && { node: argument, program: declared.program };
}

/** What a promise comes to; another type itself. */
function promised(type: ts.TypeNode): ts.TypeNode {
  const isPromise = compiler.isTypeReferenceNode(type) && type.typeName.getText() === 'Promise';
  return (isPromise && type.typeArguments?.[0]) || type;
}

function parameterName(type: ts.TypeNode, names: ReadonlySet<string>): string | undefined {
  const isName = compiler.isTypeReferenceNode(type) && compiler.isIdentifier(type.typeName);
  return isName && names.has((type.typeName as ts.Identifier).text)
    ? (type.typeName as ts.Identifier).text
    : undefined;
}
