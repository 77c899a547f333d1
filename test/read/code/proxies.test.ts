import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const calls = [{ module: 'analytics', callee: '*.track', event: '0', attributes: '1' }];
const use = `import { client } from './client';\nclient.track('sent', { n: 1 });`;
const found = (client: string) =>
  sites({ 'client.ts': `import analytics from 'analytics';\n${client}`, 'use.ts': use }, { calls });

describe('a proxy that hands on to a client has its methods', () => {
  it.each([
    ['without a handler of its own', `export const client = new Proxy(analytics, {});`],
    [
      'as it is',
      `export const client = new Proxy(analytics, { get(target, name, receiver) { start(); return Reflect.get(target, name, receiver); } });`,
    ],
    [
      'by an element',
      `export const client = new Proxy(analytics, { get: (target, name) => target[name as keyof typeof target] });`,
    ],
    [
      'unless it does nothing',
      `export const client = new Proxy(analytics, { get(target, name) { if (!enabled) return () => undefined; return target[name]; } });`,
    ],
    [
      'bound',
      `export const client = new Proxy(analytics, { get(target, name) { const it = target[name]; return typeof it === 'function' ? it.bind(target) : it; } });`,
    ],
    [
      'in a function of any arguments',
      `export const client = new Proxy(analytics, { get(target, name) { const it = target[name]; return function (...given) { log(name); return it.apply(target, given); }; } });`,
    ],
    [
      'that is made when it is needed',
      `let made;\nfunction get() { if (!made) made = analytics.load(); return made; }\nexport const client = new Proxy({} as Client, { get: (_, name) => get()[name] });`,
    ],
    [
      'through another name',
      `const handler = { get(target, name) { return target[name]; } };\nconst make = (of) => new Proxy(of, handler);\nexport const client = make(analytics);`,
    ],
    [
      'of the project',
      `const own = { track: (name, details) => analytics.track(name, details) };\nexport const client = new Proxy(own, { get: (target, name) => Reflect.get(target, name) });`,
    ],
    [
      'and has one of its own',
      `const track = (name, details) => analytics.track(name, { ...details });\nexport const client = new Proxy(analytics, { get(target, name) { if (name === 'track') return track; return target[name]; } });`,
    ],
  ])('%s', (_, code) => {
    expect(found(code)).toEqual(['sent { n: number }']);
  });

  it.each([
    ['that does nothing', `export const client = new Proxy(analytics, { get: () => () => undefined });`],
    [
      'that does something else under that name',
      `export const client = new Proxy(analytics, { get(target, name) { return name === 'track' ? console.log : target[name]; } });`,
    ],
    [
      'that hands on something else',
      `export const client = new Proxy(analytics, { get: (target, name) => other[name] });`,
    ],
    [
      'that hands on another member',
      `export const client = new Proxy(analytics, { get: (target, name) => target.other });`,
    ],
    ['whose handler is not known', `export const client = new Proxy(analytics, handler);`],
    ['that is none', `class Proxy {}\nexport const client = new Proxy(analytics, {});`],
  ])('not one %s', (_, code) => {
    expect(found(code)).toEqual([]);
  });
});
