import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const track = `const track = (name, details) => nv('event', name, details);\nconst client = { track };\n`;

describe('what has a function be called with what stands there is where that sends', () => {
  it.each([
    `setTimeout(track, 0, 'paid', { n: 1 });`,
    `window.setTimeout(track, 0, 'paid', { n: 1 });`,
    `setInterval(client.track, 10, 'paid', { n: 1 });`,
    `setImmediate(track, 'paid', { n: 1 });`,
    `process.nextTick(track, 'paid', { n: 1 });`,
    `Reflect.apply(track, null, ['paid', { n: 1 }]);`,
  ])('%s', (code) => expect(sites(`${track}${code}`)).toEqual(['paid { n: number }']));

  it.each([
    `yield call(track, 'paid', { n: 1 });`,
    `yield call([client, client.track], 'paid', { n: 1 });`,
    `yield call([client, 'track'], 'paid', { n: 1 });`,
    `yield fork({ context: client, fn: client.track }, 'paid', { n: 1 });`,
    `yield spawn({ context: client, fn: 'track' }, 'paid', { n: 1 });`,
    `yield apply(client, client.track, ['paid', { n: 1 }]);`,
    `yield apply(client, 'track', ['paid', { n: 1 }]);`,
  ])('%s', (code) => {
    const effects = `import { apply, call, fork, spawn } from 'redux-saga/effects';\n`;
    expect(sites(`${effects}${track}function* saga() { ${code} }`)).toEqual(['paid { n: number }']);
  });

  it('the function of a shape, too', () =>
    expect(sites(`setTimeout(nv, 0, 'event', 'paid', { n: 1 });`)).toEqual(['paid { n: number }']));

  it('whatever it says of attributes', () => {
    const code = `const paid = (details) => nv('event', 'paid', { page: 'a', ...details });\nsetTimeout(paid, 0, { n: 1 });`;
    expect(sites(code)).toEqual(['paid { page: string, n: number }']);
  });

  it('and called with nothing it is only handed on', () => {
    const code = `const paid = () => nv('event', 'paid', {});\nsetTimeout(paid, 0);`;
    expect(sites(code)).toEqual(['paid {}']);
  });

  it.each([
    `setTimeout(log, 0, 'paid', { n: 1 });`,
    `const setTimeout = (func, ms, name) => log(name);\nsetTimeout(track, 0, 'paid');`,
    `Reflect.apply(log, track, ['paid']);`,
    `shop.nextTick(track, 'paid');`,
    `const call = (func, name) => log(name);\ncall(track, 'paid');`,
    `import { call } from 'redux-saga/effects';\nfunction* saga() { yield call([client, 'log'], 'paid'); }`,
  ])('but not %s', (code) =>
    expect(sites(`${track}${code}`).filter((each) => each.startsWith('paid'))).toEqual([]),
  );
});

describe('a function that a package binds is where it is called', () => {
  it.each([
    `import { partial } from 'lodash';\nconst paid = partial(track, 'paid');\npaid({ n: 1 });`,
    `import partial from 'lodash/partial';\nconst paid = partial(track, 'paid');\npaid({ n: 1 });`,
    `import * as R from 'ramda';\nconst paid = R.partial(track, ['paid']);\npaid({ n: 1 });`,
    `_.partial(track, 'paid')({ n: 1 });`,
    `const paid = _.bind(track, this, 'paid');\npaid({ n: 1 });`,
    `const paid = $.proxy(track, this, 'paid');\npaid({ n: 1 });`,
    `const paid = debounce(track.bind(null, 'paid'), 100);\npaid({ n: 1 });`,
    `import { debounce, partial } from 'lodash';\nconst paid = debounce(partial(track, 'paid'), 100);\npaid({ n: 1 });`,
  ])('%s', (code) => expect(sites(`${track}${code}`)).toEqual(['paid { n: number }']));

  it.each([
    `import { once } from 'lodash';\nonce(nv)('event', 'paid', { n: 1 });`,
    `import { debounce } from 'lodash';\nconst send = debounce(nv, 100);\nsend('event', 'paid', { n: 1 });`,
  ])('the function of a shape, too: %s', (code) => expect(sites(code)).toEqual(['paid { n: number }']));

  it('also in another file', () => {
    const files = {
      'a.ts': `import { partial } from 'lodash';\n${track}export const paid = partial(track, 'paid');`,
      'b.ts': `import { paid } from './a';\npaid({ n: 1 });`,
    };
    expect(sites(files)).toEqual(['paid { n: number }']);
  });

  it.each([
    `import { partial } from 'lodash';\nconst paid = partial(log, 'paid');\npaid({ n: 1 });`,
    `import { partial } from './own';\nconst paid = partial(track, 'paid');\npaid({ n: 1 });`,
    `const partial = (func, name) => (details) => log(name, details);\nconst paid = partial(track, 'paid');\npaid({ n: 1 });`,
    `shop.proxy(track, this, 'paid')({ n: 1 });`,
  ])('but not %s', (code) =>
    expect(sites(`${track}${code}`).filter((each) => each.startsWith('paid'))).toEqual([]),
  );
});
