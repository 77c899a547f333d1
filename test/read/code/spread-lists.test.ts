import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

describe('arguments that are a list', () => {
  it.each([
    ['a constant', `const list = ['sent', { n: 1 }] as const;\nsend(...list);`],
    ['a property', `const it = { list: ['sent', { n: 1 }] };\nsend(...it.list);`],
    ['what a function returns', `const list = (): [string, object] => ['sent', { n: 1 }];\nsend(...list());`],
    ['what a caller gives', `function sendAll(list: any) { send(...list); }\nsendAll(['sent', { n: 1 }]);`],
    ['a part of a pattern', `const { list } = { list: ['sent', { n: 1 }] };\nsend(...list);`],
    ['behind others', `const list = [{ n: 1 }] as const;\nsend('sent', ...list);`],
    ['a list in a list', `const rest = [{ n: 1 }];\nconst list = ['sent', ...rest];\nsend(...list);`],
    ['one of two of which the other is nothing', `send(...(isOn ? ['sent', { n: 1 }] : null));`],
    ['one of two of which the other is empty', `send(...(isOff ? [] : ['sent', { n: 1 }]));`],
    ['behind what `call` takes', `const list = ['sent', { n: 1 }];\nsend.call(null, ...list);`],
    ['of `apply`', `const list = ['sent', { n: 1 }];\nsend.apply(null, list);`],
  ])('are its elements where it is %s', (_, code) => {
    expect(sites(`function send(name: any, more?: any) { nv('event', name, more); }\n${code}`)).toEqual([
      'sent { n: number }',
    ]);
  });

  it.each([
    ['changed', `const list: any[] = ['sent'];\nlist.unshift('other');\nsend(...list);`],
    ['written to', `const list: any[] = ['sent'];\nlist[0] = 'other';\nsend(...list);`],
    ['set again', `let list = ['sent'];\nlist = load();\nsend(...list);`],
    ['one of two that are not as long', `const list = on ? ['sent'] : ['left', { n: 1 }];\nsend(...list);`],
    ['of any key', `const lists: any = { a: ['sent'] };\nlists[key()] = other;\nsend(...load()[key()]);`],
    ['not known', `import { list } from 'package';\nsend(...list);`],
    ['made of itself', `const list: any[] = [...more];\nconst more: any[] = [...list];\nsend(...list);`],
  ])('are not known where it is %s', (_, code) => {
    expect(sites(`function send(name: any, more?: any) { nv('event', name, more); }\n${code}`)).toEqual([
      '? { … }',
    ]);
  });
});

describe('arguments that one of several lists gives', () => {
  const events = `const events = { paid: ['order_paid', { n: 1 }], left: ['order_left', { n: 'a' }] } as const;`;
  it.each([
    [
      'by a condition',
      `nv('event', ...(on ? ['paid', { n: 1 }] : ['left', { n: 'a' }]));`,
      'paid|left { n: number|string }',
    ],
    ['by a key', `${events}\nnv('event', ...events['paid']);`, 'order_paid { n: number }'],
    [
      'by a key that a caller gives',
      `${events}\nfunction send(type: keyof typeof events) { nv('event', ...events[type]); }\nsend('left');`,
      'order_left { n: string }',
    ],
    [
      'by a key that is a member of an enum',
      `enum Type { Paid = 'paid' }\nconst events: Record<Type, any> = { [Type.Paid]: ['order_paid', { n: 1 }] };\nnv('event', ...events[Type.Paid]);`,
      'order_paid { n: number }',
    ],
    [
      'by one of two keys',
      `${events}\nnv('event', ...events[on ? 'paid' : 'left']);`,
      'order_paid|order_left { n: number|string }',
    ],
    [
      'by a condition that a caller decides',
      `function send(on: boolean) { nv('event', ...(on ? ['paid'] : ['left'])); }\nsend(false);`,
      'left {}',
    ],
  ])('%s', (_, code, site) => {
    expect(sites(code)).toEqual([site]);
  });
});

describe('a rest parameter', () => {
  const send = `function send(...[name, more = { d: 1 }]: any[]) { nv('event', name, more); }`;
  it.each([
    [`${send}\nsend('sent', { n: 1 });`, 'sent { n: number }'],
    [`${send}\nsend('sent');`, 'sent { d: number }'],
    [`${send}\nsend(...['sent', { n: 1 }]);`, 'sent { n: number }'],
    [
      `function send(first: any, ...[name, { more }]: any[]) { nv('event', name, more); }\nsend(0, 'sent', { more: { n: 1 } });`,
      'sent { n: number }',
    ],
    [
      `function send(...list: any[]) { const [name, more] = list; nv('event', name, more); }\nsend('sent', { n: 1 });`,
      'sent { n: number }',
    ],
    [`${send}\nsend(...load());`, '? { … }'],
  ])('stands for what is gathered, through its pattern: %s', (code, site) => {
    expect(sites(code)).toEqual([site]);
  });
});
