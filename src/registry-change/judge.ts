import { createHash } from 'node:crypto';
import {
  type Category,
  type Change,
  canonical,
  categories,
  type JudgedChange,
  pathOf,
} from '../model/change.ts';
import type { ChangeContext, ChangeProblem, ChangeRule } from '../model/change-rule.ts';
import type { RuleLevel, Severity } from '../model/finding.ts';
import type { Acceptance } from '../model/registry.ts';
import type { Rule } from '../model/rule.ts';

/** What decides how a change counts. */
export interface Judging {
  readonly category: Category;
  /** The level of a rule for a file. */
  readonly levels: (rule: Rule, file: string) => RuleLevel;
  readonly accepted: readonly Acceptance[];
  /** The day, as `yyyy-MM-dd`: acceptances end. */
  readonly today: string;
}

/** The rules on changes, in the order in which they are asked: what cannot be mended comes first. */
export function changeRules(rules: readonly Rule[]): ChangeRule[] {
  return rules
    .filter((rule): rule is ChangeRule => rule.on === 'change')
    .sort((a, b) => categories.indexOf(a.category) - categories.indexOf(b.category));
}

/** Lets the rules judge changes. Of each change speaks the first rule that has something to say; some say nothing of any. */
export function judgeChanges(
  changes: readonly Change[],
  rules: readonly Rule[],
  context: ChangeContext,
  judging: Judging,
): JudgedChange[] {
  const asked = changeRules(rules);
  return changes.flatMap((change) => judge(change, asked, context, judging) ?? []);
}

function judge(
  change: Change,
  rules: readonly ChangeRule[],
  context: ChangeContext,
  { category, levels, accepted, today }: Judging,
): JudgedChange | undefined {
  for (const rule of rules) {
    if (!rule.of.includes(change.kind)) continue;
    const level = levels(rule, change.at.source.file);
    if (level === 'off') continue;
    const problem = rule.check(change, context);
    if (!problem) continue;
    const counts = categories.indexOf(rule.category) <= categories.indexOf(category);
    const severity = severityOf(problem, rule, level);
    const isFree = severity !== 'note' && isDraft(rule, change, context);
    const fingerprint = fingerprintOf(rule, change);
    const acceptance = accepted.find(
      (each) => each.fingerprint === fingerprint && !hasEnded(each, today) && !problem.notAcceptable,
    );
    return {
      change,
      ruleId: rule.id,
      category: rule.category,
      severity: counts && !isFree ? severity : 'note',
      message: problem.message,
      help: isFree ? 'It is a draft that nobody sends, so nothing breaks.' : problem.help,
      related: problem.related ?? [],
      owner: change.eventAfter?.owner ?? change.eventBefore?.owner,
      fingerprint,
      accepted: acceptance,
      notAcceptable: problem.notAcceptable,
    };
  }
  return undefined;
}

/** What a rule says of one change goes before its own level, but not before one that the user has set. */
function severityOf({ severity }: ChangeProblem, rule: ChangeRule, level: Severity): Severity {
  return severity !== undefined && level === rule.severity ? severity : level;
}

/** Whether a change is about a draft that nobody sends: it can be changed freely, but for what the lock holds already. */
function isDraft(rule: ChangeRule, change: Change, { before, after, evidence }: ChangeContext): boolean {
  const { eventBefore, attribute, event } = change;
  if (!eventBefore) return false;
  const ofEvent = eventBefore.status === 'draft';
  if (!ofEvent && (attribute === undefined || eventBefore.attributes.get(attribute)?.status !== 'draft'))
    return false;
  return [eventBefore.name, event].every((name) => {
    const seen = evidence.events.get(name);
    const locked = [before.lock, after.lock].flatMap((lock) => [...(lock.get(name)?.values() ?? [])]);
    const about = locked.filter((entry) => attribute === undefined || entry.attribute === attribute);
    const isSent = ofEvent ? seen !== undefined : seen?.attributes.has(attribute as string) === true;
    return !isSent && !about.some(({ from }) => rule.category === 'lock' || from !== 'registry');
  });
}

/** Whether an acceptance held until a day that is over. */
export function hasEnded({ until }: Acceptance, today: string): boolean {
  return until !== undefined && until < today;
}

/** Made of the rule, the path and the values on both sides: no line, no file, no order. */
function fingerprintOf({ id }: ChangeRule, change: Change): string {
  const key = [id, pathOf(change), canonical(change, 'before'), canonical(change, 'after')];
  return createHash('sha256').update(JSON.stringify(key)).digest('hex').slice(0, 16);
}

/** One short text for all changes: it is another one as soon as one of them is. */
export function digestOf(changes: readonly JudgedChange[]): string {
  const all = changes.map(({ fingerprint }) => fingerprint).sort();
  return createHash('sha256').update(all.join('\n')).digest('hex').slice(0, 16);
}
