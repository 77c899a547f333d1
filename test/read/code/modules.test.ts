import { describe, expect, it } from 'vitest';
import { Modules } from '../../../src/read/code/modules/modules.ts';
import { sites } from './sites.ts';

/** The file that a specifier means in `app/src/a.ts`, in a project of some files. */
function resolve(specifier: string, files: Readonly<Record<string, string>>): string | undefined {
  const host = {
    read: (file: string) => files[file],
    exists: (file: string) => Object.hasOwn(files, file),
    packages: () => Object.keys(files).filter((file) => file.endsWith('package.json')),
  };
  return new Modules(host).resolve('app/src/a.ts', specifier);
}

const has = (...files: string[]) => Object.fromEntries(files.map((file) => [file, '']));
const json = (value: unknown) => JSON.stringify(value);

describe('a module is found', () => {
  it.each([
    ['beside', './b', has('app/src/b.ts'), 'app/src/b.ts'],
    ['above', '../lib/b', has('app/lib/b.tsx'), 'app/lib/b.tsx'],
    ['by the extension that it is built with', './b.js', has('app/src/b.ts'), 'app/src/b.ts'],
    ['by its own extension', './b.vue', has('app/src/b.vue'), 'app/src/b.vue'],
    ['as the index of a folder', './lib', has('app/src/lib/index.ts'), 'app/src/lib/index.ts'],
    [
      'as a file before a folder of that name',
      './lib',
      has('app/src/lib.ts', 'app/src/lib/index.ts'),
      'app/src/lib.ts',
    ],
  ])('%s', (_, specifier, files, expected) => {
    expect(resolve(specifier, files)).toBe(expected);
  });

  const config = (options: object, more: object = {}) => json({ compilerOptions: options, ...more });
  it.each([
    ['an alias', '@/b', { 'app/tsconfig.json': config({ paths: { '@/*': ['./src/*'] } }) }],
    [
      'an alias from a base',
      '@/b',
      { 'app/tsconfig.json': config({ baseUrl: 'src', paths: { '@/*': ['./*'] } }) },
    ],
    [
      'the second place of an alias',
      '@/b',
      { 'app/tsconfig.json': config({ paths: { '@/*': ['./gone/*', './src/*'] } }) },
    ],
    [
      'the longest alias',
      '@/deep/b',
      { 'app/tsconfig.json': config({ paths: { '@/*': ['./gone/*'], '@/deep/*': ['./src/*'] } }) },
    ],
    [
      'an alias for one module',
      'b',
      { 'app/tsconfig.json': config({ paths: { b: ['./src/b.ts'], 'b/*': ['./gone/*'] } }) },
    ],
    ['a base', 'src/b', { 'app/tsconfig.json': config({ baseUrl: '.' }) }],
    [
      'a configuration with comments',
      '@/b',
      { 'app/tsconfig.json': `{ // ours\n "compilerOptions": { "paths": { "@/*": ["src/*"], }, }, }` },
    ],
    [
      'an extended configuration',
      '@/b',
      {
        'app/tsconfig.json': json({ extends: '../tsconfig.base.json' }),
        'tsconfig.base.json': config({ baseUrl: '.', paths: { '@/*': ['app/src/*'] } }),
      },
    ],
    [
      'the last of several',
      '@/b',
      {
        'app/tsconfig.json': json({ extends: ['./x', './y'] }),
        'app/x.json': config({ paths: { '@/*': ['gone/*'] } }),
        'app/y.json': config({ paths: { '@/*': ['src/*'] } }),
      },
    ],
    [
      'a configuration that another refers to',
      '@/b',
      {
        'app/tsconfig.json': json({ references: [{ path: './tsconfig.app.json' }, { path: './other' }] }),
        'app/tsconfig.app.json': config({ paths: { '@/*': ['src/*'] } }),
      },
    ],
    [
      'a configuration further up',
      '@/b',
      { 'app/tsconfig.json': config({}), 'tsconfig.json': config({ paths: { '@/*': ['app/src/*'] } }) },
    ],
    ['a JavaScript configuration', '@/b', { 'app/jsconfig.json': config({ paths: { '@/*': ['src/*'] } }) }],
  ])('by %s', (_, specifier, files) => {
    expect(resolve(specifier, { ...files, 'app/src/b.ts': '' } as Record<string, string>)).toBe(
      'app/src/b.ts',
    );
  });

  const vite = (aliases: string, before = '') =>
    `${before}\nexport default defineConfig({ resolve: { alias: ${aliases} } });`;
  it.each([
    ['the folder of the configuration', '#src/b', vite(`{ '#src': resolve(__dirname, 'src') }`)],
    ['the working directory', '#src/b', vite(`{ '#src': path.resolve('./src') }`)],
    ['a text', '@app/b', vite(`{ '@app': '/src' }`)],
    ['a template', '@app/b', vite('{ "@app": `${__dirname}/src` }')],
    ['an address', '@app/b', vite(`{ '@app': fileURLToPath(new URL('./src', import.meta.url)) }`)],
    [
      'a constant',
      '@app/b',
      vite(`{ '@app': path.join(root, 'src') }`, `const root = path.resolve(__dirname, '.');`),
    ],
    ['a list', '@app/b', vite(`[{ find: '@app', replacement: './src' }]`)],
    ['aliases that have a name', '@app/b', vite('aliases', `const aliases = { '@app': './src' };`)],
    ['an alias for one module', 'b', vite(`{ 'b$': './src/b' }`)],
    ['an alias for what is in a folder', '$app/b', vite(`{ '$app/*': './src/*' }`)],
    ['the longest of two', '@app/deep/b', vite(`{ '@app': './gone', '@app/deep': './src' }`)],
  ])('by what a bundler is told: %s', (_, specifier, text) => {
    for (const file of ['app/vite.config.ts', 'app/webpack.config.js', 'vite.config.mjs']) {
      const folder = file.startsWith('app/') ? '' : 'app/';
      const told = text.replace(/'(\.\/|\/)?src/g, `'./${folder}src`).replace('}/src', `}/${folder}src`);
      expect(resolve(specifier, { [file]: told, 'app/src/b.ts': '' })).toBe('app/src/b.ts');
    }
  });

  it.each([
    ['a path that something makes', vite(`{ '@app': folderOf('src') }`)],
    ['a path of a variable', vite(`{ '@app': path.join(given, 'src') }`)],
    ['another key', vite(`{}`).replace('alias', `other: { '@app': './src' }, alias`)],
    ['a folder that is not there', vite(`{ '@app': './gone' }`)],
    ['nothing that can be read', `export default { alias: { '@app': `],
    ['what is too deep to be read', `const alias = ${'['.repeat(100_000)}`],
    ['a longer name', vite(`{ '@ap': './src' }`)],
  ])('but not by %s', (_, text) => {
    expect(resolve('@app/b', { 'app/vite.config.ts': text, 'app/src/b.ts': '' })).toBeUndefined();
  });

  it.each([
    ['a path', { '#src/*': './src/*' }],
    ['a path under a condition', { '#src/*': { node: './gone/*', default: './src/*' } }],
    ['one file', { '#src/b': './src/b.ts' }],
  ])('by the imports of its package: %s', (_, imports) => {
    expect(resolve('#src/b', { 'app/package.json': json({ imports }), 'app/src/b.ts': '' })).toBe(
      'app/src/b.ts',
    );
  });

  const named = (more: object = {}) => json({ name: '@shop/lib', ...more });
  it.each([
    ['by its index', '@shop/lib', named(), 'index.ts'],
    ['by the index of its sources', '@shop/lib', named(), 'src/index.ts'],
    [
      'by its main file, built from its sources',
      '@shop/lib',
      named({ main: './dist/main.js' }),
      'src/main.ts',
    ],
    ['by its types', '@shop/lib', named({ types: 'lib/all.d.ts' }), 'src/all.ts'],
    [
      'by its exports',
      '@shop/lib',
      named({ exports: { '.': { types: './dist/a.d.ts', import: './dist/a.mjs' } } }),
      'src/a.ts',
    ],
    ['by a path', '@shop/lib/send', named(), 'send.ts'],
    ['by a path in its sources', '@shop/lib/send', named(), 'src/send.ts'],
    [
      'by a path that it exports',
      '@shop/lib/send',
      named({ exports: { './send': './build/sender.js' } }),
      'src/sender.ts',
    ],
    [
      'by a pattern of what it exports',
      '@shop/lib/ui/send',
      named({ exports: { '.': './gone.js', './ui/*': { default: './src/components/*.tsx' } } }),
      'src/components/send.tsx',
    ],
    ['by exports of one entry', '@shop/lib', named({ exports: { import: './dist/a.js' } }), 'src/a.ts'],
    [
      'by its main file, built for one kind of module',
      '@shop/lib',
      named({ main: 'dist/esm/main.js' }),
      'src/main.ts',
    ],
    [
      'by its main file, built from a folder of another name',
      '@shop/lib',
      named({ exports: { '.': './dist/esm/exports/main.js' } }),
      'exports/main.ts',
    ],
    ['by its main file, which is no built one', '@shop/lib', named({ main: 'lib/main.js' }), 'lib/main.js'],
  ])('in a package of the workspace, %s', (_, specifier, text, file) => {
    const files = {
      'packages/lib/package.json': text,
      [`packages/lib/${file}`]: '',
      'packages/lib/main.ts': '',
    };
    expect(resolve(specifier, files)).toBe(`packages/lib/${file}`);
  });
});

it.each([
  ['what it names', { main: 'out/main.js' }, '', 'main'],
  ['one of its parts', { exports: { './send': './out/send.js' } }, '/send', 'send'],
])(
  'a package of the workspace is found by where its configuration says that it is built: %s',
  (_, named, path, file) => {
    const files = {
      'packages/lib/package.json': json({ name: '@shop/lib', ...named }),
      'packages/lib/tsconfig.json': json({ compilerOptions: { rootDir: './code', outDir: 'out' } }),
      [`packages/lib/code/${file}.ts`]: '',
      [`packages/lib/outer/${file}.ts`]: '',
    };
    expect(resolve(`@shop/lib${path}`, files)).toBe(`packages/lib/code/${file}.ts`);
  },
);

describe('a module is not found, without a fault,', () => {
  it.each([
    ['in a package that is not of the project', 'react', {}],
    [
      'by an alias to nothing',
      '@/b',
      { 'app/tsconfig.json': json({ compilerOptions: { paths: { '@/*': ['gone/*'] } } }) },
    ],
    ['by a broken configuration', '@/b', { 'app/tsconfig.json': '{ "compilerOptions": {{' }],
    [
      'by a configuration that extends itself',
      '@/b',
      { 'app/tsconfig.json': json({ extends: './tsconfig.json' }) },
    ],
    [
      'by a configuration of a package that is not installed',
      '@/b',
      { 'app/tsconfig.json': json({ extends: '@tsconfig/node20/tsconfig.json' }) },
    ],
    [
      'by options of the wrong type',
      '@/b',
      {
        'app/tsconfig.json': json({
          extends: 5,
          references: [{}],
          compilerOptions: { baseUrl: 5, paths: { '@/*': 'src', x: [5] } },
        }),
      },
    ],
    ['by a broken package', 'b', { 'b/package.json': '{' }],
  ])('%s', (_, specifier, files) => {
    expect(resolve(specifier, files as Record<string, string>)).toBeUndefined();
  });
});

it('names and wrappers are followed through aliases and packages', () => {
  const files = {
    'tsconfig.json': json({ compilerOptions: { paths: { '@/*': ['./src/*'] } } }),
    'packages/analytics/package.json': json({ name: '@shop/analytics', main: 'dist/index.js' }),
    'packages/analytics/src/index.ts': `export function useAnalytics() { return { track: (name, a) => nv('event', name, a) }; }`,
    'src/names.ts': `export const names = { paid: 'order_placed' } as const;`,
    'src/a.ts': `import { useAnalytics } from '@shop/analytics';\nimport { names } from '@/names';\nconst { track } = useAnalytics();\ntrack(names.paid, { total: 1 });`,
  };
  expect(sites(files)).toEqual(['order_placed { total: number }']);
});
