import type { SeenType } from './attribute-type.ts';
import type { Budget, RegistryDiff } from './change.ts';
import type { EventUse } from './event-use.ts';
import type { Finding, Severity, Summary } from './finding.ts';
import type { Profile, ProfiledAttribute, ProfiledEvent } from './profile/profile.ts';
import type { AttributeDeclaration, EventDeclaration, Lock, LockEntry, Registry } from './registry.ts';
import { compareTexts } from './text.ts';

/** What is known of an attribute of an event, declared or only sent. */
export interface ReviewedAttribute {
  readonly name: string;
  readonly declared: AttributeDeclaration | undefined;
  readonly locked: LockEntry | undefined;
  /** The types that code sends, sorted. */
  readonly inCode: readonly SeenType[];
  /** What payloads hold of it. */
  readonly inPayloads: ProfiledAttribute | undefined;
}

/** What is known of an event, declared or only sent. */
export interface ReviewedEvent {
  readonly name: string;
  readonly declared: EventDeclaration | undefined;
  /** Declared ones in their order, then others by name. */
  readonly attributes: readonly ReviewedAttribute[];
  /** How much of the vendor's limits it uses; none where it is not declared. */
  readonly budgets: readonly Budget[];
  readonly callSites: readonly EventUse[];
  readonly inPayloads: ProfiledEvent | undefined;
  readonly findings: readonly Finding[];
}

/** What somebody owns. */
export interface Ownership {
  /** Undefined for what nobody owns. */
  readonly owner: string | undefined;
  readonly events: number;
  readonly findings: Readonly<Record<Severity, number>>;
}

/** All that a review of an event registry looks at. */
export interface Governance {
  /** By name. */
  readonly events: readonly ReviewedEvent[];
  /** By name; what nobody owns comes last. */
  readonly owners: readonly Ownership[];
  /** Errors first; those of a level by place. */
  readonly findings: readonly Finding[];
  readonly counts: Readonly<Record<Severity, number>>;
  readonly looked: Pick<Summary, 'files' | 'callSites' | 'events'>;
  /** Calls of which it is not known which events they send. */
  readonly dynamic: readonly EventUse[];
  /** What has changed, where that was asked. */
  readonly diff: RegistryDiff | undefined;
}

/** From what a {@link Governance} is put together. */
export interface Reviewed {
  readonly registry: Registry;
  readonly lock: Lock;
  readonly budgetsOf: (event: EventDeclaration) => readonly Budget[];
  /** The call sites in code. */
  readonly uses: readonly EventUse[];
  readonly profile: Profile;
  /** Without those that are suppressed. */
  readonly findings: readonly Finding[];
  readonly looked: Governance['looked'];
  readonly diff: RegistryDiff | undefined;
}

const severities: readonly Severity[] = ['error', 'warning', 'note'];

/** Puts together what is declared, what is sent and what is wrong with it, by event. */
export function governanceOf(reviewed: Reviewed): Governance {
  const { registry, uses, profile, findings, looked, diff } = reviewed;
  const sites = grouped(uses.flatMap((use) => use.names.map((name) => [name, use] as const)));
  const sent = new Map(profile.events.map((event) => [event.event, event]));
  const ranked = severities.flatMap((severity) => findings.filter((each) => each.severity === severity));
  const found = grouped(ranked.flatMap((each) => (each.event === undefined ? [] : [[each.event, each]])));
  const names = new Set([...registry.events.keys(), ...sites.keys(), ...sent.keys()]);
  const events = [...names].sort(compareTexts).map((name) => {
    const callSites = sites.get(name) ?? [];
    return reviewedEvent(name, callSites, sent.get(name), found.get(name) ?? [], reviewed);
  });
  return {
    events,
    owners: ownersOf(events),
    findings: ranked,
    counts: countsOf(findings),
    looked,
    dynamic: uses.filter(({ dynamic }) => dynamic),
    diff,
  };
}

function reviewedEvent(
  name: string,
  callSites: readonly EventUse[],
  inPayloads: ProfiledEvent | undefined,
  findings: readonly Finding[],
  { registry, lock, budgetsOf }: Reviewed,
): ReviewedEvent {
  const declared = registry.events.get(name);
  const locked = lock.get(name);
  const inCode = grouped(
    callSites.flatMap(({ attributes }) => attributes.map((each) => [each.name, each.types] as const)),
  );
  const held = new Map((inPayloads?.attributes ?? []).map((each) => [each.attribute, each]));
  const declaredNames = [...(declared?.attributes.keys() ?? [])];
  const others = new Set([...inCode.keys(), ...held.keys(), ...(locked?.keys() ?? [])]);
  const names = [...new Set([...declaredNames, ...[...others].sort(compareTexts)])];
  return {
    name,
    declared,
    attributes: names.map((attribute) => ({
      name: attribute,
      declared: declared?.attributes.get(attribute),
      locked: locked?.get(attribute),
      inCode: [...new Set((inCode.get(attribute) ?? []).flat())].sort(),
      inPayloads: held.get(attribute),
    })),
    budgets: declared ? budgetsOf(declared) : [],
    callSites,
    inPayloads,
    findings,
  };
}

/** Who owns how many events that are declared and not removed, and what is found in them. */
function ownersOf(events: readonly ReviewedEvent[]): Ownership[] {
  const owned = grouped(
    events.flatMap((event) =>
      event.declared && event.declared.status !== 'removed' ? [[event.declared.owner ?? '', event]] : [],
    ),
  );
  return [...owned]
    .sort(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : compareTexts(a, b)))
    .map(([owner, all]) => ({
      owner: owner === '' ? undefined : owner,
      events: all.length,
      findings: countsOf(all.flatMap(({ findings }) => findings)),
    }));
}

/** How many findings of each level there are. */
export function countsOf(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const counts = { error: 0, warning: 0, note: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}

function grouped<Value>(pairs: Iterable<readonly [string, Value]>): Map<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const [key, value] of pairs) {
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
