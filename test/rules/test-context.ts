import type { SeenType } from '../../src/model/attribute-type.ts';
import type { AttributeUse } from '../../src/model/event-use.ts';
import type { Pack } from '../../src/model/pack.ts';
import type { AttributeDeclaration, EventDeclaration } from '../../src/model/registry.ts';
import type { Context, Shape } from '../../src/model/rule.ts';
import { place, sourceText } from '../../src/model/text.ts';
import { nearest } from '../../src/nearest.ts';
import { testPack as payloadPack } from '../read/payload/test-pack.ts';

/** A vendor of our own that keeps some names to itself, and has no API. */
export const testPack: Pack = {
  ...payloadPack,
  reserved: {
    events: ['app_launch', 'Push Clicked'],
    event_prefixes: ['nv_'],
    attributes: ['event_name', 'userID'],
    attribute_prefixes: ['_nv_'],
    source: payloadPack.reserved.source,
  },
  apis: [],
  records: [],
};

const nowhere = place(sourceText('event-registry.yaml', ''), 0, 0);

/** A declared attribute: an optional, active string unless said otherwise. */
export function attribute(name: string, details: Partial<AttributeDeclaration> = {}): AttributeDeclaration {
  return {
    name,
    type: 'string',
    required: false,
    status: 'active',
    at: nowhere,
    typeAt: nowhere,
    keyAt: () => nowhere,
    ...details,
  };
}

/** A declared event: active, with no attributes and none beside them, unless said otherwise. */
export function event(
  name: string,
  attributes: readonly AttributeDeclaration[] = [],
  details: Partial<EventDeclaration> = {},
): EventDeclaration {
  return {
    name,
    status: 'active',
    platforms: [],
    createsUser: false,
    tags: [],
    additional: 'deny',
    attributes: new Map(attributes.map((declared) => [declared.name, declared])),
    reserved: [],
    at: nowhere,
    keyAt: () => nowhere,
    ...details,
  };
}

/** What a check may know, with these events declared. */
export function contextOf(...events: EventDeclaration[]): Context {
  const registry = {
    files: ['event-registry.yaml'],
    events: new Map(events.map((declared) => [declared.name, declared])),
    uses: [],
    eventsAt: [],
    accepted: [],
  };
  return { pack: testPack, registry, lock: new Map(), userMerging: false, wholeCode: true, nearest };
}

/** An attribute as it was seen, with one type or several. */
export function seen(name: string, ...types: SeenType[]): AttributeUse {
  return { name, types, optional: false };
}

/** As many attributes of one type, named `<type>_1` and on. */
export function manySeen(count: number, type: SeenType): AttributeUse[] {
  return Array.from({ length: count }, (_, index) => seen(`${type}_${index + 1}`, type));
}

/** An event's shape as the engine hands it to rules: with the declaration that the context has of it. */
export function shapeOf(
  context: Context,
  name: string,
  attributes: readonly AttributeUse[],
  open = false,
): Shape {
  return { event: name, attributes, open, declared: context.registry.events.get(name) };
}
