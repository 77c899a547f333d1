import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const found = (loop: string, call = `send('sent', { n: 1, name: 'a' });`) =>
  sites(`const keys = ['n', 'name', 'other'];
declare const open: any;
function send(event: string, it: any) {
  const copy: any = {};
  ${loop}
  nv('event', event, copy);
}
${call}`);

describe('a loop that copies properties gives an object those of the other, each of its own type', () => {
  it.each([
    ['of a list of keys', `for (const key of keys) copy[key] = it[key];`, 'n: number, name: string'],
    ['visited by a function', `keys.forEach((key) => { copy[key] = it[key]; });`, 'n: number, name: string'],
    [
      'that are there',
      `for (const key of keys) if (it[key] !== undefined) copy[key] = it[key];`,
      'n: number, name: string',
    ],
    [
      'that are there, asked the other way round',
      `for (const key of keys) { if (undefined === it[key]) continue; copy[key] = it[key]; }`,
      'n: number, name: string',
    ],
    [
      'that are in it',
      `for (const key of keys) if (key in it) copy[key] = it[key];`,
      'n: number, name: string',
    ],
    [
      'that it has of its own',
      `for (const key in it) if (Object.prototype.hasOwnProperty.call(it, key)) copy[key] = it[key];`,
      'n: number, name: string',
    ],
    ['of all keys', `for (const key in it) copy[key] = it[key];`, 'n: number, name: string'],
    [
      'of the names of its own',
      `Object.getOwnPropertyNames(it).forEach((key) => { try { copy[key] = it[key]; } catch { log(key); } });`,
      'n?: number, name?: string',
    ],
    [
      'of the keys that a call lists',
      `Object.keys(it).forEach((key) => { copy[key] = it[key]; });`,
      'n: number, name: string',
    ],
    [
      'of entries',
      `for (const [key, value] of Object.entries(it)) copy[key] = value;`,
      'n: number, name: string',
    ],
    [
      'of entries that a function returns for',
      `Object.entries(it).forEach(([key, value]) => { if (value == null) return; copy[key] = value; });`,
      'n: number, name: string',
    ],
    [
      'made to texts',
      `for (const [key, value] of Object.entries(it)) copy[key] = String(value);`,
      'n: string, name: string',
    ],
    [
      'under a name for the value',
      `for (const key in it) { const value = it[key]; if (value !== undefined) copy[key] = value; }`,
      'n: number, name: string',
    ],
    [
      'of a list of keys, under a name for the value',
      `keys.forEach((key) => { const value = it[key]; if (value != null) copy[key] = value; });`,
      'n: number, name: string',
    ],
    [
      'under longer names',
      `for (const [key, value] of Object.entries(it)) copy[\`user_\${key}\`] = value;`,
      'user_n: number, user_name: string',
    ],
    [
      'over what was there',
      `copy.n = 'a'; copy.more = true; for (const key in it) copy[key] = it[key];`,
      'n: number, more: boolean, name: string',
    ],
    ['of itself', `copy.n = 1; for (const key in copy) copy[key] = String(copy[key]);`, 'n: string'],
    [
      'perhaps, where something else is asked',
      `for (const key of keys) if (it[key]) copy[key] = it[key];`,
      'n?: number, name?: string',
    ],
    [
      'perhaps, where the loop is left',
      `for (const key of keys) { if (key === open) break; copy[key] = it[key]; }`,
      'n?: number, name?: string',
    ],
    [
      'perhaps, where the loop is under a condition',
      `if (open) for (const key of keys) copy[key] = it[key];`,
      'n?: number, name?: string',
    ],
    [
      'perhaps, of keys that are filtered',
      `for (const key of Object.keys(it).filter((each) => each !== open)) copy[key] = it[key];`,
      'n?: number, name?: string',
    ],
  ])('%s', (_, loop, attributes) => {
    expect(found(loop)).toEqual([`sent { ${attributes} }`]);
  });

  it('leaves out what may be null where null is not copied', () => {
    const loop = 'for (const [key, value] of Object.entries(it)) if (value != null) copy[key] = value;';
    expect(found(loop, `send('sent', { n: open ? 1 : null, gone: null });`)).toEqual(['sent { n?: number }']);
  });

  it('leaves out what is of another type than is asked for', () => {
    const split = `for (const key in it) {
      const value = it[key];
      if (typeof value === 'number') copy[key] = value;
      else if (typeof value === 'boolean') copy[key] = value ? 1 : 0;
    }`;
    expect(found(split, `send('sent', { n: 1, name: 'a', on: true, other: open });`)).toEqual([
      'sent { n?: number, other?: number, on?: number }',
    ]);
    const switched = `for (const key in it) {
      const value = it[key];
      switch (typeof value) {
        case 'number': copy[key] = value; break;
        case 'boolean': copy[key] = value ? 1 : 0; break;
        default: copy[key] = value;
      }
    }`;
    expect(found(switched, `send('sent', { n: 1, on: true });`)).toEqual([
      'sent { n?: number|unknown, on?: number|unknown }',
    ]);
    const rest = `for (const key in it) { if (typeof it[key] === 'number') continue; copy[key] = it[key]; }`;
    expect(found(rest, `send('sent', { n: 1, name: 'a' });`)).toEqual([
      'sent { n?: unknown, name?: unknown }',
    ]);
  });

  it('may have any of the listed properties where the other object is not known', () => {
    expect(found('for (const key of keys) copy[key] = it[key];', `send('sent', open);`)).toEqual([
      'sent { n?: unknown, name?: unknown, other?: unknown }',
    ]);
    const texts = `for (const key of keys) { const value = it[key]; if (typeof value === 'string') copy[key] = value.trim(); }`;
    expect(found(texts, `send('sent', open);`)).toEqual([
      'sent { n?: string, name?: string, other?: string }',
    ]);
  });

  it('is open where the other object is', () => {
    expect(found('for (const key in it) copy[key] = it[key];', `send('sent', { n: 1, ...open });`)).toEqual([
      'sent { n: number|unknown, … }',
    ]);
  });
});

it('says of no property that it has the type of another', () => {
  const loop = `const names: Record<string, string> = { n: 'size', name: 'title' };
  for (const key of ['n', 'name']) copy[names[key]] = it[key];`;
  expect(found(loop)).toEqual(['sent { size?: unknown, title?: unknown }']);
});

describe('what is no such copy is not taken for one', () => {
  it.each([
    [
      'a key of another loop',
      'for (const key of keys) for (const other of keys) copy[other] = it[key];',
      'n?: number|string, name?: number|string, other?: number|string',
    ],
    [
      'a value that is added to',
      'for (const key of keys) copy[key] += it[key];',
      'n?: unknown, name?: unknown, other?: unknown',
    ],
    [
      'one value for all',
      'for (const key of keys) copy[key] = it.n;',
      'n?: number, name?: number, other?: number',
    ],
  ])('%s', (_, loop, attributes) => {
    expect(found(loop)).toEqual([`sent { ${attributes} }`]);
  });

  it.each([
    ['keys that are not known', `for (const key of open) copy[key] = it[key];`],
    ['keys that a function makes', `for (const key in it) copy[open(key)] = it[key];`],
  ])('%s', (_, loop) => {
    expect(found(loop)).toEqual(['sent { … }']);
  });
});
