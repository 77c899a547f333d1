import { describe, expect, it } from 'vitest';
import { anyOf, callsAmong, defaultOf } from '../../../src/read/code/programs/prefilter.ts';

describe('a file may call the default export of a module', () => {
  it.each([
    `import send from '../lib/track';`,
    `import send, { type Options } from './track';`,
    `import * as all from './track.ts'`,
    `import { default as send } from './track/index.js';`,
    `import send from /* the wrapper */ "./track"`,
    `import send = require('./track');`,
    `const { send } = require('./track');`,
    `import(/* webpackChunkName: "track" */ './track')`,
    `export { default } from './track';`,
  ])('where it takes that: %s', (code) => {
    expect(callsAmong([defaultOf('lib/track.ts')]).test(code)).toBe(true);
    expect(anyOf([defaultOf('lib/track.ts')]).test(code)).toBe(true);
  });

  it.each([
    `import { Options, other } from '../lib/track';`,
    `import {\n  Options,\n  other,\n} from './track';`,
    `import type { Options } from './track';`,
    `export { Options } from './track';`,
    `import './track';`,
    `get('/track')`,
    `const paths = ["./track"]`,
  ])('but not where it takes what is named, or nothing: %s', (code) => {
    expect(callsAmong([defaultOf('lib/track.ts')]).test(code)).toBe(false);
  });

  it('nor does a name keep what is imported by it from being found', () => {
    expect(callsAmong(['track']).test(`import { track } from './track';\nrun(track);`)).toBe(true);
  });
});

describe('a file that is searched for names in two steps', () => {
  it.each([
    ['track', 'track("sent")'],
    ['track', 'const send = track;'],
    ['Track', '<ui.Track event="sent" />'],
    ['v-track', '<a v-track:click="x">'],
    ['$track', '{{ $track(1) }}'],
  ])('%s passes both where it is called: %s', (name, code) => {
    expect([anyOf(['other', name]).test(code), callsAmong(['other', name]).test(code)]).toEqual([true, true]);
  });

  it('passes the first alone where a name stands in it that is not called, and none where no name does', () => {
    const passed = (code: string) => [anyOf(['track']).test(code), callsAmong(['track']).test(code)];
    expect(passed('x.track = 1; // track')).toEqual([true, false]);
    expect(passed('const path = 1;')).toEqual([false, false]);
  });
});
