import { describe, expect, it } from 'vitest';
import { place, sourceText } from '../../src/model/text.ts';
import { codeFrame } from '../../src/report/code-frame.ts';
import { pretty } from '../../src/report/pretty.ts';
import { columnsOf, printable } from '../../src/report/printable.ts';
import { context, reportOf, reportOn, whole } from './context.ts';

/** The frame of the first `needle` in a text, as two lines. */
function frame(text: string, needle: string): string {
  const at = text.indexOf(needle);
  const made = codeFrame(place(sourceText('a', text), at, at + needle.length));
  return made ? `${made.text}\n${made.underline}` : 'none';
}

const text = (...report: Parameters<typeof pretty>) => whole(pretty(...report));

describe('a code frame', () => {
  it.each([
    ['underlines exactly the place', `nv('event', 'x');`, `'x'`, `nv('event', 'x');\n            ^^^`],
    ['takes the indent away', '\t  a: 5,', '5', 'a: 5,\n   ^'],
    ['shows the first line of several', 'f({\n  a,\n});', '{\n  a,\n}', 'f({\n  ^'],
    ['counts a character that takes two columns', `a: '漢字', b`, 'b', `a: '漢字', b\n${' '.repeat(11)}^`],
    ['counts what is put together as one', `'ड़ी', b`, 'b', `'ड़ी', b\n${' '.repeat(5)}^`],
    ['shows a tab as a blank', `a:\tb`, 'b', 'a: b\n   ^'],
    ['shows no character that steers a terminal', `a\u001b[31m b`, 'b', `a\uFFFD[31m b\n       ^`],
    ['is none for an empty line', 'a\n\nb', '\n\n', 'a\n ^'],
  ])('%s', (_, text, needle, expected) => {
    expect(frame(text, needle)).toBe(expected);
  });

  it('cuts a long line around the place, never through a character', () => {
    const text = `${'😀'.repeat(200)}X${'😀'.repeat(200)}`;
    const [line = '', marks = ''] = frame(text, 'X').split('\n');
    expect(line.startsWith('…😀') && line.endsWith('😀…')).toBe(true);
    expect(line).not.toMatch(/\uFFFD/);
    expect(columnsOf(line.slice(0, line.indexOf('X')))).toBe(marks.indexOf('^'));
  });

  it('does not measure a line of megabytes', () => {
    expect(frame(`${'a'.repeat(5_000_000)}X${'a'.repeat(5_000_000)}`, 'X').length).toBeLessThan(300);
  });
});

describe('the pretty report', () => {
  const code = `nv('event', 'Order Placed', {});\nnv('event', 'order_paid', { coupon: null });\nnv('event', 'Order Left', {});\n`;

  it('groups by file, shows what to do, and why once per rule', async () => {
    await expect(text(reportOn({ code }), context)).toMatchFileSnapshot('fixtures/pretty.txt');
  });

  it('is the same in colour, but for the colours', () => {
    const colored = text(reportOn({ code }), { ...context, color: true });
    expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(text(reportOn({ code }), context));
    expect(colored).toContain('\u001b[31m');
  });

  it('says that nothing was found', () => {
    expect(text(reportOf([]), context)).toBe(
      '✔ No problems in 1 file, 0 call sites and 0 payload entries.\n',
    );
  });

  it('lets nothing under check steer the terminal', () => {
    const shown = text(reportOn({ code: `nv('event', 'a\\u001b[2Jb\\u202Ec', {});` }), context);
    expect(shown).not.toMatch(/[\u001b\u202e]/);
    expect(printable('a\u001b[2J')).toBe('a\\u{1b}[2J');
  });
});
