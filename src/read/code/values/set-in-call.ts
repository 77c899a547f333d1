import { functionAround } from '../programs/flow.ts';
import type { FoundBinding, Project } from '../project/project.ts';
import { isCertain, isReachable } from './guards.ts';

/** What a name may have been set to where it is used in the call that is followed: not what that call cannot reach, or surely replaces. */
export function setInCall(project: Project, found: FoundBinding): FoundBinding {
  const { program } = found;
  const { frame } = program;
  if (!frame || found.assigned.length === 0) return found;
  const reached = found.assigned.filter((node) => isReachable(project, node, program, frame.func));
  const last = reached.findLastIndex(
    (node) => functionAround(node) === frame.func && isCertain(project, node, program, frame.func),
  );
  if (last < 0) return { ...found, assigned: reached };
  const assigned = reached.filter((node, at) => at >= last || functionAround(node) !== frame.func);
  return { ...found, assigned, isReplaced: true };
}
