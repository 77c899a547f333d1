import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const call = `nv('event', 'sent', { n: 1 });`;

describe('what is of the type of the browser’s global object is that', () => {
  it.each([
    [
      'a field that a constructor is given',
      `class A { constructor(private win: Window) {} send() { this.win.${call} } }`,
    ],
    [
      'whatever else is said of it',
      `class A { constructor(private win: Window) {} send() { (this.win as any).${call} } }`,
    ],
    [
      'off its name',
      `class A { constructor(private win: Window) {} send() { const { nv } = this.win as any; ${call} } }`,
    ],
    ['a parameter', `function send(w: Window & typeof globalThis) { w.${call} }`],
    ['one that may lack', `function send(w?: Window | null) { w?.${call} }`],
  ])('%s', (_, code) => {
    expect(sites(code)).toEqual(['sent { n: number }']);
  });

  it.each([
    ['another type', `function send(w: Frame) { w.${call} }`],
    [
      'one of that name that is imported',
      `import type { Window } from 'happy-dom';\nfunction send(w: Window) { w.${call} }`,
    ],
    [
      'one of that name of the file',
      `interface Window { nv: Sender }\nexport function send(w: Window) { w.${call} }`,
    ],
    ['a list of them', `function send(w: Window[]) { w.${call} }`],
    ['another member', `function send(w: Window) { w.other.${call} }`],
  ])('but not %s', (_, code) => {
    expect(sites(code)).toEqual([]);
  });
});

it('what is picked of a package’s type is of that', () => {
  const calls = [{ module: 'analytics', callee: '*.track', event: '0' }];
  const use = (type: string) =>
    sites(`import type { Client } from 'analytics';\nfunction send(it: ${type}) { it.track('sent'); }`, {
      calls,
    });
  expect(use(`Pick<Client, 'track'>`)).toEqual(['sent {}']);
  expect(use(`Omit<Client, 'identify'>`)).toEqual(['sent {}']);
});
