import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

/** What the last call of a code sends, in which `SEND(…)` is a call with those attributes. */
const sent = (code: string) => sites(code.replaceAll('SEND(', `nv('event', 'e', `)).at(-1);

describe('what is set in an object counts, whatever is said of its type there', () => {
  it.each([
    ['a property', 'const d = {}; (d as any).n = 1; SEND(d);', 'e { n: number }'],
    ['of one that is not null', 'const d: any = {}; d!.n = 1; SEND(d);', 'e { n: number }'],
    ['under a name that is not known', 'const d = {}; (d as any)[key] = 1; SEND(d);', 'e { … }'],
    ['by a function that is not known', 'const d = {}; fill(d as any); SEND(d);', 'e { … }'],
    [
      'what may be looked up',
      'const d = {}; (d as any)[key] = {}; SEND({ n: d.a, m: d.a.b });',
      'e { n?: object, m: unknown }',
    ],
    [
      'by a method of the class',
      `class A { n = 'a'; send() { SEND({ n: this.n.at }); } set() { (this as any).n = {}; } }`,
      'e { n: unknown }',
    ],
    [
      'in another of its name',
      'const f = () => { const d = {}; (d as any).n = 1; };\nconst d = {}; SEND(d);',
      'e {}',
    ],
    [
      'under another name',
      'const d = { a: 1 }; const it = d; it.n = 1; SEND(d);',
      'e { a: number, n?: number, … }',
    ],
    ['not where that is only another name', 'const d = { a: 1 }; const it = d; SEND(d);', 'e { a: number }'],
    ['after it was sent', 'const d = {}; SEND(d); (d as any).n = 1;', 'e {}'],
    [
      'before a function is called',
      'const d: any = {}; const go = () => SEND(d); d.n = 1; go();',
      'e { n?: number }',
    ],
    [
      'by the last call of a function',
      'const d: any = {}; on(() => { SEND(d); d.n = 1; });',
      'e { n?: number }',
    ],
    ['after a loop has sent it', 'const d: any = {}; all.forEach(() => SEND(d)); d.n = 1;', 'e {}'],
    ['after a function was called in its place', 'const d: any = {}; (() => SEND(d))(); d.n = 1;', 'e {}'],
    [
      'after it was sent by a function that makes it',
      'const go = () => { const d: any = {}; SEND(d); d.n = 1; };',
      'e {}',
    ],
  ])('%s', (_, code, expected) => {
    expect(sent(code)).toBe(expected);
  });
});

describe('what is set in a part of an object counts where that part is sent', () => {
  const send = `const send = (event) => nv('event', event.name, event.more);\n`;
  it.each([
    [
      'by its name',
      'const d = { more: { a: 1 } }; d.more.b = 2; SEND(d.more);',
      'e { a: number, b: number }',
    ],
    ['on a condition', 'const d = { more: {} }; if (x) d.more.b = 2; SEND(d.more);', 'e { b?: number }'],
    ['under a name that is not known', 'const d = { more: {} }; d.more[key] = 2; SEND(d.more);', 'e { … }'],
    [
      'with others',
      'const d = { more: {} }; Object.assign(d.more, { b: 2 }); SEND(d.more);',
      'e { b: number }',
    ],
    ['as a whole', 'const d = { more: { a: 1 } }; d.more = { b: 2 }; SEND(d.more);', 'e { b: number }'],
    [
      'as a whole, with what it was',
      'const d = { more: { a: 1 } }; d.more = { ...d.more, b: 2 }; SEND(d.more);',
      'e { a?: number|unknown, b: number, … }',
    ],
    [
      'by a function that is not known',
      `${send}const d = { name: 'e', more: { a: 1 } }; fill(d.more); send(d);`,
      'e { a: number, … }',
    ],
    [
      'not by one that only reads it',
      `${send}const show = (more) => console.log(more.a);\nconst d = { name: 'e', more: { a: 1 } }; show(d.more); send(d);`,
      'e { a: number }',
    ],
    [
      'of what a wrapper is given',
      `${send}const d = { name: 'e', more: {} }; d.more.b = 2; send(d);`,
      'e { b?: number }',
    ],
    [
      'of what a wrapper is given, as a whole',
      `${send}const d = { name: 'e', more: {} }; d.more = { ...d.more, ...given }; send(d);`,
      'e { … }',
    ],
    ['after it was sent', 'const d = { more: {} }; SEND(d.more); d.more.b = 2;', 'e {}'],
    ['before another', 'const d = { more: {}, less: {} }; d.less.b = 2; SEND(d.more);', 'e {}'],
    [
      'by taking it away',
      'const d = { more: { a: 1, b: 2 } }; delete d.more.a; SEND(d.more);',
      'e { b: number }',
    ],
  ])('%s', (_, code, expected) => {
    expect(sent(code)).toBe(expected);
  });
});

describe('an element that a list may have been given is not taken to be missing', () => {
  it.each([
    ['by what puts it there', `const l = []; if (x) l.push('a'); SEND({ n: l[0] });`, 'e { n: string }'],
    ['by what is set', 'const l = []; l[0] = value; SEND({ n: l[0] });', 'e { n: unknown }'],
    ['by a function that is not known', 'const l = []; fill(l); SEND({ n: l[0] });', 'e { n: unknown }'],
    [
      'in a field of a class',
      'class A { l = []; send() { SEND({ n: this.l[0] }); } add(v) { this.l.push(v); } }',
      'e { n: unknown }',
    ],
    [
      'and is missing where nothing is done to the list',
      `const l = ['a']; SEND({ n: l[0], m: l[1] });`,
      'e { n: string }',
    ],
  ])('%s', (_, code, expected) => {
    expect(sent(code)).toBe(expected);
  });
});

describe('the name of a member of an enum is looked up by its number', () => {
  const kinds = `enum Kind { A, B = 5, C = 'c' }\nconst f = (kind: Kind) => `;
  it.each([
    ['that is known', `nv('event', Kind[0], {});`, 'A {}'],
    ['that is written there', `nv('event', Kind[Kind.B], {});`, 'B {}'],
    ['that is none of it', `nv('event', Kind[7], {});`, '? {}'],
    ['that is not known', `nv('event', 'e', { n: Kind[Number(x)] });`, 'e { n: string }'],
    ['and that of a text is none', `nv('event', 'e', { n: Kind[Kind.C] });`, 'e {}'],
  ])('%s', (_, code, expected) => {
    expect(sites(`${kinds}${code}`)).toEqual([expected]);
  });
});

describe('an object that is set again is what it is by the time it is sent', () => {
  const wrapper = (body: string) =>
    `const send = (name, data) => { ${body} nv('event', name, data); };\nsend('e', { a: 1 });`;
  it.each([
    ['with more', wrapper('data = { ...data, b: 2 };'), 'e { a: number, b: number }'],
    ['with more, on a condition', wrapper('if (x) data = { ...data, b: 2 };'), 'e { a: number, b?: number }'],
    [
      'with what is not known',
      wrapper('if (x) data = { ...(data || {}), ...given };'),
      'e { a: number|unknown, … }',
    ],
    [
      'in a loop',
      wrapper('for (const each of all) data = { ...data, b: 2 };'),
      'e { a: number, b?: number }',
    ],
    [
      'in a callback that adds to it',
      wrapper('const add = () => { data = { ...data, b: 2 }; }; add();'),
      'e { a: number, b?: number }',
    ],
    [
      'with others assigned',
      wrapper('data = Object.assign({}, data, { b: 2 });'),
      'e { a: number, b: number }',
    ],
    ['a variable', 'let d = { a: 1 }; d = { ...d, b: 2 }; SEND(d);', 'e { a: number, b: number }'],
    ['a variable, later', 'let d = { a: 1 }; SEND(d); d = { b: 2 };', 'e { a: number }'],
    [
      'either way, or not at all',
      'let d; const f = () => { if (x) d = { b: 2 }; else return; SEND(d); };',
      'e { b: number }',
    ],
    [
      'in a callback',
      'let d; if (x) d = { b: 2 }; else d = { c: 3 }; then(() => SEND(d));',
      'e { b?: number, c?: number }',
    ],
    [
      'behind a callback',
      'let d = { a: 1 }; then(() => SEND(d)); d = { b: 2 };',
      'e { b?: number, a?: number }',
    ],
  ])('%s', (_, code, expected) => {
    expect(sent(code)).toBe(expected);
  });
});
