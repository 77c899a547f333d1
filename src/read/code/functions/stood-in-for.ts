import type { FoundBinding, Located, Project } from '../project/project.ts';
import { severalSources } from '../values/sources.ts';
import type { Reference } from './reference-path.ts';

/** So many things a variable is set to one after another, where some of them stand in for one. */
const most = 4;

/**
 * The client of a package of a shape that a variable is set to besides what the project makes to stand in for it:
 * `client = await load()`, and `if (!client) client = createFake()`. Undefined where it may be of another package.
 */
export function clientAmong(
  project: Project,
  found: FoundBinding,
  refer: (at: Located) => Reference | undefined,
): Reference | undefined {
  const sources = severalSources(found);
  if (sources.length > most) return undefined;
  const { program } = found;
  const all = sources.flatMap((node) => refer({ node, program }) ?? []);
  const [only, ...others] = all.filter(
    ({ module }) => module !== undefined && !project.isOwn(program, module),
  );
  const isOfShape = only?.module !== undefined && project.packages.has(only.module);
  const isSame = ({ module, path }: Reference) =>
    module === only?.module && path.join('.') === only?.path.join('.');
  return isOfShape && others.every(isSame) ? only : undefined;
}
