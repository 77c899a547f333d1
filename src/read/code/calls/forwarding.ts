import type ts from 'typescript';
import { classAround } from '../functions/classes.ts';
import { argumentOf, frameOf, hiddenIn, restArguments, wholeArgument } from '../functions/frames.ts';
import type { FunctionNode } from '../functions/functions.ts';
import { isFunction } from '../functions/naming.ts';
import { referenceOf } from '../functions/reference.ts';
import { isThis, ownerOfThis } from '../functions/selves.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { unwrapped } from '../programs/syntax.ts';
import { isAssignment } from '../programs/targets.ts';
import { bindingOf } from '../project/binding.ts';
import type { Located, Project } from '../project/project.ts';
import { inputGiven, inputRead } from '../sharing/angular-inputs.ts';
import { givenProps, propsOwner } from '../sharing/class-props.ts';
import { listOf } from '../values/elements.ts';
import { lacks } from '../values/lacking.ts';
import { objectLiteralOf, propertyOf } from '../values/objects.ts';
import { returnedBy } from '../values/results.ts';
import { setBefore } from '../values/set-before.ts';

/**
 * How a parameter takes part in what is sent: it is the event's name, the name is made of it, it only decides which of some
 * names is sent, or it is none of these but holds the attributes.
 */
export type Forwarding = 'direct' | 'made' | 'condition' | 'attributes';

/** No name that anybody reads is put together of so many parts in parts. */
const deepest = 200;

const order: readonly Forwarding[] = ['direct', 'made', 'condition', 'attributes'];

/**
 * What decides about a name from outside: a parameter, what the elements of a component that is a class are given, or what a
 * method is called on.
 */
export type Given = ts.ParameterDeclaration | ts.ClassLikeDeclaration | FunctionNode;

/** What expressions depend on of what is given and not known, through local variables, each with how. */
export function forwardedBy(
  project: Project,
  sources: readonly Located<ts.Node>[],
): ReadonlyMap<Given, Forwarding> {
  const search = new Search(project);
  for (const source of sources) search.visit(source.node, source.program, 'direct');
  return search.free;
}

class Search {
  readonly free = new Map<Given, Forwarding>();
  readonly #project: Project;
  readonly #seen = new Map<ts.Node, Set<Forwarding>>();

  constructor(project: Project) {
    this.#project = project;
  }

  visit(node: ts.Node, program: Located['program'], how: Forwarding, depth = 0): void {
    if (depth > deepest || !this.#project.step()) return;
    const again = (next: ts.Node, as = how) => this.visit(next, program, weaker(how, as), depth + 1);
    if (this.#props(node, program, how, depth + 1) || this.#input(node, program, how, depth + 1)) return;
    if (compiler.isIdentifier(node)) this.#name(node, program, how, depth + 1);
    else if (compiler.isPropertyAccessExpression(node)) {
      const before = setBefore({ node, program });
      if (before) again(before.node);
      else this.#part({ node: node.expression, program }, [node.name.text], how, depth + 1);
    } else if (compiler.isElementAccessExpression(node)) {
      again(node.expression);
      // A key says which of some known names is sent; of an unknown object it says nothing.
      if (objectLiteralOf(this.#project, { node: node.expression, program }))
        again(node.argumentExpression, 'made');
    } else if (compiler.isConditionalExpression(node)) {
      again(node.condition, 'condition');
      again(node.whenTrue);
      again(node.whenFalse);
    } else if (compiler.isBinaryExpression(node)) this.#binary(node, again);
    else if (compiler.isPrefixUnaryExpression(node)) again(node.operand, 'condition');
    else if (compiler.isTemplateExpression(node))
      for (const { expression } of node.templateSpans) again(expression, 'made');
    else if (compiler.isCallExpression(node)) {
      again(node.expression, 'made');
      // What a package makes of an object is not known, whoever calls: no caller could tell more of it.
      const isForeign = this.#isOfPackage(node, program);
      for (const argument of node.arguments)
        if (!isForeign || !compiler.isObjectLiteralExpression(unwrapped(argument))) again(argument, 'made');
    } else if (compiler.isPropertyAssignment(node)) again(node.initializer);
    else if (compiler.isJsxAttribute(node)) {
      if (node.initializer) again(node.initializer);
    } else if (compiler.isArrowFunction(node) || compiler.isFunctionExpression(node)) {
      // What a callback does says nothing of what it hands back.
      for (const result of returnedBy(node) ?? []) again(result);
    } else if (!isElement(node)) compiler.forEachChild(node, (child) => again(child));
  }

  #binary(
    { left, operatorToken, right }: ts.BinaryExpression,
    again: (node: ts.Node, as?: Forwarding) => void,
  ) {
    switch (operatorToken.kind) {
      case compiler.SyntaxKind.AmpersandAmpersandToken:
        again(left, 'condition');
        again(right);
        return;
      case compiler.SyntaxKind.BarBarToken:
      case compiler.SyntaxKind.QuestionQuestionToken:
      case compiler.SyntaxKind.CommaToken:
        again(left);
        again(right);
        return;
      case compiler.SyntaxKind.PlusToken:
        again(left, 'made');
        again(right, 'made');
        return;
      default:
        again(left, isAssignment(operatorToken.parent) ? 'made' : 'condition');
        again(right, 'condition');
    }
  }

  #name(node: ts.Identifier, program: Located['program'], how: Forwarding, depth: number): void {
    const found = bindingOf(this.#project, program, node);
    if (found?.binding.kind === 'parameter') {
      const { declaration } = found.binding;
      if (found.assigned.length > 0 && !this.#isNew(node, how)) return;
      for (const value of found.assigned) this.visit(value, found.program, how, depth);
      if (found.isReplaced) return;
      const part = argumentOf(this.#project, { ...found, assigned: [] });
      // A part that is not seen may be anything that the whole is made of.
      const whole = part === 'hidden' || part === undefined ? (wholeArgument(found) ?? part) : part;
      const argument = whole === 'hidden' ? (hiddenIn(found) ?? whole) : whole;
      if (typeof argument === 'object') this.visit(argument.node, argument.program, how, depth);
      else if (restArguments(found)) {
        const { known = [], spread } = restArguments(found) ?? {};
        for (const at of [...known, ...(spread ? [spread] : [])]) this.visit(at.node, at.program, how, depth);
      } else if (argument === undefined) {
        const list = listOf(declaration);
        if (list) this.visit(list, found.program, how, depth);
        else this.#depends(declaration, how);
      }
    } else if (found?.binding.kind === 'expression')
      this.visit(found.binding.node, found.program, how, depth);
    else if (
      found?.binding.kind === 'variable' &&
      this.#isNew(isMadeAgain(node) ? node : found.binding.declaration, how)
    ) {
      const { declaration, path = [] } = found.binding;
      const { initializer } = declaration;
      const list = listOf(declaration);
      if (list) this.visit(list, found.program, how, depth);
      if (initializer && !found.isReplaced)
        this.#part({ node: initializer, program: found.program }, path, how, depth);
      for (const source of found.assigned) this.visit(source, found.program, how, depth);
    }
  }

  /** A property of an object: what else the object is made of says nothing of it, unless it is not seen in there. */
  #part(object: Located, path: readonly string[], how: Forwarding, depth: number): void {
    let at = object;
    this.#instance(object, path, how);
    for (const key of path) {
      const value = propertyOf(this.#project, at, key);
      if (!value && lacks(this.#project, at, key)) return;
      if (!value) break;
      at = value;
    }
    this.visit(at.node, at.program, how, depth);
  }

  /** What a component that is a class is given: `this.props`. Whether an expression is that. */
  #props(node: ts.Node, program: Program, how: Forwarding, depth: number): boolean {
    if (!compiler.isIdentifier(node) && !compiler.isPropertyAccessExpression(node)) return false;
    const at = { node, program };
    const owner = propsOwner(this.#project, at);
    const given = owner && givenProps(this.#project, at)?.given;
    if (given) this.visit(given.node, given.program, how, depth);
    else if (owner) this.#depends(owner.node, how);
    return owner !== undefined;
  }

  /** An input of a component of Angular, or of a directive. Whether an expression is one. */
  #input(node: ts.Node, program: Program, how: Forwarding, depth: number): boolean {
    const read = inputRead(this.#project, { node, program });
    const given = read && inputGiven(this.#project, read);
    if (typeof given === 'object') this.visit(given.node, given.program, how, depth);
    else if (read && !given) this.#depends(read.owner.node, how);
    return read !== undefined;
  }

  /** A field of what a method is called on: that is another for each instance, unless it is written in the class. */
  #instance({ node, program }: Located<ts.Node>, [key]: readonly string[], how: Forwarding): void {
    const method = key !== undefined && isThis(node) && classAround(node) ? ownerOfThis(node) : undefined;
    if (!method || !isFunction(method) || frameOf(program, method)) return;
    const value = propertyOf(this.#project, { node: node as ts.Expression, program }, key as string);
    const parameter =
      value && compiler.isIdentifier(value.node)
        ? bindingOf(this.#project, value.program, value.node)
        : undefined;
    if (!value || parameter?.binding.kind === 'parameter') this.#depends(method, weaker(how, 'condition'));
  }

  #depends(on: Given, how: Forwarding): void {
    this.free.set(on, stronger(how, this.free.get(on)));
  }

  #isOfPackage(call: ts.CallExpression, program: Program): boolean {
    if (!call.arguments.some((each) => compiler.isObjectLiteralExpression(unwrapped(each)))) return false;
    return referenceOf(this.#project, { node: call.expression, program })?.module !== undefined;
  }

  #isNew(node: ts.Node, how: Forwarding): boolean {
    const seen = this.#seen.get(node) ?? new Set();
    this.#seen.set(node, seen);
    if (seen.has(how)) return false;
    seen.add(how);
    return true;
  }
}

/**
 * Whether a name stands in what its variable is made of again, where it is what it was before: `name = name.trim()`; not where a function is
 * handed it, which mostly makes something else.
 */
function isMadeAgain(node: ts.Identifier): boolean {
  for (let at: ts.Node = node; at.parent; at = at.parent) {
    const { parent } = at;
    if (compiler.isCallExpression(parent) && at !== parent.expression) return false;
    if (isAssignment(parent)) return compiler.isIdentifier(parent.left) && parent.left.text === node.text;
    if (compiler.isStatement(parent)) return false;
  }
  return false;
}

/** No event's name is made of what a component renders. */
function isElement(node: ts.Node): boolean {
  return (
    compiler.isJsxElement(node) || compiler.isJsxSelfClosingElement(node) || compiler.isJsxFragment(node)
  );
}

function weaker(a: Forwarding, b: Forwarding): Forwarding {
  return order.indexOf(a) > order.indexOf(b) ? a : b;
}

function stronger(a: Forwarding, b: Forwarding | undefined): Forwarding {
  return b === undefined || order.indexOf(a) < order.indexOf(b) ? a : b;
}
