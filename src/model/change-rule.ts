import type { Category, ChangeIn, ChangeKind } from './change.ts';
import type { Evidence } from './evidence.ts';
import type { Related, Severity } from './finding.ts';
import type { Pack } from './pack.ts';
import type { Lock, Registry } from './registry.ts';
import type { RuleText } from './rule-text.ts';

/** A registry in one state, with the lock that stood beside it. */
export interface RegistryState {
  readonly registry: Registry;
  readonly lock: Lock;
}

/** What a check of a change may know besides the change. */
export interface ChangeContext {
  readonly pack: Pack;
  readonly before: RegistryState;
  readonly after: RegistryState;
  readonly evidence: Evidence;
}

/** What a rule says of a change. */
export interface ChangeProblem {
  /** What has changed and what that does. One sentence that ends with a full stop. */
  readonly message: string;
  readonly help?: string | undefined;
  readonly related?: readonly Related[] | undefined;
  /** Where this change is better or worse than most of its class. */
  readonly severity?: Severity | undefined;
  /** Why nobody can accept the change as it is, in a sentence. */
  readonly notAcceptable?: string | undefined;
}

/** A class of changes. A change is told by the first rule that has something to say of it, in the order of categories. */
export interface ChangeRule<Kind extends ChangeKind = ChangeKind> extends RuleText {
  readonly on: 'change';
  /** What a change of this class breaks. */
  readonly category: Category;
  /** The kinds of changes that it looks at. */
  readonly of: readonly Kind[];
  check(change: ChangeIn<Kind>, context: ChangeContext): ChangeProblem | undefined;
}

/** Declares a class of changes, with the kinds that it looks at. */
export function defineChangeRule<Kind extends ChangeKind>(rule: ChangeRule<Kind>): ChangeRule<Kind> {
  return rule;
}
