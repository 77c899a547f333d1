import { type AttributeType, accepts } from './attribute-type.ts';
import type { Change } from './change.ts';
import { isLive } from './change.ts';
import type { Related } from './finding.ts';
import type { LockEntry } from './registry.ts';
import { otherSpelling } from './registry.ts';
import type { ChangeContext } from './rule.ts';
import type { Place } from './text.ts';

/** The lock's lines of a change's attribute on both sides, under the event's name of that side. */
export function lockedBy(
  { event, eventBefore }: Change,
  attribute: string,
  { before, after }: ChangeContext,
): { readonly before: LockEntry | undefined; readonly after: LockEntry | undefined } {
  const of = (state: ChangeContext['before']) =>
    state.lock.get(event)?.get(attribute) ?? state.lock.get(eventBefore?.name ?? event)?.get(attribute);
  return { before: of(before), after: of(after) };
}

/**
 * Whether the type of an attribute that is no longer declared is still written somewhere, so that its name cannot come back
 * with another: as removed in the registry, among the event's reserved names, or in the lock.
 */
export function isRemembered(change: Change, attribute: string, context: ChangeContext): boolean {
  const { eventAfter } = change;
  return (
    eventAfter?.attributes.has(attribute) === true ||
    eventAfter?.reserved.includes(attribute) === true ||
    lockedBy(change, attribute, context).after !== undefined
  );
}

/** Another type than the one given under which a name is known to have been sent, and by what. */
export interface OtherType {
  readonly type: AttributeType;
  /** For the message: "the lock holds it as string since 2026-01-10". */
  readonly by: string;
  readonly place: Place;
}

/** What is known against a name that is declared with a type: the lock's lines first, then what code and payloads send. */
export function otherTypeOf(
  change: Change,
  attribute: string,
  type: AttributeType,
  context: ChangeContext,
): OtherType | undefined {
  const locked = lockedBy(change, attribute, context);
  for (const entry of [locked.after, locked.before])
    if (entry && entry.type !== type) {
      const removed = entry.tombstone ? ', also after it was removed' : '';
      return {
        type: entry.type,
        by: `the lock holds it as ${entry.type} since ${entry.since}${removed}`,
        place: entry.at,
      };
    }
  if (locked.after) return undefined;
  for (const [seen, place] of seenAttribute(change, attribute, context)?.types ?? [])
    if (accepts(type, seen) === 'no') return { type: seen, by: `it is sent as ${seen} already`, place };
  return undefined;
}

function seenAttribute({ event }: Change, attribute: string, { evidence }: ChangeContext) {
  return evidence.events.get(event)?.attributes.get(attribute);
}

/** Where an event or attribute is still sent, as related places. */
export function stillSent(change: Change, { evidence }: ChangeContext): Related[] {
  const { eventBefore, attribute } = change;
  const seen = evidence.events.get(eventBefore?.name ?? change.event);
  const places = attribute === undefined ? seen?.places : seen?.attributes.get(attribute)?.places;
  return (places ?? []).map((place) => ({ place, message: 'still sent here' }));
}

/** "; 3 calls still send it", for the end of a message; nothing where none is known. */
export function sentText(change: Change, { evidence }: ChangeContext): string {
  const { eventBefore, attribute } = change;
  const seen = evidence.events.get(eventBefore?.name ?? change.event);
  const count =
    attribute === undefined ? (seen?.count ?? 0) : stillSent(change, { evidence } as ChangeContext).length;
  if (count === 0) return '';
  return count === 1 ? '; it is still sent in one place' : `; it is still sent in ${count} places`;
}

/** What a name that is new is another spelling of, among those that there were. */
export function formerSpelling(change: Change, { before }: ChangeContext): string | undefined {
  const { attribute, eventBefore, event } = change;
  if (attribute !== undefined)
    return eventBefore && isLive(eventBefore) ? otherSpelling(eventBefore.attributes, attribute) : undefined;
  return otherSpelling(before.registry.events, event);
}
