import type { Config } from '../model/config.ts';
import type { RuleLevel } from '../model/finding.ts';
import type { Pack } from '../model/pack.ts';
import type { Rule } from '../model/rule.ts';

/** The level of a rule for a file: an override's, else the configuration's, else the pack's, else the rule's own. */
export interface Levels {
  (rule: Rule, file: string): RuleLevel;
  /** Whether it is on for any file; where it is not, nothing need be remembered for it. Absent: it may be. */
  readonly isEverOn?: (rule: Rule) => boolean;
}

/**
 * Makes the look-up of levels. `matcher` makes a predicate over files from an override's globs.
 */
export function makeLevels(
  pack: Pick<Pack, 'rules'>,
  config: Pick<Config, 'rules' | 'overrides'>,
  matcher: (globs: readonly string[]) => (file: string) => boolean,
): Levels {
  const overrides = config.overrides.map((o) => ({ rules: o.rules, matches: matcher(o.files) }));
  const ofAll = (rule: Rule) => config.rules[rule.id] ?? pack.rules[rule.id] ?? rule.severity;
  const levels = (rule: Rule, file: string) => {
    let level = ofAll(rule);
    for (const override of overrides) {
      const overridden = override.rules[rule.id];
      if (overridden !== undefined && override.matches(file)) level = overridden;
    }
    return level;
  };
  const isEverOn = (rule: Rule) =>
    [ofAll(rule), ...config.overrides.map(({ rules }) => rules[rule.id] ?? 'off')].some(
      (level) => level !== 'off',
    );
  return Object.assign(levels, { isEverOn });
}
