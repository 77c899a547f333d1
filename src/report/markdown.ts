import type { Finding, Report, Severity, Summary } from '../model/finding.ts';
import { counted, withCommas } from '../model/name.ts';
import { compareTexts, position } from '../model/text.ts';
import { pageOf } from './explain.ts';
import type { ReportContext } from './index.ts';
import { printable } from './printable.ts';

/** A comment on GitHub may have 65,536 characters, a job summary a megabyte. */
const mostCharacters = 60_000;

const marks: Readonly<Record<Severity, string>> = { error: '🔴', warning: '🟡', note: '🔵' };

/** For a job's summary or a comment: the verdict first, then what is wrong by owner and event. */
export function markdown({ findings, summary }: Report, context: ReportContext): string {
  const top = [`### ${verdict(summary)}`, '', lookedAt(summary)].join('\n');
  const parts = [top];
  let length = top.length;
  let left = findings.length;
  let heading: string[] = [];
  for (const [owner, events] of grouped(findings, context)) {
    heading = ['', `#### ${owner === '' ? 'Without an owner' : `Owner: ${code(owner)}`}`];
    for (const [event, all] of events) {
      heading.push('', event === '' ? '**No event**' : `**Event ${code(event)}**`, '', ...head);
      for (const finding of all) {
        const lines = [...heading, row(finding, context)].join('\n');
        if (length + lines.length > mostCharacters) return cut(parts, left);
        parts.push(lines);
        length += lines.length + 1;
        left--;
        heading = [];
      }
    }
  }
  return cut(parts, left);
}

/** What there was room for, and how many findings there was none for. */
function cut(parts: readonly string[], left: number): string {
  const rest = left > 0 ? `\n\nAnd ${counted(left, 'finding')} more.` : '';
  return `${parts.join('\n')}${rest}\n`;
}

const head = ['| | Where | What is wrong | Rule |', '|---|---|---|---|'];

function verdict({ errors, warnings, notes }: Summary): string {
  if (errors > 0) return `❌ ${counted(errors, 'event tracking error')} to mend`;
  if (warnings > 0) return `⚠️ ${counted(warnings, 'event tracking warning')}, no errors`;
  return notes > 0
    ? `✅ Event tracking has no errors, ${counted(notes, 'note')}`
    : '✅ Event tracking is clean';
}

function lookedAt({ errors, warnings, notes, files, callSites, events }: Summary): string {
  const found = [counted(errors, 'error'), counted(warnings, 'warning'), counted(notes, 'note')].join(', ');
  const looked = [
    counted(files, 'file'),
    counted(callSites, 'call site'),
    counted(events, 'payload entry', 'payload entries'),
  ];
  return `${found} in ${looked.join(', ')}.`;
}

type Groups = ReadonlyMap<string, ReadonlyMap<string, readonly Finding[]>>;

/** By owner, then event; what has none comes last. The worst of each first. */
function grouped(findings: readonly Finding[], { ownerOf }: ReportContext): Groups {
  const rank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };
  const keyed = findings.map((finding) => {
    const { event = '' } = finding;
    return { finding, event, owner: (event !== '' && ownerOf(event)) || '' };
  });
  keyed.sort(
    (a, b) =>
      last(a.owner, b.owner) || last(a.event, b.event) || rank[a.finding.severity] - rank[b.finding.severity],
  );
  const groups = new Map<string, Map<string, Finding[]>>();
  for (const { owner, event, finding } of keyed) {
    const events = groups.get(owner) ?? new Map<string, Finding[]>();
    groups.set(owner, events);
    const known = events.get(event);
    if (known) known.push(finding);
    else events.set(event, [finding]);
  }
  return groups;
}

function last(a: string, b: string): number {
  if (a !== b && (a === '' || b === '')) return a === '' ? 1 : -1;
  return compareTexts(a, b);
}

function row(finding: Finding, { pathInRepository, rules, homepage }: ReportContext): string {
  const { place, severity, message, help, ruleId, count } = finding;
  const { line, column } = position(place.source, place.span.start);
  const rule = rules.find(({ id }) => id === ruleId);
  const named = rule ? `[${ruleId}](${pageOf(rule, homepage)})` : ruleId;
  const times = count === undefined ? '' : ` (${withCommas(count)} places)`;
  const where = code(`${pathInRepository(place.source.file)}:${line}:${column}`);
  return `| ${marks[severity]} | ${where} | ${cell(message)}${times}${help ? `<br>${cell(help)}` : ''} | ${named} |`;
}

/** A message in a cell of a table: what is in backticks stays code, everything else is plain text. */
export function cell(text: string): string {
  return printable(text)
    .split('`')
    .map((part, i) => (i % 2 === 1 ? code(part) : plain(part)))
    .join('');
}

/**
 * Text that is no markup. Entities become what they stand for before mentions and numbers of issues are looked for, so that
 * something unseen stands behind those.
 */
function plain(text: string): string {
  return text.replace(markup, (character) =>
    /[@#]/.test(character) ? `${escapedCharacter(character)}&#8203;` : escapedCharacter(character),
  );
}

/** What begins or ends something, with the marks of addresses, which become links also in what is code. */
const markup = /[\\<>&|`*_[\]~@#]|:(?=\/)|(?<=\bwww)\./gi;

function escapedCharacter(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}

/** A text as code, whatever it holds. */
export function code(text: string): string {
  return `<code>${printable(text).replace(markup, escapedCharacter)}</code>`;
}
