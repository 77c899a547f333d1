import { describe, expect, it } from 'vitest';
import type { CallShape } from '../../../src/model/pack.ts';
import { callsAmong, usesAmong, usesWords } from '../../../src/read/code/programs/prefilter.ts';

const shape = (callee: string, module?: string): CallShape => ({
  callee,
  event: ['0'],
  ...(module && { module }),
});

/** Whether a file is parsed for the sake of a shape alone. */
function isRead(code: string, ...calls: readonly CallShape[]): boolean {
  return usesWords(calls, [])(Buffer.from(code));
}

describe('a file is not parsed in which a name only stands', () => {
  it.each([
    ['in prose', `const text = 'You can track the order';`],
    ['in prose that a mark ends', `const text = 'Here is what we track.';`],
    ['in prose of an element', `<p>We track each order.</p>`],
    ['in a comment of a line', `let a;\n  // track(order) was here`],
    ['in a comment behind code', `let a; // to track orders`],
    ['in a longer name', `data-track onTrack tracker`],
    [
      'in what is imported',
      `import { render } from 'ui';\nimport { a, track } from './lib';\nimport type { track } from './b';`,
    ],
    ['as what is imported', `import track from './lib';\nimport track, { other } from './lib';`],
    ['in the path of what is imported', `import { NAMES } from '../lib/track';`],
    ['in the path of what a test replaces', `jest.mock('../lib/track', () => ({}));\nvi.mock("@/track");`],
    [
      'where a test replaces it',
      `(track as jest.Mock).mockReset();\nconst m = track as unknown as Mock<() => void>;\nvi.mocked(track).mockClear();`,
    ],
    [
      'where a test watches it',
      `expect(track).toHaveBeenCalled();\nexpect(shop.analytics.track).toBe(1);\nvi.spyOn(shop.track, 'x');`,
    ],
    [
      'as what a test puts in its place',
      `const a = { track: jest.fn() };\nconst b = { n: 1, track: makeFake() };`,
    ],
    [
      'as a member of a type',
      `interface Analytics { track: (name: string) => void }\ntype B = {\n  a: 1;\n  track: Track;\n};`,
    ],
  ])('%s', (_, code) => {
    expect(isRead(code, shape('*.track'))).toBe(false);
  });

  it.each([
    ['is called', `track('sent');`],
    ['is called where it is asked for', `if (track('sent')) a();`],
    [
      'is called as a member',
      `analytics.track('sent'); analytics?.track?.('sent'); analytics\n  .track('sent')`,
    ],
    ['is called by a text', `analytics['track']('sent')`],
    ['is waited for', `await track('sent')`],
    ['is handed on', `run(track); run({ track }); run([track]); run(...track);`],
    ['is imported by another name', `import { track as send } from './lib';`],
    ['is exported from where it is', `export { track } from './lib';`],
    ['is taken out by another name', `const { track: send } = analytics;`],
    ['is taken out by another name, or what stands in for it', `const { track: send = noop } = analytics;`],
    ['is given another name', `const send = track\nconst other = analytics.track;`],
    ['is given another name of another type', `const send = track as (name: string) => void;`],
    [
      'is one of two',
      `const send = ok ? analytics.track : (name) => log(name);\nconst b = ok ? track : (x);`,
    ],
    ['is one of two on lines of their own', `const send = ok ?\n track : (name) => log(name);`],
    ['is returned', `return track`],
    ['is declared', `function track(name) {}\nexport const track = (name) => {};`],
    ['is a method', `class Analytics { async track(name) {} }`],
    ['decorates', `class A { @track name = 1; @track method() {} }`],
    ['is rendered', `<track event="sent" />`],
    ['is a directive', `<a use:track class="b">`],
    [
      'is called by a template',
      `<a @click="track('sent')" v-on:click="track">\n{#if track('sent')}\n{@render track()}\n{#await track then it}`,
    ],
    ['is run by a text of a line', '`\n// ${track("sent")}`'],
    ['is what a type is of', `function run(a: ReturnType<typeof track>) { a.send('x'); }`],
    ['is loaded', `const send = require('../lib/track');`],
    ['is imported as a whole module', `import send from '../lib/track';`],
  ])('but one is in which it %s', (_, code) => {
    for (const part of code.split('\n').length > 1 && !/\n /.test(code) && !code.startsWith('`')
      ? code.split('\n')
      : [code])
      expect([part, isRead(part, shape('*.track'))]).toEqual([part, true]);
  });
});

describe('of a package', () => {
  const [whole, one] = [shape('*.track', '@shop/events'), shape('report', '@shop/events')];

  it.each([
    ['only another function is imported', `import { load } from '@shop/events';\nload('track');`, one],
    ['what is imported is not used', `import { useEvents } from '@shop/events';`, whole],
    [
      'a test replaces what is imported',
      `import { useEvents } from '@shop/events';\njest.mock('@shop/events');\n(useEvents as jest.Mock).mockReturnValue({});`,
      whole,
    ],
    ['a test replaces all', `vi.doMock('@shop/events', () => ({ track: vi.fn() }));`, whole],
  ])('a file is not parsed where %s', (_, code, call) => {
    expect(isRead(code, call)).toBe(false);
  });

  it.each([
    ['what is imported is used', `import { useEvents } from '@shop/events';\nuseEvents();`, whole],
    ['it is imported by another name', `import { report as send } from '@shop/events';\nsend('sent');`, one],
    ['its default export is used', `import events from '@shop/events';\nevents.track('sent');`, whole],
    ['all of it is used', `import * as events from '@shop/events';\nevents.report('sent');`, one],
    ['it is handed on', `export * from '@shop/events';`, one],
    ['it is loaded', `const { report } = require('@shop/events');`, one],
    ['it is loaded later', `import('@shop/events').then(({ report }) => report('sent'));`, one],
    ['it is imported for what it does', `import '@shop/events';`, whole],
    ['it is used by two shapes', `import { load } from '@shop/events';\nload().track('sent');`, whole],
  ])('but one is where %s', (_, code, call) => {
    expect(isRead(code, call, one)).toBe(true);
  });
});

it('of a file that imports very many names it is not asked which are used', () => {
  const many = Array.from({ length: 20_000 }, (_, at) => `import { a${at} } from '@shop/events';`).join('\n');
  expect(isRead(many, shape('*.track', '@shop/events'))).toBe(true);
});

it('a name of the global object is looked for by what is asked of it', () => {
  const call = shape('window.main.track');
  expect(isRead('window.close();', call)).toBe(false);
  expect(isRead(`main.track('sent');`, call)).toBe(true);
});

it('what is found by its name later is not looked for in what a file imports, nor where a test replaces it', () => {
  const isFound = (code: string, ...names: readonly string[]) =>
    [callsAmong(names), usesAmong(names)].every((words) => words.test(code));
  expect(isFound(`import { send } from './send';\n`, 'send')).toBe(false);
  expect(isFound(`const sendMock = send as jest.MockedFunction<typeof send>;\n`, 'send')).toBe(false);
  expect(isFound(`import { send } from './send';\nexpect(send).toBe(1);\n`, 'send')).toBe(false);
  expect(isFound(`import { send } from './send';\nsend.bind(null);\n`, 'send')).toBe(true);
  expect(isFound(`import { Send } from './send';\n`, 'send')).toBe(false);
  expect(isFound(`import { Send } from './send';\nlet a: Send | undefined;\n`, 'Send', 'send')).toBe(true);
  expect(isFound(`import { send as report } from './send';\n`, 'send')).toBe(true);
  expect(isFound(`export { send };\n`, 'send')).toBe(true);
  expect(isFound(`import send from './send';\n`, '/send')).toBe(true);
  expect(isFound(`<button v-send="'paid'">`, 'v-send')).toBe(true);
  expect(isFound(`<button title="a" @click="$send('paid')">`, '$send')).toBe(true);
});
