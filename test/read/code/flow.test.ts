import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

describe('a variable that is set again', () => {
  it.each([
    ['behind the place', `let n = 'a'; nv('event', n); n = 'b';`, ['a {}']],
    ['between two places', `let n = 'a'; nv('event', n); n = 'b'; nv('event', n);`, ['a {}', 'b {}']],
    ['in the branch of the place', `let n = 'a'; if (on) { n = 'b'; nv('event', n); }`, ['b {}']],
    ['in another branch', `let n = 'a'; if (on) n = 'b'; else nv('event', n);`, ['a {}']],
    ['perhaps', `let n = 'a'; if (on) n = 'b'; nv('event', n);`, ['a|b {}']],
    ['behind the place, in a loop', `let n = 'a'; for (;;) { nv('event', n); n = 'b'; }`, ['a|b {}']],
    ['behind the place, each time anew', `for (;;) { let n = 'a'; nv('event', n); n = 'b'; }`, ['a {}']],
    ['and left', `let n = 'a'; if (on) { n = 'b'; return; } nv('event', n);`, ['a {}']],
    ['and broken off', `let n = 'a'; for (;;) { if (on) { n = 'b'; break; } nv('event', n); }`, ['a {}']],
    [
      'and broken off, behind that',
      `let n = 'a'; for (;;) { if (on) { n = 'b'; break; } } nv('event', n);`,
      ['a|b {}'],
    ],
    [
      'in another case',
      `let n = 'a'; switch (on) { case 1: { n = 'b'; break; } case 2: nv('event', n); }`,
      ['a {}'],
    ],
    [
      'in a case that goes on',
      `let n = 'a'; switch (on) { case 1: n = 'b'; case 2: nv('event', n); }`,
      ['a|b {}'],
    ],
    [
      'by a function before',
      `let n = 'a'; const set = () => { n = 'c'; }; n = 'b'; set(); nv('event', n);`,
      ['c|b {}'],
    ],
    ['for a function behind', `let n = 'a'; n = 'b'; run(() => nv('event', n));`, ['b {}']],
    ['behind a function', `let n = 'a'; run(() => nv('event', n)); n = 'b';`, ['a|b {}']],
    [
      'behind a declared one',
      `let n = 'a'; function send() { nv('event', n); } n = 'b'; send();`,
      ['a|b {}'],
    ],
    ['to a part of something', `let n = 'a'; [n] = from(); nv('event', n);`, ['? {}']],
    ['by a loop', `let n = 'a'; for (n of from()) nv('event', n);`, ['? {}']],
    ['to itself and more', `let n = 'a'; n = n + '_b'; n += '_c'; nv('event', n);`, ['a_b_c {}']],
    [
      'by what runs on another way',
      `let n = 'a'; if (on) run(() => { n = 'b'; }); else nv('event', n);`,
      ['a {}'],
    ],
    ['by what may have run', `let n = 'a'; if (on) run(() => { n = 'b'; }); nv('event', n);`, ['a|b {}']],
    [
      'by what is made in a loop',
      `let n = 'a'; for (;;) { nv('event', n); run(() => { n = 'b'; }); }`,
      ['a|b {}'],
    ],
    [
      'by what runs later, before it is used there',
      `let n = 'a'; n = 'b'; run(() => { n = 'c'; nv('event', n); });`,
      ['c {}'],
    ],
    ['unless there is one', `let n: string; n ??= 'a'; n ||= 'b'; nv('event', n);`, ['a {}']],
  ])('%s', (_, code, found) => {
    expect(sites(`function f(on) { ${code} }`)).toEqual(found);
  });

  it('by what runs again', () => {
    const code = `<script>\nlet name = 'a';\nexport let kind;\n$: nv('event', name, {});\n$: name = kind ? 'b' : 'c';\n</script>`;
    expect(sites({ 'a.svelte': code })).toEqual(['a|b|c {}']);
  });

  it('by an earlier call', () => {
    const code = `let last = 'a';\nfunction send() { nv('event', last); last = 'b'; }`;
    expect(sites(code)).toEqual(['a|b {}']);
  });
});

describe('an object that is set again', () => {
  it.each([
    ['to another', `let o: any = { a: 1 }; o = { b: 's' };`, '{ b: string }'],
    ['to itself and more', `let o: any = { a: 1 }; o = { ...o, b: 's' };`, '{ a: number, b: string }'],
    [
      'to itself and more, perhaps',
      `let o: any = { a: 1 }; if (on) o = { ...o, b: 's' };`,
      '{ a: number, b?: string }',
    ],
    ['to what is assigned to itself', `let o: any = {}; o = Object.assign(o, { a: 1 });`, '{ a: number }'],
    [
      'to what it never was',
      `let o: any; if (on) o = { a: 1 }; else o = { b: 's' };`,
      '{ a?: number, b?: string }',
    ],
    ['to something unknown', `let o: any = { a: 1 }; o = mend(o);`, '{ … }'],
    [
      'behind what was done to it',
      `let o: any = {}; o.a = 1; Object.assign(o, { c: 1 }); o = { b: 's' };`,
      '{ b: string }',
    ],
    [
      'behind what was done to it, perhaps',
      `let o: any = {}; o.a = 1; if (on) o = { b: 's' }; o.c = 1;`,
      '{ b?: string, c: number, a?: number }',
    ],
    [
      'behind what was done to it, in a loop',
      `let o: any = {}; for (const each of on) { o.a = 1; if (each) o = { b: 's' }; }`,
      '{ b?: string, a?: number }',
    ],
    [
      'in a function that may be called again',
      `let o: any = {}; const add = () => { o.a = 1; if (on) o = { b: 's' }; }; add();`,
      '{ b?: string, a?: number }',
    ],
    [
      'ever more',
      `let o: any = { a: 1 }; for (const each of on) o = { ...o, [each]: 1 };`,
      '{ a: number, … }',
    ],
  ])('%s', (_, code, found) => {
    expect(sites(`function f(on) { ${code} nv('event', 'e', o); }`)).toEqual([`e ${found}`]);
  });
});

it('an object is not what was done to another before it is set, later', () => {
  const code = `function f(on) { let o: any = {}; o.a = 1; load().then(() => { o = { b: on.trim() }; nv('event', 'e', o); }); }`;
  expect(sites(code)).toEqual(['e { b: string }']);
});

describe('a property that is set again', () => {
  const wrapper = (body: string, given: string) =>
    sites(`function track(name, o: any = {}) { ${body} nv('event', name, o); }\ntrack(${given});`);
  const mapped = 'if (o.kind) o.kind = kinds[o.kind];';
  const byName = `switch (name) { case 'seen': { o.at = Number(o.at); o.at = days[o.at]; break; } case 'left': o.why = String(o.why); }`;
  it.each([
    ['only where it is there', mapped, `'e', { a: 1 }`, 'e { a: number }'],
    ['where it is there', mapped, `'e', { kind: 1 }`, 'e { kind: number|unknown }'],
    ['where it may be there', mapped, `'e', from()`, 'e { kind?: unknown, … }'],
    [
      'where anything else is there',
      'if (o.a) o.kind = 1;',
      `'e', { a: 1 }`,
      'e { a: number, kind: number }',
    ],
    ['for this name, twice', byName, `'seen', { at: 1 }`, 'seen { at: unknown }'],
    ['for another name', byName, `'e', { at: 1 }`, 'e { at: number }'],
    ['for that name', byName, `'left', { at: 1 }`, 'left { at: number, why: string }'],
    [
      'perhaps for this name',
      `if (name === 'e') { if (o.b > rate()) o.a = 's'; }`,
      `'e', { a: 1, b: 1 }`,
      'e { a: number|string, b: number }',
    ],
  ])('%s', (_, body, given, found) => expect(wrapper(body, given)).toEqual([found]));
});

describe('what is set and then taken out of an object', () => {
  it.each([
    [
      'by taking it out',
      `const o: any = { a: undefined }; o.a = 1; const { a } = o; nv('event', 'e', { a });`,
      '{ a: number }',
    ],
    [
      'between two places',
      `const o: any = { a: 1 }; const { a } = o; o.a = 's'; nv('event', 'e', { a });`,
      '{ a: number }',
    ],
    [
      'not from what others are given',
      `const o: any = { a: 1 }; o.a = 's'; mend(o); const { a } = o; nv('event', 'e', { a });`,
      '{ a: unknown }',
    ],
    [
      'not in another function',
      `const o: any = { a: 1 }; o.a = 's'; run(() => { const { a } = o; nv('event', 'e', { a }); });`,
      '{ a: unknown }',
    ],
    [
      'an object in another',
      `const o: any = { in: { a: 1 } }; o.in.b = 's'; nv('event', 'e', o.in);`,
      '{ a: number, b: string }',
    ],
  ])('%s', (_, code, found) => {
    expect(sites(`function f() { ${code} }`)).toEqual([`e ${found}`]);
  });

  it('what a module adds to what it imports', () => {
    const code = {
      'base.ts': `export const base: any = { page: 's' };`,
      'a.ts': `import { base } from './base';\nbase.total = 1;\nlog(base);\nnv('event', 'e', base);`,
    };
    expect(sites(code)).toEqual(['e { page: string, total: number }']);
  });

  it('not from a state that is set as one', () => {
    const code = `class A extends React.Component { state = { user: null }; go() { this.setState({ user: 'a' }); nv('event', 'e', { user: this.state.user }); } }`;
    expect(sites(code)).toEqual(['e { user: unknown }']);
  });
});

describe('what a condition says of the type', () => {
  it.each([
    [`typeof v === 'number'`, 'number'],
    [`typeof v !== 'string'`, 'number'],
    [`typeof v === 'string' && v !== ''`, 'string'],
    ['v instanceof Date', 'number|string'],
  ])('%s', (test, type) => {
    expect(sites(`function f(v: number | string) { if (${test}) nv('event', 'e', { v }); }`)).toEqual([
      `e { v: ${type} }`,
    ]);
  });

  it('not of what is set behind it', () => {
    const code = `function f(v: number | string) { if (typeof v === 'number') { v = from() as number | string; nv('event', 'e', { v }); } }`;
    expect(sites(code)).toEqual(['e { v: number|string }']);
  });
});
