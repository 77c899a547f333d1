import { rules } from '../../rules/index.ts';
import { openStandardInput, readText } from '../files.ts';
import { finish } from '../lint/finish.ts';
import { InputError } from '../model/input-error.ts';
import { Profiler } from '../model/profile/profiler.ts';
import { lines } from '../read/payload/bytes.ts';
import { readAll } from '../read/payload/stream/input.ts';
import { type Output, openOutputs } from './outputs.ts';
import { lintPayload } from './payloads.ts';
import { openProfile, requireNoState, type WantedProfile, writeProfile } from './profile.ts';
import { findProject, openProject, type Project, type ProjectOptions } from './project.ts';
import { addRegistry, projectRun } from './project-run.ts';
import { joinStates, type ShardState, settingsOf, shardState } from './shards.ts';
import { type ReportOptions, standardInputName, tell } from './tell.ts';
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
}

/**
 * Checks payloads that outgrow one machine: with `partial` a shard on standard input becomes a state on standard output, with
 * `merge` states become the findings of one run over all shards; with both, states become one state. Returns the exit code.
 */
export async function audit(states: readonly string[], options: AuditOptions, world: World): Promise<number> {
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
    if (states.length > 0)
      throw new InputError('--partial reads its shard from standard input.', {
        help: 'Write `< shard.ndjson`.',
      });
    await partial(options, project, settings, world);
    return 0;
  }
  const outputs = await openOutputs(options, world.cwd);
  const profile = options.partial ? undefined : wantedProfile(options, project, outputs, world.cwd);
  const read = await readStates(states);
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
  outputs: readonly Output[],
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

async function partial(
  options: AuditOptions,
  project: Project,
  settings: string,
  world: World,
): Promise<void> {
  const { stdinFilename: file = standardInputName, offset: part = 0, firstLine = 1 } = options;
  const run = projectRun(project);
  const profiler = options.profile ? new Profiler(project.registry.events) : undefined;
  const { entries, lines, form } = await lintPayload(run, file, openStandardInput(), project, {
    part,
    firstLine,
    form: 'ndjson',
    plainBytes: 0,
    profiler,
  });
  const id = options.shard ?? `${file}@${part > 0 ? part : firstLine}`;
  const shard = { id, file, form, part: part > 0 ? part : firstLine - 1, lines, entries };
  world.print(`${JSON.stringify(shardState({ run, profiler }, [shard], settings, world.version))}\n`);
}

/** States in files, or one a line on standard input. */
async function readStates(files: readonly string[]): Promise<ShardState[]> {
  if (files.length > 0) return files.flatMap((file) => readState(file, readText(file)));
  const bytes = (await readAll(openStandardInput(), 2 ** 31)) ?? new Uint8Array();
  // All of them may be more than one string holds.
  const states: ShardState[] = [];
  for (const { bytes: line, number } of lines(bytes))
    states.push(stateOf(Buffer.from(line).toString(), standardInputName, number));
  return states;
}

function readState(file: string, text: string | undefined): ShardState[] {
  if (text === undefined)
    throw new InputError(`There is no state ${file}.`, {
      help: 'Write it with `eventlint audit --partial`.',
    });
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => stateOf(line, file, index + 1));
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
