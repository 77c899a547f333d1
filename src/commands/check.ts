import { resolve } from 'node:path';
import { rules } from '../../rules/index.ts';
import {
  displayPath,
  matcher,
  readBytes,
  readStandardInput,
  readText,
  repositoryOf,
  repositoryRoot,
  writeAtomically,
} from '../files.ts';
import { finish } from '../lint/finish.ts';
import { makeLevels } from '../lint/levels.ts';
import { Run } from '../lint/run.ts';
import type { Finding, Report, Summary } from '../model/finding.ts';
import type { Context, Rule } from '../model/rule.ts';
import { nearest } from '../nearest.ts';
import { readPayload } from '../read/payload/index.ts';
import { type ReportContext, reporterFor } from '../report/index.ts';
import {
  findProject,
  isCode,
  onlyOthers,
  openProject,
  type Project,
  type ProjectOptions,
  type SelectedFiles,
  selectFiles,
} from './project.ts';
import { type GivenText, missingPackages, readCodeFiles } from './read-sources.ts';
import type { World } from './world.ts';

const standardInputName = '<stdin>';

/** The options of `check` as the command line gives them. */
export interface CheckOptions extends ProjectOptions {
  /** `pretty`, or `sarif=out.sarif`. */
  readonly format?: readonly string[] | undefined;
  readonly output?: string | undefined;
  readonly maxWarnings?: number | undefined;
  readonly quiet?: boolean | undefined;
  readonly stdinFilename?: string | undefined;
  readonly sarifCategory?: string | undefined;
  /** Whether what was found in code may be remembered for the next run, and recalled from the last. */
  readonly cache?: boolean;
  readonly includeSuppressed?: boolean | undefined;
}

/** Lints the registry, the code and the payloads. Returns the exit code: 0 clean, 1 findings. */
export async function check(paths: readonly string[], options: CheckOptions, world: World): Promise<number> {
  const outputs = await openOutputs(options);
  const place = findProject(
    world.cwd,
    options,
    rules.map((rule) => rule.id),
  );
  const project = openProject(place);
  const standardInput = paths.includes('-') ? [readGiven(options)] : [];
  const named = paths.filter((path) => path !== '-');
  const files =
    standardInput.length > 0 && named.length === 0 ? onlyOthers(place) : selectFiles(place, named);
  const report = await lint(
    project,
    files,
    standardInput,
    paths.length === 0,
    world.warn,
    options.cache === false ? undefined : world.version,
  );
  const shown = {
    ...report,
    findings: report.findings.filter(
      ({ severity, suppressed }) =>
        (!options.quiet || severity === 'error') && (options.includeSuppressed || !suppressed),
    ),
  };
  const exitCode = exitCodeOf(report.summary, options.maxWarnings);
  const context = reportContext(project, world, options, exitCode);
  for (const { reporter, file } of outputs) {
    const color = file === undefined && world.color;
    const text = reporter(shown, { ...context, color });
    if (file === undefined) world.print(text);
    else writeAtomically(resolve(world.cwd, file), text);
  }
  return exitCode;
}

async function lint(
  project: Project,
  files: SelectedFiles,
  given: readonly GivenText[],
  whole: boolean,
  warn: (message: string) => void,
  cacheVersion: string | undefined,
): Promise<Report> {
  const { registry, pack, lock, config, cwd } = project;
  const context: Context = {
    pack,
    registry,
    lock,
    userMerging: config.userMerging,
    wholeCode: whole && files.code.length > 0,
    nearest,
  };
  const run = new Run(rules, context, makeLevels(pack, config, matcher));
  run.addRegistry();
  for (const problem of project.problems) run.addProblem(problem);
  for (const use of registry.uses) run.addUse(use);

  const givenCode = given.filter(({ file }) => isCode(file));
  const { code: codeFiles, otherCode: others, named } = files;
  const selection = { files: codeFiles, others, named, given: givenCode };
  const code = await readCodeFiles(selection, project, pack, cacheVersion);
  const missing = missingPackages(code);
  if (missing) warn(missing);
  for (const problem of code.problems) run.addProblem(problem);
  for (const use of code.uses) run.addUse(use);

  let events = 0;
  const addPayload = (file: string, bytes: Uint8Array) => {
    for (const item of readPayload(file, bytes, { pack })) {
      if (item.kind === 'problem') run.addProblem(item.problem);
      else if (item.kind === 'request') run.addRequest(item.request);
      else {
        events++;
        run.addEntry(item.entry);
      }
    }
  };
  for (const file of files.payloads) addPayload(displayPath(file, cwd), readBytes(file) ?? new Uint8Array());
  for (const { file, bytes } of given) if (!isCode(file)) addPayload(file, bytes);

  // What depends on the whole project cannot be judged from a part of it, so its suppressions are not unused either.
  const judged = (rule: Rule) => whole || rule.on !== 'run';
  const findings = finish(run, [...project.comments, ...code.comments], rules, judged);
  const read = registry.files.length + files.code.length + files.payloads.length + given.length;
  return { findings, summary: summarise(findings, { files: read, callSites: code.uses.length, events }) };
}

function summarise(
  findings: readonly Finding[],
  counts: Pick<Summary, 'files' | 'callSites' | 'events'>,
): Summary {
  const of = (severity: string) =>
    findings.filter((finding) => finding.severity === severity && !finding.suppressed).length;
  return { errors: of('error'), warnings: of('warning'), notes: of('note'), ...counts };
}

function exitCodeOf(summary: Summary, maxWarnings: number | undefined): number {
  return summary.errors > 0 || (maxWarnings !== undefined && summary.warnings > maxWarnings) ? 1 : 0;
}

function readGiven(options: CheckOptions): GivenText {
  return { file: options.stdinFilename ?? standardInputName, bytes: readStandardInput() };
}

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

function reportContext(
  project: Project,
  world: World,
  options: CheckOptions,
  exitCode: number,
): Omit<ReportContext, 'color'> {
  const { pack, root, cwd } = project;
  const sarif = options.format?.some((format) => format.startsWith('sarif'));
  const repository = sarif ? repositoryOf(root) : undefined;
  const top = (sarif ? repositoryRoot(root) : undefined) ?? cwd;
  return {
    rules,
    pack,
    version: world.version,
    homepage: world.homepage,
    exitCode,
    pathInRepository: (file) => (file === standardInputName ? file : displayPath(resolve(cwd, file), top)),
    textOf: (file) => readText(resolve(cwd, file)),
    ...(repository && { repository }),
    ...(options.sarifCategory !== undefined && { sarifCategory: options.sarifCategory }),
  };
}
