import type ts from 'typescript';
import { type FunctionNode, functionAt } from '../functions/functions.ts';
import { areAll } from '../functions/proxies.ts';
import { referenceOf } from '../functions/reference.ts';
import { calleeName } from '../functions/returns.ts';
import { compiler } from '../programs/compiler.ts';
import { lookUp } from '../programs/scope.ts';
import { unwrapped, wrapped } from '../programs/syntax.ts';
import type { Located, Project } from '../project/project.ts';
import { emitterOf } from './emitter-identity.ts';
import { isNestEmitter, nest, textHeard } from './nest-events.ts';

/** Methods that register a function for what goes by a text, and those that call what was registered. */
const registering = /^(?:\$?on(?:ce)?|(?:add|prepend|append)(?:Once)?Listener|subscribe|listen)$/;
const emitting = /^(?:\$?emit(?:Async|Sync|Serial)?|publish|trigger|fire|dispatch)$/;

/** What a call that calls what was registered begins with, under whatever name a function of the project hands it on. */
const mayEmit = /^\$?(?:emit|publish|trigger|fire|dispatch|broadcast|send|invoke)/;

const deepest = 4;

/** What is registered, or called, by a text. */
export interface Channel {
  /** What makes two of them the same: the emitter, as the node that makes it or as a name that none has. */
  readonly emitter: unknown;
  readonly key: Located;
  /** What the functions that are registered are given. */
  readonly given: readonly ts.Expression[];
  /** They are given something before that: what tells where a message comes from. */
  readonly isTold: boolean;
}

/** What a method does with the functions of an emitter. */
interface Method {
  readonly emitter: unknown;
  readonly does: 'registers' | 'emits';
  /** What those that are registered are given does not begin behind the text, but with it. */
  readonly withKey: boolean;
  readonly isTold: boolean;
  /** What they are given is what is told of an event that is made: `new CustomEvent('sent', { detail })`. */
  readonly isEvent: boolean;
}

/** Where a function is registered by a text: `bus.on('sent', send)`, also bound to something. */
export function registeredAt(project: Project, { node, program }: Located<ts.Node>): Channel | undefined {
  const heard = compiler.isMethodDeclaration(node) ? textHeard({ node, program }) : undefined;
  if (heard) return { emitter: nest, key: { node: heard, program }, given: [], isTold: false };
  const at = withBinding(wrapped(node));
  const { parent } = at;
  if (!compiler.isCallExpression(parent) || parent.arguments[1] !== at) return undefined;
  const [key] = parent.arguments;
  const method = methodAt(project, { node: parent.expression, program });
  return key && method?.does === 'registers'
    ? { ...method, key: { node: key, program }, given: [] }
    : undefined;
}

/** `send.bind(this)` of `send`, where nothing is bound besides. */
function withBinding(node: ts.Node): ts.Node {
  const { parent } = node;
  if (!compiler.isPropertyAccessExpression(parent) || parent.name.text !== 'bind') return node;
  const call = parent.parent;
  return compiler.isCallExpression(call) && call.arguments.length < 2 ? wrapped(call) : node;
}

/** What a call calls that was registered by a text: `bus.emit('sent', { … })`. */
export function emittedBy(project: Project, node: ts.CallExpression, program: Located['program']) {
  const key = keyEmitted(node);
  const method = key && methodAt(project, { node: node.expression, program });
  if (!key || method?.does !== 'emits') return undefined;
  const made = unwrapped(node.arguments[0] as ts.Expression);
  if (compiler.isNewExpression(made) !== method.isEvent) return undefined;
  const given = compiler.isNewExpression(made) ? (made.arguments ?? []) : node.arguments;
  return { ...method, key: { node: key, program }, given: method.withKey ? given : given.slice(1) };
}

/** The text, or what stands for it, by which a call may call what was registered. */
export function keyEmitted(node: ts.CallExpression): ts.Expression | undefined {
  const [first] = node.arguments;
  if (!first || !mayEmit.test(calleeName(node))) return undefined;
  const made = unwrapped(first);
  return compiler.isNewExpression(made) && made.expression.getText() === 'CustomEvent'
    ? made.arguments?.[0]
    : made;
}

/** What is called, where that is a method of an emitter, or a function that hands all it is given on to one. */
function methodAt(project: Project, callee: Located, depth = 0): Method | undefined {
  if (depth > deepest) return undefined;
  const { program } = callee;
  const node = unwrapped(callee.node);
  if (compiler.isIdentifier(node)) {
    const binding = lookUp(program.scopeOf(node), node.text)?.binding;
    if (!binding) return ofEvents(undefined, node.text);
  }
  const own = functionAt(project.forCallees, { node, program });
  if (own) return handedOnBy(project, own, depth) ?? ofClass(project, { node, program }, own);
  if (!compiler.isPropertyAccessExpression(node)) return undefined;
  const object = { node: node.expression, program };
  const name = node.name.text;
  const reference = referenceOf(project.forCallees, object);
  const told =
    ofElectron(reference?.module ?? '', reference?.path.at(-1), name) ?? ofPages(object.node, name);
  if (told) return told;
  const isGlobal = reference?.module === undefined && reference?.path.length === 1;
  const events = isGlobal ? ofEvents(reference?.path[0], name) : undefined;
  if (events) return events;
  const emitter = isNestEmitter(project, object) ? nest : emitterOf(project, object);
  return emitter && plainMethod(emitter, name);
}

function plainMethod(emitter: unknown, name: string): Method | undefined {
  const does = registering.test(name) ? 'registers' : emitting.test(name) ? 'emits' : undefined;
  return does && { emitter, does, withKey: false, isTold: false, isEvent: false };
}

/** A function that gives a method of an emitter all that it is given, in its order. */
function handedOnBy(project: Project, { node, program }: Located<FunctionNode>, depth: number) {
  for (const call of callsIn(node, program))
    if (areAll(call.arguments, node.parameters)) {
      const found = methodAt(project, { node: call.expression, program }, depth + 1);
      if (found) return found;
    }
  return undefined;
}

/** A method of a class of the project that is an emitter: it gives what it is given to those that were registered. */
function ofClass(project: Project, { node, program }: Located, own: Located<FunctionNode>) {
  if (!compiler.isPropertyAccessExpression(node)) return undefined;
  const emitter = emitterOf(project, { node: node.expression, program });
  const method = emitter ? plainMethod(emitter, node.name.text) : undefined;
  if (method?.does !== 'emits') return method;
  const { parameters } = own.node;
  for (const call of callsIn(own.node, own.program)) {
    const given = givenToListener(call);
    if (given && areAll(given, parameters.slice(1))) return method;
    if (given && areAll(given, parameters)) return { ...method, withKey: true };
  }
  return undefined;
}

/** What a call gives to a function that it has in hand: `listener(name)`, `listener.apply(this, [name])`. */
function givenToListener({ expression, arguments: given }: ts.CallExpression) {
  const callee = unwrapped(expression);
  if (compiler.isIdentifier(callee) || compiler.isElementAccessExpression(callee)) return given;
  if (!compiler.isPropertyAccessExpression(callee)) return undefined;
  if (callee.name.text === 'call') return given.slice(1);
  return undefined;
}

function callsIn(node: FunctionNode, { calls }: Located['program']): ts.CallExpression[] {
  return calls.filter(
    (each): each is ts.CallExpression =>
      compiler.isCallExpression(each) && each.pos >= node.pos && each.end <= node.end,
  );
}

const told = { withKey: false, isTold: true, isEvent: false } as const;

/** What passes between the processes of Electron. */
function ofElectron(module: string, side: string | undefined, name: string): Method | undefined {
  if (!/^(?:@electron[\w-]*\/.*|electron(?:\/.*)?)$/.test(module)) return undefined;
  if (side === 'ipcMain' && /^(?:handle(?:Once)?|on(?:ce)?)$/.test(name))
    return { ...told, emitter: 'main', does: 'registers' };
  if (side !== 'ipcRenderer') return undefined;
  if (/^(?:invoke|send(?:Sync)?)$/.test(name)) return { ...told, emitter: 'main', does: 'emits' };
  return registering.test(name) ? { ...told, emitter: 'pages', does: 'registers' } : undefined;
}

/** `window.webContents.send('sent', …)`, by which Electron tells its pages. */
function ofPages(object: ts.Expression, name: string): Method | undefined {
  const at = unwrapped(object);
  return compiler.isPropertyAccessExpression(at) && at.name.text === 'webContents' && name === 'send'
    ? { ...told, emitter: 'pages', does: 'emits' }
    : undefined;
}

/** Events of a page: `window.dispatchEvent(new CustomEvent('sent', { detail }))`. */
function ofEvents(target: string | undefined, name: string): Method | undefined {
  const does = name === 'addEventListener' ? 'registers' : name === 'dispatchEvent' ? 'emits' : undefined;
  if (!does) return undefined;
  const emitter = target === 'document' ? 'document' : 'window';
  return target === undefined || target === emitter
    ? { emitter: `events of ${emitter}`, does, withKey: false, isTold: false, isEvent: true }
    : undefined;
}
