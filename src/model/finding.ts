import type { Place } from './text.ts';

/** SARIF's levels. */
export type Severity = 'error' | 'warning' | 'note';

/** What a rule can be set to. */
export type RuleLevel = Severity | 'off';

/** Another place that explains a finding. */
export interface Related {
  readonly place: Place;
  readonly message: string;
}

/** A replacement that repairs the fault without changing anything else. */
export interface Fix {
  readonly description: string;
  readonly place: Place;
  readonly text: string;
}

/** A fault that a reader found while reading; the engine stamps it like a rule's. */
export interface ReadingProblem {
  readonly rule: string;
  readonly place: Place;
  /** What is wrong, with the value and the bound. One sentence that ends with a full stop. */
  readonly message: string;
  /** What to do about it. One sentence or two. */
  readonly help?: string | undefined;
  readonly event?: string | undefined;
  readonly attribute?: string | undefined;
  readonly related?: readonly Related[] | undefined;
  /** What tells kinds of faults of one rule apart, where a stream has many; the message does where there is none. */
  readonly kind?: string | undefined;
  /** Where it is less than its rule's own level. */
  readonly severity?: Severity | undefined;
}

/** One violation. */
export interface Finding {
  readonly ruleId: string;
  readonly severity: Severity;
  /** What is wrong. */
  readonly message: string;
  /** What to do about it. */
  readonly help?: string | undefined;
  readonly place: Place;
  readonly event?: string | undefined;
  readonly attribute?: string | undefined;
  readonly related: readonly Related[];
  readonly fix?: Fix | undefined;
  /** How many places the finding stands for; absent for one. */
  readonly count?: number | undefined;
  /** A comment switches it off here: it does not count, and is shown only on request. */
  readonly suppressed?: { readonly reason: string | undefined } | undefined;
  /** Stable across edits elsewhere: made of rule, file, event, attribute and message, never of a line. */
  readonly fingerprint: string;
}

/** What a run looked at and what it found. */
export interface Report {
  readonly findings: readonly Finding[];
  readonly summary: Summary;
}

/** The counts that every format shows. */
export interface Summary {
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  readonly files: number;
  readonly callSites: number;
  /** Payload entries. */
  readonly events: number;
}

/**
 * The fix that replaces a name where the name itself is written, with or without quotes; none where another expression
 * stands for it, or where the new name would need quotes that the old one does not have.
 */
export function renameFix(place: Place, from: string, to: string): Fix | undefined {
  const { source, span, shorthand } = place;
  const written = source.text.slice(span.start, span.end);
  const quote = /^["'`]/.exec(written)?.[0] ?? '';
  if (written !== quote + from + quote) return undefined;
  if (quote === '' && !/^[A-Za-z_$][\w$]*$/.test(to)) return undefined;
  const text = shorthand ? `${to}: ${from}` : quote + to + quote;
  return { description: `Rename to ${to}.`, place, text };
}

/** Orders problems by file, and then by where they begin. */
export function compareProblems(a: ReadingProblem, b: ReadingProblem): number {
  if (a.place.source.file !== b.place.source.file) return a.place.source.file < b.place.source.file ? -1 : 1;
  return a.place.span.start - b.place.span.start;
}
