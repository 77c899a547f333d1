import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const send = `nv('event', o.d.id, o.d);`;
const began = `const o = { d: { id: 'i', a: 1 } };`;

describe('a part of an object that is set to something else is that', () => {
  it.each([
    ['before it is read', `${began}\no.d = { id: 'z', b: 2 };\n${send}`, 'z { id: string, b: number }'],
    [
      'in a condition',
      `${began}\nif (any) o.d = { id: 'z', a: 2 };\n${send}`,
      'i|z { id: string, a: number }',
    ],
    [
      'in another function',
      `${began}\nexport const set = () => { o.d = { id: 'z', a: 2 }; };\nexport const go = () => { ${send} };`,
      'i|z { id: string, a: number }',
    ],
    [
      'with its own parts',
      `const it = { o: { d: { id: 'i' } } };\nit.o = { d: { id: 'z' } };\nnv('event', it.o.d.id, it.o.d);`,
      'z { id: string }',
    ],
    [
      'of an instance',
      `class A { d = { id: 'i', a: 1 }; }\nconst o = new A();\no.d = { id: 'z', b: 2 };\n${send}`,
      'z { id: string, b: number }',
    ],
  ])('%s', (_, code, expected) => expect(sites(code)).toEqual([expected]));

  it.each([
    ['after it is read', `${began}\n${send}\no.d = { id: 'z', a: 2 };`],
    ['of another object', `${began}\nconst other = { d: {} };\nother.d = { id: 'z' };\n${send}`],
    ['under another name', `${began}\no.e = { id: 'z' };\n${send}`],
  ])('but not where it is set %s', (_, code) => {
    expect(sites(code)).toEqual(['i { id: string, a: number }']);
  });

  it('and is not known where what it is set to is not', () => {
    expect(sites(`${began}\no.d = any;\n${send}`)).toEqual(['? { … }']);
  });
});
