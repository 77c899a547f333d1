import { describe, expect, it } from 'vitest';
import { placedSites, read } from './sites.ts';

/** A wrapper without a name: it goes by that of its file, and by any other where it is imported. */
const es = { 'lib/track.ts': `export default (name: string) => nv('event', name, {});` };
/** One that has a name of its own. */
const named = `export default function report(name: string) { nv('event', name, {}); }`;
const commonjs = { 'lib/track.js': `module.exports = function (name) { nv('event', name, {}); };` };

describe('a default export without a name is called', () => {
  it.each([
    ['by the name of its file', { ...es, 'a.ts': `import track from './lib/track';\ntrack('sent');` }],
    ['by another', { ...es, 'a.ts': `import send from './lib/track';\nsend('sent');` }],
    ['as what is required', { ...commonjs, 'a.js': `const send = require('./lib/track');\nsend('sent');` }],
    ['where it is required', { ...commonjs, 'a.js': `require('./lib/track')('sent');` }],
    ['once it is loaded', { ...es, 'a.ts': `import('./lib/track').then((all) => all.default('sent'));` }],
    [
      'by an alias without a folder',
      {
        ...es,
        'tsconfig.json': `{ "compilerOptions": { "paths": { "track": ["./lib/track.ts"] } } }`,
        'a.ts': `import send from 'track';\nsend('sent');`,
      },
    ],
    [
      'by the name of its file, where an alias has another',
      {
        ...es,
        'tsconfig.json': `{ "compilerOptions": { "paths": { "#tracking": ["./lib/track.ts"] } } }`,
        'a.ts': `import track from '#tracking';\ntrack('sent');`,
      },
    ],
    [
      'by its folder',
      { 'track/index.ts': es['lib/track.ts'], 'a.ts': `import send from './track';\nsend('sent');` },
    ],
    [
      'from an index that imports it',
      {
        ...es,
        'lib/index.ts': `import track from './track';\nexport { track };`,
        'a.ts': `import { track } from './lib';\ntrack('sent');`,
      },
    ],
    [
      'from an index that names it otherwise',
      {
        ...es,
        'lib/index.ts': `import send from './track';\nexport { send as emit };`,
        'a.ts': `import { emit } from './lib';\nemit('sent');`,
      },
    ],
    [
      'from an index that makes it its default',
      {
        ...es,
        'lib/index.ts': `export { default } from './track';`,
        'a.ts': `import send from './lib';\nsend('sent');`,
      },
    ],
    [
      'from an index that imports it and makes it its default',
      {
        ...es,
        'lib/index.ts': `import track from './track';\nexport default track;`,
        'a.ts': `import send from './lib';\nsend('sent');`,
      },
    ],
    [
      'from an index that makes what goes by a name its default',
      {
        'lib/track.ts': `export const report = (name: string) => nv('event', name, {});`,
        'lib/index.ts': `import { report as own } from './track';\nexport default own\n`,
        'a.ts': `import send from './lib';\nsend('sent');`,
      },
    ],
    [
      'from an index that is what it requires',
      {
        ...commonjs,
        'lib/index.js': `module.exports = require('./track');`,
        'a.js': `const send = require('./lib');\nsend('sent');`,
      },
    ],
    [
      'from an index that requires it first',
      {
        ...commonjs,
        'lib/index.js': `const own = require('./track');\nmodule.exports = own;`,
        'a.js': `const send = require('./lib');\nsend('sent');`,
      },
    ],
    [
      'from an index that exports it by a name',
      {
        ...commonjs,
        'lib/index.js': `const own = require('./track');\nexports.send = own;\nexports.other = require('./other');`,
        'a.js': `const { send, other } = require('./lib');\nsend('sent');\nother('none');`,
      },
    ],
    [
      'from an object that requires it',
      {
        ...commonjs,
        'lib/index.js': `module.exports = { send: require('./track'), other: require('./other') };`,
        'a.js': `const { send, other } = require('./lib');\nsend('sent');\nother('none');`,
      },
    ],
    [
      'from an object of what is required',
      {
        ...commonjs,
        'lib/index.js': `const send = require('./track');\nmodule.exports = { send };`,
        'a.js': `const { send } = require('./lib');\nsend('sent');`,
      },
    ],
    [
      'from a context',
      {
        ...es,
        'app.tsx': `import track from './lib/track';\nimport { Tools } from './tools';\nexport const App = () => <Tools.Provider value={{ track }} />;`,
        'tools.ts': `import { createContext } from 'react';\nexport const Tools = createContext(null);`,
        'a.ts': `import { useContext } from 'react';\nimport { Tools } from './tools';\nconst { track } = useContext(Tools);\ntrack('sent');`,
      },
    ],
  ])('%s', (_, files: Readonly<Record<string, string>>) => {
    const found = placedSites(files);
    expect(found).toEqual([expect.stringMatching(/^a\.[jt]s:\d+:\d+ sent \{\} via /)]);
  });

  it.each([
    ['makes another thing its default', `import track from './track';\nexport default track.other;`],
    ['exports a part of it', `import track from './track';\nexport default { send: track };`],
  ])('but not from an index that %s', (_, index) => {
    const files = { ...es, 'lib/index.ts': index, 'a.ts': `import send from './lib';\nsend('sent');` };
    expect(placedSites(files)).toEqual(['lib/track.ts:1:34 ? {}']);
  });

  it('and what is a member of a module that is handed on as a whole', () => {
    const files = {
      'track.ts': `export function track(name: string) { nv('event', name, {}); }`,
      'app.tsx': `import { Tools } from './tools';\nimport * as api from './track';\nexport const App = () => <Tools.Provider value={api} />;`,
      'tools.ts': `import { createContext } from 'react';\nexport const Tools = createContext(null);`,
      'a.ts': `import { useContext } from 'react';\nimport { Tools } from './tools';\nconst { track } = useContext(Tools);\ntrack('sent');`,
    };
    expect(placedSites(files)).toEqual(['a.ts:4:1 sent {} via track']);
  });

  it.each([
    ['the word stands otherwise', `track(1);\nconst a = { track };`],
    ['others of its module are imported', `import { type Options } from './lib/track';\ntrack(1);`],
  ])('and no file is parsed for one with a name of its own where %s', (_, code) => {
    expect(read({ 'lib/track.ts': named, 'b.ts': code })).toMatchObject({ parsed: 1, uses: [{}] });
  });
});
