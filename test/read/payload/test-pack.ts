import type { Api, Pack, RecordShape } from '../../../src/model/pack.ts';

const source = 'test';
const text = { type: 'string' };
const eventFields = {
  userID: {},
  email: text,
  event_name: text,
  ltv: text,
  attributes: { type: 'object' },
  context: {
    type: 'object',
    additionalProperties: false,
    properties: { platform: { enum: ['website', 'm-site'] }, ip_address: text },
  },
  event_time: {},
};

const events: Api = {
  id: 'events',
  title: 'the Events API',
  urls: ['https://events.test/api/event'],
  match: { root: 'array' },
  carries_event: true,
  creates_user: false,
  batch: { max: 1000, source },
  identity: { required: 'userID', merged: ['email'] },
  entry_schema: {
    type: 'object',
    additionalProperties: false,
    required: ['event_name', 'attributes'],
    properties: eventFields,
  },
  answer: { status: 'response.status', failed: ['error'], message: 'response.message', source },
  source,
};

const combined: Api = {
  ...events,
  id: 'combined',
  title: 'the combined API',
  urls: ['https://api.test/v1/user_event'],
  match: { root: 'object' },
  creates_user: true,
  batch: { max: 1, source },
  entry_schema: { ...events.entry_schema, properties: { ...eventFields, user_params: { type: 'object' } } },
};

const profiles: Api = {
  ...events,
  id: 'profiles',
  title: 'the profile API',
  urls: ['https://api.test/v1/user'],
  match: { root: 'array', entry_has: 'user_attributes' },
  carries_event: false,
  creates_user: true,
  batch: { max: 100, source },
  entry_schema: {
    type: 'object',
    additionalProperties: false,
    required: ['user_attributes'],
    properties: { userID: {}, user_attributes: { type: 'object' } },
  },
};

const track: RecordShape = {
  id: 'tracker',
  title: 'a track call',
  match: { field: 'type', event: ['track'], other: ['identify', 'page'] },
  list: 'batch',
  event: ['event'],
  attributes: ['properties'],
  time: { fields: ['timestamp'], forms: ['iso-8601'] },
  user: ['userId', 'anonymousId'],
  source,
};

const table: RecordShape = {
  id: 'table',
  title: 'a row of a table of events',
  event: ['event_name', 'event'],
  attributes: ['attributes', 'properties'],
  time: { fields: ['event_time', 'created_at'] },
  source,
};

/** A pack with the three kinds of API that payloads can be meant for. */
export const testPack: Pack = {
  name: 'test',
  title: 'Test vendor',
  limits: {
    event_name_length: { max: 254, min: 1, source },
    attribute_name_length: { max: 49, min: 1, source },
    attribute_value_bytes: { max: 254, source },
    attribute_count: { max: 255, source },
    attribute_type_count: {
      string: 200,
      number: 100,
      boolean: 20,
      date: 20,
      object: 20,
      'object[]': 5,
      source,
    },
  },
  characters: {
    event_name: { pattern: '^[A-Za-z0-9 _-]*$', allows: 'ASCII letters, digits, space, _ and -', source },
    attribute_name: { pattern: '^[A-Za-z0-9 _]*$', allows: 'ASCII letters, digits, space and _', source },
  },
  case: { pattern: '^[a-z][a-z0-9]*(_[a-z0-9]+)*$', name: 'snake_case', source },
  reserved: { events: [], event_prefixes: [], attributes: [], attribute_prefixes: [], source },
  payload: {
    root: 'nv',
    event: 'event_name',
    attributes: 'attributes',
    time: 'event_time',
    time_form: 'yyyy-MM-dd HH:mm:ss',
  },
  apis: [events, combined, profiles],
  records: [track, table],
  calls: [],
  rules: {},
};
