import type { AttributeType } from './attribute-type.ts';
import type { Finding, Related, Severity } from './finding.ts';
import type {
  Acceptance,
  Additional,
  AttributeDeclaration,
  EventDeclaration,
  LockEntry,
  Sensitivity,
  Status,
} from './registry.ts';
import { compareTexts, type Place, shorten } from './text.ts';

/**
 * What a change can break, from what nothing can mend to what a build mends. Each includes those before it: the types that are
 * locked for good; what released apps still send; what reads the data; the names that code is generated from.
 */
export const categories = ['lock', 'ingest', 'consumer', 'source'] as const;

/** One of the nested categories. */
export type Category = (typeof categories)[number];

/** How many attributes of a type an event has, of those that the vendor stores. */
export interface Budget {
  /** `all` is the number of attributes of any type. */
  readonly type: AttributeType | 'all';
  /** Declared and not removed, or known to be sent without being declared. */
  readonly used: number;
  /** Removed ones whose type is known: it is not known whether the vendor counts them still. */
  readonly removed: number;
  readonly limit: number;
  /** Where the limit comes from. */
  readonly source: string;
}

/** What describes an event or attribute and binds nobody; only what differs is in it. */
export type Documentation = Readonly<Record<string, unknown>>;

/** What each kind of change has before and after. */
export interface ChangedValues {
  readonly event: EventDeclaration;
  readonly 'event-name': string;
  readonly 'event-status': Status;
  readonly 'event-owner': string;
  readonly 'event-additional': Additional;
  readonly 'event-creates-user': boolean;
  readonly 'event-platforms': readonly string[];
  readonly 'event-reserved': readonly string[];
  readonly 'event-documentation': Documentation;
  readonly 'event-budget': Budget;
  readonly attribute: AttributeDeclaration;
  readonly 'attribute-name': string;
  readonly 'attribute-type': AttributeType;
  readonly 'attribute-required': boolean;
  readonly 'attribute-status': Status;
  readonly 'attribute-sensitivity': Sensitivity;
  readonly 'attribute-enum': readonly unknown[];
  readonly 'attribute-pattern': string;
  readonly 'attribute-minimum': number;
  readonly 'attribute-maximum': number;
  readonly 'attribute-max-bytes': number;
  readonly 'attribute-documentation': Documentation;
  /** A line of the lock. */
  readonly lock: LockEntry;
}

/** What of a registry can change. */
export type ChangeKind = keyof ChangedValues;

/** One difference between two registries. */
export interface ChangeOf<Kind extends ChangeKind> {
  readonly kind: Kind;
  /** The event's present name; the former one where it has none any more. */
  readonly event: string;
  readonly attribute: string | undefined;
  /** Undefined for what was not there, or not said. */
  readonly before: ChangedValues[Kind] | undefined;
  readonly after: ChangedValues[Kind] | undefined;
  /** Where it stands now; for what was removed, the nearest place that is still there. */
  readonly at: Place;
  /** Where it stood. */
  readonly was: Place | undefined;
  /** The event as a whole on both sides. */
  readonly eventBefore: EventDeclaration | undefined;
  readonly eventAfter: EventDeclaration | undefined;
}

/** A difference of any kind. */
export type Change = { [Kind in ChangeKind]: ChangeOf<Kind> }[ChangeKind];

/** A difference of one of some kinds. */
export type ChangeIn<Kind extends ChangeKind> = Extract<Change, { readonly kind: Kind }>;

/** A change with what its rule says of it. */
export interface JudgedChange {
  readonly change: Change;
  readonly ruleId: string;
  readonly category: Category;
  /** `note` for what lies beyond the chosen category, or is about a draft that nobody sends. */
  readonly severity: Severity;
  readonly message: string;
  readonly help: string | undefined;
  readonly related: readonly Related[];
  readonly owner: string | undefined;
  /** Of rule, path and values: stable until one of them is another. */
  readonly fingerprint: string;
  /** Who has accepted it; it breaks nothing then. */
  readonly accepted: Acceptance | undefined;
  /** Why nobody can accept it as it is. */
  readonly notAcceptable: string | undefined;
}

/** What a registry was held against. */
export interface Base {
  /** As the command line names it. */
  readonly name: string;
  readonly kind: 'commit' | 'file' | 'lock';
  /** The commit, for a commit. */
  readonly revision?: string | undefined;
}

/** Everything that has changed in a registry. */
export interface RegistryDiff {
  readonly base: Base;
  readonly category: Category;
  /** By event, attribute and kind. */
  readonly changes: readonly JudgedChange[];
  /** Faults of acceptances. */
  readonly findings: readonly Finding[];
  /** The limits of which an event uses more or less than before. */
  readonly budgets: readonly ChangeIn<'event-budget'>[];
  /** Of all fingerprints: what was reviewed is what has this digest. */
  readonly digest: string;
}

/** Whether a change breaks something, at the chosen category, that nobody has accepted. */
export function breaks({ severity, accepted }: Pick<JudgedChange, 'severity' | 'accepted'>): boolean {
  return severity === 'error' && accepted === undefined;
}

/** An attribute's path, `order_placed.total`, or the event's name alone. */
export function pathOf({ event, attribute }: Pick<Change, 'event' | 'attribute'>): string {
  return attribute === undefined ? event : `${event}.${attribute}`;
}

/** The path between backticks, as messages show it: "`total` of `order_placed`". */
export function subjectOf({ event, attribute }: Pick<Change, 'event' | 'attribute'>): string {
  const of = `\`${shorten(event)}\``;
  return attribute === undefined ? of : `\`${shorten(attribute)}\` of ${of}`;
}

/** Whether an event or attribute is declared to be sent, also as a draft. */
export function isLive<Declared extends { readonly status: Status }>(
  declared: Declared | undefined,
): declared is Declared & { readonly status: Exclude<Status, 'removed'> } {
  return declared !== undefined && declared.status !== 'removed';
}

/** What a value of a change is, as plain data: the same for the same meaning, whatever order it was written in. */
export function canonical(change: Change, side: 'before' | 'after'): unknown {
  const value: unknown = change[side];
  if (value === undefined) return null;
  switch (change.kind) {
    case 'event': {
      const { status, attributes } = value as EventDeclaration;
      const types = [...attributes.values()].map(({ name, type }) => [name, type] as const).sort(byName);
      return { status, attributes: Object.fromEntries(types) };
    }
    case 'attribute': {
      const { type, required, status } = value as AttributeDeclaration;
      return { type, required, status };
    }
    case 'event-platforms':
    case 'event-reserved':
      return [...(value as readonly string[])].sort();
    case 'attribute-enum':
      return [...(value as readonly unknown[])].sort((a, b) =>
        compareTexts(JSON.stringify(a), JSON.stringify(b)),
      );
    case 'event-budget': {
      const { type, used, removed, limit } = value as Budget;
      return { type, used, removed, limit };
    }
    case 'lock':
      return (value as LockEntry).type;
    default:
      return value;
  }
}

function byName(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return compareTexts(a[0], b[0]);
}
