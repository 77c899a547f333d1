import type { Config } from '../model/config.ts';
import type { RuleLevel } from '../model/finding.ts';
import type { Pack } from '../model/pack.ts';
import type { Rule } from '../model/rule.ts';

/** The level of a rule for a file: an override's, else the configuration's, else the pack's, else the rule's own. */
export type Levels = (rule: Rule, file: string) => RuleLevel;

/**
 * Makes the look-up of levels. `matcher` makes a predicate over files from an override's globs.
 */
export function makeLevels(
  pack: Pick<Pack, 'rules'>,
  config: Pick<Config, 'rules' | 'overrides'>,
  matcher: (globs: readonly string[]) => (file: string) => boolean,
): Levels {
  const overrides = config.overrides.map((o) => ({ rules: o.rules, matches: matcher(o.files) }));
  return (rule, file) => {
    let level = config.rules[rule.id] ?? pack.rules[rule.id] ?? rule.severity;
    for (const override of overrides) {
      const overridden = override.rules[rule.id];
      if (overridden !== undefined && override.matches(file)) level = overridden;
    }
    return level;
  };
}
