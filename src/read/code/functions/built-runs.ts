import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import { exitsOf } from '../programs/exits.ts';
import { reaches } from '../programs/flow.ts';
import type { Program } from '../programs/program.ts';
import { unwrapped, wrapped } from '../programs/syntax.ts';
import type { Located, Project } from '../project/project.ts';
import { evaluate } from '../values/evaluate.ts';
import { isReachable } from '../values/guards.ts';
import { isOnlyRead } from '../values/only-read.ts';
import { reachesInCall } from '../values/set-in-call.ts';
import { argumentsOf } from './arguments.ts';
import { after } from './built.ts';
import { changesItself, mayTouch, mayTouchBy, rootIn } from './built-effects.ts';
import { eitherValue, settingOf, spreadOf, withPut } from './built-objects.ts';
import { type BuildStep, type Cell, type Root, stepsIn } from './built-steps.ts';
import { enter } from './frames.ts';
import { functionAt } from './functions.ts';
import { resultsOf } from './returns.ts';
import { isThis, receiverOf } from './selves.ts';

/** Methods that hand back what others of them do are followed so deep. */
const deepestChain = 8;

/** A function that is run, as far as a place in it. */
interface Run {
  readonly program: Program;
  readonly func: ts.Node;
  readonly root: Root;
  readonly cell: Cell;
}

/** What a cell holds at a place in a function that began with something in it. */
export function folded(
  project: Project,
  run: Run & { readonly use: ts.Node },
  start: () => Located | undefined,
): Located | undefined {
  const { program, func, root, cell, use } = run;
  const all = stepsIn(program, func, root, cell);
  // Of what is none of them, one field that is set tells nothing.
  const isReplacing = ({ kind }: BuildStep) =>
    kind === 'reset' || (kind === 'whole' && typeof root === 'string');
  // Most objects are no such ones, which is soon told.
  const first = all.some(isReplacing) ? undefined : start();
  if (!first && !all.some(isReplacing)) return undefined;
  const left = all.flatMap((step) => {
    if (reaches(step.node, use) === 'never') return [];
    if (step.kind === 'call' && !mayTouchBy(project, { node: step.node, program }, cell, new Set()))
      return [];
    const reached = reachesInCall(project, step.node, use, program);
    return reached === 'never' ? [] : [{ step, reached }];
  });
  const last = left.findLastIndex(
    ({ step, reached }) =>
      (first || isReplacing(step)) && ['whole', 'reset'].includes(step.kind) && reached === 'always',
  );
  let value = last < 0 ? (first ?? start()) : undefined;
  if (last < 0 && !value) return undefined;
  for (const { step, reached } of last < 0 ? left : left.slice(last)) {
    // Methods that call one another lead through each of them again and again.
    if (!project.step()) return undefined;
    const next = stepped(project, run, step, value);
    value = reached === 'always' ? next : eitherValue([value, next], { node: step.node, program });
  }
  return value;
}

/** What a cell holds behind one step. */
function stepped(
  project: Project,
  { program, cell }: Run,
  step: BuildStep,
  value: Located | undefined,
): Located | undefined {
  const at = { node: step.node, program };
  switch (step.kind) {
    case 'whole':
      return step.value && { node: step.value, program };
    case 'part':
      return withPut(value, step.path, [settingOf(step.key, step.value, program)], at);
    case 'assign':
      return withPut(
        value,
        step.path,
        step.sources.map((node) =>
          spreadOf(compiler.isSpreadElement(node) ? undefined : { node, program }, node),
        ),
        at,
      );
    case 'escape':
      return isLeftAlone(project, step, program) || isWrappedAgain(project, step, program, cell)
        ? value
        : escaped(project, step.path, at, value);
    case 'inner':
      return changesItself(project, { node: step.node, program })
        ? escaped(project, step.path, at, value)
        : value;
    case 'reset':
      return after(project, { node: step.value, program }, cell, 0);
    case 'call':
      return called(project, { node: step.node, program }, cell, value);
  }
}

/** A value behind something that may have changed a part of it: what is no object has none. */
function escaped(
  project: Project,
  path: readonly string[] | undefined,
  at: Located<ts.Node>,
  value: Located | undefined,
): Located | undefined {
  const types = path && value ? evaluate(project, value).types : [];
  if (types.length > 0 && !types.some((type) => type === 'object' || type === 'unknown')) return value;
  const changed = path && withPut(value, path, [spreadOf(undefined, at.node)], at);
  return `${types}` === 'object' ? changed : eitherValue([value, changed], at);
}

function isLeftAlone(
  project: Project,
  step: BuildStep & { readonly kind: 'escape' },
  program: Program,
): boolean {
  const { node, given } = step;
  if (!given || !compiler.isCallExpression(node)) return false;
  return isOnlyRead(project, { kind: 'escape', node, callee: node.expression.getText(), given }, program);
}

/** `return createBuilder(event)` in what that makes: whoever has that does to it what they do to this one. */
function isWrappedAgain(
  project: Project,
  { node, given }: BuildStep & { readonly kind: 'escape' },
  program: Program,
  cell: Cell,
): boolean {
  if (!given || !compiler.isCallExpression(node) || !('variable' in cell)) return false;
  const { parent } = wrapped(node);
  if (!compiler.isReturnStatement(parent) && !compiler.isArrowFunction(parent)) return false;
  const parameters = functionAt(project, { node: node.expression, program })?.node.parameters;
  const index = node.arguments.indexOf(given);
  return cell.variable.kind === 'parameter' && parameters?.[index] === cell.variable.declaration;
}

/** What a cell holds behind a call on its object, or of a function that sees it. */
function called(
  project: Project,
  at: Located<ts.CallExpression>,
  cell: Cell,
  value: Located | undefined,
): Located | undefined {
  const { node, program } = at;
  const self = receiverOf(node, program);
  const chained = self && unwrapped(self.node);
  const isChained = chained !== undefined && compiler.isCallExpression(chained);
  const start = isChained ? called(project, { node: chained, program }, cell, value) : value;
  if (isChained && !handsBackItself(project, { node: chained, program }, cell)) return start;
  const target = functionAt(project, { node: node.expression, program });
  // What has no access to it leaves it as it is.
  if (!target || !mayTouch(project, target, cell)) return start;
  const args = argumentsOf(project, node.arguments, program);
  const home = enter(target.program, target.node, args, program.frame, { call: node, self });
  const root = rootIn(cell);
  return home && done(project, { program: home, func: target.node, root, cell }, () => start);
}

/** Whether a call hands back the object that it is made on. */
function handsBackItself(project: Project, at: Located<ts.CallExpression>, cell: Cell, depth = 0): boolean {
  const results = depth > deepestChain ? [] : resultsOf(project, at);
  return (
    results.length > 0 &&
    results.every(({ node, program }) => {
      const inner = unwrapped(node);
      if (isThis(inner)) return true;
      if (compiler.isIdentifier(inner)) return 'variable' in cell;
      const on = compiler.isCallExpression(inner) ? receiverOf(inner, program) : undefined;
      return (
        on !== undefined &&
        isThis(unwrapped(on.node)) &&
        handsBackItself(project, { node: inner as ts.CallExpression, program }, cell, depth + 1)
      );
    })
  );
}

/** What a cell holds when a function is done. */
export function done(project: Project, run: Run, start: () => Located | undefined): Located | undefined {
  const { program, func } = run;
  const exits = exitsOf(func as ts.FunctionLikeDeclaration).filter((exit) =>
    isReachable(project, exit, program, func),
  );
  const all = exits.map((use) => folded(project, { ...run, use }, start));
  return eitherValue(all, { node: func, program });
}
