import { resolve } from 'node:path';
import { rules } from '../../rules/index.ts';
import { readText, writeAtomically } from '../files.ts';
import { counted } from '../model/name.ts';
import { formatRegistry } from '../registry/format.ts';
import { findProject, type ProjectOptions } from './find-project.ts';
import { registryFiles } from './project.ts';
import type { World } from './world.ts';

/** The options of `fmt`. */
export interface FormatOptions extends ProjectOptions {
  /** Only says which files differ from their canonical form. */
  readonly check?: boolean | undefined;
}

/**
 * Puts the registry, with the files that it includes, into its canonical form, or names the files that are not (`check`).
 * Nothing is written when one of them cannot be read. Returns the exit code: 1 when `check` finds a file.
 */
export function fmt(options: FormatOptions, world: World): number {
  const ids = rules.map((rule) => rule.id);
  const files = registryFiles(findProject(world.cwd, options, ids));
  const changed = files.flatMap((file) => {
    const path = resolve(world.cwd, file);
    const text = readText(path) ?? '';
    const made = formatRegistry(file, text);
    return made === text ? [] : [{ file, path, made }];
  });
  world.print(changed.map(({ file }) => `${file}\n`).join(''));
  if (options.check) {
    if (changed.length > 0)
      world.warn(`${counted(changed.length, 'file')} would be formatted. Run \`eventlint fmt\`.`);
    return changed.length > 0 ? 1 : 0;
  }
  for (const { path, made } of changed) writeAtomically(path, made);
  world.warn(
    `${counted(changed.length, 'file')} formatted, ${files.length - changed.length} left as they were.`,
  );
  return 0;
}
