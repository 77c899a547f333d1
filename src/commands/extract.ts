import { rules } from '../../rules/index.ts';
import { InputError } from '../model/input-error.ts';
import { nearest } from '../nearest.ts';
import { callSitesCsv, callSitesJson, callSitesTable, callSitesYaml } from '../report/call-sites.ts';
import { findProject, openDefaultPack, openProject, type ProjectOptions, selectFiles } from './project.ts';
import { missingPackages, readCodeFiles } from './read-sources.ts';
import type { World } from './world.ts';

const reporters = { table: callSitesTable, json: callSitesJson, yaml: callSitesYaml, csv: callSitesCsv };

/** The options of `extract`. */
export interface ExtractOptions extends ProjectOptions {
  readonly format: string;
}

/** Lists the call sites in code. Needs no registry; takes its pack where there is one. Returns the exit code. */
export async function extract(
  paths: readonly string[],
  options: ExtractOptions,
  world: World,
): Promise<number> {
  if (!isFormat(options.format)) {
    const near = nearest(options.format, Object.keys(reporters));
    throw new InputError(`There is no format \`${options.format}\`.`, {
      help: near ? `Did you mean \`${near}\`?` : `Use one of ${Object.keys(reporters).join(', ')}.`,
    });
  }
  const place = findProject(
    world.cwd,
    options,
    rules.map((rule) => rule.id),
  );
  const pack = place.registryFile ? openProject(place).pack : openDefaultPack(place);
  const { code, otherCode, named } = selectFiles(place, paths);
  const found = await readCodeFiles({ files: code, others: otherCode, named, given: [] }, place, pack);
  const { uses, problems } = found;
  world.print(reporters[options.format](uses));
  for (const { place: at, message } of problems) world.warn(`${at.source.file}: ${message}`);
  const missing = missingPackages(found);
  if (missing) world.warn(missing);
  return 0;
}

function isFormat(format: string): format is keyof typeof reporters {
  return Object.hasOwn(reporters, format);
}
