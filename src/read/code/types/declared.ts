import type ts from 'typescript';
import { functionAt } from '../functions/functions.ts';
import { onlyResult } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import { bindingOf } from '../project/binding.ts';
import type { Located, Project } from '../project/project.ts';
import { readsProvided } from '../sharing/shared-state.ts';
import { moving } from '../values/elements.ts';
import { picking } from '../values/picked.ts';
import { stateType } from '../values/platform.ts';
import { componentType, thisMemberType } from './class-members.ts';
import { derivedType } from './derived-types.ts';
import { parameterType } from './expected.ts';
import { genericResult } from './generic-results.ts';
import { heldType, subscribedType } from './held-types.ts';
import { indexedType } from './indexed.ts';
import { languageType } from './language-types.ts';
import { madeIn, madeType } from './made-types.ts';
import { declarationOf, isNothing, membersOfType } from './members.ts';
import { schemaOfElement } from './schema-types.ts';
import { storedType } from './store-types.ts';
import { taggedType } from './tagged-types.ts';
import { entered, givenType } from './type-arguments.ts';

type LocatedType = Located<ts.TypeNode>;

const deepest = 12;

/** The type that an expression is declared to have, itself or through what it is made of. */
export function declaredType(project: Project, at: Located, depth = 0): LocatedType | undefined {
  const ask = () => {
    const type = typeBehind(project, at, depth);
    return type && taggedType(project, at, type);
  };
  return project.nested('declared', at, { depth, deepest }, ask, undefined);
}

function typeBehind(project: Project, { node, program }: Located, depth: number): LocatedType | undefined {
  const of = (next: ts.Expression, home = program) =>
    declaredType(project, { node: next, program: home }, depth + 1);
  if (
    compiler.isParenthesizedExpression(node) ||
    compiler.isNonNullExpression(node) ||
    compiler.isAwaitExpression(node)
  )
    return of(node.expression);
  if (compiler.isAsExpression(node) || compiler.isTypeAssertionExpression(node))
    return compiler.isConstTypeReference(node.type) ? undefined : { node: node.type, program };
  if (compiler.isSatisfiesExpression(node)) return of(node.expression);
  if (compiler.isPropertyAccessExpression(node))
    return (
      heldBy(project, { node, program }) ??
      thisMemberType(project, { node, program }) ??
      componentType(project, { node, program }) ??
      memberType(project, of(node.expression), [node.name.text], depth + 1) ??
      restMemberType(project, { node, program }, depth)
    );
  if (compiler.isElementAccessExpression(node)) {
    const object = of(node.expression);
    const key = compiler.isLiteralExpression(node.argumentExpression)
      ? node.argumentExpression.text
      : undefined;
    return (
      (key === undefined ? undefined : memberType(project, object, [key], depth + 1)) ??
      elementType(project, object, depth)
    );
  }
  if (compiler.isCallExpression(node))
    return (
      returnType(project, { node, program }, depth) ??
      methodType(project, { node, program }, depth) ??
      genericResult(project, { node, program }, depth) ??
      injectedType(project, { node, program }) ??
      storedType(project, { node, program }, depth) ??
      heldType(project, { node, program }, depth) ??
      resultType(project, { node, program }, depth)
    );
  if (compiler.isNewExpression(node)) return languageType({ node, program });
  // Of a saga.
  if (compiler.isYieldExpression(node)) return node.expression && of(node.expression);
  if (!compiler.isIdentifier(node)) return undefined;
  const found = bindingOf(project, program, node);
  if (!found) return subscribedType(project, { node, program }, depth);
  if (found.binding.kind !== 'variable' && found.binding.kind !== 'parameter') return undefined;
  const { declaration, path } = found.binding;
  if (path === undefined) return undefined;
  if (compiler.isVariableDeclaration(declaration) && compiler.isForOfStatement(declaration.parent.parent))
    return memberType(
      project,
      elementType(project, of(declaration.parent.parent.expression, found.program), depth),
      path,
      depth + 1,
    );
  const made = declaration.initializer && { node: declaration.initializer, program: found.program };
  const held = made && stateType(made, path[0]);
  if (held) return memberType(project, held, path.slice(1), depth + 1);
  return memberType(project, wholeType(project, declaration, found.program, depth), path, depth + 1);
}

/** The type of all that a declaration is given, of which its pattern may take parts. */
function wholeType(
  project: Project,
  node: ts.VariableDeclaration | ts.ParameterDeclaration,
  program: Located['program'],
  depth: number,
): LocatedType | undefined {
  const written = compiler.isParameter(node)
    ? parameterType(project, { node, program }, depth + 1)
    : node.type && { node: node.type, program };
  return (
    written ?? (node.initializer && declaredType(project, { node: node.initializer, program }, depth + 1))
  );
}

/** `others.name` of `{ id, ...others }`. */
function restMemberType(
  project: Project,
  { node, program }: Located<ts.PropertyAccessExpression>,
  depth: number,
): LocatedType | undefined {
  const object = node.expression;
  const found = compiler.isIdentifier(object) ? bindingOf(project, program, object) : undefined;
  if (found?.binding.kind !== 'variable' && found?.binding.kind !== 'parameter') return undefined;
  const { declaration, rest } = found.binding;
  const { text: name } = node.name;
  if (!rest || rest.without.includes(name)) return undefined;
  const whole = wholeType(project, declaration, found.program, depth);
  return memberType(project, whole, [...rest.of, name], depth + 1);
}

/** The type of the one thing that a function of the project returns, where nobody wrote what it returns. */
function resultType(
  project: Project,
  at: Located<ts.CallExpression>,
  depth: number,
): LocatedType | undefined {
  const result = onlyResult(project, at);
  return result && declaredType(project, result, depth + 1);
}

/** `count.value` of `const count = ref<number>()`. */
function heldBy(
  project: Project,
  { node, program }: Located<ts.PropertyAccessExpression>,
): LocatedType | undefined {
  const object = node.expression;
  const found = compiler.isIdentifier(object) ? bindingOf(project, program, object) : undefined;
  if (found?.binding.kind !== 'variable' || found.binding.path?.length !== 0) return undefined;
  const { initializer } = found.binding.declaration;
  return initializer && stateType({ node: initializer, program: found.program }, node.name.text);
}

/** The type of a member, by the path to it; undefined where some step has no written type. */
export function memberType(
  project: Project,
  type: LocatedType | undefined,
  path: readonly string[],
  depth: number,
): LocatedType | undefined {
  let at = type;
  for (const step of path) {
    if (!at) return undefined;
    const member = membersOfType(project, at, depth)?.members.get(step);
    // An optional property says more than its type: what it may lack is asked where it is read.
    at = member?.type;
  }
  return at;
}

/** The type of what an array or a map holds. */
export function elementType(
  project: Project,
  type: LocatedType | undefined,
  depth: number,
): LocatedType | undefined {
  if (!type || depth > deepest) return undefined;
  const { node, program } = type;
  const of = (next: ts.TypeNode) => elementType(project, { node: next, program }, depth + 1);
  if (compiler.isArrayTypeNode(node)) return { node: node.elementType, program };
  const made = madeIn(node);
  if (made?.of === 'schema') {
    const schema = schemaOfElement(project, { node: made.node, program });
    return schema && madeType('schema', schema);
  }
  const derived = derivedType(project, type, depth);
  if (derived) return elementType(project, derived, depth + 1);
  if (compiler.isTypeOperatorNode(node) || compiler.isParenthesizedTypeNode(node)) return of(node.type);
  if (compiler.isUnionTypeNode(node)) {
    const [only, ...others] = node.types.filter((each) => !isNothing(each));
    return only && others.length === 0 ? of(only) : undefined;
  }
  if (compiler.isIndexedAccessTypeNode(node))
    return elementType(project, indexedType(project, { node, program }, depth), depth + 1);
  if (compiler.isTypeLiteralNode(node)) {
    const index = node.members.find(compiler.isIndexSignatureDeclaration);
    return index && { node: index.type, program };
  }
  if (!compiler.isTypeReferenceNode(node)) return undefined;
  const given = givenType(type);
  if (given) return elementType(project, given, depth + 1);
  const declared = declarationOf(project, { node, program });
  if (declared) {
    const home = entered(declared, node.typeArguments, program);
    return compiler.isTypeAliasDeclaration(declared.node)
      ? elementType(project, { node: declared.node.type, program: home }, depth + 1)
      : undefined;
  }
  const name = node.typeName.getText(program.tree);
  const [first, second] = node.typeArguments ?? [];
  const held = /^(Readonly)?(Array|Set)$/.test(name) ? first : name === 'Record' ? second : undefined;
  if (/^(Promise|Awaited|NonNullable|Readonly)$/.test(name) && first) return of(first);
  return held && { node: held, program };
}

/** What a method returns by its written type: of the object's own type, or one of an array's. */
function methodType(
  project: Project,
  { node, program }: Located<ts.CallExpression>,
  depth: number,
): LocatedType | undefined {
  const callee = node.expression;
  if (!compiler.isPropertyAccessExpression(callee)) return undefined;
  const object = declaredType(project, { node: callee.expression, program }, depth + 1);
  const method = callee.name.text;
  const member = object && membersOfType(project, object, depth + 1)?.members.get(method);
  if (member?.returns) return member.returns;
  if (member?.type && compiler.isFunctionTypeNode(member.type.node))
    return { node: member.type.node.type, program: member.type.program };
  if (!member && picking.has(method)) return elementType(project, object, depth + 1);
  if (!member && moving.has(method) && elementType(project, object, depth + 1)) return object;
  const written = functionAt(project, { node: callee, program });
  return written?.node.type && !written.node.typeParameters
    ? { node: written.node.type, program: written.program }
    : undefined;
}

/** `inject(key)` of a `key` that is declared with the type of what is put under it. */
function injectedType(
  project: Project,
  { node, program }: Located<ts.CallExpression>,
): LocatedType | undefined {
  const [key] = node.arguments;
  if (!key || !readsProvided(node) || !compiler.isIdentifier(key)) return undefined;
  const found = bindingOf(project, program, key);
  if (found?.binding.kind !== 'variable') return undefined;
  const { initializer, type: declared } = found.binding.declaration;
  const made = initializer && (compiler.isAsExpression(initializer) ? initializer.type : initializer);
  const [type] =
    made &&
    (compiler.isNewExpression(made) || compiler.isCallExpression(made) || compiler.isTypeReferenceNode(made))
      ? (made.typeArguments ?? [])
      : declared && compiler.isTypeReferenceNode(declared)
        ? (declared.typeArguments ?? [])
        : [];
  return type && { node: type, program: found.program };
}

/** The written type of what a function of the project returns. */
function returnType(
  project: Project,
  { node, program }: Located<ts.CallExpression>,
  depth: number,
): LocatedType | undefined {
  if (!compiler.isIdentifier(node.expression)) return undefined;
  const type = declaredType(project, { node: node.expression, program }, depth + 1);
  if (type && compiler.isFunctionTypeNode(type.node) && !type.node.typeParameters)
    return { node: type.node.type, program: type.program };
  const found = bindingOf(project, program, node.expression);
  const declared =
    found?.binding.kind === 'function'
      ? found.binding.declaration
      : found?.binding.kind === 'variable'
        ? found.binding.declaration.initializer
        : undefined;
  if (!found || !declared || !compiler.isFunctionLike(declared) || !declared.type || declared.typeParameters)
    return undefined;
  return { node: declared.type, program: found.program };
}
