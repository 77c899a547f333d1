import { rules } from '../../rules/index.ts';
import { displayPath, matcher } from '../files.ts';
import { finish } from '../lint/finish.ts';
import { makeLevels } from '../lint/levels.ts';
import { Run } from '../lint/run.ts';
import type { Finding, Summary } from '../model/finding.ts';
import type { Context, Rule } from '../model/rule.ts';
import { nearest } from '../nearest.ts';
import { readPayload } from '../read/payload/index.ts';
import { endedAcceptances } from '../registry-change/index.ts';
import { isCode, type Project, type SelectedFiles } from './project.ts';
import { type GivenText, missingPackages, readCodeFiles } from './read-sources.ts';
import type { Stopwatch } from './stopwatch.ts';
import type { World } from './world.ts';

/** What is linted of a project, and how. */
export interface Work {
  readonly files: SelectedFiles;
  readonly given: readonly GivenText[];
  /** Whether the files are all that the project has: what nobody sends can then be told. */
  readonly whole: boolean;
  readonly requireReason?: boolean | undefined;
  /** Whether what was found in code may be remembered for the next run, and recalled from the last. */
  readonly cache: boolean;
  readonly stopwatch?: Stopwatch | undefined;
}

/** What was found, and what was looked at. */
export interface Linted {
  readonly findings: readonly Finding[];
  readonly looked: Pick<Summary, 'files' | 'callSites' | 'events'>;
  /** Files of code that were parsed. */
  readonly parsed: number;
}

/** Lints the registry and the files that are asked about. */
export async function lintProject(project: Project, work: Work, world: World): Promise<Linted> {
  const { registry, pack, lock, config, cwd, tree } = project;
  const { files, given, whole, stopwatch } = work;
  const context: Context = {
    pack,
    registry,
    lock,
    userMerging: config.userMerging,
    wholeCode: whole && files.code.length > 0,
    nearest,
  };
  const run = new Run(stopwatch?.timed(rules) ?? rules, context, makeLevels(pack, config, matcher));
  run.addRegistry();
  for (const problem of project.problems) run.addProblem(problem);
  for (const problem of endedAcceptances(registry.accepted, world.today)) run.addProblem(problem);
  for (const use of registry.uses) run.addUse(use);
  stopwatch?.end('registry');

  const selection = {
    files: files.code,
    others: files.otherCode,
    named: files.named,
    given: given.filter(({ file }) => isCode(file)),
    progress: (parsed: number) => world.progress(`Reading code: ${parsed} files parsed`),
  };
  const code = await readCodeFiles(selection, project, pack, work.cache ? world.version : undefined);
  const missing = missingPackages(code);
  if (missing) world.warn(missing);
  stopwatch?.end('reading code');
  for (const problem of code.problems) run.addProblem(problem);
  for (const use of code.uses) run.addUse(use);
  stopwatch?.end('checking code');

  let events = 0;
  const addPayload = (file: string, bytes: Uint8Array) => {
    world.progress(`Reading ${file}`);
    for (const item of readPayload(file, bytes, { pack })) {
      if (item.kind === 'problem') run.addProblem(item.problem);
      else if (item.kind === 'request') run.addRequest(item.request);
      else {
        events++;
        run.addEntry(item.entry);
      }
    }
  };
  for (const file of files.payloads)
    addPayload(displayPath(file, cwd), tree.readBytes(file) ?? new Uint8Array());
  for (const { file, bytes } of given) if (!isCode(file)) addPayload(file, bytes);
  stopwatch?.end('payloads');

  // What depends on the whole project cannot be judged from a part of it, so its suppressions are not unused either.
  const judged = (rule: Rule) => whole || rule.on !== 'run';
  const ending = { judged, requireReason: work.requireReason, today: world.today };
  const findings = finish(run, [...project.comments, ...code.comments], rules, ending);
  stopwatch?.end('findings');
  world.progress('');
  const read = registry.files.length + files.code.length + files.payloads.length + given.length;
  return { findings, looked: { files: read, callSites: code.uses.length, events }, parsed: code.parsed };
}
