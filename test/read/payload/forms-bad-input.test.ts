import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvRows } from '../../../src/read/payload/forms/csv-rows.ts';
import { formNames } from '../../../src/read/payload/index.ts';
import { tell } from './read.ts';
import { testPack } from './test-pack.ts';

const event = '{"userID":"u","event_name":"a","attributes":{}}';
const track = '{"type":"track","event":"a","userId":"u","properties":{}}';
const har = `{"log":{"entries":[]}}`;
const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
const parquet = (text: string) => Buffer.from(`PAR1${text}`);

describe('which form a file has', () => {
  test.each<[file: string, content: string | Uint8Array, form: string]>([
    ['a.json', event, 'JSON'],
    ['a.json', `${event}\n${event}\n`, 'NDJSON'],
    ['a.ndjson', event, 'NDJSON'],
    ['a.jsonl.gz', event, 'NDJSON'],
    ['a.har', har, 'HTTP archive (HAR)'],
    ['<stdin>', har, 'HTTP archive (HAR)'],
    ['<stdin>', '{"item":[],"info":{}}', 'Postman collection'],
    ['<stdin>', '# copied\ncurl https://x.test', 'cURL commands'],
    ['<stdin>', '#!/bin/sh\nset -e\n', 'cURL commands'],
    ['a.sh', 'ls', 'cURL commands'],
    ['a.csv', 'a,b\n1,2', 'CSV'],
    ['<stdin>', 'id;Event Name;"Attributes"\n', 'CSV'],
    ['<stdin>', 'event_name\tattributes\n', 'CSV'],
    ['a.tab', 'a\tb\n1\t2', 'TSV'],
    ['a.bin', parquet(''), 'Parquet'],
  ])('%s %j: %s', async (file, content, form) => {
    expect((await tell(content, file))[0]).toBe(`form: ${form}`);
  });

  test.each<[form: string, content: string, lines: string[]]>([
    ['har', event, ['parse-error 1:1 ⟨⟩ The file is no HTTP archive (HAR).']],
    ['postman', har, ['parse-error 1:1 ⟨⟩ The file is no Postman collection.']],
    [
      'json',
      har,
      [
        'payload-schema 1:1 ⟨{⟩ This is not an event, a list of events or a request body: it is an object without `nv` and `event_name`.',
      ],
    ],
    ['ndjson', `${event}`, ['entry a 1:28 ⟨"a"⟩']],
    [
      'csv',
      'payload,n\n1,2,3',
      ['parse-error 2:1 ⟨1,2,3⟩ The row has 3 cells, the header 2, so the row is not read.'],
    ],
    ['tsv', `payload\n${event}`, ['entry a 2:28 ⟨"a"⟩']],
    ['curl', event, []],
    [
      'parquet',
      event,
      ['parse-error 1:1 ⟨⟩ The Parquet file cannot be read: parquet file invalid (footer != PAR1).'],
    ],
    [
      'tracker',
      `[${track},${event}]`,
      ['use a 1:26 ⟨"a"⟩', 'payload-schema 1:60 ⟨{⟩ This is not a track call.'],
    ],
    [
      'tracker',
      `${event}\n${track}`,
      ['payload-schema 1:1 ⟨{⟩ This is not a track call.', 'use a 2:25 ⟨"a"⟩'],
    ],
    [
      'table',
      '{"event_name":"a","properties":{"n":1},"created_at":"soon"}',
      ['use a 1:15 ⟨"a"⟩', '  n: number 1:33 ⟨"n"⟩ 1:37 ⟨1⟩'],
    ],
  ])('--input-format %s takes %j as such', async (form, content, lines) => {
    const [, ...told] = await tell(content, 'p.txt', form);
    expect(told).toEqual(lines);
  });
});

describe('what cannot be read is said where it stands', () => {
  test.each<[case_: string, file: string, content: string | Uint8Array, lines: string[]]>([
    [
      'a quote that is not closed, in a script',
      'a.sh',
      `curl https://events.test/api/event -d '${event}'\necho 'x`,
      ['entry a 1:67 ⟨"a"⟩', "parse-error 2:6 ⟨'⟩ A quote is opened here and never closed."],
    ],
    ['a bracket', 'a.sh', 'x=$(ls\n', ['parse-error 1:4 ⟨(⟩ A bracket is opened here and never closed.']],
    [
      'for cmd.exe',
      'a.curl',
      'curl ^"https://x.test^" ^\r\n',
      ['parse-error 1:1 ⟨curl⟩ The command is written for cmd.exe, whose quotes are not read.'],
    ],
    [
      'a quote that is not closed, in a table',
      'a.csv',
      `body\n${cell(event)}\n"{\n[]\n`,
      [
        'entry a 2:35 ⟨""a""⟩',
        'parse-error 3:1 ⟨"⟩ A quote is opened here and not closed within 16 MiB, so the line is not read.',
      ],
    ],
    [
      'a table without events',
      'a.csv',
      'id,name\n1,x\n',
      [
        'parse-error 1:1 ⟨id,name⟩ No column holds events: none of `id`, `name` holds JSON or is named as the parts of an event.',
      ],
    ],
    ['a table without rows', 'a.csv', 'event,properties\n', []],
    [
      'a byte that is no UTF-8',
      'a.csv',
      Buffer.concat([Buffer.from(`body,n\n`), Buffer.from([0x22, 0xff, 0x22]), Buffer.from(`,1\n`)]),
      ['parse-error 2:2 ⟨\ufffd⟩ A byte here is not valid UTF-8, so the value is not read.'],
    ],
    [
      'Parquet that is cut',
      'a.parquet',
      parquet('abcdefgh'),
      ['parse-error 1:1 ⟨⟩ The Parquet file cannot be read: parquet file invalid (footer != PAR1).'],
    ],
    [
      'JSON in JSON that is cut',
      'a.csv',
      `event,properties\na,${cell(JSON.stringify('{"b"'))}\n`,
      ['parse-error 2:14 ⟨⟩ Invalid JSON: colon expected.'],
    ],
  ])('%s', async (_, file, content, lines) => {
    const told = (await tell(content, file)).slice(1).filter((line) => !line.startsWith('request'));
    expect(told).toEqual(lines);
  });
});

test('no bytes make any form throw, or pass in silence as something else', async () => {
  const tokens = fc.constantFrom(
    ...[
      '{',
      '}',
      '[',
      ']',
      '"',
      ':',
      ',',
      ';',
      '\n',
      '\r',
      '\\',
      "'",
      '$',
      '`',
      '(',
      ')',
      '<<',
      '<',
      '|',
      '&',
      '#',
      '=',
    ],
    ...[
      '"nv"',
      '"log"',
      '"entries"',
      'event',
      'properties',
      'curl ',
      'https://events.test/api/event',
      ' -d ',
      'EOF',
      'PAR1',
    ],
    ...['{{x}}', '$(cat <<EOF\n', '\t', '%7B', '@-', event, track, 'null'],
  );
  const texts = fc.array(tokens).map((parts) => new Uint8Array(Buffer.from(parts.join(''))));
  const names = fc.constantFrom(undefined, ...formNames(testPack));
  const files = fc.constantFrom('p.json', 'p.csv', 'p.sh', 'p.tsv', '<stdin>');
  await fc.assert(
    fc.asyncProperty(fc.oneof(texts, fc.uint8Array()), files, names, async (bytes, file, form) => {
      expect(await tell(bytes, file, form)).toBeInstanceOf(Array);
    }),
    { numRuns: 2000 },
  );
});

test('no damage of a Parquet file makes it throw, now or later', async () => {
  const names = fc.constantFrom('events.parquet', 'struct-zstd.parquet', 'bodies-gzip.parquet');
  const flips = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), {
    minLength: 1,
    maxLength: 3,
  });
  await fc.assert(
    fc.asyncProperty(names, flips, async (name, changes) => {
      const bytes = readFileSync(new URL(`fixtures/${name}`, import.meta.url));
      for (const [offset, mask] of changes) {
        const at = 4 + (offset % (bytes.length - 4));
        bytes.writeUInt8((bytes[at] as number) ^ mask, at);
      }
      expect(await tell(bytes, name)).toContain('form: Parquet');
    }),
    { numRuns: 200 },
  );
});

test('rows are the same however the bytes come in', () => {
  const parts = fc.constantFrom('"', '""', ',', 'a', 'é', '\r', '\n', '\r\n', '{"x":1}');
  fc.assert(
    fc.property(fc.array(parts), fc.array(fc.nat(12)), (texts, sizes) => {
      const bytes = Buffer.from(texts.join(''));
      const chunks: Uint8Array[] = [];
      let at = 0;
      for (const size of sizes) {
        chunks.push(bytes.subarray(at, at + size));
        at += size;
      }
      chunks.push(bytes.subarray(at));
      const rows = (all: readonly Uint8Array[]) =>
        [...csvRows(all, 44)].map(({ bytes: row, ...rest }) => ({
          ...rest,
          text: Buffer.from(row).toString(),
        }));
      expect(rows(chunks)).toEqual(rows([bytes]));
    }),
    { numRuns: 2000 },
  );
});
