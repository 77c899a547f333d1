import { describe, expect, it } from 'vitest';
import { callsAmong, defaultOf } from '../../../src/read/code/programs/prefilter.ts';

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
    expect(callsAmong(['track']).test(`import { track } from './track';`)).toBe(true);
  });
});
