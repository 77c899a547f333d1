import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { kindOf, shownPath, sizeOfFile } from '../files.ts';
import type { PayloadState, Run } from '../lint/run.ts';
import type { ProfileState } from '../model/profile/profiler.ts';
import { isDivisible } from '../read/payload/stream/index.ts';
import { lintLines, type Range } from './line-range.ts';
import type { Work } from './lint-project.ts';
import type { Meter } from './meter.ts';
import { lintPayloadFile, type PayloadRead } from './payloads.ts';
import type { Place, Project } from './project.ts';
import { type Gathered, requireSettings, type Shard, settingsOf } from './shards.ts';

/** What a thread is asked to lint: some bytes of a file. */
export interface Job {
  readonly cwd: string;
  readonly version: string;
  readonly registryFile: string;
  readonly configFile: string | undefined;
  readonly file: string;
  readonly range: Range;
  /** Whether statistics are taken too. */
  readonly isProfiled: boolean;
  /** The thread writes here how many bytes and events it has read. */
  readonly read: Float64Array;
}

/** What a thread has seen. It is handed over as it is: making text of it would cost as much as reading half of the part. */
export interface PartState {
  readonly shard: Shard;
  readonly settings: string;
  readonly seen: readonly PayloadState[];
  readonly profile: ProfileState | undefined;
}

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
  { jobs, inputFormat, profiler }: Pick<Work, 'jobs' | 'inputFormat' | 'profiler'>,
  meter: Meter,
  version: string,
): Promise<PayloadRead> {
  const [first, ...others] = inputFormat === undefined ? partsOf(file, project, jobs) : [];
  const worker = join(import.meta.dirname, 'worker.cjs');
  const gauge = meter.next(shownPath(file, project.cwd));
  if (!first || others.length === 0 || kindOf(worker) !== 'file')
    return lintPayloadFile(run, file, project, gauge, { form: inputFormat, profiler });
  const { cwd, registryFile = '', configFile } = project;
  const place = { cwd, version, registryFile, configFile, file, isProfiled: profiler !== undefined };
  const threads = others.map((range) => {
    const read = new Float64Array(new SharedArrayBuffer(16));
    return new Thread(worker, { ...place, range, read });
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
    const settings = settingsOf(project, version);
    let { entries, lines } = read;
    for (const thread of threads) {
      const state = await thread.state;
      joinPart({ run, profiler }, state, lines, settings);
      lines += state.shard.lines;
      entries += state.shard.entries;
    }
    return { ...read, entries, lines: 0 };
  } finally {
    clearInterval(timer);
    await Promise.all(threads.map((thread) => thread.end()));
  }
}

/** Takes over what a thread has seen of a part behind so many lines. */
function joinPart({ run, profiler }: Gathered, part: PartState, before: number, settings: string): void {
  requireSettings(part.shard, part.settings, settings);
  run.placePart(part.shard, before);
  for (const seen of part.seen) run.mergePayloads(seen);
  if (part.profile) profiler?.merge(part.profile);
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

/** A thread that lints a part. */
class Thread {
  readonly read: Float64Array;
  /** What it has seen. */
  readonly state: Promise<PartState>;
  readonly #worker: Worker;

  constructor(worker: string, job: Job) {
    this.read = job.read;
    this.#worker = new Worker(worker, { workerData: job });
    this.state = new Promise((resolve, reject) => {
      this.#worker.once('message', resolve);
      this.#worker.once('error', reject);
      this.#worker.once('exit', (code) =>
        reject(new Error(`a thread that read ${shownPath(job.file, job.cwd)} ended with ${code}`)),
      );
    });
    // It may fail before it is asked for what it has seen.
    this.state.catch(() => {});
  }

  end(): Promise<number> {
    return this.#worker.terminate();
  }
}
