import { asideOfRun } from '../aside.ts';
import { shownPath } from '../files.ts';
import { boundHeap } from '../heap.ts';
import type { Run } from '../lint/run.ts';
import type { Observed, Profiler } from '../model/profile/profiler.ts';
import type { PayloadItem } from '../read/payload/index.ts';
import { hasKernel } from '../read/payload/scanner/load.ts';
import { readStream, type StreamOptions } from '../read/payload/stream/index.ts';
import type { Input } from '../read/payload/stream/input.ts';
import { inlineLess } from '../v8-flags.ts';
import { type Gauge, gauged } from './meter.ts';
import type { Project } from './project.ts';
import type { World } from './world.ts';

/** What was read of a payload. */
export interface PayloadRead {
  readonly file: string;
  /** In words; empty for a file that could not be read. */
  readonly form: string;
  readonly entries: number;
  /** Of NDJSON, its lines where they were counted. */
  readonly lines: number;
}

/** How a payload is linted. */
export interface LintOptions extends Partial<StreamOptions> {
  /** Takes statistics: of each entry, so that also those are parsed that are only counted. */
  readonly profiler?: Profiler | undefined;
}

/** Lints one payload as it comes in. `file` is how findings name it. */
export async function lintPayload(
  run: Run,
  file: string,
  input: Input,
  { pack, config }: Pick<Project, 'pack' | 'config'>,
  { profiler, ...options }: LintOptions = {},
  gauge?: Gauge,
): Promise<PayloadRead> {
  let entries = 0;
  let counted = 0;
  const take = (item: PayloadItem) => {
    if (item.kind === 'problem') run.addPayloadProblem(item.problem);
    else if (item.kind === 'request') run.addRequest(item.request);
    else {
      entries++;
      profiler?.observe(item.kind === 'use' ? { use: item.use, order: item.use.order } : item.entry);
      if (item.kind === 'use') run.addUse(item.use);
      else run.addEntry(item.entry);
    }
  };
  const { userMerging } = config;
  const observe = profiler && ((entry: Observed) => profiler.observe(entry));
  const sink = {
    take,
    skimmer: run.skimmer(),
    observe,
    counted: (count: number) => {
      counted = count;
      boundHeap();
    },
  };
  let form = '';
  const recognised = (name: string) => {
    form = name;
  };
  inlineLess();
  const watched = gauge ? gauged(input, (bytes) => gauge(bytes, entries + counted)) : input;
  // A share of a file is told by where it stands in the file.
  const aside = options.share === undefined ? asideOfRun() : undefined;
  const read = await readStream(file, watched, { pack, userMerging, recognised, aside, ...options }, sink);
  return { file, form, entries: entries + read.counted, lines: read.lines };
}

/** Lints a file of a project. `seen`: what is read instead of it. */
export async function lintPayloadFile(
  run: Run,
  file: string,
  project: Project,
  gauge: Gauge,
  options: LintOptions = {},
  seen: (opened: Input) => Input = (opened) => opened,
): Promise<PayloadRead> {
  const opened = project.tree.open(file);
  const shown = shownPath(file, project.cwd);
  try {
    return await lintPayload(run, shown, seen(opened), project, options, gauge);
  } finally {
    opened.close();
  }
}

/** Payloads below so many bytes are read in a moment, whatever reads them. */
const noticedBytes = 16 * 2 ** 20;

/** Says that payloads of some size are read plainly, where this install has no scanner. Sizes are in bytes, where they are known. */
export function warnWithoutScanner(sizes: readonly (number | undefined)[], world: World): void {
  if (!sizes.some((size = 0) => size > noticedBytes) || hasKernel()) return;
  world.warn(
    'dist/kernel.wasm is not there or cannot be run, so large payloads are read several times slower, each as a whole. Install eventlint from npm, or with its development packages.',
  );
}
