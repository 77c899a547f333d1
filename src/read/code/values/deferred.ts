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
  const made = deferred(project, at);
  if (!made) return undefined;
  if (made.length === 0) return opened('a function that makes them');
  return either(made.map((each) => objectFacts(project, each)));
}

/** What a function returns that is given in the place of something; none where that is not known, undefined where no function is given. */
export function deferred(project: Project, at: Located): readonly Located[] | undefined {
  if (!evaluate(project, at).types.includes('function')) return undefined;
  const made = functionAt(project, at);
  return made ? (returnedBy(made.node) ?? []).map((node) => ({ node, program: made.program })) : [];
}
