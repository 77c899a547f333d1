import { type Change, type ChangedValues, type ChangeKind, isLive } from '../model/change.ts';
import { type AttributeDeclaration, type EventDeclaration, sensitivities } from '../model/registry.ts';
import { changeOf, differ, type EventPair, onlyDifferent, otherSpellings } from './pairs.ts';

/** What has changed in an event's attributes. Those of an event that is new or removed are added and removed too. */
export function* attributeChanges(pair: EventPair): Generator<Change> {
  const { before, after } = pair;
  const [old, now] = [attributesOf(before), attributesOf(after)];
  const respelt = otherSpellings(old, now);
  const gone = new Set(respelt.values());
  for (const [name, attribute] of now) yield* changesOf(pair, old.get(respelt.get(name) ?? name), attribute);
  for (const [name, attribute] of old)
    if (!now.has(name) && !gone.has(name)) yield* changesOf(pair, attribute, undefined);
}

/** An event's attributes; those of a removed event are removed with it. */
function attributesOf(event: EventDeclaration | undefined): ReadonlyMap<string, AttributeDeclaration> {
  if (!event) return new Map();
  if (isLive(event)) return event.attributes;
  return new Map(
    [...event.attributes].map(([name, attribute]) => [name, { ...attribute, status: 'removed' as const }]),
  );
}

function* changesOf(
  pair: EventPair,
  before: AttributeDeclaration | undefined,
  after: AttributeDeclaration | undefined,
): Generator<Change> {
  const attribute = (after ?? before)?.name;
  if (!after || !before || (isLive(before) && !isLive(after))) {
    yield changeOf('attribute', pair, {
      attribute,
      before,
      after,
      at: placeNow(pair, after),
      was: before?.at,
    });
    if (!before && isLive(after) && isPersonal(after))
      yield changeOf('attribute-sensitivity', pair, {
        attribute,
        before: undefined,
        after: after.sensitivity,
        at: after.keyAt('sensitivity'),
        was: undefined,
      });
    return;
  }
  const told = <Kind extends ChangeKind>(
    kind: Kind,
    key: string,
    was: ChangedValues[Kind] | undefined,
    is: ChangedValues[Kind] | undefined,
  ) =>
    changeOf(kind, pair, { attribute, before: was, after: is, at: after.keyAt(key), was: before.keyAt(key) });
  if (before.type !== after.type)
    yield changeOf('attribute-type', pair, {
      attribute,
      before: before.type,
      after: after.type,
      at: after.typeAt,
      was: before.typeAt,
    });
  if (before.name !== after.name)
    yield changeOf('attribute-name', pair, {
      attribute,
      before: before.name,
      after: after.name,
      at: after.at,
      was: before.at,
    });
  if (before.status !== after.status) yield told('attribute-status', 'status', before.status, after.status);
  if (!isLive(after)) return;
  if (before.required !== after.required)
    yield told('attribute-required', 'required', before.required, after.required);
  if (before.sensitivity !== after.sensitivity)
    yield told('attribute-sensitivity', 'sensitivity', before.sensitivity, after.sensitivity);
  if (before.type === after.type) yield* constraintChanges(before, after, told);
  const documentation = ({ description, replacedBy }: AttributeDeclaration) => ({
    description,
    replaced_by: replacedBy,
  });
  const [was, is] = onlyDifferent(documentation(before), documentation(after));
  const [key] = Object.keys(is);
  if (key !== undefined) yield told('attribute-documentation', key, was, is);
}

type Told = <Kind extends ChangeKind>(
  kind: Kind,
  key: string,
  was: ChangedValues[Kind] | undefined,
  is: ChangedValues[Kind] | undefined,
) => Change;

/** Constraints of another type are other constraints: they are only compared where the type is the same. */
function* constraintChanges(
  before: AttributeDeclaration,
  after: AttributeDeclaration,
  told: Told,
): Generator<Change> {
  if (differ(before.enum, after.enum)) yield told('attribute-enum', 'enum', before.enum, after.enum);
  if (before.pattern !== after.pattern)
    yield told('attribute-pattern', 'pattern', before.pattern, after.pattern);
  if (before.minimum !== after.minimum)
    yield told('attribute-minimum', 'minimum', before.minimum, after.minimum);
  if (before.maximum !== after.maximum)
    yield told('attribute-maximum', 'maximum', before.maximum, after.maximum);
  if (before.maxBytes !== after.maxBytes)
    yield told('attribute-max-bytes', 'max_bytes', before.maxBytes, after.maxBytes);
}

/** Where an attribute stands now: what says that it is removed, else its name, else the event that has lost it. */
function placeNow(pair: EventPair, after: AttributeDeclaration | undefined) {
  if (!after) return pair.at;
  return isLive(after) ? after.at : after.keyAt('status');
}

function isPersonal({ sensitivity }: AttributeDeclaration): boolean {
  return sensitivity !== undefined && sensitivities.indexOf(sensitivity) >= sensitivities.indexOf('personal');
}
