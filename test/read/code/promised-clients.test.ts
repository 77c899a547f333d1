import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const calls = [{ callee: '*.sendEvent', module: 'telemetry-lib', event: '0', attributes: '1' }];
const found = (code: string) => sites(code, { calls });

describe('a client that is promised is called where that has come', () => {
  const send = `(t) => t.sendEvent('sent', { a: 1 })`;
  it.each([
    ['of a package, made', `const later = Promise.resolve(create());\nlater.then(${send});`],
    [
      'of a package, awaited',
      `const later = Promise.resolve(create());\n(await later).sendEvent('sent', { a: 1 });`,
    ],
    ['by a function', `async function load() { return create(); }\nload().then(${send});`],
    ['by the type of a parameter', `export function go(later: Promise<Client>) { later.then(${send}); }`],
    [
      'by the type of a field',
      `class A { constructor(private later: Promise<Client>) {} go() { this.later.then(${send}); } }`,
    ],
  ])('%s', (_, code) => {
    expect(found(`import { type Client, create } from 'telemetry-lib';\n${code}`)).toEqual([
      'sent { a: number }',
    ]);
  });

  const own = `class Client { sendEvent(name: string, details: object) { nv('event', name, details); } }\n`;
  it.each([
    [
      'of the project, by the type of a variable',
      `const later: Promise<Client> = load();\nlater.then(${send});`,
    ],
    [
      'of the project, by the type of a field',
      `class A { later: Promise<Client>; async go() { (await this.later).sendEvent('sent', { a: 1 }); } }`,
    ],
    [
      'of the project, that may be missing',
      `export const go = (client: Client | undefined) => client?.sendEvent('sent', { a: 1 });`,
    ],
    ['of the project, made', `Promise.resolve(new Client()).then(${send});`],
  ])('%s', (_, code) => expect(found(`${own}${code}`)).toEqual(['sent { a: number }']));

  it.each([
    [
      'of one of two classes',
      `class Other {}\nexport const go = (client: Client | Other) => client.sendEvent('sent', { a: 1 });`,
    ],
    ['of a list', `export const go = (clients: Client[]) => clients.sendEvent('sent', { a: 1 });`],
    [
      'of another package',
      `import type { Client } from 'other';\nexport const go = (later: Promise<Client>) => later.then(${send});`,
    ],
  ])('but not %s', (_, code) => {
    expect(found(`${code.includes('import') ? '' : own}${code}`).join()).not.toContain('sent ');
  });

  it('and what is promised is no value before', () => {
    const code = `nv('event', 'e', { a: Promise.resolve(1), b: await Promise.resolve(1) });`;
    expect(found(code)).toEqual(['e { a: unknown, b: number }']);
  });

  it('and a class that only is the type of what a function returns leaves that as it is', () => {
    const code = `class Plan { id: string; name: string }
const load = async (x: any): Promise<Plan | null> => { if (!x) return null; const made = { id: x.id, name: x.ok ? 'p' : 'q' }; return made; };
export async function go() { const it = await load(u); nv('event', 'e', { plan: it.name }); }`;
    expect(found(code)).toEqual(['e { plan: string }']);
  });
});
