import type { Source } from './event-use.ts';
import type { Severity } from './finding.ts';
import type { Pack } from './pack.ts';

/** A text in the language of its source that shows a rule at work. */
export interface Example {
  readonly code?: string;
  /** JSON or NDJSON. */
  readonly payload?: string;
  /** The whole text of an `event-registry.yaml`; beside `code` or `payload` it is what they are checked against. */
  readonly registry?: string;
  /** The whole text of an `event-registry.lock`. */
  readonly lock?: string;
  /** For a change: the registry as it was. `registry` is what it became. */
  readonly before?: string;
  /** The lock as it was, where it was another one. */
  readonly lockBefore?: string;
  /** The example's file name where it matters ("page.html", "batch.ndjson"). */
  readonly file?: string;
  readonly userMerging?: boolean;
}

/** A bad example names the exact texts that the rule underlines, in the order of their places. */
export interface BadExample extends Example {
  readonly finds: readonly string[];
}

/** What every rule says of itself, whatever it looks at. */
export interface RuleText {
  readonly id: string;
  /** The pack's default level; `notifyvisitors` changes none. */
  readonly severity: Severity;
  readonly applies: readonly Source[];
  /** What it demands, in one sentence. */
  readonly summary: string;
  /** Why it matters: what happens to the data otherwise. */
  readonly why: string;
  /** The bound and its source in the pack's words; absent for rules without one. */
  readonly bound?: (pack: Pack) => { readonly text: string; readonly source: string };
  readonly good: readonly Example[];
  readonly bad: readonly BadExample[];
  /** Rules whose finding at the same place says the same fault less well: those are dropped. */
  readonly insteadOf?: readonly string[];
}
