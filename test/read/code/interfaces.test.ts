import { describe, expect, it } from 'vitest';
import { placedSites } from './sites.ts';

const port = `export interface Analytics { track(name: string, more?: object): void; identify(): void; }
export abstract class Tracker { abstract track(name: string, more?: object): void; }`;
const sending = `track(name, more) { nv('event', name, more); }`;
const adapter = `import { Analytics } from './port';
export class Sdk implements Analytics { ${sending} identify() {} }`;
const user = `import { Analytics, Tracker } from './port';
`;
/** The call sites in the file that uses an interface. */
const found = (code: string, others: Readonly<Record<string, string>> = { 'adapter.ts': adapter }) =>
  placedSites({ 'port.ts': port, ...others, 'user.tsx': user + code })
    .filter((site) => site.startsWith('user'))
    .map((site) => site.replace(/^\S+ /, ''));

const site = 'sent { n: number } via track';

describe('a call of a method that an interface declares, and a class sends that implements it', () => {
  it.each([
    [
      'of what a constructor is given',
      `class Page { constructor(private readonly analytics: Analytics) {}\ngo() { this.analytics.track('sent', { n: 1 }); } }`,
    ],
    [
      'of a getter that asks a package',
      `class Page { private get analytics(): Analytics { return must(this.own); }\ngo() { this.analytics.track('sent', { n: 1 }); } }`,
    ],
    [
      'of what else a parameter holds',
      `const go = ({ id, ...rest }: { id: string; analytics: Analytics }) => rest.analytics.track('sent', { n: 1 });`,
    ],
    ['of a field', `class Page { analytics?: Analytics; go() { this.analytics?.track('sent', { n: 1 }); } }`],
    [
      'of a parameter',
      `function go(analytics: Analytics | undefined) { analytics?.track('sent', { n: 1 }); }`,
    ],
    [
      'of what a parameter holds',
      `const go = ({ analytics }: { analytics: Analytics }) => analytics.track('sent', { n: 1 });`,
    ],
    ['taken off it', `const go = ({ track }: Analytics) => track('sent', { n: 1 });`],
    [
      'taken off what a parameter holds',
      `const go = ({ analytics: { track } }: { analytics: Analytics }) => track('sent', { n: 1 });`,
    ],
    [
      'of what holds others',
      `interface Services { readonly all: { analytics: Readonly<Analytics> } }\nconst go = (services: Services) => services.all.analytics.track('sent', { n: 1 });`,
    ],
    ['of what a function returns', `const go = (get: () => Analytics) => get().track('sent', { n: 1 });`],
    [
      'of what a context holds',
      `const context = createContext<Analytics | null>(null);\nconst Page = () => { const analytics = useContext(context); analytics!.track('sent', { n: 1 }); };`,
    ],
    [
      'of what a hook returns, whose type nobody wrote',
      `const context = createContext<{ analytics: Analytics } | null>(null);
const useStore = () => { const store = useContext(context); if (!store) throw new Error(); return store; };
const Page = () => { const { analytics } = useStore(); analytics.track('sent', { n: 1 }); };`,
    ],
    [
      'of a field of a class that a hook returns',
      `class Store { readonly analytics: Analytics; constructor() { this.analytics = make(); } }
const context = createContext<Store | null>(null);
const useStore = () => useContext(context);
const Page = () => useStore().analytics.track('sent', { n: 1 });`,
    ],
    [
      'by an alias of its type',
      `type Client = Pick<Analytics, 'track'>;\nconst go = (client: Client) => client.track('sent', { n: 1 });`,
    ],
    [
      'of an interface that extends it, which the class implements too',
      `interface More extends Analytics { more(): void }\nconst go = (client: Analytics & More) => client.track('sent', { n: 1 });`,
    ],
  ])('%s', (_, code) => {
    expect(found(code)).toEqual([site]);
  });

  it.each([
    [
      'extends one that does',
      `class Base implements Analytics { ${sending} identify() {} }\nexport class Sdk extends Base {}`,
    ],
    [
      'implements an interface that extends it',
      `interface More extends Analytics { more(): void }\nexport class Sdk implements More { ${sending} identify() {}\nmore() {} }`,
    ],
    [
      'keeps it in a field',
      `export class Sdk implements Analytics { track = (name, more) => nv('event', name, more); }`,
    ],
    ['is written as an object of that type', `export const sdk: Analytics = { ${sending} identify() {} };`],
    [
      'is what a function returns',
      `export function create(): Analytics { return { track: (name, more) => nv('event', name, more), identify() {} }; }`,
    ],
    [
      'is what a function returns of functions of its own',
      `export async function create(): Promise<Analytics> { const track = (name, more) => nv('event', name, more);\nreturn { track, identify() {} }; }`,
    ],
    [
      'names a function of the module',
      `function send(name, more) { nv('event', name, more); }\nexport const sdk = { track: send } satisfies Partial<Analytics>;`,
    ],
  ])('where what sends %s', (_, code) => {
    const files = { 'adapter.ts': `import { Analytics } from './port';\n${code}` };
    expect(found(`const go = (analytics: Analytics) => analytics.track('sent', { n: 1 });`, files)).toEqual([
      expect.stringMatching(/^sent \{ n: number \} via (track|send)$/),
    ]);
  });

  it.each([
    ['of one that is abstract', `const go = (tracker: Tracker) => tracker.track('sent', { n: 1 });`],
    [
      'by a class of which it is one',
      `abstract class Flow extends Tracker { go() { this.track('sent', { n: 1 }); } }\nexport class Mine extends Flow { ${sending} }`,
    ],
  ])('and that a class extends: %s', (_, code) => {
    const files = {
      'adapter.ts': `import { Tracker } from './port';\nexport class Sdk extends Tracker { ${sending} }`,
    };
    expect(found(code, files)).toEqual([site]);
  });

  it.each([
    ['imports the interface under another name', `import { Analytics as Port } from './port';`, 'Port'],
    ['imports it with its module', `import { Analytics } from './index';`, 'Analytics'],
  ])('where the class %s', (_, imports, name) => {
    const files = {
      'index.ts': `export * from './port';`,
      'adapter.ts': `${imports}\nexport class Sdk implements ${name} { ${sending} identify() {} }`,
    };
    expect(found(`const go = (analytics: Analytics) => analytics.track('sent', { n: 1 });`, files)).toEqual([
      site,
    ]);
  });

  it('also where another does nothing, or only logs', () => {
    const other = `import { Analytics } from './port';
export class None implements Analytics { track() {} identify() {} }
export class Shown implements Analytics { track(name) { console.log(name); } identify() {} }
export class Elsewhere implements Analytics { track(name) { gtag('event', name); } identify() {} }`;
    const files = { 'a-other.ts': other, 'adapter.ts': adapter };
    expect(found(`const go = (analytics: Analytics) => analytics.track('sent', { n: 1 });`, files)).toEqual([
      site,
    ]);
  });
});

describe('it is none', () => {
  const call = `const go = (analytics: Analytics) => analytics.track('sent', { n: 1 });`;

  it.each([
    ['of a method that does not send', `const go = (analytics: Analytics) => analytics.identify('sent');`],
    [
      'of another interface with such a method',
      `interface Player { track(name: string): void }\nconst go = (player: Player) => player.track('sent');`,
    ],
    [
      'of another interface of that name',
      `function go() { interface Analytics { track(name: string): void }\nreturn (analytics: Analytics) => analytics.track('sent'); }`,
    ],
    [
      'of a type parameter of that name',
      `function go<Analytics>(analytics: Analytics) { analytics.track('sent'); }`,
    ],
    ['of one of two types', `const go = (one: Analytics | Audio) => one.track('sent');`],
    ['of a list of them', `const go = (all: Analytics[]) => all.track('sent');`],
    ['of what has no type', `const go = (analytics) => analytics.track('sent');`],
    [
      'of an interface that extends it and that nobody implements',
      `interface More extends Analytics { more(): void }\nconst go = (more: More) => more.track('sent');`,
    ],
  ])('%s', (_, code) => {
    expect(found(code)).toEqual([]);
  });

  it.each([
    ['only has such a method', `export class Sdk { ${sending} }`],
    [
      'implements another of that name',
      `interface Analytics { track(name: string): void }\nexport class Sdk implements Analytics { ${sending} }`,
    ],
    [
      'has the method by itself alone',
      `import { Analytics } from './port';\nexport class Sdk implements Analytics { static ${sending} track() {} }`,
    ],
  ])('where the class %s', (_, code) => {
    expect(found(call, { 'adapter.ts': code })).toEqual([]);
  });

  it('where more classes do something else than there are that send', () => {
    const others = `import { Analytics } from './port';
export class One implements Analytics { track(name) { play(name); } identify() {} }
export class Two implements Analytics { track(name) { record(name); } identify() {} }`;
    expect(found(call, { 'adapter.ts': adapter, 'z-others.ts': others })).toEqual([]);
  });
});

describe('a class that is of an interface by its shape alone', () => {
  const shaped = `export class Sdk { ${sending} identify() {} }`;
  const page = `import { Analytics } from './port';\nexport class Page {\n  constructor(private readonly analytics: Analytics) {}\n  go() { this.analytics.track('sent', { n: 1 }); }\n}\n`;
  const all = (code: string) =>
    placedSites({
      'port.ts': port,
      'sdk.ts': shaped,
      'page.ts': page,
      'main.ts': `import { Sdk } from './sdk';\nimport { Page } from './page';\nimport { Analytics } from './port';\n${code}`,
    }).filter((each) => each.startsWith('page'));

  it.each([
    ['is handed to a constructor', `const sdk = new Sdk();\nnew Page(sdk);`],
    ['is made where it is handed over', `new Page(new Sdk());`],
    [
      'is handed to a function',
      `const open = (analytics: Analytics) => new Page(analytics);\nopen(new Sdk());`,
    ],
    ['is kept as that', `const sdk: Analytics = new Sdk();`],
  ])('where an instance %s', (_, code) => {
    expect(all(code)).toEqual([`page.ts:4:10 ${site}`]);
  });

  it.each([
    ['is handed over as of another type', `const open = (sdk: Sdk) => sdk;\nopen(new Sdk());`],
    ['is handed over as another argument', `new Page(undefined, new Sdk());`],
    ['is only made', `new Sdk();`],
  ])('not where one %s', (_, code) => {
    expect(all(code)).toEqual([]);
  });
});
