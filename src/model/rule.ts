import type { ChangeRule } from './change-rule.ts';
import type { AttributeUse, CallUse, Entry, EventUse, Order, Request, Target } from './event-use.ts';
import type { Fix, Related, Severity } from './finding.ts';
import type { Api, Pack } from './pack.ts';
import type { AttributeDeclaration, EventDeclaration, Lock, Registry } from './registry.ts';
import type { RuleText } from './rule-text.ts';
import type { Sightings } from './sightings.ts';
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

/** What a rule says of a name or a value, at a place in a use. No name is put in place of another that is sent beside it. */
export function placed(
  { message, help, attribute, related, severity, replacement }: Omit<Problem, 'at'>,
  at: Target,
  beside: readonly AttributeUse[] = [],
): Problem {
  const isSent = replacement !== undefined && beside.some(({ name }) => name === replacement);
  // Listed one by one: on Node 20 each object that is spread with more beside it gets a shape of its own in V8, and keeps it.
  return { at, message, help, attribute, related, severity, replacement: isSent ? undefined : replacement };
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

/** A check of one name, run once per distinct name. `at` is supplied by the engine. */
export interface NameRule extends RuleText {
  readonly on: 'event-name' | 'attribute-name';
  check(name: string, context: Context): Iterable<Omit<Problem, 'at' | 'attribute'>>;
}

/**
 * A check of a shape, run once per distinct shape. Streams have as many shapes as attributes can be left out, so a rule says
 * what its findings depend on: a property test holds it to that.
 * - `each`: the event and each attribute by themselves, whatever else is sent. Nothing is found in an attribute of one event that is not
 *   declared, and something in one of another's.
 * - `each-among-all`: the same, but what is said of an attribute can depend on the others.
 * - `more`: whether anything is found depends on how many attributes of each type there are. What is found is also found in a shape with
 *   more of them.
 * - `fewer`: what is found in a shape is also found in one with fewer attributes.
 */
export interface ShapeRule extends RuleText {
  readonly on: 'shape';
  readonly dependsOn: 'each' | 'each-among-all' | 'more' | 'fewer';
  check(shape: Shape, context: Context): Iterable<Problem>;
}

/** The values that a rule can find something in; no others. */
export interface Concern {
  /** Texts of more than so many UTF-8 bytes. */
  readonly bytesOver?: number | undefined;
  /** Numbers below. */
  readonly below?: number | undefined;
  /** Numbers above. */
  readonly above?: number | undefined;
  /** Texts that this pattern, a regular expression with the flag `u`, is not found in. */
  readonly unlike?: string | undefined;
  /** Every value. */
  readonly any?: boolean | undefined;
}

/** A check of one attribute value. `at` is supplied by the engine. */
export interface ValueRule extends RuleText {
  readonly on: 'value';
  /** Which values the check has to see, so that the others of a stream need not be read. */
  concern(declared: AttributeDeclaration | undefined, context: Context): Concern;
  check(value: Value, context: Context): Iterable<Omit<Problem, 'at' | 'attribute'>>;
}

/**
 * A check of an entry's envelope. It may look at which fields there are, their types, and whether a text is blank or a
 * well-formed time, and at nothing else that they say: entries alike in that are judged once.
 */
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

/** A part of an event use: its name alone, or one of its attributes. */
export interface UsePart {
  readonly event: string;
  readonly attribute?: AttributeUse | undefined;
  /** Of the name: the HTTP interface that it goes through, where that is known. */
  readonly api?: Api | undefined;
}

/** What a rule wants counted of a part, and where it stands. */
export interface Sight<Subject> {
  /** What tells subjects apart, in a fixed order. */
  readonly key: readonly string[];
  /** What the subjects have in common that are compared with one another; the key where that is not given. */
  readonly family?: readonly string[];
  readonly subject: Subject;
  readonly at: Target;
}

/** One thing that a run saw, in any order: an event use, or an entry without an event. */
export type Seen =
  | { readonly use: EventUse; readonly entry?: Entry }
  | { readonly entry: Entry; readonly use?: undefined };

/** A payload entry as far as a fold may ask about it without reading it. */
export interface Glimpse {
  readonly api: Api;
  readonly order: Order;
  readonly event: string | undefined;
  /** The hash of "<field>:<user>", for a field that names its user. */
  readonly userHash: number;
  /** Where its event's name stands, or the whole, with no more text around it than `cutClose` keeps. */
  place(part: 'event' | 'whole'): Place;
}

/**
 * A fold over everything a run saw. `merge` is associative and commutative and `empty` its identity, so that the findings
 * are the same for any partition of the input in any order. Its state is made of maps, sets, lists and plain objects.
 */
export interface Fold<State> {
  empty(): State;
  /** Adds one thing to a state, which it may change in place. */
  add(state: State, seen: Seen, context: Context): State;
  /** Joins two states, either of which it may change in place. */
  merge(a: State, b: State): State;
  /** A state in parts of a bounded size that merge to it, in which it is handed over; without it, it is handed over as one. */
  parts?(state: State): Iterable<State>;
  /** How it takes entries of a stream that have nothing but their users to tell. Without it such entries are read. */
  readonly glimpse?: GlimpseFold<State>;
}

/** A fold over users. It follows those with the smallest hashes where there are many. */
export interface GlimpseFold<State> {
  /** So many users are followed. */
  readonly most: number;
  /** The largest hash of a user that is followed; `Infinity` while all are. */
  limit(state: State): number;
  /**
   * Adds an entry, as `Fold.add` would. Tells behind which event time, as `timeNumber` gives it, an entry of the same user that comes later in the
   * file would change nothing; one without a time counts as Infinity. Undefined when any might.
   */
  add(state: State, glimpse: Glimpse): number | undefined;
  /**
   * The part that is placed of entries of an API of which only the first of each user in a file and the one with the earliest time are of use,
   * whenever they are added; undefined of another API.
   */
  early(api: Api): 'event' | 'whole' | undefined;
  /** When nothing but such entries is left to be added: counts a user with some of them, and says whether they can lead to a finding. */
  awaits(state: State, userHash: number): boolean;
}

/** Users with entries that are left to be added. */
export interface EarlyUsers {
  /** Their hashes. */
  hashes(): Iterable<number>;
  /** What is left of one of them. */
  of(userHash: number): Iterable<Glimpse>;
}

/**
 * A rule over a whole run. What it wants to know of each event use it says as sights, which the engine counts and keeps the
 * earliest places of; what depends on more than one part it folds by itself.
 */
export interface RunRule<State = unknown, Subject = unknown> extends RuleText {
  readonly on: 'run';
  /** The sights of a part. They may depend on nothing but the part and the context. */
  sights?(part: UsePart, context: Context): Iterable<Sight<Subject>>;
  readonly fold?: Fold<State>;
  findings(
    seen: { readonly sightings: Sightings<Subject>; readonly state: State },
    context: Context,
  ): Iterable<RunProblem>;
  /** What the state could not hold, as a sentence for whoever reads the findings. */
  caveat?(state: State): string | undefined;
}

/** A check of the registry as declared. */
export interface RegistryRule extends RuleText {
  readonly on: 'registry';
  check(registry: Registry, context: Context): Iterable<RunProblem>;
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
  // A run rule's state and subjects are its own business: the engine only hands them back.
  // biome-ignore lint/suspicious/noExplicitAny: the boundary between the engine and each rule's private state.
  | RunRule<any, any>
  | RegistryRule
  | ChangeRule
  | ReadingRule;

/** Declares a rule; it only gives the literal its type. */
export function defineRule<R extends Rule>(rule: R): R {
  return rule;
}

/** Declares a rule over a run, with the types of its sights' subjects and of its state. */
export function defineRunRule<Subject, State = undefined>(
  rule: RunRule<State, Subject>,
): RunRule<State, Subject> {
  return rule;
}

/** PascalCase name of a rule id, as SARIF wants it. It has to differ from the id, also in a comparison without case. */
export function pascalName(id: string): string {
  const name = id.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
  return id.includes('-') ? name : `${name}Rule`;
}
