import { defineRule } from '../src/model/rule.ts';

const body = (name: string) =>
  JSON.stringify(JSON.stringify({ nv: [{ userID: 'u1', event_name: name, attributes: {} }] }));
const recorded = (
  request: string,
  status: number,
  answer: string,
) => `{ "log": { "version": "1.2", "entries": [{
  "request": {
    "method": "POST",
    "url": "https://event-api.notifyvisitors.com/api/event",
    "postData": { "mimeType": "application/json", "text": ${request} }
  },
  "response": {
    "status": ${status},
    "content": { "mimeType": "application/json", "text": ${JSON.stringify(answer)} }
  }
}] } }`;

export default defineRule({
  id: 'api-error',
  on: 'reading',
  applies: ['payload'],
  severity: 'error',
  summary: 'The API took every call that was recorded.',
  why: 'A call that is refused stores nothing of what it carries. Code that sends events seldom looks at the answer, so that nobody notices; the recording still holds it.',
  bound: ({ apis }) => {
    const answers = apis.flatMap(({ answer }) => answer ?? []);
    const said = [
      ...new Set(
        answers.map(
          ({ status, failed }) => `\`${status}\` of ${failed.map((one) => `\`${one}\``).join(' or ')}`,
        ),
      ),
    ];
    return {
      text: ['an HTTP status from 400 on', ...said].join(', or '),
      source: [...new Set(answers.map(({ source }) => source))].join(', '),
    };
  },
  good: [
    { file: 'shop.har', payload: recorded(body('order_placed'), 200, '{"response":{"status":"queued"}}') },
  ],
  bad: [
    {
      file: 'shop.har',
      payload: recorded(
        body('order_placed'),
        200,
        '{"response":{"message":"Error: userId can not be empty.","status":"error"}}',
      ),
      finds: ['"https://event-api.notifyvisitors.com/api/event"'],
    },
  ],
});
