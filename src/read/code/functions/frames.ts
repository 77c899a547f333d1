import type ts from 'typescript';
import { moduleHandedTo } from '../modules/loaded.ts';
import type { Program } from '../programs/program.ts';
import type { FoundBinding, Located, Project } from '../project/project.ts';
import { evaluate } from '../values/evaluate.ts';
import { lacks } from '../values/lacking.ts';
import { propertyOf } from '../values/objects.ts';
import { isRewritten, mayBeTaken } from '../values/rewritten.ts';
import { promiseHandedTo } from './promises.ts';

/** An argument that is known, and what else it may be where one of several lists is spread. */
export interface KnownArgument extends Located {
  readonly others?: readonly Located[];
}

/** Arguments that are known; where a spread begins, the rest is hidden. */
export interface Arguments {
  readonly known: readonly KnownArgument[];
  readonly more: boolean;
  /** What is spread there. */
  readonly spread?: Located | undefined;
}

/**
 * One call of a function: what its parameters stand for while its body is looked at. Frames nest as calls do, and as
 * functions in functions do, so that a body is understood anew for each of its callers.
 */
export interface Frame {
  readonly func: Framed;
  readonly args: Arguments;
  /** The frame of the function around it: a factory's, a hook's. */
  readonly outer: Frame | undefined;
  /** How many calls stand between the outermost one and this. */
  readonly depth: number;
  /** The call, where what it hands back is looked at. */
  readonly call?: ts.CallExpression | undefined;
  /** What it is called on, by the place that calls it: `this`, and whose variables it sees. */
  readonly self?: Located | undefined;
  /** What its type parameters stand for, where it is a generic type or function that is looked at with type arguments. */
  readonly types?: ReadonlyMap<string, Located<ts.TypeNode>> | undefined;
}

/** What can be called or rendered: of a component that is a class, its props are the one argument. */
export type Framed = ts.SignatureDeclaration | ts.ClassLikeDeclaration;

/** Calls in calls are followed so deep: beyond, parameters are not known. */
export const deepestCall = 12;

/**
 * A program as it is seen while one call of a function of it is followed, perhaps for what that hands back (`call`), and
 * perhaps called on something (`self`); undefined when that leads too deep.
 */
export function enter(
  program: Program,
  func: Framed,
  args: Arguments,
  caller: Frame | undefined,
  { call, self }: Pick<Frame, 'call' | 'self'> = {},
): Program | undefined {
  const depth = (caller?.depth ?? 0) + 1;
  return depth > deepestCall
    ? undefined
    : { ...program, frame: known({ func, args, outer: program.frame, depth, call, self }) };
}

/** The frame of a call, the same whenever it is entered with the same arguments: what was found out in it holds. */
function known(frame: Frame): Frame {
  const all = frames.get(frame.func) ?? new Map<string, Frame>();
  frames.set(frame.func, all);
  const key = keyOf(frame);
  const before = all.get(key);
  if (!before) all.set(key, frame);
  return before ?? frame;
}

const frames = new WeakMap<Framed, Map<string, Frame>>();

function keyOf({ args: { known, more, spread }, outer, depth, call, self }: Frame): string {
  const located = ({ node, program }: Located) => `${idOf(node)}:${idOf(program.frame)}`;
  const argument = (each: KnownArgument) => [each, ...(each.others ?? [])].map(located).join('|');
  return `${depth} ${idOf(outer)} ${idOf(call)} ${known.map(argument)} ${spread ? located(spread) : more} ${self ? located(self) : ''}`;
}

const ids = new WeakMap<object, number>();
let lastId = 0;

function idOf(of: object | undefined): number {
  if (!of) return 0;
  const id = ids.get(of) ?? ++lastId;
  ids.set(of, id);
  return id;
}

/** What is given by one of several calls of which it is not known which. */
const anyArguments: Arguments = { known: [], more: true };

const anyCalls = new WeakMap<Frame, Frame>();

/** A program as it is in any call, instead of those in which it was looked at. */
export function inAnyCall(program: Program): Program {
  return program.frame ? { ...program, frame: anyCall(program.frame) } : program;
}

function anyCall(frame: Frame): Frame {
  const known = anyCalls.get(frame) ?? {
    ...frame,
    args: anyArguments,
    outer: frame.outer && anyCall(frame.outer),
    call: undefined,
    self: undefined,
  };
  anyCalls.set(frame, known);
  return known;
}

/** Whether a function is looked at as it is in any call of it: what one of its callers gives says nothing. */
export function isInAnyCall(program: Program, func: ts.Node): boolean {
  return frameOf(program, func)?.args === anyArguments;
}

/** The frame of the call of a function that a program is looked at in. */
export function frameOf(program: Program, func: ts.Node): Frame | undefined {
  for (let frame = program.frame; frame; frame = frame.outer) if (frame.func === func) return frame;
  return undefined;
}

/**
 * What a parameter stands for: an expression of the caller, the promise whose value it is handed, nothing, or something
 * behind a spread; undefined without a caller.
 */
export function argumentOf(project: Project, found: FoundBinding): Located | 'absent' | 'hidden' | undefined {
  if (found.binding.kind !== 'parameter' || found.assigned.length > 0) return undefined;
  const { declaration, path, fallback } = found.binding;
  const frame = frameOf(found.program, declaration.parent);
  if (!frame) return promised(project, found);
  // `...[name, details]` takes the first of what is gathered as `name`.
  const isRest = declaration.dotDotDotToken !== undefined;
  const index = isRest ? path?.[0] : undefined;
  if (isRest && !/^\d+$/.test(index ?? '')) return undefined;
  const given = argumentAt(frame, declaration, Number(index ?? 0));
  const whole = preset(given, index === undefined ? declaration.initializer : fallback, found);
  if (typeof whole === 'string') return whole;
  if (path?.length && given === whole && declaration.initializer && mayBeNothing(project, whole))
    return 'hidden';
  return path && partOf(project, whole, isRest ? path.slice(1) : path, found);
}

/** Whether something may be undefined, so that a default stands for it. */
export function mayBeNothing(project: Project, at: Located): boolean {
  return evaluate(project, at).optional;
}

/** What a function of `then` is handed: `load().then(({ order }) => …)`; undefined for other parameters. */
function promised(project: Project, found: FoundBinding): Located | 'absent' | undefined {
  if (found.binding.kind !== 'parameter' || !found.binding.path) return undefined;
  const { declaration, path } = found.binding;
  // Whoever writes a type says more of it than what most functions return.
  const isTold = declaration.type !== undefined || moduleHandedTo(declaration) !== undefined;
  const promise = isTold ? undefined : promiseHandedTo(declaration);
  const part = promise && partOf(project, { node: promise, program: found.program }, path, found);
  // Where it is not known what it is handed, its type may say.
  return part === 'hidden' ? undefined : part;
}

/** What a pattern takes out of an argument. */
function partOf(
  project: Project,
  whole: Located,
  path: readonly string[],
  found: FoundBinding,
): Located | 'absent' | 'hidden' {
  const presets = 'presets' in found.binding ? found.binding.presets : undefined;
  let at = whole;
  for (const [index, step] of path.entries()) {
    const value = propertyOf(project, at, step);
    const inner = presets?.get(index + 1);
    const isAbsent = !value && lacks(project, at, step);
    if (!value && !(inner && isAbsent))
      return preset(isAbsent ? 'absent' : 'hidden', fallbackOf(found), found);
    if (value && (isRewritten(value, step) || mayBeTaken(value, step))) return 'hidden';
    if (value && inner && mayBeNothing(project, value)) return 'hidden';
    at = value ?? { node: inner as ts.Expression, program: found.program };
  }
  return at;
}

function fallbackOf({ binding }: FoundBinding): ts.Expression | undefined {
  return binding.kind === 'parameter' ? binding.fallback : undefined;
}

function preset(
  given: Located | 'absent' | 'hidden',
  value: ts.Expression | undefined,
  { program }: FoundBinding,
): Located | 'absent' | 'hidden' {
  return given === 'absent' && value ? { node: value, program } : given;
}

/** The whole argument of a parameter, before its pattern. */
export function wholeArgument(found: FoundBinding): Located | undefined {
  if (found.binding.kind !== 'parameter') return undefined;
  const { declaration } = found.binding;
  const frame = declaration.dotDotDotToken ? undefined : frameOf(found.program, declaration.parent);
  const whole = frame && argumentAt(frame, declaration);
  return typeof whole === 'object' ? whole : undefined;
}

function argumentAt(
  { args }: Frame,
  declaration: ts.ParameterDeclaration,
  behind = 0,
): Located | 'absent' | 'hidden' {
  // A `this` parameter takes no argument.
  const parameters = declaration.parent.parameters.filter(({ name }) => name.getText() !== 'this');
  const given = args.known[parameters.indexOf(declaration) + behind];
  if (given?.others) return 'hidden';
  return given ?? (args.more ? 'hidden' : 'absent');
}

/** What is spread where the argument of a parameter is hidden. */
export function hiddenIn(found: FoundBinding): Located | undefined {
  if (found.binding.kind !== 'parameter') return undefined;
  return frameOf(found.program, found.binding.declaration.parent)?.args.spread;
}

/** The arguments that a rest parameter gathers. */
export function restArguments(found: FoundBinding): Arguments | undefined {
  if (found.binding.kind !== 'parameter' || !found.binding.declaration.dotDotDotToken) return undefined;
  const { declaration } = found.binding;
  const frame = frameOf(found.program, declaration.parent);
  if (!frame) return undefined;
  return { ...frame.args, known: frame.args.known.slice(declaration.parent.parameters.indexOf(declaration)) };
}
