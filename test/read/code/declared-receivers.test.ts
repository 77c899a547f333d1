import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const calls = [{ module: 'analytics', callee: '*.track', event: '0', attributes: '1' }];
const found = (files: Readonly<Record<string, string>>) => sites(files, { calls });
const sent = ['sent { n: number }'];
const tracks = (receiver: string) => `${receiver}.track('sent', { n: 1 });`;

describe('what a function of the project says that it hands back is that, whatever it may hand back', () => {
  const declare = `import { Client } from 'analytics';\nimport { Other } from 'other';\n`;
  it.each([
    [
      'one of two things',
      `let client: Client | null = window.testClient ?? null;\nexport function start() { client = Client.load(); }\nexport function getClient(): Client | null { return client; }`,
    ],
    [
      'what it sets at once',
      `let client: Client | undefined;\nexport function getClient(): Client { if (client) return client; const Made = require('analytics').Client as typeof Client; return (client = new Made()); }`,
    ],
    ['one of many', `export const getClient = (key: string): Client => clients[key];`],
    ['what it waits for', `export const getClient = async (): Promise<Client | null> => load();`],
    ['with some of its methods', `export const getClient = (): Pick<Client, 'track'> => load();`],
    ['by another name', `type Mine = Readonly<Client>;\nexport const getClient = (): Mine => load();`],
  ])('%s', (_, code) => {
    const use = `import { getClient } from './client';\nasync function go() { const it = await getClient(); ${tracks('it?')} }`;
    expect(found({ 'client.ts': declare + code, 'use.ts': use })).toEqual(sent);
  });

  it.each([
    ['of another package', `export const getClient = (): Other => load();`],
    ['either of two', `export const getClient = (): Client | Other => load();`],
    ['a list of them', `export const getClient = (): Client[] => load();`],
    ['a function that hands it back', `export const getClient = (): (() => Client) => load();`],
    ['nothing', `export const getClient = () => load();`],
  ])('but not where it says that it is %s', (_, code) => {
    expect(
      found({
        'client.ts': declare + code,
        'use.ts': `import { getClient } from './client';\n${tracks('getClient()')}`,
      }),
    ).toEqual([]);
  });
});

describe('others get hold of a client by the member that is declared to be one', () => {
  it.each([
    [
      'a field',
      `export class Engine { readonly client: Client; constructor(client: Client) { this.client = client; } }`,
    ],
    [
      'a parameter of the constructor',
      `export class Engine { constructor(readonly client: Client | undefined) {} }`,
    ],
    ['a getter', `export class Engine { get client(): Client { return load(); } }`],
    ['a property of an interface', `export interface Engine { client?: Client }`],
    ['a property of a type', `export type Engine = { client: Client | null };`],
  ])('%s', (_, code) => {
    const use = `import type { Engine } from './engine';\nfunction go(engine: Engine) { ${tracks('engine.client?')} }`;
    expect(
      found({ 'engine.ts': `import type { Client } from 'analytics';\n${code}`, 'use.ts': use }),
    ).toEqual(sent);
  });

  it.each([
    [
      'another member',
      `export class Engine { constructor(readonly other: Client, readonly client: Own) {} }`,
    ],
    [
      'one of another package',
      `import type { Client as Theirs } from 'other';\nexport interface Engine { client: Theirs }`,
    ],
  ])('and not by %s', (_, code) => {
    const use = `import type { Engine } from './engine';\nfunction go(engine: Engine) { ${tracks('engine.client')} }`;
    expect(
      found({ 'engine.ts': `import type { Client } from 'analytics';\n${code}`, 'use.ts': use }),
    ).toEqual([]);
  });
});

describe('a field that one method of a class sets is what it sets it to', () => {
  const start = `import sdk from 'analytics';\nimport { Other } from 'other';\n`;
  const send = `send(name) { if (!this.client) return; this.client.track(name, { n: 1 }); }`;
  const use = `import { service } from './service';\nservice.send('sent');`;
  it.each([
    [
      'instead of nothing',
      `client = null; init() { if (this.client) return; this.client = sdk.getInstance(); }`,
    ],
    ['on a condition', `constructor(isOn) { if (isOn) this.client = sdk.load(); }`],
    ['without a first value', `client; async init() { this.client = await sdk.load(); }`],
    ['and takes back', `client = sdk.load(); stop() { this.client = undefined; }`],
    ['in a callback', `client = null; init() { load().then(() => { this.client = sdk.make(); }); }`],
  ])('%s', (_, code) => {
    const service = `${start}class Service { ${code} ${send} }\nexport const service = new Service();`;
    expect(found({ 'service.js': service, 'use.js': use })).toEqual(sent);
  });

  it('also one of the class itself', () => {
    const code = `${start}export class Service { static client = null; static init() { this.client = sdk.load(); } static ${send} }`;
    expect(
      found({ 'service.js': code, 'use.js': `import { Service } from './service';\nService.send('sent');` }),
    ).toEqual(sent);
  });

  it.each([
    [
      'one of two things',
      `client = null; init(a) { this.client = a ? sdk.load() : null; } other() { this.client = new Other(); }`,
    ],
    ['something else', `client = null; init() { this.client = new Other(); }`],
    [
      'the other of the class and its instances',
      `static client = null; static init() { this.client = sdk.load(); }`,
    ],
    ['another field', `client = null; init() { this.other = sdk.load(); }`],
  ])('but not where that is %s', (_, code) => {
    expect(
      found({
        'service.js': `${start}class Service { ${code} ${send} }\nexport const service = new Service();`,
        'use.js': use,
      }),
    ).toEqual([]);
  });

  it('which says nothing of the value that it has', () => {
    const code = `class Cart { total = null; add() { this.total = 3; } send() { nv('event', 'sent', { total: this.total }); } }`;
    expect(sites(code)).not.toEqual(['sent { total: number }']);
  });
});

describe('what stands in for a client until it is there', () => {
  const sdk = `import sdk from 'analytics';\n`;
  const real = `{ track: (name, more) => { sdk.track(name, { n: 1, ...more }); } }`;
  const use = `import { client } from './client';\nclient.track('sent');`;
  it.each([
    [
      'an object whose methods do nothing',
      `let client = { track: () => {} };\nif (isOn) client = ${real};\nexport { client };`,
    ],
    [
      'a function that does nothing',
      `let track = () => {};\nif (isOn) track = (name) => { sdk.track(name, { n: 1 }); };\nexport const client = { track };`,
    ],
  ])('is %s', (_, code) => {
    expect(found({ 'client.js': sdk + code, 'use.js': use })).toEqual(sent);
  });

  it('is one class of an interface, where another that does nothing comes first', () => {
    const client = `import sdk from 'analytics';
export interface Tracker { track(name: string): void }
class None implements Tracker { track(_name: string) {} }
class Real implements Tracker { track(name: string) { sdk.track(name, { n: 1 }); } }
let tracker: Tracker = new None();
export function start() { tracker = new Real(); }
export function getTracker(): Tracker { return tracker; }`;
    expect(
      found({
        'client.ts': client,
        'use.ts': `import { getTracker } from './client';\ngetTracker().track('sent');`,
      }),
    ).toEqual(sent);
  });

  it.each([
    [
      'two that do something',
      `let client = { track: (name) => queue(name) };\nif (isOn) client = ${real};\nexport { client };`,
    ],
    [
      'one that sends nothing',
      `let client = { track: () => {} };\nif (isOn) client = { track: (name) => console.log(name) };\nsdk.init();\nexport { client };`,
    ],
  ])('but of %s none is known', (_, code) => {
    expect(found({ 'client.js': sdk + code, 'use.js': use }).filter((site) => !site.startsWith('?'))).toEqual(
      [],
    );
  });
});

describe('a callee of a package', () => {
  const named = [{ module: 'analytics', callee: 'mixpanel.track', event: '0', attributes: '1' }];
  it.each([
    ['by the name of a default import', `import mixpanel from 'analytics';`],
    ['by the name of a namespace', `import * as mixpanel from 'analytics';`],
    ['by the name of an export', `import { mixpanel } from 'analytics';`],
    ['by the name of an export, renamed', `import { mixpanel as other } from 'analytics';`],
    ['by the name of what is required', `const mixpanel = require('analytics');`],
  ])('is known %s', (_, code) => {
    const name = code.includes('other') ? 'other' : 'mixpanel';
    expect(sites(`${code}\n${tracks(name)}`, { calls: named })).toEqual(sent);
  });

  it.each([
    ['of another package', `import mixpanel from 'other';`, 'mixpanel'],
    ['by another name', `import client from 'analytics';`, 'client'],
    ['of the project', `const mixpanel = { track() {} };`, 'mixpanel'],
  ])('and not %s', (_, code, name) => {
    expect(sites(`${code}\n${tracks(name)}`, { calls: named })).toEqual([]);
  });

  it('is what an import says, also where a bundler puts a file of the project in its place', () => {
    const files = {
      'tsconfig.json': '{ "compilerOptions": { "paths": { "analytics": ["./stub.ts"] } } }',
      'stub.ts': 'export default { track() {} };',
      'a.ts': `import mixpanel from 'analytics';\n${tracks('mixpanel')}`,
    };
    expect(sites(files, { calls: named })).toEqual(sent);
  });
});

describe('a method of what any method hands back', () => {
  const method = [{ callee: '*.getTracker().track', event: '0', attributes: '1' }];
  it.each([
    ['of a field', `class A { go() { ${tracks('this.app.getTracker()')} } }`],
    ['of a parameter', `const go = (options) => { ${tracks('options.app.getTracker()?')} };`],
    ['taken out first', `const go = (app) => { const it = app.getTracker(); ${tracks('it')} };`],
    ['taken off', `const go = (app) => { const { track } = app.getTracker(); track('sent', { n: 1 }); };`],
  ])('%s', (_, code) => {
    expect(sites(code, { calls: method })).toEqual(sent);
  });

  it.each([
    ['another method', `const go = (app) => { ${tracks('app.getOther()')} };`],
    ['a property', `const go = (app) => { ${tracks('app.getTracker')} };`],
    ['what that hands back', `const go = (app) => { ${tracks('app.getTracker().other')} };`],
  ])('and not of %s', (_, code) => {
    expect(sites(code, { calls: method })).toEqual([]);
  });
});

it('a context hands over what it is made for, also where others get hold of it by a hook', () => {
  const files = {
    'engine.ts': `import type { Client } from 'analytics';\nexport interface Engine { readonly client: Client }`,
    'context.ts': `import type { Engine } from './engine';\nconst context = createContext<Engine | null>(null);\nexport const useEngine = () => { const engine = useContext(context); if (!engine) throw new Error(); return engine; };`,
    'use.ts': `import { useEngine } from './context';\nconst engine = useEngine();\n${tracks('engine.client')}`,
  };
  expect(found(files)).toEqual(sent);
});

describe('a wrapper that hands on a name which is a part of a part of what it is given', () => {
  const deep = [{ module: 'analytics', callee: 'record', event: '0.it.part.id', attributes: '0.it' }];
  const wrapper = `import { record } from 'analytics';\nimport type { It } from 'other';\nexport const send = (it: It) => record({ it });\n`;
  it('is one, where nothing is known of the type', () => {
    const files = {
      'a.ts': wrapper,
      'b.ts': `import { send } from './a';\nsend({ part: { id: 'sent' }, n: 1 });`,
    };
    expect(sites(files, { calls: deep })).toEqual(['sent { part: object, n: number }']);
  });

  it('but a call that gives no such thing has no name', () => {
    expect(sites(`import { record } from 'analytics';\nrecord({ other: 1 });`, { calls: deep })).toEqual([
      ' {}',
    ]);
  });
});

describe('a class of the project that extends one of a package', () => {
  const sdk = `import { Client } from 'analytics';\nimport { Other } from 'other';\n`;
  it.each([
    [
      'has the methods of that',
      `class Mine extends Client { more() {} }\nnew Mine().track('sent', { n: 1 });`,
    ],
    [
      'also through another',
      `class Base extends Client {}\nclass Mine extends Base {}\nconst go = (it: Mine) => { it.track('sent', { n: 1 }); };`,
    ],
    ['as its own', `class Mine extends Client { go() { this.track('sent', { n: 1 }); } }`],
    ['calls them', `class Mine extends Client { go() { super.track('sent', { n: 1 }); } }`],
    [
      'makes wrappers of them',
      `class Mine extends Client { track(name: string) { super.track(name, { n: 1 }); } }\nconst go = (it: Mine) => { it.track('sent'); };`,
    ],
  ])('%s', (_, code) => {
    expect(found({ 'a.ts': sdk + code })).toEqual(sent);
  });

  it('also where others get hold of it', () => {
    const files = {
      'mine.ts': `${sdk}export class Mine extends Client {}`,
      'use.ts': `import { Mine } from './mine';\nclass Page { constructor(private readonly it: Mine) {}\ngo() { ${tracks('this.it')} } }`,
    };
    expect(found(files)).toEqual(sent);
  });

  it.each([
    [
      'has a method of its own',
      `class Mine extends Client { track(name: string) {} }\nnew Mine().track('sent');`,
    ],
    ['extends another', `class Mine extends Other {}\nnew Mine().track('sent');`],
    [
      'extends one of the project',
      `class Base { track(name: string) {} }\nclass Mine extends Base {}\nnew Mine().track('sent');`,
    ],
    [
      'holds another',
      `class Mine extends Client { other = new Other(); go() { this.other.track('sent'); } }`,
    ],
  ])('but not what %s', (_, code) => {
    expect(found({ 'a.ts': sdk + code })).toEqual([]);
  });
});
