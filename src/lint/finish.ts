import { hash as digestOf } from 'node:crypto';
import type { Comment } from '../model/comment.ts';
import type { Finding, ReadingProblem } from '../model/finding.ts';
import { textHash } from '../model/hash.ts';
import type { Rule } from '../model/rule.ts';
import { compareTexts, position } from '../model/text.ts';
import { nearest } from '../nearest.ts';
import type { Draft } from './collector.ts';
import type { Run } from './run.ts';
import { placeOfRule, readSuppressions, type Suppression } from './suppressions.ts';

/** A finding that is not stamped yet, where it stands, and the comment that suppresses it. */
interface Marked {
  readonly draft: Draft;
  readonly line: number;
  readonly column: number;
  readonly suppressed: Suppression | undefined;
}

const unusedSuppression = 'unused-suppression';

/** What decides which suppressions hold. */
export interface Ending {
  /** Whether a rule could have found something in this run; only then is its suppression unused. */
  readonly judged?: (rule: Rule) => boolean;
  /** Whether a suppression that gives no reason suppresses nothing. */
  readonly requireReason?: boolean | undefined;
  /** The day, as `yyyy-MM-dd`: suppressions end. */
  readonly today?: string | undefined;
}

/** Ends a run: marks what comments suppress, reports suppressions that suppress nothing, sorts, and stamps fingerprints. */
export function finish(
  run: Run,
  comments: readonly Comment[],
  rules: readonly Rule[],
  { judged = () => true, requireReason = false, today = '' }: Ending = {},
): Finding[] {
  const declared = readSuppressions(comments);
  const invalid = declared.flatMap((suppression) => {
    const why = whyInvalid(suppression, requireReason, today);
    return why ? [{ suppression, why }] : [];
  });
  const suppressions = declared.filter((each) => !invalid.some(({ suppression }) => suppression === each));
  const used = new Set<string>();
  const marked = run.drafts().map((draft) => markedBy(draft, suppressions, used));
  const wrong = [
    ...invalid.map(({ suppression, why }) => ({ rule: unusedSuppression, place: suppression.place, ...why })),
    ...unused(suppressions, used, rules, judged),
  ];
  // A long stream leads to many drafts: all are made once more only for the sake of these.
  if (wrong.length > 0) {
    for (const problem of wrong) run.addProblem(problem);
    for (const draft of run.drafts())
      if (draft.rule === unusedSuppression) marked.push(markedBy(draft, [], used));
  }
  return stamp(distinct(marked.sort(compareMarked)));
}

/** Why a suppression does not hold; undefined for one that does. */
function whyInvalid(
  { reason, until, rules }: Suppression,
  requireReason: boolean,
  today: string,
): Pick<ReadingProblem, 'message' | 'help'> | undefined {
  if (rules.length === 0) return undefined;
  if (until !== undefined && !isDay(until))
    return {
      message: `\`${until}\` is no day, so it is not known until when this suppression holds, and it suppresses nothing.`,
      help: 'Write the last day as yyyy-MM-dd.',
    };
  if (until !== undefined && until < today)
    return {
      message: `This suppression held until ${until}, so it suppresses nothing any more.`,
      help: 'Mend what it suppressed, or give it a later day and say why.',
    };
  if (requireReason && reason === undefined)
    return {
      message: 'This suppression gives no reason, so it suppresses nothing.',
      help: 'Write `--` and the reason after the rules.',
    };
  return undefined;
}

/** Whether a text is a day of the calendar, as `yyyy-MM-dd`. */
function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Finds where a draft stands, and the comment that suppresses it; every one that does is used. */
function markedBy(draft: Draft, suppressions: readonly Suppression[], used: Set<string>): Marked {
  const { line, column } = position(draft.place.source, draft.place.span.start);
  return { draft, line, column, suppressed: suppressionOf(draft, line, suppressions, used) };
}

/** One site that can send several events may be told the same thing for each of them. Of those the last is kept. */
function distinct(sorted: readonly Marked[]): Marked[] {
  const kept: Marked[] = [];
  for (const one of sorted) {
    let at = kept.length - 1;
    while (at >= 0 && isAlike(kept[at] as Marked, one) && lengthOf(kept[at] as Marked) !== lengthOf(one))
      at--;
    if (at >= 0 && isAlike(kept[at] as Marked, one)) kept[at] = one;
    else kept.push(one);
  }
  return kept;
}

function isAlike(a: Marked, b: Marked): boolean {
  return compareMarked(a, b) === 0;
}

function lengthOf({ draft }: Marked): number {
  return draft.place.span.end - draft.place.span.start;
}

function suppressionOf(
  draft: Draft,
  line: number,
  suppressions: readonly Suppression[],
  used: Set<string>,
): Suppression | undefined {
  let found: Suppression | undefined;
  suppressions.forEach((suppression, index) => {
    if (suppression.file !== draft.place.source.file || line < suppression.from || line > suppression.to)
      return;
    if (!suppression.rules.includes(draft.rule)) return;
    used.add(`${index} ${draft.rule}`);
    found ??= suppression;
  });
  return found;
}

function* unused(
  suppressions: readonly Suppression[],
  used: ReadonlySet<string>,
  rules: readonly Rule[],
  judged: (rule: Rule) => boolean,
): Generator<ReadingProblem> {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  for (const [index, suppression] of suppressions.entries()) {
    if (suppression.rules.length === 0)
      yield {
        rule: unusedSuppression,
        place: suppression.place,
        message: 'This suppression names no rule, so it suppresses nothing.',
        help: 'Name the rules to suppress, then `--` and the reason.',
      };
    for (const id of suppression.rules) {
      const rule = byId.get(id);
      const place = placeOfRule(suppression, id);
      if (!rule) {
        const near = nearest(id, byId.keys());
        yield {
          rule: unusedSuppression,
          place,
          message: `There is no rule \`${id}\`, so this suppresses nothing.`,
          help: near ? `Did you mean \`${near}\`?` : 'See `eventlint explain` for the list of rules.',
        };
      } else if (rule.on === 'change') {
        yield {
          rule: unusedSuppression,
          place,
          message: `\`${id}\` judges changes, which comments do not suppress.`,
          help: 'Accept the change under `accepted` in the registry.',
        };
      } else if (!used.has(`${index} ${id}`) && judged(rule)) {
        yield {
          rule: unusedSuppression,
          place,
          message: `This suppression of \`${id}\` suppresses nothing.`,
          help: 'Remove it: the fault is gone, or it stands on another line.',
        };
      }
    }
  }
}

/** Gives each finding a fingerprint that no edit elsewhere in its file changes. */
function stamp(sorted: readonly Marked[]): Finding[] {
  // How many have come with a key: by its hash, as there can be many long ones.
  const seen = new Map<number, number>();
  return sorted.map(({ draft, suppressed }) => {
    const { rule: ruleId, place, event, attribute, message } = draft;
    const key = JSON.stringify([ruleId, place.source.file, event, attribute, message]);
    const hash = textHash(key);
    const occurrence = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, occurrence);
    const fingerprint = digestOf('sha256', `${key}#${occurrence}`, 'hex').slice(0, 32);
    const { severity, help, related, fix, count } = draft;
    const finding = {
      ruleId,
      severity,
      message,
      help,
      place,
      event,
      attribute,
      related,
      fix,
      count,
      fingerprint,
    };
    return suppressed ? { ...finding, suppressed: { reason: suppressed.reason } } : finding;
  });
}

/** Orders by file, line, column, rule and message. */
function compareMarked(a: Marked, b: Marked): number {
  return (
    compareTexts(a.draft.place.source.file, b.draft.place.source.file) ||
    a.line - b.line ||
    a.column - b.column ||
    compareTexts(a.draft.rule, b.draft.rule) ||
    compareTexts(a.draft.message, b.draft.message)
  );
}
