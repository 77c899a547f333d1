import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

/** What is said of `o` where it is sent behind some statements. */
const sent = (body: string, object = 'o') =>
  sites(`declare const on: boolean;
const fill = (it) => { it.b = ''; };
const show = (it) => log(it.a);
export function run(key, u) { let o: any = { a: 1 }, more: any = { c: true };
${body}
nv('event', 'e', ${object}); }`)[0]?.replace(/^e /, '');

describe('what is done to an object counts', () => {
  it.each([
    ['in a list that is handed on one by one', '[o, more].forEach(fill);', '{ a: number, … }'],
    ['in a list that only is read', '[o, more].forEach(show);', '{ a: number }'],
    ['in a list that is asked', 'if ([o, more].some((it) => it.a)) log();', '{ a: number }'],
    ['where a function is applied', 'fill.apply(null, [o]);', '{ a: number, … }'],
    ['where a function that only reads is applied', 'show.apply(null, [o]);', '{ a: number }'],
    ['where it is spread as an argument', 'fill(...[o]);', '{ a: number, … }'],
    ['where it is spread to be read', 'show(...[o]);', '{ a: number }'],
    ['under the name of a loop', `for (const it of [o, more]) it.b = '';`, '{ a: number, b?: string, … }'],
    [
      'under the name that a function has for it',
      `[o, more].forEach((it) => { it.b = ''; });`,
      '{ a: number, b?: string|unknown, … }',
    ],
    ['under the name of one of two', `const it = [o, more][u]; it.b = '';`, '{ a: number, b?: string, … }'],
    [
      'under the name of what is given by default',
      `const f = (it = o) => { it.b = ''; }; f();`,
      '{ a: number, b?: string, … }',
    ],
    [
      'under a name that was set to it',
      `let it; it = o; Object.assign(it, { b: '' });`,
      '{ a: number, b?: string, … }',
    ],
    ['but not to others of a list', `for (const it of [more]) it.b = '';`, '{ a: number }'],
    ['but not to what its name was set to before', `o.a = ''; o = { a: 1 };`, '{ a: number }'],
  ])('%s', (_, body, expected) => expect(sent(body)).toBe(expected));

  it('when it is handed back', () => {
    const code = 'const done = (it) => { try { return it; } finally { it.b = 1; } };';
    expect(sent(code, 'done(o)')).toBe('{ a: number, b?: number }');
    expect(sent('try { log(o.a); } finally { o.b = 1; }', '{ ...o }')).toBe('{ a: number, b?: number }');
  });

  it('in a function that is run again', () => {
    const code = (use: string) =>
      sites(`const o: any = { a: 1 };\n[1, 2].forEach(() => { nv('event', 'e', ${use}); o.b = ''; });`);
    expect(code('o')).toEqual(['e { a: number, b?: string }']);
    expect(code('(() => o)()')).toEqual(['e { a: number, b?: string }']);
  });
});

describe('what is taken away counts', () => {
  const value = '{ v: it.a }';
  it.each([
    ['of what is spread', 'delete o.a; const it = { ...o };', '{ v?: number }'],
    [
      'of what a function is given',
      'delete o.a; const f = ({ a }) => ({ v: a }); const it = { a: f(o).v };',
      '{ v?: number }',
    ],
    ['but not where it is another', 'delete o.b; const it = { ...o };', '{ v: number }'],
  ])('%s', (_, body, expected) => expect(sent(body, value)).toBe(expected));
});

describe('what is set only where it is there', () => {
  it.each([
    ['adds nothing', 'if (o.t) o.t = 1;', '{ a: number }'],
    ['adds nothing by an operator', 'o.t &&= 1;', '{ a: number }'],
    [
      'is there where it was set before',
      `if (on) o.t = ''; if (o.t) o.t = 1;`,
      '{ a: number, t?: number|string }',
    ],
    [
      'is there where a loop sets it behind that',
      'for (const x of u) { if (o.t) o.t = 1; else o.t = true; }',
      '{ a: number, t?: boolean|number }',
    ],
    [
      'is there where a function that is run again sets it',
      'u.forEach(() => { if (o.t) o.t = 1; else o.t = true; });',
      '{ a: number, t?: boolean|number }',
    ],
    ['may be set behind what takes it away', 'if (!o.a) return; delete o.a; o.a = 1;', '{ a: number }'],
    [
      'may not be there in what is not known',
      'o = { ...u, ...o }; o.t &&= 1;',
      '{ a: number, t?: number|unknown, … }',
    ],
  ])('%s', (_, body, expected) => expect(sent(body)).toBe(expected));
});

describe('what is read of an object that is done something to', () => {
  it.each([
    [
      'in what a function is given',
      `Object.assign(o, u ? { a: '' } : {});`,
      'picked(o)',
      '{ a: number|string }',
    ],
    ['behind what its name was set to', `o.a = ''; o = { a: true };`, 'picked(o)', '{ a: boolean }'],
    ['on a condition', `o.a = ''; if (on) o = { a: true };`, 'picked(o)', '{ a: boolean|number|string }'],
    [
      'of one that may lack it, spread over another',
      'o = { ...more, ...o }; o[key] = 1;',
      '{ c: o.c }',
      '{ c: boolean|number }',
    ],
    [
      'of what is nothing, and a number',
      `o.a = undefined; if (on) o.a = '';`,
      '{ n: o.a + 1 }',
      '{ n: number|string }',
    ],
  ])('%s', (_, body, object, expected) =>
    expect(sent(`const picked = ({ a }) => ({ a });\n${body}`, object)).toBe(expected),
  );
});

describe('a value that is not the one that is written', () => {
  it.each([
    ['where a list is cut', `const l = ['a', 'b']; l.length = n; nv('event', l[1] ?? 'c', {});`, 'a|b|c {}'],
    ['where something is taken off a list', `const l = ['a', 'b']; l.pop(); nv('event', l[0], {});`, 'a {}'],
    [
      'where another list is made of a list',
      "nv('event', Array.from(['a', 'b'], (each) => `${each}_x`)[0], {});",
      'a_x {}',
    ],
    [
      'where another list is made of a list by who knows whom',
      "nv('event', Array.from(['a', 'b'], rename)[0], {});",
      '? {}',
    ],
    ['where an object has another behind it', `nv('event', { __proto__: it }.n ?? 'a', {});`, 'a|? {}'],
    [
      'where a class reads it otherwise than the one that it extends sets it',
      `class A { constructor(n) { this.n = n; } }\nclass B extends A { get n() { return 'b'; } set n(v) {} }\nnv('event', new B('a').n, {});`,
      'b {}',
    ],
  ])('%s', (_, code, expected) => expect(sites(code)).toEqual([expected]));
});
