import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import type { Place } from '../../../src/model/text.ts';
import type { PayloadItem } from '../../../src/read/payload/index.ts';
import { openPayload } from '../../../src/read/payload/index.ts';
import { textOf } from './read.ts';
import { testPack } from './test-pack.ts';

/** A form that holds a body: how it is written into it, and how what is underlined there reads in the body. */
interface Form {
  readonly name: string;
  readonly file: string;
  readonly write: (body: string) => string | Uint8Array;
  readonly written: (underlined: string) => string;
}

const same = (text: string) => text;
const url = 'https://events.test/api/event';
const har = (postData: object) =>
  JSON.stringify({ log: { entries: [{ request: { method: 'POST', url, postData } }] } }, null, 1);
const inJson = (text: string) => JSON.parse(`"${text}"`) as string;
const percent = (text: string) => decodeURIComponent(text.replaceAll('+', ' '));
const single = (text: string) => text.replaceAll("'", "'\\''");
const double = (text: string) => text.replace(/[\\"$`]/g, '\\$&');
const undoubled = (text: string) => text.replace(/\\([\\"$`])/g, '$1');
const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
const uncelled = (text: string) => text.replaceAll('""', '"');

const forms: readonly Form[] = [
  { name: 'HAR', file: 'a.har', write: (text) => har({ text }), written: inJson },
  {
    name: 'HAR, a field of a form',
    file: 'a.har',
    write: (body) => har({ params: [{ name: 'data', value: body }] }),
    written: inJson,
  },
  {
    name: 'HAR, a form as text',
    file: 'a.har',
    write: (body) => har({ text: `v=1&data=${encodeURIComponent(body).replaceAll('%20', '+')}` }),
    written: percent,
  },
  {
    name: 'Postman',
    file: 'a.json',
    write: (raw) => JSON.stringify({ info: {}, item: [{ request: { url, body: { mode: 'raw', raw } } }] }),
    written: inJson,
  },
  {
    name: 'cURL, single quotes',
    file: 'a.sh',
    write: (body) => `curl ${url} \\\n  -d '${single(body)}'`,
    written: (text) => text.replaceAll("'\\''", "'"),
  },
  {
    name: 'cURL, double quotes',
    file: 'a.sh',
    write: (body) => `curl --data-raw "${double(body)}" ${url}`,
    written: undoubled,
  },
  {
    name: "cURL, $'…'",
    file: 'a.sh',
    write: (body) => `curl ${url} --data-raw $'${ansi(body)}'`,
    written: (text) =>
      text.replace(/\\(?:u([0-9a-f]{4})|(.))/g, (_, hex: string | undefined, char: string) =>
        hex === undefined ? char : String.fromCharCode(Number.parseInt(hex, 16)),
      ),
  },
  {
    name: 'cURL, a here-document',
    file: 'a.sh',
    write: (body) => `curl ${url} -d @- <<'END'\n${body}\nEND\n`,
    written: same,
  },
  {
    name: 'cURL, a here-document that expands',
    file: 'a.sh',
    write: (body) => `curl ${url} -d "$(cat <<END\n${body.replace(/[\\$`]/g, '\\$&')}\nEND\n)"\n`,
    written: (text) => text.replace(/\\([\\$`])/g, '$1'),
  },
  {
    name: 'CSV',
    file: 'a.csv',
    write: (body) => `id,body\r\n1,${cell(body)}\r\n`,
    written: uncelled,
  },
  {
    name: 'CSV with semicolons',
    file: 'a.csv',
    write: (body) => `${cell('b"d')};id\n${cell(body)};1`,
    written: uncelled,
  },
  { name: 'TSV', file: 'a.tsv', write: (body) => `body\tid\n${cell(body)}\t1`, written: uncelled },
  {
    name: 'Parquet',
    file: 'a.parquet',
    write: (body) =>
      new Uint8Array(parquetWriteBuffer({ columnData: [{ name: 'body', data: [body], type: 'STRING' }] })),
    written: same,
  },
];

/** What browsers write for what is not ASCII, and quotes. */
function ansi(text: string): string {
  return text
    .replace(/[\\']/g, '\\$&')
    .replace(/[!\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const anyText = fc.string({ unit: 'grapheme', maxLength: 12 });
const tricky = fc.constantFrom(
  "'",
  '"',
  '\\',
  '\\"',
  '$HOME',
  '`x`',
  '""',
  "it's",
  ';',
  ',',
  'é',
  '😀',
  '!',
  '%22',
  '+',
  '\t',
);
const name = fc.oneof(
  anyText,
  tricky,
  fc.tuple(tricky, anyText).map((parts) => parts.join('')),
);
const entry = fc.record(
  {
    userID: fc.oneof(name, fc.integer()),
    event_name: fc.oneof(name, fc.constant(null)),
    attributes: fc.oneof(
      fc.dictionary(name, fc.oneof(name, fc.integer(), fc.boolean(), fc.constant(null), fc.array(name))),
      fc.constant([]),
    ),
    ltv: fc.oneof(fc.constant('10'), fc.constant(10)),
    context: fc.record({ platform: name }, { requiredKeys: [] }),
    "o'ther": name,
  },
  { requiredKeys: ['userID'] },
);
const bodies = fc
  .tuple(fc.array(entry, { minLength: 1, maxLength: 3 }), fc.constantFrom(0, 2))
  .map(([nv, indent]) => JSON.stringify({ nv }, null, indent));

describe('a body in another form is read as the bare body is, and every place is the same text', () => {
  test.each(forms)('$name', async ({ file, write, written, name }) => {
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        const bare = await seen('p.json', body, same);
        const held = await seen(file, write(body), written);
        // A row of Parquet is one line: line ends are spaces.
        const expected = name === 'Parquet' ? bare.map((line) => line.replaceAll('\n', ' ')) : bare;
        expect(held).toEqual(expected);
      }),
      { numRuns: name === 'Parquet' ? 20 : 60 },
    );
  });
});

async function seen(
  file: string,
  content: string | Uint8Array,
  written: (underlined: string) => string,
): Promise<string[]> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const lines: string[] = [];
  for await (const item of openPayload(file, bytes, { pack: testPack })) lines.push(...shown(item, written));
  return lines;
}

function shown(item: PayloadItem, written: (underlined: string) => string): string[] {
  const at = (place: Place) => `⟨${written(textOf(place))}⟩`;
  if (item.kind === 'problem')
    return [`${item.problem.rule} ${at(item.problem.place)} ${item.problem.message}`];
  if (item.kind === 'request') return [`${item.request.api.id} ${item.request.size}`];
  if (item.kind === 'use') return ['use'];
  const { fields, locate, use } = item.entry;
  const parts = use?.attributes.flatMap(({ name, types, values }) => [
    `${name} ${types.join()} ${JSON.stringify(values)}`,
    at(locate({ part: 'attribute', name })),
    at(locate({ part: 'value', name })),
  ]);
  return [
    JSON.stringify(fields),
    at(locate({ part: 'event' })),
    at(locate({ part: 'field', path: 'userID' })),
    ...(parts ?? []),
  ];
}
