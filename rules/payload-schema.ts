import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  id: 'payload-schema',
  on: 'reading',
  applies: ['payload'],
  severity: 'error',
  summary: 'A request body has the fields that its API takes, each of its type, and no other.',
  why: 'An entry without a name or attributes is no event. Fields of another API, such as profile data, are refused or ignored here, so what they carry is lost although the call seems to succeed.',
  good: [
    { payload: `{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{"quantity":5}}]}` },
    {
      payload: `{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{},"context":{"platform":"website"}}]}`,
    },
  ],
  bad: [
    { payload: `{"nv":[{"userID":"u1","event_name":"order_placed"}]}`, finds: ['{'] },
    {
      payload: `{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{},"user_params":{"name":"Asha"}}]}`,
      finds: ['"user_params"'],
    },
    { payload: `{"nv":[{"userID":"u1","event_name":7,"attributes":{}}]}`, finds: ['7'] },
  ],
});
