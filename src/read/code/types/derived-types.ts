import type ts from 'typescript';
import { functionAt } from '../functions/functions.ts';
import { compiler } from '../programs/compiler.ts';
import type { Located, Project } from '../project/project.ts';
import { memberType } from './declared.ts';
import { typeOfResult, typeOfValue } from './made-types.ts';
import { declarationOf } from './members.ts';
import { stateOfReducer } from './reducer-types.ts';
import { stateOfMaker, stateOfStore } from './store-types.ts';
import { entered } from './type-arguments.ts';

type LocatedType = Located<ts.TypeNode>;

/** The type that `typeof defaults` or `ReturnType<typeof make>` stands for; undefined for other types, and where that is not known. */
export function derivedType(
  project: Project,
  { node, program }: LocatedType,
  depth: number,
): LocatedType | undefined {
  if (compiler.isTypeQueryNode(node)) return queriedType(project, { node: node.exprName, program }, depth);
  const returned = returning({ node, program });
  return returned && returnedType(project, returned, depth);
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

/** What `ReturnType` is given, where a type is one. */
function returning({ node, program }: LocatedType): LocatedType | undefined {
  if (!compiler.isTypeReferenceNode(node) || !compiler.isIdentifier(node.typeName)) return undefined;
  const [given] = node.typeArguments ?? [];
  const isReturn = node.typeName.text === 'ReturnType' && !program.moduleScope.names.has('ReturnType');
  return given && isReturn ? { node: given, program } : undefined;
}

function returnedType(project: Project, at: LocatedType, depth: number): LocatedType | undefined {
  const { node, program } = at;
  if (compiler.isFunctionTypeNode(node)) return { node: node.type, program };
  if (compiler.isTypeQueryNode(node)) {
    const { exprName } = node;
    if (compiler.isIdentifier(exprName))
      return (
        typeOfResult(project, { node: exprName, program }, depth, 'value') ??
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
  const made = returning(at);
  const maker = made && compiler.isTypeQueryNode(made.node) ? made.node : undefined;
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
