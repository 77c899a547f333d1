import { describe, expect, it } from 'vitest';
import { read, sites } from './sites.ts';

const use = `import { ActionType } from '@shop/events';\nimport * as Schema from '@shop/events';\n`;
const enumeration = `export declare enum ActionType { placed = "order_placed" }`;
const installed = (files: Record<string, string>) => ({
  'node_modules/@shop/events/package.json': JSON.stringify({
    name: '@shop/events',
    types: 'dist/index.d.ts',
  }),
  ...Object.fromEntries(
    Object.entries(files).map(([file, text]) => [`node_modules/@shop/events/${file}`, text]),
  ),
});

describe('what an installed package declares is known', () => {
  it.each([
    ['an enum', { 'dist/index.d.ts': enumeration }, `nv('event', ActionType.placed, {});`],
    [
      'an enum of a namespace',
      { 'dist/index.d.ts': enumeration },
      `nv('event', Schema.ActionType.placed, {});`,
    ],
    [
      'an enum behind a re-export, beside its code',
      {
        'dist/index.d.ts': `export * from "./Schema";`,
        'dist/Schema.d.ts': enumeration,
        'dist/Schema.js': `exports.ActionType = {};`,
      },
      `nv('event', ActionType.placed, {});`,
    ],
    [
      'a constant of a literal type',
      { 'dist/index.d.ts': `export declare const ActionType: { placed: "order_placed" };` },
      `nv('event', ActionType.placed, {});`,
    ],
  ])('%s', (_, files, call) => {
    expect(sites({ 'a.ts': use + call, ...installed(files) })).toEqual(['order_placed {}']);
  });

  it('and a package that is not is named', () => {
    const { uses, missing } = read({ 'a.ts': `${use}nv('event', ActionType.placed, {});` });
    expect(uses.map(({ names, dynamic }) => [names, dynamic])).toEqual([[[], true]]);
    expect(missing).toEqual(['@shop/events']);
  });

  it('but not one whose absence changes nothing', () => {
    const code = `import { useState } from 'react';\nconst [a] = useState('x');\nnv('event', 'order_placed', { a });`;
    expect(read({ 'a.ts': code }).missing).toEqual([]);
  });
});

describe('a module is found by what frameworks alias', () => {
  it.each([
    ['$lib/names', 'src/lib/names.ts', 'src/routes/a.ts'],
    ['@/names', 'src/names.ts', 'src/deep/a.ts'],
    ['~/names', 'app/names.ts', 'app/deep/a.ts'],
    ['./names', 'src/names.native.ts', 'src/a.ts'],
  ])('%s', (specifier, file, from) => {
    const files = {
      [file]: `export const NAME = 'order_placed';`,
      [from]: `import { NAME } from '${specifier}';\nnv('event', NAME, {});`,
    };
    expect(sites(files)).toEqual(['order_placed {}']);
  });

  it('and tsconfigs that refer to one another in circles end', () => {
    const folders = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'];
    const references = folders.map((folder) => ({ path: `../${folder}` }));
    const files = Object.fromEntries(
      folders.map((folder) => [`${folder}/tsconfig.json`, JSON.stringify({ references })]),
    );
    expect(sites({ ...files, 'a/a.ts': `import { x } from 'y';\nnv('event', x, {});` })).toEqual(['? {}']);
  });
});
