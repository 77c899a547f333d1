import type { Comment } from '../model/comment.ts';
import { type Place, position, type SourceText } from '../model/text.ts';

/** A comment that switches rules off for some lines. */
export interface Suppression {
  readonly rules: readonly string[];
  /** What stands after `--`, if anything. */
  readonly reason: string | undefined;
  /** The last day on which it holds, as it is written: it should be `yyyy-MM-dd`; absent for one without end. */
  readonly until: string | undefined;
  /** Lines it covers, 1-based and inclusive; `to` is infinite for a block that is never closed. */
  readonly from: number;
  to: number;
  readonly file: string;
  /** The comment. */
  readonly place: Place;
}

const form = /^\s*eventlint-(disable-next-line|disable-line|disable|enable)(?![\w-])([\s\S]*)$/;

/** The suppressions that a set of comments declares. Comments that only mention the tool declare none. */
export function readSuppressions(comments: readonly Comment[]): Suppression[] {
  const found: Suppression[] = [];
  for (const { text, place } of [...comments].sort(byPlace)) {
    const [, kind, rest = ''] = form.exec(text) ?? [];
    if (!kind) continue;
    const { rules, reason, until } = parseRest(rest);
    const first = position(place.source, place.span.start).line;
    const last = position(place.source, place.span.end).line;
    const { file } = place.source;
    if (kind === 'enable') {
      close(found, file, rules, first);
      continue;
    }
    const [from, to] =
      kind === 'disable-line'
        ? [first, last]
        : kind === 'disable-next-line'
          ? [last + 1, last + 1]
          : [first, Infinity];
    found.push({ rules, reason, until, from, to, file, place });
  }
  return found;
}

/** Where a rule's id stands in a suppression comment; the comment itself when it cannot be found. */
export function placeOfRule({ place }: Suppression, rule: string): Place {
  const { source, span } = place;
  const at = source.text.slice(span.start, span.end).indexOf(rule);
  return at < 0 ? place : { source, span: { start: span.start + at, end: span.start + at + rule.length } };
}

function parseRest(rest: string): Pick<Suppression, 'rules' | 'reason' | 'until'> {
  const [list = '', ...after] = rest.split(/\s--(?:\s|$)/);
  const said = after.join(' -- ').trim();
  const [, before, until] = /^(.*?)\s*\buntil (\d[\d./-]*)$/.exec(said) ?? [];
  const reason = before ?? said;
  return {
    rules: list.split(/[\s,]+/).filter((word) => word !== ''),
    reason: reason === '' ? undefined : reason,
    until,
  };
}

/** `eventlint-enable` without rules closes every open block of its file, with rules those that name one of them. */
function close(found: readonly Suppression[], file: string, rules: readonly string[], line: number): void {
  for (const open of found)
    if (open.file === file && open.to === Infinity)
      if (rules.length === 0 || open.rules.some((rule) => rules.includes(rule))) open.to = line;
}

function byPlace(a: Comment, b: Comment): number {
  const file = (s: SourceText) => s.file;
  if (file(a.place.source) !== file(b.place.source))
    return file(a.place.source) < file(b.place.source) ? -1 : 1;
  return a.place.span.start - b.place.span.start;
}
