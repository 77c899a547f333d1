import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

/** The call sites with a name: functions that nobody calls have none. */
const named = (files: Parameters<typeof sites>[0]) => sites(files).filter((each) => !each.startsWith('?'));

const send = `function send(name: any, more: any) { nv('event', name, more); }`;

describe('what a namespace declares', () => {
  const shop = `export namespace Shop {
  export ${send}
  export const again = (name: string) => nv('event', name, { n: 1 });
  export const NAME = 'sent';
  export enum Name { Sent = 'sent' }
  export interface Order { n: number }
  export class Client { send(name: string, more: object) { nv('event', name, more); } }
  export namespace Inner { export const NAME = 'sent'; }
}`;
  it.each([
    ['a function', `Shop.send('sent', { n: 1 });`],
    ['a constant that is a function', `Shop.again('sent');`],
    ['what a pattern takes out of it', `const { send } = Shop;\nsend('sent', { n: 1 });`],
    ['a constant', `nv('event', Shop.NAME, { n: 1 });`],
    ['a constant of one in it', `nv('event', Shop.Inner.NAME, { n: 1 });`],
    ['a member of an enum', `nv('event', Shop.Name.Sent, { n: 1 });`],
    ['a type', `declare const order: Shop.Order;\nnv('event', 'sent', order);`],
    ['an enum as a type', `declare const name: Shop.Name;\nnv('event', name, { n: 1 });`],
    ['an instance', `new Shop.Client().send('sent', { n: 1 });`],
    ['the class of a parameter', `const go = (client: Shop.Client) => client.send('sent', { n: 1 });`],
    ['a class that is extended', `class Mine extends Shop.Client {}\nnew Mine().send('sent', { n: 1 });`],
  ])('is found where others use it: %s', (_, code) => {
    expect(named({ 'shop.ts': shop, 'use.ts': `import { Shop } from './shop';\n${code}` })).toEqual([
      'sent { n: number }',
    ]);
  });

  it('is found in its own file, also where two blocks go by the name', () => {
    const code = `namespace Shop { export ${send} }\nnamespace Shop { export const NAME = 'sent'; Shop.send(NAME, {}); }`;
    expect(named(`${code}\nShop.send(Shop.NAME, { n: 1 });`)).toEqual(['sent {}', 'sent { n: number }']);
  });

  it('leaves a function or class of the same name what it is', () => {
    const code = `${send}\nnamespace send { export const NAME = 'other'; }\nsend('sent', { n: 1 });`;
    expect(sites(code)).toEqual(['sent { n: number }']);
  });

  it.each([
    ['is not another one of the same name', `import { Shop } from 'package';\nShop.send('sent', {});`],
    ['is not what hides it', `import { Shop } from './shop';\nconst go = (Shop) => Shop.send('sent', {});`],
    ['has only what it has', `import { Shop } from './shop';\nShop.Inner.send('sent', {});`],
  ])('%s', (_, code) => {
    const files = {
      'shop.ts': `export namespace Shop { ${send} export namespace Inner {} }`,
      'use.ts': code,
    };
    expect(sites(files)).toEqual(['? { … }']);
  });
});

describe('types of a module that is imported as a whole', () => {
  const types = `export interface Order { n: number }\nexport type Name = 'sent';
export class Client { send(name: string, more: object) { nv('event', name, more); } }`;
  const files = (code: string, from = `import * as shop from './shop';`) => ({
    'shop.ts': types,
    'all.ts': `export * as shop from './shop';`,
    'use.ts': `${from}\n${code}`,
  });
  const order = `declare const order: shop.Order;\nnv('event', 'sent', order);`;
  it.each([
    ['an object', files(order)],
    ['where types alone are imported', files(order, `import type * as shop from './shop';`)],
    ['where another module hands it on', files(order, `import { shop } from './all';`)],
    ['a name', files(`const go = (name: shop.Name) => nv('event', name, { n: 1 });`)],
    ['a class', files(`const go = (client: shop.Client) => client.send('sent', { n: 1 });`)],
    ['a base', files(`class Mine extends shop.Client {}\nnew Mine().send('sent', { n: 1 });`)],
  ])('are read: %s', (_, given) => {
    expect(named(given)).toEqual(['sent { n: number }']);
  });

  it.each([
    ['it has no such type', files(order.replace('shop.Order', 'shop.Other'))],
    ['it is a package', files(order, `import * as shop from 'shop';`)],
  ])('but not where %s', (_, given) => {
    expect(sites(given)).toContain('sent { … }');
  });
});
