import { type Change, isLive, pathOf } from '../model/change.ts';
import type { RegistryState } from '../model/change-rule.ts';
import type { AttributeDeclaration, LockEntry } from '../model/registry.ts';
import type { Place } from '../model/text.ts';
import { changeOf, nearestPlace } from './pairs.ts';

/** Lines of the lock that have gone or hold another type, but for attributes whose declared type has changed as well. */
export function* lockChanges(
  before: RegistryState,
  after: RegistryState,
  others: readonly Change[],
): Generator<Change> {
  const told = new Set(others.filter(({ kind }) => kind === 'attribute-type').map(pathOf));
  for (const [event, entries] of before.lock)
    for (const [attribute, entry] of entries) {
      const now = after.lock.get(event)?.get(attribute);
      if (now?.type === entry.type || told.has(pathOf({ event, attribute }))) continue;
      const [eventBefore, eventAfter] = [before.registry.events.get(event), after.registry.events.get(event)];
      const at =
        now?.at ?? eventAfter?.attributes.get(attribute)?.at ?? nearestPlace(eventAfter ?? entry, after);
      const pair = { name: event, before: eventBefore, after: eventAfter, at };
      yield changeOf('lock', pair, { attribute, before: entry, after: now, was: entry.at });
    }
}

/**
 * A lock as if it were a registry, to hold the declared types against: the attributes that were locked from a registry, with
 * their types. Of nothing else in it anything is known; what it does not hold yet is no change.
 */
export function changesSinceLock(before: RegistryState, after: RegistryState): Change[] {
  const changes: Change[] = [];
  for (const [event, entries] of before.lock) {
    const declared = after.registry.events.get(event);
    const pair = {
      name: event,
      before: undefined,
      after: declared,
      at: declared?.at ?? nearestPlace([...entries.values()][0] as LockEntry, after),
    };
    for (const [attribute, entry] of entries) {
      const now = isLive(declared) ? declared.attributes.get(attribute) : undefined;
      if (!isLive(now)) {
        // What code or payloads send need not be declared.
        if (entry.tombstone || entry.from !== 'registry' || now || declared?.status === 'removed') continue;
        changes.push(
          changeOf('attribute', pair, {
            attribute,
            before: asDeclared(entry),
            after: undefined,
            was: entry.at,
          }),
        );
      } else if (now.type !== entry.type)
        changes.push(
          changeOf('attribute-type', pair, {
            attribute,
            before: entry.type,
            after: now.type,
            at: now.typeAt,
            was: entry.at,
          }),
        );
    }
  }
  return changes;
}

function asDeclared({ attribute, type, at }: LockEntry): AttributeDeclaration {
  const keyAt = (): Place => at;
  return { name: attribute, type, required: false, status: 'active', at, typeAt: at, keyAt };
}
