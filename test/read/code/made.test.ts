import { describe, expect, it } from 'vitest';
import { placedSites, sites } from './sites.ts';

describe('a function that a call makes', () => {
  it.each([
    [
      'sends where it is called, with what it is given there',
      `const tracker = (name) => (more) => nv('event', name, more);
const paid = tracker('paid');
paid({ total: 1 });`,
      ['a.tsx:3:1 paid { total: number } via tracker'],
    ],
    [
      'may be made in steps',
      `const tracker = (area) => (name) => (more) => nv('event', \`\${area}_\${name}\`, more);
const shop = tracker('shop');
const paid = shop('paid');
paid({ total: 1 });
paid({ total: 'much' });`,
      [
        'a.tsx:4:1 shop_paid { total: number } via tracker',
        'a.tsx:5:1 shop_paid { total: string } via tracker',
      ],
    ],
    [
      'may be made by a function that hands on what another makes',
      `const tracker = (area, name) => (more) => nv('event', area + name, more);
const shop = (name) => tracker('shop_', name);
const paid = shop('paid');
paid({ total: 1 });`,
      ['a.tsx:4:1 shop_paid { total: number } via tracker'],
    ],
    [
      'may be a method of an object that is made',
      `function event(name) { return { name, send: (more) => nv('event', name, more) }; }
const paid = event('paid');
const left = event('left');
paid.send({ total: 1 });`,
      ['a.tsx:3:14 left { … } via event', 'a.tsx:4:1 paid { total: number } via send'],
    ],
    [
      'may be one by a name of its own that is handed back',
      `function useEvent(name) { const send = useCallback((more) => nv('event', name, more), []); return send; }
function Page() { const paid = useEvent('paid'); paid({ total: 1 }); }`,
      ['a.tsx:2:50 paid { total: number } via send'],
    ],
    [
      'may be taken out of what is made',
      `const make = (area) => ({ open: (more) => nv('event', area + '_opened', more), close: () => nv('event', area + '_closed') });
const { open, close } = make('cart');
open({ total: 1 });
close();`,
      ['a.tsx:2:25 cart_closed {} via make', 'a.tsx:3:1 cart_opened { total: number } via open'],
    ],
    [
      'may be made of something that is made',
      `interface Event { send(more: object): void }
const event = (name): Event => ({ send: ((more) => nv('event', name, more)) as any });
const useEvent = (event: Event) => (more) => event.send(more);
const paid = event('paid');
function Page() { const send = useEvent(paid); send({ total: 1 }); }`,
      ['a.tsx:5:48 paid { total: number } via useEvent > send'],
    ],
  ])('%s', (_, code, expected) => {
    expect(placedSites(code)).toEqual(expected);
  });

  it('is found across files, under the names that it is given', () => {
    const files = {
      'factory.ts': `export const factory = (area: string) => <P extends object>(name: string) => (more: P) => nv('event', area + name, more);`,
      'shop.ts': `import { factory } from './factory';\nexport const shopEvent = factory('shop_');`,
      'events.ts': `import { shopEvent } from './shop';\nexport const trackPaid = shopEvent<{ total: number }>('paid');\nexport const events = { left: shopEvent('left') };`,
      'use.ts': `import { events, trackPaid } from './events';\ntrackPaid({ total: 1 });\nevents.left({ at: new Date() });`,
    };
    expect(placedSites(files)).toEqual([
      'use.ts:2:1 shop_paid { total: number } via factory',
      'use.ts:3:1 shop_left { at: date } via factory',
    ]);
  });

  it.each([
    [
      'that is not called where it is seen is sent where it is made',
      `const tracker = (name) => (more) => nv('event', name, more);
export const paid = tracker('paid');`,
      ['paid { … }'],
    ],
    [
      'that is given nothing to send is sent where it is made',
      `const onClick = (name) => (event) => { event.stop(); nv('event', name, {}); };
const pay = onClick('paid');
pay(click);`,
      ['paid {}'],
    ],
    [
      'to handle something is sent where it is made',
      `const onClick = (name) => () => nv('event', name, {});
const Page = () => <a onClick={onClick('clicked')}>x</a>;`,
      ['clicked {}'],
    ],
  ])('%s', (_, code, expected) => {
    expect(sites({ 'a.tsx': code })).toEqual(expected);
  });

  it('has the name of the one place that hands it over, and none where there are several', () => {
    const panel = `const tracker = (name) => (more) => nv('event', name, more);
const Panel = ({ onClose }) => <a onClick={() => onClose({ n: 1 })}>x</a>;
const One = () => { const paid = tracker('paid'); return <Panel onClose={paid} />; };`;
    const two = `const Two = () => { const left = tracker('left'); return <Panel onClose={left} />; };`;
    expect(sites({ 'a.tsx': panel })).toEqual(['paid { n: number }']);
    expect(sites({ 'a.tsx': `${panel}\n${two}` })).toEqual(['? { n: number }', 'paid { … }', 'left { … }']);
  });

  it('that only calls what its maker was given is none of another that was given something that sends', () => {
    const code = `const useHandler = (callback) => {
  const ref = useRef({ callback });
  return (...all) => ref.current.callback(...all);
};
const Panel = ({ onClose }) => <a onClick={() => onClose(() => {})}>x</a>;
const One = () => { const send = useHandler((name) => nv('event', name)); send('sent'); };
const Two = () => { const close = useHandler((done) => done()); return <Panel onClose={close} />; };
const Three = () => { const leave = useHandler((done) => log(done)); return <Panel onClose={leave} />; };`;
    expect(sites({ 'a.tsx': code })).toEqual(['sent {}']);
  });

  it.each([
    [
      'is none that is only run where it is written',
      `const track = (name) => { list.forEach((more) => nv('event', name, more)); };
track('paid');
other({ total: 1 });`,
      ['paid { … }'],
    ],
    [
      'is none that another of the same name makes',
      `const tracker = (name) => (more) => nv('event', name, more);
const other = (name) => (more) => console.log(name, more);
const paid = other('paid');
paid({ total: 1 });
tracker('left')({ total: 1 });`,
      ['left { total: number }'],
    ],
    [
      'is none that a function is only handed',
      `const tracker = (name) => { subscribe((more) => nv('event', name, more)); return unsubscribe; };
const stop = tracker('paid');
stop({ total: 1 });`,
      ['paid { … }'],
    ],
  ])('%s', (_, code, expected) => {
    expect(sites(code)).toEqual(expected);
  });
});
