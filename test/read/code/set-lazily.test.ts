import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const calls = [{ module: 'analytics', callee: 'Analytics().track', event: '0', attributes: '1' }];
const found = (code: string) =>
  sites(`import { Analytics } from 'analytics';\nimport { Other } from 'other';\n${code}`, { calls });
const track = `client.track('sent', { n: 1 });`;

describe('a variable that begins as nothing is what it is set to', () => {
  it.each([
    [
      'if it is not there',
      `let client = null;\nfunction f() { if (!client) client = new Analytics(); ${track} }`,
    ],
    ['with `??=`', `let client = null;\nfunction f() { client ??= new Analytics(); ${track} }`],
    ['with `||=`', `let client = undefined;\nfunction f() { client ||= new Analytics(); ${track} }`],
    ['with `||`', `let client = void 0;\nfunction f() { client = client || new Analytics(); ${track} }`],
    ['without a first value', `let client;\nfunction f() { client ??= new Analytics(); ${track} }`],
    [
      'elsewhere, and to nothing at last',
      `let client = null;\nexport function start() { client = new Analytics(); }\nexport function stop() { client = null; }\nexport function f() { client?.track('sent', { n: 1 }); }`,
    ],
    [
      'also where that is a function',
      `let send = null;\nfunction start() { send = (name, more) => nv('event', name, more); }\nfunction f() { send('sent', { n: 1 }); }`,
    ],
  ])('%s', (_, code) => {
    expect(found(code).filter((site) => !site.startsWith('?'))).toEqual(['sent { n: number }']);
  });

  it.each([
    [
      'one of two things',
      `let client = null;\nif (a) client = new Analytics(); else client = new Other();\n${track}`,
    ],
    ['something else', `let client = null;\nclient ??= new Other();\n${track}`],
    ['something else at first', `let client = new Other();\nclient = new Analytics();\n${track}`],
    ['nothing at all', `let client = null;\nclient = undefined;\n${track}`],
  ])('but it is not known where it is %s', (_, code) => {
    expect(found(code)).toEqual([]);
  });
});
