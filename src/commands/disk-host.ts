import { resolve, sep } from 'node:path';
import { displayPath, kindOf, realPath } from '../files.ts';
import type { DiskHost } from '../read/code/types/checker-host.ts';
import type { Looked } from './code-cache.ts';
import type { Place } from './find-project.ts';

/** What the type checker reads of a project: its files, and what is installed for them. */
export function diskHost({ cwd, tree }: Pick<Place, 'cwd' | 'tree'>, looked: Looked): DiskHost {
  const folders = new Map<string, boolean>();
  return {
    absolute: (file) => resolve(cwd, file).split(sep).join('/'),
    displayed: (path) => displayPath(path, cwd),
    read: (path) => {
      note(path, looked);
      return tree.readText(path);
    },
    exists: (path) => {
      note(path, looked);
      return tree.exists(path);
    },
    isFolder: (path) => {
      let isFolder = folders.get(path);
      if (isFolder === undefined) {
        isFolder = kindOf(path) === 'folder';
        folders.set(path, isFolder);
      }
      return isFolder;
    },
    realpath: realPath,
  };
}

/** The folder in which packages are installed, and the package's own. */
const installed = /^(.*\/node_modules)\/((?:@[^/]+\/)?[^/]+)/;

/**
 * Takes note of what was looked at. An installed package changes as a whole, with its `package.json`: its files need not be
 * remembered one by one.
 */
function note(path: string, looked: Looked): void {
  const [, folder, name] = installed.exec(path) ?? [];
  if (folder === undefined) {
    looked.lookInto(resolve(path, '..'));
    return;
  }
  const json = `${folder}/${name}/package.json`;
  const { files, absent, stamps } = looked;
  looked.lookInto(folder);
  (stamps.of(json) === null ? absent : files).add(json);
}
