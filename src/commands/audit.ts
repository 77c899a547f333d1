import { resolve } from 'node:path';
import { rules } from '../../rules/index.ts';
import { displayPath, shownPath } from '../files.ts';
import { clearHeap } from '../heap.ts';
import { finish } from '../lint/finish.ts';
import { InputError } from '../model/input-error.ts';
import { piecesOf } from '../model/pieces.ts';
import { Profiler } from '../model/profile/profiler.ts';
import { closeKept, openStandardInput, sizeOfFile } from '../open-file.ts';
import type { Input } from '../read/payload/stream/input.ts';
import { reporterFor } from '../report/index.ts';
import { withoutBaseline } from './baseline-file.ts';
import { findProject, type ProjectOptions } from './find-project.ts';
import { requireForm } from './forms.ts';
import { Meter, sumOf } from './meter.ts';
import { type OutputPlace, openOutputs, requireNoInput } from './outputs.ts';
import { lintPayload, lintPayloadFile, warnWithoutScanner } from './payloads.ts';
import { openProfile, requireNoState, type WantedProfile, writeProfile } from './profile.ts';
import { decidingFiles, openProject, type Project } from './project.ts';
import { addRegistry, projectRun } from './project-run.ts';
import { standardInputName } from './report-context.ts';
import { selectFiles } from './selected-files.ts';
import { type Gathered, Joining, type Shard, settingsOf, shardState, withoutProfile } from './shards.ts';
import { readStates } from './state-text.ts';
import { type ReportOptions, tell } from './tell.ts';
import type { World } from './world.ts';

/** The options of `audit` as the command line gives them. */
export interface AuditOptions extends ProjectOptions, ReportOptions {
  readonly partial?: boolean | undefined;
  readonly merge?: boolean | undefined;
  readonly shard?: string | undefined;
  readonly stdinFilename?: string | undefined;
  readonly offset?: number | undefined;
  readonly firstLine?: number | undefined;
  /** The file of findings that are known, where it is another than the project's own. */
  readonly baseline?: string | undefined;
  /** The file that statistics are written to; `true` without one: with `partial` they are a part of the state. */
  readonly profile?: string | true | undefined;
  /** The form of all payloads: one of `formNames`. */
  readonly inputFormat?: string | undefined;
}

/**
 * Checks payloads that outgrow one machine: with `partial` payloads become a state on standard output, with `merge` states
 * become the findings of one run over all of them; with both, states become one state. Returns the exit code.
 */
export async function audit(paths: readonly string[], options: AuditOptions, world: World): Promise<number> {
  const project = openProject(
    findProject(
      world.cwd,
      options,
      rules.map(({ id }) => id),
    ),
  );
  const settings = settingsOf(project, world.version);
  if (!options.merge && !options.partial)
    throw new InputError('audit does one of two things.', {
      help: 'Use --partial to check a shard, or --merge to join the states of shards.',
    });
  if (options.partial && typeof options.profile === 'string')
    throw new InputError('With --partial, statistics are a part of the state and go to no file.', {
      help: 'Write --profile without a file; `eventlint audit --merge --profile <file>` writes them.',
    });
  if (!options.merge) {
    await partial(paths, options, project, settings, world);
    return 0;
  }
  return options.partial
    ? joinStates(paths, options, project, settings, world)
    : reportStates(paths, options, project, settings, world);
}

/** Makes one state of several. Statistics that some of them have must not be lost for lack of them in others. */
async function joinStates(
  paths: readonly string[],
  { profile }: AuditOptions,
  project: Project,
  settings: string,
  world: World,
): Promise<number> {
  const run = projectRun(project);
  let joined: { readonly gathered: Gathered; readonly joining: Joining } | undefined;
  for await (const part of readStates(paths)) {
    if ('piece' in part) joined?.joining.add(part.piece);
    else {
      const { profiled } = part.head;
      if (!joined) {
        const profiler = profile || profiled ? new Profiler(project.registry.events) : undefined;
        const gathered = { run, profiler };
        joined = { gathered, joining: new Joining(gathered, settings) };
      } else if (profiled && !joined.gathered.profiler) throw withoutProfile(joined.joining.shards[0]);
      joined.joining.begin(part.head);
    }
  }
  if (joined) printState(joined.gathered, joined.joining.shards, settings, world);
  return 0;
}

/** Reports what all states together lead to. */
async function reportStates(
  paths: readonly string[],
  options: AuditOptions,
  project: Project,
  settings: string,
  world: World,
): Promise<number> {
  const outputs = await openOutputs(options, world.cwd, reporterFor);
  requireNoInput(
    outputs,
    [...decidingFiles(project), ...paths.map((path) => resolve(world.cwd, path))],
    world.cwd,
  );
  const profile = wantedProfile(options, project, outputs, world.cwd);
  const run = projectRun(project);
  const joining = new Joining({ run, profiler: profile?.profiler }, settings);
  for await (const part of readStates(paths))
    if ('head' in part) joining.begin(part.head);
    else joining.add(part.piece);
  joining.place();
  if (profile) writeProfile(profile, project.registry);
  addRegistry(run, project);
  const findings = finish(run, project.comments, rules, {
    judged: (rule) => rule.on !== 'run',
    today: world.today,
  });
  for (const caveat of run.caveats()) world.warn(caveat);
  const { shards } = joining;
  const events = shards.reduce((sum, { entries }) => sum + entries, 0);
  const files = project.registry.files.length + new Set(shards.map(({ file }) => file)).size;
  const known = { baseline: options.baseline };
  const kept = withoutBaseline(findings, known, project, false, world);
  return tell(kept, { files, callSites: 0, events }, outputs, project, options, world);
}

function printState(gathered: Gathered, shards: readonly Shard[], settings: string, world: World): void {
  for (const piece of piecesOf(shardState(gathered, shards, settings, world.version))) world.print(piece);
}

function wantedProfile(
  { profile }: AuditOptions,
  { registry }: Project,
  outputs: readonly OutputPlace[],
  cwd: string,
): WantedProfile | undefined {
  const wanted = openProfile(profile === true ? '' : profile, registry, outputs, cwd);
  if (wanted) requireNoState(wanted.file, cwd);
  return wanted;
}

/** Writes the state of the files that are named, or of a shard on standard input. */
async function partial(
  paths: readonly string[],
  options: AuditOptions,
  project: Project,
  settings: string,
  world: World,
): Promise<void> {
  requireForm(options.inputFormat, project);
  const isPiped = paths.length === 0 || paths.includes('-');
  if (!isPiped) requireNoShard(options);
  const files = payloadsOf(
    paths.filter((path) => path !== '-'),
    project,
  );
  const input = isPiped ? openStandardInput() : undefined;
  const run = projectRun(project);
  const profiler = options.profile ? new Profiler(project.registry.events) : undefined;
  const sizes = () => [...files.map(sizeOfFile), ...(input ? [input.size] : [])];
  const meter = new Meter(world, () => sumOf(sizes()));
  warnWithoutScanner(sizes(), world);
  const shards: Shard[] = [];
  const { inputFormat } = options;
  for (const path of files) {
    const gauge = meter.next(shownPath(path, project.cwd));
    const { file, form, lines, entries } = await lintPayloadFile(run, path, project, gauge, {
      form: inputFormat,
      profiler,
    });
    shards.push({ id: shardId(file, 0, 1), file, form, part: 0, lines, entries });
  }
  if (input) shards.push(await pipedShard({ run, profiler }, input, options, project, meter));
  await clearHeap();
  printState({ run, profiler }, shards, settings, world);
  closeKept();
}

async function pipedShard(
  { run, profiler }: Gathered,
  input: Input,
  options: AuditOptions,
  project: Project,
  meter: Meter,
): Promise<Shard> {
  const { stdinFilename: file = standardInputName, offset = 0, firstLine = 1, inputFormat } = options;
  // It may begin anywhere in its file, so that nothing of its form is told from how it begins.
  const shard = { part: offset, firstLine, form: inputFormat ?? 'ndjson', plainBytes: 0, profiler };
  const { entries, lines, form } = await lintPayload(run, file, input, project, shard, meter.next(file));
  const id = options.shard ?? shardId(file, offset, firstLine);
  return { id, file, form, part: offset > 0 ? offset : firstLine - 1, lines, entries };
}

/** What names a shard that was given no name. */
function shardId(file: string, offset: number, firstLine: number): string {
  return `${file}@${offset > 0 ? offset : firstLine}`;
}

/** The payloads that paths name or that are below the folders among them. */
function payloadsOf(paths: readonly string[], project: Project): readonly string[] {
  if (paths.length === 0) return [];
  const { payloads, code, named } = selectFiles(project, paths);
  const other = code.find((file) => named.has(file));
  if (other !== undefined)
    throw new InputError(`${displayPath(other, project.cwd)} is code; audit reads payloads.`, {
      help: 'Leave it out: `eventlint check` reads code, and all of it at once.',
    });
  if (payloads.length === 0)
    throw new InputError(`There are no payloads in ${paths.join(', ')}.`, {
      help: 'Name a file outright, or widen `payloads.include` in eventlint.yaml.',
    });
  return payloads;
}

/** A file that is named is a shard as a whole: what is said of one on standard input is not for it. */
function requireNoShard({ shard, stdinFilename, offset, firstLine }: AuditOptions): void {
  const said = Object.entries({
    '--shard': shard,
    '--stdin-filename': stdinFilename,
    '--offset': offset,
    '--first-line': firstLine,
  }).find(([, value]) => value !== undefined);
  if (said)
    throw new InputError(`${said[0]} is about a shard on standard input; a file is named by its path.`, {
      help: `Leave ${said[0]} out, or write \`< file\`.`,
    });
}
