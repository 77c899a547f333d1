import { resolve } from 'node:path';
import { displayPath, kindOf } from '../files.ts';
import { InputError } from '../model/input-error.ts';
import { fileMatcher, findFiles } from '../tree.ts';
import { nearestCommand } from './command-names.ts';
import type { Place } from './find-project.ts';
import type { Project } from './project.ts';

/** The files that a run is asked about, by absolute path and sorted, with the project's other code. */
export interface SelectedFiles {
  readonly code: readonly string[];
  readonly payloads: readonly string[];
  /** Files that were named outright: they are checked whatever the globs say, and whatever they look like. */
  readonly named: ReadonlySet<string>;
  /** Code that is not asked about, but whose functions the code that is may call. */
  readonly otherCode: readonly string[];
  /** Whether a file is one of these; absent where that is told no faster than all are listed. */
  readonly isOtherCode?: ((file: string) => boolean) | undefined;
}

/** No files but the project's: what comes in on standard input is looked at beside them. */
export function onlyOthers(place: Place): SelectedFiles {
  return {
    code: [],
    payloads: [],
    named: new Set(),
    otherCode: findFiles(place.tree, place.root, place.root, place.config.code),
  };
}

/** The project's files, or those that `paths` name or that are below the folders among them. */
export function selectFiles(place: Place & Partial<Project>, paths: readonly string[]): SelectedFiles {
  const { root, config, cwd, tree } = place;
  const settings = settingsOf(place);
  const below = (folder: string) => ({
    code: findFiles(tree, folder, root, config.code),
    payloads: findFiles(tree, folder, root, config.payloads),
  });
  if (paths.length === 0) return { ...below(root), named: new Set(), otherCode: [] };
  const code = new Set<string>();
  const payloads = new Set<string>();
  const named = new Set<string>();
  for (const path of paths) {
    const file = resolve(cwd, path);
    const kind = kindOf(file);
    if (kind === 'missing')
      throw new InputError(`There is no file or folder ${path}.`, { help: helpForMissing(path) });
    // They are read in any case, and are neither code nor payloads.
    if (settings.has(file)) continue;
    if (kind === 'file') {
      named.add(file);
      (isCode(file) ? code : payloads).add(file);
      continue;
    }
    const found = below(file);
    if (found.code.length + found.payloads.length === 0)
      throw new InputError(`${path} holds no code and no payloads.`, {
        help: 'Name a file outright, or widen `code.include` or `payloads.include` in eventlint.yaml.',
      });
    for (const each of found.code) code.add(each);
    for (const each of found.payloads) payloads.add(each);
  }
  const others =
    code.size === 0 ? [] : findFiles(tree, root, root, config.code).filter((file) => !code.has(file));
  return { code: [...code].sort(), payloads: [...payloads].sort(), named, otherCode: others };
}

/** Whether git was told not to check out some of the project's code. */
export function leavesCodeOut({ tree, root, config }: Place): boolean {
  const files = tree.list(root).filter((file) => tree.isLeftOut?.(file));
  return files.length > 0 && files.map((file) => displayPath(file, root)).some(fileMatcher(config.code));
}

/** The files that say what is checked, and against what. */
function settingsOf({
  cwd,
  registryFile,
  configFile,
  lockFile,
  registry,
  packFiles,
}: Place & Partial<Project>) {
  const declared = registry?.files.map((file) => resolve(cwd, file)) ?? [];
  return new Set([registryFile, configFile, lockFile, ...declared, ...(packFiles ?? [])]);
}

/** A path that is nothing may be a command that is misspelt: `check` is the command where none is given. */
function helpForMissing(path: string): string {
  const near = nearestCommand(path);
  return near
    ? `Did you mean \`eventlint ${near}\`?`
    : 'Check the path; paths are relative to the working directory.';
}

/** Whether a file named outright is code, by its extension. */
export function isCode(file: string): boolean {
  return /\.([mc]?[jt]s|[jt]sx|vue|svelte|astro|html?)$/i.test(file);
}
