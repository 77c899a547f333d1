import { parentPort, workerData } from 'node:worker_threads';
import { rules } from '../../rules/index.ts';
import { beginThread } from '../heap.ts';
import { Profiler } from '../model/profile/profiler.ts';
import { findProject } from './find-project.ts';
import { type Job, lintLines, type Told } from './payload-jobs.ts';
import { openProject } from './project.ts';
import { projectRun } from './project-run.ts';
import { encodedPieces, settingsOf } from './shards.ts';

// A thread of `payload-jobs.ts`. What goes wrong ends it with an error, which reaches whoever started it.
work(workerData as Job);

/** Lints the lines of a file that are this thread's, and hands over what was seen: its head, its pieces, and the end. */
async function work(job: Job): Promise<void> {
  const { cwd, version, registryFile, configFile, cache, index, read } = job;
  beginThread();
  const ids = rules.map(({ id }) => id);
  const project = openProject(findProject(cwd, { registry: registryFile, config: configFile, cache }, ids));
  const run = projectRun(project);
  const profiler = job.isProfiled ? new Profiler(project.registry.events) : undefined;
  const gathered = { run, profiler };
  const done = await lintLines(gathered, job, project, (bytes, events) => read.set([bytes, events]));
  const shard = { ...done, id: `${done.file}@${index}`, part: 0 };
  const tell = (told: Told) => parentPort?.postMessage(told);
  const settings = settingsOf(project, version);
  tell({ eventlint: version, settings, shards: [shard], profiled: job.isProfiled });
  for (const piece of encodedPieces(gathered, true)) tell(piece);
  tell(undefined);
}
