import type { AttributeType } from './attribute-type.ts';
import type { Category, ChangeIn, ChangeKind } from './change.ts';
import type { AttributeUse, CallUse, Entry, EventUse, Request, Source, Target } from './event-use.ts';
import type { Fix, Related, Severity } from './finding.ts';
import type { Pack } from './pack.ts';
import type { AttributeDeclaration, EventDeclaration, Lock, Registry } from './registry.ts';
import type { Place } from './text.ts';

/** What every check may know besides what it looks at. */
export interface Context {
  readonly pack: Pack;
  readonly registry: Registry;
  readonly lock: Lock;
  /** The account merges profiles: e-mail or mobile identify a user too. */
  readonly userMerging: boolean;
  /** All of the project's code was scanned, so that "nobody sends this" can be said. */
  readonly wholeCode: boolean;
  /** The nearest known word to a misspelt one, when it is near enough to be meant. */
  readonly nearest: (word: string, known: Iterable<string>) => string | undefined;
}

/** What a rule says about a part of what it looks at. */
export interface Problem {
  readonly at: Target;
  /** What is wrong, with the value and the bound. One sentence that ends with a full stop. */
  readonly message: string;
  /** What to do about it. One sentence or two. */
  readonly help?: string | undefined;
  readonly attribute?: string | undefined;
  readonly related?: readonly Related[] | undefined;
  /** Only where the registry's own setting decides it (`additional: warn`). */
  readonly severity?: Severity | undefined;
  /** The name to put in place of the text at `at`, where that is safe. */
  readonly replacement?: string | undefined;
}

/** What a rule over a whole run says: its places are known by then. */
export interface RunProblem extends Omit<Problem, 'at' | 'replacement'> {
  readonly place: Place;
  readonly event?: string | undefined;
  readonly fix?: Fix | undefined;
  /** How many places it stands for; absent for one. */
  readonly count?: number | undefined;
}

/** An event's name with its attributes and their types: what most rules judge. One per possible name of a use. */
export interface Shape {
  readonly event: string;
  readonly attributes: readonly AttributeUse[];
  readonly open: boolean;
  /** The registry's declaration of the event, if there is one. */
  readonly declared: EventDeclaration | undefined;
}

/** One known value of an attribute, with the declaration that constrains it. */
export interface Value {
  readonly event: string | undefined;
  readonly attribute: string;
  readonly value: unknown;
  readonly declared: AttributeDeclaration | undefined;
}

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

interface RuleText {
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

/** A check of one name, run once per distinct name. `at` is supplied by the engine. */
export interface NameRule extends RuleText {
  readonly on: 'event-name' | 'attribute-name';
  check(name: string, context: Context): Iterable<Omit<Problem, 'at' | 'attribute'>>;
}

/** A check of a shape, run once per distinct shape. */
export interface ShapeRule extends RuleText {
  readonly on: 'shape';
  check(shape: Shape, context: Context): Iterable<Problem>;
}

/** A check of one attribute value. `at` is supplied by the engine. */
export interface ValueRule extends RuleText {
  readonly on: 'value';
  check(value: Value, context: Context): Iterable<Omit<Problem, 'at' | 'attribute'>>;
}

/** A check of an entry's envelope. */
export interface EntryRule extends RuleText {
  readonly on: 'entry';
  check(entry: Entry, context: Context): Iterable<Problem>;
}

/** A check of a request. */
export interface RequestRule extends RuleText {
  readonly on: 'request';
  check(request: Request, context: Context): Iterable<Problem>;
}

/** A check of a call site's arguments. */
export interface CallRule extends RuleText {
  readonly on: 'call';
  check(call: CallUse, use: EventUse, context: Context): Iterable<Problem>;
}

/** One thing that a run saw, in any order: an event use, or an entry without an event. */
export type Seen =
  | { readonly use: EventUse; readonly entry?: Entry }
  | { readonly entry: Entry; readonly use?: undefined };

/**
 * A fold over everything a run saw. `merge` is associative and commutative and `empty` its identity, so that the findings
 * are the same for any partition of the input in any order.
 */
export interface RunRule<State = unknown> extends RuleText {
  readonly on: 'run';
  empty(): State;
  /** Adds one thing to a state, which it may change in place. */
  add(state: State, seen: Seen, context: Context): State;
  /** Joins two states, either of which it may change in place. */
  merge(a: State, b: State): State;
  findings(state: State, context: Context): Iterable<RunProblem>;
}

/** A check of the registry as declared. */
export interface RegistryRule extends RuleText {
  readonly on: 'registry';
  check(registry: Registry, context: Context): Iterable<RunProblem>;
}

/** What is known to have been sent of an attribute. */
export interface SeenAttribute {
  /** Each type with the first place where it is sent. */
  readonly types: ReadonlyMap<AttributeType, Place>;
  /** The first places where it is sent. */
  readonly places: readonly Place[];
  readonly count: number;
  /** How many of the places are calls: payloads show what was sent once, code what goes on to be. */
  readonly calls: number;
}

/** What is known to have been sent of an event; its places as those of an attribute. */
export interface SeenEvent {
  readonly places: readonly Place[];
  readonly count: number;
  readonly calls: number;
  readonly attributes: ReadonlyMap<string, SeenAttribute>;
}

/** What code and payloads show of what is sent. */
export interface Evidence {
  readonly events: ReadonlyMap<string, SeenEvent>;
  /** Calls whose event is not known. */
  readonly dynamic: number;
}

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

/** A fault that readers and the engine find themselves; the rule holds its texts and examples. */
export interface ReadingRule extends RuleText {
  readonly on: 'reading';
}

export type Rule =
  | NameRule
  | ShapeRule
  | ValueRule
  | EntryRule
  | RequestRule
  | CallRule
  // A run rule's state is its own business: the engine only hands it back.
  // biome-ignore lint/suspicious/noExplicitAny: the boundary between the engine and each rule's private state.
  | RunRule<any>
  | RegistryRule
  | ChangeRule
  | ReadingRule;

/** Declares a rule; it only gives the literal its type. */
export function defineRule<R extends Rule>(rule: R): R {
  return rule;
}

/** Declares a rule over a run, with the type of its state. */
export function defineRunRule<State>(rule: RunRule<State>): RunRule<State> {
  return rule;
}

/** Declares a class of changes, with the kinds that it looks at. */
export function defineChangeRule<Kind extends ChangeKind>(rule: ChangeRule<Kind>): ChangeRule<Kind> {
  return rule;
}

/** PascalCase name of a rule id, as SARIF wants it. It has to differ from the id, also in a comparison without case. */
export function pascalName(id: string): string {
  const name = id.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
  return id.includes('-') ? name : `${name}Rule`;
}
