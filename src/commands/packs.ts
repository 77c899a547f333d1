import { dirname, join, resolve } from 'node:path';
import { displayPath, findUpward, isNewer, readText } from '../files.ts';
import type { Pack } from '../model/pack.ts';
import { type PackHost, readPack } from '../read/pack.ts';
import type { Place } from './find-project.ts';

/** Who names no pack means this one. */
export const defaultPack = 'notifyvisitors';

/** Where the package itself is installed: its packs stand there. */
export const packageFolder = dirname(findUpward('package.json', import.meta.dirname) as string);

/** The default pack, or one of another name, for commands that need no registry. */
export function openPack(place: Place, name = defaultPack): Pack {
  return loadPack([name], place);
}

/** Whether a pack's name is a path to one's own. */
export function isOwnPack(name: string): boolean {
  return /[/\\]|\.ya?ml$/.test(name);
}

/** A pack's name is a file of the package's `packs/`, or a path from the registry's folder. */
export function loadPack(
  names: readonly string[],
  { root, cwd, tree, yaml }: Place,
  at?: PackHost['at'],
): Pack {
  return readPack(names, {
    parse: yaml.parse,
    at,
    readPack: (name) => {
      const own = isOwnPack(name);
      const [file, built] = filesOfPack(name, root);
      const text = built === undefined ? tree.readText(file) : readBuilt(file, built);
      return text === undefined
        ? undefined
        : { file: own ? displayPath(file, cwd) : `packs/${name}.yaml`, text, bundled: !own };
    },
  });
}

/** The files that a pack may be read from. */
export function filesOfPack(name: string, root: string): readonly [file: string, ...built: string[]] {
  if (isOwnPack(name)) return [resolve(root, name)];
  return [join(packageFolder, 'packs', `${name}.yaml`), join(packageFolder, 'dist/packs', `${name}.json`)];
}

/** What a build made of a file, unless the file has changed since. */
function readBuilt(file: string, built: string): string | undefined {
  return isNewer(file, built) ? readText(file) : readText(built);
}
