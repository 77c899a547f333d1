// What other validators are given: the registry and the pack as JSON Schema, as far as it can say what they say.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

const time = '([01][0-9]|2[0-3]):[0-5][0-9]';
const day = '[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])';
/** Months have 31 days here: a pattern cannot count them. */
export const eventTimePattern = `^${day} ${time}:[0-5][0-9]$`;
export const datePattern = `^${day}([ T]${time}(:[0-5][0-9](\\.[0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?$`;

/** The declared events of a corpus, plainly: what scripts and databases look things up in. */
export function declaredIn(folder) {
  const { events } = parse(readFileSync(join(folder, 'event-registry.yaml'), 'utf8'));
  return Object.entries(events).map(([name, event]) => ({
    name,
    isOpen: event.additional === 'allow',
    isOver: event.status === 'deprecated',
    createsUser: event.creates_user === true,
    reserved: event.reserved ?? [],
    attributes: Object.entries(event.attributes).map(([attribute, { status, ...rest }]) => ({
      name: attribute,
      isOver: status === 'deprecated',
      ...rest,
    })),
  }));
}

const pack = parse(readFileSync(resolve(import.meta.dirname, '../../packs/notifyvisitors.yaml'), 'utf8'));
const api = (id) => pack.apis.find((one) => one.id === id);

/** The schema of an entry of each declared event, by its name; of what must not be sent, `false`. */
export function schemasByEvent(declared) {
  return new Map(
    declared.map((event) => [
      event.name,
      event.isOver || event.createsUser ? false : entrySchema(event, api('events')),
    ]),
  );
}

/** The schema of the combined call's entry, and of a user's profile. */
export function otherSchemas(declared) {
  const creating = declared.find(({ createsUser }) => createsUser);
  const profile = api('user').entry_schema;
  return {
    combined: entrySchema(creating, api('user_event')),
    profile: { ...profile, required: [...profile.required, 'userID'] },
  };
}

/** One schema for a line of any form: tools that take one schema find an entry's own by if and then. */
export function schemaOfLine(declared) {
  const events = schemasByEvent(declared);
  const { combined, profile } = otherSchemas(declared);
  const definitions = { combined, profile };
  for (const [name, schema] of events) definitions[name] = schema;
  definitions.entry = {
    type: 'object',
    required: ['event_name'],
    properties: { event_name: { enum: [...events.keys()] } },
    allOf: [...events.keys()].map((name) => ({
      if: { properties: { event_name: { const: name } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
      then: { $ref: `#/definitions/${name}` },
    })),
  };
  const ref = (name) => ({ $ref: `#/definitions/${name}` });
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    definitions,
    type: 'object',
    ...choice(
      { required: ['nv'] },
      { properties: { nv: choice({ type: 'array' }, bodySchema(ref), ref('combined')) } },
      ref('entry'),
    ),
  };
}

function bodySchema(ref) {
  return { maxItems: 1000, items: choice({ required: ['user_attributes'] }, ref('profile'), ref('entry')) };
}

function choice(condition, yes, no) {
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
  return { if: condition, then: yes, else: no };
}

function entrySchema(event, { entry_schema: schema }) {
  return {
    type: 'object',
    additionalProperties: false,
    required: [...schema.required, 'userID'],
    properties: {
      ...schema.properties,
      userID: { type: 'string', minLength: 1 },
      event_name: { const: event.name },
      event_time: { type: 'string', pattern: eventTimePattern },
      attributes: attributesSchema(event),
    },
  };
}

function attributesSchema({ attributes, isOpen, reserved }) {
  const properties = Object.fromEntries(
    attributes.map((attribute) => [attribute.name, valueSchema(attribute)]),
  );
  for (const name of isOpen ? reserved : []) properties[name] = false;
  return {
    type: 'object',
    maxProperties: pack.limits.attribute_count.max,
    required: attributes.filter(({ required }) => required).map(({ name }) => name),
    properties,
    additionalProperties: isOpen ? { not: { type: 'null' } } : false,
    ...(isOpen && {
      propertyNames: { pattern: pack.case.pattern, maxLength: pack.limits.attribute_name_length.max },
    }),
  };
}

function valueSchema({ type, isOver, enum: allowed, pattern, minimum, maximum, max_bytes: most }) {
  if (isOver) return false;
  switch (type) {
    case 'string':
      return {
        type,
        // A schema counts characters; bytes cannot be said.
        maxLength: most ?? pack.limits.attribute_value_bytes.max,
        ...(allowed && { enum: allowed }),
        ...(pattern && { pattern }),
      };
    case 'number':
      return { type, ...(minimum !== undefined && { minimum }), ...(maximum !== undefined && { maximum }) };
    case 'date':
      return { type: 'string', pattern: datePattern };
    case 'object[]':
      return { type: 'array', items: { type: 'object' } };
    default:
      return { type };
  }
}
