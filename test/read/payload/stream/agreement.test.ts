import { constants, gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Aside } from '../../../../src/aside.ts';
import { plainly, scanned } from './lint.ts';

const registry = `registry: 1
events:
  order_placed:
    description: Paid.
    owner: shop
    attributes:
      quantity: { type: number, required: true, minimum: 0, maximum: 99 }
      currency: { type: string, enum: [INR, USD] }
      note: { type: string, max_bytes: 12 }
      country: { type: string, pattern: '^[A-Z]{2}$' }
      paid_at: date
      items: object[]
      legacy: { type: string, status: deprecated }
  signed_up:
    description: A new user.
    owner: growth
    creates_user: true
    additional: warn
  cart_left: { description: Left., owner: shop, additional: allow }
`;

const values = fc.constantFrom<unknown>(
  1,
  -1,
  150,
  2.5,
  1e21,
  Number('12345678901234567890'),
  'INR',
  'EUR',
  'IN',
  'x'.repeat(300),
  'नीला मग '.repeat(20),
  'tab\tquote"',
  'half \ud800',
  '\udc00\ud83d\\udc00',
  '😀',
  '2026-01-02',
  '2026-02-30',
  '2026-01-02T03:04:05Z',
  true,
  null,
  [],
  [{}],
  [1],
  {},
  { a: { b: [1, { c: null }] } },
);
const names = fc.constantFrom(
  'quantity',
  'Quantity',
  'currency',
  'note',
  'country',
  'paid_at',
  'items',
  'legacy',
  'colour',
  'nv_x',
  'größe',
);
const flags = fc
  .constantFrom(0, 0, 0, 25)
  .map((count) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`flag_${i}`, true])));
const attributes = fc
  .tuple(fc.dictionary(names, values, { noNullPrototype: true }), flags)
  .map(([some, more]) => ({ ...some, ...more }));
const event = fc.record(
  {
    userID: fc.constantFrom<unknown>('u1', 'u2', 'u3', '', ' ', 7, 'u\n4'),
    email: fc.constantFrom('a@example.com', ''),
    event_name: fc.constantFrom<unknown>(
      'order_placed',
      'order_placed',
      'Order Placed',
      'signed_up',
      'cart_left',
      'viewed',
      'Viewed',
      '',
      7,
      'é',
    ),
    attributes: fc.oneof({ weight: 9, arbitrary: attributes }, { weight: 1, arbitrary: values }),
    event_time: fc.constantFrom<unknown>(
      '2026-01-02 03:04:05',
      '2026-01-02 03:04:06',
      '2022-02-29 00:00:00',
      '2026-01-02',
      5,
    ),
    context: fc.constantFrom<unknown>({ platform: 'website' }, { platform: 'tv' }, { page: { url: 'x' } }, 1),
    extra: fc.constant(1),
    user_attributes: fc.constant({ city: 'Pune' }),
  },
  { requiredKeys: ['event_name', 'attributes'], noNullPrototype: true },
);
const body = fc.oneof(
  fc.array(event, { maxLength: 4 }).map((nv) => ({ nv })),
  event.map((nv) => ({ nv })),
  fc.array(event, { maxLength: 2 }).map((nv) => ({ nv, and: 1 })),
);
const record = fc.oneof(
  { weight: 8, arbitrary: event },
  { weight: 2, arbitrary: body },
  { weight: 1, arbitrary: fc.array(fc.oneof(event, body), { maxLength: 3 }) },
  { weight: 1, arbitrary: values },
);

/** Cuts a text, puts something in, or repeats a part: what a broken writer does. */
function broken(text: string): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.nat(text.length),
      fc.nat(6),
      fc.constantFrom('', ',', '}', ']', '"', '\\', '\u0001', '{', '1e400', '/', '/*', ',{'),
    )
    .map(([at, cut, put]) => text.slice(0, at) + put + text.slice(at + cut));
}

/** The same as other languages write it: characters beyond ASCII as escapes, in two halves where one is not enough. */
function escaped(text: string): string {
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const line = record
  .map((value) => JSON.stringify(value))
  .chain((text) =>
    fc.oneof(
      { weight: 8, arbitrary: fc.constant(text) },
      { weight: 1, arbitrary: fc.constant(text.replaceAll(':', ' :\t ')) },
      { weight: 1, arbitrary: fc.constant(escaped(text)) },
      { weight: 1, arbitrary: broken(text) },
      { weight: 1, arbitrary: fc.constantFrom(`${text},`, `${text}${text}`, `${text} [${text}]`) },
      { weight: 1, arbitrary: fc.constantFrom('', '  ', 'null', '{"a":1,"a":2}') },
    ),
  );

/** So many of alike lines that what is counted comes to be. */
const stream = fc.array(fc.tuple(line, fc.constantFrom(1, 1, 2, 30)), { minLength: 1, maxLength: 30 });

/** Bytes that are no UTF-8, now and then. */
function bytesOf(text: string, bad: readonly number[]): Buffer {
  const bytes = Buffer.from(text);
  for (const at of bad) if (at < bytes.length && bytes[at] !== 10) bytes[at] = 0xff;
  return bytes;
}

const runs = Number(process.env.RUNS ?? 10);
const pieces = fc.integer({ min: 1, max: 5000 });

describe('the scanner finds what the plain reader finds, and gives the same statistics', () => {
  test('in lines, however the bytes come', async () => {
    await fc.assert(
      fc.asyncProperty(
        stream,
        fc.constantFrom('\n', '\r\n', '\r\r\n', '\n\r', '\r'),
        fc.boolean(),
        pieces,
        fc.array(fc.nat(100_000), { maxLength: 4 }),
        fc.boolean(),
        async (lines, feed, ends, piece, bad, userMerging) => {
          const text =
            lines.flatMap(([one, times]) => Array(times).fill(one)).join(feed) + (ends ? feed : '');
          await expectAgreement('p.ndjson', bytesOf(text, bad), piece, userMerging);
        },
      ),
      { numRuns: runs },
    );
  });

  test('in one text, however the bytes come', async () => {
    // What is shown of a short text is all of it, so that these are long.
    const filler = JSON.stringify({
      userID: 'u9',
      event_name: 'cart_left',
      attributes: { note: 'x'.repeat(5000) },
    });
    const list = fc
      .tuple(
        fc.array(fc.tuple(event, fc.constantFrom(1, 2, 30)), { minLength: 1, maxLength: 20 }),
        fc.boolean(),
        fc.constantFrom(0, 2),
      )
      .map(([events, isBare, indent]) => {
        const all = events.flatMap(([one, times]) => Array(times).fill(one));
        const text = JSON.stringify([JSON.parse(filler), ...all, JSON.parse(filler)], null, indent);
        return isBare ? text : `{ "nv": ${text} }`;
      })
      .chain((text) =>
        fc.oneof(
          { weight: 2, arbitrary: fc.constant(text) },
          { weight: 1, arbitrary: broken(text) },
          { weight: 1, arbitrary: broken(text).chain(broken).chain(broken) },
          { weight: 1, arbitrary: broken(text + text) },
        ),
      );
    await fc.assert(
      fc.asyncProperty(
        list,
        pieces,
        fc.array(fc.nat(200_000), { maxLength: 2 }),
        async (text, piece, bad) => {
          await expectAgreement('p.json', bytesOf(text, bad), piece, false);
        },
      ),
      { numRuns: runs },
    );
  });

  test('in gzip, whole or cut off', async () => {
    await fc.assert(
      fc.asyncProperty(stream, fc.nat(60), async (lines, missing) => {
        const text = lines.flatMap(([one, times]) => Array(times).fill(one)).join('\n');
        const whole = gzipSync(text);
        // What is cut within its mark is no gzip.
        const packed = whole.subarray(0, Math.max(2, whole.length - missing));
        const damage = { damage: 'The gzip data is truncated: it ends before its last block.' };
        const there = gunzipSync(packed, { finishFlush: constants.Z_SYNC_FLUSH });
        const expected = plainly('p.ndjson', there, registry, false, missing > 0 ? damage : undefined);
        const { counted: _, ...found } = await scanned('p.ndjson', packed, registry, { piece: 700 });
        expect(found).toEqual(expected);
      }),
      { numRuns: runs },
    );
  });
});

async function expectAgreement(file: string, bytes: Uint8Array, piece: number, userMerging: boolean) {
  const expected = plainly(file, bytes, registry, userMerging);
  const { counted: _, ...found } = await scanned(file, bytes, registry, { piece, userMerging });
  expect(found).toEqual(expected);
  // Where nobody sees each entry, most are passed over; where texts can be read once more or are put aside, they are not kept.
  const aside = piece % 3 === 0 ? new Aside(0) : undefined;
  const passing = { piece: 50 * piece, userMerging, watched: false, kept: piece % 2 === 0, aside };
  const { findings, entries } = await scanned(file, bytes, registry, passing);
  aside?.close();
  expect({ findings, entries }).toEqual({ findings: expected.findings, entries: expected.entries });
}

test('what is alike is counted and not read', async () => {
  const line = '{"userID":"u1","event_name":"order_placed","attributes":{"quantity":5,"currency":"INR"}}\n';
  const { counted, entries, findings } = await scanned('p.ndjson', Buffer.from(line.repeat(1000)), registry);
  expect({ entries, findings }).toEqual({ entries: 1000, findings: [] });
  expect(counted).toBeGreaterThan(990);
});
