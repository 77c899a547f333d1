import { functionAt } from '../functions/functions.ts';
import type { Located, Project } from '../project/project.ts';
import { objectFacts } from './attributes.ts';
import { either, type ObjectFacts, opened } from './building.ts';
import { evaluate } from './evaluate.ts';
import { returnedBy } from './results.ts';

/**
 * The attributes that are made when they are sent, by a function that is given in their place: `track('sent', () => ({ … }))`.
 * Undefined where no function is given.
 */
export function deferredObject(project: Project, at: Located): ObjectFacts | undefined {
  if (!evaluate(project, at).types.includes('function')) return undefined;
  const made = functionAt(project, at);
  const results = made && returnedBy(made.node);
  if (!results) return opened('a function that makes them');
  return either(results.map((node) => objectFacts(project, { node, program: made.program })));
}
