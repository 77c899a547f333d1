import { resolve } from 'node:path';
import { rules } from '../../rules/index.ts';
import { displayPath, kindOf } from '../files.ts';
import { InputError } from '../model/input-error.ts';
import { nearest } from '../nearest.ts';
import { callSitesCsv, callSitesJson, callSitesTable, callSitesYaml } from '../report/call-sites.ts';
import { explanationText } from '../report/explanation.ts';
import { AnswerNote, type Seen } from './answers.ts';
import { findProject, type ProjectOptions } from './find-project.ts';
import { openPack } from './packs.ts';
import { decidingFiles, openProject } from './project.ts';
import { missingPackages, readCodeFiles } from './read-sources.ts';
import { selectFiles } from './selected-files.ts';
import type { World } from './world.ts';

const reporters = { table: callSitesTable, json: callSitesJson, yaml: callSitesYaml, csv: callSitesCsv };

/** The options of `extract`. */
export interface ExtractOptions extends ProjectOptions {
  readonly format: string;
  /** `file:line`: says how the calls of that line were resolved, instead of listing call sites. */
  readonly explain?: string | undefined;
  /** Whether what was found may be remembered for the next run, and recalled from the last. */
  readonly cache?: boolean;
}

/** Lists the call sites in code. Needs no registry; takes its pack where there is one. Returns the exit code. */
export async function extract(
  paths: readonly string[],
  options: ExtractOptions,
  given: World,
): Promise<number> {
  if (!isFormat(options.format)) {
    const near = nearest(options.format, Object.keys(reporters));
    throw new InputError(`There is no format \`${options.format}\`.`, {
      help: near ? `Did you mean \`${near}\`?` : `Use one of ${Object.keys(reporters).join(', ')}.`,
    });
  }
  const place = findProject(
    given.cwd,
    options,
    rules.map((rule) => rule.id),
  );
  const project = place.registryFile === undefined ? undefined : openProject(place);
  const pack = project?.pack ?? openPack(place);
  const note = noteFor(paths, options, given);
  note?.begin(decidingFiles(project ?? place));
  const world = note?.world ?? given;
  if (options.cache !== false) place.tree.askForObjects?.(place.root);
  const files = selectFiles(place, paths);
  const { code, otherCode, named } = files;
  const explain = options.explain === undefined ? undefined : lineOf(options.explain, world.cwd);
  const saw = note && ((seen: Seen) => note.see(seen));
  const selection = { files: code, others: otherCode, named, given: [], explain, saw };
  const version = options.cache === false ? undefined : world.version;
  const found = await readCodeFiles(selection, place, pack, version);
  if (explain) {
    if (found.explanations.length === 0)
      throw new InputError(`There is no call in ${explain.file}, line ${explain.line}, that is looked at.`, {
        help: 'Name a line with a call, of a file that `code.include` covers and that holds the name of a tracking function.',
      });
    world.print(explanationText(found.explanations));
    return 0;
  }
  const { uses, problems } = found;
  world.print(reporters[options.format](uses));
  for (const { place: at, message } of problems) world.warn(`${at.source.file}: ${message}`);
  const missing = missingPackages(found);
  if (missing) world.warn(missing);
  await note?.keep(project ?? place, { ...files, payloads: [] }, 0);
  return 0;
}

/** Takes note of an answer about the whole project. */
function noteFor(paths: readonly string[], options: ExtractOptions, world: World): AnswerNote | undefined {
  const isPart = paths.length > 0 || options.explain !== undefined;
  return isPart || options.cache === false || !world.asked ? undefined : new AnswerNote(world, world.asked);
}

/** `src/app.ts:12`. */
function lineOf(text: string, cwd: string): { file: string; line: number } {
  const [, file = '', line = ''] = /^(.+?):(\d+)(?::\d+)?$/.exec(text) ?? [];
  if (file === '' || kindOf(resolve(cwd, file)) !== 'file')
    throw new InputError(`${text} is no line of a file.`, {
      help: 'Write it as file:line, as in src/app.ts:12.',
    });
  return { file: displayPath(resolve(cwd, file), cwd), line: Number(line) };
}

function isFormat(format: string): format is keyof typeof reporters {
  return Object.hasOwn(reporters, format);
}
