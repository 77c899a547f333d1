import type { AttributeType } from './attribute-type.ts';
import type { RuleLevel } from './finding.ts';
import { spellingKey } from './registry.ts';

/** A bound with the text it comes from. */
export interface Limit {
  readonly max: number;
  readonly min?: number;
  readonly source: string;
  readonly note?: string;
}

/** Which texts are well-formed: a regular expression and its meaning in words. */
export interface Charset {
  readonly pattern: string;
  /** The characters allowed, in words: "ASCII letters, digits, space, _ and -". */
  readonly allows: string;
  readonly source: string;
  readonly note?: string;
}

/** `"<argument>"` or `"<argument>.<property>"`, or several tried in order. */
export type ArgumentPath = string | readonly string[];

/** What a named argument of an SDK call must be. */
export interface ArgumentRule {
  readonly type: 'string' | 'number';
  /** Allowed values as a regular expression over the value's text. */
  readonly pattern?: string;
  /** What the values mean, in words, for the message. */
  readonly allows?: string;
  readonly source: string;
}

/** What a tracking call looks like; packs and `eventlint.yaml` use the same form. */
export interface CallShape {
  /** Dotted name as imported or global; `*.capture` is a method of any receiver, `*.analytics.track` one of a member of any, `this.track` one of `this`. */
  readonly callee: string;
  /** Restricts the callee to what comes from this package. */
  readonly module?: string;
  /** Leading arguments that must have these values. */
  readonly when?: Readonly<Record<string, string>>;
  readonly event: ArgumentPath;
  /** Undefined for a function whose events have no attributes. */
  readonly attributes?: ArgumentPath | undefined;
  readonly ltv?: ArgumentPath;
  readonly scope?: ArgumentPath;
  readonly expects?: { readonly ltv?: ArgumentRule; readonly scope?: ArgumentRule };
  readonly source?: string;
}

/** One HTTP interface of the vendor. */
export interface Api {
  readonly id: string;
  /** How messages name it: "the Events API". */
  readonly title: string;
  readonly urls: readonly string[];
  /** How a request body of it is recognised. */
  readonly match: { readonly root: 'array' | 'object'; readonly entry_has?: string };
  /** Whether its entries carry an event. */
  readonly carries_event: boolean;
  /** Whether a call of it creates the user it names. */
  readonly creates_user: boolean;
  /** Most entries in one call. */
  readonly batch: Limit;
  /** Fields that name the user: the first is mandatory, with profile merging any of `merged`. Dotted paths. */
  readonly identity: { readonly required: string; readonly merged: readonly string[] };
  /** JSON Schema of one entry. It leaves identity and time to the rules on those. */
  readonly entry_schema: Readonly<Record<string, unknown>>;
  /** How an answer of it says that it did not take a call, beside the HTTP status. */
  readonly answer?: AnswerShape;
  readonly source: string;
  readonly note?: string;
}

/** What the body of an API's answer says. Dotted paths into its JSON. */
export interface AnswerShape {
  readonly status: string;
  /** The values at `status` that mean failure. */
  readonly failed: readonly string[];
  /** Where the reason stands, in words. */
  readonly message: string;
  readonly source: string;
}

/** How a time may be written in a record. */
export type TimeForm = 'iso-8601' | 'yyyy-MM-dd HH:mm:ss' | 'epoch-seconds' | 'epoch-milliseconds';

/**
 * An event as another system keeps it, in an export or in a row of a table: no call of the vendor's, so that of the
 * envelope only what is described here is judged. Dotted paths, the first that is there counts; in a table they are the
 * columns' names, compared without regard to case and separators.
 */
export interface RecordShape {
  /** Also a name of `--input-format`. */
  readonly id: string;
  /** How messages name it: "a track call". */
  readonly title: string;
  /** Which objects are such records: `field` is one of `event`; one of `other` for those that carry no event. Without it only rows are. */
  readonly match?: {
    readonly field: string;
    readonly event: readonly string[];
    readonly other: readonly string[];
  };
  /** The key under which a body holds a list of them. */
  readonly list?: string;
  readonly event: readonly string[];
  readonly attributes: readonly string[];
  /** Without `forms` a time is used where it can be read, and never judged. */
  readonly time?: { readonly fields: readonly string[]; readonly forms?: readonly TimeForm[] };
  /** Fields that name the user, of which one must be given; without it none need be. */
  readonly user?: readonly string[];
  readonly source: string;
  readonly note?: string;
}

/** Names with a meaning of their own. Compared without regard to case and separators for events, exactly for attributes. */
export interface ReservedNames {
  readonly events: readonly string[];
  readonly event_prefixes: readonly string[];
  readonly attributes: readonly string[];
  readonly attribute_prefixes: readonly string[];
  readonly source: string;
}

/** One vendor's limits, names and shapes. */
export interface Pack {
  readonly name: string;
  readonly title: string;
  readonly limits: {
    readonly event_name_length: Limit;
    readonly attribute_name_length: Limit;
    readonly attribute_value_bytes: Limit;
    readonly attribute_count: Limit;
    readonly attribute_type_count: Readonly<Record<AttributeType, number>> & { readonly source: string };
  };
  readonly characters: { readonly event_name: Charset; readonly attribute_name: Charset };
  /** The recommended spelling, with its name ("snake_case"). */
  readonly case: { readonly pattern: string; readonly name: string; readonly source: string };
  readonly reserved: ReservedNames;
  /** Where an entry keeps its parts. */
  readonly payload: {
    readonly root: string;
    readonly event: string;
    readonly attributes: string;
    readonly time: string;
    /** How a time is written, in words: `yyyy-MM-dd HH:mm:ss`. */
    readonly time_form: string;
  };
  readonly apis: readonly Api[];
  /** Events as other systems keep them. */
  readonly records: readonly RecordShape[];
  readonly calls: readonly CallShape[];
  /** Severities that differ from the rules' own. */
  readonly rules: Readonly<Record<string, RuleLevel>>;
}

/** Which of the vendor's own names an event takes, or with which of its prefixes it begins; undefined for one of neither. */
export function reservedEvent(
  { events, event_prefixes }: ReservedNames,
  event: string,
): { readonly system: string } | { readonly prefix: string } | undefined {
  const system = systemEvents(events).get(spellingKey(event));
  if (system !== undefined) return { system };
  const prefix = event_prefixes.find((start) => spaced(event).startsWith(spaced(start)));
  return prefix === undefined ? undefined : { prefix };
}

const systemEventsOf = new WeakMap<readonly string[], ReadonlyMap<string, string>>();

/** Names of events by what all spellings of one have in common. A name of separators alone resembles every other such name, so it is none. */
function systemEvents(names: readonly string[]): ReadonlyMap<string, string> {
  let known = systemEventsOf.get(names);
  if (!known) {
    // Of two spellings the first counts.
    const byKey = names.map((name) => [spellingKey(name), name] as const).reverse();
    known = new Map(byKey.filter(([key]) => key !== ''));
    systemEventsOf.set(names, known);
  }
  return known;
}

/** The same for an attribute, whose names count exactly as they are written. */
export function reservedAttribute(
  { attributes, attribute_prefixes }: ReservedNames,
  name: string,
): { readonly field: string } | { readonly prefix: string } | undefined {
  if (attributes.includes(name)) return { field: name };
  const prefix = attribute_prefixes.find((start) => name.startsWith(start));
  return prefix === undefined ? undefined : { prefix };
}

/** A name in one case with one separator, so that prefixes keep their end: `nv_` begins `NV Order`, not `nvidia_order`. */
function spaced(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '_');
}
