import { rules } from '../../rules/index.ts';
import { openStandardInput, readText } from '../files.ts';
import { finish } from '../lint/finish.ts';
import { InputError } from '../model/input-error.ts';
import { lines } from '../read/payload/bytes.ts';
import { readAll } from '../read/payload/stream/input.ts';
import { Meter } from './meter.ts';
import { openOutputs } from './outputs.ts';
import { lintPayload } from './payloads.ts';
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
  if (!options.merge) {
    if (states.length > 0)
      throw new InputError('--partial reads its shard from standard input.', {
        help: 'Write `< shard.ndjson`.',
      });
    await partial(options, project, settings, world);
    return 0;
  }
  const outputs = await openOutputs(options, world.cwd);
  const read = await readStates(states);
  const run = projectRun(project);
  const shards = joinStates(run, read, settings, !options.partial);
  if (options.partial) {
    world.print(`${JSON.stringify(shardState(run, shards, settings, world.version))}\n`);
    return 0;
  }
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

async function partial(
  options: AuditOptions,
  project: Project,
  settings: string,
  world: World,
): Promise<void> {
  const { stdinFilename: file = standardInputName, offset: part = 0, firstLine = 1 } = options;
  const run = projectRun(project);
  const input = openStandardInput();
  const { entries, lines, form } = await lintPayload(
    run,
    file,
    input,
    project,
    { part, firstLine, form: 'ndjson', plainBytes: 0 },
    new Meter(world, () => input.size).next(file),
  );
  const id = options.shard ?? `${file}@${part > 0 ? part : firstLine}`;
  const shard = { id, file, form, part: part > 0 ? part : firstLine - 1, lines, entries };
  world.print(`${JSON.stringify(shardState(run, [shard], settings, world.version))}\n`);
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
