import { describe, expect, it } from 'vitest';
import { placedSites as sites } from './sites.ts';

const track = `const track = (name, more) => nv('event', name, more);\n`;

describe('what a function is bound to is given before what its calls give', () => {
  it.each([
    [
      'an attributes object left',
      `const paid = track.bind(null, 'paid');\npaid({ total: 1 });`,
      '3:1 paid { total: number }',
    ],
    [
      'nothing left',
      `const paid = track.bind(null, 'paid', { total: 1 });\npaid();`,
      '3:1 paid { total: number }',
    ],
    ['at once', `track.bind(null, 'paid')({ total: 1 });`, '2:1 paid { total: number }'],
    [
      'twice',
      `const paid = track.bind(null, 'paid').bind(null, { total: 1 });\npaid();`,
      '3:1 paid { total: number }',
    ],
    [
      'something unknown',
      `const sent = track.bind(null, next());\nsent({ total: 1 });`,
      '3:1 ? { total: number }',
    ],
    ['some of a list', `const sent = track.bind(null, ...list());\nsent({ total: 1 });`, '3:1 ? { … }'],
    ['nothing', `const send = track.bind(null);\nsend('paid', { total: 1 });`, '3:1 paid { total: number }'],
  ])('%s', (_, code, expected) => {
    expect(sites(`${track}${code}`)).toEqual([`a.tsx:${expected} via track`]);
  });

  it('of the SDK’s own function', () => {
    expect(sites(`const send = nv.bind(window, 'event');\nsend('paid', { total: 1 });`)).toEqual([
      'a.tsx:2:1 paid { total: number }',
    ]);
  });
});

describe('a function that is bound and handed on sends what it is bound to', () => {
  it.each([
    [
      'to an element',
      `const a = <a onClick={track.bind(null, 'paid', { total: 1 })} />;`,
      'paid { total: number }',
    ],
    ['to an element, which gives more', `const a = <a onClick={track.bind(null, 'paid')} />;`, 'paid { … }'],
    ['to a listener', `el.addEventListener('click', track.bind(null, 'paid', {}));`, 'paid {}'],
    ['to a timer', `setTimeout(track.bind(null, 'late', {}), 1000);`, 'late {}'],
    ['to a function', `load().then(track.bind(null, 'loaded', {}));`, 'loaded {}'],
    ['in an object', `show({ onClose: track.bind(null, 'closed', {}) });`, 'closed {}'],
    ['by a name', `const paid = track.bind(null, 'paid', {});\nlist.forEach(paid);\nonPay(paid);`, 'paid {}'],
    [
      'by a name, to an element',
      `const paid = track.bind(null, 'paid', {});\n<a onClick={paid} />;`,
      'paid {}',
    ],
    [
      'where a part of an object is called',
      `const all = { paid: track.bind(null, 'paid') };\nall.paid({ total: 1 });`,
      'paid { total: number }',
    ],
    [
      'but where its name is called, that',
      `const paid = track.bind(null, 'paid');\nonPay(paid);\npaid({ total: 1 });`,
      'paid { total: number }',
    ],
  ])('%s', (_, code, expected) => {
    expect(sites(`${track}${code}`).map((each) => each.replace(/^\S+ /, ''))).toEqual([
      `${expected} via track`,
    ]);
  });

  it.each([
    ['where it is bound to its receiver alone', `const a = <a onClick={track.bind(this)} />;`],
    ['where it is only kept', `const paid = track.bind(null, 'paid', {});`],
    ['where it is given on', `export const paid = track.bind(null, 'paid', {});`],
    ['where it sends nothing', `const a = <a onClick={open.bind(null, 'paid', {})} />;`],
  ])('but not %s', (_, code) => {
    expect(sites(`${track}${code}`).filter((each) => !each.includes('1:31'))).toEqual([]);
  });
});
