import { isAbsolute, resolve, sep } from 'node:path';
import { decodeWhole, displayPath } from '../files.ts';
import { repositoryOf, repositoryRoot } from '../git/repository.ts';
import { otherSpelling } from '../model/registry.ts';
import { sizeOfFile } from '../open-file.ts';
import type { ReportContext } from '../report/index.ts';
import type { Output } from './outputs.ts';
import type { Project } from './project.ts';
import type { World } from './world.ts';

/** How standard input is called in reports where it has no other name. */
export const standardInputName = '<stdin>';

/** What reporters may know of a project and of the world, whatever is reported. */
export function reportContext(
  project: Project,
  outputs: readonly Pick<Output<unknown, unknown>, 'format'>[],
  { sarifCategory }: { readonly sarifCategory?: string | undefined },
  world: World,
): Omit<ReportContext, 'color' | 'rules' | 'exitCode'> {
  const { pack, root, cwd, registry, tree } = project;
  const names = outputs.map(({ format }) => format);
  const repository = names.includes('sarif') ? repositoryOf(root) : undefined;
  // What goes to a service is about the repository, what goes to people about where they are.
  const isForService = names.some((name) => name !== 'pretty' && name !== 'json');
  const top = isForService ? (repositoryRoot(root) ?? (isBelow(cwd, root) ? root : cwd)) : cwd;
  return {
    pack,
    version: world.version,
    homepage: world.homepage,
    pathInRepository: (file) => (file === standardInputName ? file : pathBelow(resolve(cwd, file), top)),
    textOf: (file) => {
      const bytes = isReadAgain(file, project) ? tree.readBytes(resolve(cwd, file)) : undefined;
      return bytes && decodeWhole(bytes);
    },
    ownerOf: (event) => registry.events.get(otherSpelling(registry.events, event) ?? event)?.owner,
    notify: world.warn,
    ...(repository && { repository }),
    ...(sarifCategory !== undefined && { sarifCategory }),
  };
}

/** A path from a folder on; in full for what is not in it, which no service could find by it. */
function pathBelow(path: string, top: string): string {
  return isBelow(path, top) ? displayPath(path, top) : path.split(sep).join('/');
}

function isBelow(path: string, folder: string): boolean {
  const shown = displayPath(path, folder);
  return shown !== '..' && !shown.startsWith('../') && !isAbsolute(shown);
}

/** Larger files are not read a second time for what a report shows of their lines. */
const mostReadAgain = 64 * 2 ** 20;

function isReadAgain(file: string, { cwd, tree }: Project): boolean {
  const path = resolve(cwd, file);
  if (file === standardInputName || !tree.exists(path)) return false;
  // A pipe has been read to its end.
  return tree.differs.has(path) || (sizeOfFile(path) ?? Number.POSITIVE_INFINITY) <= mostReadAgain;
}
