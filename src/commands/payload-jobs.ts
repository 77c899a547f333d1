import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { kindOf, shownPath } from '../files.ts';
import type { Run } from '../lint/run.ts';
import { sizeOfFile } from '../open-file.ts';
import { isDivisible } from '../read/payload/stream/index.ts';
import type { Place } from './find-project.ts';
import { lintLines, type Range } from './line-range.ts';
import type { Work } from './lint-project.ts';
import type { Meter } from './meter.ts';
import { lintPayloadFile, type PayloadRead } from './payloads.ts';
import type { Project } from './project.ts';
import { Joining, type Shard, settingsOf } from './shards.ts';
import type { StateHead } from './state-text.ts';

const require = createRequire(import.meta.url);

/** What a thread is asked to lint: some bytes of a file. */
export interface Job {
  readonly cwd: string;
  readonly version: string;
  readonly registryFile: string;
  readonly configFile: string | undefined;
  readonly file: string;
  readonly range: Range;
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
 * Lints a payload file, in parts by threads where the user asks for them: lines can be divided, other forms are read in one piece. What is
 * found is the same.
 */
export async function lintInParts(
  run: Run,
  file: string,
  project: Project,
  { cache, jobs, inputFormat, profiler }: Pick<Work, 'cache' | 'jobs' | 'inputFormat' | 'profiler'>,
  meter: Meter,
  version: string,
): Promise<PayloadRead> {
  const [first, ...others] = inputFormat === undefined ? partsOf(file, project, jobs) : [];
  const worker = join(import.meta.dirname, 'worker.cjs');
  const gauge = meter.next(shownPath(file, project.cwd));
  if (!first || others.length === 0 || kindOf(worker) !== 'file')
    return lintPayloadFile(run, file, project, gauge, { form: inputFormat, profiler });
  const { cwd, registryFile = '', configFile } = project;
  const place = { cwd, version, registryFile, configFile, file, cache, isProfiled: profiler !== undefined };
  const settings = settingsOf(project, version);
  // Loading it takes longer than many a run that has no use for it.
  const { Worker: Thread } = require('node:worker_threads') as typeof import('node:worker_threads');
  const threads = others.map((range) => {
    const read = new Float64Array(new SharedArrayBuffer(16));
    const joining = new Joining({ run, profiler }, settings);
    const job: Job = { ...place, range, read };
    return new Part(new Thread(worker, { workerData: job }), job, joining);
  });
  const own = new Float64Array(2);
  const sum = (index: number) => threads.reduce((all, { read }) => all + (read[index] ?? 0), own[index] ?? 0);
  const tell = () => gauge(sum(0), sum(1));
  const timer = setInterval(tell, betweenMs);
  try {
    // This thread does not wait meanwhile: it reads the first part.
    const read = await lintLines({ run, profiler }, file, first, project, (...done) => {
      own.set(done);
      tell();
    });
    let { entries, lines } = read;
    for (const thread of threads) {
      const shard = await thread.shard;
      run.placePart(shard, lines);
      lines += shard.lines;
      entries += shard.entries;
    }
    return { ...read, entries, lines: 0 };
  } finally {
    clearInterval(timer);
    await Promise.all(threads.map((thread) => thread.end()));
  }
}

/** The byte ranges of a file, one for each thread; none of one that is read in one piece. */
function partsOf(file: string, { tree }: Place, jobs = 1): Range[] {
  if (!/\.(?:ndjson|jsonl)$/i.test(file) || tree.differs.size > 0 || jobs < 2) return [];
  // A pipe could be read only once.
  const size = sizeOfFile(file);
  if (size === undefined || !isDivisible(headOf(file, tree))) return [];
  const length = Math.ceil(size / jobs);
  return Array.from({ length: jobs }, (_, i) => ({
    start: i * length,
    end: Math.min(size, (i + 1) * length),
    of: size,
  })).filter(({ start, end }) => start < end);
}

function headOf(file: string, tree: Place['tree']): Uint8Array {
  const opened = tree.open(file);
  try {
    const head = new Uint8Array(1 << 16);
    return head.subarray(0, opened.read(head));
  } finally {
    opened.close();
  }
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
