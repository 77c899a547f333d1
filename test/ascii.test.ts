import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inAscii } from '../scripts/ascii.mjs';

const dist = resolve(import.meta.dirname, '../dist');
const resultOf = (code: string): unknown => new Function(`return ${code}`)();

describe('a script in ASCII has the same meaning', () => {
  it.each([
    `'naïve…'`,
    '`a ${1} – b`',
    `'👍 and 👎'`,
    `'\\\\…'`,
    `'\\…'`,
    `'\\\\\\…'`,
    `'\\n…'`,
    `{ größe: 1, 'größe': 2 }`,
    `((größe) => größe + 1)(1)`,
    `/[à-ÿ…]+/.exec('xàéy')[0]`,
    `/^[👍👎]$/u.test('👎')`,
    `/^\\p{L}é$/u.test('aé')`,
  ])('%s', (code) => {
    const told = inAscii(code);
    expect(told).toMatch(/^[\0-\x7f]*$/);
    expect(resultOf(told)).toEqual(resultOf(code));
  });

  it('or is none', () => {
    expect(() => inAscii('String.raw`…`')).toThrow('String.raw');
  });
});

it('what is built is ASCII', () => {
  const scripts = readdirSync(dist).filter((file) => file.endsWith('.cjs'));
  expect(scripts).toContain('program.cjs');
  for (const file of scripts) expect(readFileSync(join(dist, file), 'utf8'), file).toMatch(/^[\0-\x7f]*$/);
});
