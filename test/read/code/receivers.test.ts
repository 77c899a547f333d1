import { describe, expect, it } from 'vitest';
import { read, sites } from './sites.ts';

const calls = [
  { module: 'analytics', callee: 'createAnalytics().track', event: '0', attributes: '1' },
  { callee: 'tracker.track', event: '0', attributes: '1' },
];
const made = `import { createAnalytics } from 'analytics';\nconst client = createAnalytics('key');`;
const other = `import { createOther } from 'other';\nconst client = createOther('key');`;
const found = (client: string, use: string) =>
  sites({ 'src/client.ts': client, 'src/use.tsx': use }, { calls });

const forms: readonly (readonly [name: string, client: string, use: string])[] = [
  [
    'a module exports',
    `export { client };`,
    `import { client } from './client';\nclient.track('sent', { n: 1 });`,
  ],
  [
    'a module exports as its default',
    `export default client;`,
    `import it from './client';\nit.track('sent', { n: 1 });`,
  ],
  [
    'a function hands back',
    `export function getClient() { return client; }`,
    `import { getClient } from './client';\ngetClient()?.track('sent', { n: 1 });`,
  ],
  [
    'a function hands back, and a pattern is taken out of',
    `export const getClient = () => client;`,
    `import { getClient } from './client';\nconst { track: send } = getClient();\nsend('sent', { n: 1 });`,
  ],
  [
    'a function hands back if it is there, or makes first',
    `let it = null;\nexport function getClient() { if (it) return it; it = client; return it; }`,
    `import { getClient } from './client';\nconst tracking = getClient();\ntracking.track('sent', { n: 1 });`,
  ],
  [
    'an asynchronous function hands back',
    `export async function getClient() { return client; }`,
    `import { getClient } from './client';\nasync function f() { (await getClient()).track('sent', { n: 1 }); }`,
  ],
  [
    'a hook hands back in an object',
    `export const useClients = () => ({ client, name: 'a' });`,
    `import { useClients } from './client';\nfunction A() { const { client } = useClients(); client.track('sent', { n: 1 }); }`,
  ],
  [
    'a hook hands back in an object, and is called as a member of',
    `export const useClients = () => useMemo(() => ({ client }), []);`,
    `import { useClients } from './client';\nfunction A() { useClients().client.track('sent', { n: 1 }); }`,
  ],
  [
    'an object holds',
    `export const services = { tracking: { client } };`,
    `import { services } from './client';\nservices.tracking.client.track('sent', { n: 1 });`,
  ],
  [
    'a method hands back',
    `class Service { getClient() { return client; } }\nexport const service = new Service();`,
    `import { service } from './client';\nservice.getClient().track('sent', { n: 1 });`,
  ],
  [
    'a getter hands back',
    `class Service { get client() { return client; } }\nexport const service = new Service();`,
    `import { service } from './client';\nservice.client.track('sent', { n: 1 });`,
  ],
  [
    'a field of a class is',
    `export { client };`,
    `import { client } from './client';\nclass A { tracking = client; go() { this.tracking?.track('sent', { n: 1 }); } }`,
  ],
  [
    'a component has that another one extends',
    `export class Base extends React.Component { client = client; render() { return null; } }`,
    `import { Base } from './client';\nclass A extends Base { go() { this.client.track('sent', { n: 1 }); } }`,
  ],
];

describe('a method of an object that sends is found where that is what', () => {
  it.each(forms)('%s', (_, client, use) => {
    expect(found(`${made}\n${client}`, use)).toEqual(['sent { n: number }']);
  });

  it('a class of another file makes in its fields', () => {
    const use = `import { createAnalytics } from 'analytics';\nclass A { tracking = createAnalytics(); go() { this.tracking.track('sent'); } }`;
    expect(found('', use)).toEqual(['sent {}']);
  });

  it('a global is', () => {
    const client = `export const getTracker = () => tracker;`;
    const use = `import { getTracker } from './client';\ngetTracker().track('sent');`;
    expect(found(client, use)).toEqual(['sent {}']);
  });

  it('several modules hand on, one after the other', () => {
    const files = {
      'src/client.ts': `${made}\nexport { client };`,
      'src/get.ts': `import { client } from './client';\nexport const getClient = () => client;`,
      'src/use-it.ts': `import { getClient } from './get';\nexport function useIt() { return { it: getClient() }; }`,
      'src/a.ts': `import { useIt } from './use-it';\nconst { it } = useIt();\nit.track('sent');`,
    };
    expect(sites(files, { calls })).toEqual(['sent {}']);
  });

  it('the function that makes it is called by the name of the shape', () => {
    const calls = [{ callee: 'useTracking().send', event: '0' }];
    const files = {
      'src/use.ts': `export function useTracking() { return { send: (name) => fetch('/t', { body: name }) }; }`,
      'src/a.ts': `import { useTracking } from './use';\nuseTracking().send('sent');\nconst { send } = useTracking();\nsend('again');`,
    };
    expect(sites(files, { calls })).toEqual(['sent {}', 'again {}']);
  });
});

describe('an object of which no other file can get hold is looked for in none', () => {
  const parsed = (code: string) => {
    const files = {
      'src/client.ts': `import { createAnalytics } from 'analytics';\n${code}`,
      'src/other.ts': `import { client } from './other-client';\nexport const go = ({ client }) => client?.track('gone');`,
    };
    return read(files, { calls }).parsed;
  };
  const ours = 'client = createAnalytics()';

  it.each([
    ['that is only called on', `const ${ours};\nexport const go = () => client.track('sent');`],
    ['of a class for itself', `export class A { private ${ours}; go() { this.client.track('sent'); } }`],
    [
      'that a class is given for itself',
      `export class A { constructor(private ${ours}) { client.track('sent'); } }`,
    ],
    ['under a private name', `export class A { #${ours}; go() { this.#client.track('sent'); } }`],
    [
      'of a component',
      `export class A extends Component { ${ours}; render() { this.client.track('sent'); } }`,
    ],
  ])('one %s', (_, code) => {
    expect(parsed(code)).toBe(1);
  });

  it.each([
    ['is exported', `export const ${ours};`],
    ['stands in an object', `const ${ours};\nexport const all = { client };`],
    ['is handed to a function', `const ${ours};\nstart(client);`],
    ['is handed back', `const ${ours};\nexport const get = () => client;`],
    ['a class has', `export class A { ${ours}; }`],
    ['a class has that renders nothing', `export class A extends Base { ${ours}; }`],
  ])('but not one that %s', (_, code) => {
    expect(parsed(code)).toBe(2);
  });
});

describe('but a method of the same name is none where it is what another package makes that', () => {
  it.each(forms)('%s', (_, client, use) => {
    expect(found(`${other}\n${client}`, use)).toEqual([]);
  });

  it.each([
    [
      'one of two things is handed back',
      `${made}\nimport { noop } from './noop';\nexport const getClient = (on) => { if (on) return client; return noop; };`,
      `import { getClient } from './client';\ngetClient(isOn).track('sent');`,
    ],
    [
      'another property is called',
      `${made}\nexport const useClients = () => ({ client, other: { track() {} } });`,
      `import { useClients } from './client';\nuseClients().other.track('sent');`,
    ],
    [
      'another name is imported',
      `${made}\nexport const getClient = () => client;\nexport const getOther = () => ({ track() {} });`,
      `import { getOther } from './client';\ngetOther().track('sent');`,
    ],
  ])('nor where %s', (_, client, use) => {
    expect(found(client, use)).toEqual([]);
  });
});

describe('a receiver that is typed by a package', () => {
  const typed = [{ module: 'analytics', callee: '*.track', event: '0', attributes: '1' }];
  const use = (code: string) =>
    sites(
      {
        'a.ts': code,
        'types.ts': `import type { Client } from 'analytics';\nexport type Tracker = Client;\nexport interface Own { track(name: string): void }`,
      },
      { calls: typed },
    );
  it.each([
    [
      'itself',
      `import type { Client } from 'analytics';\nclass A { private it?: Client; go() { this.it!.track('sent', { n: 1 }); } }`,
    ],
    [
      'under another name',
      `import * as analytics from 'analytics';\ntype Client = analytics.Types.Client;\nclass A { private it?: Client; go() { this.it!.track('sent', { n: 1 }); } }`,
    ],
    [
      'as what an injector hands over',
      `import { Client } from 'analytics';\nclass A { private it = isOn ? inject(Client) : undefined; go() { this.it?.track('sent', { n: 1 }); } }`,
    ],
    [
      'as what an injector hands over elsewhere',
      `import { Client } from 'analytics';\nconst go = (injector) => injector.get(Client).track('sent', { n: 1 });`,
    ],
  ])('%s', (_, code) => {
    expect(use(code)).toEqual(['sent { n: number }']);
  });

  it.each([
    [
      'of another package',
      `import type { Client } from 'other';\ntype Tracker = Client;\nfunction go(it: Tracker) { it.track('sent'); }`,
    ],
    ['of the project', `import type { Own } from './types';\nfunction go(it: Own) { it.track('sent'); }`],
    [
      'what is injected',
      `import { Client } from 'analytics';\nclass Client2 {}\nclass A { it = inject(Client2); go() { this.it.track('sent'); } }`,
    ],
    [
      'that stands for itself',
      `type A = B;\ntype B = A;\nimport 'analytics';\nfunction go(it: A) { it.track('sent'); }`,
    ],
  ])('is none by a type %s', (_, code) => {
    expect(use(code)).toEqual([]);
  });
});
