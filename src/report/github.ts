import type { Finding, Report, Severity } from '../model/finding.ts';
import { counted } from '../model/name.ts';
import { position } from '../model/text.ts';
import type { ReportContext } from './index.ts';
import { fullMessage } from './json.ts';
import { printable, printableStart } from './printable.ts';

/** What GitHub Actions shows of each kind in a step; more are dropped without a word. */
const mostShown = 10;

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'notice' };
const order: readonly Severity[] = ['error', 'warning', 'note'];

/**
 * Workflow commands of GitHub Actions, which become annotations: of each severity as many as are shown, the others as plain
 * lines of the log, and last what there is in all.
 */
export function github({ findings, summary }: Report, context: ReportContext): string {
  const lines: string[] = [];
  for (const severity of order) {
    const alike = findings.filter((finding) => finding.severity === severity);
    for (const finding of alike.slice(0, mostShown)) lines.push(annotation(finding, context));
    for (const finding of alike.slice(mostShown)) lines.push(plain(finding, context));
  }
  const { errors, warnings, notes } = summary;
  const parts = [counted(errors, 'error'), counted(warnings, 'warning'), counted(notes, 'note')].join(', ');
  lines.push(`eventlint: ${errors + warnings + notes === 0 ? 'no problems' : parts}.`);
  return `${lines.join('\n')}\n`;
}

function annotation(finding: Finding, { pathInRepository }: ReportContext): string {
  const { source, span } = finding.place;
  const [start, end] = [position(source, span.start), position(source, span.end)];
  const properties: Record<string, string | number> = {
    file: pathInRepository(source.file),
    line: start.line,
    endLine: end.line,
    // Columns are for a place within a line.
    ...(start.line === end.line && { col: start.column, endColumn: end.column }),
    title: `eventlint ${finding.ruleId}`,
  };
  const written = Object.entries(properties).map(
    ([key, value]) => `${key}=${escapedProperty(String(value))}`,
  );
  return `::${commands[finding.severity]} ${written.join(',')}::${escaped(printable(fullMessage(finding)))}`;
}

function plain(finding: Finding, { pathInRepository }: ReportContext): string {
  const { source, span } = finding.place;
  const { line, column } = position(source, span.start);
  const at = `${pathInRepository(source.file)}:${line}:${column}`;
  return printableStart(`${at} ${finding.severity} ${fullMessage(finding)} ${finding.ruleId}`);
}

/** As the runner takes them apart: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
