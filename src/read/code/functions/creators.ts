import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import { placed } from '../programs/placed.ts';
import type { Program } from '../programs/program.ts';
import { nameText, unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import type { Located, Project } from '../project/project.ts';
import { initializerOf } from '../sharing/shared-state.ts';
import { evaluate } from '../values/evaluate.ts';
import { propertyOf } from '../values/objects.ts';
import { returnedBy } from '../values/results.ts';
import { argumentsOf } from './arguments.ts';
import { enter } from './frames.ts';
import { type FunctionNode, functionAt } from './functions.ts';
import { isFunction } from './naming.ts';
import { calleeName } from './returns.ts';

/** What a function makes of what it is given that a package has made of a type: `createAction('sent')`. */
interface Creator {
  /** The text that its objects go by: an expression, or that text. */
  readonly type: Located | string;
  /** The properties of the object that it makes; without one for what is given, that is the object. */
  readonly tag: string;
  readonly value: string | undefined;
  /** What makes the object, or its part, of what is given. */
  readonly prepare: Located | undefined;
}

/** Functions that packages make are none of the project's: such a one stands for each, by what makes it. */
const creators = new WeakMap<FunctionNode, Creator>();
const standIns = new WeakMap<ts.Node, Map<string, FunctionNode>>();

/** The function that a package's call makes which makes actions: `createAction(type)`, `createAction(type)<Payload>()`. */
export function madeCreator(
  project: Project,
  { node, program }: Located<ts.CallExpression>,
): Located<FunctionNode> | undefined {
  const inner = unwrapped(node.expression);
  const call = compiler.isCallExpression(inner) && node.arguments.length === 0 ? inner : node;
  const [type, second] = call.arguments;
  if (!type || !/^create(Standard)?Action$/.test(calleeName(call))) return undefined;
  if (!isOfPackage(project, call.expression, program)) return undefined;
  // NgRx adds what it is given to the action.
  const isMerged = second && compiler.isCallExpression(second) && calleeName(second) === 'props';
  const prepare = second && !isMerged ? { node: second, program } : undefined;
  const value = isMerged ? undefined : 'payload';
  return standIn(node, '', program, { type: { node: type, program }, tag: 'type', value, prepare });
}

/**
 * A function by its name in what a package makes of many: `slice.actions.sent` of `createSlice({ reducers: { sent } })`,
 * `Events.Sent` of `unionize({ Sent })`.
 */
export function memberCreator(
  project: Project,
  object: Located,
  name: string,
): Located<FunctionNode> | undefined {
  const node = unwrapped(object.node);
  if (compiler.isPropertyAccessExpression(node) && node.name.text === 'actions')
    return ofSlice(project, { node: node.expression, program: object.program }, name);
  const made = compiler.isIdentifier(node)
    ? callBehind(project, { node, program: object.program })
    : undefined;
  if (made && calleeName(made.node) === 'createActionGroup') return ofGroup(project, made, name);
  if (!made || calleeName(made.node) !== 'unionize') return undefined;
  const [variants, options] = made.node.arguments;
  if (!variants || !hasProperty(variants, name)) return undefined;
  const textOf = (key: string, otherwise: string | undefined) => {
    if (!options) return otherwise;
    const value = propertyOf(project, { node: options, program: made.program }, key);
    const [text = otherwise] = value ? evaluate(project, value).values : [];
    return text === undefined ? undefined : String(text);
  };
  const tag = textOf('tag', 'tag') as string;
  return standIn(made.node, name, made.program, {
    type: name,
    tag,
    value: textOf('value', undefined),
    prepare: undefined,
  });
}

function ofSlice(project: Project, slice: Located, name: string): Located<FunctionNode> | undefined {
  const made = callBehind(project, slice);
  const [options] = made?.node.arguments ?? [];
  if (!made || !options || calleeName(made.node) !== 'createSlice') return undefined;
  const at = { node: options, program: made.program };
  const [reducers, sliceName] = ['reducers', 'name'].map((key) => propertyOf(project, at, key));
  if (!reducers || !sliceName || !hasProperty(unwrapped(reducers.node), name)) return undefined;
  const [text] = evaluate(project, sliceName).values;
  if (text === undefined) return undefined;
  const type = `${text}/${name}`;
  return standIn(made.node, name, made.program, { type, tag: 'type', value: 'payload', prepare: undefined });
}

/** `orderPaid` of `createActionGroup({ source: 'Shop', events: { 'Order Paid': props<Order>() } })` of NgRx. */
function ofGroup(
  project: Project,
  { node, program }: Located<ts.CallExpression>,
  name: string,
): Located<FunctionNode> | undefined {
  const [options] = node.arguments;
  const at = options && { node: options, program };
  const [source, events] = ['source', 'events'].map((key) => at && propertyOf(project, at, key));
  const object = events && unwrapped(events.node);
  const [text] = source ? evaluate(project, source).values : [];
  if (text === undefined || !object || !compiler.isObjectLiteralExpression(object)) return undefined;
  const event = object.properties.find(
    (each) => each.name && creatorName(nameText(each.name) ?? '') === name,
  );
  if (!event || !compiler.isPropertyAssignment(event)) return undefined;
  const type = `[${text}] ${nameText(event.name)}`;
  const made = unwrapped(event.initializer);
  const prepare = isFunction(made) ? { node: made, program } : undefined;
  return standIn(node, name, program, { type, tag: 'type', value: undefined, prepare });
}

/** `orderPaid` of `Order Paid`. */
function creatorName(event: string): string {
  const joined = event
    .split(/\s+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');
  return joined.slice(0, 1).toLowerCase() + joined.slice(1);
}

/** The call that a name stands for, of a function that no module of the project makes. */
function callBehind(project: Project, at: Located): Located<ts.CallExpression> | undefined {
  const made = initializerOf(project, at);
  const call = made && unwrapped(made.node);
  if (!made || !call || !compiler.isCallExpression(call)) return undefined;
  return isOfPackage(project, call.expression, made.program)
    ? { node: call, program: made.program }
    : undefined;
}

/** Whether an expression names what the project imports and has not made itself. */
function isOfPackage(project: Project, callee: ts.Expression, program: Program): boolean {
  const name = unwrapped(callee);
  if (!compiler.isIdentifier(name)) return false;
  const binding = bindingOf(project, program, name)?.binding;
  return binding?.kind === 'import' && !project.isOwn(program, binding.module);
}

function hasProperty(object: ts.Expression, name: string): boolean {
  return (
    compiler.isObjectLiteralExpression(object) &&
    object.properties.some((each) => each.name && nameText(each.name) === name)
  );
}

function standIn(of: ts.Node, name: string, program: Program, creator: Creator): Located<FunctionNode> {
  const known = standIns.get(of) ?? new Map<string, FunctionNode>();
  standIns.set(of, known);
  const node = known.get(name) ?? emptyFunction(of);
  known.set(name, node);
  creators.set(node, creator);
  return { node, program };
}

function emptyFunction(of: ts.Node): FunctionNode {
  const { factory } = compiler;
  const body = placed(factory.createObjectLiteralExpression(), of);
  const made = factory.createArrowFunction(undefined, undefined, [], undefined, undefined, body);
  (body as { parent: ts.Node }).parent = placed(made, of);
  return made;
}

/** The text that the objects of a creator go by; undefined for other functions, and where it is not known. */
export function creatorType(project: Project, func: FunctionNode): string | undefined {
  const creator = creators.get(func);
  if (!creator) return undefined;
  if (typeof creator.type === 'string') return creator.type;
  const { values, complete } = evaluate(project, creator.type);
  const [only] = values;
  return complete && values.length === 1 && typeof only === 'string' ? only : undefined;
}

/** `creator.type` of a function that makes actions: the text that they go by. */
export function typeOfCreator(project: Project, { node, program }: Located): Located | undefined {
  const func = functionAt(project, { node, program });
  const type = func && creatorType(project, func.node);
  return type === undefined
    ? undefined
    : { node: placed(compiler.factory.createStringLiteral(type), node), program };
}

const made = new WeakMap<ts.Node, readonly Located[]>();

/** The object that a call of a creator makes; undefined for calls of other functions. */
export function madeObject(
  project: Project,
  { node, program }: Located<ts.CallExpression>,
  func: FunctionNode,
): readonly Located[] | undefined {
  const creator = creators.get(func);
  if (!creator) return undefined;
  const { prepare } = creator;
  const prepared = prepare && functionAt(project, prepare);
  if (prepare && !prepared) return [];
  const [given] = node.arguments;
  if (!prepared)
    return [objectOf(project, func, creator, { node: given ?? node, program }, given !== undefined)];
  const home = enter(
    prepared.program,
    prepared.node,
    argumentsOf(project, node.arguments, program),
    program.frame,
    { call: node },
  );
  if (!home) return [];
  return (returnedBy(prepared.node) ?? []).map((result) => {
    const at = { node: result, program: home };
    // What `prepare` of Redux Toolkit returns is the action, without its type.
    return propertyOf(project, at, 'payload') ? at : objectOf(project, func, creator, at, true);
  });
}

function objectOf(
  project: Project,
  func: FunctionNode,
  { tag, value }: Creator,
  { node, program }: Located,
  isGiven: boolean,
): Located {
  const { factory } = compiler;
  const known = made.get(node)?.find((each) => each.program.frame === program.frame);
  if (known) return known;
  const type = creatorType(project, func);
  const property = (name: string, initializer: ts.Expression) =>
    placed(factory.createPropertyAssignment(placed(factory.createIdentifier(name), node), initializer), node);
  const literal = factory.createObjectLiteralExpression([
    ...(type === undefined ? [] : [property(tag, placed(factory.createStringLiteral(type), node))]),
    ...(isGiven && value !== undefined ? [property(value, node)] : []),
    ...(isGiven && value === undefined ? [factory.createSpreadAssignment(node)] : []),
  ]);
  placed(literal, node, node.parent);
  for (const each of literal.properties) (each as { parent: ts.Node }).parent = literal;
  const found = { node: literal, program };
  made.set(node, [...(made.get(node) ?? []), found]);
  return found;
}
