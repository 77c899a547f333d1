import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import { functionAround } from '../programs/flow.ts';
import { unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import { type Facts, nothing, union } from '../project/facts.ts';
import type { Located, Project } from '../project/project.ts';
import { evaluate } from './evaluate.ts';
import { isWrittenWithout, lacks } from './lacking.ts';
import { objectLiteralOf, propertyOf } from './objects.ts';
import { isOnlyRead } from './only-read.ts';
import { reachesInCall } from './set-in-call.ts';
import { plainKey, writesOf } from './writes.ts';

/**
 * What a property is where it is read from an object of the same function, which sets it: `details.total` behind `details.total = 1`.
 * Undefined where others may have set it, or where it is not known what it was before.
 */
export function readBackFacts(
  project: Project,
  { node, program }: Located,
  key: string,
  depth: number,
): Facts | undefined {
  const object = unwrapped(node);
  if (!compiler.isIdentifier(object) || !isOfSameFunction(project, { node: object, program }))
    return undefined;
  const found: Facts[] = [];
  // The last one that is surely done is all that counts.
  for (const write of writesOf(program, object).toReversed()) {
    const name = write.kind === 'set' ? plainKey(write) : undefined;
    if (name !== undefined && name !== key) continue;
    const reached = reachesInCall(project, write.node, object, program);
    if (reached === 'never') continue;
    if (write.kind === 'escape' && isOnlyRead(project, write, program)) continue;
    if (write.kind !== 'set' || name === undefined || !write.value) return undefined;
    found.push(evaluate(project, { node: write.value, program }, depth + 1));
    if (reached === 'always') return union(found);
  }
  const value = propertyOf(project, { node: object, program }, key, depth + 1);
  if (value) return union([...found, evaluate(project, value, depth + 1)]);
  const literal = objectLiteralOf(project, { node: object, program });
  const isWithout = literal
    ? isWrittenWithout(project, literal as Located<ts.ObjectLiteralExpression>, key)
    : lacks(project, { node: object, program }, key);
  return isWithout ? union([...found, nothing]) : undefined;
}

function isOfSameFunction(project: Project, { node, program }: Located<ts.Identifier>): boolean {
  const { binding, assigned = [] } = bindingOf(project, program, node) ?? {};
  if (binding?.kind !== 'variable' && binding?.kind !== 'parameter') return false;
  // What is done to an object is not done to what its name is set to behind that.
  if (assigned.length > 0) return false;
  return functionAround(binding.declaration) === functionAround(node);
}
