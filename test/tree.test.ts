import picomatch from 'picomatch';
import { describe, expect, it } from 'vitest';
import { fileMatcher } from '../src/tree.ts';

const paths = [
  'a.ts',
  'src/a.ts',
  'src/deep/er/a.test.tsx',
  '.hidden/a.ts',
  '.ts',
  'a.tsx',
  'a.events.json',
  'payloads/a.json',
  'a{ts}',
  'a.{ts}',
  '../a.ts',
  'src/a',
  'src/a.tsx.bak',
];

describe('globs choose the paths that picomatch says they match', () => {
  it.each([
    '**/*.ts',
    '**/*.{ts,tsx}',
    '**/*.events.json',
    '**/*.{test,spec}.tsx',
    '**/*',
    '**/*.{ts}',
    '**/*.t?',
    '**/a.ts',
    'src/**/*.ts',
    'payloads/**/*.{json,csv}',
    '*.ts',
    '../**/*.ts',
  ])('%s', (glob) => {
    const said = picomatch(glob, { dot: true });
    const includes = fileMatcher({ include: [glob], exclude: [] });
    expect(paths.filter(includes)).toEqual(paths.filter((path) => said(path)));
    const excludes = fileMatcher({ include: ['**', '../**'], exclude: [glob] });
    expect(paths.filter(excludes)).toEqual(paths.filter((path) => !said(path)));
  });
});

describe('what is never looked at', () => {
  const chosen = fileMatcher({ include: ['**/*'], exclude: [] });
  it.each([
    'node_modules/a/index.js',
    'src/node_modules/a.ts',
    'dist/a.js',
    'app/.next/a.js',
    'a.d.ts',
    'src/a.d.mts',
    'a.min.js',
    'a.min.html',
    'build/static/a.js',
    'packages/a/out/index.mjs',
    'coverage/lcov-report/index.html',
    'src/build',
    'dist/a.ts',
    'build/node_modules/a.ts',
    'build/a.d.ts',
    '.yarn/releases/yarn.cjs',
    '.pnp.cjs',
  ])('%s', (path) => expect(chosen(path)).toBe(false));

  it.each([
    'src/distance/a.ts',
    'rebuild/a.ts',
    'out.ts',
    'a.d.tsx',
    'ad.ts',
    'a.minjs',
    'src/coverage.ts',
    'src/commands/build/index.ts',
    'src/pages/coverage/Plan.vue',
    'build/webpack.config.mts',
  ])('but %s is', (path) => expect(chosen(path)).toBe(true));
});
