import type ts from 'typescript';
import { boundNames } from '../programs/bound-names.ts';
import { compiler } from '../programs/compiler.ts';
import { nothingReturned } from '../programs/ends.ts';
import { originalName } from '../programs/imported-names.ts';
import type { Program } from '../programs/program.ts';
import { lookUp } from '../programs/scope.ts';
import { unwrapped } from '../programs/syntax.ts';
import type { Located, Project } from '../project/project.ts';
import { inputGiven, inputRead } from '../sharing/angular-inputs.ts';
import { isExhaustive, isMadeOf, isReachable } from '../values/guards.ts';
import { returnedBy } from '../values/results.ts';
import { givenBy } from './arguments.ts';
import { madeObject } from './creators.ts';
import { type Arguments, enter } from './frames.ts';
import { type FunctionNode, functionAt } from './functions.ts';
import { selfOf } from './selves.ts';

/** Functions that hand back the function that they are given, or one that does the same; for an object, one of such. */
export const passingOn = new Set(
  'bindActionCreators useCallback useShallow useEvent useEffectEvent useMemoizedFn useDebouncedCallback useThrottledCallback useStableCallback debounce throttle memo memoize memoizeOne once forwardRef observer freeze action callback'.split(
    ' ',
  ),
);

/** What makes a promise of what it is given. */
export const promising = 'Promise.resolve';

/** Functions that hand back what the function that they are given returns. */
export const running: ReadonlySet<string> = new Set('useMemo computed lazy markRaw run untracked'.split(' '));

/**
 * Whether a function only stands in for another: contexts begin with such functions, and tests replace others by them. What
 * it returns says nothing of what the other does.
 */
export function isStub({ body }: FunctionNode): boolean {
  if (!body) return true;
  if (compiler.isBlock(body)) {
    const [only, ...others] = body.statements;
    if (!only) return true;
    if (others.length > 0) return false;
    if (compiler.isThrowStatement(only)) return true;
    return compiler.isReturnStatement(only) && (!only.expression || isNothing(unwrapped(only.expression)));
  }
  return isNothing(unwrapped(body));
}

/** Whether what is written stands for the lack of something. */
export function isNothing(node: ts.Expression): boolean {
  if (compiler.isObjectLiteralExpression(node)) return node.properties.length === 0;
  if (compiler.isArrayLiteralExpression(node)) return node.elements.length === 0;
  return (
    node.kind === compiler.SyntaxKind.NullKeyword ||
    node.kind === compiler.SyntaxKind.FalseKeyword ||
    compiler.isVoidExpression(node) ||
    (compiler.isIdentifier(node) && node.text === 'undefined')
  );
}

/** The last part of a callee's name, as its module calls it: `forwardRef` of `import { forwardRef as forward } from 'react'`. */
export function calleeName({ expression }: ts.CallExpression): string {
  const callee = unwrapped(expression);
  if (compiler.isPropertyAccessExpression(callee)) return callee.name.text;
  return compiler.isIdentifier(callee) ? originalName(callee) : '';
}

/**
 * The expressions that a call hands back, each in the frame of that call: what a function of the project returns, what a
 * library's function passes on. Nothing for other calls.
 */
export function resultsOf(project: Project, at: Located<ts.CallExpression>, depth = 0): readonly Located[] {
  return project.nested('results', at, { depth, deepest }, () => resultsBehind(project, at, depth), []);
}

/** `defineEvent({ name: 'sent' })` of a package: what is defined is what is written, with types. */
function isDefinition(name: string, first: ts.Expression): boolean {
  return /^define[A-Z]/.test(name) && compiler.isObjectLiteralExpression(unwrapped(first));
}

const deepest = 16;

function resultsBehind(project: Project, at: Located<ts.CallExpression>, depth: number): readonly Located[] {
  const { node, program } = at;
  const read = program.frame && inputRead(project, at);
  const input = read && inputGiven(project, read);
  if (input) return input === 'absent' ? [] : [input];
  const callee = functionAt(project, { node: node.expression, program }, depth + 1);
  if (callee) {
    const made = madeObject(project, at, callee.node);
    if (made) return made;
    if (callee.node.asteriskToken || isStub(callee.node)) return [];
    const args = givenBy(project, node, program);
    const self = selfOf(node, program, callee.node);
    const home = enter(callee.program, callee.node, args, program.frame, { call: node, self });
    return home ? reached(project, handedBack(project, callee.node, home), home, callee.node, args) : [];
  }
  const name = calleeName(node);
  const [first, second] = node.arguments;
  if (first && node.expression.getText() === promising) return [{ node: first, program }];
  // `action('sent', send)` of a library of states; of another, what makes an action of a type and what it carries.
  if (name === 'action' && second)
    return compiler.isFunctionLike(unwrapped(second)) ? [{ node: second, program }] : [];
  if (first && (passingOn.has(name) || isDefinition(name, first))) return [{ node: first, program }];
  if (first && running.has(name)) {
    const made = functionAt(project, { node: first, program }, depth + 1);
    return made
      ? handedBack(project, made.node, made.program).map((result) => ({
          node: result,
          program: made.program,
        }))
      : [];
  }
  // `createAsyncThunk('place', async (order) => …)` makes a function that runs that with what it is given.
  const run = /^create\w*AsyncThunk$/.test(name) ? node.arguments[1] : undefined;
  if (run) return [{ node: run, program }];
  const component = componentMadeOver(node);
  return component ? [{ node: component, program }] : [];
}

/** What a function returns, and that it may return nothing where it returns something elsewhere. */
function handedBack(project: Project, func: FunctionNode, home: Program): readonly ts.Expression[] {
  const returned = returnedBy(func) ?? [];
  if (returned.length === 0) return [];
  return [...returned, ...nothingReturned(func, (each) => isExhaustive(project, each, home))];
}

/** What packages call what makes a component of a component, and what does so once it is given something else. */
const makesOver = /^(?:with|inject)[A-Z]\w*$/;
const makesOverLater = /^(?:connect|compose|inject|translate|(?:with|inject)[A-Z]\w*)$/;

/** `Link` of `withRouter(Link)` and `connect(mapState)(Link)` of a package: it is given what the other is given, and more. */
export function componentMadeOver(node: ts.CallExpression): ts.Expression | undefined {
  const callee = unwrapped(node.expression);
  const isLater = compiler.isCallExpression(callee);
  const [only, ...others] = node.arguments;
  const component = only && others.length === 0 ? unwrapped(only) : undefined;
  const made = isLater ? makesOverLater.test(calleeName(callee)) : makesOver.test(calleeName(node));
  if (!component || !made) return undefined;
  const isComponent = compiler.isIdentifier(component)
    ? /^[A-Z]/.test(component.text)
    : compiler.isCallExpression(component) && componentMadeOver(component) !== undefined;
  return isComponent ? component : undefined;
}

/** Those of several results that the call at hand can come to: `if (plan.kind === 'free') return …` is none for another kind. */
function reached(
  project: Project,
  results: readonly ts.Expression[],
  home: Program,
  func: FunctionNode,
  { known, more }: Arguments,
): readonly Located[] {
  const all = results.map((node) => ({ node, program: home }));
  if (all.length < 2 || more) return all;
  // What something makes for the call would have to be made out for each condition.
  const plain = func.parameters.filter((_, index) => isPlain(known[index]?.node));
  const names = new Set(plain.flatMap(({ name }) => boundNames(name).map((each) => each.name)));
  if (names.size === 0) return all;
  const isAsked = (condition: ts.Expression) => isMadeOf(condition, names);
  const left = all.filter(({ node }) => isReachable(project, node, home, func, isAsked));
  return left.length > 0 ? left : all;
}

/** Whether what is given for a parameter is written out, or goes by a name; or is not given at all. */
function isPlain(given: ts.Expression | undefined): boolean {
  const inner = given && unwrapped(given);
  return (
    !inner ||
    compiler.isIdentifier(inner) ||
    compiler.isPropertyAccessExpression(inner) ||
    compiler.isObjectLiteralExpression(inner) ||
    compiler.isArrayLiteralExpression(inner) ||
    compiler.isLiteralExpression(inner) ||
    compiler.isFunctionLike(inner) ||
    inner.kind === compiler.SyntaxKind.NullKeyword ||
    inner.kind === compiler.SyntaxKind.TrueKeyword ||
    inner.kind === compiler.SyntaxKind.FalseKeyword
  );
}

/** The one thing that a function of the project hands back, besides what stands for nothing. */
export function onlyResult(project: Project, at: Located<ts.CallExpression>): Located | undefined {
  const all = resultsOf(project, at).filter(({ node }) => !isNothing(unwrapped(node)));
  const [only, ...others] = all;
  const isSame = (each: Located) => only !== undefined && isSameName(only, each);
  return others.every(isSame) ? only : undefined;
}

/** Whether two expressions are one name: `if (client) return client; client = createClient(); return client;`. */
export function isSameName(a: Located, b: Located): boolean {
  const [one, other] = [unwrapped(a.node), unwrapped(b.node)];
  if (!compiler.isIdentifier(one) || !compiler.isIdentifier(other) || one.text !== other.text) return false;
  const binding = (at: ts.Identifier, { program }: Located) => lookUp(program.scopeOf(at), at.text)?.binding;
  return binding(one, a) === binding(other, b);
}
