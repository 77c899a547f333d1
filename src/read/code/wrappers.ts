import type ts from 'typescript';
import type { ViaStep } from '../../model/event-use.ts';
import type { Pack } from '../../model/pack.ts';
import { position } from '../../model/text.ts';
import { argumentsOf } from './arguments.ts';
import type { CallMatcher, MatchedCall } from './calls.ts';
import { compiler } from './compiler.ts';
import { evaluate } from './evaluate.ts';
import { type Facts, union } from './facts.ts';
import { type Forwarding, forwardedBy } from './forwarding.ts';
import { enter } from './frames.ts';
import { type FunctionNode, functionAt } from './functions.ts';
import { isReachable } from './guards.ts';
import { type SentEntry, sentEntries } from './http.ts';
import { nameText, propertyOf, unwrapped } from './objects.ts';
import { moduleName } from './prefilter.ts';
import { type Program, placeOf } from './program.ts';
import type { Located, Project } from './project.ts';
import { returnedBy } from './results.ts';
import { type CallNode, lookUp } from './scope.ts';

/** One event that a call sends, itself or through wrappers. */
export interface Sending {
  readonly sent: { readonly call: MatchedCall } | { readonly entry: SentEntry };
  /** The functions between the call and the SDK, from the outermost on. */
  readonly via: readonly ViaStep[];
  /** The wrappers passed through. */
  readonly through: readonly FunctionNode[];
}

/** A function that forwards one of its parameters into calls that send events. */
interface Wrapper {
  readonly at: Located<FunctionNode>;
  /** The calls that it forwards into, each with how the event's name depends on what it is given. */
  readonly inner: Map<CallNode, Forwarding>;
}

/** Knows which functions are wrappers, and what a call of one of them sends. */
export class Wrappers {
  readonly #project: Project;
  readonly #matcher: CallMatcher;
  readonly #pack: Pick<Pack, 'apis' | 'payload'>;
  readonly #wrappers = new Map<FunctionNode, Wrapper>();
  /** Calls in wrappers of which a caller decides nothing: they are call sites themselves. */
  readonly #decided = new Set<CallNode>();
  /** Wrappers that something calls, even if nothing is sent for it. */
  readonly #reached = new Set<FunctionNode>();

  constructor(project: Project, matcher: CallMatcher, pack: Pick<Pack, 'apis' | 'payload'>) {
    this.#project = project;
    this.#matcher = matcher;
    this.#pack = pack;
  }

  /** The events that a call sends; none for calls that send none. */
  sendings(
    node: CallNode,
    program: Program,
    via: readonly ViaStep[] = [],
    through: readonly FunctionNode[] = [],
  ): Sending[] {
    if (compiler.isCallExpression(node)) {
      const call = this.#matcher.match(node, program);
      if (call && via.length > 0 && this.#sendsNothing(call)) return [];
      if (call) return [{ sent: { call }, via, through: [...through, ...this.#called(node, program)] }];
      const entries = sentEntries(this.#project, node, program, this.#pack);
      if (entries.length > 0) return entries.map((entry) => ({ sent: { entry }, via, through }));
    }
    if (this.#wrappers.size === 0) return [];
    const callee = compiler.isCallExpression(node) ? node.expression : (node.tagName as ts.Expression);
    const target = functionAt(this.#project.forCallees, { node: callee, program });
    const wrapper = target && this.#wrappers.get(target.node);
    // A function that calls itself says nothing new.
    if (!target || !wrapper || through.includes(target.node) || isInside(node, target.node)) return [];
    const args = compiler.isCallExpression(node)
      ? argumentsOf(this.#project, node.arguments, program)
      : { known: [{ node: node.attributes, program }], more: false };
    const home = enter(target.program, target.node, args, program.frame);
    if (!home) return [];
    const chain = [...via, stepOf(target)];
    const passed = [...through, target.node];
    const sent = [...wrapper.inner].flatMap(([inner, how]) => {
      if (!isReachable(this.#project, inner, home, target.node)) return [];
      const sendings = this.sendings(inner, home, chain, passed);
      if (how === 'direct' || (how === 'made' && compiler.isCallExpression(node))) return sendings;
      if (this.#narrows(sendings, this.sendings(inner, target.program), node)) return sendings;
      this.#decided.add(inner);
      return [];
    });
    // Where the search was given up, nothing is known of what the caller sends.
    if (sent.length > 0 || !this.#project.isExhausted()) this.#reached.add(target.node);
    return sent;
  }

  /**
   * Whether a caller decides what a wrapper sends, whose own names are all written in it. An element that is given what
   * decides is no place where a developer wrote an event.
   */
  #narrows(sendings: readonly Sending[], own: readonly Sending[], node: CallNode): boolean {
    const all = this.#names(own);
    const names = this.#names(sendings);
    if (names.complete && !all.complete) return true;
    return compiler.isCallExpression(node) && names.values.length < all.values.length;
  }

  #names(sendings: readonly Sending[]): Facts {
    return union(
      sendings
        .flatMap((sending) => this.#nameSources(sending.sent))
        .map((at) => evaluate(this.#project, at as Located)),
    );
  }

  /**
   * Whether a call stands in a wrapper whose callers are known: they are the call sites, and not the call, unless none of
   * them decides what it sends.
   */
  isInner(node: CallNode, through: ReadonlySet<FunctionNode>): boolean {
    if (this.#decided.has(node)) return false;
    return this.#around(node).some((func) => through.has(func) || this.#reached.has(func));
  }

  /** Whether a wrapper's call has no name to send: its caller gave none. */
  #sendsNothing(call: MatchedCall): boolean {
    const event = call.argument(call.shape.event);
    if (event === 'absent') return true;
    return event !== 'hidden' && evaluate(this.#project, event).types.length === 0;
  }

  /** The wrapper that a call of a shape calls as well: a function of the project that the configuration names. */
  #called(node: ts.CallExpression, program: Program): FunctionNode[] {
    if (this.#wrappers.size === 0) return [];
    const target = functionAt(this.#project.forCallees, { node: node.expression, program });
    return target && this.#wrappers.has(target.node) && !isInside(node, target.node) ? [target.node] : [];
  }

  /**
   * Takes the function around a call as a wrapper when the event's name depends on one of its parameters. Returns the
   * names under which it can be called, when that was not known before.
   */
  learn(node: CallNode, program: Program, sendings: readonly Sending[]): readonly string[] {
    const names: string[] = [];
    for (const sending of sendings) {
      const owner = this.#owner(node, sending);
      if (!owner) continue;
      const { func, how } = owner;
      const known = this.#wrappers.get(func);
      if (known?.inner.has(node)) continue;
      // What a component is given only decides which of its own names it sends.
      if (how !== 'direct' && isComponent(func) && this.#names([sending]).complete) continue;
      const handed = this.#project.links.learn(this.#project, {
        node: func as ts.Node as ts.Expression,
        program,
      });
      if (!known && handed.length === 0 && isInlineCallback(func)) continue;
      if (known) known.inner.set(node, how);
      else this.#wrappers.set(func, { at: { node: func, program }, inner: new Map([[node, how]]) });
      names.push(...namesOf(func, program), ...handed);
    }
    return names;
  }

  /**
   * Takes note of the functions that send and that a call or element hands to another function. Returns the names under
   * which they may be called there.
   */
  hand(values: readonly ts.Expression[], program: Program): readonly string[] {
    return values.flatMap((node) => {
      const at = { node, program };
      const target = functionAt(this.#project.forCallees, at);
      const sends = (target && this.#wrappers.has(target.node)) || this.#matcher.isSender(at);
      return sends ? this.#project.links.learn(this.#project, at) : [];
    });
  }

  /**
   * The names under which a program hands on functions that send, without calling them: `export const send = nv`, a hook
   * that returns one, a module that exports another's.
   */
  handedOn(program: Program): readonly string[] {
    const names: string[] = [];
    for (const statement of program.tree.statements) {
      if (!compiler.isExportDeclaration(statement) || !statement.moduleSpecifier) continue;
      if (!this.#project.packages.has((statement.moduleSpecifier as ts.StringLiteral).text)) continue;
      const { exportClause } = statement;
      if (exportClause && compiler.isNamedExports(exportClause))
        names.push(...exportClause.elements.map(({ name }) => name.text));
    }
    for (const [name, at] of this.#matcher.sendersIn(program)) {
      names.push(name);
      for (
        let around = functionAround(at), inner: ts.Node = at;
        around;
        inner = around, around = functionAround(around)
      ) {
        if (!returns(around, inner, new Set([name]))) break;
        names.push(...namesOf(around, program));
      }
    }
    return names;
  }

  /** The wrappers of which a call is an inner one. */
  #around(node: CallNode): readonly FunctionNode[] {
    return [...this.#wrappers.values()].filter(({ inner }) => inner.has(node)).map(({ at }) => at.node);
  }

  /** The innermost function around a call of whose parameters the event's name is made, or else chosen. */
  #owner(node: CallNode, { sent }: Sending): { func: FunctionNode; how: Forwarding } | undefined {
    const free = forwardedBy(this.#project.forCallees, this.#nameSources(sent));
    let chooser: { func: FunctionNode; how: Forwarding } | undefined;
    for (let around: ts.Node = node.parent; around; around = around.parent) {
      if (!isFunction(around)) continue;
      const all = around.parameters.map((parameter) => free.get(parameter));
      if (all.includes('direct')) return { func: around, how: 'direct' };
      if (all.includes('made')) return { func: around, how: 'made' };
      if (all.includes('condition')) chooser ??= { func: around, how: 'condition' };
    }
    return chooser;
  }

  /** The expressions of which the event's name is made. */
  #nameSources(sent: Sending['sent']): Located<ts.Node>[] {
    if ('call' in sent) {
      const { call } = sent;
      const event = call.argument(call.shape.event);
      if (event === 'absent') return [];
      // Behind a spread: whatever the spread is made of.
      return event === 'hidden'
        ? call.node.arguments.map((node) => ({ node, program: call.program }))
        : [event];
    }
    const { entry, node, program } = sent.entry;
    const name = entry && propertyOf(this.#project, entry, this.#pack.payload.event);
    return [name ?? entry ?? { node, program }];
  }
}

/** A function that is rendered: by its name, and by what is given as props. */
function isComponent(func: FunctionNode): boolean {
  return !compiler.isMethodDeclaration(func) && namesAt(func).some((name) => /^[A-Z]/.test(name));
}

function isFunction(node: ts.Node): node is FunctionNode {
  return (
    compiler.isFunctionDeclaration(node) ||
    compiler.isFunctionExpression(node) ||
    compiler.isArrowFunction(node) ||
    compiler.isMethodDeclaration(node)
  );
}

/** A callback that is written where it is handed over has no name to be called by: a listener, the function of a `map`. */
function isInlineCallback(func: FunctionNode): boolean {
  const { parent } = holderOf(func);
  return compiler.isJsxExpression(parent);
}

/** The node that stands for a function where it is named: itself, or the call that hands it back. */
function holderOf(func: ts.Node): ts.Node {
  let at = func;
  while (
    compiler.isParenthesizedExpression(at.parent) ||
    compiler.isAsExpression(at.parent) ||
    compiler.isSatisfiesExpression(at.parent) ||
    (compiler.isCallExpression(at.parent) && at.parent.arguments.includes(at as ts.Expression))
  )
    at = at.parent;
  return at;
}

/** The names under which a function can be called: its own, and those of functions that return it. */
function namesOf(func: FunctionNode, program: Program): string[] {
  const names = new Set(namesAt(func));
  for (let at: ts.Node = func; ; ) {
    const around = functionAround(at);
    if (!around || !returns(around, at, names)) break;
    for (const name of namesAt(around)) names.add(name);
    at = around;
  }
  if (program.tree.statements.some(isDefaultExport)) {
    // A default import goes by any name, but its path ends in that of the file or folder.
    names.add(moduleName(program.source.file));
  }
  return [...names].filter((name) => name !== '');
}

function functionAround(node: ts.Node): FunctionNode | undefined {
  let at = node.parent;
  while (at && !compiler.isFunctionLike(at)) at = at.parent;
  return at && isFunction(at) ? at : undefined;
}

/** Whether a function returns another itself, not as a part of an object that has a key for it. */
function returns(outer: FunctionNode, inner: ts.Node, names: ReadonlySet<string>): boolean {
  const holder = holderOf(inner);
  return (returnedBy(outer) ?? []).some((result) => {
    const node = unwrapped(result);
    return node === holder || node === inner || (compiler.isIdentifier(node) && names.has(node.text));
  });
}

function isDefaultExport(statement: ts.Statement): boolean {
  if (compiler.isExportAssignment(statement)) return true;
  if (compiler.isExportDeclaration(statement))
    return statement.exportClause !== undefined && /\bdefault\b/.test(statement.exportClause.getText());
  const modifiers = compiler.canHaveModifiers(statement) ? (compiler.getModifiers(statement) ?? []) : [];
  return modifiers.some(({ kind }) => kind === compiler.SyntaxKind.DefaultKeyword);
}

function namesAt(node: ts.Node): string[] {
  const { name } = node as { name?: ts.PropertyName };
  const own = name ? [nameText(name) ?? ''] : [];
  const holder = holderOf(node);
  const { parent } = holder;
  if (compiler.isVariableDeclaration(parent) && compiler.isIdentifier(parent.name))
    return [...own, parent.name.text];
  if (compiler.isPropertyAssignment(parent) || compiler.isPropertyDeclaration(parent))
    return [...own, nameText(parent.name) ?? ''];
  if (compiler.isBinaryExpression(parent) && compiler.isPropertyAccessExpression(parent.left))
    return [...own, parent.left.name.text];
  return own;
}

function stepOf({ node, program }: Located<FunctionNode>): ViaStep {
  // What a hook hands back without a name goes by the hook's.
  let named: ts.Node | undefined = node;
  while (named && namesAt(named).every((each) => each === '')) named = functionAround(named);
  const [name = moduleName(program.source.file)] = named ? namesAt(named).filter((each) => each !== '') : [];
  const { source, span } = placeOf(program, node);
  return { file: source.file, line: position(source, span.start).line, name };
}

function isInside(node: ts.Node, outer: ts.Node): boolean {
  for (let at = node; at; at = at.parent) if (at === outer) return true;
  return false;
}

/** Methods of functions that call them, or make another of them. */
const handingOn = new Set(['call', 'apply', 'bind']);

/** Names that a call can have for the function it calls: what is written, imported, destructured, or made by a hook. */
export function calledNames(node: CallNode, program: Program): readonly string[] {
  const callee = compiler.isCallExpression(node) ? node.expression : (node.tagName as ts.Expression);
  const names: string[] = [];
  const collect = (expression: ts.Expression, depth: number): void => {
    const at = unwrapped(expression);
    if (compiler.isPropertyAccessExpression(at)) {
      names.push(at.name.text);
      if (handingOn.has(at.name.text)) collect(at.expression, depth);
      return;
    }
    if (compiler.isElementAccessExpression(at) && compiler.isStringLiteralLike(at.argumentExpression))
      names.push(at.argumentExpression.text);
    if (compiler.isBinaryExpression(at)) {
      collect(at.left, depth + 1);
      collect(at.right, depth + 1);
    }
    if (compiler.isConditionalExpression(at)) {
      collect(at.whenTrue, depth + 1);
      collect(at.whenFalse, depth + 1);
    }
    if (compiler.isCallExpression(at)) {
      collect(at.expression, depth + 1);
      // What a hook hands back may be what it is given.
      for (const argument of at.arguments) {
        if (compiler.isIdentifier(argument) || compiler.isPropertyAccessExpression(argument))
          collect(argument, depth + 1);
        // `useMutation({ mutationFn: send })`
        if (compiler.isObjectLiteralExpression(argument))
          for (const property of argument.properties) {
            if (property.name) names.push(nameText(property.name) ?? '');
            if (compiler.isPropertyAssignment(property) && compiler.isIdentifier(property.initializer))
              names.push(property.initializer.text);
          }
      }
    }
    if (!compiler.isIdentifier(at) || depth > 4) return;
    names.push(at.text);
    // An import is not followed here: that would read the other file.
    const found = lookUp(program.scopeOf(at), at.text);
    const binding = found?.binding;
    if (binding?.kind === 'import')
      names.push(binding.imported === 'default' ? moduleName(binding.module) : binding.imported);
    if (binding?.kind === 'parameter') names.push(...(binding.path ?? []));
    if (binding?.kind !== 'variable') return;
    names.push(...(binding.path ?? []));
    const { initializer } = binding.declaration;
    for (const source of [
      ...(initializer ? [initializer] : []),
      ...(found?.scope.assigned.get(at.text) ?? []),
    ])
      collect(source, depth + 1);
  };
  collect(callee, 0);
  return names;
}
