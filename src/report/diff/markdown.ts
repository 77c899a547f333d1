import { type Budget, breaks, type JudgedChange, type RegistryDiff } from '../../model/change.ts';
import { budgetText, changeText } from '../../model/change-text.ts';
import type { Finding } from '../../model/finding.ts';
import { counted } from '../../model/name.ts';
import { compareTexts, position } from '../../model/text.ts';
import { pageOf } from '../explain.ts';
import { cell, code } from '../markdown.ts';
import {
  acceptanceText,
  baseText,
  budgetLines,
  bySeverity,
  countsText,
  type DiffContext,
  summaryOf,
} from './index.ts';

/** A comment on GitHub may have 65,536 characters; what is around the lists takes a few. */
const mostCharacters = 60_000;

/** The characters that are left for the lists, which take them in order. */
interface Room {
  left: number;
}

/** For a review: the verdict first, a row for each change that breaks or needs a look, the others folded, budgets, digest. */
export function markdown(diff: RegistryDiff, context: DiffContext): string {
  const { changes, findings } = diff;
  const room = { left: mostCharacters };
  const serious = changes.filter(({ severity }) => severity !== 'note');
  const others = changes.filter(({ severity }) => severity === 'note');
  const open = changes.filter((change) => breaks(change) && change.notAcceptable === undefined);
  const budgets = budgetLines(diff, ({ before, after }) => budgetText(before, after as Budget));
  const parts = [
    titleLines(diff, context),
    serious.length > 0 ? [...head, ...fitting(rows(serious, context), room)] : [],
    findings.length > 0
      ? [
          '| Where | Acceptance |',
          '|---|---|',
          ...fitting(
            findings.map((each) => findingRow(each, context)),
            room,
          ),
        ]
      : [],
    folded(
      counted(others.length, serious.length > 0 ? 'other change' : 'change'),
      others.length > 0 ? [...head, ...fitting(rows(others, context), room)] : [],
    ),
    folded(
      'To accept a change, add its line under <code>accepted:</code> in the registry, with who and why',
      open.length > 0
        ? fencedYaml(
            fitting(
              open.map((change) => `  ${acceptanceText(change)}`),
              room,
            ),
          )
        : [],
    ),
    folded(
      'Budget of the vendor’s limits',
      fitting(
        budgets.map(({ event, text }) => `- ${code(event)}: ${text}`),
        room,
      ),
    ),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function titleLines(diff: RegistryDiff, { registryFile }: DiffContext): string[] {
  const { changes, category, digest } = diff;
  const summary = summaryOf(diff);
  const mark = summary.breaking > 0 ? '❌' : summary.warnings > 0 ? '⚠️' : '✅';
  const title = changes.length === 0 ? 'nothing has changed' : countsText(summary);
  const reviewed = changes.length > 0 ? `, digest ${code(digest)}` : '';
  return [
    `### ${mark} Event registry: ${title}`,
    '',
    `${code(registryFile)} against ${code(baseText(diff))}, category ${code(category)}${reviewed}.`,
  ];
}

const head = ['| | Event | Change | Effect | Owner |', '|---|---|---|---|---|'];

function folded(summary: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`<details><summary>${summary}</summary>`, '', ...lines, '', '</details>'];
}

function fencedYaml(lines: readonly string[]): string[] {
  const more = lines.filter((line) => !line.startsWith(' '));
  return ['```yaml', ...lines.filter((line) => line.startsWith(' ')), '```', ...more];
}

/** As many lines as there is room for, and how many there are beside them. */
function fitting(lines: readonly string[], room: Room): string[] {
  const shown: string[] = [];
  for (const line of lines) {
    if (line.length > room.left) break;
    room.left -= line.length + 1;
    shown.push(line);
  }
  const hidden = lines.length - shown.length;
  return hidden > 0 ? [...shown, '', `And ${hidden} more.`] : shown;
}

function findingRow({ place, message, help }: Finding, { pathInRepository }: DiffContext): string {
  const { line, column } = position(place.source, place.span.start);
  const where = code(`${pathInRepository(place.source.file)}:${line}:${column}`);
  return `| ${where} | ${cell(message)}${help ? `<br>${cell(help)}` : ''} |`;
}

/** By owner, then event, whoever has the worst first. */
function rows(changes: readonly JudgedChange[], context: DiffContext): string[] {
  const worst = new Map<string, JudgedChange>();
  const keys = ({ owner = '', change }: JudgedChange) => [`owner ${owner}`, `event ${owner} ${change.event}`];
  for (const judged of [...changes].sort(bySeverity))
    for (const key of keys(judged)) if (!worst.has(key)) worst.set(key, judged);
  const order = (a: JudgedChange, b: JudgedChange) => {
    for (const [index, key] of keys(a).entries()) {
      const other = keys(b)[index] as string;
      const [one, two] = [worst.get(key) as JudgedChange, worst.get(other) as JudgedChange];
      if (key !== other) return bySeverity(one, two) || compareTexts(key, other);
    }
    return bySeverity(a, b);
  };
  return [...changes].sort(order).map((judged) => row(judged, context));
}

function row(judged: JudgedChange, { rules, homepage, pathInRepository }: DiffContext): string {
  const { change, severity, message, help, ruleId, owner, accepted, related } = judged;
  const rule = rules.find(({ id }) => id === ruleId);
  const named = rule ? `[${ruleId}](${pageOf(rule, homepage)})` : ruleId;
  const mark = accepted ? '☑️' : severity === 'error' ? '❌' : severity === 'warning' ? '⚠️' : '';
  const places = related.slice(0, 3).map(({ place, message: what }) => {
    const { line } = position(place.source, place.span.start);
    return `${code(`${pathInRepository(place.source.file)}:${line}`)} ${cell(what)}`;
  });
  const effect = [
    accepted ? `**Accepted** by ${cell(accepted.by)}: ${cell(accepted.reason)}` : undefined,
    cell(message),
    severity === 'note' || accepted || !help ? undefined : cell(help),
    places.length > 0 ? places.join('<br>') : undefined,
  ].filter((part) => part !== undefined);
  return `| ${mark} | ${code(change.event)} | ${cell(changeText(change))} | ${effect.join('<br>')} ${named} | ${owner ? cell(owner) : '–'} |`;
}
