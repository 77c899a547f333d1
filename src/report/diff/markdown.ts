import {
  type Budget,
  breaks,
  compareTexts,
  type JudgedChange,
  type RegistryDiff,
} from '../../model/change.ts';
import { budgetText, changeText } from '../../model/change-text.ts';
import { counted } from '../../model/name.ts';
import { position } from '../../model/text.ts';
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

/** A comment on GitHub may have 65,536 characters. */
const mostCharacters = 55_000;

/** For a review: the verdict first, a row for each change that breaks or needs a look, the others folded, budgets, digest. */
export function markdown(diff: RegistryDiff, context: DiffContext): string {
  const { changes, findings, category, digest } = diff;
  const summary = summaryOf(diff);
  const mark = summary.breaking > 0 ? '❌' : summary.warnings > 0 ? '⚠️' : '✅';
  const title = changes.length === 0 ? 'nothing has changed' : countsText(summary);
  const lines = [
    `### ${mark} Event registry: ${title}`,
    '',
    `${code(context.registryFile)} against ${code(baseText(diff))}, category ${code(category)}${changes.length > 0 ? `, digest ${code(digest)}` : ''}.`,
  ];
  const budget = { left: mostCharacters };
  const serious = changes.filter(({ severity }) => severity !== 'note');
  const others = changes.filter(({ severity }) => severity === 'note');
  if (serious.length > 0) lines.push('', ...head, ...rows(serious, context, budget));
  if (others.length > 0)
    lines.push(
      '',
      ...folded(counted(others.length, serious.length > 0 ? 'other change' : 'change'), [
        ...head,
        ...rows(others, context, budget),
      ]),
    );
  if (findings.length > 0) {
    lines.push('', '| Where | Acceptance |', '|---|---|');
    for (const { place, message, help } of findings) {
      const { line, column } = position(place.source, place.span.start);
      const where = code(`${context.pathInRepository(place.source.file)}:${line}:${column}`);
      lines.push(`| ${where} | ${cell(message)}${help ? `<br>${cell(help)}` : ''} |`);
    }
  }
  const open = changes.filter((change) => breaks(change) && change.notAcceptable === undefined);
  if (open.length > 0)
    lines.push(
      '',
      ...folded(
        'To accept a change, add its line under <code>accepted:</code> in the registry, with who and why',
        ['```yaml', ...open.slice(0, 50).map((change) => `  ${acceptanceText(change)}`), '```'],
      ),
    );
  const budgets = budgetLines(diff, ({ before, after }) => budgetText(before, after as Budget));
  if (budgets.length > 0)
    lines.push(
      '',
      ...folded(
        'Budget of the vendor’s limits',
        budgets.map(({ event, text }) => `- ${code(event)}: ${text}`),
      ),
    );
  return `${lines.join('\n')}\n`;
}

const head = ['| | Event | Change | Effect | Owner |', '|---|---|---|---|---|'];

function folded(summary: string, lines: readonly string[]): string[] {
  return [`<details><summary>${summary}</summary>`, '', ...lines, '', '</details>'];
}

/** By owner, then event, whoever has the worst first; as many as a comment takes. */
function rows(changes: readonly JudgedChange[], context: DiffContext, budget: { left: number }): string[] {
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
  const sorted = [...changes].sort(order);
  const shown: string[] = [];
  for (const judged of sorted) {
    const line = row(judged, context);
    if (line.length > budget.left) break;
    budget.left -= line.length;
    shown.push(line);
  }
  const left = sorted.length - shown.length;
  return left > 0 ? [...shown, '', `And ${counted(left, 'change')} more.`] : shown;
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
    severity === 'note' || !help ? undefined : cell(help),
    places.length > 0 ? places.join('<br>') : undefined,
  ].filter((part) => part !== undefined);
  return `| ${mark} | ${code(change.event)} | ${cell(changeText(change))} | ${effect.join('<br>')} ${named} | ${owner ? cell(owner) : '–'} |`;
}
