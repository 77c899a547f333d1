import { rules } from '../../rules/index.ts';
import { clearHeap } from '../heap.ts';
import { finish } from '../lint/finish.ts';
import type { EventUse } from '../model/event-use.ts';
import type { Finding, Summary } from '../model/finding.ts';
import type { Profiler } from '../model/profile/profiler.ts';
import type { Rule } from '../model/rule.ts';
import { sizeOfFile } from '../open-file.ts';
import { type Input, readAll } from '../read/payload/stream/input.ts';
import { endedAcceptances } from '../registry-change/index.ts';
import { Meter, sumOf } from './meter.ts';
import { lintInParts } from './payload-jobs.ts';
import { lintPayload, type PayloadRead, warnWithoutScanner } from './payloads.ts';
import type { Project } from './project.ts';
import { addRegistry, projectRun } from './project-run.ts';
import { decidingFor } from './quiet.ts';
import type { CodeSelection, GivenText } from './read-all.ts';
import { missingPackages, readCodeFiles, unaskedTypes } from './read-sources.ts';
import { isCode, leavesCodeOut, type SelectedFiles } from './selected-files.ts';
import type { Stopwatch } from './stopwatch.ts';
import type { World } from './world.ts';

/** What comes in, and how many bytes that is where it is known. */
interface GivenInput extends Input {
  readonly size?: number | undefined;
}

/** What is linted of a project, and how. */
export interface Work {
  readonly files: SelectedFiles;
  /** What comes in on standard input. */
  readonly given: readonly { readonly file: string; readonly input: GivenInput }[];
  /** Whether the files are all that the project has: what nobody sends can then be told. */
  readonly whole: boolean;
  /** Whether nobody wants to know what is found elsewhere than in the files: the registry, which is none of them, is not judged then. */
  readonly onlyInFiles?: boolean | undefined;
  readonly requireReason?: boolean | undefined;
  /** Told on what the code's part of the answer depends, where the whole project is read. */
  readonly saw?: CodeSelection['saw'];
  /** Whether a note is to be taken by which a later run can tell that a commit sends nothing. */
  readonly noted?: boolean | undefined;
  /** Whether what was found in code may be remembered for the next run, and recalled from the last. */
  readonly cache: boolean;
  /** How many threads read each NDJSON file; one where it is not said. */
  readonly jobs?: number | undefined;
  readonly stopwatch?: Stopwatch | undefined;
  /** The form of all payloads, whatever they look like. */
  readonly inputFormat?: string | undefined;
  /** Takes statistics of all payloads. */
  readonly profiler?: Profiler | undefined;
}

/** What was found, and what was looked at. */
export interface Linted {
  readonly findings: readonly Finding[];
  readonly looked: Pick<Summary, 'files' | 'callSites' | 'events'>;
  /** How many files of code were searched, and how many of them were parsed. */
  readonly code: { readonly searched: number; readonly parsed: number };
  readonly payloads: readonly PayloadRead[];
  /** The call sites in code. */
  readonly uses: readonly EventUse[];
}

/** Lints the registry and the files that are asked about. */
export async function lintProject(project: Project, work: Work, world: World): Promise<Linted> {
  const { registry, pack } = project;
  const { files, given, whole, stopwatch } = work;
  const selection = {
    files: files.code,
    get others() {
      return files.otherCode;
    },
    isOther: files.isOtherCode,
    named: files.named,
    given: await textsOf(given.filter(({ file }) => isCode(file))),
    saw: work.saw,
    deciding: work.noted ? decidingFor(project) : undefined,
    progress: (parsed: number) => world.progress(() => ({ doing: `Reading code: ${parsed} files parsed` })),
  };
  const code = await readCodeFiles(selection, project, pack, work.cache ? world.version : undefined);
  const missing = missingPackages(code);
  if (missing) world.warn(missing);
  const unasked = unaskedTypes(code);
  if (unasked) world.warn(unasked);
  stopwatch?.end('reading code');
  const read = registry.files.length + files.code.length + files.payloads.length + given.length;
  const parsed = { searched: code.searched ?? 0, parsed: code.parsed };
  const hasPayloads = files.payloads.length + given.length > 0;
  if (
    work.onlyInFiles &&
    !hasPayloads &&
    [code.uses, code.problems, code.comments].every(({ length }) => length === 0)
  ) {
    world.progress(undefined);
    return {
      findings: [],
      looked: { files: read, callSites: 0, events: 0 },
      code: parsed,
      payloads: [],
      uses: [],
    };
  }

  // In a sparse checkout, what nobody seems to send may be sent by what is left out.
  const complete = whole && !leavesCodeOut(project);
  const wholeCode = complete && files.code.length > 0;
  const run = projectRun(project, { wholeCode, rules: stopwatch?.timed(rules) ?? rules });
  if (work.onlyInFiles) for (const use of registry.uses) run.addOther(use);
  else addRegistry(run, project);
  for (const problem of endedAcceptances(registry.accepted, world.today)) run.addProblem(problem);
  stopwatch?.end('registry');
  for (const problem of code.problems) run.addProblem(problem);
  for (const use of code.uses) run.addUse(use);
  stopwatch?.end('checking code');

  const payloads: PayloadRead[] = [];
  const { cache, jobs, inputFormat, profiler } = work;
  const streams = given.filter(({ file }) => !isCode(file));
  const sizes = () => [...files.payloads.map(sizeOfFile), ...streams.map(({ input }) => input.size)];
  const meter = new Meter(world, () => sumOf(sizes()));
  warnWithoutScanner(sizes(), world);
  for (const file of files.payloads)
    payloads.push(
      await lintInParts(run, file, project, { cache, jobs, inputFormat, profiler }, meter, world.version),
    );
  for (const { file, input } of streams)
    payloads.push(
      await lintPayload(run, file, input, project, { form: inputFormat, profiler }, meter.next(file)),
    );
  stopwatch?.end('payloads');
  await clearHeap();

  // What depends on the whole project cannot be judged from a part of it, so its suppressions are not unused either.
  const judged = (rule: Rule) => complete || rule.on !== 'run';
  const ending = { judged, requireReason: work.requireReason, today: world.today };
  const findings = finish(run, [...project.comments, ...code.comments], rules, ending);
  for (const caveat of run.caveats()) world.warn(caveat);
  stopwatch?.end('findings');
  world.progress(undefined);
  const events = payloads.reduce((sum, { entries }) => sum + entries, 0);
  return {
    findings,
    looked: { files: read, callSites: code.uses.length, events },
    code: parsed,
    payloads,
    uses: code.uses,
  };
}

/** Code is read as a whole. */
async function textsOf(given: Work['given']): Promise<GivenText[]> {
  return Promise.all(
    given.map(async ({ file, input }) => ({
      file,
      bytes: (await readAll(input, mostCode)) ?? new Uint8Array(),
    })),
  );
}

const mostCode = 2 ** 29;
