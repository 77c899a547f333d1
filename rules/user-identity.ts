import { fieldAt } from '../src/model/field.ts';
import { defineRule } from '../src/model/rule.ts';

export default defineRule({
  id: 'user-identity',
  on: 'entry',
  applies: ['payload'],
  severity: 'error',
  summary: 'An entry names its user.',
  why: 'An event is kept on the profile of its user. Without one the call is refused, and what it carries is lost. E-mail and mobile number name a user only where the account merges profiles.',
  good: [
    { payload: `{"nv":[{"userID":"u1","event_name":"order_placed","attributes":{}}]}` },
    {
      payload: `{"nv":[{"email":"asha@example.com","event_name":"order_placed","attributes":{}}]}`,
      userMerging: true,
    },
  ],
  bad: [
    {
      payload: `{"nv":[{"userID":"","event_name":"order_placed","attributes":{}}]}`,
      finds: ['""'],
    },
    {
      payload: `{"nv":[{"email":"asha@example.com","event_name":"order_placed","attributes":{}}]}`,
      finds: ['{'],
    },
    { payload: `{"nv":[{"event_name":"order_placed","attributes":{}}]}`, userMerging: true, finds: ['{'] },
  ],
  *check({ api, fields }, { userMerging }) {
    const { required, merged } = api.identity;
    const faults = new Map(
      (userMerging ? [required, ...merged] : [required]).map((path) => [
        path,
        faultOf(fieldAt(fields, path)),
      ]),
    );
    if ([...faults.values()].includes(undefined)) return;
    const paths = [...faults.keys()].map((path) => `\`${path}\``);
    // The fault of a field that was given says more than that others were not.
    const [path, fault] = [...faults].find(([, one]) => one !== 'is missing') ?? [required, 'is missing'];
    yield {
      at: { part: 'field', path },
      message:
        paths.length > 1 && fault === 'is missing'
          ? `None of ${paths.join(', ')} is given, so the entry has no user.`
          : `\`${path}\` ${fault}; the entry has no user.`,
      help:
        paths.length > 1
          ? `Give one of ${paths.join(', ')} as a non-empty string.`
          : `Give \`${required}\` as a non-empty string.`,
    };
  },
});

/** Why a value names nobody; undefined when it does. A value that is no text does not fit the schema, which says so. */
function faultOf(value: unknown): 'is missing' | 'is empty' | undefined {
  if (value === undefined) return 'is missing';
  return typeof value === 'string' && value.trim() === '' ? 'is empty' : undefined;
}
