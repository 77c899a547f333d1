import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  id: 'parse-error',
  on: 'reading',
  applies: ['code', 'payload'],
  severity: 'error',
  summary: 'Every file can be read as what it is.',
  why: 'What cannot be read cannot be judged. A file that is skipped in silence looks like one without faults.',
  good: [
    { code: `nv('event', 'order_placed', {});` },
    { payload: `{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{}}]}` },
  ],
  bad: [
    { code: `nv('event', 'order_placed', {};`, finds: [';'] },
    {
      payload: `{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{},}]}`,
      finds: ['}'],
    },
  ],
});
