import { parentPort, workerData } from 'node:worker_threads';
import { rules } from '../../rules/index.ts';
import { displayPath } from '../files.ts';
import { Profiler } from '../model/profile/profiler.ts';
import { linesWithin } from './line-range.ts';
import type { Job } from './payload-jobs.ts';
import { lintPayload } from './payloads.ts';
import { findProject, openProject } from './project.ts';
import { projectRun } from './project-run.ts';
import { type ShardState, settingsOf, shardState } from './shards.ts';

// A thread of `payload-jobs.ts`. What goes wrong ends it with an error, which reaches whoever started it.
work(workerData as Job).then(
  (state) => parentPort?.postMessage(JSON.stringify(state)),
  (error: unknown) => {
    throw error;
  },
);

/** Lints the lines that begin within some bytes of a file; what was seen. */
async function work(job: Job): Promise<ShardState> {
  const { cwd, version, registryFile, configFile, file, start, end, read } = job;
  const ids = rules.map(({ id }) => id);
  const project = openProject(findProject(cwd, { registry: registryFile, config: configFile }, ids));
  const run = projectRun(project);
  const profiler = job.isProfiled ? new Profiler(project.registry.events) : undefined;
  const shown = displayPath(file, cwd);
  const opened = project.tree.open(file, Math.max(0, start - 1));
  const input = linesWithin(opened, start, end);
  const options = { part: start, form: 'ndjson', plainBytes: 0, profiler };
  const { entries, lines, form } = await lintPayload(run, shown, input, project, options, (bytes, events) =>
    read.set([bytes, events]),
  );
  opened.close();
  const shard = { id: `${shown}@${start}`, file: shown, form, part: start, lines, entries };
  return shardState({ run, profiler }, [shard], settingsOf(project, version), version);
}
