import { displayPath } from '../files.ts';
import type { Run } from '../lint/run.ts';
import { counted } from '../model/name.ts';
import type { Observed, Profiler } from '../model/profile/profiler.ts';
import type { PayloadItem } from '../read/payload/index.ts';
import { readStream, type StreamOptions } from '../read/payload/stream/index.ts';
import type { Input } from '../read/payload/stream/input.ts';
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
): Promise<PayloadRead> {
  let entries = 0;
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
  const sink = { take, skimmer: run.skimmer(), observe };
  let form = '';
  const recognised = (name: string) => {
    form = name;
  };
  const read = await readStream(file, input, { pack, userMerging, recognised, ...options }, sink);
  return { file, form, entries: entries + read.counted, lines: read.lines };
}

/** Lints a file of a project, or its bytes from `start` to `end`. */
export async function lintPayloadFile(
  run: Run,
  file: string,
  project: Project,
  world: Pick<World, 'progress'>,
  { start, end, ...options }: LintOptions & { readonly start?: number; readonly end?: number } = {},
): Promise<PayloadRead> {
  const opened = project.tree.open(file, start, end);
  const shown = displayPath(file, project.cwd);
  try {
    return await lintPayload(run, shown, watched(opened, shown, world), project, options);
  } finally {
    opened.close();
  }
}

/** The same input, of which is told how far it has been read. */
function watched(input: Input, file: string, { progress }: Pick<World, 'progress'>): Input {
  let bytes = 0;
  return {
    read(into) {
      const count = input.read(into) as number;
      bytes += count;
      progress(`Reading ${file}: ${counted(Math.round(bytes / 1e6), 'megabyte')}`);
      return count;
    },
  };
}
