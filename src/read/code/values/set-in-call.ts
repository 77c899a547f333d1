import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import { functionAround, isInside, reaches } from '../programs/flow.ts';
import type { Program } from '../programs/program.ts';
import { wrapped } from '../programs/syntax.ts';
import type { FoundBinding, Project } from '../project/project.ts';
import { isCertain, isReachable } from './guards.ts';

/** What a name may have been set to where it is used in the call that is followed: not what that call cannot reach, or surely replaces. */
export function setInCall(project: Project, found: FoundBinding, use: ts.Node): FoundBinding {
  const { program } = found;
  const { frame } = program;
  if (!frame || found.assigned.length === 0) return found;
  const reached = found.assigned.filter((node) => isReachable(project, node, program, frame.func));
  // What comes behind the place was set in a call before this one, if at all.
  const last = reached.findLastIndex(
    (node) => !isBehind(node, use) && isCertain(project, node, program, frame.func),
  );
  if (last < 0) return { ...found, assigned: reached };
  const assigned = reached.filter((node, at) => at >= last || functionAround(node) !== frame.func);
  return { ...found, assigned, isReplaced: true };
}

function isBehind(node: ts.Node, use: ts.Node): boolean {
  return node.end > use.pos && node.getSourceFile() === use.getSourceFile();
}

/**
 * Whether something that changes a value is done by the time a place is reached, as {@link reaches} says, in the call that is followed.
 * `made`: where the value is made; a function that finds it made may have been called before.
 */
export function reachesInCall(
  project: Project,
  change: ts.Node,
  use: ts.Node,
  program: Program,
  made?: ts.Node,
) {
  const how = reaches(change, use);
  const { frame } = program;
  if (how === 'never')
    return (made && isDoneAgain(change, use, made)) || isDoneLast(change, use) ? 'maybe' : how;
  if (!frame) return how;
  if (!isReachable(project, change, program, frame.func)) return 'never';
  return isCertain(project, change, program, frame.func) ? 'always' : how;
}

/** Whether a change is made to a value in a function around what uses it, which may be called more often than that is made. */
function isDoneAgain(change: ts.Node, use: ts.Node, made: ts.Node): boolean {
  const around = functionAround(change);
  const home = functionAround(made);
  return isInside(use, around) && around !== home && isInside(around, home);
}

/** Whether a change is made to an object when that is handed back: `try { return order; } finally { order.total = 1; }`. */
function isDoneLast(change: ts.Node, use: ts.Node): boolean {
  if (!compiler.isExpression(use) || !compiler.isReturnStatement(wrapped(use).parent)) return false;
  for (let at: ts.Node = use; at.parent && !compiler.isFunctionLike(at.parent); at = at.parent)
    if (
      compiler.isTryStatement(at.parent) &&
      at.parent.finallyBlock &&
      isInside(change, at.parent.finallyBlock)
    )
      return functionAround(change) === functionAround(use);
  return false;
}
