import type ts from 'typescript';
import { functionAt } from '../functions/functions.ts';
import { calleeName, passingOn } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import { nameText, unwrapped } from '../programs/syntax.ts';
import { visiting } from '../programs/visiting.ts';
import type { Located, Project } from '../project/project.ts';
import { declaredType, elementType } from './declared.ts';
import { checkedType } from './held-types.ts';
import { indexedMember } from './indexed.ts';
import { declarationOf, isNothing, type Members, membersOfType } from './members.ts';
import { selectedFrom } from './store-types.ts';
import { entered, givenType } from './type-arguments.ts';

type LocatedType = Located<ts.TypeNode>;

/** What a function takes and returns, as a type writes it. */
type Signature =
  | ts.FunctionTypeNode
  | ts.MethodSignature
  | ts.CallSignatureDeclaration
  | ts.FunctionLikeDeclaration;

const deepest = 8;

/** The written type of a parameter: its own, or what is expected of a function in that place. */
export function parameterType(
  project: Project,
  at: Located<ts.ParameterDeclaration>,
  depth = 0,
): LocatedType | undefined {
  const { node, program } = at;
  if (node.type) return { node: node.type, program };
  return project.nested(
    'parameter',
    at,
    { depth, deepest },
    () => expectedParameter(project, at, depth),
    undefined,
  );
}

/** Types of libraries that stand for a function, by their names, with the type argument that its first parameter is of. */
const componentTypes: Readonly<Record<string, number>> = {
  FC: 0,
  VFC: 0,
  FunctionComponent: 0,
  NextPage: 0,
  ParentComponent: 0,
  Component: 0,
  SFC: 0,
  ForwardRefRenderFunction: 1,
};

/** Functions of libraries that take a component, with the type argument that its props are of. */
const componentMakers: Readonly<Record<string, number>> = { memo: 0, forwardRef: 1, observer: 0 };

function expectedParameter(
  project: Project,
  { node, program }: Located<ts.ParameterDeclaration>,
  depth: number,
): LocatedType | undefined {
  const func = node.parent;
  const index = func.parameters.indexOf(node);
  if (
    !compiler.isArrowFunction(func) &&
    !compiler.isFunctionExpression(func) &&
    !compiler.isMethodDeclaration(func)
  )
    return undefined;
  const call = outermost(func).parent;
  if (compiler.isCallExpression(call) && call.expression !== func) {
    const given = ofCallback(project, { node: call, program }, func, index, depth);
    if (given) return given;
  }
  const expected = expectedSignature(project, { node: func, program }, depth + 1);
  if (!expected) return undefined;
  if (isSignature(expected.node)) return parameterOf(project, expected as Located<Signature>, index, depth);
  const type = expected as LocatedType;
  if (index === 0 && compiler.isTypeReferenceNode(type.node)) {
    const place = componentTypes[lastName(type.node.typeName)];
    const props = place === undefined ? undefined : type.node.typeArguments?.[place];
    if (props) return { node: props, program: type.program };
  }
  const signature = signatureOf(project, type, depth + 1);
  return signature && parameterOf(project, signature, index, depth);
}

/** What a method of an array, a promise or a library hands to its callback. */
function ofCallback(
  project: Project,
  { node, program }: Located<ts.CallExpression>,
  func: ts.Node,
  index: number,
  depth: number,
): LocatedType | undefined {
  const ofProps = componentMakers[calleeName(node)];
  const props = ofProps === undefined ? undefined : node.typeArguments?.[ofProps];
  if (props && index === 0) return { node: props, program };
  const selected = selectedFrom(project, { node, program }, func, index, depth);
  if (selected) return selected;
  const checked = index === 0 ? checkedType(project, { node, program }) : undefined;
  if (checked) return checked;
  const callee = unwrapped(node.expression);
  if (!compiler.isPropertyAccessExpression(callee)) return undefined;
  const place = visiting.get(callee.name.text);
  const isThen = callee.name.text === 'then' && index === 0;
  if (place !== index && !isThen) return undefined;
  const object = declaredType(project, { node: callee.expression, program }, depth + 1);
  return isThen ? object : elementType(project, object, depth + 1);
}

/** The type that a function, or the object it is a property of, is expected to have where it is written. */
function expectedSignature(
  project: Project,
  { node, program }: Located<ts.Node>,
  depth: number,
): Located<ts.Node> | undefined {
  if (depth > deepest) return undefined;
  if (compiler.isMethodDeclaration(node) || compiler.isPropertyAssignment(node)) {
    const object = node.parent;
    const name = node.name && nameText(node.name);
    if (!compiler.isObjectLiteralExpression(object) || name === undefined) return undefined;
    return memberOf(expectedMembers(project, { node: object, program }, depth + 1), name);
  }
  const at = outermost(node);
  const { parent } = at;
  const of = (next: ts.Node) => expectedSignature(project, { node: next, program }, depth + 1);
  const typed = (type: ts.TypeNode | undefined) => type && { node: type, program };
  if (compiler.isSatisfiesExpression(parent) || compiler.isAsExpression(parent)) return typed(parent.type);
  if (compiler.isVariableDeclaration(parent) || compiler.isPropertyDeclaration(parent))
    return typed(parent.type);
  if (compiler.isPropertyAssignment(parent)) return of(parent);
  if (compiler.isConditionalExpression(parent) || compiler.isBinaryExpression(parent)) return of(parent);
  if (compiler.isJsxExpression(parent) && compiler.isJsxAttribute(parent.parent)) {
    const element = parent.parent.parent.parent;
    const props = propsType(project, { node: element.tagName as ts.Expression, program }, depth + 1);
    return memberOf(props && membersOfType(project, props, depth + 1), parent.parent.name.getText());
  }
  if (compiler.isCallExpression(parent) && parent.expression !== at)
    return ofArgument(project, { node: parent, program }, at as ts.Expression, depth);
  return undefined;
}

function expectedMembers(
  project: Project,
  at: Located<ts.ObjectLiteralExpression>,
  depth: number,
): Members | undefined {
  const type = expectedSignature(project, at, depth);
  if (!type || isSignature(type.node)) return undefined;
  return membersOfType(project, type as LocatedType, depth + 1);
}

function memberOf(members: Members | undefined, name: string): Located<ts.Node> | undefined {
  const member = members?.members.get(name);
  return member?.signature ?? member?.type;
}

/** What a function expects as one of its arguments. */
function ofArgument(
  project: Project,
  { node, program }: Located<ts.CallExpression>,
  argument: ts.Expression,
  depth: number,
): Located<ts.Node> | undefined {
  const index = node.arguments.indexOf(argument);
  if (index < 0) return undefined;
  if (index === 0 && passingOn.has(calleeName(node))) {
    const [type] = node.typeArguments ?? [];
    return type ? { node: type, program } : expectedSignature(project, { node, program }, depth + 1);
  }
  const callee = functionAt(project, { node: node.expression, program });
  const parameter = callee?.node.parameters[index];
  if (callee && parameter)
    return parameterType(project, { node: parameter, program: callee.program }, depth + 1);
  const type = callee ? undefined : declaredType(project, { node: node.expression, program }, depth + 1);
  const signature = type && signatureOf(project, type, depth + 1);
  return signature && parameterOf(project, signature, index, depth);
}

/** The type of a component's props. */
export function propsType(project: Project, at: Located, depth = 0): LocatedType | undefined {
  const component = functionAt(project, at);
  const [props] = component?.node.parameters ?? [];
  return component && props && parameterType(project, { node: props, program: component.program }, depth + 1);
}

/** The signature of a type of functions, through aliases. */
function signatureOf(project: Project, at: LocatedType, depth: number): Located<Signature> | undefined {
  if (depth > deepest) return undefined;
  const { node, program } = at;
  const of = (next: LocatedType) => signatureOf(project, next, depth + 1);
  if (compiler.isFunctionTypeNode(node)) return { node, program };
  if (compiler.isParenthesizedTypeNode(node)) return of({ node: node.type, program });
  if (compiler.isUnionTypeNode(node)) {
    const [only, ...others] = node.types.filter((each) => !isNothing(each));
    return only && others.length === 0 ? of({ node: only, program }) : undefined;
  }
  if (compiler.isTypeLiteralNode(node)) {
    const call = node.members.find(compiler.isCallSignatureDeclaration);
    return call && { node: call, program };
  }
  if (compiler.isIndexedAccessTypeNode(node)) {
    const member = indexedMember(project, { node, program }, depth);
    return member?.signature ?? (member?.type && of(member.type));
  }
  if (compiler.isTypeQueryNode(node))
    return functionAt(project, { node: node.exprName as ts.Identifier, program });
  if (!compiler.isTypeReferenceNode(node)) return undefined;
  const given = givenType(at);
  if (given) return of(given);
  const found = declarationOf(project, { node, program });
  if (!found) return undefined;
  const home = entered(found, node.typeArguments, program);
  if (compiler.isTypeAliasDeclaration(found.node)) return of({ node: found.node.type, program: home });
  if (!compiler.isInterfaceDeclaration(found.node)) return undefined;
  const call = found.node.members.find(compiler.isCallSignatureDeclaration);
  return call && { node: call, program: home };
}

function parameterOf(
  project: Project,
  { node, program }: Located<Signature>,
  index: number,
  depth: number,
): LocatedType | undefined {
  const parameters = node.parameters.filter(({ name }) => name.getText() !== 'this');
  const parameter = parameters[index] ?? parameters.at(-1);
  if (!parameter?.type || (parameters[index] === undefined && !parameter.dotDotDotToken)) return undefined;
  const type = { node: parameter.type, program };
  return parameter.dotDotDotToken ? elementType(project, type, depth) : type;
}

function isSignature(node: ts.Node): node is Signature {
  return (
    compiler.isMethodSignature(node) ||
    compiler.isCallSignatureDeclaration(node) ||
    compiler.isFunctionTypeNode(node) ||
    compiler.isMethodDeclaration(node)
  );
}

function outermost(node: ts.Node): ts.Node {
  let at = node;
  while (compiler.isParenthesizedExpression(at.parent)) at = at.parent;
  return at;
}

function lastName(name: ts.EntityName): string {
  return compiler.isIdentifier(name) ? name.text : name.right.text;
}
