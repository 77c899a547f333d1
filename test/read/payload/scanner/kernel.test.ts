import { describe, expect, it } from 'vitest';
import { scanClass, scanStatus } from '../../../../src/read/payload/scanner/load.ts';
import { expected, irregular } from './reference.ts';
import { newKernel, recordOf, scan } from './scan.ts';

const kernel = newKernel();
const answer = (text: string, options: Parameters<typeof scan>[2] = {}) =>
  scan(kernel, Buffer.from(text), options);
const record = (text: string) => {
  expect(answer(text), text).toBe(Buffer.byteLength(text));
  return recordOf(kernel);
};
const attribute = (value: string) => record(`{"event_name":"a","attributes":{"x":${value}}}`).attributes[0];

describe('a record', () => {
  it('says what an entry holds and where', () => {
    const text = `{ "event_time":"2026-11-23 12:34:56", "userID": "u1", "deviceID": 7, "event_name": "paid",
      "attributes": { "tier" : "gold", "note":"a\\tb", "when":"2026-11-23", "n":-1.5, "ok":true,
        "lines":[{"sku":"a"},{}], "list":[{},1], "none":[], "deep":{"a":[[[{}]]]}, "no":null, "é":"日本" },
      "channel":"web" }`;
    kernel.setMode(0);
    const found = record(text);
    kernel.setMode(1);
    const { signature, ...rest } = expected(text);
    expect({ ...found, signature: 0 }).toEqual({ ...rest, signature: 0 });
    expect(found.attributes.map((one) => one.class)).toEqual([0, 0, 1, 2, 3, 5, 6, 5, 4, 7, 0]);
    expect(found).toMatchObject({
      event: 'paid',
      time: 20261123123456,
      identities: [expect.any(Number), 'other'],
    });
    expect(found.attributes[0]).toMatchObject({ key: 'tier', watched: 'gold', length: 4 });
  });

  it.each([
    '{}',
    '{"attributes":{}}',
    '{"event_name":7}',
    '{"attributes":[],"event_name":""}',
    '{"a":{"attributes":{"b":1}}}',
  ])('of %s', (text) => {
    const { signature, ...rest } = expected(text);
    expect({ ...record(text), signature: 0 }).toEqual({ ...rest, signature: 0 });
  });

  it.each([
    ['2026-02-28', 'date'],
    ['2024-02-29', 'date'],
    ['2023-02-29', 'string'],
    ['1900-02-29', 'string'],
    ['2000-02-29', 'date'],
    ['2026-04-31', 'string'],
    ['2026-12-31', 'date'],
    ['2026-13-01', 'string'],
    ['2026-1-011', 'string'],
    ['2026-01-01 00:00:00', 'date'],
    ['2026-01-01 00:00', 'string'],
    ['2026-01-01 00:00:60', 'string'],
    ['2026-01-01 00:00:00Z', 'string'],
    ['2026-01-01T00:00', 'date'],
    ['2026-01-01T24:00', 'string'],
    ['2026-01-01T00:00Z', 'date'],
    ['2026-01-01T00:00:00', 'date'],
    ['2026-01-01T00:00:00.', 'string'],
    ['2026-01-01T00:00:00.123456789012345678901234567890Z', 'date'],
    ['2026-01-01T00:00:00+05:30', 'date'],
    ['2026-01-01T00:00:00-9999', 'date'],
    ['2026-01-01T00:00:00+05:3', 'string'],
    ['2026-01-01T00:00:00+0530x', 'string'],
    ['2026-01-01T', 'string'],
    ['2026-01-01x', 'string'],
  ] as const)('of the text %s: %s', (text, expected) => {
    expect(attribute(`"${text}"`)?.class).toBe(scanClass[expected]);
  });

  it.each([
    ['"\\u00e9"', 2],
    ['"\\u20ac\\n\\\\"', 5],
    ['"\\ud83d\\ude00"', 4],
    ['"\\ud83d"', 3],
    ['"\\ude00\\ud83d"', 6],
    ['"\\ud83d\\ud83d\\ude00\\ude00"', 10],
    ['"\\ud83dx\\ude00"', 7],
    ['"😀"', 4],
  ])('of the escapes in %s: %i bytes', (text, length) => {
    expect(attribute(text)?.length).toBe(length);
  });
});

describe('an entry that is not the kernel’s to read', () => {
  it.each([
    '{"a":1,"a":2}',
    '{"attributes":{"a":1,"a":2}}',
    '{"attributes":{"a":{"b":1,"b":1}}}',
    '{"a":[{"b":{"c":1},"b":1}]}',
    '{"\\u0061":1}',
    '{"attributes":{"x":1234567890123456}}',
    '{"attributes":{"x":1e3}}',
    `{"attributes":{"x":0.${'0'.repeat(300)}1}}`,
    '{"event_name":"a\\u0062"}',
    `{"event_name":"${'a'.repeat(1025)}"}`,
    `{"${'k'.repeat(513)}":1}`,
    `{"a":${'['.repeat(950)}${']'.repeat(950)}}`,
    '{"attributes":{"x":"2026\\u002d01-01"}}',
    '{"userID":"\\t"}',
    '{"userID":"\u00a0"}',
    `{"attributes":{"x":{${Array.from({ length: 65 }, (_, i) => `"k${i}":1`)}}}}`,
    `{"attributes":{${Array.from({ length: 4097 }, (_, i) => `"k${i}":1`)}}}`,
  ])('is valid, but irregular: %.60s', (text) => {
    expect(() => JSON.parse(text)).not.toThrow();
    expect(irregular(text)).toBeDefined();
    expect(answer(text)).toBe(scanStatus.refused);
  });

  it.each([
    '',
    '[]',
    '{',
    '{,}',
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    '{"a":01}',
    '{"a":-}',
    '{"a":1.}',
    '{"a":.5}',
    '{"a":+1}',
    '{"a":tru}',
    '{"a":nulL}',
    '{"a":"\\x"}',
    '{"a":"\\u12g4"}',
    '{"a":"\n"}',
    '{"a":[1,]}',
    '{"a":[1 2]}',
    '{"a":[}',
    '{"a":{]}',
    "{'a':1}",
    '{"a":\n1}',
    '{"a":\u00a01}',
    '{"attributes":{"a":1,}}',
    '{"attributes":{a:1}}',
  ])('is no JSON: %s', (text) => {
    expect(answer(text)).toBe(scanStatus.refused);
  });

  it('is a request body, when its first key is the root', () => {
    expect(answer('{ "nv" : [ 1')).toBe(scanStatus.body);
    expect(kernel.out[0]).toBe('{ "nv" : '.length);
    expect(answer('{"a":1,"nv":[]}')).toBe(15);
    expect(answer('{"nv": ', { final: 0 })).toBe(scanStatus.more);
  });
});

describe('what is cut off', () => {
  const envelope =
    '"event_time":"2026-11-23 12:34:56","userID":"u\\u00e9","event_name":"paid","on":true,"off": false';
  const attributes = '"tier":"gold","n":-1.5,"s":"日本\\n","list":[{},[1]],"ok":true';
  const text = `{${envelope},"a":[{"b":null}],"attributes":{${attributes}}}`;
  const bytes = Buffer.from(text);

  it('needs more bytes, whatever stands behind its end', () => {
    expect(irregular(text)).toBeUndefined();
    for (let length = 1; length < bytes.length; length++)
      for (const rest of [bytes, Buffer.concat([bytes.subarray(0, length), Buffer.from('}}]]"x9')])]) {
        expect(scan(kernel, rest, { length, final: 0 }), bytes.subarray(0, length).toString()).toBe(
          scanStatus.more,
        );
        expect(scan(kernel, rest, { length, final: 1 })).toBe(scanStatus.refused);
      }
    expect(scan(kernel, bytes, { final: 0 })).toBe(bytes.length);
  });
});
