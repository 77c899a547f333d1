import type ts from 'typescript';
import { functionAt } from '../functions/functions.ts';
import { calleeName } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import { nameText, unwrapped } from '../programs/syntax.ts';
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
    const reducer = compiler.isPropertyAssignment(property)
      ? property.initializer
      : compiler.isShorthandPropertyAssignment(property)
        ? property.name
        : undefined;
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
  const options = call.arguments[0] && unwrapped(call.arguments[0]);
  const [type] = call.typeArguments ?? [];
  if (type) return { node: type, program };
  if (!options || !compiler.isObjectLiteralExpression(options)) return undefined;
  for (const property of options.properties) {
    if (!property.name || nameText(property.name) !== 'initialState') continue;
    if (compiler.isPropertyAssignment(property))
      return typeOfValue(project, { node: property.initializer, program }, depth);
    if (compiler.isShorthandPropertyAssignment(property))
      return typeOfValue(project, { node: property.name, program }, depth);
  }
  return undefined;
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
