import { defineRule } from '../src/model/rule.ts';

const profile = (index: number) => `{"userID":"u${index}","user_attributes":{"city":"Pune"}}`;
const profiles = (size: number) =>
  `{"nv":[${Array.from({ length: size }, (_, index) => profile(index)).join(',')}]}`;

export default defineRule({
  id: 'batch-size',
  on: 'request',
  applies: ['payload'],
  severity: 'error',
  summary: 'A call carries no more entries than its API takes.',
  why: 'A call over the limit is refused or cut. The entries beyond the limit are lost, also those that are sound.',
  bound: ({ apis }) => ({
    text: apis.map(({ title, batch }) => `${batch.max} in a call of ${title}`).join(', '),
    source: [...new Set(apis.map(({ batch }) => batch.source))].join(', '),
  }),
  good: [{ payload: profiles(3) }],
  bad: [{ payload: profiles(101), finds: ['['] }],
  *check({ api, size }) {
    if (size <= api.batch.max) return;
    yield {
      at: { part: 'whole' },
      message: `The call has ${size} entries; ${api.title} takes at most ${api.batch.max}.`,
      help: `Split it into ${Math.ceil(size / api.batch.max)} calls.`,
    };
  },
});
