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

  it('has two hashes of each identity, begun as they were told to', () => {
    const own = newKernel();
    const hash = (text: string, basis: number) =>
      Buffer.from(text).reduce((sum, byte) => Math.imul(sum ^ byte, 0x01000193) >>> 0, basis);
    const keys = ['one', 'two', 'three', 'four'];
    for (const [i, key] of keys.entries()) own.setIdentity(i, own.internKey(key), i + 1, 0xfffffff0 + i);
    const bytes = Buffer.from('{"four":"dé","one":" ","two":"b\\n","three":"c"}');
    expect(scan(own, bytes)).toBe(bytes.length);
    expect([...own.out.subarray(5, 9)].map((one) => one >>> 0)).toEqual([0, 0, hash('c', 3), hash('dé', 4)]);
    const second = [0, 0, hash('c', 0xfffffff2), hash('dé', 0xfffffff3)];
    expect([...own.out.subarray(16, 20)].map((one) => one >>> 0)).toEqual(second);
    expect(own.out[9]).toBe(0b0010_0000_1100);
  });

  it('has the ids of watched values, dates too', () => {
    expect(record('{"attributes":{"tier":"2026-11-23"}}').attributes[0]).toMatchObject({
      class: scanClass.date,
      watched: '2026-11-23',
    });
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
    '{"attributes":{"x":1e300}}',
    `{"attributes":{"x":0.${'0'.repeat(40)}1e-3}}`,
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

describe('the signature', () => {
  const own = newKernel();
  const signature = (text: string) => {
    expect(scan(own, Buffer.from(text)), text).toBe(Buffer.byteLength(text));
    return recordOf(own).signature;
  };
  const base = signature('{"userID":"u1","channel":"web","attributes":{"a":1},"x":{"y":[1,"a"]}}');

  it('is the same whatever the values and the attributes', () => {
    for (const same of [
      '{"userID":"somebody else","channel":"web","attributes":{},"x":{"y":[-2.5,"\\u00e9"]}}',
      '{ "userID" : "é", "channel":"web", "attributes":{"b":[{"c":null}]}, "x":{"y":[0, "zz"]} }',
    ])
      expect(signature(same)).toBe(base);
  });

  it.each([
    ['a key less', '{"channel":"web","attributes":{"a":1},"x":{"y":[1,"a"]}}'],
    ['another key', '{"userId":"u1","channel":"web","attributes":{"a":1},"x":{"y":[1,"a"]}}'],
    ['another order', '{"channel":"web","userID":"u1","attributes":{"a":1},"x":{"y":[1,"a"]}}'],
    ['another type', '{"userID":1,"channel":"web","attributes":{"a":1},"x":{"y":[1,"a"]}}'],
    ['a blank', '{"userID":" ","channel":"web","attributes":{"a":1},"x":{"y":[1,"a"]}}'],
    ['a date', '{"userID":"2026-11-23","channel":"web","attributes":{"a":1},"x":{"y":[1,"a"]}}'],
    ['a time', '{"userID":"2026-11-23 10:00:00","channel":"web","attributes":{"a":1},"x":{"y":[1,"a"]}}'],
    ['another watched value', '{"userID":"u1","channel":"wep","attributes":{"a":1},"x":{"y":[1,"a"]}}'],
    ['a watched value of another type', '{"userID":"u1","channel":1,"attributes":{"a":1},"x":{"y":[1,"a"]}}'],
    ['attributes that are a list', '{"userID":"u1","channel":"web","attributes":[],"x":{"y":[1,"a"]}}'],
    ['another nested key', '{"userID":"u1","channel":"web","attributes":{"a":1},"x":{"z":[1,"a"]}}'],
    ['another element', '{"userID":"u1","channel":"web","attributes":{"a":1},"x":{"y":[1,"a",1]}}'],
    ['another order of elements', '{"userID":"u1","channel":"web","attributes":{"a":1},"x":{"y":["a",1]}}'],
    ['another nesting', '{"userID":"u1","channel":"web","attributes":{"a":1},"x":{"y":[[1],"a"]}}'],
  ])('is another for %s', (_, text) => {
    const found = signature(text);
    expect(found).not.toBe(base);
    expect(signature(text)).toBe(found);
  });
});

describe('keys', () => {
  const own = newKernel();
  const members = (keys: string) => [...keys].map((key, i) => `"${key.repeat(9)}":${i}`);
  const text = (keys: string, space = '') =>
    `{"event_name":"paid","attributes":{${members(keys).join(`,${space}`)}},"x":{${members(keys)}},"y":[{${members(keys)}}]}`;

  // Each time the kernel has seen them in other orders before.
  it.each([
    'abcdefgh',
    'abcdefgh',
    'ah',
    'hgfedcba',
    'bdfh',
    'a',
    'zabz',
    'z',
    'xyzabc',
    'abcxyz',
    'é',
    'aé',
  ])('are those that stand there, whatever their order: %s', (keys) => {
    for (const space of ['', ' ']) {
      const [one, repeats] = [text(keys, space), /(.).*\1/.test(keys)];
      expect(scan(own, Buffer.from(one))).toBe(repeats ? scanStatus.refused : Buffer.byteLength(one));
      if (repeats) continue;
      const { signature, ...rest } = expected(one);
      expect({ ...recordOf(own), signature: 0 }).toEqual({ ...rest, signature: 0 });
    }
  });

  it.each(['attributes', 'x'])('that are repeated are found behind any others: %s', (where) => {
    for (const keys of ['aba', 'abca', 'aa', 'hgfhe']) {
      const one = `{"event_name":"paid","${where}":{${members(keys)}}}`;
      expect(scan(own, Buffer.from(one)), keys).toBe(scanStatus.refused);
    }
  });

  it('of one length differ by any byte', () => {
    const key = (i: number) => `${'k'.repeat(i)}x${'k'.repeat(50 - i)}`;
    for (let i = 0; i <= 50; i++) {
      const one = `{"event_name":"paid","attributes":{"${key(i)}":1}}`;
      expect(scan(own, Buffer.from(one))).toBe(one.length);
      expect(recordOf(own).attributes[0]?.key).toBe(key(i));
    }
  });

  it('without an event, or before it, are those of the event', () => {
    const one = '{"attributes":{"aa":1,"bb":2},"event_name":"late"}';
    for (let i = 0; i < 2; i++) {
      expect(scan(own, Buffer.from(one))).toBe(one.length);
      expect(recordOf(own)).toMatchObject({ event: 'late', attributes: [{ key: 'aa' }, { key: 'bb' }] });
    }
  });
});

describe('an escape of half a character', () => {
  it.each([
    ['\\ud83d\\ude00', 0],
    ['\\uD83D\\uDE00x', 0],
    ['\\\\ud83d', 0],
    ['\\ud83d', 1],
    ['\\ude00', 1],
    ['\\ud83dx\\ude00', 1],
    ['\\ud83d\\n', 1],
    ['\\ud83d\\ud83d\\ude00', 1],
    ['\\ude00\\ud83d', 1],
  ])('is told of: %s', (escapes, half) => {
    for (const one of [
      `{"a":"${escapes}"}`,
      `{"attributes":{"a":"${escapes}"}}`,
      `{"attributes":{"a":["${escapes}"]}}`,
    ]) {
      answer(one);
      expect(kernel.out[20]).toBe(half);
    }
  });
});

describe('the tables', () => {
  const own = newKernel();
  const scanned = (text: string) => scan(own, Buffer.from(text));
  const known = '{"event_name":"first","channel":"web","attributes":{"tier":"gold","first":1}}';
  const whole = known.length;

  it('keep what they know, however much comes, and refuse what is too much', () => {
    expect(scanned(known)).toBe(whole);
    const { signature } = recordOf(own);
    const first = own.keyCount();
    const accepted = (count: number, text: (i: number) => string) => {
      let accepted = 0;
      for (let i = 0; i < count; i++) if (scanned(text(i)) > 0) accepted++;
      return accepted;
    };
    const keys = (i: number) => Array.from({ length: 64 }, (_, k) => `"key ${i * 64 + k}${'.'.repeat(k)}":1`);
    expect(accepted(512, (i) => `{"attributes":{${keys(i)}}}`)).toBe(511);
    expect(own.keyCount()).toBe(32_768);
    expect(own.keyText(first + 1000)).toBe(`key 1000${'.'.repeat(1000 % 64)}`);
    expect(() => own.internKey('one more')).toThrow(RangeError);
    expect(accepted(20_000, (i) => `{"event_name":"event ${i}"}`)).toBe(16_383);
    expect(own.eventText(16_383)).toBe('event 16382');
    // A value that is not known is a value, with its length.
    expect(accepted(70_000, (i) => `{"attributes":{"tier":"${i}"}}`)).toBe(70_000);
    expect(own.valueCount()).toBe(65_536);
    const signatures = own.signatureCount();
    expect(accepted(70_000, (i) => `{"channel":"${i}"}`)).toBe(65_536 - signatures);
    expect(scanned(known)).toBe(whole);
    expect(recordOf(own)).toMatchObject({
      signature,
      event: 'first',
      attributes: [{ key: 'tier', watched: 'gold' }, { key: 'first' }],
    });
    expect(scanned(known.replace('gold', 'lead'))).toBe(whole);
    expect(recordOf(own).attributes[0]).toMatchObject({ length: 4, watched: undefined });
  });

  it('take no key that is too long', () => {
    expect(() => newKernel().internKey('k'.repeat(513))).toThrow(RangeError);
    expect(newKernel().internKey('k'.repeat(512))).toBeGreaterThan(0);
  });

  it('have room for as much input as is asked for, and keep what stands in it', () => {
    const fresh = newKernel();
    fresh.reserve(known.length);
    fresh.input.set(Buffer.from(known));
    fresh.reserve(3_000_000);
    expect(fresh.input.length).toBeGreaterThanOrEqual(3_000_000);
    expect(fresh.entry(0, whole, 1)).toBe(whole);
    const long = Buffer.from(`{"a":"${'x'.repeat(fresh.input.length - 8)}"}`);
    expect(scan(fresh, long)).toBe(long.length);
    expect(scan(fresh, long, { length: long.length - 2, final: 0 })).toBe(scanStatus.more);
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
