import { type AttributeType, attributeTypes } from '../model/attribute-type.ts';
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
    if (before.used !== after.used || before.removed !== after.removed)
      yield changeOf('event-budget', pair, { before, after });
  }
}

/** How much of its limits an event uses: in all, and of each type. */
export function budgetsOf(event: EventDeclaration | undefined, lock: Lock, { limits }: Pack): Budget[] {
  const { used, removed } = event ? typesOf(event, lock) : { used: [], removed: [] };
  const { attribute_count: all, attribute_type_count: byType } = limits;
  return [
    { type: 'all', used: used.length, removed: removed.length, limit: all.max, source: all.source },
    ...attributeTypes.map((type) => ({
      type,
      used: used.filter((each) => each === type).length,
      removed: removed.filter((each) => each === type).length,
      limit: byType[type],
      source: byType.source,
    })),
  ];
}

/** The types of the attributes that an event has, declared or only sent, and of those that it has had. */
function typesOf(event: EventDeclaration, lock: Lock) {
  const used = new Map<string, AttributeType>();
  const removed = new Map<string, AttributeType>();
  const isSent = isLive(event);
  for (const { name, type, status } of event.attributes.values())
    (isSent && status !== 'removed' ? used : removed).set(name, type);
  for (const { attribute, type, tombstone, from } of lock.get(event.name)?.values() ?? [])
    if (!used.has(attribute) && !removed.has(attribute))
      (isSent && !tombstone && from !== 'registry' ? used : removed).set(attribute, type);
  return { used: [...used.values()], removed: [...removed.values()] };
}
