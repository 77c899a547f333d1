import { describe, expect, it } from 'vitest';
import { notifyvisitors } from '../../support/lint-example.ts';
import { placedSites, read } from './sites.ts';

/** A project whose wrapper goes by a common word, with a file that calls it. */
const project = {
  'search.ts': `export function search(name: string) { nv('event', name, {}); }`,
  'page.ts': `import { search } from './search';\nsearch('looked_up');`,
};

/** What stands in many files that have nothing to do with it. */
const word = `export const at = text.search(/x/) + find(search);\n`;
const more = `\n// ${'and many more lines '.repeat(1000)}`;

describe('a file that can get hold of no wrapper is not parsed for its name', () => {
  it.each([
    ['a library', 'lib.js', word],
    ['one that requires packages', 'lib.js', `const fs = require('fs');\n${word}`],
    ['one that requires what is not there', 'lib.js', `const util = require('./util');\n${word}`],
    ['one that draws', 'lib.js', `const pen = canvas.getContext('2d');\n${word}`],
    ['a page', 'lib.html', `<button onclick="search('pressed')">Search</button>`],
    ['a page with a script of its own', 'lib.html', `<script type="module">search('loaded');</script>`],
  ])('%s', (_, file, code) => {
    expect(read({ ...project, [file]: code + more }).parsed).toBe(2);
  });

  it.each([
    ['imports it', { 'a.js': `import { search } from './search';\nsearch('sent');` }],
    ['imports something', { 'a.js': `import './search';\n${word}` }],
    ['requires it', { 'a.js': `const { search } = require('./search');\nsearch('sent');` }],
    [
      'loads it, behind a comment',
      { 'a.js': `import(/* chunk: "s" */ './search').then((m) => m.search('sent'));` },
    ],
    [
      'imports it by an alias',
      {
        'tsconfig.json': `{ "compilerOptions": { "paths": { "#find": ["./search.ts"] } } }`,
        'a.ts': `import { search } from '#find';\nsearch('sent');`,
      },
    ],
    [
      'is a page that imports it',
      { 'a.html': `<script type="module">import { search } from './search.ts'; search('sent');</script>` },
    ],
    [
      'is of a project of Nuxt',
      {
        'nuxt.config.ts': '',
        'composables/find.ts': `import { search } from '../search';\nexport const find = search;`,
        'a.ts': `find('sent');`,
      },
    ],
    [
      'sends by itself',
      {
        'a.js': `search();\nfetch(address, { body: JSON.stringify({ ${notifyvisitors.payload.root}: [] }) });`,
      },
    ],
  ])('but one is that %s', (_, files) => {
    const [name = '', code] = Object.entries(files).at(-1) as [string, string];
    const { parsed } = read({ ...project, ...files, [name]: code + more });
    expect(parsed).toBe(2 + Object.keys(files).filter((file) => !/config/.test(file)).length);
  });

  it('nor where it is short, and as soon parsed as looked into', () => {
    expect(read({ ...project, 'a.js': word }).parsed).toBe(3);
  });
});

describe('no call is lost where a file gets hold of a wrapper otherwise', () => {
  const found = (files: Readonly<Record<string, string>>, file: string) =>
    placedSites({ 'search.ts': project['search.ts'], ...files, 'lib.js': files['lib.js'] + more }).filter(
      (site) => site.startsWith(file),
    );

  it.each([
    [
      'it is handed to its function',
      `import { each } from './lib';\nimport { search } from './search';\neach(search);`,
      {},
    ],
    [
      'it is handed to its function through an index',
      `import { each } from './all';\nimport { search } from './search';\neach(search);`,
      { 'all.js': `export * from './lib';` },
    ],
    [
      'it is handed as a property',
      `const lib = require('./lib');\nconst { search } = require('./search');\nlib.each(search);`,
      {},
    ],
  ])('%s', (_, caller, others) => {
    const lib = `${word}export function each(find) { find('handed'); }`;
    expect(found({ ...others, 'lib.js': lib, 'main.js': caller }, 'lib')).toEqual([
      'lib.js:2:30 handed {} via search',
    ]);
  });

  it.each([
    [
      'a property of all components',
      `import { app } from './app';\nimport { search } from './search';\napp.config.globalProperties.$search = search;`,
      `export default { methods: { go() { this.$search('shared'); } } };`,
    ],
    [
      'a key',
      `import { provide } from 'vue';\nimport { search } from './search';\nprovide('search', search);`,
      `import { inject } from 'vue';\nconst search = inject('search');\nsearch('shared');`,
    ],
    [
      'a context of its own',
      `import { Finding } from './lib';\nimport { search } from './search';\nexport const App = () => <Finding.Provider value={{ search }} />;`,
      `import { createContext, useContext } from 'react';\nexport const Finding = createContext(null);\nexport function useFinding() { const { search } = useContext(Finding); search('shared'); }`,
    ],
    [
      'the store that it is connected to',
      `import { connect } from 'react-redux';\nimport { Panel } from './lib';\nimport { search } from './search';\nexport default connect(null, { search })(Panel);`,
      `export function Panel(props) { props.search('shared'); return null; }`,
    ],
    [
      'a message to another process',
      `import { ipcMain } from 'electron';\nimport { search } from './search';\nipcMain.on('found', (_event, name) => search(name));`,
      `import { ipcRenderer } from 'electron';\nipcRenderer.send('found', 'shared');`,
    ],
    [
      'what extends its class',
      `import { Base } from './lib';\nimport { search } from './search';\nexport class Finder extends Base { find(name) { search(name); } }`,
      `export class Base { go() { this.find('shared'); } }`,
    ],
  ])('%s', (_, caller, lib) => {
    expect(found({ 'lib.js': lib, 'main.jsx': caller }, 'lib')).toEqual([
      expect.stringMatching(/shared \{\} via (?:(?:find|main) > )?search$/),
    ]);
  });
});
