import { attributeTypes } from '../model/attribute-type.ts';
import { type Budget, type Change, isLive } from '../model/change.ts';
import type { Pack } from '../model/pack.ts';
import type { EventDeclaration, Lock } from '../model/registry.ts';
import { changeOf, type EventPair } from './pairs.ts';

/** The types of which an event has more or fewer attributes than before. */
export function* budgetChanges(
  pair: EventPair,
  lockBefore: Lock,
  lockAfter: Lock,
  pack: Pack,
): Generator<Change> {
  if (!isLive(pair.before) && !isLive(pair.after)) return;
  const [was, is] = [budgetsOf(pair.before, lockBefore, pack), budgetsOf(pair.after, lockAfter, pack)];
  for (const [index, after] of is.entries()) {
    const before = was[index] as Budget;
    if (before.used !== after.used) yield changeOf('event-budget', pair, { before, after });
  }
}

/** How much of its limits an event uses: in all, and of each type. */
function budgetsOf(event: EventDeclaration | undefined, lock: Lock, { limits }: Pack): Budget[] {
  const live = isLive(event) ? [...event.attributes.values()].filter(isLive) : [];
  const removed = event ? removedTypes(event, lock) : [];
  const { attribute_count: all, attribute_type_count: byType } = limits;
  return [
    { type: 'all', used: live.length, removed: removed.length, limit: all.max, source: all.source },
    ...attributeTypes.map((type) => ({
      type,
      used: live.filter((attribute) => attribute.type === type).length,
      removed: removed.filter((each) => each === type).length,
      limit: byType[type],
      source: byType.source,
    })),
  ];
}

/** The types of attributes that an event has had, as the registry and the lock remember them. */
function removedTypes(event: EventDeclaration, lock: Lock) {
  const types = new Map(
    [...event.attributes.values()].filter((each) => !isLive(each)).map(({ name, type }) => [name, type]),
  );
  for (const { attribute, type } of lock.get(event.name)?.values() ?? [])
    if (!isLive(event.attributes.get(attribute))) types.set(attribute, type);
  return [...types.values()];
}
