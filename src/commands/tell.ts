import { rules } from '../../rules/index.ts';
import type { Finding, Report, Summary } from '../model/finding.ts';
import type { ReportContext } from '../report/index.ts';
import { type Output, type OutputOptions, writeOutputs } from './outputs.ts';
import type { Project } from './project.ts';
import { reportContext } from './report-context.ts';
import type { World } from './world.ts';

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
  outputs: readonly Output<Report, ReportContext>[],
  project: Project,
  options: ReportOptions,
  world: World,
): number {
  const summary = { ...countsOf(findings), ...looked };
  const exitCode = exitCodeOf(summary, options);
  const shown = { summary, findings: shownOf(findings, options) };
  // Changes are what `diff` judges.
  const judging = rules.filter(({ on }) => on !== 'change');
  const context = reportContext(project, outputs, options, world);
  writeOutputs(shown, outputs, { ...context, rules: judging, exitCode }, world);
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
