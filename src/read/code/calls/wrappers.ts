import type ts from 'typescript';
import type { Pack } from '../../../model/pack.ts';
import { boundTo, givenBy, passedArguments, passingCall } from '../functions/arguments.ts';
import type { Passing } from '../functions/effects.ts';
import { type Arguments, deepestCall, enter } from '../functions/frames.ts';
import { type Called, type FunctionNode, functionAt } from '../functions/functions.ts';
import { isComponent, isFunction, isInlineCallback, isInside, stepOf } from '../functions/naming.ts';
import { namesToLookFor } from '../functions/own-names.ts';
import { selfOf } from '../functions/selves.ts';
import { compiler } from '../programs/compiler.ts';
import { isElement, type Program } from '../programs/program.ts';
import type { CallNode } from '../programs/scope.ts';
import type { Located, Project } from '../project/project.ts';
import { classesSelected } from '../sharing/angular-directives.ts';
import { renderedClasses, withBases } from '../sharing/class-props.ts';
import { elementMadeBy } from '../sharing/made-elements.ts';
import { evaluate } from '../values/evaluate.ts';
import { isReachable } from '../values/guards.ts';
import type { CallMatcher, MatchedCall } from './calls.ts';
import { Entered } from './entered.ts';
import { type Forwarding, forwardedBy } from './forwarding.ts';
import { writesAttributes } from './handed-attributes.ts';
import { runsHandler } from './handed-callbacks.ts';
import { sentEntries } from './http.ts';
import { ownerOf } from './owner.ts';
import { handedOnBy, takesNoMore } from './plain-forwarding.ts';
import { SentLater } from './sent-later.ts';
import { type Asked, attributeSources, nameSources, namesSent, type Sending } from './sent-parts.ts';

/** A function that forwards one of its parameters into calls that send events. */
interface Wrapper {
  readonly at: Located<Called>;
  /** The calls that it forwards into, each with how what is sent depends on what it is given. */
  readonly inner: Map<CallNode, Forwarding>;
  /** Those of them of which it does not simply hand on a name. */
  readonly others: (readonly [CallNode, Forwarding])[];
  /** How many functions stand between a caller and what is sent, itself among them, on the shortest way. */
  depth: number;
}

/** How a call of a wrapper was reached, and the program as it is in that call. */
interface Way extends Omit<Sending, 'sent'> {
  readonly home: Program;
  readonly entered: Entered;
  readonly isRendered: boolean;
  readonly asked: Asked;
}

const nowhere: Omit<Sending, 'sent'> = { via: [], through: [], passed: [] };

/** Knows which functions are wrappers, and what a call of one of them sends. */
export class Wrappers {
  readonly #project: Project;
  readonly #matcher: CallMatcher;
  readonly #pack: Pick<Pack, 'apis' | 'payload'>;
  readonly #wrappers = new Map<Called, Wrapper>();
  /** The wrappers of which a call is an inner one. */
  readonly #around = new Map<CallNode, readonly Called[]>();
  /** Calls in wrappers of which a caller decides nothing, with those callers: they are call sites themselves. */
  readonly #decided = new Map<CallNode, Set<CallNode>>();
  /** Calls that hand names or attributes on of which they say nothing: who calls the functions around them may. */
  readonly #unwritten = new Set<CallNode>();
  /** Wrappers that something calls, even if nothing is sent for it. */
  readonly #reached = new Set<Called>();
  /** Templates of Angular with calls that are inner ones of the class that they belong to. */
  readonly #templates = new Map<CallNode, Program>();
  readonly #later: SentLater;

  constructor(project: Project, matcher: CallMatcher, pack: Pick<Pack, 'apis' | 'payload'>) {
    this.#project = project;
    this.#matcher = matcher;
    this.#pack = pack;
    this.#later = new SentLater(project);
  }

  /** Whether a function is known to be a wrapper. */
  isWrapper(func: Called): boolean {
    return this.#wrappers.has(func);
  }

  /** Takes note that a function is handed to somebody who may give it attributes that are not seen: its own calls count. */
  letGo(func: Called): void {
    for (const [inner, how] of this.#wrappers.get(func)?.others ?? [])
      if (how === 'attributes') this.#decide(inner, inner);
  }

  /** The events that a call sends; none for calls that send none. */
  sendings(node: CallNode, program: Program, all = false): Sending[] {
    return this.#follow(node, program, nowhere, new Entered(this.#project), { node, all });
  }

  /** Whether a call only makes the function that sends something, and that is called elsewhere. */
  isSentLater(node: CallNode, { passed }: Sending): boolean {
    return this.#later.isSentLater([node, ...passed]);
  }

  /**
   * Takes the function around a call as a wrapper, where the call only hands on to another one what that function is given:
   * it forwards what the other does, and need not be followed. Functions that all call one another would be followed for
   * ever. Returns the names under which it can be called, as far as that is new; undefined for other calls.
   */
  handOn(node: CallNode, program: Program): readonly string[] | undefined {
    if (!compiler.isCallExpression(node)) return undefined;
    const func = handedOnBy(this.#project, node, program);
    const called = func && this.#wrapperCalled(node, program);
    if (!called) return undefined;
    const { target, wrapper, args } = called;
    if (!isFunction(target.node) || !takesNoMore(target.node, node)) return undefined;
    if (runsHandler(this.#project, node, program, target.node)) return undefined;
    if (wrapper.others.length === wrapper.inner.size || wrapper.depth > deepestCall) return undefined;
    if (this.#matcher.match(node, program)) return undefined;
    // What is bound is handed on as well.
    if (boundTo(this.#project, { node: node.expression, program })) return undefined;
    if (sentEntries(this.#project, node, program, this.#pack).length > 0) return undefined;
    this.#reach(target.node);
    const home = enter(target.program, target.node, args, undefined);
    const entered = new Entered(this.#project);
    const way = home && { ...nowhere, home, through: [target.node], entered, asked: { node, all: false } };
    // What only decides about a name is asked of every caller.
    for (const each of wrapper.others)
      if (way && isReachable(this.#project, each[0], way.home, target.node))
        this.#throughInner(each, target, { ...way, isRendered: false });
    return this.#take([node, 'direct'], { node: func, program }, wrapper.depth + 1);
  }

  /** The wrapper that a call calls, with what it is given. */
  #wrapperCalled(node: CallNode, program: Program) {
    if (this.#wrappers.size === 0) return undefined;
    const project = this.#project.forCallees;
    const isCall = compiler.isCallExpression(node);
    const passing = isCall ? passingCall(node, program) : undefined;
    const made = elementMadeBy(project, node, program);
    const callee = made?.component ?? passing?.callee ?? (isCall ? node.expression : node.tagName);
    const at = { node: callee as ts.Expression, program };
    const isRendered = made !== undefined || isElement(node, program);
    const target =
      functionAt(project, at) ??
      // Of a class and those that it extends, the first that sends what it is given.
      (isRendered ? this.#renderedBy(node, at).find((each) => this.#wrappers.has(each.node)) : undefined);
    const wrapper = target && this.#wrappers.get(target.node);
    if (!wrapper) {
      const taken = isCall ? this.#project.shared.takerOf(this.#project, node, program) : undefined;
      const taking = taken && this.#wrappers.get(taken.target.node);
      return taking && { ...taken, wrapper: taking, isRendered };
    }
    // A function that calls itself says nothing new.
    if (isInside(node, target.node)) return undefined;
    const args = made?.args ?? this.#given(node, program, passing);
    return { target, wrapper, args, isRendered };
  }

  /** The classes that an element renders, or stands for in a template of Angular. */
  #renderedBy(node: CallNode, at: Located): readonly Located<ts.ClassLikeDeclaration>[] {
    const project = this.#project.forCallees;
    const selected = classesSelected(project, node, at.program);
    return [...renderedClasses(project, at), ...selected.flatMap((each) => withBases(project, each))];
  }

  /** What a call gives: with `send.call(null, …)` and `send.apply(null, […])` what these pass on; of an element, its props. */
  #given(node: CallNode, program: Program, passing: Passing | undefined): Arguments {
    if (!compiler.isCallExpression(node))
      return { known: [{ node: node.attributes as ts.Node as ts.Expression, program }], more: false };
    return passing ? passedArguments(this.#project, passing, program) : givenBy(this.#project, node, program);
  }

  #follow(
    node: CallNode,
    program: Program,
    way: Omit<Sending, 'sent'>,
    entered: Entered,
    asked: Asked,
  ): Sending[] {
    const { via, through } = way;
    if (via.length > 0 && !this.#project.step()) return [];
    if (compiler.isCallExpression(node)) {
      const call = this.#matcher.match(node, program);
      if (call && via.length > 0 && this.#sendsNothing(call)) return [];
      if (call) return [{ ...way, sent: { call }, through: [...through, ...this.#called(node, program)] }];
      const entries = sentEntries(this.#project, node, program, this.#pack);
      if (entries.length > 0) return entries.map((entry) => ({ ...way, sent: { entry } }));
    }
    const called = this.#wrapperCalled(node, program);
    if (!called || through.includes(called.target.node)) return [];
    const { target, wrapper, args, isRendered } = called;
    const self = selfOf(node, program, target.node);
    if (!entered.isNew(target, args, self)) return [];
    const home = enter(target.program, target.node, args, program.frame, { self });
    if (!home) return [];
    const next = {
      via: [...via, stepOf(target)],
      through: [...through, target.node],
      passed: way.passed,
      home,
      entered,
      isRendered,
      asked,
    };
    const sent = [...wrapper.inner].flatMap((each) =>
      isReachable(this.#project, each[0], this.#homeOf(each[0], home), target.node)
        ? this.#throughInner(each, target, next)
        : [],
    );
    const runsOnly = sent.length > 0 && runsHandler(this.#project, node, program, target.node);
    if (runsOnly && this.#isOfCaller(sent)) {
      this.#unwritten.add(asked.node);
      return asked.all ? sent : [];
    }
    // Where the search was given up, nothing is known of what the caller sends.
    if (sent.length > 0 || !this.#project.isExhausted()) this.#reach(target.node);
    if (sent.length > 0) this.#later.learn(target);
    return sent;
  }

  /** Where a call stands in the wrapper that is entered: in its program, or in the template of that. */
  #homeOf(inner: CallNode, home: Program): Program {
    const template = this.#templates.get(inner);
    return template ? { ...template, frame: home.frame } : home;
  }

  #reach(func: Called): void {
    this.#reached.add(func);
    this.#project.noted.mark('reached', func);
  }

  /** What a call sends through one of the calls in the wrapper that it calls: nothing where that sends it whoever calls. */
  #throughInner(
    [inner, how]: readonly [CallNode, Forwarding],
    target: Located<Called>,
    { home, entered, isRendered, asked, ...way }: Way,
  ): readonly Sending[] {
    const sendings = this.#follow(
      inner,
      this.#homeOf(inner, home),
      { ...way, passed: [...way.passed, inner] },
      entered,
      asked,
    );
    if (how === 'direct' || (how === 'made' && (!isRendered || asked.all))) return sendings;
    const isOfAttributes = how === 'attributes';
    if (isOfAttributes && asked.all) return sendings;
    const own = this.sendings(inner, this.#templates.get(inner) ?? target.program, isOfAttributes);
    const tellsMore = isOfAttributes
      ? writesAttributes(this.#project, sendings, own)
      : this.#narrows(sendings, own, isRendered);
    if (tellsMore) return sendings;
    if (isOfAttributes) this.#unwritten.add(asked.node);
    this.#decide(inner, asked.node);
    return [];
  }

  /** Takes note of a caller that decides nothing of what a call in a wrapper sends, or of that call where it counts in any case. */
  #decide(inner: CallNode, caller: CallNode): void {
    this.#decided.set(inner, (this.#decided.get(inner) ?? new Set()).add(caller));
    this.#project.noted.mark('decided', inner);
  }

  /** Whether the names that are sent are not known, and come from outside: whoever gives them is looked for. */
  #isOfCaller(sendings: readonly Sending[]): boolean {
    if (namesSent(this.#project, this.#pack, sendings).complete) return false;
    const sources = sendings.flatMap(({ sent }) => nameSources(this.#project, this.#pack, sent));
    return forwardedBy(this.#project.forCallees, sources).size > 0;
  }

  /**
   * Whether a caller decides what a wrapper sends, whose own names are all written in it. An element that is given what
   * decides is no place where a developer wrote an event.
   */
  #narrows(sendings: readonly Sending[], own: readonly Sending[], isRendered: boolean): boolean {
    const all = namesSent(this.#project, this.#pack, own);
    const names = namesSent(this.#project, this.#pack, sendings);
    if (names.complete && (!all.complete || own.length === 0)) return true;
    return !isRendered && names.values.length < all.values.length;
  }

  /**
   * Whether a call stands in a wrapper whose callers are known: they are the call sites, and not the call, unless none of
   * them decides what it sends.
   */
  isInner(node: CallNode, through: ReadonlySet<Called>): boolean {
    const isPassedOn = (each: CallNode) =>
      (this.#around.get(each) ?? []).some((func) => through.has(func) || this.#reached.has(func));
    // What an element decides nothing of counts where nobody gives it what decides.
    if ([...(this.#decided.get(node) ?? [])].some((each) => each === node || !isPassedOn(each))) return false;
    return isPassedOn(node);
  }

  /** Whether a wrapper's call has no name to send: its caller gave none. */
  #sendsNothing(call: MatchedCall): boolean {
    const event = call.argument(call.shape.event);
    if (event === 'absent') return true;
    return event !== 'hidden' && evaluate(this.#project, event).types.length === 0;
  }

  /** The wrapper that a call of a shape calls as well: a function of the project that the configuration names. */
  #called(node: ts.CallExpression, program: Program): Called[] {
    if (this.#wrappers.size === 0) return [];
    const target = functionAt(this.#project.forCallees, { node: node.expression, program });
    return target && this.#wrappers.has(target.node) && !isInside(node, target.node) ? [target.node] : [];
  }

  /**
   * Takes the function around a call as a wrapper when the event's name depends on one of its parameters, or the attributes
   * are one of which it says nothing. Returns the names under which it can be called, when that was not known before.
   */
  learn(node: CallNode, program: Program, sendings: readonly Sending[]): readonly string[] {
    const names: string[] = [];
    const isGiven = sendings.length > 0 || !(isElement(node, program) || this.#unwritten.has(node));
    for (const sending of isGiven ? sendings : this.sendings(node, program, true)) {
      const owner = ownerOf(this.#project, this.#pack, this.#later, { node, program }, sending);
      if (!owner) continue;
      const { func, how } = owner;
      if (this.#wrappers.get(func)?.inner.has(node)) continue;
      // What a component is given only decides which of its own names it sends.
      if (
        how !== 'direct' &&
        isComponent(func, program) &&
        namesSent(this.#project, this.#pack, [sending]).complete
      )
        continue;
      const depth = sending.via.length + 1;
      names.push(...this.#take([node, how], { node: func, program }, depth));
      const taker = this.#later.taker(node, func, attributeSources(sending.sent));
      if (taker) names.push(...this.#take([node, 'made'], { node: taker, program }, depth));
    }
    return names;
  }

  /** Takes a function as a wrapper that forwards into a call. Returns its names, when that was not known before. */
  #take([node, how]: readonly [CallNode, Forwarding], at: Located<Called>, depth: number): readonly string[] {
    if (at.program.host && compiler.isClassLike(at.node)) this.#templates.set(node, at.program);
    const known = this.#wrappers.get(at.node);
    if (known) known.depth = Math.min(known.depth, depth);
    if (known?.inner.has(node)) return [];
    const { shared } = this.#project;
    const makers = isFunction(at.node)
      ? shared.implementations.learnSending(this.#project, at as Located<FunctionNode>)
      : [];
    const handed = [...makers, ...shared.handOver(this.#project, at as Located<ts.Node> as Located)];
    if (!known && handed.length === 0 && isInlineCallback(at.node, at.program)) return [];
    const wrapper: Wrapper = known ?? { at, inner: new Map(), others: [], depth };
    this.#wrappers.set(at.node, wrapper);
    wrapper.inner.set(node, how);
    if (how !== 'direct') wrapper.others.push([node, how]);
    this.#around.set(node, [...(this.#around.get(node) ?? []), at.node]);
    return [...namesToLookFor(at.node, at.program), ...handed];
  }
}
