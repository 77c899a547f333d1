import { type Change, type ChangedValues, type ChangeKind, isLive } from '../model/change.ts';
import type { RegistryState } from '../model/change-rule.ts';
import type { Pack } from '../model/pack.ts';
import type { EventDeclaration } from '../model/registry.ts';
import { compareTexts } from '../model/text.ts';
import { attributeChanges } from './attributes.ts';
import { budgetChanges } from './budgets.ts';
import { lockChanges } from './locks.ts';
import { changeOf, differ, type EventPair, nearestPlace, onlyDifferent, otherSpellings } from './pairs.ts';

/**
 * Every difference between two registries and their locks, by event, attribute and kind. The order in which events and
 * attributes are declared is none, nor are comments, layout and the files that they stand in.
 */
export function changesBetween(before: RegistryState, after: RegistryState, pack: Pack): Change[] {
  const changes: Change[] = [];
  for (const pair of eventPairs(before, after)) {
    changes.push(...eventChanges(pair), ...attributeChanges(pair));
    changes.push(...budgetChanges(pair, before.lock, after.lock, pack));
  }
  changes.push(...lockChanges(before, after, changes));
  return changes.sort(
    (a, b) =>
      compareTexts(a.event, b.event) ||
      compareTexts(a.attribute ?? '', b.attribute ?? '') ||
      compareTexts(a.kind, b.kind),
  );
}

/** The events of both sides, each with itself; one whose spelling alone has changed with what it was. */
function eventPairs(before: RegistryState, after: RegistryState): EventPair[] {
  const [old, now] = [before.registry.events, after.registry.events];
  const respelt = otherSpellings(old, now);
  const gone = new Set(respelt.values());
  const pairs: EventPair[] = [];
  for (const [name, event] of now) {
    const former = old.get(respelt.get(name) ?? name);
    pairs.push({ name, before: former, after: event, at: event.at });
  }
  for (const [name, event] of old)
    if (!now.has(name) && !gone.has(name))
      pairs.push({ name, before: event, after: undefined, at: nearestPlace(event, after) });
  return pairs;
}

function* eventChanges(pair: EventPair): Generator<Change> {
  const { before, after } = pair;
  if (!before || !after || (isLive(before) && !isLive(after))) {
    yield changeOf('event', pair, { before, after, at: after?.keyAt('status') });
    return;
  }
  const told = <Kind extends ChangeKind>(
    kind: Kind,
    key: string,
    was: ChangedValues[Kind] | undefined,
    is: ChangedValues[Kind] | undefined,
  ) => changeOf(kind, pair, { before: was, after: is, at: after.keyAt(key), was: before.keyAt(key) });
  if (before.name !== after.name)
    yield changeOf('event-name', pair, { before: before.name, after: after.name });
  if (before.status !== after.status) yield told('event-status', 'status', before.status, after.status);
  if (!isLive(after)) return;
  if (before.owner !== after.owner) yield told('event-owner', 'owner', before.owner, after.owner);
  if (before.additional !== after.additional)
    yield told('event-additional', 'additional', before.additional, after.additional);
  if (before.createsUser !== after.createsUser)
    yield told('event-creates-user', 'creates_user', before.createsUser, after.createsUser);
  if (differ(before.platforms, after.platforms))
    yield told('event-platforms', 'platforms', before.platforms, after.platforms);
  if (differ(before.reserved, after.reserved))
    yield told('event-reserved', 'reserved', before.reserved, after.reserved);
  const documentation = (event: EventDeclaration) => ({
    description: event.description,
    since: event.since,
    replaced_by: event.replacedBy,
    tags: event.tags.length > 0 ? [...event.tags].sort() : undefined,
  });
  const [was, is] = onlyDifferent(documentation(before), documentation(after));
  const [key] = Object.keys(is);
  if (key !== undefined) yield told('event-documentation', key, was, is);
}
