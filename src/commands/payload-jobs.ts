import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { displayPath, fileSize, kindOf } from '../files.ts';
import type { Run } from '../lint/run.ts';
import type { Work } from './lint-project.ts';
import type { Meter } from './meter.ts';
import { lintPayloadFile, type PayloadRead } from './payloads.ts';
import type { Place, Project } from './project.ts';
import { joinStates, type ShardState, settingsOf } from './shards.ts';

/** What a thread is asked to lint: some bytes of a file. */
export interface Job {
  readonly cwd: string;
  readonly version: string;
  readonly registryFile: string;
  readonly configFile: string | undefined;
  readonly file: string;
  readonly start: number;
  readonly end: number;
  /** Whether statistics are taken too. */
  readonly isProfiled: boolean;
  /** The thread writes here how many bytes and events it has read. */
  readonly read: Float64Array;
}

/** So often it is looked at how far the threads are. */
const betweenMs = 100;

/**
 * Lints a payload file, in parts by threads where the user asks for them: lines can be divided, other forms are read in one piece. What is
 * found is the same.
 */
export async function lintInParts(
  run: Run,
  file: string,
  project: Project,
  { jobs, inputFormat, profiler }: Pick<Work, 'jobs' | 'inputFormat' | 'profiler'>,
  meter: Meter,
  version: string,
): Promise<PayloadRead> {
  const parts = inputFormat === undefined ? partsOf(file, project, jobs) : [];
  const worker = join(import.meta.dirname, 'worker.cjs');
  const gauge = meter.next(displayPath(file, project.cwd));
  if (parts.length < 2 || kindOf(worker) !== 'file')
    return lintPayloadFile(run, file, project, gauge, { form: inputFormat, profiler });
  const { cwd, registryFile = '', configFile } = project;
  const place = { cwd, version, registryFile, configFile, file, isProfiled: profiler !== undefined };
  const work = parts.map(([start, end]) => {
    const read = new Float64Array(new SharedArrayBuffer(16));
    return { ...place, start, end, read };
  });
  const timer = setInterval(() => {
    const sum = (index: number) => work.reduce((all, { read }) => all + (read[index] as number), 0);
    gauge(sum(0), sum(1));
  }, betweenMs);
  const states = await Promise.all(work.map((job) => stateOf(worker, job))).finally(() =>
    clearInterval(timer),
  );
  const shards = joinStates({ run, profiler }, states, settingsOf(project, version), true);
  const [{ file: shown = '', form = '' } = {}] = shards;
  return { file: shown, form, entries: shards.reduce((sum, { entries }) => sum + entries, 0), lines: 0 };
}

/** The byte ranges of a file, one for each thread. */
function partsOf(file: string, { tree }: Place, jobs = 1): [start: number, end: number][] {
  if (!/\.(?:ndjson|jsonl)$/i.test(file) || tree.differs.size > 0 || jobs < 2) return [];
  const size = fileSize(file);
  const length = Math.ceil(size / jobs);
  return Array.from({ length: jobs }, (_, i): [number, number] => [
    i * length,
    Math.min(size, (i + 1) * length),
  ]).filter(([start, end]) => start < end);
}

function stateOf(worker: string, job: Job): Promise<ShardState> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(worker, { workerData: job });
    thread.once('message', (state: string) => resolve(JSON.parse(state) as ShardState));
    thread.once('error', reject);
    thread.once('exit', (code) =>
      reject(new Error(`a thread that read ${displayPath(job.file, job.cwd)} ended with ${code}`)),
    );
  });
}
