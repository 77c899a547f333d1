import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const track = `const track = (name, more) => nv('event', name, more);\nconst drop = (_name) => {};\n`;
const call = `send('sent', { n: 1 });`;
const found = (client: string, use: string) =>
  sites({ 'src/client.ts': client, 'src/use.ts': use }).filter((each) => !each.startsWith('?'));

describe('one of two functions that sends is found', () => {
  it.each([
    ['of a condition', `const send = isOn ? track : drop;\n${call}`],
    ['as the second of a condition', `const send = isOff ? drop : track;\n${call}`],
    ['of a condition in a condition', `const send = isOff ? drop : isOn ? track : drop;\n${call}`],
    ['behind `??`', `const send = given ?? track;\n${call}`],
    ['behind `&&`', `const send = isOn && track;\n${call}`],
    [
      'of functions that are written there',
      `const send = isOff ? () => {} : (name, more) => nv('event', name, more);\n${call}`,
    ],
    [
      'as what a hook hands back',
      `const useSend = () => (isOn ? track : drop);\nconst send = useSend();\n${call}`,
    ],
    [
      'as what one of two returns hands back',
      `function useSend() { if (isOff) return drop; return track; }\nconst send = useSend();\n${call}`,
    ],
    [
      'as a method of one of two objects',
      `function create() { if (isOff) return { send: () => {} }; return { send: track }; }\ncreate().send('sent', { n: 1 });`,
    ],
    [
      'as a method of an object of a condition',
      `const client = isOff ? { send: drop } : { send: track };\nclient.send('sent', { n: 1 });`,
    ],
    ['of the SDK', `const send = isOff ? drop : (name, more) => nv('event', name, more);\n${call}`],
  ])('%s', (_, code) => {
    expect(sites(`${track}${code}`)).toContain('sent { n: number }');
  });

  it.each([
    [
      'a constant',
      `${track}export const send = isOff ? drop : track;`,
      `import { send } from './client';\n${call}`,
    ],
    [
      'a hook',
      `${track}export function useSend() { return isOff ? drop : track; }`,
      `import { useSend } from './client';\nfunction A() { const go = useSend(); go('sent', { n: 1 }); }`,
    ],
    [
      'a hook, of functions that are written there',
      `export function useSend() { return isOff ? () => {} : (name, more) => nv('event', name, more); }`,
      `import { useSend } from './client';\nfunction A() { const go = useSend(); go('sent', { n: 1 }); }`,
    ],
    [
      'the function of the SDK',
      `const drop = () => {};\nexport const send = isOff ? drop : nv;`,
      `import { send } from './client';\nsend('event', 'sent', { n: 1 });`,
    ],
    [
      'a factory that makes nothing on a server',
      `function make() { if (isServer) return { click: () => {} }; return { click: (name, more) => nv('event', name, more) }; }\nexport const client = make();`,
      `import { client } from './client';\nclient.click('sent', { n: 1 });`,
    ],
  ])('across files: %s', (_, client, use) => {
    expect(found(client, use)).toEqual(['sent { n: number }']);
  });

  it('is a method of the client of a package, or of one that stands in for it', () => {
    const calls = [{ callee: '*.track', module: 'analytics', event: '0', attributes: '1' }];
    const code = `import { create, empty } from 'analytics';\nconst client = key ? create({ key }) : empty;\nclient.track('sent', { n: 1 });`;
    expect(sites(code, { calls })).toEqual(['sent { n: number }']);
  });

  it.each([
    ['', ['sent { n: number }']],
    [`\nif (isOther) client = other();`, []],
  ])('is a method of the one client that is set, besides what stands in for it%s', (_, expected) => {
    const calls = [{ callee: '*.track', module: 'analytics', event: '0', attributes: '1' }];
    const code = `import { create } from 'analytics';\nimport { other } from 'other';\nlet client = undefined;\nconst load = async () => create();\nconst fake = () => ({ track() {} });\ntry { client = (await load()) || undefined; } catch {}\nif (!client) client = fake();${_}\nexport const go = () => client.track('sent', { n: 1 });`;
    expect(sites(code, { calls })).toEqual(expected);
  });

  it.each([
    ['what decides', `const send = track ? drop : log;\n${call}`],
    ['what is compared', `const send = track === other;\n${call}`],
    ['neither of two', `const send = isOn ? log : drop;\n${call}`],
    ['the result of a call', `const send = isOn ? log(track) : drop;\n${call}`],
  ])('not where it is %s', (_, code) => {
    expect(sites(`${track}${code}`)).not.toContain('sent { n: number }');
  });
});
