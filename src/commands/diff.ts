import { resolve } from 'node:path';
import { rules } from '../../rules/index.ts';
import { displayPath, matcher, writeAtomically } from '../files.ts';
import { repositoryOf, repositoryRoot } from '../git/repository.ts';
import { makeLevels } from '../lint/levels.ts';
import { breaks, type Category, categories, type RegistryDiff } from '../model/change.ts';
import { InputError } from '../model/input-error.ts';
import { nearest } from '../nearest.ts';
import { changesBetween, changesSinceLock, judgedDiff } from '../registry-change/index.ts';
import { type DiffContext, diffReporterFor } from '../report/diff/index.ts';
import { evidenceFor } from './evidence.ts';
import { findProject, openProject, type Project, type ProjectOptions } from './project.ts';
import { presentState, stateAgainst } from './registry-state.ts';
import type { World } from './world.ts';

/** The options of `diff` as the command line gives them. */
export interface DiffOptions extends ProjectOptions {
  readonly against: string;
  readonly category: string;
  /** `pretty`, or `sarif=out.sarif`. */
  readonly format?: readonly string[] | undefined;
  readonly output?: string | undefined;
  readonly exitZero?: boolean | undefined;
  readonly sarifCategory?: string | undefined;
  readonly includeSuppressed?: boolean | undefined;
  /** Whether what was found in code may be remembered for the next run, and recalled from the last. */
  readonly cache?: boolean;
}

/** Tells what has changed in the registry. Returns the exit code: 0 nothing breaks, 1 something does that nobody has accepted. */
export async function diff(options: DiffOptions, world: World): Promise<number> {
  const category = categoryOf(options.category);
  const outputs = await Promise.all(
    (options.format ?? ['pretty']).map((text) => outputOf(text, options.output)),
  );
  const ids = rules.map((rule) => rule.id);
  const place = findProject(world.cwd, options, ids);
  const project = openProject(place);
  const compared = await compare(options.against, category, project, options.cache !== false, world);
  const broken = compared.changes.some(breaks);
  const exitCode = broken && !options.exitZero ? 1 : 0;
  const names = (options.format ?? []).map((format) => format.split('=')[0] as string);
  const context = reportContext(project, options, names, exitCode, world);
  for (const { reporter, file } of outputs) {
    const text = reporter(compared, { ...context, color: file === undefined && world.color });
    if (file === undefined) world.print(text);
    else writeAtomically(resolve(world.cwd, file), text);
  }
  return exitCode;
}

async function compare(
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

async function outputOf(text: string, output: string | undefined) {
  const [format = '', ...path] = text.split('=');
  const reporter = await diffReporterFor(format, nearest);
  return { reporter, file: path.length > 0 ? path.join('=') : output };
}

function reportContext(
  project: Project,
  options: DiffOptions,
  names: readonly string[],
  exitCode: number,
  world: World,
): Omit<DiffContext, 'color'> {
  const { pack, root, cwd, registry, tree } = project;
  const repository = names.includes('sarif') ? repositoryOf(root) : undefined;
  // What goes to a service is about the repository, what goes to people about where they are.
  const isForService = names.some((name) => name !== 'pretty' && name !== 'json');
  const top = (isForService ? repositoryRoot(root) : undefined) ?? cwd;
  return {
    rules: rules.filter(({ on, id }) => on === 'change' || id === 'unused-acceptance'),
    pack,
    version: world.version,
    homepage: world.homepage,
    exitCode,
    pathInRepository: (file) => displayPath(resolve(cwd, file), top),
    textOf: (file) => tree.readText(resolve(cwd, file)),
    ownerOf: (event) => registry.events.get(event)?.owner,
    notify: world.warn,
    includeSuppressed: options.includeSuppressed === true,
    registryFile: registry.files[0] ?? '',
    ...(repository && { repository }),
    ...(options.sarifCategory !== undefined && { sarifCategory: options.sarifCategory }),
  };
}
