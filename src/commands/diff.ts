import { rules } from '../../rules/index.ts';
import { matcher } from '../files.ts';
import { makeLevels } from '../lint/levels.ts';
import { breaks, type Category, categories, type RegistryDiff } from '../model/change.ts';
import { InputError } from '../model/input-error.ts';
import { nearest } from '../nearest.ts';
import { changesBetween, changesSinceLock, judgedDiff } from '../registry-change/index.ts';
import { diffReporterFor } from '../report/diff/index.ts';
import { evidenceFor } from './evidence.ts';
import { findProject, type ProjectOptions } from './find-project.ts';
import { type OutputOptions, openOutputs, requireNoInput, writeOutputs } from './outputs.ts';
import { decidingFiles, openProject, type Project } from './project.ts';
import { presentState, stateAgainst } from './registry-state.ts';
import { reportContext } from './report-context.ts';
import type { World } from './world.ts';

/** The options of `diff` as the command line gives them. */
export interface DiffOptions extends ProjectOptions, OutputOptions {
  readonly against: string;
  readonly category: string;
  readonly exitZero?: boolean | undefined;
  readonly sarifCategory?: string | undefined;
  readonly includeSuppressed?: boolean | undefined;
  /** Whether what was found in code may be remembered for the next run, and recalled from the last. */
  readonly cache?: boolean;
}

/** Tells what has changed in the registry. Returns the exit code: 0 nothing breaks, 1 something does that nobody has accepted. */
export async function diff(options: DiffOptions, world: World): Promise<number> {
  const category = categoryOf(options.category);
  const outputs = await openOutputs(options, world.cwd, diffReporterFor);
  const ids = rules.map((rule) => rule.id);
  const place = findProject(world.cwd, options, ids);
  const project = openProject(place);
  requireNoInput(outputs, decidingFiles(project), world.cwd);
  const compared = await compare(options.against, category, project, options.cache !== false, world);
  const broken = compared.changes.some(breaks);
  const exitCode = broken && !options.exitZero ? 1 : 0;
  const context = {
    ...reportContext(project, outputs, options, world),
    rules: rules.filter(({ on, id }) => on === 'change' || id === 'unused-acceptance'),
    exitCode,
    includeSuppressed: options.includeSuppressed === true,
    registryFile: project.registry.files[0] ?? '',
  };
  writeOutputs(compared, outputs, context, world);
  return exitCode;
}

/** What has changed in a project's registry since some state, judged by a category. */
export async function compare(
  against: string,
  category: Category,
  project: Project,
  cache: boolean,
  world: World,
): Promise<RegistryDiff> {
  const { pack, config } = project;
  const after = presentState(project);
  const { base, state: before } = stateAgainst(against, project, world.warn);
  const changes =
    base.kind === 'lock' ? changesSinceLock(before, after) : changesBetween(before, after, pack);
  const evidence = await evidenceFor(changes, project, cache, world);
  return judgedDiff(
    changes,
    rules,
    { pack, before, after, evidence },
    {
      base,
      category,
      levels: makeLevels(pack, config, matcher),
      accepted: after.registry.accepted,
      known: before.registry.accepted,
      today: world.today,
    },
  );
}

function categoryOf(name: string): Category {
  const category = categories.find((each) => each === name);
  if (category) return category;
  const near = nearest(name, categories);
  throw new InputError(`There is no category \`${name}\`.`, {
    help: near
      ? `Did you mean \`${near}\`?`
      : `Use one of ${categories.join(', ')}: each includes those before it.`,
  });
}
