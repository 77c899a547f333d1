import { createHash } from 'node:crypto';
import { type JudgedChange, pathOf } from '../model/change.ts';
import type { Finding, ReadingProblem, RuleLevel, Severity } from '../model/finding.ts';
import type { Acceptance } from '../model/registry.ts';
import { shorten } from '../model/text.ts';
import { hasEnded } from './judge.ts';

/** The rule under which faults of acceptances are told. */
export const acceptanceRule = 'unused-acceptance';

type Fault = Pick<ReadingProblem, 'message' | 'help'> & { readonly severity?: Severity };

/** What `check` can say of acceptances without a comparison: those that have ended. */
export function* endedAcceptances(accepted: readonly Acceptance[], today: string): Generator<ReadingProblem> {
  for (const acceptance of accepted)
    if (hasEnded(acceptance, today))
      yield { rule: acceptanceRule, place: acceptance.at, ...ended(acceptance) };
}

function ended({ until, rule, path }: Acceptance): Fault {
  const what = path === undefined ? '' : ` of \`${shorten(path)}\``;
  const how = rule === undefined ? '' : ` (${rule})`;
  return {
    message: `This acceptance${what}${how} held until ${until}, so it accepts nothing any more.`,
    help: 'Undo the change, give the acceptance a later day and say why, or remove it where the change has long been released.',
  };
}

/**
 * The faults of a registry's acceptances: those that have ended, that accept no change there is, that say of what they accept
 * what it is not, or that cannot hold. `known` are those that the registry had before.
 */
export function acceptanceFindings(
  { accepted, known }: { readonly accepted: readonly Acceptance[]; readonly known: readonly Acceptance[] },
  changes: readonly JudgedChange[],
  today: string,
  levelAt: (file: string) => RuleLevel,
): Finding[] {
  const old = new Set(known.map(({ fingerprint }) => fingerprint));
  return accepted.flatMap((acceptance) => {
    const { at, fingerprint } = acceptance;
    const level = levelAt(at.source.file);
    const judged = changes.find((change) => change.fingerprint === fingerprint);
    const fault = faultOf(acceptance, judged, old.has(fingerprint), today);
    if (!fault || level === 'off') return [];
    const { message, help, severity } = fault;
    const key = JSON.stringify([acceptanceRule, at.source.file, fingerprint, message]);
    return [
      {
        ruleId: acceptanceRule,
        // An acceptance that was there before is no fault of this change.
        severity: severity !== undefined && level === 'warning' ? severity : level,
        message,
        help,
        place: at,
        event: judged?.change.event,
        attribute: judged?.change.attribute,
        related: judged ? [{ place: judged.change.at, message: 'the change' }] : [],
        fingerprint: createHash('sha256').update(key).digest('hex').slice(0, 32),
      },
    ];
  });
}

function faultOf(
  acceptance: Acceptance,
  judged: JudgedChange | undefined,
  wasThere: boolean,
  today: string,
): Fault | undefined {
  if (!judged)
    return {
      message: 'This acceptance accepts no change that there is.',
      help: wasThere
        ? 'It was there before; remove it when nothing is compared with an older state any more.'
        : 'Copy the entry anew from `eventlint diff`: a fingerprint holds for one change with its old and its new value.',
      ...(wasThere && { severity: 'note' }),
    };
  if (hasEnded(acceptance, today)) return ended(acceptance);
  if (judged.notAcceptable !== undefined)
    return { message: 'This acceptance does not hold.', help: judged.notAcceptable };
  const path = pathOf(judged.change);
  const { rule, path: said } = acceptance;
  if ((rule !== undefined && rule !== judged.ruleId) || (said !== undefined && said !== path))
    return {
      message: `This acceptance names another change than its fingerprint, which is of \`${shorten(path)}\` (${judged.ruleId}).`,
      help: 'Correct `rule` and `at`, or the fingerprint.',
    };
  return undefined;
}
