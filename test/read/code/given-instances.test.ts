import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const order = `class Order { kind = 'first'; isGift = false; total = 1; readonly form = 'web'; private own = 'mine'; name() { return this.own; } }\n`;
const found = (code: string) => sites(order + code);

describe('a field of an instance that a function is given may have been set before', () => {
  it.each([
    ['as a name', `export function send(order: Order) { nv('event', order.kind, {}); }`, '? {}'],
    [
      'as a condition',
      `export function send(order: Order) { nv('event', order.isGift ? 'gift' : 'own', {}); }`,
      'gift|own {}',
    ],
    [
      'as what a wrapper is given',
      `const track = (isOn: boolean) => nv('event', isOn ? 'on' : 'off', {});\nexport function send(order: Order) { track(order.isGift); }`,
      'on|off {}',
    ],
    [
      'which a part of it holds',
      `export function send(cart: { order: Order }) { nv('event', cart.order.kind, {}); }`,
      '? {}',
    ],
    [
      'and is of the type that it begins with',
      `export function send(order: Order) { nv('event', 'sent', { kind: order.kind, gift: order.isGift, total: order.total }); }`,
      'sent { kind: string, gift: boolean, total: number }',
    ],
    [
      'also where its constructor has it filled',
      `class Filled extends Base { kind = 'first'; constructor(data) { super(); fill(data, this); } }\nconst order = new Filled({ kind: 'b' });\nnv('event', order.kind, {});`,
      '? {}',
    ],
  ])('%s', (_, code, expected) => {
    expect(found(code)).toEqual([expected]);
  });
});

describe('but it is known', () => {
  it.each([
    [
      'where nobody can set it',
      `export function send(order: Order) { nv('event', order.form, {}); }`,
      'web {}',
    ],
    [
      'where only its class can',
      `export function send(order: Order) { nv('event', order.name(), {}); }`,
      'mine {}',
    ],
    ['where the instance is made in sight', `nv('event', new Order().kind, {});`, 'first {}'],
    [
      'where the instance is made in sight and given',
      `const send = (order: Order) => nv('event', order.kind, {});\nsend(new Order());`,
      'first {}',
    ],
    [
      'of a service, which a constructor is given',
      `export class Shop { constructor(private order: Order) {} send() { nv('event', this.order.kind, {}); } }`,
      'first {}',
    ],
    [
      'where a constructor only registers its instance',
      `class Kept { kind = 'kept'; constructor(data) { register(this); log(data); } }\nconst kept = new Kept({});\nnv('event', kept.kind, {});`,
      'kept {}',
    ],
  ])('%s', (_, code, expected) => {
    expect(found(code)).toEqual([expected]);
  });
});
