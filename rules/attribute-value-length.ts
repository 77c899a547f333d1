import { quoteName } from '../src/model/name.ts';
import { defineRule } from '../src/model/rule.ts';
import { codePoints, utf8Bytes } from '../src/model/text.ts';

const tooLong = 'Blue mug, dishwasher safe. '.repeat(10);

export default defineRule({
  id: 'attribute-value-length',
  on: 'value',
  applies: ['code', 'payload'],
  severity: 'error',
  summary: 'A string value is not longer than the vendor stores, counted in UTF-8 bytes.',
  why:
    'A longer value is beyond what can be stored, and the call is accepted without a word. Bytes count, not letters: most ' +
    'letters outside English take two or three, an emoji four, so that a text can fit in one language and not in another.',
  bound: ({ limits: { attribute_value_bytes: limit } }) => ({
    text: `at most ${limit.max} UTF-8 bytes`,
    source: limit.source,
  }),
  good: [
    { code: "nv('event', 'product_viewed', { product_name: 'Blue mug' });" },
    {
      payload:
        '{"nv":[{"userID":"u1","event_name":"product_viewed","attributes":{"product_name":"नीला मग"}}]}',
    },
  ],
  bad: [
    {
      code: `nv('event', 'product_viewed', { product_name: '${tooLong}' });`,
      finds: [`'${tooLong}'`],
    },
    {
      payload: `{"nv":[{"userID":"u1","event_name":"product_viewed","attributes":{"product_name":"${'नीला मग, '.repeat(15)}"}}]}`,
      finds: [`"${'नीला मग, '.repeat(15)}"`],
    },
  ],
  concern: (_, { pack }) => ({ bytesOver: pack.limits.attribute_value_bytes.max }),
  *check({ attribute, value }, { pack }) {
    const { max } = pack.limits.attribute_value_bytes;
    // A UTF-16 unit takes at most three bytes: most values need no counting.
    if (typeof value !== 'string' || value.length * 3 <= max) return;
    const bytes = utf8Bytes(value);
    if (bytes <= max) return;
    const points = codePoints(value);
    const characters = points === bytes ? '' : ` (${points} characters)`;
    yield {
      message: `The value of attribute ${quoteName(attribute)} has ${bytes} bytes${characters}; the limit is ${max}.`,
      help: `Shorten the text to ${max} bytes of UTF-8 before sending it, or send an id instead.`,
    };
  },
});
