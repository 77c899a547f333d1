import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const declared = `declare const any: any;
interface Order { id: string; user?: { name: string; tags: string[]; at: Date; load: () => string } }
declare const order: Order;
declare const maybe: Order | undefined;
class Cart { count() { return 1; } }
declare const cart: Cart | undefined;
`;
const sent = (code: string) => sites(`${declared}${code}`).map((each) => each.replace(/^e /, ''));

describe('an expression that may end before its last step may be nothing', () => {
  it.each([
    ['any?.sel.id', 'unknown'],
    ['any.sel?.id.toString()', 'string'],
    ['any?.toString()', 'string'],
    ['any.load?.(1).toFixed(2)', 'string'],
    ['order.user?.name', 'string'],
    ['order.user?.name.trim().length', 'number'],
    ['order.user?.tags.join()', 'string'],
    ['order.user?.tags.includes("a")', 'boolean'],
    ['order.user?.at.toISOString()', 'date'],
    ['order.user?.load()', 'string'],
    ['maybe?.user!.name.trim()', 'string'],
    ['maybe?.id.split(",")', 'array'],
  ])('%s', (value, type) => {
    expect(sent(`nv('event', 'e', { v: ${value} });`)).toEqual([`{ v?: ${type} }`]);
    expect(sent(`const v = ${value};\nnv('event', 'e', { v });`)).toEqual([`{ v?: ${type} }`]);
  });
});

describe('it is something', () => {
  it.each([
    ['where it is replaced then', `nv('event', 'e', { v: maybe?.id.trim() ?? 'none' });`, 'string'],
    ['as a part of a text', `nv('event', 'e', { v: \`\${maybe?.id.trim()}\` });`, 'string'],
    ['as a part of a comparison', `nv('event', 'e', { v: maybe?.id.length === 1 });`, 'boolean'],
    ['behind brackets, which end it', `nv('event', 'e', { v: (maybe?.id).length });`, 'number'],
    ['where a condition says so', `if (maybe) nv('event', 'e', { v: maybe?.id.length });`, 'number'],
    ['where one says so of a part', `if (maybe?.id) nv('event', 'e', { v: maybe?.id.length });`, 'number'],
    ['behind one that leaves', `if (!maybe) throw any;\nnv('event', 'e', { v: maybe?.id });`, 'string'],
    [
      'of a map that is written out',
      `const map = { a: { b: 'x' } };\nnv('event', 'e', { v: map?.a.b.length });`,
      'number',
    ],
    [
      'of what has a default',
      `const text = any.text || '';\nnv('event', 'e', { v: text?.trim() });`,
      'string',
    ],
    ['of one of two texts', `nv('event', 'e', { v: (any ? 'a' : 'b')?.trim() });`, 'string'],
    ['of a list', `const list = [1];\nnv('event', 'e', { v: list?.length });`, 'number'],
  ])('%s', (_, code, type) => expect(sent(code)).toEqual([`{ v: ${type} }`]));

  it.each([
    ['a condition on another', `if (order) nv('event', 'e', { v: maybe?.id.length });`],
    [
      'a condition on what is set since',
      `let own = maybe;\nif (own) { own = any.next; nv('event', 'e', { v: own?.id.length }); }`,
    ],
    [
      'a default that is replaced',
      `let text = any.text || '';\nexport const reset = () => { text = undefined; };\nnv('event', 'e', { v: text?.length });`,
    ],
    ['a default for one of two', `nv('event', 'e', { v: (any ? 'a' : any.b)?.length });`],
    ['what follows on a condition', `nv('event', 'e', { v: (any && 'a')?.length });`],
  ])('but not for %s', (_, code) => expect(sent(code)).toEqual(['{ v?: number }']));
});

describe('what is taken out of what may be nothing may be nothing', () => {
  it.each([
    [`const { id } = maybe ?? {};`, '{ id?: string }'],
    [`const { id } = any || {};`, '{ id?: unknown }'],
    [`const { name: id } = order.user ?? {};`, '{ id?: string }'],
    [`const { user: { id } = {} } = any;`, '{ id?: unknown }'],
    [`const { id } = maybe || { id: 'none' };`, '{ id: string }'],
    [`const { id = 'none' } = maybe ?? {};`, '{ id: string }'],
    [`const { user: { id } = { id: 'none' } } = any;`, '{ id: unknown }'],
    [`const { user: { id } = { ...any.other } } = any;`, '{ id: unknown }'],
  ])('%s', (code, expected) => expect(sent(`${code}\nnv('event', 'e', { id });`)).toEqual([expected]));

  it.each([
    [`({ id }: Order = {})`, '{ id?: string }'],
    [`({ id } = {})`, '{ id?: unknown }'],
    [`({ order: { id } = {} }: { order?: Order })`, '{ id?: string }'],
    [`({ id }: Order = { id: 'none' })`, '{ id: string }'],
    [`({ order: { id } }: { order: Order })`, '{ id: string }'],
  ])('function %s', (parameters, expected) =>
    expect(sent(`export function f${parameters} { nv('event', 'e', { id }); }`)).toEqual([expected]),
  );
});
