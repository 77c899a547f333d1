import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { position, sourceText } from '../../../../src/model/text.ts';
import { scanStatus } from '../../../../src/read/payload/scanner/load.ts';
import { expected, irregular } from './reference.ts';
import { newKernel, recordOf, scan } from './scan.ts';

/** The text of a value, with escapes, white space and odd contents as people and programs write them. */
const blank = fc.constantFrom('', '', '', '', ' ', '\t ', '\r');
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }).map((one) => JSON.stringify(one)),
  fc.string({ minLength: 12, maxLength: 90 }).map((one) => JSON.stringify(one)),
  fc.constantFrom(
    '"2026-11-23"',
    '"2026-11-23 12:34:56"',
    '"2026-02-30 12:34:56"',
    '"2026-11-23T12:34+05:30"',
  ),
  fc.constantFrom(
    '""',
    '"  "',
    '" \\t"',
    '"\u3000"',
    '" x"',
    '"gold"',
    '"web"',
    '"\\ud83d\\ude00"',
    '"\\udE00\\u00e9"',
  ),
  fc.constantFrom(
    '"2026\\u002d11-23"',
    '"\\u0032026-11-23 12:34:56"',
    '"\\u0061bcdefghijk"',
    `"${'x'.repeat(65)}"`,
  ),
);
const atom = fc.oneof(
  text,
  fc.constantFrom(
    '0',
    '-0',
    '1.50',
    '-12',
    '123456789012345',
    '1234567890123456',
    '1e3',
    '-2.50E-07',
    '1e100',
    '1e',
    '1e+',
    'true',
    'false',
    'null',
  ),
);
const name = fc.oneof(
  fc.constantFrom(
    'event_name',
    'attributes',
    'event_time',
    'userID',
    'deviceID',
    'tier',
    'channel',
    'nv',
    '',
  ),
  fc.constantFrom(
    'a',
    'b',
    'total',
    'order_id_of_the_customer',
    'k'.repeat(16),
    'k'.repeat(17),
    'é',
    'a\\u0062',
    'k'.repeat(513),
  ),
  fc.string({ maxLength: 40 }).map((one) => JSON.stringify(one).slice(1, -1)),
);
const object = (value: fc.Arbitrary<string>) =>
  fc
    .uniqueArray(fc.tuple(name, value, blank, blank), { maxLength: 8, selector: ([key]) => key })
    .map((all) => `{${all.map(([key, one, a, b]) => `${a}"${key}"${b}:${a}${one}${b}`).join(',')}}`);
const { value } = fc.letrec<{ value: string; object: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 6, arbitrary: atom },
    { weight: 1, arbitrary: tie('object') },
    { weight: 1, arbitrary: fc.array(tie('object'), { maxLength: 3 }).map((all) => `[${all.join(', ')}]`) },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 4 }).map((all) => `[ ${all.join(',')} ]`) },
  ),
  object: object(tie('value')),
}));
const entry = fc.oneof(
  object(value),
  fc
    .tuple(object(value), object(value), atom, atom, atom)
    .map(
      ([attributes, other, time, id, channel]) =>
        `{"event_time":${time},"userID":${id},"channel":${channel},"event_name":"paid","attributes":${attributes},"x":${other}}`,
    ),
);

/** An entry with something changed in it. */
const mutated = fc
  .tuple(
    entry,
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.nat(3),
        fc.constantFrom(
          ...'{}[]:,"\\ \t\n0123456789.-+eEtfnu/x\u0001\u0000',
          'é',
          'null',
          '"a":1,',
          '[[',
          '\\u12',
          '"a',
        ),
      ),
      { minLength: 1, maxLength: 3 },
    ),
  )
  .map(([whole, changes]) => {
    let changed = whole;
    for (const [where, length, put] of changes) {
      const at = where % (changed.length + 1);
      changed = changed.slice(0, at) + put + changed.slice(at + length);
    }
    // A character cut in two is no text.
    return Buffer.from(changed).toString();
  });

function parses(one: string): boolean {
  try {
    JSON.parse(one);
    return true;
  } catch {
    return false;
  }
}

describe('the kernel agrees with JSON.parse', () => {
  const kernel = newKernel();
  /** Signatures by what they stand for, and the other way round. */
  const byShape = new Map<string, number>();
  const bySignature = new Map<number, string>();

  function check(one: string, at: number): void {
    const bytes = Buffer.from(one);
    const answer = scan(kernel, bytes, { at });
    const head = /^\{[ \t\r]*"nv"[ \t\r]*:[ \t\r]*(?=.)/s.exec(one)?.[0];
    if (head !== undefined) {
      expect(answer).toBe(scanStatus.body);
      expect(kernel.out[0]).toBe(at + Buffer.byteLength(head));
    } else if (answer >= 0) {
      const scanned = bytes.subarray(0, answer).toString();
      expect(parses(scanned)).toBe(true);
      expect(irregular(scanned)).toBeUndefined();
      const { signature, ...record } = recordOf(kernel, at);
      const { signature: shape, ...rest } = expected(scanned);
      expect(record).toEqual(rest);
      expect(byShape.get(shape) ?? signature).toBe(signature);
      expect(bySignature.get(signature) ?? shape).toBe(shape);
      byShape.set(shape, signature);
      bySignature.set(signature, shape);
    } else {
      expect(answer).toBe(scanStatus.refused);
      const valid = one[0] === '{' && !one.includes('\n') && parses(one);
      if (valid) expect(irregular(one)).toBeDefined();
    }
  }

  it('on entries: the record is what JSON.parse and the rules’ own functions say', () => {
    fc.assert(
      fc.property(entry, fc.nat(70), (one, at) => check(one, at)),
      { numRuns: 800 },
    );
  });

  it('on entries with something changed in them', () => {
    fc.assert(
      fc.property(mutated, fc.nat(70), (one, at) => check(one, at)),
      { numRuns: 2000 },
    );
  });

  it('on entries of which only the beginning is there yet', () => {
    fc.assert(
      fc.property(entry, fc.nat(), (one, cut) => {
        const bytes = Buffer.from(one);
        const whole = scan(kernel, bytes);
        fc.pre(whole > 0);
        const record = recordOf(kernel);
        expect(scan(kernel, bytes, { length: cut % whole, final: 0 })).toBe(scanStatus.more);
        expect(scan(kernel, bytes, { length: whole, final: 0 })).toBe(whole);
        expect(recordOf(kernel)).toEqual(record);
      }),
      { numRuns: 800 },
    );
  });
});

it('lines and columns are those of model/text.ts', () => {
  const kernel = newKernel();
  const parts = fc.constantFrom('\n', '\r', '\r\n', 'a', 'abc def ghi jkl mno', 'é', '日', '😀', '\u2028');
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 60 }), fc.nat(40), (all, at) => {
      const whole = `${all.join('')}{`;
      const bytes = Buffer.from(whole.slice(0, -1));
      const before = Buffer.from('\r\r');
      kernel.reserve(at + Math.max(before.length, bytes.length));
      kernel.input.set(before, at);
      kernel.input.set(bytes, at);
      kernel.measure(at, at + bytes.length);
      const { line, column } = position(sourceText('a', whole), whole.length - 1);
      expect([kernel.lineEnds(), kernel.units()]).toEqual([line - 1, column - 1]);
    }),
    { numRuns: 1000 },
  );
});
