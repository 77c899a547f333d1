import type { Base, Change, ChangeIn, RegistryDiff } from '../model/change.ts';
import type { ChangeContext } from '../model/change-rule.ts';
import type { Acceptance } from '../model/registry.ts';
import type { Rule } from '../model/rule.ts';
import { acceptanceFindings, acceptanceRule } from './acceptances.ts';
import { digestOf, type Judging, judgeChanges } from './judge.ts';

export { endedAcceptances } from './acceptances.ts';
export { budgetsOf } from './budgets.ts';
export { changesBetween } from './compare.ts';
export { changesSinceLock } from './locks.ts';

/**
 * Puts together what has changed, what the rules say of it, and what is wrong with the acceptances: `judging.accepted` those of
 * the present registry, of which `known` were there before.
 */
export function judgedDiff(
  changes: readonly Change[],
  rules: readonly Rule[],
  context: ChangeContext,
  judging: Judging & { readonly base: Base; readonly known: readonly Acceptance[] },
): RegistryDiff {
  const judged = judgeChanges(changes, rules, context, judging);
  const rule = rules.find(({ id }) => id === acceptanceRule);
  // Against a lock few changes show: what was accepted may well be another one.
  const findings =
    rule && judging.base.kind !== 'lock'
      ? acceptanceFindings(judging, judged, judging.today, (file) => judging.levels(rule, file))
      : [];
  return {
    base: judging.base,
    category: judging.category,
    changes: judged,
    findings,
    budgets: changes.filter((change): change is ChangeIn<'event-budget'> => change.kind === 'event-budget'),
    digest: digestOf(judged),
  };
}
