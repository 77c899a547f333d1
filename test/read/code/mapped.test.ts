import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

describe('what a map hands back that is written out', () => {
  const sent = (name: string, code = '') =>
    sites(
      `enum Kind { A = 'a', B = 'b' }\nconst names = new Map([[Kind.A, 'one'], [Kind.B, 'two']]);\n${code}\nnv('event', ${name}, {});`,
    );

  it.each([
    ['under a key that is known', `names.get('a')!`, '', 'one {}'],
    ['under one of an enum', 'names.get(Kind.B)', '', 'two {}'],
    ['under one of several', 'names.get(kind)', `const kind = isNew ? 'a' : Kind.B;`, 'one|two {}'],
    ['under any key', 'names.get(from()) as string', '', 'one|two {}'],
    ['or something else', `names.get(from()) ?? 'other'`, '', 'one|two|other {}'],
    ['made of an object', 'made.get(key)', `const made = new Map(Object.entries({ a: 'one' }));`, 'one {}'],
    [
      'that a class holds',
      'new Shop().name()',
      `class Shop { #names = new Map([['a', 'one']]); name() { return this.#names.get('a'); } }`,
      'one {}',
    ],
  ])('%s', (_, name, code, expected) => expect(sent(name, code)).toEqual([expected]));

  it('has the attributes of what it holds, if there is any', () => {
    const code = `const all = new Map([['a', { name: 'one', n: 1 }], ['b', { name: 'two', n: 2 }]]);
      const it = all.get(key);
      if (it) nv('event', it.name, { n: it.n, maybe: all.get(key)?.n });`;
    expect(sites(code)).toEqual(['one|two { n: number, maybe?: number }']);
  });

  it.each([
    ['that something is put into', 'names', `names.set('a', 'other');`],
    ['that somebody else may change', 'names', 'fill(names);'],
    ['that is another one later', 'more', `let more = names; more = load();`],
    ['of which a key is not known', 'more', `const more = new Map([[from(), 'one']]);`],
    ['that is none of the language', 'more', `const more = new Cache([['a', 'one']]);`],
    ['of a page', 'more', 'const more = new URLSearchParams(location.search);'],
  ])('is not known of one %s', (_, map, code) => {
    expect(sent(`${map}.get('a')`, code)).toEqual(['? {}']);
  });
});

describe('a getter of an object that is written out', () => {
  it.each([
    ['gives what it returns', `const o = { get name() { return 'one'; } };`, 'one { name: string }'],
    [
      'returns something of its object',
      `const o = { kind: 'one', get name() { return this.kind; } };`,
      'one { kind: string, name: string }',
    ],
    [
      'returns something that its object sets',
      `const o = { kind: 'one', get name() { return this.kind; }, end() { this.kind = load(); } };`,
      '? { kind: string, name: unknown, end: function }',
    ],
    [
      'returns one of two',
      `const o = { get name() { if (isNew) return 'one'; return 'two'; } };`,
      '? { name: unknown }',
    ],
    [
      'has nothing of the class around it',
      `class Shop { kind = 'one'; send() { const o = { get name() { return this.kind; } }; nv('event', o.name, o); } }`,
      '? { name: unknown }',
    ],
  ])('%s', (_, code, expected) => {
    const use = code.includes('nv(') ? '' : `nv('event', o.name, o);`;
    expect(sites(`${code}\n${use}`)).toEqual([expected]);
  });
});

describe('`this` in a method of an object that is written out', () => {
  const own = (code: string) => sites(code).map((site) => site.split(' ')[0]);
  it.each([
    ['is that object', `const o = { name: 'one', send() { nv('event', this.name); } };`, 'one'],
    [
      'also of a plain function',
      `const o = { name: 'one', send: function () { nv('event', this.name); } };`,
      'one',
    ],
    [
      'also in a callback',
      `const o = { name: 'one', send() { later(() => nv('event', this.name)); } };`,
      'one',
    ],
    ['but not of an arrow function', `const o = { name: 'one', send: () => nv('event', this.name) };`, '?'],
    [
      'nor in a function of its own',
      `const o = { name: 'one', send() { later(function () { nv('event', this.name); }); } };`,
      '?',
    ],
    [
      'nor where it is set',
      `const o = { name: 'one', set(name) { this.name = name; }, send() { nv('event', this.name); } };`,
      '?',
    ],
    [
      'nor where it is set from outside',
      `const o = { name: 'one', send() { nv('event', this.name); } };\no.name = 'two';`,
      '?',
    ],
    [
      'nor where the object is handed over',
      `register({ name: 'one', send() { nv('event', this.name); } });`,
      '?',
    ],
    [
      'and never the class around it',
      `class Shop { name = 'one'; go() { return { send() { nv('event', this.name); } }; } }`,
      '?',
    ],
  ])('%s', (_, code, name) => expect(own(code)).toEqual([name]));
});
