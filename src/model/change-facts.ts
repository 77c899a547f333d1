import { type AttributeType, accepts } from './attribute-type.ts';
import { type Change, isLive, pathOf } from './change.ts';
import type { ChangeContext } from './change-rule.ts';
import type { Related } from './finding.ts';
import { counted } from './name.ts';
import { type LockEntry, otherSpelling } from './registry.ts';
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
  /** The lock holds it still. */
  readonly isLocked: boolean;
}

/** What is known against a name that is declared with a type: the lock's line first, then what code and payloads send. */
export function otherTypeOf(
  change: Change,
  attribute: string,
  type: AttributeType,
  context: ChangeContext,
): OtherType | undefined {
  const locked = lockedBy(change, attribute, context);
  const entry = [locked.after, locked.before].find((each) => each !== undefined && each.type !== type);
  if (entry) {
    const isLocked = entry === locked.after;
    const how = isLocked
      ? `the lock holds it as ${entry.type} since ${entry.since}${entry.tombstone ? ', also after it was removed' : ''}`
      : `the lock held it as ${entry.type} since ${entry.since}, and ${locked.after ? 'was overridden' : 'has lost that line'}`;
    return { type: entry.type, by: how, place: entry.at, isLocked };
  }
  if (locked.after) return undefined;
  for (const [seen, place] of seenAttribute(change, attribute, context)?.types ?? [])
    if (accepts(type, seen) === 'no')
      return { type: seen, by: `it is sent as ${seen} already`, place, isLocked: false };
  return undefined;
}

/** Why a type that the lock contradicts cannot be accepted. */
export function overrideFirst(change: Change): string {
  return `The lock must be overridden first: \`eventlint lock --override ${pathOf(change)} --reason …\`, once the vendor has really changed the type.`;
}

function seenAttribute({ event }: Change, attribute: string, { evidence }: ChangeContext) {
  return evidence.events.get(event)?.attributes.get(attribute);
}

/** What is known to be sent of what a change was about, under its former name. */
function seenOf({ event, eventBefore, attribute }: Change, { evidence }: ChangeContext) {
  const seen = evidence.events.get(eventBefore?.name ?? event);
  return attribute === undefined ? seen : seen?.attributes.get(attribute);
}

/** Where an event or attribute is still sent, as related places. */
export function stillSent(change: Change, context: ChangeContext): Related[] {
  const places = seenOf(change, context)?.places ?? [];
  return places.map((place) => ({ place, message: 'still sent here' }));
}

/** Whether code goes on to send what is removed: payloads only show that it was sent once. */
export function isInCode(change: Change, context: ChangeContext): boolean {
  return (seenOf(change, context)?.calls ?? 0) > 0;
}

/** "; it is still sent in 3 places", for the end of a message; nothing where none is known or may be. */
export function sentText(change: Change, context: ChangeContext): string {
  const { count = 0 } = seenOf(change, context) ?? {};
  if (count > 0) return `; it is still sent in ${counted(count, 'place')}`;
  const { dynamic } = context.evidence;
  if (dynamic === 0 || change.attribute !== undefined) return '';
  return `; ${counted(dynamic, 'call')} whose event is not known may send it`;
}

/** What a name that is new is another spelling of, among those that there were. */
export function formerSpelling(change: Change, { before }: ChangeContext): string | undefined {
  const { attribute, eventBefore, event } = change;
  if (attribute !== undefined)
    return eventBefore && isLive(eventBefore) ? otherSpelling(eventBefore.attributes, attribute) : undefined;
  return otherSpelling(before.registry.events, event);
}
