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

describe('the first element of a list', () => {
  it.each([
    ['that is sorted', 'all.sort();', 'one|two'],
    ['that is reversed', 'all.reverse();', 'one|two'],
    ['of which some are taken out', 'all.shift();', 'one|two'],
    ['to which others are added before it', `all.unshift('three');`, 'one|two|three'],
    ['of which some are replaced', `all.splice(0, 1, 'three');`, 'one|two|three'],
    ['that is set', `all[0] = 'three';`, 'one|two|three'],
    ['that is sorted under another name', 'const same = all; same.sort();', 'one|two'],
    ['of which two change places', '[all[0], all[1]] = [all[1], all[0]];', '?'],
  ])('is any of a list %s', (_, code, names) => {
    expect(sites(`const all = ['one', 'two'];\n${code}\nnv('event', all[0], {});`)).toEqual([`${names} {}`]);
  });

  it.each([
    ['that grows', `all.push('three');`],
    ['beside another that is sorted', 'other.sort();'],
    ['beside another of its name that is sorted', 'const go = (all) => all.sort();'],
    ['that is copied to be sorted', 'const sorted = [...all].sort();'],
  ])('is that of a list %s', (_, code) => {
    expect(sites(`const all = ['one', 'two'];\n${code}\nnv('event', all[0], {});`)).toEqual(['one {}']);
  });
});

describe('the first element of a list that an object holds', () => {
  const first = (code: string, of = 'shop.all') =>
    sites(`const shop = { all: ['one', 'two'], more: ['one'] };\n${code}\nnv('event', ${of}[0], {});`);

  it.each([
    ['that is sorted', 'shop.all.sort();'],
    ['that is sorted somewhere else', 'export const sort = () => shop.all.sort();'],
    ['that is sorted under a name', 'const { all } = shop; all.sort();'],
    ['that is sorted under another name', 'const same = shop.all; same.sort();'],
    ['that is set', `shop.all[0] = 'three';`],
    ['that is set by a pattern', '[shop.all[0]] = more;'],
    ['that is set by a loop', 'for (shop.all[0] of more) go();'],
  ])('is not known of one %s', (_, code) => expect(first(code)).toEqual(['? {}']));

  it('is not known of one that has a name, either', () => {
    expect(first('shop.all.sort(); const { all } = shop;', 'all')).not.toEqual(['one {}']);
  });

  it.each([
    ['beside another that is sorted', 'shop.more.sort();'],
    ['that is copied to be sorted', 'const sorted = [...shop.all].sort();'],
  ])('is that of one %s', (_, code) => expect(first(code)).toEqual(['one {}']));
});

describe('what a pattern takes out of one of several objects', () => {
  const map = `const events = { a: { name: 'one', n: 1 }, b: { name: 'two', s: '' } } as const;`;
  it.each([
    ['by a key', 'const { name, n } = events[key];', 'one|two { n?: number }'],
    [
      'by a key with a type',
      'const { name, n } = events[key as keyof typeof events];',
      'one|two { n?: number }',
    ],
    ['under another name', 'const { name: name, n } = events[key] ?? events.a;', 'one|two { n?: number }'],
    ['with the others', 'const { name, n, ...rest } = events[key];', 'one|two { n?: number }'],
    ['by a condition', 'const { name, n } = on ? events.a : events.b;', 'one|two { n?: number }'],
    ['in a list', 'const [{ name, n }] = on ? [events.a] : [events.b];', 'one|two { n?: number }'],
  ])('is what any of them holds: %s', (_, code, expected) => {
    expect(sites(`${map}\n${code}\nnv('event', name, { n });`)).toEqual([expected]);
  });

  it('is not known where one of them is not', () => {
    const code = `const { name } = on ? { name: 'one' } : load();`;
    expect(sites(`${code}\nnv('event', name, {});`)).toEqual(['? {}']);
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

it.each([
  [
    'an object',
    `const o = { all: ['a'] }; o.all.push('b'); for (const each of o.all) nv('event', each, {});`,
  ],
  [
    'an instance',
    `class Shop { all = ['a']; add(each) { this.all.push(each); } send() { this.all.forEach((each) => nv('event', each, {})); } }`,
  ],
])('elements of a list that %s holds are not known where something is put into it', (_, code) => {
  expect(sites(code)).toEqual(['? {}']);
});

describe('what a method picks out of a list', () => {
  const given = 'declare const texts: string[];\nconst two = [1, 2];\n';
  const sent = (value: string) => sites(`${given}nv('event', 's', { n: ${value} });`);

  it.each([
    ['`find`', 'texts.find(isMeant)', 's { n?: string }'],
    ['`findLast`', 'texts.findLast(isMeant)', 's { n?: string }'],
    ['`at`', 'texts.at(-1)', 's { n?: string }'],
    ['`pop`', 'texts.pop()', 's { n?: string }'],
    ['`shift`', 'texts.shift()', 's { n?: string }'],
    ['of a list that is written out', 'two.find(isMeant)', 's { n?: number }'],
    ['of which it is not the first or last', 'two.at(2)', 's { n?: number }'],
    ['of those that are left', 'two.filter(isMeant).pop()', 's { n?: number }'],
    ['of keys', 'Object.keys(texts).pop()', 's { n?: string }'],
    ['of a copy', '[...texts].at(-1)', 's { n?: string }'],
  ])('may be nothing: %s', (_, value, expected) => expect(sent(value)).toEqual([expected]));

  it.each([
    ['of a list that is written out', 'two.at(-1)', 's { n: number }'],
    ['of what is made of that', 'two.map(String).pop()', 's { n: string }'],
    ['of a copy that has more', `[...texts, 'last'].at(-1)`, 's { n: string }'],
    ['of the parts of a text', `'a b'.split(' ').pop()`, 's { n: string }'],
    ['of a text', `'abc'.at(0)`, 's { n: string }'],
    ['where something else is there then', `texts.at(-1) ?? 'none'`, 's { n: string }'],
    ['where a property of it is read', `texts.find(isMeant).length`, 's { n: number }'],
  ])('is something: %s', (_, value, expected) => expect(sent(value)).toEqual([expected]));

  it('is what a method of the same name of something else returns', () => {
    const store = 'interface Store { find(id: string): string }\ndeclare const store: Store;';
    expect(sites(`${store}\nnv('event', 's', { n: store.find('a') });`)).toEqual(['s { n: string }']);
  });

  it('may be nothing where a function hands it back', () => {
    const code = `const find = () => texts.find(isMeant);\nconst it = find();`;
    expect(sites(`${given}${code}\nnv('event', 's', { it });`)).toEqual(['s { it?: string }']);
  });
});

describe('a property that is read', () => {
  const plans = 'interface Plan { name: string; note?: string }\ndeclare const plans: Plan[];\n';
  it.each([
    ['of what a function finds', 'const find = () => plans.find(isMeant);'],
    ['of what it finds, or null', 'const find = () => plans.find(isMeant) ?? null;'],
    ['of what it hands back on a condition', 'const find = () => (on ? plans[0] : null);'],
  ])('is there where that is asked of nothing: %s', (_, code) => {
    const sent = `nv('event', 's', { name: it.name, note: it.note, other: it?.name });`;
    expect(sites(`${plans}${code}\nconst it = find();\n${sent}`)).toEqual([
      's { name: string, note?: string, other?: string }',
    ]);
  });
  it('is there where one of two objects is nothing', () => {
    const code = `const it = on ? { n: 1 } : null; nv('event', 's', { n: it.n, m: it?.n, it });`;
    expect(sites(code)).toEqual(['s { n: number, m?: number, it: null|object }']);
  });
});
