import { Chalk, type ChalkInstance } from 'chalk';
import { type Budget, breaks, type JudgedChange, type RegistryDiff } from '../../model/change.ts';
import { budgetText, changeText } from '../../model/change-text.ts';
import type { Finding } from '../../model/finding.ts';
import { type Place, position } from '../../model/text.ts';
import { codeFrame } from '../code-frame.ts';
import { printable } from '../printable.ts';
import {
  acceptanceText,
  baseText,
  budgetLines,
  byEvent,
  countsText,
  type DiffContext,
  type DiffSummary,
  summaryOf,
} from './index.ts';

/** For people: the verdict, then the changes by event with what they do and how to go on, then budgets and the digest. */
export function pretty(diff: RegistryDiff, { rules, color, registryFile }: DiffContext): string {
  const paint = new Chalk({ level: color ? 1 : 0 });
  const reasons = new Map(rules.map(({ id, why }) => [id, why]));
  const lines = [verdict(diff, registryFile, paint), ''];
  for (const [event, changes] of byEvent(diff.changes)) {
    const owner = changes.find((each) => each.owner)?.owner;
    lines.push(`${paint.underline(printable(event))}${owner ? paint.dim(`  ${printable(owner)}`) : ''}`, '');
    for (const judged of changes) {
      lines.push(...changeLines(judged, diff, paint, reasons.get(judged.ruleId)));
      if (judged.severity !== 'note') {
        reasons.delete(judged.ruleId);
        lines.push('');
      }
    }
    if (lines.at(-1) !== '') lines.push('');
  }
  for (const finding of diff.findings) lines.push(...findingLines(finding, paint), '');
  const budgets = budgetLines(diff, ({ before, after }) => budgetText(before, after as Budget));
  for (const { event, text } of budgets) lines.push(`${paint.dim('budget')}  ${printable(event)}: ${text}`);
  if (diff.changes.length > 0) lines.push(`${paint.dim('digest')}  ${diff.digest}`);
  return `${lines.join('\n').trimEnd()}\n`;
}

function verdict(diff: RegistryDiff, registryFile: string, paint: ChalkInstance): string {
  const summary = summaryOf(diff);
  const against = `${printable(registryFile)} against ${printable(baseText(diff))}`;
  const level = diff.category === 'source' ? '' : `, category ${diff.category}`;
  if (diff.changes.length === 0) return paint.green(`✔ Nothing has changed: ${against}${level}.`);
  const text = `${countsText(summary)}: ${against}${level}.`;
  return markOf(summary, paint)(text);
}

function markOf({ breaking, warnings }: DiffSummary, paint: ChalkInstance): (text: string) => string {
  if (breaking > 0) return (text) => paint.red(`✖ ${text}`);
  return warnings > 0 ? (text) => paint.yellow(`⚠ ${text}`) : (text) => paint.green(`✔ ${text}`);
}

function changeLines(
  judged: JudgedChange,
  diff: RegistryDiff,
  paint: ChalkInstance,
  why: string | undefined,
): string[] {
  const { change, ruleId, category, severity, accepted } = judged;
  const rule = paint.dim(`${ruleId}, ${category}`);
  const done = accepted
    ? paint.cyan(` (accepted by ${printable(accepted.by)}: ${printable(accepted.reason)})`)
    : '';
  const head = `  ${mark(judged, paint)} ${printable(changeText(change))}${done}  ${rule}`;
  if (severity === 'note') return [head];
  const margin = '    ';
  const notes = [
    ...frameLines(change.at, paint, margin),
    `${margin}${printable(judged.message)}`,
    ...(change.was
      ? [`${margin}${paint.dim('was')} ${whereText(change.was)} in ${printable(diff.base.name)}`]
      : []),
    ...judged.related.map(
      ({ place, message }) => `${margin}${paint.dim('see')} ${whereText(place)}: ${printable(message)}`,
    ),
    ...(judged.help && !accepted ? [`${margin}${paint.cyan('fix')} ${printable(judged.help)}`] : []),
    ...(why && !accepted ? [`${margin}${paint.dim('why')} ${why}`] : []),
  ];
  if (breaks(judged))
    notes.push(
      `${margin}${paint.dim('accept')} ${judged.notAcceptable ? printable(judged.notAcceptable) : printable(acceptanceText(judged))}`,
    );
  return [head, ...notes];
}

function mark({ severity, accepted }: JudgedChange, paint: ChalkInstance): string {
  if (accepted) return paint.cyan('☑');
  if (severity === 'note') return paint.blue('·');
  return severity === 'error' ? paint.red('✖') : paint.yellow('⚠');
}

function frameLines(place: Place, paint: ChalkInstance, margin: string): string[] {
  const frame = codeFrame(place);
  const where = `${margin}${paint.dim(whereText(place))}`;
  if (!frame) return [where];
  const gutter = ' '.repeat(String(frame.line).length);
  return [
    where,
    `${margin}${paint.dim(`${frame.line} │`)} ${frame.text}`,
    `${margin}${gutter} ${paint.dim('│')} ${paint.bold(frame.underline)}`,
  ];
}

function findingLines({ place, message, help, severity, ruleId }: Finding, paint: ChalkInstance): string[] {
  const level = severity === 'error' ? paint.red : severity === 'warning' ? paint.yellow : paint.blue;
  return [
    `${level(severity)}  ${printable(message)}  ${paint.dim(ruleId)}`,
    ...frameLines(place, paint, '  '),
    ...(help ? [`  ${paint.cyan('fix')} ${printable(help)}`] : []),
  ];
}

function whereText({ source, span }: Place): string {
  const { line, column } = position(source, span.start);
  return `${printable(source.file)}:${line}:${column}`;
}
