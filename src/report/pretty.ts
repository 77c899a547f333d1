import { Chalk, type ChalkInstance } from 'chalk';
import type { Finding, Report, Severity, Summary } from '../model/finding.ts';
import { counted, withCommas } from '../model/name.ts';
import { type Place, position } from '../model/text.ts';
import { codeFrame } from './code-frame.ts';
import type { ReportContext } from './index.ts';
import { printable, printableStart } from './printable.ts';
import { lookedAt, nothingFound } from './summary.ts';

/** For people: findings by file, each with its line of code, what to do, and why the first time that its rule speaks. */
export function* pretty(
  { findings, summary }: Report,
  { rules, color }: Pick<ReportContext, 'rules' | 'color'>,
): Generator<string> {
  const paint = new Chalk({ level: color ? 1 : 0 });
  const reasons = new Map(rules.map(({ id, why }) => [id, why]));
  let file: string | undefined;
  for (const finding of findings) {
    if (finding.place.source.file !== file) {
      file = finding.place.source.file;
      yield `${paint.underline(printableStart(file))}\n\n`;
    }
    yield `${findingLines(finding, paint, reasons.get(finding.ruleId)).join('\n')}\n\n`;
    reasons.delete(finding.ruleId);
  }
  yield `${summaryLine(summary, paint)}\n`;
}

function findingLines(finding: Finding, paint: ChalkInstance, why: string | undefined): string[] {
  const { place, severity, ruleId, related, help, count, suppressed } = finding;
  const { line, column } = position(place.source, place.span.start);
  const reason = suppressed?.reason ? `: ${printable(suppressed.reason)}` : '';
  const off = suppressed ? ` (suppressed${reason})` : '';
  const times = count === undefined ? '' : ` (${withCommas(count)} places)`;
  const gutter = String(line).length;
  const margin = `  ${' '.repeat(gutter)} ${paint.dim('│')} `;
  const lines = [
    `  ${paint.dim(`${line}:${column}`)}  ${paintOf(paint, severity)(severity)}  ${printable(finding.message)}${times}${off}  ${paint.dim(ruleId)}`,
  ];
  const frame = codeFrame(place);
  if (frame) {
    lines.push(`  ${paint.dim(`${frame.line} │`)} ${frame.text}`);
    lines.push(margin + paintOf(paint, severity)(frame.underline));
  }
  for (const { place: where, message } of related)
    lines.push(`${margin}${paint.dim('see')} ${whereText(where)}: ${printable(message)}`);
  if (help) lines.push(`${margin}${paint.cyan('fix')} ${printable(help)}`);
  if (why) lines.push(`${margin}${paint.dim('why')} ${why}`);
  return lines;
}

function whereText({ source, span }: Place): string {
  const { line, column } = position(source, span.start);
  return `${printable(source.file)}:${line}:${column}`;
}

function paintOf(paint: ChalkInstance, severity: Severity): ChalkInstance {
  return severity === 'error' ? paint.red : severity === 'warning' ? paint.yellow : paint.blue;
}

function summaryLine(summary: Summary, paint: ChalkInstance): string {
  const { errors, warnings, notes } = summary;
  const problems = errors + warnings + notes;
  if (problems === 0) return paint.green(nothingFound(summary));
  const mark = errors > 0 ? paint.red : paint.yellow;
  const parts = `${counted(errors, 'error')}, ${counted(warnings, 'warning')}, ${counted(notes, 'note')}`;
  return mark(`✖ ${counted(problems, 'problem')} (${parts}) in ${lookedAt(summary)}.`);
}
