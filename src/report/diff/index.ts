import { breaks, type JudgedChange, type RegistryDiff } from '../../model/change.ts';
import { InputError } from '../../model/input-error.ts';
import { counted } from '../../model/name.ts';
import type { Pieces } from '../../model/pieces.ts';
import { compareTexts } from '../../model/text.ts';
import { changeFindings } from '../change-findings.ts';
import { formats as findingFormats, type ReportContext, reporterFor } from '../index.ts';

/** What a reporter of a diff may know besides it. */
export interface DiffContext extends ReportContext {
  /** Whether accepted changes stand in formats that would show them as open. */
  readonly includeSuppressed: boolean;
  /** The registry's file. */
  readonly registryFile: string;
}

/** Turns a diff into the whole text of a format. */
export type DiffReporter = (diff: RegistryDiff, context: DiffContext) => Pieces;

const own: Readonly<Record<string, () => Promise<DiffReporter>>> = {
  pretty: async () => (await import('./pretty.ts')).pretty,
  json: async () => (await import('./json.ts')).json,
  markdown: async () => (await import('./markdown.ts')).markdown,
};

/** The reporter of a format: one for changes, or for their findings. Throws {@link InputError} when there is none. */
export async function diffReporterFor(
  format: string,
  nearest: (word: string, known: Iterable<string>) => string | undefined,
): Promise<DiffReporter> {
  const load = Object.hasOwn(own, format) ? own[format] : undefined;
  if (load) return load();
  const all = [...new Set([...Object.keys(own), ...findingFormats])];
  if (!all.includes(format)) {
    const near = nearest(format, all);
    throw new InputError(`There is no format \`${format}\`.`, {
      help: near ? `Did you mean \`${near}\`?` : `Use one of ${all.join(', ')}.`,
    });
  }
  const reporter = await reporterFor(format, nearest);
  return (diff, context) => {
    const findings = changeFindings(diff, { sections: 'serious' }).filter(
      ({ suppressed }) => context.includeSuppressed || !suppressed,
    );
    const of = (severity: string) =>
      findings.filter((finding) => finding.severity === severity && !finding.suppressed).length;
    const counts = { errors: of('error'), warnings: of('warning'), notes: of('note') };
    return reporter({ findings, summary: { ...counts, files: 1, callSites: 0, events: 0 } }, context);
  };
}

/** The counts that every format shows. */
export interface DiffSummary {
  /** Changes that break something and that nobody has accepted. */
  readonly breaking: number;
  /** Changes that somebody should look at. */
  readonly warnings: number;
  /** Changes that break nothing. */
  readonly notes: number;
  readonly accepted: number;
}

/** Counts the changes of a diff. */
export function summaryOf({ changes }: RegistryDiff): DiffSummary {
  const of = (severity: string) =>
    changes.filter((change) => change.severity === severity && !change.accepted).length;
  return {
    breaking: changes.filter(breaks).length,
    warnings: of('warning'),
    notes: of('note'),
    accepted: changes.filter(({ accepted }) => accepted).length,
  };
}

/** "2 breaking changes, 1 warning, 5 other changes, 1 accepted"; what there is none of is left out. */
export function countsText({ breaking, warnings, notes, accepted }: DiffSummary): string {
  const parts = [
    breaking > 0 && counted(breaking, 'breaking change'),
    warnings > 0 && counted(warnings, 'warning'),
    notes > 0 && counted(notes, breaking + warnings > 0 ? 'other change' : 'change'),
    accepted > 0 && `${accepted} accepted`,
  ];
  return parts.filter((part) => part !== false).join(', ');
}

/** How a base is named: "main (1a2b3c4)". */
export function baseText({ base: { name, kind, revision } }: RegistryDiff): string {
  if (kind === 'commit' && revision && !revision.startsWith(name)) return `${name} (${revision.slice(0, 7)})`;
  return kind === 'commit' ? name.slice(0, 12) : name;
}

/** What wants attention first: what breaks, what wants a look, what was accepted, what is only told. */
function rankOf({ severity, accepted }: JudgedChange): number {
  if (severity === 'note') return 3;
  return accepted ? 2 : severity === 'error' ? 0 : 1;
}

/** Orders changes by how much attention they want. */
export function bySeverity(a: JudgedChange, b: JudgedChange): number {
  return rankOf(a) - rankOf(b);
}

/** Changes by event, the worst first: those that break, then those to look at, each in the order of their names. */
export function byEvent(changes: readonly JudgedChange[]): [string, JudgedChange[]][] {
  const groups = new Map<string, JudgedChange[]>();
  for (const judged of changes) {
    const { event } = judged.change;
    groups.set(event, [...(groups.get(event) ?? []), judged]);
  }
  const worst = ([, [first]]: [string, JudgedChange[]]) => (first ? rankOf(first) : 0);
  return [...groups]
    .map(([event, all]): [string, JudgedChange[]] => [event, [...all].sort(bySeverity)])
    .sort((a, b) => worst(a) - worst(b) || compareTexts(a[0], b[0]));
}

/** The entry of `accepted` that accepts a change, but for who and why. */
export function acceptanceText({ fingerprint, ruleId, change }: JudgedChange): string {
  const at = change.attribute === undefined ? change.event : `${change.event}.${change.attribute}`;
  // Nothing that a name holds ends the block of code that the entry is shown in.
  const path = /^[a-z_][a-z0-9_.]*$/i.test(at) ? at : JSON.stringify(at).replaceAll('`', '\\u0060');
  return `- { fingerprint: "${fingerprint}", rule: ${ruleId}, at: ${path}, reason: "…", by: "…" }`;
}

/** The budgets of an event's types that a diff has changed: "order_placed: string 23/200 (+1), number 4/100 (+1)". */
export function budgetLines(
  { budgets }: RegistryDiff,
  text: (budget: RegistryDiff['budgets'][number]) => string,
) {
  const byName = new Map<string, string[]>();
  for (const budget of budgets) {
    // What is removed takes its budget with it; what is only remembered anew costs nothing.
    if (budget.before?.used === budget.after?.used) continue;
    if (!budget.eventAfter || budget.eventAfter.status === 'removed') continue;
    byName.set(budget.event, [...(byName.get(budget.event) ?? []), text(budget)]);
  }
  return [...byName].map(([event, parts]) => ({ event, text: parts.join(', ') }));
}
