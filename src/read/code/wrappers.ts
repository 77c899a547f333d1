import type ts from 'typescript';
import type { ViaStep } from '../../model/event-use.ts';
import type { Pack } from '../../model/pack.ts';
import { argumentsOf } from './arguments.ts';
import type { CallMatcher, MatchedCall } from './calls.ts';
import { compiler } from './compiler.ts';
import { Entered } from './entered.ts';
import { evaluate } from './evaluate.ts';
import { type Facts, union } from './facts.ts';
import { type Forwarding, forwardedBy } from './forwarding.ts';
import { enter } from './frames.ts';
import { type FunctionNode, functionAt } from './functions.ts';
import { isReachable } from './guards.ts';
import { type SentEntry, sentEntries } from './http.ts';
import {
  functionAround,
  isComponent,
  isFunction,
  isInlineCallback,
  isInside,
  namesOf,
  returns,
  stepOf,
} from './naming.ts';
import { propertyOf, unwrapped } from './objects.ts';
import { isElement, type Program } from './program.ts';
import type { Located, Project } from './project.ts';
import { aliasOf, type CallNode } from './scope.ts';

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
  sendings(node: CallNode, program: Program): Sending[] {
    return this.#follow(node, program, [], [], new Entered(this.#project));
  }

  #follow(
    node: CallNode,
    program: Program,
    via: readonly ViaStep[],
    through: readonly FunctionNode[],
    entered: Entered,
  ): Sending[] {
    if (via.length > 0 && !this.#project.step()) return [];
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
    if (!entered.isNew(target, args)) return [];
    const home = enter(target.program, target.node, args, program.frame);
    if (!home) return [];
    const chain = [...via, stepOf(target)];
    const passed = [...through, target.node];
    const sent = [...wrapper.inner].flatMap(([inner, how]) => {
      if (!isReachable(this.#project, inner, home, target.node)) return [];
      const sendings = this.#follow(inner, home, chain, passed, entered);
      if (how === 'direct' || (how === 'made' && !isElement(node, program))) return sendings;
      if (this.#narrows(sendings, this.sendings(inner, target.program), isElement(node, program)))
        return sendings;
      this.#decided.add(inner);
      this.#project.noted.mark('decided', inner);
      return [];
    });
    // Where the search was given up, nothing is known of what the caller sends.
    if (sent.length > 0 || !this.#project.isExhausted()) {
      this.#reached.add(target.node);
      this.#project.noted.mark('reached', target.node);
    }
    return sent;
  }

  /**
   * Whether a caller decides what a wrapper sends, whose own names are all written in it. An element that is given what
   * decides is no place where a developer wrote an event.
   */
  #narrows(sendings: readonly Sending[], own: readonly Sending[], isRendered: boolean): boolean {
    const all = this.#names(own);
    const names = this.#names(sendings);
    if (names.complete && !all.complete) return true;
    return !isRendered && names.values.length < all.values.length;
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
      const owner = this.#owner(node, program, sending);
      if (!owner) continue;
      const { func, how } = owner;
      const known = this.#wrappers.get(func);
      if (known?.inner.has(node)) continue;
      // What a component is given only decides which of its own names it sends.
      if (how !== 'direct' && isComponent(func, program) && this.#names([sending]).complete) continue;
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
      if (sends) return this.#project.links.learn(this.#project, at);
      const methods = this.#matcher.sendingMethods(at);
      const names = methods.length > 0 ? this.#project.links.learn(this.#project, at) : [];
      return names.length > 0 ? [...names, ...methods] : [];
    });
  }

  /** Takes note of the functions that send and that a call hands to a function it gives; returns their names there. */
  handBack(node: CallNode, program: Program): readonly string[] {
    return this.#project.links.learnGiven(this.#project.forCallees, node, program);
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
      names.push(name, ...namesOfThoseReturning(at, name, program));
    }
    return names;
  }

  /** The names under which a program hands on wrappers that it only names: `const send = track`, a hook that returns one. */
  passedOn(program: Program, isAsked: (name: string) => boolean): readonly string[] {
    const isWrapper = (node: ts.Expression) => {
      const name = compiler.isPropertyAccessExpression(node) ? node.name : node;
      const last = compiler.isIdentifier(name) ? name.text : name.getText();
      const target = isAsked(last) ? functionAt(this.#project.forCallees, { node, program }) : undefined;
      return target !== undefined && this.#wrappers.has(target.node);
    };
    const names: string[] = [];
    for (const node of program.aliases) {
      const alias = aliasOf(node);
      if (!alias || !isWrapper(unwrapped(alias.value))) continue;
      const at = compiler.isPropertyAssignment(node) ? node.parent : node;
      names.push(alias.name.text, ...namesOfThoseReturning(at, alias.name.text, program));
    }
    for (const node of program.handedBack)
      if (isWrapper(node)) names.push(...namesOfThoseReturning(node, node.getText(), program));
    return names;
  }

  /** The wrappers of which a call is an inner one. */
  #around(node: CallNode): readonly FunctionNode[] {
    return [...this.#wrappers.values()].filter(({ inner }) => inner.has(node)).map(({ at }) => at.node);
  }

  /**
   * The innermost function around a call of whose parameters the event's name is made, or else chosen. What a component
   * is given is known to its script, which stands in no function.
   */
  #owner(
    node: CallNode,
    { component }: Program,
    { sent }: Sending,
  ): { func: FunctionNode; how: Forwarding } | undefined {
    const free = forwardedBy(this.#project.forCallees, this.#nameSources(sent));
    let chooser: { func: FunctionNode; how: Forwarding } | undefined;
    const all: FunctionNode[] = [];
    for (let around: ts.Node = node.parent; around; around = around.parent)
      if (isFunction(around)) all.push(around);
    if (component && !all.includes(component.func)) all.push(component.func);
    for (const around of all) {
      const given = around.parameters.map((parameter) => free.get(parameter));
      if (given.includes('direct')) return { func: around, how: 'direct' };
      if (given.includes('made')) return { func: around, how: 'made' };
      if (given.includes('condition')) chooser ??= { func: around, how: 'condition' };
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
        : [event, ...(event.others ?? [])];
    }
    const { entry, node, program } = sent.entry;
    const name = entry && propertyOf(this.#project, entry, this.#pack.payload.event);
    return [name ?? entry ?? { node, program }];
  }
}

/** The names of the functions around a node that return it, one by one. */
function namesOfThoseReturning(at: ts.Node, name: string, program: Program): string[] {
  const names: string[] = [];
  let inner = at;
  for (let around = functionAround(at); around; inner = around, around = functionAround(around)) {
    if (!returns(around, inner, new Set([name]))) break;
    names.push(...namesOf(around, program));
  }
  return names;
}
