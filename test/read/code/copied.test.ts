import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const found = (code: string) =>
  sites(`import { isNil, omit, omitBy, pick, pickBy } from 'lodash';
const it: { n: number; name: string; on?: boolean } = load();
${code}`);

describe('an object that is copied from another has its properties', () => {
  it.each([
    [
      'of entries',
      `nv('event', 'sent', Object.fromEntries(Object.entries(it)));`,
      'sent { n: number, name: string, on?: boolean }',
    ],
    [
      'of some entries',
      `nv('event', 'sent', Object.fromEntries(Object.entries(it).filter(([_, value]) => value !== undefined)));`,
      'sent { n?: number, name?: string, on?: boolean }',
    ],
    [
      'of entries with another value',
      `nv('event', 'sent', Object.fromEntries(Object.entries(it).map(([key, value]) => [key, String(value)])));`,
      'sent { n: string, name: string, on?: string }',
    ],
    [
      'of keys',
      `nv('event', 'sent', Object.fromEntries(Object.keys(it).map((key) => [key, it[key]])));`,
      'sent { n: number, name: string, on?: boolean }',
    ],
    [
      'that are gathered',
      `nv('event', 'sent', Object.keys(it).reduce((all, key) => ({ ...all, [key]: it[key] }), {}));`,
      'sent { n: number, name: string, on?: boolean }',
    ],
    [
      'that are set',
      `nv('event', 'sent', Object.entries(it).reduce((all, [key, value]) => { all[key] = value; return all; }, {} as any));`,
      'sent { n: number, name: string, on?: boolean }',
    ],
    [
      'that are set under a condition',
      `nv('event', 'sent', Object.entries(it).reduce((all, [key, value]) => { if (value) all[key] = value; return all; }, {}));`,
      'sent { n?: number, name?: string, on?: boolean }',
    ],
    [
      'each with what its type makes of it',
      `nv('event', 'sent', Object.keys(it).reduce((all, key) => { all[key] = typeof it[key] === 'number' ? it[key]?.toString() : it[key]; return all; }, {}));`,
      'sent { n: string, name: string, on?: boolean }',
    ],
    [
      'in a function that a wrapper calls',
      `const clean = (more: any) => Object.fromEntries(Object.entries(more).filter(([, value]) => value != null));
const track = (name: string, more: object) => nv('event', name, clean(more));
track('sent', { size: 1 });`,
      'sent { size?: number }',
    ],
    [
      'that a package picks',
      `nv('event', 'sent', pick(it, ['n', 'on']));`,
      'sent { n: number, on?: boolean }',
    ],
    [
      'that a package picks one by one',
      `nv('event', 'sent', pick(it, 'n', 'name'));`,
      'sent { n: number, name: string }',
    ],
    ['that a package leaves', `nv('event', 'sent', omit(it, ['n']));`, 'sent { name: string, on?: boolean }'],
    [
      'that are left by what they are',
      `nv('event', 'sent', omitBy(it, isNil));`,
      'sent { n?: number, name?: string, on?: boolean }',
    ],
    [
      'that are picked by what they are',
      `nv('event', 'sent', { ...pickBy(it), more: 1 });`,
      'sent { n?: number, name?: string, on?: boolean, more: number }',
    ],
  ])('%s', (_, code, expected) => {
    expect(found(code)).toEqual([expected]);
  });

  it.each([
    [
      'under another name',
      `nv('event', 'sent', Object.fromEntries(Object.entries(it).map(([key, value]) => ['a_' + key, value])));`,
    ],
    [
      'where something else is set, too',
      `nv('event', 'sent', Object.keys(it).reduce((all, key) => { all[key] = 1; fill(all); return all; }, {}));`,
    ],
    [
      'where it begins with something',
      `nv('event', 'sent', Object.keys(it).reduce((all, key) => { all[key] = 1; return all; }, start));`,
    ],
    ['by keys that are not known', `nv('event', 'sent', pick(it, keys()));`],
    ['by keys that are paths', `nv('event', 'sent', pick(it, ['n', 'name.first']));`],
    ['by a function that takes the keys first', `nv('event', 'sent', pick(['n'], it));`],
    ['by a global function', `nv('event', 'sent', globalThis.pick(it, ['n']));`],
  ])('but is not known %s', (_, code) => {
    expect(found(code)).toEqual(['sent { … }']);
  });

  it('with values that are not known where they are made', () => {
    const code = `nv('event', 'sent', Object.fromEntries(Object.entries(it).map(([key, value]) => [key, make(value)])));`;
    expect(found(code)).toEqual(['sent { n: unknown, name: unknown, on?: unknown }']);
  });
});

describe('an object that is handed to a function before it is sent', () => {
  const sent = (read: string) =>
    sites({
      'lib.ts': `import { mark } from 'lib';\n${read}`,
      'a.ts': `import { read } from './lib';\nconst more = { n: 1 };\nread(more);\nnv('event', 'sent', more);`,
    });
  it.each([
    ['reads it', `export function read(it) { if (it.n > 1) console.log(it); }`],
    ['takes it apart', `export const read = ({ n }) => mark(n);`],
    ['hands it to one that reads it', `const log = (it) => it.n;\nexport const read = (it) => log(it);`],
    ['keeps it under another name', `export const read = (it) => { const { n } = it; let m = n; m = 2; };`],
  ])('is as it was where that %s', (_, read) => {
    expect(sent(read)).toEqual(['sent { n: number }']);
  });

  it.each([
    ['adds to it', `export function read(it) { it.more = 1; }`],
    ['takes from it', `export function read(it) { delete it.n; }`],
    ['hands it to a package', `export const read = (it) => mark(it);`],
    [
      'hands it to one that adds to it',
      `const fill = (it) => { it.more = 1; };\nexport const read = (it) => fill(it);`,
    ],
    ['fills it', `export const read = (it) => Object.assign(it, { more: 1 });`],
    ['takes any number', `export const read = (...all) => all.forEach((it) => { it.more = 1; });`],
    ['calls itself', `export const read = (it) => read(it);`],
    ['is not known', `export { read } from 'lib';`],
  ])('may have more where that %s', (_, read) => {
    expect(sent(read)).toEqual(['sent { n: number, … }']);
  });
});
