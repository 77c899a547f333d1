import { resolve } from 'node:path';
import { rules } from '../../rules/index.ts';
import { displayPath, fileSize, openStandardInput, writeAtomically } from '../files.ts';
import { repositoryOf, repositoryRoot, requireRepository } from '../git.ts';
import type { Finding, Report, Summary } from '../model/finding.ts';
import { InputError } from '../model/input-error.ts';
import { otherSpelling } from '../model/registry.ts';
import { nearest } from '../nearest.ts';
import { type ReportContext, reporterFor } from '../report/index.ts';
import { stagedTree, workTree } from '../tree.ts';
import { type BaselineOptions, withoutBaseline } from './baseline-file.ts';
import { type Change, changeSince, findingsOf, stagedChange } from './changed.ts';
import { type Linted, lintProject } from './lint-project.ts';
import {
  findProject,
  onlyOthers,
  openProject,
  type Place,
  type Project,
  type ProjectOptions,
  selectFiles,
} from './project.ts';
import { Stopwatch } from './stopwatch.ts';
import type { World } from './world.ts';

const standardInputName = '<stdin>';

/** How findings are reported, as the command line says it. */
export interface ReportOptions {
  /** `pretty`, or `sarif=out.sarif`. */
  readonly format?: readonly string[] | undefined;
  readonly output?: string | undefined;
  readonly maxWarnings?: number | undefined;
  readonly quiet?: boolean | undefined;
  readonly exitZero?: boolean | undefined;
  readonly sarifCategory?: string | undefined;
  readonly includeSuppressed?: boolean | undefined;
}

/** The options of `check` as the command line gives them. */
export interface CheckOptions extends ProjectOptions, BaselineOptions, ReportOptions {
  readonly staged?: boolean | undefined;
  readonly since?: string | undefined;
  readonly requireReason?: boolean | undefined;
  readonly stdinFilename?: string | undefined;
  readonly stats?: boolean | undefined;
  readonly jobs?: number | undefined;
  /** Whether what was found in code may be remembered for the next run, and recalled from the last. */
  readonly cache?: boolean;
}

/** Lints the registry, the code and the payloads. Returns the exit code: 0 clean, 1 findings. */
export async function check(paths: readonly string[], options: CheckOptions, world: World): Promise<number> {
  requireSense(paths, options);
  const stopwatch = options.stats ? new Stopwatch(world.now) : undefined;
  const outputs = await openOutputs(options);
  const ids = rules.map((rule) => rule.id);
  const place = findProject(world.cwd, options, ids, (root) => {
    if (!options.staged) return workTree();
    requireRepository(root, '--staged');
    return stagedTree(root);
  });
  const project = openProject(place);
  stopwatch?.end('settings');
  const { findings, whole, linted } = await lintAsked(paths, options, project, world, stopwatch);
  const kept = withoutBaseline(findings, options, project, whole, world);
  const report = { findings: kept, summary: { ...countsOf(kept), ...linted.looked } };
  const exitCode = exitCodeOf(report.summary, options);
  print(report, outputs, reportContext(project, world, options, exitCode), options, world);
  stopwatch?.end('report');
  if (stopwatch) world.warn(statsText(stopwatch, linted, project));
  return exitCode;
}

/** Options that say different things are no guess of ours. */
function requireSense(paths: readonly string[], options: CheckOptions): void {
  const [first, second] = [options.staged && '--staged', options.since !== undefined && '--since'].filter(
    (each) => each,
  );
  if (second)
    throw new InputError('--staged and --since say different things.', { help: 'Use one of them.' });
  if (options.updateBaseline && (first || paths.length > 0))
    throw new InputError('--update-baseline needs a run of the whole project.', {
      help: 'Run it without paths, --staged and --since: what is not looked at would be dropped.',
    });
  if (first && paths.length > 0)
    throw new InputError(`${first} chooses the files itself.`, {
      help: `Leave out the paths, or ${first}.`,
    });
}

interface Asked {
  readonly findings: readonly Finding[];
  /** Whether the whole project was looked at and every finding is told. */
  readonly whole: boolean;
  readonly linted: Linted;
}

/** Lints what the command line names: files, standard input, what is staged, what has changed, or the project. */
async function lintAsked(
  paths: readonly string[],
  options: CheckOptions,
  project: Project,
  world: World,
  stopwatch: Stopwatch | undefined,
): Promise<Asked> {
  const work = { cache: options.cache !== false, requireReason: options.requireReason, jobs: options.jobs };
  const change = options.staged
    ? stagedChange(project)
    : options.since !== undefined
      ? changeSince(project, options.since)
      : undefined;
  if (change) {
    const linted = await lintProject(project, { ...work, ...change, given: [], stopwatch }, world);
    const before = lintBefore(change, work, world);
    const ids = rules.map((rule) => rule.id);
    const findings = await findingsOf(change, linted.findings, project, ids, before, world.warn);
    stopwatch?.end('comparison');
    return { findings, whole: false, linted };
  }
  const given = paths.includes('-') ? [givenInput(options)] : [];
  const named = paths.filter((path) => path !== '-');
  const files = given.length > 0 && named.length === 0 ? onlyOthers(project) : selectFiles(project, named);
  const whole = paths.length === 0;
  const linted = await lintProject(project, { ...work, files, given, whole, stopwatch }, world);
  return { findings: linted.findings, whole, linted };
}

function lintBefore(
  change: Change,
  work: { readonly cache: boolean; readonly requireReason: boolean | undefined },
  world: World,
) {
  return async (place: Place) => {
    const project = openProject(place);
    const quiet = { ...world, warn: () => {} };
    const { whole } = change;
    const { findings } = await lintProject(
      project,
      { ...work, files: selectFiles(project, []), given: [], whole },
      quiet,
    );
    return findings.filter(({ suppressed }) => !suppressed);
  };
}

function countsOf(findings: readonly Finding[]): Pick<Summary, 'errors' | 'warnings' | 'notes'> {
  const of = (severity: string) =>
    findings.filter((finding) => finding.severity === severity && !finding.suppressed).length;
  return { errors: of('error'), warnings: of('warning'), notes: of('note') };
}

function exitCodeOf({ errors, warnings }: Summary, { maxWarnings, exitZero }: CheckOptions): number {
  const isBad = errors > 0 || (maxWarnings !== undefined && warnings > maxWarnings);
  return isBad && !exitZero ? 1 : 0;
}

function givenInput(options: CheckOptions) {
  return { file: options.stdinFilename ?? standardInputName, input: openStandardInput() };
}

type Outputs = Awaited<ReturnType<typeof openOutputs>>;

async function openOutputs(options: CheckOptions) {
  const wanted = options.format ?? ['pretty'];
  return Promise.all(
    wanted.map(async (text) => {
      const [format = '', ...path] = text.split('=');
      return {
        reporter: await reporterFor(format, nearest),
        file: path.length > 0 ? path.join('=') : options.output,
      };
    }),
  );
}

function print(
  report: Report,
  outputs: Outputs,
  context: Omit<ReportContext, 'color'>,
  options: CheckOptions,
  world: World,
): void {
  const findings = report.findings.filter(
    ({ severity, suppressed }) =>
      (!options.quiet || severity === 'error') && (options.includeSuppressed || !suppressed),
  );
  for (const { reporter, file } of outputs) {
    const color = file === undefined && world.color;
    const text = reporter({ ...report, findings }, { ...context, color });
    if (file === undefined) world.print(text);
    else writeAtomically(resolve(world.cwd, file), text);
  }
}

function reportContext(
  project: Project,
  world: World,
  options: CheckOptions,
  exitCode: number,
): Omit<ReportContext, 'color'> {
  const { pack, root, cwd, registry, tree } = project;
  const names = (options.format ?? []).map((format) => format.split('=')[0]);
  const repository = names.includes('sarif') ? repositoryOf(root) : undefined;
  // What goes to a service is about the repository, what goes to people about where they are.
  const isForService = names.some((name) => name !== 'pretty' && name !== 'json');
  const top = (isForService ? repositoryRoot(root) : undefined) ?? cwd;
  return {
    rules,
    pack,
    version: world.version,
    homepage: world.homepage,
    exitCode,
    pathInRepository: (file) => (file === standardInputName ? file : displayPath(resolve(cwd, file), top)),
    textOf: (file) => (isReadAgain(file, project) ? tree.readText(resolve(cwd, file)) : undefined),
    ownerOf: (event) => registry.events.get(otherSpelling(registry.events, event) ?? event)?.owner,
    notify: world.warn,
    ...(repository && { repository }),
    ...(options.sarifCategory !== undefined && { sarifCategory: options.sarifCategory }),
  };
}

/** Larger files are not read a second time for what a report shows of their lines. */
const mostReadAgain = 64 * 2 ** 20;

function isReadAgain(file: string, { cwd, tree }: Project): boolean {
  const path = resolve(cwd, file);
  return (
    file !== standardInputName &&
    tree.exists(path) &&
    (tree.differs.has(path) || fileSize(path) <= mostReadAgain)
  );
}

function statsText(stopwatch: Stopwatch, { looked, parsed }: Linted, { tree }: Project): string {
  const lines = [
    ...stopwatch.lines(),
    'Files:',
    `  ${looked.files} read, ${parsed} of code parsed, ${tree.differs.size} in another state than checked out`,
  ];
  return lines.join('\n');
}
