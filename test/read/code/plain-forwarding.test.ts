import { describe, expect, it } from 'vitest';
import { placedSites as sites } from './sites.ts';

const track = 'function track(name, more) { nv("event", name, more); }';

describe('a function that only hands on what it is given', () => {
  it.each([
    [
      'is no call site where somebody calls it',
      'function send(name, more) { track(name, more); }\nsend("sent", { n: 1 });',
      ['a.tsx:3:1 sent { n: number } via send > track'],
    ],
    [
      'in another order',
      'function send(more, name) { track(name, more); }\nsend({ n: 1 }, "sent");',
      ['a.tsx:3:1 sent { n: number } via send > track'],
    ],
    [
      'from a function in it',
      'function send(name, more) { setTimeout(() => track(name, more)); }\nsend("sent", { n: 1 });',
      ['a.tsx:3:1 sent { n: number } via send > track'],
    ],
    [
      'holds the call site where nobody calls it',
      'function send(name, more) { track(name, more); }',
      ['a.tsx:2:29 ? { … } via track'],
    ],
    [
      'to one that hands on the rest of it',
      'function send(name, more) { track(name, more); }\nfunction pass(name, more) { send(name, more); }\npass("sent", { n: 1 });',
      ['a.tsx:4:1 sent { n: number } via pass > send > track'],
    ],
    [
      'in a ring of them',
      'function a(name, more) { b(name, more); track(name, more); }\nfunction b(name, more) { c(name, more); }\nfunction c(name, more) { a(name, more); }\nb("sent", { n: 1 });',
      ['a.tsx:5:1 sent { n: number } via b > c > a > track'],
    ],
  ])('%s', (_, code, expected) => {
    expect(sites(`${track}\n${code}`)).toEqual(expected);
  });

  it('decides nothing about the other names that the one called may send', () => {
    const code =
      'function track(name, kind) { nv("event", name, {}); nv("event", kind ? "a" : "b", {}); }\nfunction send(name, kind) { track(name, kind); }\nsend("sent", other);';
    expect(sites(code)).toEqual(['a.tsx:1:53 a|b {}', 'a.tsx:3:1 sent {} via send > track']);
  });

  it.each([
    [
      'less than the one called takes',
      'function send(name) { track(name); }\nsend("sent");',
      ['a.tsx:3:1 sent {} via send > track'],
    ],
    [
      'one thing twice',
      'function send(name) { track(name, name); }\nsend("sent");',
      ['a.tsx:3:1 sent {} via send > track'],
    ],
    [
      'something of its own',
      'function send(name) { track(name, { own: true }); }\nsend("sent");',
      ['a.tsx:3:1 sent { own: boolean } via send > track'],
    ],
    [
      'what it has changed',
      'function send(name, more) { more = { n: 1 }; track(name, more); }\nsend("sent", {});',
      [expect.stringMatching(/^a\.tsx:3:1 sent .* via send > track$/)],
    ],
    [
      'what is something else by default',
      'function send(name, more = { n: 1 }) { track(name, more); }\nsend("sent");',
      ['a.tsx:3:1 sent { n: number } via send > track'],
    ],
    [
      'what the function around it is given',
      'const sender = (name) => (more) => track(name, more);\nsender("sent")({ n: 1 });',
      ['a.tsx:3:1 sent { n: number } via sender > track'],
    ],
  ])('is another than one that hands on %s', (_, code, expected) => {
    expect(sites(`${track}\n${code}`)).toEqual(expected);
  });
});
