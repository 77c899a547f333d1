import { type Budget, breaks, canonical, type JudgedChange, type RegistryDiff } from '../../model/change.ts';
import { changeText } from '../../model/change-text.ts';
import { type Place, position } from '../../model/text.ts';
import { type DiffContext, summaryOf } from './index.ts';

/** For programs: `schemas/diff.schema.json` describes it. */
export function json(diff: RegistryDiff, _: DiffContext): string {
  const { base, category, digest, changes, findings, budgets } = diff;
  return `${JSON.stringify(
    {
      version: 1,
      against: base,
      category,
      digest,
      changes: changes.map(entry),
      findings: findings.map(({ ruleId, severity, message, help, place, event, attribute }) => ({
        ruleId,
        severity,
        message: help ? `${message} ${help}` : message,
        ...regionOf(place),
        event,
        attribute,
      })),
      budgets: budgets.map(({ event, before, after }) => {
        const { type, used, removed, limit } = after as Budget;
        return { event, type, before: before?.used ?? 0, after: used, removed, limit };
      }),
      summary: summaryOf(diff),
    },
    null,
    2,
  )}\n`;
}

function entry(judged: JudgedChange) {
  const { change, ruleId, category, severity, message, help, owner, fingerprint, accepted } = judged;
  return {
    ruleId,
    category,
    severity,
    breaking: breaks(judged),
    event: change.event,
    attribute: change.attribute,
    owner,
    kind: change.kind,
    text: changeText(change),
    before: canonical(change, 'before'),
    after: canonical(change, 'after'),
    message: help ? `${message} ${help}` : message,
    ...regionOf(change.at),
    was: change.was && regionOf(change.was),
    related: judged.related.map(({ place, message: text }) => ({ ...regionOf(place), message: text })),
    fingerprint,
    accepted: accepted && { by: accepted.by, reason: accepted.reason, until: accepted.until },
    notAcceptable: judged.notAcceptable,
  };
}

function regionOf({ source, span }: Place) {
  const start = position(source, span.start);
  const end = position(source, span.end);
  return {
    file: source.file,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
}
