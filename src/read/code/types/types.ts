import type ts from 'typescript';
import type { SeenType } from '../../../model/attribute-type.ts';
import { compiler } from '../programs/compiler.ts';
import {
  type Facts,
  isUnknown,
  literal,
  mostValues,
  nothing,
  ofTypes,
  someText,
  union,
} from '../project/facts.ts';
import type { Located, Project, TypeDeclaration } from '../project/project.ts';
import { elementsOf } from '../values/elements.ts';
import { evaluate } from '../values/evaluate.ts';
import { keysOf, objectLiteralOf } from '../values/objects.ts';
import { computedFacts } from './computed-types.ts';
import { derivedType } from './derived-types.ts';
import { indexedType } from './indexed.ts';
import { factsOfMade } from './made-parts.ts';
import { madeIn } from './made-types.ts';
import { declarationOf, type Member, type Members, membersOfType } from './members.ts';
import { entered, givenType, typeParameter } from './type-arguments.ts';

type LocatedType = Located<ts.TypeNode>;

const deepest = 12;

/** What a written type says of its values; undefined where that takes more than reading it. */
export function factsOfType(project: Project, at: LocatedType, depth = 0): Facts | undefined {
  return project.nested('type', at, { depth, deepest }, () => factsBelow(project, at, depth), undefined);
}

function factsBelow(project: Project, at: LocatedType, depth: number): Facts | undefined {
  const { node, program } = at;
  const of = (next: ts.TypeNode) => factsOfType(project, { node: next, program }, depth + 1);
  const made = madeIn(node);
  if (made) return factsOfMade(project, made, program, depth);
  const derived = derivedType(project, at, depth);
  if (derived) return factsOfType(project, derived, depth + 1);
  if (compiler.isParenthesizedTypeNode(node)) return of(node.type);
  if (compiler.isUnionTypeNode(node)) {
    const all = node.types.map(of);
    return all.every((facts) => facts !== undefined) ? union(all as Facts[]) : undefined;
  }
  if (compiler.isLiteralTypeNode(node)) return literalFacts(node);
  if (compiler.isArrayTypeNode(node)) return arrayFacts(of(node.elementType));
  if (compiler.isTupleTypeNode(node)) {
    const all = node.elements.map((element) =>
      of(
        compiler.isNamedTupleMember(element) || compiler.isOptionalTypeNode(element) ? element.type : element,
      ),
    );
    return all.every((facts) => facts !== undefined) ? arrayFacts(union(all as Facts[])) : undefined;
  }
  if (compiler.isTypeOperatorNode(node)) return operatorFacts(project, node, at, depth);
  // Anything but null fits `{}`.
  if (compiler.isTypeLiteralNode(node)) return node.members.length > 0 ? ofTypes('object') : undefined;
  if (compiler.isMappedTypeNode(node)) return ofTypes('object');
  // What makes the text says more than all that fit.
  if (compiler.isTemplateLiteralTypeNode(node)) return someText('a text of any value');
  if (compiler.isFunctionTypeNode(node)) return ofTypes('function');
  if (compiler.isIndexedAccessTypeNode(node)) return indexedFacts(project, node, at, depth);
  if (compiler.isTypeReferenceNode(node)) return referenceFacts(project, { node, program }, depth);
  if (node.kind === compiler.SyntaxKind.UndefinedKeyword || node.kind === compiler.SyntaxKind.VoidKeyword)
    return nothing;
  // No value is of it, nor is what lacks one.
  if (node.kind === compiler.SyntaxKind.NeverKeyword) return { ...nothing, optional: false };
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
  return object && keysOf(project, object as Located<ts.ObjectLiteralExpression>);
}

function closedKeys(members: Members | undefined): readonly string[] | undefined {
  return members && !members.open && members.members.size > 0 ? [...members.members.keys()] : undefined;
}

/** `Order['status']` and `(typeof names)[keyof typeof names]`. */
function indexedFacts(
  project: Project,
  node: ts.IndexedAccessTypeNode,
  { program }: LocatedType,
  depth: number,
) {
  const object = compiler.isParenthesizedTypeNode(node.objectType) ? node.objectType.type : node.objectType;
  if (node.indexType.kind === compiler.SyntaxKind.NumberKeyword) {
    const element = indexedType(project, { node, program }, depth);
    return element
      ? factsOfType(project, element, depth + 1)
      : queriedElements(project, object, program, depth);
  }
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

/**
 * `(typeof names)[number]` of a list that is written out: the types of its elements. Which of them it is, whoever gives it says: a
 * component that is given a part of a name does not send all of them.
 */
function queriedElements(project: Project, object: ts.TypeNode, program: Located['program'], depth: number) {
  if (!compiler.isTypeQueryNode(object) || !compiler.isIdentifier(object.exprName)) return undefined;
  const elements = elementsOf(project, { node: object.exprName, program });
  if (!elements || elements.length === 0 || elements.length > mostValues) return undefined;
  const { types } = union(elements.map((each) => evaluate(project, each, depth + 1)));
  return `${types}` === 'string' ? someText('a text of any value') : ofTypes(...types);
}

/** What a declared property can be. */
export function memberFacts(project: Project, member: Member | undefined, depth = 0): Facts | undefined {
  const types = member?.types ?? (member?.type ? [member.type] : []);
  const all = types.map((type) => factsOfType(project, type, depth + 1));
  if (all.length === 0 || !all.every((each) => each !== undefined)) return undefined;
  const facts = union(all as Facts[]);
  return { ...facts, optional: facts.optional || (member?.optional ?? false) };
}

function referenceFacts(
  project: Project,
  at: Located<ts.TypeReferenceNode>,
  depth: number,
): Facts | undefined {
  const { node, program } = at;
  const given = givenType(at);
  if (given) return factsOfType(project, given, depth + 1);
  const found = declarationOf(project, at);
  if (found)
    return declaredFacts(project, { ...found, program: entered(found, node.typeArguments, program) }, depth);
  if (!compiler.isIdentifier(node.typeName)) return undefined;
  const parameter = typeParameter(at);
  if (parameter) return boundFacts(project, { node: parameter, program }, depth);
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
      // What a package calls so is something else.
      if (program.moduleScope.names.has(node.typeName.text)) return undefined;
      return computedFacts(
        project,
        node.typeName.text,
        (node.typeArguments ?? []).map((each) => ({ node: each, program })),
        depth,
      );
  }
}

/** What a type parameter is bounded by says what it is where that is a simple value: a bound of an object may hold more. */
function boundFacts(
  project: Project,
  { node: { constraint }, program }: Located<ts.TypeParameterDeclaration>,
  depth: number,
): Facts | undefined {
  const facts = constraint && factsOfType(project, { node: constraint, program }, depth + 1);
  return facts?.types.every((type) => type === 'string' || type === 'number' || type === 'boolean')
    ? facts
    : undefined;
}

function declaredFacts(project: Project, { node, program }: Located<TypeDeclaration>, depth: number) {
  if (compiler.isTypeAliasDeclaration(node))
    return factsOfType(project, { node: node.type, program }, depth + 1);
  if (!compiler.isEnumDeclaration(node)) return ofTypes('object');
  const values = node.members.map(({ initializer }) =>
    initializer ? evaluate(project, { node: initializer, program }, depth + 1) : ofTypes('number'),
  );
  return union(values);
}
