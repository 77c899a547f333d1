import { isEventTime } from '../src/model/attribute-type.ts';
import { fieldAt } from '../src/model/field.ts';
import { defineRule } from '../src/model/rule.ts';
import { shorten } from '../src/model/text.ts';

export default defineRule({
  id: 'event-time',
  on: 'entry',
  applies: ['payload'],
  severity: 'error',
  summary: 'The time of an event is a real date and time in the form that the API takes.',
  why: 'Journeys and reports run on the time of an event. A time that cannot be read puts the event at another moment or loses it, and both look like data.',
  bound: ({ payload, apis }) => ({
    text: `\`${payload.time}\` is written \`${payload.time_form}\``,
    source: apis.find((api) => api.carries_event)?.source ?? '',
  }),
  good: [
    {
      payload: `{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{},"event_time":"2026-03-27 04:08:18"}]}`,
    },
    { payload: `{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{}}]}` },
  ],
  bad: [
    {
      payload: `{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{},"event_time":"2026-03-27T04:08:18Z"}]}`,
      finds: ['"2026-03-27T04:08:18Z"'],
    },
    {
      payload: `{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{},"event_time":"2026-02-29 10:00:00"}]}`,
      finds: ['"2026-02-29 10:00:00"'],
    },
  ],
  *check({ fields }, { pack }) {
    const { time, time_form } = pack.payload;
    const value = fieldAt(fields, time);
    // A value that is no text at all does not fit the schema of the entry, which says so.
    if (typeof value !== 'string' || isEventTime(value)) return;
    yield {
      at: { part: 'field', path: time },
      message: `\`${time}\` is ${shorten(JSON.stringify(value))}; it must be a real date and time written \`${time_form}\`.`,
      help: `Write it as \`${time_form}\`, without fractions of a second and without an offset.`,
    };
  },
});
