import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const declared = `declare const s: string; declare const n: number; declare const d: Date; declare const u: any;
declare const texts: string[]; declare const orders: { id: string; total: number }[]; declare const set: Set<string>;
declare const counts: Record<string, number>;
`;

/** What is read of the type of a value. */
function typeOf(value: string, before = ''): string {
  const found = sites(`${declared}${before}\nnv('event', 'e', { a: ${value} });`).at(-1) ?? '';
  return found.replace(/^e \{ a(\??): /, '$1').replace(/ \}$/, '');
}

/** Values by their type, a line each. */
const values = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

describe('what the language makes of values is of a known type', () => {
  it.each(
    values(`
      d.toISOString().slice(0, 10)
      d.toISOString().split('T')[0]
      new Date().toISOString().replace('T', ' ')
      s.slice(1)
      s.at(0)
      s[0]
      s.repeat(2)
      s.normalize('NFC')
      d.toUTCString()
      d.toTimeString()
      n.toPrecision(2)
      Date()
      encodeURI(u)
      btoa(u)
      window.crypto.randomUUID()
      globalThis.encodeURIComponent(u)
      u.replace(/a/g, 'b')
      u.split(',')[0]
      s.split(/,/).pop()
      Object.keys(u)[0]
      Object.keys(u).sort().at(-1) ?? ''
      texts.filter(Boolean).find((text) => text !== '') ?? ''
      orders.map((order) => order.id)[0]
      texts.reduce((all, text) => all + text, '')
      Object.freeze(s)
    `),
  )('a text: %s', (value) => expect(typeOf(value)).toBe('string'));

  it.each(
    values(`
      Date.UTC(2026, 1)
      Date.parse(u)
      d.getHours()
      d.getUTCDate()
      d.getTimezoneOffset()
      d.valueOf()
      n.valueOf()
      window.performance.now()
      window.parseInt(u)
      s.search(/a/)
      s.localeCompare(u)
      s.codePointAt(0)
      texts.map(Number)[0]
      texts.reduce((sum, text) => sum + text.length, 0)
      orders.reduce((sum, { total }) => sum + total, 0)
      orders.reduceRight((sum) => sum + 1, 0)
      Object.values(counts)[0]
      structuredClone(n)
    `),
  )('a number: %s', (value) => expect(typeOf(value)).toBe('number'));

  it.each(
    values(`
      isNaN(u)
      Number.isInteger(u)
      Object.hasOwn(u, 'a')
      orders.reduce((all, { total }) => all && total > 1, true)
    `),
  )('a boolean: %s', (value) => expect(typeOf(value)).toBe('boolean'));

  it.each(
    values(`
      s.split(',')
      Object.keys(u)
      Object.keys(u).map((key) => key)
      Object.keys(u).filter(Boolean)
      Object.entries(u)
      Object.values(counts)
      texts.map(Number)
      texts.map(String)
      texts.concat(['b'])
      [...texts]
      [...texts, 'b']
      [...set]
      Array.from(set)
      Array.from(texts, (text) => text.length)
      [...new Set(orders.map((order) => order.id))]
    `),
  )('an array: %s', (value) => expect(typeOf(value)).toBe('array'));

  it.each(
    values(`
      [...orders]
      [...orders, { id: 'a' }]
      orders.concat(orders)
      Object.keys(u).map((id) => ({ id }))
    `),
  )('an array of objects: %s', (value) => expect(typeOf(value)).toBe('object[]'));

  it.each([
    ['d.toJSON()', 'date'],
    ['u.match(/a/)', 'array|null'],
    ['Object.fromEntries(u)', 'object'],
    ['structuredClone(orders[0])', 'object'],
  ])('%s is %s', (value, type) => expect(typeOf(value)).toBe(type));
});

describe('a list that begins as an empty one is what is put into it', () => {
  it.each([
    ['texts', `const l = []; l.push(s);`, 'l', 'array'],
    ['objects', `const l = []; for (const each of orders) l.unshift({ id: each.id });`, 'l', 'object[]'],
    ['all of another list', `const l = []; l.push(...texts);`, 'l', 'array'],
    ['at a place', `const l = []; l[0] = s;`, 'l', 'array'],
    ['something unknown', `const l = []; l.push(u);`, 'l', 'unknown'],
    ['something else than what is in it', `const l = [{ id: 1 }]; l.push(s);`, 'l', 'array'],
    ['more of what is in it', `const l = [{ id: 1 }]; l.push({ id: 2 });`, 'l', 'object[]'],
    ['by a function', `const l = []; fill(l); function fill(all) { all.push(s); }`, 'l', 'unknown'],
    ['by nobody', `const l = []; show(l); function show(all) { return all.length; }`, 'l', 'object[]'],
    ['as a property', `const o: any = {}; o.l = []; o.l.push(s);`, 'o.l', 'unknown'],
    ['as a property of a literal', `const o = { l: [] }; o.l.push(s);`, 'o.l', 'array'],
    ['where its type says so', `const l: string[] = [];`, 'l', 'array'],
    ['where it is asserted', `const l = [] as string[];`, 'l', 'array'],
    ['where it says no more', `const l: any[] = [];`, 'l', 'unknown'],
    ['set to another', `let l = []; l = texts;`, 'l', 'array'],
    ['set to another, perhaps', `let l = []; if (u) l = [...l, s];`, 'l', 'unknown'],
    ['set to no list', `let l = []; if (u) l = null;`, 'l', 'null|object[]'],
    ['in the place of one that is not there', 'const l: string[] | undefined = u;', 'l ?? []', 'array'],
    ['in the place of something unknown', '', 'u || []', 'object[]|unknown'],
    ['made by `new`', `const l = new Array(); l.push(s);`, 'l', 'array'],
    ['made by `new`, with a type', '', 'new Array<{ id: string }>()', 'object[]'],
    ['made by `new`, of nothing known', '', 'new Array(3)', 'unknown'],
  ])('%s', (_, before, value, type) => expect(typeOf(value, before)).toBe(type));

  it('in a field of a class', () => {
    const code = `class C { all = []; texts: string[] = []; add() { this.all.push(s); } go() { nv('event', 'e', { a: this.all, b: this.texts }); } }`;
    expect(sites(declared + code)).toEqual(['e { a: array, b: array }']);
  });
});

describe('what comes of a list is known in its callbacks and loops', () => {
  it.each([
    ['a loop over keys', 'for (const key of Object.keys(u))', 'key', 'string'],
    ['a loop over names', 'for (const key in u)', 'key', 'string'],
    ['a loop over parts', `for (const part of s.split(','))`, 'part', 'string'],
    ['a loop over entries', 'for (const [key, value] of Object.entries(counts))', '[key, value]', 'array'],
    ['its key', 'for (const [key] of Object.entries(u))', 'key', 'string'],
    ['its value', 'for (const [, value] of Object.entries(counts))', 'value', 'number'],
    ['not a value that is not known', 'for (const [, value] of Object.entries(u))', 'value', 'unknown'],
    ['not an element that is not known', 'for (const one of u)', 'one', 'unknown'],
  ])('%s', (_, loop, value, type) => {
    expect(sites(`${declared}${loop} nv('event', 'e', { a: ${value} });`)).toEqual([`e { a: ${type} }`]);
  });

  it('in the function that each key is handed to', () => {
    const code = `Object.keys(u).forEach((key) => nv('event', 'e', { a: key, b: \`\${key}_id\` }));`;
    expect(sites(declared + code)).toEqual(['e { a: string, b: string }']);
  });
});

it.each([
  ['in a list of what is not known', 'u.map((one, at) => VALUE)', 'at', 'number'],
  ['behind what is reduced', 'u.reduce((all, one, at) => VALUE, {})', 'at', 'number'],
  ['where it is called so', 'u.forEach((one, index) => VALUE)', 'index', 'number'],
  ['not the key of a map', 'u.forEach((one, key) => VALUE)', 'key', 'unknown'],
  ['not of another function', 'u.visit((one, at) => VALUE)', 'at', 'unknown'],
  ['not what comes behind it', 'u.map((one, at, all) => VALUE)', 'all', 'unknown'],
  ['not the second of two functions', 'u.map(u, (one, at) => VALUE)', 'at', 'unknown'],
])('the place of an element is a number: %s', (_, call, value, type) => {
  const code = call.replace('VALUE', `nv('event', 'e', { a: ${value} })`);
  expect(sites(`${declared}${code};`)).toEqual([`e { a: ${type} }`]);
});

describe('a name out of a list is one of those in it', () => {
  it.each([
    [
      'by a place that is not known',
      `const names = ['cart_seen', 'order_paid'];`,
      'names[n]',
      'cart_seen|order_paid {}',
    ],
    [
      'in a loop',
      `const names = ['cart_seen', 'order_paid'];`,
      'names[Math.floor(Math.random() * 2)]',
      'cart_seen|order_paid {}',
    ],
    ['not where more is put in', `const names = ['cart_seen'];\nnames.push(u);`, 'names[n]', '? {}'],
    ['not of texts', 'const names = texts;', 'names[n]', '? {}'],
  ])('%s', (_, before, name, expected) => {
    expect(sites(`${declared}${before}\nnv('event', ${name}, {});`)).toEqual([expected]);
  });
});

it.each(
  values(`
    u
    u.slice(1)
    u.replace('/paid')
    u.concat('a')
    u.at(0)
    u.split(n)[0]
    u.match('a')
    u.valueOf()
    u.search('a')
    u.normalize()
    u.reduce((sum, order) => order, 0)
    u.reduce((sum, order) => sum + order, {})
    orders.reduce((sum, order) => (order.total > 1 ? order.id : sum), 0)
    [...u]
    [...u, 1]
    Array.from(u)
    Object.values(u)
    u.map((order) => order.id)
    structuredClone(u)
    u.find((order) => order)
  `),
)('of what nothing is known, nothing is made: %s', (value) => expect(typeOf(value)).toBe('unknown'));
