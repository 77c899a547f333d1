import type ts from 'typescript';
import { choicesIn } from '../programs/aliasing.ts';
import { boundValue } from '../programs/bound-functions.ts';
import { compiler } from '../programs/compiler.ts';
import { placed } from '../programs/placed.ts';
import type { Program } from '../programs/program.ts';
import { lookUp } from '../programs/scope.ts';
import { nameText, unwrapped } from '../programs/syntax.ts';
import type { Located, Project } from '../project/project.ts';
import { isReachable } from '../values/guards.ts';
import { objectLiteralOf } from '../values/objects.ts';
import { returnedBy } from '../values/results.ts';
import { enter } from './frames.ts';
import type { FunctionNode } from './functions.ts';

/** What a proxy hands over where it is asked for a member. */
export interface Proxied {
  readonly of: Located;
  /** It is the member of that name of it, and not itself. */
  readonly isMember: boolean;
}

/** Whether an expression makes a proxy: `new Proxy(client, { get })`. */
export function isProxy({ node, program }: Located): boolean {
  if (!compiler.isNewExpression(node) || !compiler.isIdentifier(node.expression)) return false;
  return node.expression.text === 'Proxy' && !lookUp(program.scopeOf(node), 'Proxy');
}

/**
 * What a proxy may hand over where it is asked for a member, by what its handler returns for that name; of any name, where
 * none is given. Nothing where the handler is not known.
 */
export function proxiedBy(project: Project, at: Located, name: string | undefined): readonly Proxied[] {
  const [target, handler] = (at.node as ts.NewExpression).arguments ?? [];
  const literal = handler && objectLiteralOf(project, { node: handler, program: at.program });
  if (!target || !literal) return [];
  const whole = { node: target, program: at.program };
  const written = (literal.node as ts.ObjectLiteralExpression).properties;
  if (written.some((each) => compiler.isSpreadAssignment(each))) return [];
  const property = written.find((each) => each.name && nameText(each.name) === 'get');
  if (!property) return [{ of: whole, isMember: true }];
  const getter = functionOf(property);
  const asked = getter?.parameters[1]?.name;
  if (!getter || !asked || !compiler.isIdentifier(asked)) return [];
  const key = name === undefined ? undefined : placed(compiler.factory.createStringLiteral(name), getter);
  const known = [whole, ...(key ? [{ node: key, program: at.program }] : [])];
  const home = enter(literal.program, getter, { known, more: true }, at.program.frame);
  if (!home) return [];
  return (returnedBy(getter) ?? [])
    .flatMap(choicesIn)
    .filter((each) => isReachable(project, each, home, getter))
    .map((each) => handedOver(each, { program: home, asked: asked.text }));
}

/** How a handler's function is looked at, and what it calls the name that it is asked for. */
interface Getter {
  readonly program: Program;
  readonly asked: string;
}

const deepest = 6;

function handedOver(node: ts.Expression, getter: Getter): Proxied {
  return memberAsked(node, getter) ?? { of: { node, program: getter.program }, isMember: false };
}

/** The object of which an expression is the member that is asked for: `target[name]`, or a function that only calls it. */
function memberAsked(node: ts.Expression, getter: Getter, depth = 0): Proxied | undefined {
  if (depth > deepest) return undefined;
  const { program, asked } = getter;
  const again = (next: ts.Expression) => memberAsked(next, getter, depth + 1);
  const member = (of: ts.Expression) => ({ of: { node: of, program }, isMember: true });
  const isAsked = (key: ts.Expression | undefined) => key !== undefined && unwrapped(key).getText() === asked;
  const at = unwrapped(node);
  if (compiler.isElementAccessExpression(at))
    return isAsked(at.argumentExpression) ? member(at.expression) : undefined;
  if (compiler.isCallExpression(at)) {
    const callee = unwrapped(at.expression);
    const [object, key] = at.arguments;
    if (object && callee.getText() === 'Reflect.get') return isAsked(key) ? member(object) : undefined;
    const bound = boundValue(at);
    return bound === at ? undefined : again(bound);
  }
  if (compiler.isIdentifier(at)) {
    const binding = lookUp(program.scopeOf(at), at.text)?.binding;
    const value =
      binding?.kind === 'variable' && binding.path?.length === 0 ? binding.declaration : undefined;
    return value?.initializer && again(value.initializer);
  }
  if (!compiler.isArrowFunction(at) && !compiler.isFunctionExpression(at)) return undefined;
  for (const call of program.calls) {
    const isInside = compiler.isCallExpression(call) && at.pos <= call.pos && call.end <= at.end;
    const called = isInside ? calledWithAll(call, at) : undefined;
    const found = called && again(called);
    if (found) return found;
  }
  return undefined;
}

/** What a call in a function calls with all that this is given: `send(...given)`, `send.apply(client, given)`. */
function calledWithAll(
  { expression, arguments: given }: ts.CallExpression,
  { parameters }: FunctionNode,
): ts.Expression | undefined {
  const callee = unwrapped(expression);
  const [first, second, third] = given;
  const rest = parameters.length === 1 && parameters[0]?.dotDotDotToken ? parameters[0].name.getText() : '';
  const isRest = (each: ts.Expression | undefined) => rest !== '' && each?.getText() === rest;
  if (callee.getText() === 'Reflect.apply') return isRest(third) ? first : undefined;
  if (compiler.isPropertyAccessExpression(callee) && callee.name.text === 'apply')
    return isRest(second) ? callee.expression : undefined;
  const isCalled = compiler.isPropertyAccessExpression(callee) && callee.name.text === 'call';
  const all = isCalled ? given.slice(1) : given;
  return areAll(all, parameters) ? (isCalled ? callee.expression : callee) : undefined;
}

/** Whether what a call gives is all that a function takes, each as it is. */
export function areAll(
  given: readonly ts.Expression[],
  parameters: readonly ts.ParameterDeclaration[],
): boolean {
  return (
    given.length > 0 &&
    given.length === parameters.length &&
    parameters.every(({ dotDotDotToken, name }, at) => {
      const each = given[at] as ts.Expression;
      const inner = dotDotDotToken && compiler.isSpreadElement(each) ? each.expression : each;
      return compiler.isIdentifier(name) && unwrapped(inner).getText() === name.text;
    })
  );
}

function functionOf(property: ts.ObjectLiteralElementLike): FunctionNode | undefined {
  if (compiler.isMethodDeclaration(property)) return property;
  const value = compiler.isPropertyAssignment(property) ? unwrapped(property.initializer) : undefined;
  return value && (compiler.isArrowFunction(value) || compiler.isFunctionExpression(value))
    ? value
    : undefined;
}
