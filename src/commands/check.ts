import { resolve } from 'node:path';
import { rules } from '../../rules/index.ts';
import { answersAhead } from '../git/run.ts';
import { clearHeap } from '../heap.ts';
import type { Finding } from '../model/finding.ts';
import { InputError } from '../model/input-error.ts';
import { closeKept, openStandardInput } from '../open-file.ts';
import { areWritten } from '../read/config.ts';
import { forms } from '../read/payload/forms/index.ts';
import { reporterFor } from '../report/index.ts';
import { stagedTree } from '../staged-tree.ts';
import { workTree } from '../tree.ts';
import { forShortRun, restoreFlags } from '../v8-flags.ts';
import { AnswerNote, type Seen } from './answers.ts';
import { type BaselineOptions, withoutBaseline } from './baseline-file.ts';
import { type Change, changeSince, findingsOf, stagedChange } from './changed.ts';
import { findProject, type Place, type ProjectOptions } from './find-project.ts';
import { requireForm } from './forms.ts';
import { type Linted, lintProject, type Work } from './lint-project.ts';
import { openOutputs, requireNoInput } from './outputs.ts';
import { openProfile, writeProfile } from './profile.ts';
import { decidingFiles, openProject, type Project } from './project.ts';
import { standardInputName } from './report-context.ts';
import { isCode, onlyOthers, type SelectedFiles, selectFiles } from './selected-files.ts';
import { Stopwatch } from './stopwatch.ts';
import { type ReportOptions, tell } from './tell.ts';
import type { World } from './world.ts';

/** The options of `check` as the command line gives them. */
export interface CheckOptions extends ProjectOptions, BaselineOptions, ReportOptions {
  readonly staged?: boolean | undefined;
  readonly since?: string | undefined;
  readonly requireReason?: boolean | undefined;
  readonly stdinFilename?: string | undefined;
  readonly stats?: boolean | undefined;
  readonly jobs?: number | undefined;
  /** The form of all payloads: one of `formNames`. */
  readonly inputFormat?: string | undefined;
  /** The file that statistics of all payloads are written to. */
  readonly profile?: string | undefined;
  /** Whether what was found in code may be remembered for the next run, and recalled from the last. */
  readonly cache?: boolean;
}

/** Lints the registry, the code and the payloads. Returns the exit code: 0 clean, 1 findings. */
export async function check(paths: readonly string[], options: CheckOptions, given: World): Promise<number> {
  requireSense(paths, options);
  if (options.staged) forShortRun();
  const note = noteFor(paths, options, given);
  const world = note?.world ?? given;
  const stopwatch = options.stats ? new Stopwatch(world.now) : undefined;
  if (options.staged) await answersAhead();
  const outputs = await openOutputs(options, world.cwd, reporterFor);
  const ids = rules.map((rule) => rule.id);
  const place = findProject(world.cwd, options, ids, options.staged ? stagedTree : workTree);
  const project = openProject(place);
  note?.begin([
    ...decidingFiles(project),
    ...[options.baseline ?? []].flat().map((file) => resolve(world.cwd, file)),
  ]);
  requireForm(options.inputFormat, project);
  const profile = openProfile(options.profile, project.registry, outputs, world.cwd);
  stopwatch?.end('settings');
  const aids = { stopwatch, profiler: profile?.profiler, saw: note && ((seen: Seen) => note.see(seen)) };
  const { findings, whole, linted, files } = await lintAsked(paths, options, project, world, aids);
  requireNoInput(
    [...outputs, { format: '--profile', file: profile?.file }],
    [...decidingFiles(project), ...files.code, ...files.payloads],
    world.cwd,
  );
  if (profile) writeProfile(profile, project.registry);
  const kept = withoutBaseline(findings, options, project, whole, world);
  const exitCode = tell(kept, linted.looked, outputs, project, options, world);
  closeKept();
  stopwatch?.end('report');
  if (stopwatch) world.warn(statsText(stopwatch, linted, project));
  // Those are read by a package that may come to be installed.
  if (!linted.payloads.some(({ form }) => form === forms.parquet)) await note?.keep(project, files, exitCode);
  return exitCode;
}

/** Takes note of an answer that is about the whole project, and all of which is printed. */
function noteFor(paths: readonly string[], options: CheckOptions, world: World): AnswerNote | undefined {
  const { staged, since, updateBaseline, output, profile, stats, format = [], cache } = options;
  const isPart = paths.length > 0 || staged || since !== undefined;
  const isWritten = [output, profile].some((file) => file !== undefined) || updateBaseline || stats;
  // Others tell of the repository, too.
  const isPlain = format.every((name) => name === 'pretty' || name === 'json');
  return isPart || isWritten || !isPlain || cache === false || !world.asked
    ? undefined
    : new AnswerNote(world, world.asked);
}

/** Options that say different things are no guess of ours. */
function requireSense(paths: readonly string[], options: CheckOptions): void {
  const [first, second] = [options.staged && '--staged', options.since !== undefined && '--since'].filter(
    (each) => each,
  );
  if (second)
    throw new InputError('--staged and --since say different things.', { help: 'Use one of them.' });
  if (options.profile !== undefined && first)
    throw new InputError(`--profile is of all payloads; ${first} looks at what has changed.`, {
      help: 'Use one of them.',
    });
  if (options.updateBaseline && (first || paths.length > 0))
    throw new InputError('--update-baseline needs a run of the whole project.', {
      help: 'Run it without paths, --staged and --since: what is not looked at would be dropped.',
    });
  if (first && paths.length > 0)
    throw new InputError(`${first} chooses the files itself.`, {
      help: `Leave out the paths, or ${first}.`,
    });
}

function requirePayloads({ payloads }: SelectedFiles, given: Work['given']): void {
  if (payloads.length > 0 || given.some(({ file }) => !isCode(file))) return;
  throw new InputError('There are no payloads to take statistics of.', {
    help: 'Name files of payloads, or set `payloads` in eventlint.yaml; --profile looks at nothing else.',
  });
}

interface Asked {
  readonly findings: readonly Finding[];
  /** Whether the whole project was looked at and every finding is told. */
  readonly whole: boolean;
  readonly linted: Linted;
  readonly files: SelectedFiles;
}

/** Lints what the command line names: files, standard input, what is staged, what has changed, or the project. */
async function lintAsked(
  paths: readonly string[],
  options: CheckOptions,
  project: Project,
  world: World,
  { stopwatch, profiler, saw }: Pick<Work, 'stopwatch' | 'profiler' | 'saw'>,
): Promise<Asked> {
  const { requireReason, inputFormat, jobs } = options;
  const work = { cache: options.cache !== false, requireReason, inputFormat, jobs };
  const change = options.staged
    ? stagedChange(project)
    : options.since !== undefined
      ? changeSince(project, options.since)
      : undefined;
  if (change) {
    const onlyInFiles = !change.whole;
    if (change.whole) restoreFlags();
    const { registry, config, types } = options;
    // Whoever names no files means those that are found again.
    const noted = onlyInFiles && [registry, config, types].every((each) => each === undefined);
    const linted = await lintProject(
      project,
      { ...work, ...change, given: [], onlyInFiles, noted, stopwatch },
      world,
    );
    const before = lintBefore(change, work, world);
    const findings = await findingsOf(change, linted.findings, project, before, world.warn);
    stopwatch?.end('comparison');
    return { findings, whole: false, linted, files: change.files };
  }
  if (work.cache) project.tree.askForObjects?.(project.root);
  const given = paths.includes('-') ? [givenInput(options)] : [];
  const named = paths.filter((path) => path !== '-');
  const files = given.length > 0 && named.length === 0 ? onlyOthers(project) : selectFiles(project, named);
  if (profiler) requirePayloads(files, given);
  const whole = paths.length === 0;
  if (whole) tellUnmatched(project, files, world);
  const linted = await lintProject(
    project,
    { ...work, files, given, whole, stopwatch, profiler, saw },
    world,
  );
  // What was seen of a stream is done with, and is more than what was found in it.
  if (linted.looked.events > 0) await clearHeap();
  return { findings: linted.findings, whole, linted, files };
}

function lintBefore(
  change: Change,
  work: Pick<Work, 'cache' | 'requireReason' | 'inputFormat'>,
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

/** Globs that choose nothing are rather a slip than meant: a project that is never looked at has no findings. */
function tellUnmatched({ config }: Project, files: SelectedFiles, world: World): void {
  for (const part of ['code', 'payloads'] as const)
    if (areWritten(config[part].include) && files[part].length === 0)
      world.warn(
        `No file matches \`${part}.include\` of ${config.file}, so that no ${part} ${part === 'code' ? 'is' : 'are'} checked. Globs are relative to the registry's folder, without a \`/\` in front.`,
      );
}

function givenInput(options: CheckOptions) {
  return { file: options.stdinFilename ?? standardInputName, input: openStandardInput() };
}

function statsText(stopwatch: Stopwatch, { looked, code, payloads }: Linted, { tree }: Project): string {
  const { searched, parsed } = code;
  const skipped = `${searched - parsed} skipped: they hold no word that matters`;
  const lines = [
    ...stopwatch.lines(),
    'Files:',
    `  ${looked.files} read, ${tree.differs.size} of the project in another state than checked out`,
    searched === 0
      ? '  code: what was found is remembered, or there is none'
      : `  code: ${searched} searched, ${parsed} parsed, ${skipped}`,
    ...(payloads.length > 0 ? ['Payloads:'] : []),
    ...payloads.map(({ file, form, entries }) => `  ${file}: ${form || 'not read'}, ${entries} entries`),
  ];
  return lines.join('\n');
}
