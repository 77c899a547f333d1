import type { AttributeType } from './attribute-type.ts';
import type { EventUse } from './event-use.ts';
import type { Place } from './text.ts';

/** Where an event or attribute stands in its life. */
export type Status = 'draft' | 'active' | 'deprecated' | 'removed';

/** What happens to attributes that an event does not declare. */
export type Additional = 'deny' | 'warn' | 'allow';

/** How closely a value has to do with a person, from the least. */
export const sensitivities = ['public', 'internal', 'personal', 'sensitive'] as const;

/** One of these. */
export type Sensitivity = (typeof sensitivities)[number];

/** A declared attribute, with its `ref` resolved. */
export interface AttributeDeclaration {
  readonly name: string;
  readonly type: AttributeType;
  readonly required: boolean;
  readonly description?: string | undefined;
  readonly status: Status;
  readonly replacedBy?: string | undefined;
  readonly sensitivity?: Sensitivity | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly pattern?: string | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly maxBytes?: number | undefined;
  /** The day from which it is sent: `yyyy-MM-dd`. */
  readonly since?: string | undefined;
  /** Its name, as a key. */
  readonly at: Place;
  /** The text that sets its type: the type itself, also behind a `ref`. */
  readonly typeAt: Place;
  /** Where one of its keys stands, also behind a `ref`; its name where it has no such key. */
  readonly keyAt: (key: string) => Place;
}

/** A declared event. */
export interface EventDeclaration {
  readonly name: string;
  readonly description?: string | undefined;
  readonly owner?: string | undefined;
  readonly status: Status;
  readonly replacedBy?: string | undefined;
  readonly since?: string | undefined;
  readonly platforms: readonly string[];
  readonly createsUser: boolean;
  readonly tags: readonly string[];
  readonly additional: Additional;
  readonly attributes: ReadonlyMap<string, AttributeDeclaration>;
  /** Attributes that it names and declares in a way that cannot be understood, which the registry is told: nothing is known of them. */
  readonly unclear?: ReadonlySet<string> | undefined;
  /** Names that must never come back. */
  readonly reserved: readonly string[];
  /** Sets of attributes as they are sent. */
  readonly examples?: readonly Readonly<Record<string, unknown>>[] | undefined;
  readonly at: Place;
  /** Where one of its own keys stands; its name where it has no such key. */
  readonly keyAt: (key: string) => Place;
}

/** A change of the registry that somebody has accepted although it breaks something. */
export interface Acceptance {
  /** What `diff` prints of the change: of its rule, its path and its values, so that it holds for no other. */
  readonly fingerprint: string;
  /** For whoever reads the registry; the fingerprint decides. */
  readonly rule?: string | undefined;
  /** `event` or `event.attribute`. */
  readonly path?: string | undefined;
  readonly reason: string;
  readonly by: string;
  /** The last day on which it holds, as `yyyy-MM-dd`. */
  readonly until?: string | undefined;
  /** Its fingerprint in the registry. */
  readonly at: Place;
}

/** The events a team may send. */
export interface Registry {
  /** Its files in reading order, relative to the working directory. */
  readonly files: readonly string[];
  readonly events: ReadonlyMap<string, EventDeclaration>;
  /** The declarations as event uses: the rules on names, counts and types apply to them as to any other. */
  readonly uses: readonly EventUse[];
  /** Where each of its files begins to declare events, or begins. */
  readonly eventsAt: readonly Place[];
  readonly accepted: readonly Acceptance[];
}

/** What an attribute was locked from. */
export type LockSource = 'registry' | 'code' | 'payload';

/** A change of a locked type that somebody decided on. */
export interface LockOverride {
  /** The type that it had before, and since when. */
  readonly was: AttributeType;
  readonly since: string;
  readonly reason: string;
  /** Who decided it, where that is known. */
  readonly by?: string | undefined;
}

/** One line of the lock. */
export interface LockEntry {
  readonly event: string;
  readonly attribute: string;
  readonly type: AttributeType;
  /** What it was locked from. */
  readonly from: LockSource;
  /** The day on which it was locked, or from which it is sent: `yyyy-MM-dd`. */
  readonly since: string;
  /** The commit in which what it was locked from stood, where that is known. */
  readonly commit?: string | undefined;
  /** The attribute was removed; its name keeps its type. */
  readonly tombstone: boolean;
  /** The day of its removal, where that is known. */
  readonly removed?: string | undefined;
  /** The changes of its type, the latest first. */
  readonly overrides?: readonly LockOverride[] | undefined;
  readonly at: Place;
}

/** The committed type lock: entries by event, then attribute. */
export type Lock = ReadonlyMap<string, ReadonlyMap<string, LockEntry>>;

/** A name without case and separators: two names with the same key are spellings of one. `Order Placed` → `orderplaced`. */
export function spellingKey(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '');
}

const declaredByKey = new WeakMap<ReadonlyMap<string, unknown>, Map<string, string>>();

/** The declared name that `name` is another spelling of; undefined when it is declared itself or resembles none. */
export function otherSpelling(declared: ReadonlyMap<string, unknown>, name: string): string | undefined {
  if (declared.has(name)) return undefined;
  let byKey = declaredByKey.get(declared);
  if (!byKey) {
    byKey = new Map();
    for (const known of declared.keys())
      if (!byKey.has(spellingKey(known))) byKey.set(spellingKey(known), known);
    declaredByKey.set(declared, byKey);
  }
  return byKey.get(spellingKey(name));
}

/**
 * Declarations whose names are another spelling of an earlier one's, with that one. One that is on its way out is passed over:
 * it may stand beside what replaces it.
 */
export function* respelled<Declaration extends Pick<EventDeclaration, 'name' | 'status'>>(
  declarations: Iterable<Declaration>,
): Generator<{ readonly declared: Declaration; readonly first: Declaration }> {
  const firsts = new Map<string, Declaration>();
  for (const declared of declarations) {
    const key = spellingKey(declared.name);
    if (key === '' || declared.status === 'deprecated' || declared.status === 'removed') continue;
    const first = firsts.get(key);
    if (first) yield { declared, first };
    else firsts.set(key, declared);
  }
}
