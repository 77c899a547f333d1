import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

describe('a property that is undefined leaves nothing of what it is put over', () => {
  it.each([
    ['in a literal', `nv('event', 'e', { ...base, a: undefined });`, 'e { b: string }'],
    ['in an object that is spread', `nv('event', 'e', { ...base, ...{ a: undefined } });`, 'e { b: string }'],
    [
      'by `Object.assign`',
      `Object.assign(base, { a: undefined }); nv('event', 'e', base);`,
      'e { b: string }',
    ],
    [
      'on a condition',
      `nv('event', 'e', { ...base, a: on ? undefined : 1 });`,
      'e { a?: number, b: string }',
    ],
    [
      'where something is spread on a condition',
      `nv('event', 'e', { ...base, ...(on ? { a: undefined } : {}) });`,
      'e { a?: number, b: string }',
    ],
    [
      'but not where it comes first',
      `nv('event', 'e', { a: undefined, ...base });`,
      'e { a: number, b: string }',
    ],
    [
      'nor where a package merges it',
      `import { merge } from 'lodash'; nv('event', 'e', merge({}, base, { a: undefined }));`,
      'e { a: number, b: string }',
    ],
  ])('%s', (_, body, expected) => {
    expect(sites(`const on = ask();\nconst base = { a: 1, b: '' };\n${body}`)).toEqual([expected]);
  });
});

describe('a property that is taken away', () => {
  it.each([
    ['under a key that is not known', `delete o[key()];`, 'e { a?: number, b?: string }'],
    ['under one of some keys', `for (const key of ['a']) delete o[key];`, 'e { a?: number, b: string }'],
    ['under a key that is written', `delete o['a'];`, 'e { b: string }'],
  ])('%s', (_, body, expected) => {
    expect(sites(`const o = { a: 1, b: '' };\n${body}\nnv('event', 'e', o);`)).toEqual([expected]);
  });
});

describe('an object that is changed under another name', () => {
  it.each([
    ['that was set to it', `let it; it = o; it.b = '';`, 'e { a: number, b?: string, … }'],
    ['that it was set from', `const it = o; o.b = ''; o = it;`, 'e { a: number, b?: string, … }'],
    ['that only reads it', `let it; it = o; log(it.b);`, 'e { a: number }'],
    ['that was set before', `let it = o; it = { b: 1 };`, 'e { a: number }'],
  ])('%s', (_, body, expected) => {
    expect(sites(`let o = { a: 1 };\n${body}\nnv('event', 'e', o);`)).toEqual([expected]);
  });
});

describe('the type of what may be replaced is not known', () => {
  it.each([
    ['by what is spread over it', `{ ...o, ...open }`, 'e { a: number|unknown, b: string|unknown, … }'],
    [
      'by what `Object.assign` puts over it',
      `Object.assign({ ...o }, open)`,
      'e { a: number|unknown, b: string|unknown, … }',
    ],
    [
      'by what an object holds that is spread on a condition',
      `{ ...o, ...(on ? open : { c: 1 }) }`,
      'e { a: number|unknown, b: string|unknown, c?: number|unknown, … }',
    ],
    [
      'where something is put under a key that is not known',
      `{ ...o, [key()]: true }`,
      'e { a: boolean|number, b: boolean|string, … }',
    ],
    [
      'where what is put over it only may have it',
      `{ ...open, ...(on ? { a: 1 } : {}) }`,
      'e { a?: number|unknown, … }',
    ],
    ['where one of two objects is not known', `on ? { a: 1 } : open`, 'e { a?: number|unknown, … }'],
    ['but not where it comes later', `{ ...open, ...o }`, 'e { a: number, b: string, … }'],
    ['nor by a type that lists others', `{ ...o, ...typed }`, 'e { a: number, b: string, c: boolean }'],
    [
      'nor by a type that says of which type it is',
      `{ ...o, ...partly }`,
      'e { a: number, b: string|unknown, … }',
    ],
  ])('%s', (_, object, expected) => {
    const types = `interface Typed { c: boolean }
interface Partly { a: number; [key: string]: unknown }`;
    const head = `${types}
declare const on: boolean, typed: Typed, partly: Partly;
const o = { a: 1, b: '' };`;
    expect(sites(`${head}\nnv('event', 'e', ${object});`)).toEqual([expected]);
  });

  it('nor where a function may add to it', () => {
    const code = `const o = { a: 1 };\nfill(o);\nnv('event', 'e', o);`;
    expect(sites(code)).toEqual(['e { a: number, … }']);
  });

  it('where something is set under a key that is not known', () => {
    const code = `const o = { a: 1 };\no[key()] = '';\nnv('event', 'e', o);`;
    expect(sites(code)).toEqual(['e { a: number|string, … }']);
  });
});

describe('an object that may be changed by who is given it', () => {
  it.each([
    ['under the name that it was set from', `const it = o; fill(o); o = it;`, 'e { a: number, … }'],
    ['before another name was set to it', `fill({ ...o }); const it = o; o = it;`, 'e { a: number }'],
    ['by a condition', `fill(on ? o : undefined);`, 'e { a: number, … }'],
    ['as that or another', `fill(o ?? {});`, 'e { a: number, … }'],
    ['by a class', `new Filler(o).fill();`, 'e { a: number, … }'],
    ['to be thrown', `if (on) throw new Fault(o);`, 'e { a: number }'],
    ['by a class that takes it over', `post(new URLSearchParams(o));`, 'e { a: number }'],
    ['by a function that only reads it', `show(on ? o : undefined);`, 'e { a: number }'],
  ])('%s', (_, body, expected) => {
    const before = `const show = (it) => log(it.a);\nclass Filler { constructor(it) { this.it = it; } fill() { this.it.b = 1; } }`;
    expect(sites(`${before}\nfunction f(on) { let o = { a: 1 };\n${body}\nnv('event', 'e', o); }`)).toEqual([
      expected,
    ]);
  });
});

describe('a default counts where what is given may be nothing', () => {
  const given = `const given = ask() ? { n: 'z', d: { z: 1 } } : undefined;`;
  it.each([
    ['for a pattern', `const f = ({ n = 'y' } = {}) => nv('event', n, {}); f(given);`, 'z|y {}'],
    [
      'for a pattern, with a value',
      `const f = ({ n } = { n: 'y' }) => nv('event', n, {}); f(given);`,
      'z|y {}',
    ],
    [
      'for a pattern in a pattern',
      `const f = ({ m: { n = 'x' } = { n: 'y' } }) => nv('event', n, {}); f({ m: given });`,
      'z|y {}',
    ],
    ['in a declaration', `const { m: { n = 'x' } = {} } = {}; nv('event', n, {});`, 'x {}'],
    [
      'for an object',
      `const f = (d = { y: 1 }) => nv('event', 'e', d); f(given?.d);`,
      'e { z?: number, y?: number }',
    ],
    [
      'but not where it is there',
      `const f = ({ n = 'y' } = {}) => nv('event', n, {}); f({ n: 'z' });`,
      'z {}',
    ],
  ])('%s', (_, body, expected) => {
    expect(sites(`${given}\n${body}`)).toEqual([expected]);
  });

  it('what is spread as arguments, on a condition, moves those behind it', () => {
    const code = `const pick = (p, q) => nv('event', p, { q });\npick(...(ask() ? ['a'] : []), 'b');`;
    expect(sites(code).join()).not.toMatch(/^[ab] /);
  });

  it('what has no value under a key that may be nothing', () => {
    const code = `const names = new Map([['a', 'b']]);\nnv('event', 'e', { n: names.get(ask() ? 'a' : undefined) });`;
    expect(sites(code)).toEqual(['e { n?: string }']);
  });

  it('a part of what may be false', () => {
    const code = `const more = Boolean(ask()) && { n: 1 };\nnv('event', 'e', { n: more.n });`;
    expect(sites(code)).toEqual(['e { n?: number }']);
  });

  it.each([
    ['may be another one where what is not known is put over it', 'ask()', '? {}'],
    ['is the one that is put over it', "{ n: 'b' }", 'b {}'],
    ['is its own where what is put over it lacks it', '{ m: 1 }', 'a {}'],
  ])('a name in what a function makes %s', (_, given, expected) => {
    const code = `const make = (more) => ({ n: 'a', ...more });\nnv('event', make(${given}).n, {});`;
    expect(sites(code)).toEqual([expected]);
  });
});
