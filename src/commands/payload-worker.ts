import { parentPort, workerData } from 'node:worker_threads';
import { rules } from '../../rules/index.ts';
import { shownPath } from '../files.ts';
import { Profiler } from '../model/profile/profiler.ts';
import { findProject } from './find-project.ts';
import { lintLines } from './line-range.ts';
import type { Job, Told } from './payload-jobs.ts';
import { openProject } from './project.ts';
import { projectRun } from './project-run.ts';
import { encodedPieces, settingsOf } from './shards.ts';

// A thread of `payload-jobs.ts`. What goes wrong ends it with an error, which reaches whoever started it.
work(workerData as Job);

/** Lints the lines that begin within some bytes of a file, and hands over what was seen: its head, its pieces, and the end. */
async function work(job: Job): Promise<void> {
  const { cwd, version, registryFile, configFile, file, cache, range, read } = job;
  const ids = rules.map(({ id }) => id);
  const project = openProject(findProject(cwd, { registry: registryFile, config: configFile, cache }, ids));
  const run = projectRun(project);
  const profiler = job.isProfiled ? new Profiler(project.registry.events) : undefined;
  const gathered = { run, profiler };
  const done = await lintLines(gathered, file, range, project, (bytes, events) => read.set([bytes, events]));
  const shown = shownPath(file, cwd);
  const shard = { ...done, id: `${shown}@${range.start}`, part: range.start };
  const tell = (told: Told) => parentPort?.postMessage(told);
  const settings = settingsOf(project, version);
  tell({ eventlint: version, settings, shards: [shard], profiled: job.isProfiled });
  for (const piece of encodedPieces(gathered)) tell(piece);
  tell(undefined);
}
