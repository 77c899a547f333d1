import { describe, expect, it } from 'vitest';
import { exportingOf } from '../../../src/read/code/modules/exports.ts';

describe('a module that is not parsed', () => {
  it.each([
    ['a.ts', `export const NAME = 'a';`, 'NAME'],
    ['a.ts', `const a = 1;\nexport { a as NAME };`, 'NAME'],
    ['a.ts', `export * from './b';`, 'NAME'],
    ['a.ts', `export type * from './b';`, 'NAME'],
    ['a.ts', `export /* all */ * from './b';`, 'NAME'],
    ['a.ts', `export\n  *\n  from './b';`, 'NAME'],
    ['a.js', `exports.NAME = 1;`, 'NAME'],
    ['a.ts', `export default 1;`, 'default'],
    ['a.vue', '<script setup>\n</script>', 'default'],
  ])('may export: %s, %s, %s', (file, text, name) =>
    expect(exportingOf(file, text).mayExport(name)).toBe(true),
  );

  it.each([
    ['a.ts', `export const OTHER = 'a';`, 'NAME'],
    ['a.ts', `import * as b from './b';\nexport const c = b.c;`, 'NAME'],
    ['a.ts', `export const c = 2 * 3;`, 'default'],
    ['nowhere.vue', '', 'default'],
  ])('surely does not: %s, %s, %s', (file, text, name) =>
    expect(exportingOf(file, text).mayExport(name)).toBe(false),
  );
});
