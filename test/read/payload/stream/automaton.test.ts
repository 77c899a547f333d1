import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { automatonOf } from '../../../../src/read/payload/stream/automaton.ts';

/** Whether an automaton takes a text, as kernel/patterns.ts has it. */
function takes(automaton: Uint8Array, text: string): boolean {
  let state = 1;
  for (const byte of Buffer.from(text)) state = byte < 128 ? (automaton[state * 129 + byte] as number) : 0;
  return automaton[state * 129 + 128] === 1;
}

function made(pattern: string): Uint8Array {
  const automaton = automatonOf(pattern);
  if (!automaton) throw new Error(`no automaton for ${pattern}`);
  return automaton;
}

describe('the automaton of a pattern', () => {
  it.each([
    ['^[A-Z]{3}-[0-9]{4}$', ['ABC-1234'], ['ABC-123', 'ABC-12345', 'aBC-1234', 'ABC-1234 ', '']],
    ['[A-Z]', ['A', 'aAa', 'é A'.slice(2)], ['', 'aa']],
    ['^a|b', [], []],
    ['^(?:a|bc)+$', ['a', 'bc', 'abca'], ['', 'b', 'ab']],
    ['^(?:a|bc)+?$', ['abca'], ['ab']],
    ['^\\d+(\\.\\d{1,2})?$', ['1', '1.5', '12.50'], ['.5', '1.', '1.555']],
    ['^.{2,3}$', ['ab', 'abc'], ['a', 'abcd', 'a\n']],
    ['^[^\\s@]+@[^\\s@]+\\.[a-z]+$', ['a@b.co', 'a.b@c.d.e'], ['a@b', 'a b@c.d', '@b.co']],
    ['^[\\w.-]*$', ['', 'a_B-9.', '---'], ['a b', 'é']],
    ['^[a\\-z]$', ['a', '-', 'z'], ['b']],
    ['^(a|)b?c*$', ['', 'ab', 'bccc', 'acc'], ['ba', 'aa']],
    ['', ['', 'anything'], []],
    ['^$', [''], ['a']],
    ['\\^\\$', ['a^$b'], ['^', '$']],
    ['^[A-Fa-f0-9]{8}-[0-9a-f]{4}$', ['DEADbeef-0a0b'], ['DEADbeeg-0a0b']],
  ])('%s', (pattern, taken, others) => {
    const automaton = automatonOf(pattern);
    if (pattern === '^a|b') expect(automaton).toBeUndefined();
    for (const text of taken) expect([text, takes(made(pattern), text)]).toEqual([text, true]);
    for (const text of others) expect([text, takes(made(pattern), text)]).toEqual([text, false]);
    for (const text of [...taken, ...others].filter((one) => one !== 'é'))
      expect(new RegExp(pattern, 'u').test(text)).toBe(takes(made(pattern), text));
  });

  it.each([
    '(',
    'a{2,1}',
    '^a|b$',
    'a^b',
    'a$b',
    '(?=a)b',
    '(?<name>a)',
    '\\bword\\b',
    '(a)\\1',
    '\\p{Lu}',
    '\\u0041',
    '\\x41',
    '^.{500}$',
    '(a|b)*a(a|b){9}',
  ])('is not made of %s', (pattern) => {
    expect(automatonOf(pattern)).toBeUndefined();
  });

  it('takes no character that is not ASCII, which somebody else has to look at', () => {
    for (const pattern of ['^.*$', 'é', '^[^a]$', '']) expect(takes(made(pattern), 'é')).toBe(false);
  });

  const atom = fc.constantFrom(
    'a',
    'b',
    '-',
    '.',
    '\\.',
    '[ab]',
    '[^a]',
    '[a-c]',
    '\\d',
    '\\W',
    '\\s',
    '[\\d-]',
    '\\/',
  );
  const times = fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{0,2}', '{1,}', '*?', '{0}');
  const { choice } = fc.letrec<{ choice: string; term: string }>((tie) => ({
    term: fc
      .tuple(
        fc.oneof(
          { maxDepth: 3 },
          { weight: 5, arbitrary: atom },
          { weight: 1, arbitrary: tie('choice').map((inner) => `(?:${inner})`) },
          { weight: 1, arbitrary: tie('choice').map((inner) => `(${inner})`) },
        ),
        times,
      )
      .map((parts) => parts.join('')),
    choice: fc
      .array(fc.array(tie('term'), { maxLength: 3 }), { minLength: 1, maxLength: 3 })
      .map((parts) => parts.map((terms) => terms.join('')).join('|')),
  }));
  const text = fc.string({ unit: fc.constantFrom(...'aabbc-.1 /\n_'), maxLength: 8 });

  it('takes what the regular expression is found in, and nothing else', () => {
    fc.assert(
      fc.property(
        fc.tuple(fc.constantFrom('', '^'), choice, fc.constantFrom('', '$')),
        fc.array(text, { minLength: 5, maxLength: 30 }),
        ([start, inner, end], texts) => {
          const pattern = `${start}${inner}${end}`;
          const automaton = automatonOf(pattern);
          fc.pre(automaton !== undefined);
          const expression = new RegExp(pattern, 'u');
          for (const one of texts) expect([one, takes(automaton, one)]).toEqual([one, expression.test(one)]);
        },
      ),
      { numRuns: 150 },
    );
  });
});
