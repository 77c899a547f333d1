import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import { defaultOf, ownLabel } from '../programs/prefilter.ts';
import type { Program } from '../programs/program.ts';
import { nameText, unwrapped } from '../programs/syntax.ts';
import type { Shared } from '../sharing/nuxt.ts';
import { returnedBy } from '../values/results.ts';
import { extendedBy } from './classes.ts';
import type { FunctionNode } from './functions.ts';
import { isFunction, namesOf } from './naming.ts';
import { isOwnReceiver } from './own-names.ts';
import { calleeName, running } from './returns.ts';

/** Objects in objects are looked at so deep. */
const deepest = 3;

/**
 * The names by which other files get hold of an object whose methods send: what a module exports as one, what its functions
 * and the members of its classes hand back, itself or in an object, what members are declared to be one, and what of
 * `shared` it gives all components. `isMember` says that nothing but a call of its method may tell who gets hold of it.
 */
export function receiverNames(
  program: Program,
  shared: readonly Shared[],
  isReceiver: (node: ts.Expression | ts.TypeNode, isMember?: boolean) => boolean,
): string[] {
  const names: string[] = [];
  const isOfType = (type: ts.TypeNode | undefined, isMember = false) =>
    type !== undefined && mayBeType(type) && isReceiver(type, isMember);
  const isMemberOfType = (type: ts.TypeNode | undefined) => isOfType(type, true);
  const holds = (node: ts.Expression, depth = 0): boolean => {
    const at = unwrapped(node);
    if (compiler.isObjectLiteralExpression(at))
      return (
        depth < deepest && at.properties.some((each) => isHeldBy(each, (value) => holds(value, depth + 1)))
      );
    if (isFunction(at)) return handsBack(at);
    const run = compiler.isCallExpression(at) && running.has(calleeName(at)) ? at.arguments[0] : undefined;
    if (run && isFunction(run)) return handsBack(run);
    return mayBeReceiver(at) && isReceiver(at);
  };
  const handsBack = (func: FunctionNode) =>
    isOfType(func.type) || (returnedBy(func) ?? []).some((each) => holds(each));
  const teach = (name: string) => names.push(name);
  for (const statement of program.tree.statements) {
    if (compiler.isFunctionDeclaration(statement) && handsBack(statement))
      for (const name of namesOf(statement, program)) teach(name);
    else if (compiler.isClassDeclaration(statement))
      for (const name of ofClass(statement, holds, isMemberOfType)) teach(name);
    else if (compiler.isInterfaceDeclaration(statement))
      for (const name of declaredIn(statement.members, isMemberOfType)) teach(name);
    else if (compiler.isTypeAliasDeclaration(statement) && compiler.isTypeLiteralNode(statement.type))
      for (const name of declaredIn(statement.type.members, isMemberOfType)) teach(name);
    else if (compiler.isExportAssignment(statement) && holds(statement.expression))
      teach(defaultOf(program.source.file));
    else if (compiler.isVariableStatement(statement))
      for (const { name, initializer } of statement.declarationList.declarations)
        if (
          compiler.isIdentifier(name) &&
          initializer &&
          (holds(initializer) || isMadeOf(initializer, names))
        )
          teach(isOwnReceiver(name, program) ? ownLabel(name.text) : name.text);
  }
  for (const { name, value } of shared) if (holds(value)) teach(name);
  return names;
}

/** The names of a class and of those of its members that are, or hand back, what sends. */
function ofClass(
  node: ts.ClassDeclaration,
  holds: (node: ts.Expression) => boolean,
  isOfType: (type: ts.TypeNode | undefined) => boolean,
): string[] {
  const fields: readonly (ts.ClassElement | ts.ParameterDeclaration)[] = [
    ...node.members,
    ...node.members.flatMap((member) =>
      compiler.isConstructorDeclaration(member)
        ? member.parameters.filter((each) => compiler.isParameterPropertyDeclaration(each, member))
        : [],
    ),
  ];
  const members = fields.filter((member) => {
    if (compiler.isParameter(member)) return isOfType(member.type);
    if (compiler.isPropertyDeclaration(member))
      return isOfType(member.type) || (member.initializer && holds(member.initializer));
    if (!compiler.isMethodDeclaration(member) && !compiler.isGetAccessorDeclaration(member)) return false;
    return isOfType(member.type) || (returnedBy(member) ?? []).some((each) => holds(each));
  });
  // The methods of its instances are those of what it extends.
  const isHeir = extendedBy(node).some(({ expression }) => holds(expression));
  if (members.length === 0 && !isHeir) return [];
  // Nobody but a framework gets hold of an instance of a component.
  const told = isRendered(node) ? [] : members.filter((each) => !isPrivate(each));
  const named = told.flatMap(({ name }) => (name && nameText(name as ts.PropertyName)) ?? []);
  return [...named, ...(node.name ? [node.name.text] : [])];
}

/** Whether a class is a component: it extends another, and renders something. */
function isRendered({ heritageClauses, members }: ts.ClassDeclaration): boolean {
  return heritageClauses !== undefined && members.some(({ name }) => name?.getText() === 'render');
}

/** Whether only its own class may use a member. */
function isPrivate(member: ts.ClassElement | ts.ParameterDeclaration): boolean {
  if (member.name && compiler.isPrivateIdentifier(member.name)) return true;
  return (
    compiler.canHaveModifiers(member) &&
    (member.modifiers ?? []).some(({ kind }) => kind === compiler.SyntaxKind.PrivateKeyword)
  );
}

/** The names of the members of a type that are declared to be what sends: `posthog: PostHog`. */
function declaredIn(
  members: readonly ts.TypeElement[],
  isOfType: (type: ts.TypeNode | undefined) => boolean,
): string[] {
  return members.flatMap((member) =>
    compiler.isPropertySignature(member) && isOfType(member.type) ? (nameText(member.name) ?? []) : [],
  );
}

/** Types that are named, perhaps beside nothing: `PostHog | null`. */
function mayBeType(type: ts.TypeNode): boolean {
  return compiler.isTypeReferenceNode(type) || compiler.isUnionTypeNode(type);
}

/** `new Service()` of a class that was found to hold what sends. */
function isMadeOf(node: ts.Expression, names: readonly string[]): boolean {
  const made = unwrapped(node);
  return compiler.isNewExpression(made) && names.includes(made.expression.getText());
}

function isHeldBy(property: ts.ObjectLiteralElementLike, holds: (node: ts.Expression) => boolean): boolean {
  if (compiler.isPropertyAssignment(property)) return holds(property.initializer);
  if (compiler.isShorthandPropertyAssignment(property)) return holds(property.name);
  return compiler.isMethodDeclaration(property) && (returnedBy(property) ?? []).some((each) => holds(each));
}

/** What may be an object that comes from elsewhere: a name, a member, what a call or `new` makes. */
function mayBeReceiver(node: ts.Expression): boolean {
  return (
    compiler.isIdentifier(node) ||
    compiler.isPropertyAccessExpression(node) ||
    compiler.isCallExpression(node) ||
    compiler.isNewExpression(node) ||
    compiler.isBinaryExpression(node)
  );
}
