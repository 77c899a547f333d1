import type ts from 'typescript';
import { functionAt } from '../functions/functions.ts';
import { compiler } from '../programs/compiler.ts';
import type { Located, Project } from '../project/project.ts';
import { memberType } from './declared.ts';
import { propsType } from './expected.ts';
import { madeType, typeOfValue } from './made-types.ts';
import { declarationOf } from './members.ts';
import { stateOfReducer } from './reducer-types.ts';
import { isZod } from './schema-types.ts';
import { stateOfMaker, stateOfStore, typeOfSelected } from './store-types.ts';
import { entered } from './type-arguments.ts';

type LocatedType = Located<ts.TypeNode>;

/** The type that `typeof defaults`, `ReturnType<typeof make>`, `z.infer<typeof Order>` or `ComponentProps<typeof Link>` stands for; undefined for other types, and where that is not known. */
export function derivedType(
  project: Project,
  { node, program }: LocatedType,
  depth: number,
): LocatedType | undefined {
  if (compiler.isTypeQueryNode(node)) return queriedType(project, { node: node.exprName, program }, depth);
  const schema = inferredSchema({ node, program });
  if (schema) return madeType('schema', schema);
  const [name, given] = named({ node, program });
  if (!name || !given) return undefined;
  if (name === 'ReturnType') return returnedType(project, given, depth);
  if (name.startsWith('Props')) return given;
  const { node: component } = given;
  return compiler.isTypeQueryNode(component)
    ? propsType(project, { node: component.exprName as ts.Identifier, program }, depth + 1)
    : undefined;
}

/** The schema whose values a type is: `z.infer<typeof Order>`. */
function inferredSchema({ node, program }: LocatedType): Located | undefined {
  if (!compiler.isTypeReferenceNode(node) || !compiler.isQualifiedName(node.typeName)) return undefined;
  const { left, right } = node.typeName;
  const [given] = node.typeArguments ?? [];
  if (!/^(?:infer|output|input|TypeOf)$/.test(right.text) || !given || !compiler.isTypeQueryNode(given))
    return undefined;
  const isSchema = compiler.isIdentifier(left) && isZod({ node: left, program });
  return isSchema && compiler.isIdentifier(given.exprName) ? { node: given.exprName, program } : undefined;
}

/** Types of the language, and of React, that stand for one that is made of the one that they are given. */
const standing = /^(?:ReturnType|PropsWith(?:Children|Ref|outRef)|ComponentProps(?:With(?:out)?Ref)?)$/;

/** Which of them a type is, and what it is given. */
function named({ node, program }: LocatedType): readonly [string, LocatedType] | readonly [] {
  if (!compiler.isTypeReferenceNode(node) || node.typeArguments?.length !== 1) return [];
  const { typeName } = node;
  const isOfReact = compiler.isQualifiedName(typeName) && typeName.left.getText() === 'React';
  const name = isOfReact ? typeName.right.text : compiler.isIdentifier(typeName) ? typeName.text : '';
  if (!standing.test(name)) return [];
  // What the project calls so is something else.
  const own = isOfReact ? undefined : program.moduleScope.names.get(name);
  if (own && (own.kind !== 'import' || own.module !== 'react')) return [];
  return [name, { node: node.typeArguments[0] as ts.TypeNode, program }];
}

/** `typeof defaults.shop` */
function queriedType(
  project: Project,
  { node, program }: Located<ts.EntityName>,
  depth: number,
): LocatedType | undefined {
  if (compiler.isIdentifier(node)) return typeOfValue(project, { node, program }, depth, 'value');
  const object = queriedType(project, { node: node.left, program }, depth);
  return memberType(project, object, [node.right.text], depth + 1);
}

/** What a type of functions returns. */
function returnedType(project: Project, at: LocatedType, depth: number): LocatedType | undefined {
  const { node, program } = at;
  if (compiler.isFunctionTypeNode(node)) return { node: node.type, program };
  if (compiler.isTypeQueryNode(node)) {
    const { exprName } = node;
    if (compiler.isIdentifier(exprName))
      return (
        typeOfSelected(project, { node: exprName, program }, depth, 'value') ??
        ofReducer(project, { node: exprName, program }, depth)
      );
    const { left, right } = exprName;
    return right.text === 'getState' && compiler.isIdentifier(left)
      ? stateOfStore(project, { node: left, program })
      : undefined;
  }
  // `AppStore['getState']`
  if (compiler.isIndexedAccessTypeNode(node) && /^['"]getState['"]$/.test(node.indexType.getText()))
    return stateOfStoreType(project, { node: node.objectType, program }, depth);
  const alias = aliasOf(project, at);
  return alias && returnedType(project, alias, depth + 1);
}

/** `typeof rootReducer`, of what `combineReducers` makes, or of a function of a state and an action. */
function ofReducer(project: Project, at: Located, depth: number): LocatedType | undefined {
  const [state, ...others] = functionAt(project, at)?.node.parameters ?? [];
  const isReducer = !state || (state.name.getText() === 'state' && others.length === 1);
  return isReducer ? stateOfReducer(project, at, depth) : undefined;
}

/** The state of a store of which only the type is named: `ReturnType<typeof makeStore>`. */
function stateOfStoreType(project: Project, at: LocatedType, depth: number): LocatedType | undefined {
  const { node, program } = at;
  const asked = compiler.isTypeQueryNode(node) ? node : undefined;
  const [kind, made] = named(at);
  const maker = kind === 'ReturnType' && made && compiler.isTypeQueryNode(made.node) ? made.node : undefined;
  const { exprName: name } = asked ?? maker ?? {};
  if (name && compiler.isIdentifier(name))
    return asked
      ? stateOfStore(project, { node: name, program })
      : stateOfMaker(project, { node: name, program });
  const alias = aliasOf(project, at);
  return alias && stateOfStoreType(project, alias, depth + 1);
}

function aliasOf(project: Project, at: LocatedType): LocatedType | undefined {
  const found = compiler.isTypeReferenceNode(at.node)
    ? declarationOf(project, at as Located<ts.TypeReferenceNode>)
    : undefined;
  if (!found || !compiler.isTypeAliasDeclaration(found.node) || !project.step()) return undefined;
  const { typeArguments } = at.node as ts.TypeReferenceNode;
  return { node: found.node.type, program: entered(found, typeArguments, at.program) };
}
