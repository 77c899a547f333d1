import { resolve } from 'node:path';
import { rules } from '../../rules/index.ts';
import { decodeWhole, displayPath, fileSize } from '../files.ts';
import { repositoryOf, repositoryRoot } from '../git/repository.ts';
import type { Finding, Summary } from '../model/finding.ts';
import { otherSpelling } from '../model/registry.ts';
import type { ReportContext } from '../report/index.ts';
import { type Output, type OutputOptions, writeOutputs } from './outputs.ts';
import type { Project } from './project.ts';
import type { World } from './world.ts';

/** How standard input is called in reports where it has no other name. */
export const standardInputName = '<stdin>';

/** What is shown of findings, and which exit code they lead to, as the command line says it. */
export interface ReportOptions extends OutputOptions {
  readonly maxWarnings?: number | undefined;
  readonly quiet?: boolean | undefined;
  readonly exitZero?: boolean | undefined;
  readonly sarifCategory?: string | undefined;
  readonly includeSuppressed?: boolean | undefined;
}

/** Reports findings in all formats that are wanted. Returns the exit code: 0 clean, 1 findings. */
export function tell(
  findings: readonly Finding[],
  looked: Pick<Summary, 'files' | 'callSites' | 'events'>,
  outputs: readonly Output[],
  project: Project,
  options: ReportOptions,
  world: World,
): number {
  const summary = { ...countsOf(findings), ...looked };
  const exitCode = exitCodeOf(summary, options);
  const shown = { summary, findings: shownOf(findings, options) };
  writeOutputs(shown, outputs, reportContext(project, world, options, outputs, exitCode), world);
  return exitCode;
}

function countsOf(findings: readonly Finding[]): Pick<Summary, 'errors' | 'warnings' | 'notes'> {
  const of = (severity: string) =>
    findings.filter((finding) => finding.severity === severity && !finding.suppressed).length;
  return { errors: of('error'), warnings: of('warning'), notes: of('note') };
}

function exitCodeOf({ errors, warnings }: Summary, { maxWarnings, exitZero }: ReportOptions): number {
  const isBad = errors > 0 || (maxWarnings !== undefined && warnings > maxWarnings);
  return isBad && !exitZero ? 1 : 0;
}

/** The findings that reports show: those that comments suppress on request, only errors with `--quiet`. */
function shownOf(findings: readonly Finding[], options: ReportOptions): readonly Finding[] {
  return findings.filter(
    ({ severity, suppressed }) =>
      (!options.quiet || severity === 'error') && (options.includeSuppressed || !suppressed),
  );
}

function reportContext(
  project: Project,
  world: World,
  options: ReportOptions,
  outputs: readonly Output[],
  exitCode: number,
): Omit<ReportContext, 'color'> {
  const { pack, root, cwd, registry, tree } = project;
  const names = outputs.map(({ format }) => format);
  const repository = names.includes('sarif') ? repositoryOf(root) : undefined;
  // What goes to a service is about the repository, what goes to people about where they are.
  const isForService = names.some((name) => name !== 'pretty' && name !== 'json');
  const top = (isForService ? repositoryRoot(root) : undefined) ?? cwd;
  return {
    // Changes are what `diff` judges.
    rules: rules.filter(({ on }) => on !== 'change'),
    pack,
    version: world.version,
    homepage: world.homepage,
    exitCode,
    pathInRepository: (file) => (file === standardInputName ? file : displayPath(resolve(cwd, file), top)),
    textOf: (file) => {
      const bytes = isReadAgain(file, project) ? tree.readBytes(resolve(cwd, file)) : undefined;
      return bytes && decodeWhole(bytes);
    },
    ownerOf: (event) => registry.events.get(otherSpelling(registry.events, event) ?? event)?.owner,
    notify: world.warn,
    ...(repository && { repository }),
    ...(options.sarifCategory !== undefined && { sarifCategory: options.sarifCategory }),
  };
}

/** Larger files are not read a second time for what a report shows of their lines. */
const mostReadAgain = 64 * 2 ** 20;

function isReadAgain(file: string, { cwd, tree }: Project): boolean {
  const path = resolve(cwd, file);
  return (
    file !== standardInputName &&
    tree.exists(path) &&
    (tree.differs.has(path) || fileSize(path) <= mostReadAgain)
  );
}
