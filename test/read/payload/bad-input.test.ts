import { describe, expect, test } from 'vitest';
import { outline, problems, read } from './read.ts';

const event = (attributes: string) => `{"event_name":"a","attributes":{${attributes}}}`;
const good = event('');
const bad = (before: string, ...bytes: number[]) =>
  Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(`"}\n${good}`)]);
const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

describe('parse-error', () => {
  test.each<[case_: string, file: string, content: string | Uint8Array, problem: string, items: string[]]>([
    ['a trailing comma', 'p.json', '{"event_name":"a",}', '1:19 Invalid JSON: property name expected.', []],
    [
      'a comment',
      'p.json',
      `[ // no\n${good}]`,
      '1:3 Invalid JSON: comments are not allowed.',
      ['events:a', 'events[1]'],
    ],
    ['a cut text', 'p.json', '{"event_name":"a"', '1:18 Invalid JSON: closing brace expected.', []],
    [
      'a bad line',
      'p.ndjson',
      `${good}\n{"a" 1}\n${good}`,
      '2:6 Invalid JSON: colon expected.',
      ['events:a', 'events:a'],
    ],
    [
      'a NUL in a line',
      'p.ndjson',
      `${good}\n{"a":"\0"}`,
      '2:6 Invalid JSON: control character in a string.',
      ['events:a'],
    ],
    ['an empty file', 'p.json', '', '1:1 The file is empty.', []],
    ['white space', 'p.ndjson', ' \n\t\r\n', '1:1 The file is empty.', []],
    [
      'UTF-16',
      'p.json',
      Buffer.from(`\ufeff${good}`, 'utf16le'),
      '1:1 The file is encoded as UTF-16; payloads are UTF-8.',
      [],
    ],
    [
      'UTF-16, unmarked',
      'p.json',
      Buffer.from(good, 'utf16le'),
      '1:1 The file is encoded as UTF-16; payloads are UTF-8.',
      [],
    ],
    [
      'binary',
      'p.json',
      Buffer.from([0x7f, 69, 76, 70, 0, 0]),
      '1:1 The file is binary; payloads are text, or Parquet.',
      [],
    ],
    [
      'invalid UTF-8',
      'p.ndjson',
      bad('{"event_name":"é\ufffd', 0xc0, 0x80),
      '1:18 A byte here is not valid UTF-8, so the value is not read.',
      ['events:a'],
    ],
    [
      'a repeated key',
      'p.json',
      event('"notes":1,"n\\u006ftes":2'),
      '1:43 Key `notes` stands twice in one object; only the last counts.',
      ['events:a'],
    ],
    [
      'an integer that loses digits',
      'p.json',
      event('"a":12345678901234567891'),
      '1:37 12345678901234567891 is beyond double precision and would be stored as 12345678901234567000.',
      ['events:a'],
    ],
    [
      'a number out of range',
      'p.json',
      event('"a":1e999'),
      '1:37 1e999 is beyond double precision and would be stored as Infinity.',
      ['events:a'],
    ],
    [
      'a deep value',
      'p.json',
      `[${good},${event(`"a":${deep}`)},${good}]`,
      '1:1070 The value is nested more than 1000 levels deep, so its entry is not read.',
      ['events[3]', 'events:a', 'events:a'],
    ],
    [
      'a deep value that does not end',
      'p.json',
      '['.repeat(100_000),
      '1:1001 The value is nested more than 1000 levels deep, so its entry is not read.',
      [],
    ],
  ])('%s', (_, file, content, problem, items) => {
    expect(problems(read(content, file))).toEqual([`parse-error ${problem}`]);
    expect(outline(read(content, file))).toEqual(items);
  });

  test.each([
    ['large but exact', '"a":9007199254740993000,"b":1e3,"c":1234567890123456'],
    ['long fractions', '"a":0.12345678901234567890'],
    ['the same key in two objects', '"a":{"x":1},"b":{"x":":"}'],
    ['escapes', '"a":"\\\\\\"{[:","b":"\\\\"'],
  ])('not: %s', (_, attributes) => {
    expect(problems(read(event(attributes)))).toEqual([]);
  });
});
