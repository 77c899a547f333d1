import { rules } from '../../rules/index.ts';
import { displayPath, openStandardInput, readText, shownPath, sizeOfFile } from '../files.ts';
import { finish } from '../lint/finish.ts';
import { InputError } from '../model/input-error.ts';
import { Profiler } from '../model/profile/profiler.ts';
import { lines } from '../read/payload/bytes.ts';
import { type Input, readAll } from '../read/payload/stream/input.ts';
import { reporterFor } from '../report/index.ts';
import { requireForm } from './forms.ts';
import { Meter, sumOf } from './meter.ts';
import { type OutputPlace, openOutputs } from './outputs.ts';
import { lintPayload, lintPayloadFile, warnWithoutScanner } from './payloads.ts';
import { openProfile, requireNoState, type WantedProfile, writeProfile } from './profile.ts';
import { findProject, openProject, type Project, type ProjectOptions, selectFiles } from './project.ts';
import { addRegistry, projectRun } from './project-run.ts';
import { standardInputName } from './report-context.ts';
import { type Gathered, joinStates, type Shard, type ShardState, settingsOf, shardState } from './shards.ts';
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
  const outputs = await openOutputs(options, world.cwd, reporterFor);
  const profile = options.partial ? undefined : wantedProfile(options, project, outputs, world.cwd);
  const read = await readStates(paths);
  const run = projectRun(project);
  if (options.partial) {
    const profiler = isProfiled(read, options) ? new Profiler(project.registry.events) : undefined;
    const shards = joinStates({ run, profiler }, read, settings, false);
    world.print(`${JSON.stringify(shardState({ run, profiler }, shards, settings, world.version))}\n`);
    return 0;
  }
  const shards = joinStates({ run, profiler: profile?.profiler }, read, settings, true);
  if (profile) writeProfile(profile, project.registry);
  addRegistry(run, project);
  const findings = finish(run, project.comments, rules, {
    judged: (rule) => rule.on !== 'run',
    today: world.today,
  });
  for (const caveat of run.caveats()) world.warn(caveat);
  const events = shards.reduce((sum, { entries }) => sum + entries, 0);
  const files = project.registry.files.length + new Set(shards.map(({ file }) => file)).size;
  return tell(findings, { files, callSites: 0, events }, outputs, project, options, world);
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

/** Whether joined states have statistics: what some of them have must not be lost for lack of it in others. */
function isProfiled(states: readonly ShardState[], { profile }: AuditOptions): boolean {
  return profile === true || states.some((state) => state.profile !== undefined);
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
  world.print(`${JSON.stringify(shardState({ run, profiler }, shards, settings, world.version))}\n`);
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

/** States in files, or one a line on standard input. */
async function readStates(files: readonly string[]): Promise<ShardState[]> {
  if (files.length > 0) return files.flatMap((file) => readState(file, readText(file)));
  const bytes = (await readAll(openStandardInput(), 2 ** 31)) ?? new Uint8Array();
  // All of them may be more than one string holds.
  const states: ShardState[] = [];
  for (const { bytes: line, number } of lines(bytes))
    states.push(stateOf(Buffer.from(line).toString(), standardInputName, number));
  if (states.length === 0) throw noState('There is no state on standard input.');
  return states;
}

function readState(file: string, text: string | undefined): ShardState[] {
  if (text === undefined)
    throw new InputError(`There is no state ${file}.`, {
      help: 'Write it with `eventlint audit --partial`.',
    });
  const states = text
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [stateOf(line, file, index + 1)]));
  // What a shell makes of an audit that failed: its events would be missing from the report, and nobody would know.
  if (states.length === 0) throw noState(`${file} is empty: it holds no state.`);
  return states;
}

function noState(message: string): InputError {
  return new InputError(message, {
    help: 'Run `eventlint audit --partial` again: it writes a state even where there are no events.',
  });
}

function stateOf(line: string, file: string, number: number): ShardState {
  const state = parsedState(line);
  if (!state)
    throw new InputError(`${file}:${number} is no state of a shard.`, {
      help: 'It may have been cut off: run `eventlint audit --partial` on its shard again.',
    });
  return state;
}

function parsedState(line: string): ShardState | undefined {
  try {
    const state = JSON.parse(line) as Partial<ShardState> | null;
    return Array.isArray(state?.shards) &&
      Array.isArray(state?.texts) &&
      Array.isArray(state?.files) &&
      typeof state?.settings === 'string'
      ? (state as ShardState)
      : undefined;
  } catch {
    return undefined;
  }
}
