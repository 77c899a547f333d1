import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const send = `send(name, details) { nv('event', name, details); }`;

describe('what a class keeps under its own name is what it sets that to', () => {
  it.each([
    [
      'where it is asked for first',
      `class A { static main; static get() { if (!A.main) A.main = new A(); return A.main; } ${send} }\nA.get().send('paid', { n: 1 });`,
    ],
    [
      'beginning as null',
      `class A { static main = null; static get() { if (A.main === null) { A.main = new A(); } return A.main; } ${send} }\nA.get().send('paid', { n: 1 });`,
    ],
    [
      'without a declaration',
      `class A { static get() { if (!A.main) { A.main = new A(); } return A.main; } ${send} }\nA.get().send('paid', { n: 1 });`,
    ],
    [
      'by an assignment that is asked for',
      `class A { static #main = null; static get() { return (A.#main ??= new A()); } ${send} }\nA.get().send('paid', { n: 1 });`,
    ],
    [
      'in its constructor',
      `class A { constructor() { if (A.main) return A.main; A.main = this; } ${send} }\nA.main.send('paid', { n: 1 });`,
    ],
    [
      'in a block of its own',
      `class A { ${send} }\nclass B { static main; static { B.main = new A(); } }\nB.main.send('paid', { n: 1 });`,
    ],
    [
      'behind it',
      `class A { ${send} }\nclass B { static main; }\nB.main = new A();\nB.main.send('paid', { n: 1 });`,
    ],
  ])('%s', (_, code) => expect(sites(code)).toEqual(['paid { n: number }']));

  it.each([
    [
      'to several things',
      `class A { static main = { ${send} }; static mute() { A.main = { send() { log(); } }; } }\nA.main.send('paid', {});`,
    ],
    [
      'under another name',
      `class A { ${send} }\nclass B { static other; static { B.other = new A(); } }\nB.main.send('paid', {});`,
    ],
    [
      'for its instances',
      `class A { ${send} }\nclass B { static main; static { B.main = new A(); } }\nnew B().main.send('paid', {});`,
    ],
    [
      'of another class of that name',
      `class A { ${send} }\nfunction make() { class B {}\n B.main = new A();\n return B; }\nclass B { static main = null; }\nB.main.send('paid', {});`,
    ],
  ])('but not %s', (_, code) => expect(sites(code).filter((each) => each.startsWith('paid'))).toEqual([]));

  it('and a value that it sets again is not known', () => {
    const code = `class A { static page = 'a'; static go() { nv('event', A.page, {}); } static to(page) { A.page = page; } }`;
    expect(sites(code)).toEqual(['? {}']);
  });
});
