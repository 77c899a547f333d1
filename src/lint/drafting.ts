import { type Fix, type Related, renameFix, type Severity } from '../model/finding.ts';
import type { Problem, Rule } from '../model/rule.ts';
import type { Place } from '../model/text.ts';
import type { Draft } from './collector.ts';
import type { Levels } from './levels.ts';
import { Words } from './words.ts';

/** What a problem is about, for the finding's event and attribute. */
export interface About {
  readonly event?: string | undefined;
  readonly attribute?: string | undefined;
}

const none: readonly Related[] = [];

/** Makes findings of what rules say, at the levels that the user has set. */
export class Drafting {
  readonly #levels: Levels;
  readonly #words = new Words();

  constructor(levels: Levels) {
    this.#levels = levels;
  }

  /** How severe a problem is. It may soften its rule's own level (`additional: warn`), but not one that the user has set. */
  level(rule: Rule, file: string, severity: Severity | undefined): Severity | 'off' {
    const level = this.#levels(rule, file);
    return severity !== undefined && level === rule.severity ? severity : level;
  }

  /** The finding that a problem is. `fix`: the edit that mends it, where it is not the renaming that the problem proposes. */
  draft(
    rule: Rule,
    severity: Severity,
    place: Place,
    problem: Omit<Problem, 'at'>,
    about: About,
    count?: number,
    fix?: Fix,
  ): Draft {
    const { replacement } = problem;
    const name = about.attribute ?? about.event;
    return {
      rule: rule.id,
      severity,
      message: this.#words.once(problem.message),
      help: problem.help === undefined ? undefined : this.#words.once(problem.help),
      place,
      event: about.event,
      attribute: about.attribute,
      related: problem.related ?? none,
      fix:
        fix ??
        (replacement === undefined || name === undefined ? undefined : renameFix(place, name, replacement)),
      count,
    };
  }
}
