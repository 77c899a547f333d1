import type { Rule } from '../model/rule.ts';
import type { Draft } from './collector.ts';

/** A finding that says a fault better than others drops those others' findings on the same event and attribute. */
export function withoutReplaced(drafts: readonly Draft[], rules: ReadonlyMap<string, Rule>): Draft[] {
  const about = (rule: string, d: Draft) => JSON.stringify([rule, d.event, d.attribute]);
  const replaced = new Set<string>();
  const replaceable = new Set<string>();
  for (const draft of drafts)
    for (const lesser of rules.get(draft.rule)?.insteadOf ?? []) {
      replaced.add(about(lesser, draft));
      replaceable.add(lesser);
    }
  return drafts.filter((draft) => !replaceable.has(draft.rule) || !replaced.has(about(draft.rule, draft)));
}
