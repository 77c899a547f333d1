import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const attributes = (code: string) =>
  sites(
    `declare const other: any;\nfunction f(x: string | null, p: { a?: number; b?: { c: string } | null }, y?: string) {\n${code}\n}`,
  ).map((each) => each.replace(/^e /, ''));

describe('what a condition rules out is not sent', () => {
  it.each([
    ["if (x) nv('event', 'e', { x });", '{ x: string }'],
    ["if (x !== null) nv('event', 'e', { x });", '{ x: string }'],
    ["if (x != null && other) nv('event', 'e', { x });", '{ x: string }'],
    ["if (!x || other) return; nv('event', 'e', { x });", '{ x: string }'],
    ["if (x == null) throw new Error(); nv('event', 'e', { x });", '{ x: string }'],
    ["if (x === 'a') nv('event', 'e', { x });", '{ x: string }'],
    ["x && nv('event', 'e', { x });", '{ x: string }'],
    ["if (!x) { other(); } else { nv('event', 'e', { x }); }", '{ x: string }'],
    ["nv('event', 'e', { x: x ? x : 'none' });", '{ x: string }'],
    ["nv('event', 'e', { x: x ?? 'none' });", '{ x: string }'],
    ["if (y) nv('event', 'e', { y });", '{ y: string }'],
    ["if (y === undefined) return; nv('event', 'e', { y });", '{ y: string }'],
    ["if (p.a) nv('event', 'e', { a: p.a });", '{ a: number }'],
    ["if (p.b?.c) nv('event', 'e', { b: p.b });", '{ b: object }'],
    ["if (typeof other.z === 'string') nv('event', 'e', { z: other.z });", '{ z: string }'],
    ["if (typeof other.z !== 'number') return; nv('event', 'e', { z: other.z });", '{ z: number }'],
    ["if (other instanceof Date) nv('event', 'e', { other });", '{ other: date }'],
    ["nv('event', 'e', { m: other instanceof Error ? other.message : 'none' });", '{ m: string }'],
    ["nv('event', 'e', { m: other instanceof HttpError && other.name });", '{ m: boolean|string }'],
    ["if (!(other.z instanceof Error)) return; nv('event', 'e', { m: other.z.stack });", '{ m: string }'],
    ["if (!x) return; const g = () => nv('event', 'e', { x });", '{ x: string }'],
    [
      "if (typeof other.z === 'string') { other['y'] = 1; nv('event', 'e', { z: other.z }); }",
      '{ z: string }',
    ],
    ["if (typeof other.z === 'string') { p[y] = 1; nv('event', 'e', { z: other.z }); }", '{ z: string }'],
  ])('%s', (code, expected) => expect(attributes(code)).toEqual([expected]));
});

describe('what a condition does not rule out is', () => {
  it.each([
    ["nv('event', 'e', { x });", '{ x: null|string }'],
    ["if (other.z === 1) { other['z'] = 's'; nv('event', 'e', { z: other.z }); }", '{ z: unknown }'],
    ["if (other.z === 1) { other[y] = 's'; nv('event', 'e', { z: other.z }); }", '{ z: unknown }'],
    [
      "if (other.z === 1) { for (const k of ['a', 'z']) other[k] = 's'; nv('event', 'e', { z: other.z }); }",
      '{ z: unknown }',
    ],
    ["if (other instanceof Order) nv('event', 'e', { m: other.message });", '{ m: unknown }'],
    ["if (other instanceof Error) nv('event', 'e', { m: other.status });", '{ m: unknown }'],
    ["if (!(other instanceof Error)) nv('event', 'e', { m: other.message });", '{ m: unknown }'],
    ["if (other.z instanceof Error) nv('event', 'e', { m: other.message });", '{ m: unknown }'],
    ["if (other) nv('event', 'e', { x });", '{ x: null|string }'],
    ["if (x || other) nv('event', 'e', { x });", '{ x: null|string }'],
    ["if (!x && other) return; nv('event', 'e', { x });", '{ x: null|string }'],
    ["if (!x) { other(); } nv('event', 'e', { x });", '{ x: null|string }'],
    ["if (!x) return other; x = other.z(); nv('event', 'e', { x });", '{ x: unknown }'],
    ["if (x !== undefined) nv('event', 'e', { x });", '{ x: null|string }'],
    ["if (y !== null) nv('event', 'e', { y });", '{ y?: string }'],
    ["nv('event', 'e', { x }); if (!x) return;", '{ x: null|string }'],
    ["if (p.a) { p.a = other; nv('event', 'e', { a: p.a }); }", /a/],
    ["if (other.x) nv('event', 'e', { x });", '{ x: null|string }'],
    ["if (typeof other.z !== 'string') nv('event', 'e', { z: other.z });", '{ z: unknown }'],
  ])('%s', (code, expected) => {
    const [only] = attributes(code);
    if (typeof expected === 'string') expect(only).toBe(expected);
    else expect(only).toMatch(expected);
  });
});

it('says nothing of a property that the declared type lacks: a guard has told that there is more', () => {
  const found = sites(`interface Context { url: string }
interface Referred extends Context { referrer: string }
declare function isReferred(it: Context): it is Referred;
function start(context: Context) {
  if (isReferred(context)) nv('event', 'started', { url: context.url, referrer: context.referrer });
}`);
  expect(found).toEqual(['started { url: string, referrer: unknown }']);
});

const name = "let n: string | null = ''; if (other) n = 'a';";
const event = "nv('event', n, {});";

it.each([
  ['an empty one', `const n = other ? 'a' : ''; if (n) ${event}`, 'a {}'],
  ['an empty one, behind what leaves', `const n = other ? 'a' : ''; if (!n) return; ${event}`, 'a {}'],
  ['an empty one of a variable that is set before', `${name} if (n && other) ${event}`, 'a {}'],
  ['one that it is not', `${name} if (n !== '') ${event}`, 'a {}'],
  [
    'one that it had before it was asked, in a loop',
    `let n = ''; for (;;) { if (n) ${event} n = other ? 'b' : ''; }`,
    'b {}',
  ],
  ['not one that is set behind the condition', `${name} if (n) { n = ''; ${event} }`, ' {}'],
  ['not one that is set in the condition', `${name} if (n && other(n = '')) ${event}`, '|a {}'],
  [
    'not one that is set by the time a function is called',
    `${name} if (n) other(() => ${event}); n = 'b';`,
    '|a|b {}',
  ],
  [
    'not one that another function sets',
    `${name} const go = () => { n = 'b'; }; if (n) { go(); ${event} }`,
    '|a|b {}',
  ],
  [
    'not one behind what leaves before it is set',
    `${name} if (!n) return; if (other) n = ''; ${event}`,
    '|a {}',
  ],
])('a condition rules out a name: %s', (_, code, found) => {
  const [all = ''] = sites(`function f(other) { ${code} }`);
  const [names = '', ...rest] = all.split(' ');
  expect([names.split('|').sort().join('|'), ...rest].join(' ')).toBe(found);
});
