import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const list = `const list = [{ key: 'a', name: 'one', n: 1 }, { key: 'b', name: 'two', n: '' }];`;
const both = 'one|two {}';

describe('a property of an element that is picked out of a list', () => {
  it.each([
    ['whichever it is', `list.find((each) => each.key === key).name`, both],
    ['by a function of another kind', `list.find(isMeant)?.name`, both],
    ['by an index', `list[index].name`, both],
    ['of those that are left', `list.filter(isMeant)[0].name`, both],
    ['of what is sorted', `list.sort(byKey)[0].name`, both],
    ['the last one', `list.at(-1).name`, both],
    ['of one of two lists', `(on ? [{ name: 'one' }] : [{ name: 'two' }])[0].name`, both],
    ['of which it is said which', `list.find(({ key }) => key === 'b').name`, 'two {}'],
    ['of which it is said which it is not', `list.find((each) => each.key !== 'b').name`, 'one {}'],
    ['at its place', `list[1].name`, 'two {}'],
    ['of what is made of each, at its place', `list.map((each) => each.name)[1]`, 'two {}'],
  ])('is any of theirs that it may be: %s', (_, name, expected) => {
    expect(sites(`${list}\nnv('event', ${name}, {});`)).toEqual([expected]);
  });

  it.each([
    ['that no element is', `list.find(({ key }) => key === 'c').name`],
    ['of a list that is not known', `load().find(({ key }) => key === 'b').name`],
    ['of one to which something unknown is added', `[...list, ...load()].find(isMeant).name`],
    ['of what has such a method', `store.find(isMeant).name`],
  ])('is not known %s', (_, name) => {
    expect(sites(`${list}\nconst store = { find: load };\nnv('event', ${name}, {});`)).toEqual(['? {}']);
  });

  it.each([
    ['`find`', `list.find(isMeant)?.n`, 'n?'],
    ['a name for it', `it?.n`, 'n?'],
    ['an index', `list[index]?.n`, 'n?'],
    ['what a caller gives', `of(list.find(isMeant))`, 'n?'],
    ['where it is said to be there', `list.find(isMeant)!.n`, 'n'],
  ])('may be missing where that is asked: %s', (_, value, name) => {
    const code = `const it = list.find(isMeant);\nconst of = (each) => each?.n;`;
    expect(sites(`${list}\n${code}\nnv('event', 's', { n: ${value} });`)).toEqual([
      `s { ${name}: number|string }`,
    ]);
  });

  it('is the one that a caller asks for', () => {
    const code = `const go = (key) => { const it = list.find((each) => each.key === key); nv('event', it.name, { n: it.n }); };`;
    expect(sites(`${list}\n${code}\ngo('b');`)).toEqual(['two { n: string }']);
  });
});

describe("lodash's `get`", () => {
  const order = `const order = { a: { b: 'sent' }, list: [{ n: 1 }] };`;
  it.each([
    ['a path', `import { get } from 'lodash';`, `nv('event', get(order, 'a.b'), {});`, 'sent {}'],
    [
      'a list of steps',
      `import _ from 'lodash-es';`,
      `nv('event', _.get(order, ['a', 'b']), {});`,
      'sent {}',
    ],
    [
      'an index',
      `import at from 'lodash/get';`,
      `nv('event', 's', { n: at(order, 'list[0].n') });`,
      's { n: number }',
    ],
    ['a global', '', `nv('event', _.get(order, 'a.b'), {});`, 'sent {}'],
    [
      'what is not there',
      `import { get } from 'lodash';`,
      `nv('event', get(order, 'a.c', 'none'), {});`,
      'none {}',
    ],
    [
      'what a caller gives',
      `import { get } from 'lodash';`,
      `const go = (event) => nv('event', get(event, 'a.b'), {});\ngo({ a: { b: 'other' } });`,
      'other {}',
    ],
    [
      'a part of an object',
      `import { get } from 'lodash';`,
      `const part = get(order, 'a');\nnv('event', part.b, {});`,
      'sent {}',
    ],
    [
      'what is declared',
      `import { get } from 'lodash';`,
      `declare const it: { a: { n?: number }; s: string };\nnv('event', 's', { n: get(it, 'a.n'), s: get(it, 's'), or: get(it, 'a.n', '') });`,
      's { n?: number, s: string, or: number|string }',
    ],
  ])('hands back what stands there: %s', (_, from, code, expected) => {
    expect(sites(`${from}\n${order}\n${code}`)).toEqual([expected]);
  });

  it.each([
    ['of another package', `import { get } from 'axios';`, `get(order, 'a.b')`],
    ['that takes the object last', `import { get } from 'lodash/fp';`, `get('a.b', order)`],
    ['of a path that is not known', `import { get } from 'lodash';`, `get(order, path)`],
    ['of an object that is not known', `import { get } from 'lodash';`, `get(load(), 'a.b')`],
  ])('but not one %s', (_, from, name) => {
    expect(sites(`${from}\n${order}\nnv('event', ${name}, {});`)).toEqual(['? {}']);
  });
});
