import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

/** What is sent as an object, in code that comes before. */
const sent = (object: string, before = '') => sites(`${before}\nnv('event', 'e', ${object});`).at(-1);

describe('objects that a package puts together', () => {
  it.each([
    [`import merge from 'lodash/merge';`, `merge({ a: 1, b: 2 }, { b: 's' })`, '{ a: number, b: string }'],
    [`import _ from 'lodash';`, `_.merge({}, { a: 1 }, { b: 's' })`, '{ a: number, b: string }'],
    [
      `import * as _ from 'lodash-es';`,
      `_.defaults({ a: 1 }, { a: 's', b: 's' })`,
      '{ a: number, b: string }',
    ],
    [
      `import { defaultsDeep } from 'lodash';`,
      `defaultsDeep({ a: 1 }, { a: 's', b: 's' })`,
      '{ a: number, b: string }',
    ],
    [`import { assign } from 'lodash';`, `assign({ a: 1 }, go())`, '{ a: number|unknown, … }'],
    [
      `import deepmerge from 'deepmerge';`,
      `deepmerge({ a: 1 }, c ? { b: 1 } : {})`,
      '{ a: number, b?: number }',
    ],
    [
      `import { mergeWith } from 'lodash';`,
      `mergeWith({ a: 1 }, { b: 's' }, join)`,
      '{ a: unknown, b: unknown }',
    ],
    [`import { cloneDeep } from 'lodash';`, 'cloneDeep({ a: 1 })', '{ a: number }'],
    [`import clone from 'clone';`, 'clone({ a: 1 })', '{ a: number }'],
    ['', `$.extend(true, {}, { a: 1 }, { b: 's' })`, '{ a: number, b: string }'],
    ['', `_.extend({ a: 1 }, { b: 's' })`, '{ a: number, b: string }'],
    [`import _ from 'lodash';`, `{ x: _.defaults({}, { a: 1 }).a }`, '{ x: number }'],
  ])('%s %s', (before, object, expected) => expect(sent(object, before)).toBe(`e ${expected}`));

  it.each([
    ['by a function of the project', 'const merge = (a, b) => go(a, b);', 'merge({ a: 1 }, { b: 1 })'],
    ['by a function of anything', '', 'tree.merge({ a: 1 }, { b: 1 })'],
    ['by a library that is one of the project', 'const _ = go();', '_.merge({ a: 1 }, { b: 1 })'],
    ['of a list', `import { merge } from 'lodash';`, 'merge(...all())'],
    ['in another way', `import { zip } from 'lodash';`, 'zip({ a: 1 }, { b: 1 })'],
  ])('not %s', (_, before, object) => expect(sent(object, before)).toBe('e { … }'));
});

describe('objects that are put together of a list', () => {
  const list = `const names = ['a', 'b'];\nconst fields = [{ key: 'a', value: 1 }, { key: 'b', value: 's' }];\nconst it = { a: 1, b: 's' };`;

  it.each([
    ['Object.fromEntries([["a", 1], ["b", "s"]])', '{ a: number, b: string }'],
    ['Object.fromEntries(names.map((name) => [name, 1]))', '{ a: number, b: number }'],
    ['Object.fromEntries(names.map((name) => [`has_${name}`, true]))', '{ has_a: boolean, has_b: boolean }'],
    ['Object.fromEntries(fields.map(({ key, value }) => [key, value]))', '{ a: number, b: string }'],
    ['names.reduce((all, name) => ({ ...all, [name]: 1 }), {})', '{ a: number, b: number }'],
    [
      'names.reduce((all, name) => ({ ...all, [name]: 1 }), { c: true })',
      '{ c: boolean, a: number, b: number }',
    ],
    [
      'fields.reduce((all, { key, value }) => ({ ...all, [key]: value, more: true }), {})',
      '{ a: number, more: boolean, b: string }',
    ],
    ['names.reduce((all, name) => (go() ? { ...all, [name]: 1 } : all), {})', '{ a?: number, b?: number }'],
    ['names.reduce((all, name) => { all[name] = 1; return all; }, {})', '{ a: number, b: number }'],
    [
      'Object.keys(it).reduce((all, key) => ({ ...all, [key]: it[key], ...{ more: 1 } }), {})',
      '{ a: number, more: number, b: string }',
    ],
  ])('%s', (object, expected) => expect(sent(object, list)).toBe(`e ${expected}`));

  it.each([
    'Object.fromEntries(go())',
    'Object.fromEntries(go().map((name) => [name, 1]))',
    'Object.fromEntries(names.map((name) => [go(name), 1]))',
    'go().reduce((all, name) => ({ ...all, [name]: 1 }), {})',
    'names.reduce((all, name) => ({ ...all, [go(name)]: 1 }), {})',
    'names.reduce(go, {})',
  ])('not %s', (object) => expect(sent(object, list)).toBe('e { … }'));
});
