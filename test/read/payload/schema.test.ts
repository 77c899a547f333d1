import { describe, expect, test } from 'vitest';
import type { Target } from '../../../src/model/event-use.ts';
import { lineColumn, problems, read, textOf } from './read.ts';

const ok = '"event_name":"a","attributes":{}';

describe('payload-schema', () => {
  test.each([
    [`{"nv":[{${ok},"user_params":{}}]}`, '1:42 `user_params` is not accepted by the Events API.'],
    ['{"event_name":"a"}', '1:1 `attributes` is missing.'],
    ['{"attributes":{}}', '1:1 `event_name` is missing.'],
    [`{${ok},"ltv":10}`, '1:41 `ltv` is a number; it must be a string.'],
    ['{"event_name":"a","attributes":[]}', '1:32 `attributes` is an array; it must be an object.'],
    ['{"event_name":null,"attributes":{}}', '1:15 `event_name` is null; it must be a string.'],
    [
      `{${ok},"context":{"platform":"tv"}}`,
      '1:57 `context.platform` is "tv"; it must be one of "website", "m-site".',
    ],
    [`{${ok},"context":{"a/b":1}}`, '1:46 `context.a/b` is not accepted by the Events API.'],
    [`{"nv":[{${ok}}],"token":1}`, '1:44 `token` is not accepted beside `nv`.'],
    ['{"nv":3}', '1:7 `nv` is a number; it must be an array of entries, or one entry.'],
    ['[ 3 ]', '1:3 The entry is a number; it must be an object.'],
    ['7', '1:1 This is not an event, a list of events or a request body: it is a number.'],
    [
      '{"name":"x"}',
      '1:1 This is not an event, a list of events or a request body: it is an object without `nv` and `event_name`.',
    ],
    [`{${ok},"__proto__":1}`, '1:35 `__proto__` is not accepted by the Events API.'],
  ])('%s', (text, problem) => {
    expect(problems(read(text))).toEqual([`payload-schema ${problem}`]);
  });

  test('the help names an API that accepts the field', () => {
    const [item] = read(`{${ok},"user_params":{}}`);
    expect(item).toMatchObject({
      problem: { event: 'a', help: 'Remove it, or send it through the combined API, which accepts it.' },
    });
  });
});

describe('a field under another spelling', () => {
  const helps = (text: string) =>
    read(text).flatMap((item) =>
      item.kind === 'problem' ? [`${lineColumn(item.problem.place)} ${item.problem.help}`] : [],
    );

  test.each([
    [`{"nv":[{"userId":"u1",${ok}}]}`, '1:9 Did you mean `userID`?'],
    [`{"nv":[{"Email":"a@example.com",${ok}}]}`, '1:9 Did you mean `email`?'],
    [`{"nv":[{${ok},"context":{"ipaddress":""}}]}`, '1:53 Did you mean `context.ip_address`?'],
    ['{"nv":[{"eventName":"a","attributes":{}}]}', '1:9 Did you mean `event_name`?'],
    ['{"nv":[{"event_name":"a","attribute":{}}]}', '1:26 Did you mean `attributes`?'],
    // Near to none.
    [`{"nv":[{${ok},"cart":{}}]}`, '1:42 Remove it.'],
    // What another API accepts was rather meant for that one.
    [
      `{"nv":[{${ok},"user_params":{}}]}`,
      '1:42 Remove it, or send it through the combined API, which accepts it.',
    ],
  ])('%s: told once, with what was meant', (text, help) => {
    expect(helps(text)).toEqual([help]);
  });

  test('what is missing beside it is told for itself', () => {
    expect(problems(read('{"nv":[{"eventName":"a"}]}'))).toEqual([
      'payload-schema 1:8 `attributes` is missing.',
      'payload-schema 1:9 `eventName` is not accepted by the Events API.',
    ]);
  });
});

describe('places', () => {
  const text =
    '\n{ "event_name": "x", "attributes": { "né": 1, "q": [2] }, "context": { "ip_address": "" } }';
  test.each<[target: Target, text: string, at: string]>([
    [{ part: 'event' }, '"x"', '2:17'],
    [{ part: 'attributes' }, '{ "né": 1, "q": [2] }', '2:36'],
    [{ part: 'attribute', name: 'q' }, '"q"', '2:47'],
    [{ part: 'value', name: 'q' }, '[2]', '2:52'],
    [{ part: 'field', path: 'context.ip_address' }, '""', '2:86'],
    [{ part: 'field', path: 'userID' }, '{', '2:1'],
    [{ part: 'argument', name: 'ltv' }, '{', '2:1'],
    [{ part: 'whole' }, '{', '2:1'],
  ])('%o', (target, found, at) => {
    for (const [file, prefix] of [
      ['p.json', ''],
      ['p.ndjson', ''],
    ] as const) {
      const entry = read(prefix + text, file).find((item) => item.kind === 'entry');
      const place = entry?.kind === 'entry' ? entry.entry.locate(target) : undefined;
      expect(place && [textOf(place), lineColumn(place)]).toEqual([found, at]);
    }
  });

  test('attributes keep their order, types and values; of a repeated key the last counts', () => {
    const [, item] = read('{"event_name":"a","attributes":{"q":1,"__proto__":true,"\\u0071":"2024-02-29"}}');
    expect(item?.kind === 'entry' && item.entry.use?.attributes).toEqual([
      { name: 'q', types: ['date'], optional: false, values: ['2024-02-29'] },
      { name: '__proto__', types: ['boolean'], optional: false, values: [true] },
    ]);
    const place = item?.kind === 'entry' ? item.entry.locate({ part: 'value', name: 'q' }) : undefined;
    expect(place && textOf(place)).toBe('"2024-02-29"');
  });

  test('order: a well-formed time and a running number', () => {
    const time = (text: string) => `{"event_name":"a","attributes":{},"event_time":${text}}`;
    const orders = read(
      `${time('"2024-01-02 03:04:05"')}\n${time('"2024-13-02 03:04:05"')}\n${time('5')}`,
      'p.jsonl',
    );
    expect(orders.map((item) => item.kind === 'entry' && item.entry.order)).toEqual([
      { time: '2024-01-02 03:04:05', file: 'p.jsonl', part: 0, line: 1, index: 0 },
      { time: undefined, file: 'p.jsonl', part: 0, line: 2, index: 1 },
      { time: undefined, file: 'p.jsonl', part: 0, line: 3, index: 2 },
    ]);
  });
});
