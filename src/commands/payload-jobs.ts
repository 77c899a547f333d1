import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { kindOf, shownPath } from '../files.ts';
import { boundThreads } from '../heap.ts';
import type { Run } from '../lint/run.ts';
import type { Reread } from '../model/later-text.ts';
import { sizeOfFile } from '../open-file.ts';
import { isDivisible } from '../read/payload/stream/index.ts';
import { type Division, divide, linesOf } from './line-shares.ts';
import type { Work } from './lint-project.ts';
import type { Gauge, Meter } from './meter.ts';
import { lintPayloadFile, type PayloadRead } from './payloads.ts';
import type { Project } from './project.ts';
import { type Gathered, Joining, type Shard, settingsOf } from './shards.ts';
import type { StateHead } from './state-text.ts';

const require = createRequire(import.meta.url);

/** Some of the lines of a file. */
export interface Lines {
  readonly file: string;
  readonly division: Division;
  /** Of which reader. */
  readonly index: number;
}

/** What a thread is asked to lint. */
export interface Job extends Lines {
  readonly cwd: string;
  readonly version: string;
  readonly registryFile: string;
  readonly configFile: string | undefined;
  /** Whether what texts say may be remembered, and recalled. */
  readonly cache: boolean;
  /** Whether statistics are taken too. */
  readonly isProfiled: boolean;
  /** The thread writes here how many bytes and events it has read. */
  readonly read: Float64Array;
}

/** What a thread tells, one after another: the head of a state of one shard, its pieces, and that these were all. */
export type Told = StateHead | string | undefined;

/** So often it is looked at how far the threads are, once this one only waits for them. */
const betweenMs = 100;

/**
 * Lints a payload file, by several threads where the user asks for them: lines can be shared, other forms are read in one piece. What is
 * found is the same.
 */
export async function lintInParts(
  run: Run,
  file: string,
  project: Project,
  { cache, jobs = 1, inputFormat, profiler }: Pick<Work, 'cache' | 'jobs' | 'inputFormat' | 'profiler'>,
  meter: Meter,
  version: string,
): Promise<PayloadRead> {
  const worker = join(import.meta.dirname, 'worker.cjs');
  const gauge = meter.next(shownPath(file, project.cwd));
  const divided = inputFormat === undefined && jobs > 1 ? dividedFile(file, project, jobs) : undefined;
  if (!divided || kindOf(worker) !== 'file')
    return lintPayloadFile(run, file, project, gauge, { form: inputFormat, profiler });
  const { division, reread } = divided;
  const { cwd, registryFile = '', configFile } = project;
  const isProfiled = profiler !== undefined;
  const place = { cwd, version, registryFile, configFile, file, division, cache, isProfiled };
  const settings = settingsOf(project, version);
  // Loading it takes longer than many a run that has no use for it.
  const { Worker: Thread } = require('node:worker_threads') as typeof import('node:worker_threads');
  const resourceLimits = boundThreads();
  const threads = Array.from({ length: jobs - 1 }, (_, i) => {
    const job: Job = { ...place, index: i + 1, read: new Float64Array(new SharedArrayBuffer(16)) };
    const joining = new Joining({ run, profiler }, settings, reread);
    return new Part(new Thread(worker, { workerData: job, resourceLimits }), job, joining);
  });
  const own = new Float64Array(2);
  const sum = (index: number) => threads.reduce((all, { read }) => all + (read[index] ?? 0), own[index] ?? 0);
  // All of them read all of its bytes.
  const tell = () => gauge(sum(0) / jobs, sum(1));
  const timer = setInterval(tell, betweenMs);
  try {
    // This thread does not wait meanwhile: it has lines of its own.
    const read = await lintLines({ run, profiler }, { file, division, index: 0 }, project, (...done) => {
      own.set(done);
      tell();
    });
    let { entries } = read;
    for (const thread of threads) entries += (await thread.shard).entries;
    return { ...read, entries };
  } finally {
    clearInterval(timer);
    await Promise.all(threads.map((thread) => thread.end()));
  }
}

/** Lints some of the lines of a file. */
export function lintLines(
  { run, profiler }: Gathered,
  { file, division, index }: Lines,
  project: Project,
  gauge: Gauge,
): Promise<PayloadRead> {
  const share = index === 0 ? 'first' : 'other';
  const options = { form: 'ndjson', plainBytes: 0, profiler, share } as const;
  return lintPayloadFile(run, file, project, gauge, options, (opened) => linesOf(opened, division, index));
}

/** How a file is divided, and what reads parts of it once more; undefined for one that is read in one piece. */
function dividedFile(
  file: string,
  { tree, pack }: Project,
  jobs: number,
): { readonly division: Division; readonly reread: Reread } | undefined {
  if (!/\.(?:ndjson|jsonl)$/i.test(file) || tree.differs.size > 0) return undefined;
  // A pipe could be read only once.
  const size = sizeOfFile(file);
  if (size === undefined) return undefined;
  const opened = tree.open(file);
  const reread = opened.keep?.();
  opened.close();
  const head = new Uint8Array(1 << 16);
  if (!reread || !isDivisible(head.subarray(0, reread(head, 0)))) return undefined;
  return { division: divide(reread, size, jobs, pack.payload.event), reread };
}

/** A part that a thread lints. */
class Part {
  readonly read: Float64Array;
  /** What it has read, once all that it has seen is joined. */
  readonly shard: Promise<Shard>;
  readonly #worker: Worker;

  constructor(worker: Worker, job: Job, joining: Joining) {
    this.read = job.read;
    this.#worker = worker;
    this.shard = new Promise((resolve, reject) => {
      const take = (told: Told) => {
        if (typeof told === 'string') joining.add(JSON.parse(told));
        else if (told) joining.begin(told);
        else resolve(joining.shards[0] as Shard);
      };
      this.#worker.on('message', (told: Told) => {
        try {
          take(told);
        } catch (error) {
          reject(error);
        }
      });
      this.#worker.once('error', reject);
      this.#worker.once('exit', (code) =>
        reject(new Error(`a thread that read ${shownPath(job.file, job.cwd)} ended with ${code}`)),
      );
    });
    // It may fail before it is asked for what it has seen.
    this.shard.catch(() => {});
  }

  end(): Promise<number> {
    return this.#worker.terminate();
  }
}
