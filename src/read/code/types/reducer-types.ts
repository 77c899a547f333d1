import type ts from 'typescript';
import { functionAt } from '../functions/functions.ts';
import { calleeName } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import { nameText, writtenUnder, writtenValue } from '../programs/syntax.ts';
import type { Located, Project } from '../project/project.ts';
import { madeType, typeOfValue, writtenAt } from './made-types.ts';
import type { Member, Members } from './members.ts';

type LocatedType = Located<ts.TypeNode>;

const deepest = 8;

/** The type of the state that a reducer keeps, an object of reducers among them; undefined for what is none. */
export function stateOfReducer(project: Project, at: Located, depth: number): LocatedType | undefined {
  if (depth > deepest || !project.step()) return undefined;
  const { node: made, program } = writtenAt(project, at);
  const of = (next: ts.Expression | undefined) =>
    next && stateOfReducer(project, { node: next, program }, depth + 1);
  if (compiler.isObjectLiteralExpression(made)) return madeType('states', { node: made, program });
  if (compiler.isPropertyAccessExpression(made))
    return made.name.text === 'reducer'
      ? ofSlice(project, { node: made.expression, program }, depth)
      : undefined;
  if (!compiler.isCallExpression(made)) return ofFunction(project, { node: made, program }, depth);
  const [first, second] = made.arguments;
  const [type] = made.typeArguments ?? [];
  switch (calleeName(made)) {
    case 'combineReducers':
      return of(first);
    case 'createReducer':
      return type ? { node: type, program } : first && typeOfValue(project, { node: first, program }, depth);
    case 'persistReducer':
      return of(second);
    default:
      return undefined;
  }
}

/** What reducers keep together, by the names that they have in an object. */
export function membersOfStates(project: Project, { node, program }: Located, depth: number): Members {
  const members = new Map<string, Member>();
  let open = false;
  for (const property of compiler.isObjectLiteralExpression(node) ? node.properties : []) {
    const name = property.name && nameText(property.name);
    const reducer = writtenValue(property);
    if (name === undefined || !reducer) open = true;
    else
      members.set(name, {
        type: stateOfReducer(project, { node: reducer, program }, depth),
        optional: false,
      });
  }
  return { members, open };
}

/** `createSlice({ initialState })` */
function ofSlice(project: Project, at: Located, depth: number): LocatedType | undefined {
  const { node: call, program } = writtenAt(project, at);
  if (!compiler.isCallExpression(call) || calleeName(call) !== 'createSlice') return undefined;
  const [type] = call.typeArguments ?? [];
  if (type) return { node: type, program };
  const initial = writtenUnder(call.arguments[0], 'initialState');
  return initial && typeOfValue(project, { node: initial, program }, depth);
}

/** `(state: State = initial, action) => …`: the state that it is given, as that is declared or begins. */
function ofFunction(project: Project, at: Located, depth: number): LocatedType | undefined {
  const found = functionAt(project, at);
  const [state, action] = found?.node.parameters ?? [];
  if (!found || !state || !action) return undefined;
  const { program } = found;
  if (state.type) return { node: state.type, program };
  return state.initializer && typeOfValue(project, { node: state.initializer, program }, depth);
}
