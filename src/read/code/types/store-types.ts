import type ts from 'typescript';
import { functionAt } from '../functions/functions.ts';
import { calleeName, passingOn } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import { unwrapped, writtenUnder } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import type { Located, Project } from '../project/project.ts';
import { makerAsking } from '../sharing/stores.ts';
import { onlyReturned, returnedBy } from '../values/results.ts';
import { madeType, typeOfResult, writtenAt } from './made-types.ts';
import { stateOfReducer } from './reducer-types.ts';
import { entered } from './type-arguments.ts';

type LocatedType = Located<ts.TypeNode>;

const deepest = 8;

/** Functions of libraries that make a store whose type argument, or first argument, says what it holds. */
const creates = /^create(?:Store|WithEqualityFn)?$/;

/** The type of what a store holds: of `create<Shop>()(…)`, `create((set) => ({ … }))`, `configureStore({ reducer })`. */
export function stateOfStore(
  project: Project,
  at: Located,
  depth = 0,
  isWithin = false,
): LocatedType | undefined {
  if (depth > deepest || !project.step()) return undefined;
  const { node: made, program } = writtenAt(project, at);
  if (!compiler.isCallExpression(made)) return undefined;
  const callee = unwrapped(made.expression);
  const inner = compiler.isCallExpression(callee) ? callee : made;
  const given = made.typeArguments ?? inner.typeArguments;
  const own = functionAt(project, { node: inner.expression, program });
  if (own) {
    const home = entered(own, given, program);
    return firstKnown(returnedBy(own.node) ?? [], (result) =>
      stateOfStore(project, { node: result, program: home }, depth + 1),
    );
  }
  const name = calleeName(inner);
  const [first] = made.arguments;
  if (name === 'configureStore') {
    const reducer = writtenUnder(first, 'reducer');
    return reducer && stateOfReducer(project, { node: reducer, program }, depth + 1);
  }
  // What stands around it may be anything that hands it on.
  if (!creates.test(name) && !isWithin) return undefined;
  if (given?.[0]) return { node: given[0], program };
  return (
    firstKnown(made.arguments, (argument) => ofArgument(project, { node: argument, program }, depth)) ??
    (first && name !== 'create' ? stateOfReducer(project, { node: first, program }, depth + 1) : undefined)
  );
}

/** The state of the stores that a function makes, `makeStore`. */
export function stateOfMaker(project: Project, at: Located): LocatedType | undefined {
  const made = functionAt(project, at);
  return (
    made &&
    firstKnown(returnedBy(made.node) ?? [], (node) => stateOfStore(project, { node, program: made.program }))
  );
}

/** The object that a function given to `create` makes, perhaps through others: `create(persist((set) => ({ … }), …))`. */
function ofArgument(project: Project, { node, program }: Located, depth: number): LocatedType | undefined {
  const given = unwrapped(node);
  if (compiler.isCallExpression(given))
    return stateOfStore(project, { node: given, program }, depth + 1, true);
  if (!compiler.isArrowFunction(given) && !compiler.isFunctionExpression(given)) return undefined;
  const [object, ...others] = (returnedBy(given) ?? []).map(unwrapped);
  return object && others.length === 0 && compiler.isObjectLiteralExpression(object)
    ? madeType('state', { node: object, program })
    : undefined;
}

/** The type of what a call asks a store for: `get()`, `useShop()`, `useShop.getState()`, `useSelector(selectTotal)`. */
export function storedType(
  project: Project,
  at: Located<ts.CallExpression>,
  depth: number,
): LocatedType | undefined {
  const { node, program } = at;
  const callee = unwrapped(node.expression);
  if (compiler.isPropertyAccessExpression(callee))
    return callee.name.text === 'getState'
      ? stateOfStore(project, { node: callee.expression, program })
      : undefined;
  if (!compiler.isIdentifier(callee)) return undefined;
  if (node.arguments.length === 0 && !callee.text.startsWith('use'))
    return askedBy(project, { node: callee, program });
  const asked = askedOf(project, at);
  return asked?.selector ? typeOfSelected(project, asked.selector, depth) : asked?.state;
}

/** The type of what a function takes of a state, one that `createSelector` makes among them. */
export function typeOfSelected(
  project: Project,
  at: Located,
  depth: number,
  of?: 'value',
): LocatedType | undefined {
  const made = composed(project, at);
  const written = made?.node.typeArguments?.at(-1);
  if (made && written) return { node: written, program: made.program };
  return typeOfResult(project, lastStep(project, at), depth, of);
}

/** What a call takes of a store's state by a function that it is given, where that does not say of which type it is. */
export function selectedValue(project: Project, at: Located<ts.CallExpression>): Located | undefined {
  const selector = askedOf(project, at)?.selector;
  const found = selector && functionAt(project, lastStep(project, selector));
  return found && !found.node.type ? onlyReturned(found) : undefined;
}

/** The state that a call asks a store for, as far as that is known, and the function that takes of it what is handed back. */
interface Asked {
  readonly state: LocatedType | undefined;
  readonly selector: Located | undefined;
}

function askedOf(project: Project, at: Located<ts.CallExpression>): Asked | undefined {
  const { node, program } = at;
  const name = calleeName(node);
  const [first] = node.arguments;
  // `yield select(selectTotal)`, of a saga.
  const isSelected = selecting.test(name) || (name === 'select' && compiler.isYieldExpression(node.parent));
  return first && isSelected
    ? { state: undefined, selector: { node: first, program } }
    : askedByHook(project, at);
}

/** `createSelector(selectCart, (cart) => cart.total)`, where that is what a function that selects is made by. */
function composed(project: Project, at: Located): Located<ts.CallExpression> | undefined {
  const { node, program } = writtenAt(project, at);
  return compiler.isCallExpression(node) && calleeName(node) === 'createSelector'
    ? { node, program }
    : undefined;
}

/** The function that makes what is handed back: of several, the last. */
function lastStep(project: Project, at: Located): Located {
  const made = composed(project, at);
  const last = made?.node.arguments.at(-1);
  return made && last ? { node: last, program: made.program } : at;
}

/** Functions that hand the whole state to the function that they are given, and hand back what that returns. */
const selecting = /^use\w*Selector$/;

/** The state of the store that a call of a hook asks, and the function that takes of it what it hands back. */
function askedByHook(project: Project, { node, program }: Located<ts.CallExpression>): Asked | undefined {
  const callee = unwrapped(node.expression);
  if (!compiler.isIdentifier(callee) || !callee.text.startsWith('use')) return undefined;
  const [first, second] = node.arguments;
  const located = (selector: ts.Expression | undefined) => selector && { node: selector, program };
  const own = stateOfStore(project, { node: callee, program });
  if (own) return { state: own, selector: located(first) };
  const given =
    first && /Store$/.test(callee.text) ? stateOfStore(project, { node: first, program }) : undefined;
  return given && { state: given, selector: located(second) };
}

/** What a store hands to a function that takes something of its state, by the place of the parameter. */
export function selectedFrom(
  project: Project,
  at: Located<ts.CallExpression>,
  selector: ts.Node,
  index: number,
  depth: number,
): LocatedType | undefined {
  const { node, program } = at;
  const name = calleeName(node);
  if (passingOn.has(name) && compiler.isCallExpression(node.parent))
    return selectedFrom(project, { node: node.parent, program }, node, index, depth + 1);
  if (name === 'createSelector' && node.arguments.at(-1) === selector) {
    const [first] = node.arguments;
    const inputs =
      first && compiler.isArrayLiteralExpression(first) ? first.elements : node.arguments.slice(0, -1);
    const input = inputs[index];
    return input && typeOfSelected(project, { node: input, program }, depth + 1);
  }
  if (index > 0) return undefined;
  if (selecting.test(name)) {
    const [type] = node.typeArguments ?? [];
    return type ? { node: type, program } : stateOfHook(project, { node: node.expression, program });
  }
  const hook = askedByHook(project, at);
  return hook?.selector?.node === selector ? hook.state : undefined;
}

/** What a hook that selects is declared to select from: `TypedUseSelectorHook<RootState>`, `useSelector.withTypes<RootState>()`. */
function stateOfHook(project: Project, { node, program }: Located): LocatedType | undefined {
  const found = compiler.isIdentifier(node) ? bindingOf(project, program, node) : undefined;
  if (found?.binding.kind !== 'variable') return undefined;
  const { type, initializer } = found.binding.declaration;
  const made = initializer && unwrapped(initializer);
  const [state] =
    type && compiler.isTypeReferenceNode(type)
      ? (type.typeArguments ?? [])
      : made && compiler.isCallExpression(made) && calleeName(made) === 'withTypes'
        ? (made.typeArguments ?? [])
        : [];
  return state && { node: state, program: found.program };
}

/** The state of the store of which a function is a part that asks for it: `get()` of `create<Shop>()((set, get) => …)`. */
function askedBy(project: Project, name: Located<ts.Identifier>): LocatedType | undefined {
  const found = makerAsking(project, name);
  if (!found) return undefined;
  const { node: maker, program } = found;
  for (
    let at: ts.Node = maker;
    compiler.isCallExpression(at.parent) && at.parent.expression !== at;
    at = at.parent
  ) {
    const state = stateOfStore(project, { node: at.parent, program });
    if (state) return state;
  }
  const { parent } = maker;
  const declared = compiler.isVariableDeclaration(parent)
    ? parent.type
    : compiler.isArrowFunction(parent)
      ? parent.type
      : undefined;
  // `StateCreator<Shop, [], [], Slice>`, and `ThunkAction<void, State>`.
  if (!declared || !compiler.isTypeReferenceNode(declared)) return undefined;
  const place = { StateCreator: 0, ThunkAction: 1 }[declared.typeName.getText()];
  const state = place === undefined ? undefined : declared.typeArguments?.[place];
  return state && { node: state, program };
}

function firstKnown<Item>(
  all: readonly Item[],
  look: (each: Item) => LocatedType | undefined,
): LocatedType | undefined {
  for (const each of all) {
    const found = look(each);
    if (found) return found;
  }
  return undefined;
}
