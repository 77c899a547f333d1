import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const calls = [{ module: 'analytics', callee: '*.track', event: '0', attributes: '1' }];
const port = `export interface Port { track(name: string, more?: object): void; }\nexport abstract class Tracker { abstract track(name: string, more?: object): void; }`;
const service = `import { Port } from './port';\nexport class Service {\n  constructor(private readonly analytics: Port) {}\n  go() { this.analytics.track('sent', { n: 1 }); }\n}`;
const given = `import { Client } from 'analytics';\nimport { Port } from './port';\nimport { Service } from './service';\n`;
const found = (main: string, others: Readonly<Record<string, string>> = {}) =>
  sites({ 'port.ts': port, 'service.ts': service, ...others, 'main.ts': given + main }, { calls });

describe('a client of a package that is given as of a type of the project is what is of that type', () => {
  it.each([
    ['to a constructor', `new Service(new Client());`, {}],
    ['by a name', `const client = Client.load();\nexport const service = new Service(client);`, {}],
    ['to a function', `function start(port: Port) {}\nstart(new Client());`, {}],
    ['as what a variable begins as', `export const port: Port = new Client();`, {}],
    [
      'from another file',
      `import { client } from './client';\nnew Service(client);`,
      { 'client.ts': `import { Client } from 'analytics';\nexport const client = new Client();` },
    ],
    ['as what a function says that it returns', `export function make(): Port { return new Client(); }`, {}],
    [
      'as what a parameter begins as',
      `import client from 'analytics';\nlet active: Port | undefined;\nexport function start(given: Port = client) { active = given; }`,
      {},
    ],
    [
      'in an object of its methods',
      `const client = new Client();\nnew Service({ track: client.track.bind(client) });`,
      {},
    ],
    [
      'once it is loaded',
      `let active: Port;\nfunction set(port: Port) { active = port; }\nimport('analytics').then(({ Client: client }) => { set(client); });`,
      {},
    ],
    [
      'beside what only stands in for it',
      `class Quiet implements Port { track() {} }\nnew Service(test ? new Quiet() : new Client());\nexport const port: Port = new Client();`,
      {},
    ],
    [
      'to whoever asks for an abstract class',
      `import { Tracker } from './port';\nimport { client } from './client';\nprovide([{ provide: Tracker, useValue: client }]);`,
      {
        'client.ts': `import { Client } from 'analytics';\nexport const client = new Client();`,
        'service.ts': service.replaceAll('Port', 'Tracker'),
      },
    ],
  ])('%s', (_, main, others) => {
    expect(found(main, others)).toEqual(['sent { n: number }']);
  });

  it.each([
    ['of another package', `import { Other } from 'other';\nnew Service(new Other());`],
    [
      'as of another type',
      `interface Other { track(name: string): void; }\nexport const port: Other = new Client();`,
    ],
    [
      'as of a type without such a method',
      `interface Other { identify(): void; }\nexport const port: Other = new Client();`,
    ],
    [
      'where a class does something else',
      `class Log implements Port { track(name) { write(name); } }\nnew Service(new Log());\nnew Service(new Client());`,
    ],
    ['in an object of another method', `const client = new Client();\nnew Service({ track: client.other });`],
    ['to what says nothing of its type', `function start(port) { port.identify(); }\nstart(new Client());`],
  ])('not %s', (_, main) => {
    expect(found(main)).toEqual([]);
  });
});
