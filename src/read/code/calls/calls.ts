import type ts from 'typescript';
import type { ArgumentPath, CallShape } from '../../../model/pack.ts';
import { givenBy, passedArguments, passingCall } from '../functions/arguments.ts';
import type { Arguments } from '../functions/frames.ts';
import { referenceOf } from '../functions/reference.ts';
import { referenceOfType } from '../functions/type-reference.ts';
import { aliasesIn, choicesIn } from '../programs/aliasing.ts';
import { compiler } from '../programs/compiler.ts';
import { lastName } from '../programs/prefilter.ts';
import type { Program } from '../programs/program.ts';
import { shorthandsOf } from '../programs/shorthands.ts';
import { unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import type { Located, Project } from '../project/project.ts';
import { declaredType, memberType } from '../types/declared.ts';
import { propertyChoices } from '../values/alternatives.ts';
import { deferred } from '../values/deferred.ts';
import { evaluate } from '../values/evaluate.ts';
import { lacks } from '../values/lacking.ts';
import { isOfThis, memberPath } from '../values/member-path.ts';
import { objectLiteralOf, propertyOf, writtenProperty } from '../values/objects.ts';
import { isNothing } from '../values/sources.ts';
import { type Callee, isCallee, isOf, isOwn, split } from './callee.ts';

/** An argument of a call: what was given, nothing, or something behind a spread that cannot be told. */
export type Argument = GivenArgument | 'absent' | 'hidden';

/** The expression of an argument. */
export interface GivenArgument extends Located {
  /** Something unknown is spread over it: it is what is meant, but may be replaced. */
  readonly replaceable?: boolean;
  /** What else it may be, where the object that it is a part of is one of several. */
  readonly others?: readonly Located[];
}

/** A call that a shape describes. */
export interface MatchedCall {
  readonly shape: CallShape;
  readonly node: ts.CallExpression;
  readonly program: Program;
  /** `nv('event')`, `Notifyvisitors.event`. */
  readonly sink: string;
  /** The argument that a path leads to. */
  readonly argument: (path: ArgumentPath | undefined) => Argument;
  /** The type that is declared of it, where no expression of it is seen. */
  readonly declared: (path: ArgumentPath | undefined) => Located<ts.TypeNode> | undefined;
  /** Behind what the arguments are that are not seen. */
  readonly hiddenBy: string;
}

/** Finds which shape describes a call, under whatever name its callee goes. */
export class CallMatcher {
  readonly #project: Project;
  readonly #shapes: readonly CallShape[];

  constructor(project: Project, shapes: readonly CallShape[]) {
    this.#project = project;
    this.#shapes = shapes;
  }

  /** The first shape that describes the call; undefined for calls that are none of ours. */
  match(node: ts.CallExpression, program: Program): MatchedCall | undefined {
    const direct = givenBy(this.#project, node, program);
    const own = this.#findAt(node, program, { node: node.expression, program }, direct);
    if (own) return own;
    // `nv.call(null, …)` and `nv.apply(null, […])`.
    const passing = passingCall(node, program);
    if (passing) {
      const passed = passedArguments(this.#project, passing, program);
      return this.#findAt(node, program, { node: passing.callee, program }, passed);
    }
    // `emit('sent', …)`, for which somebody has `nv` be called.
    const told = this.#project.shared.emitters.toldBy(this.#project, node, program);
    return told && this.#findAt(node, program, told.taker, told.args);
  }

  /** Whether an expression is a function that some shape describes, wherever it is called. */
  isSender(at: Located): boolean {
    return this.#calleesAt(at).some((callee) => this.#shapes.some((shape) => isCallee(shape, callee)));
  }

  /**
   * The methods of an expression that send, where it is what a shape calls methods of: `analytics` of `analytics.track`, for
   * `*.track` what comes from the shape's package; and those of what is of a type. A method of any receiver at all is one
   * wherever that comes from.
   */
  sendingMethods({ node, program }: Located<ts.Expression | ts.TypeNode>): readonly string[] {
    const project = this.#project.forCallees;
    const reference = compiler.isTypeNode(node)
      ? referenceOfType(project, { node, program })
      : referenceOf(project, { node, program });
    if (!reference) return [];
    return this.#shapes.flatMap((shape) => {
      const [receiver, method] = split(shape.callee);
      if (receiver === undefined) return [];
      if (receiver === '*')
        return shape.module !== undefined && isOf(shape.module, reference.module) ? [method] : [];
      return isCallee({ ...shape, callee: receiver }, { reference, members: [] }) ? [method] : [];
    });
  }

  /** What stands in every file that gets hold of such a receiver itself: a package's name, or that of a global. */
  get receiverWords(): readonly string[] {
    return this.#shapes.flatMap(({ callee, module }) => {
      const [receiver] = split(callee);
      if (receiver === undefined || (/^(?:\*|this)$/.test(receiver) && module === undefined)) return [];
      return [module ?? lastName(receiver)];
    });
  }

  /** Where a module names a function that sends without calling it, with the name that it gets there. */
  sendersIn(program: Program): readonly (readonly [name: string, at: ts.Node])[] {
    const roots = this.#shapes.map(({ callee }) => lastName(callee));
    if (!roots.some((root) => program.tree.text.includes(root))) return [];
    const found: [string, ts.Node][] = [];
    for (const node of program.aliases)
      for (const { name, value } of aliasesIn(node)) {
        const last = compiler.isPropertyAccessExpression(value) ? value.name.text : value.text;
        if (roots.includes(last) && this.isSender({ node: value, program }))
          found.push([name.text, compiler.isPropertyAssignment(node) ? node.parent : node]);
      }
    const taken = [...program.moduleScope.names].flatMap(([name, binding]) =>
      binding.kind === 'import' &&
      this.#project.packages.has(binding.module) &&
      roots.includes(binding.imported)
        ? [name]
        : [],
    );
    // Other names are looked for from the beginning; that of a package's function is where the package is.
    for (const { name, parent } of taken.length > 0 ? shorthandsOf(program.tree, new Set(taken)) : [])
      if (this.isSender({ node: name, program })) found.push([name.text, parent]);
    return found;
  }

  /** What an expression is called as: by its own name, and by those of what it holds. */
  #calleesAt(at: Located): Callee[] {
    const project = this.#project.forCallees;
    const callees: Callee[] = [];
    for (
      let each: Located | undefined = at;
      each && callees.length < mostHeld;
      each = heldBehind(project, each)
    )
      callees.push({
        reference: referenceOf(project, each),
        members: memberPath(project, each),
        isOfThis: isOfThis(each),
      });
    return callees;
  }

  #findAt(node: ts.CallExpression, program: Program, callee: Located, given: Arguments) {
    for (const each of this.#calleesAt(callee)) {
      const found = this.#find(node, program, each, given);
      if (found) return found;
    }
    return undefined;
  }

  #find(
    node: ts.CallExpression,
    program: Program,
    callee: Callee,
    given: Arguments,
  ): MatchedCall | undefined {
    for (const shape of this.#shapes) {
      if (!isCallee(shape, callee) || !this.#fits(shape, given)) continue;
      const argument = (path: ArgumentPath | undefined) => this.#argument(path, given, shape);
      const declared = (path: ArgumentPath | undefined) => this.#declared(path, given);
      const hiddenBy = given.more ? 'spread arguments' : 'an object that is not known';
      return { shape, node, program, sink: sinkOf(shape, node), argument, declared, hiddenBy };
    }
    return undefined;
  }

  #fits({ when = {} }: CallShape, { known }: Arguments): boolean {
    return Object.entries(when).every(([index, value]) => {
      const at = known[Number(index)];
      if (at === undefined) return false;
      return [at, ...(at.others ?? [])].some((each) => evaluate(this.#project, each).values.includes(value));
    });
  }

  #argument(path: ArgumentPath | undefined, given: Arguments, shape: CallShape): Argument {
    if (path === undefined) return 'absent';
    const paths = typeof path === 'string' ? [path] : path;
    const objects = new Set<string>();
    // What is not known at all may be an object that has one of them.
    let isHidden = false;
    for (const each of paths) {
      const [index = '', ...steps] = each.split('.');
      if (steps.length === 0 && objects.has(index)) continue;
      const found = this.#at(Number(index), steps, given, shape);
      if (found === 'unknown') isHidden = true;
      else if (found !== 'absent') return found;
      // An object that has no such property is no name or value itself.
      if (steps.length > 0 && this.#mayBe('object', given.known[Number(index)])) objects.add(index);
    }
    return isHidden ? 'hidden' : 'absent';
  }

  #at(
    index: number,
    steps: readonly string[],
    { known, more }: Arguments,
    shape: CallShape,
  ): Argument | 'unknown' {
    const whole = known[index];
    if (whole === undefined) return more ? 'hidden' : 'absent';
    const made = steps.length > 0 ? this.#made(whole, shape) : whole;
    if (!made) return 'absent';
    let at: GivenArgument = made;
    for (const step of steps) {
      const choices = this.#choices(at, step);
      if (choices?.length === 0) return 'absent';
      const [value, ...others]: readonly Located[] = choices ?? [];
      const meant = value ?? writtenProperty(this.#project, at, step);
      if (!meant && this.#mayHave(at, step)) return 'hidden';
      if (!meant) return this.#mayBe('unknown', at) ? 'unknown' : 'absent';
      at = value ? { ...value, others } : { ...meant, replaceable: true };
    }
    return at;
  }

  /** What a function makes that is given in the place of an object; undefined where it returns nothing. */
  #made(given: GivenArgument, shape: CallShape): GivenArgument | undefined {
    const made = isOwn(shape) ? deferred(this.#project, given) : undefined;
    if (!made) return given;
    const [first, ...others] = made.filter(({ node }) => !isNothing(unwrapped(node)));
    return first && { ...first, others };
  }

  /** What is declared of a part of an argument: `telemetry` of `(payload: Payload) => send(payload)`. */
  #declared(path: ArgumentPath | undefined, { known }: Arguments): Located<ts.TypeNode> | undefined {
    for (const each of [path ?? []].flat()) {
      const [index = '', ...steps] = each.split('.');
      let at: GivenArgument | undefined = known[Number(index)];
      let seen = 0;
      for (; at && seen < steps.length; seen++) {
        const [only, ...others]: readonly Located[] = this.#choices(at, steps[seen] as string) ?? [];
        if (!only || others.length > 0) break;
        at = only;
      }
      const type = at && seen < steps.length ? declaredType(this.#project, at) : undefined;
      const part = memberType(this.#project, type, steps.slice(seen), 0);
      if (part) return part;
    }
    return undefined;
  }

  /** The expressions of which a property of an argument is one. */
  #choices({ others = [], ...first }: GivenArgument, step: string): readonly Located[] | undefined {
    const found = [first, ...others].map((each) => propertyChoices(this.#project, each, step));
    return found.every((each) => each !== undefined) ? (found as Located[][]).flat() : undefined;
  }

  /** Whether an object may have a property that is not seen: it is not known through and through. */
  #mayHave(at: Located, key: string): boolean {
    if (lacks(this.#project, at, key)) return false;
    if (objectLiteralOf(this.#project, at)) return true;
    // What is known to be something else has no such property.
    const { types } = evaluate(this.#project, at);
    return types.includes('object') || (/^\d+$/.test(key) && types.includes('array'));
  }

  #mayBe(type: 'object' | 'unknown', at: Located | undefined): boolean {
    return at !== undefined && evaluate(this.#project, at).types.includes(type);
  }
}

/** Whether an object stands where the event's name should. */
export function isNamedByObject(project: Project, { argument, shape }: MatchedCall): boolean {
  const event = argument(shape.event);
  if (event === 'absent' || event === 'hidden' || mayBeText(project, event)) return false;
  const { types } = evaluate(project, event);
  return types.length > 0 && types.every((type) => type === 'object');
}

/** Whether an expression shows by its form that it is, or may be, no object: that is told without reading other files. */
function mayBeText(project: Project, { node, program }: Located, depth = 0): boolean {
  const again = (next: ts.Expression, home = program) =>
    depth < mostHeld && mayBeText(project, { node: next, program: home }, depth + 1);
  const inner = unwrapped(node);
  const choices = choicesIn(inner);
  if (choices.length > 1) return choices.some((each) => again(each));
  if (compiler.isIdentifier(inner)) {
    const found = bindingOf(project, program, inner);
    const value =
      found?.binding.kind === 'variable' && found.binding.path?.length === 0
        ? found.binding.declaration.initializer
        : undefined;
    return found !== undefined && value !== undefined && again(value, found.program);
  }
  return (
    compiler.isStringLiteralLike(inner) ||
    compiler.isTemplateExpression(inner) ||
    compiler.isElementAccessExpression(inner)
  );
}

/** An object holds a method of another, which is held by a third: real code needs one or two. */
const mostHeld = 4;

/** What an object, a class or a hook's result holds as the member that is called: `{ send: analytics.track }`. */
function heldBehind(project: Project, { node, program }: Located): Located | undefined {
  const inner = unwrapped(node);
  if (compiler.isPropertyAccessExpression(inner))
    return propertyOf(project, { node: inner.expression, program }, inner.name.text);
  const found = compiler.isIdentifier(inner) ? bindingOf(project, program, inner) : undefined;
  if (found?.binding.kind !== 'variable' || found.assigned.length > 0) return undefined;
  const { declaration, path = [] } = found.binding;
  if (!declaration.initializer || path.length === 0) return undefined;
  return path.reduce<Located | undefined>((from, step) => from && propertyOf(project, from, step), {
    node: declaration.initializer,
    program: found.program,
  });
}

function sinkOf({ callee, when = {} }: CallShape, node: ts.CallExpression): string {
  const written = node.expression.getText().replaceAll('?.', '.').replace(/\s+/g, '');
  const name = /^(default|\*)\./.test(callee) ? written : callee;
  const fixed = Object.values(when).map((value) => `'${value}'`);
  return fixed.length > 0 ? `${name}(${fixed.join(', ')})` : name;
}
