import { describe, expect, it } from 'vitest';
import { placedSites, placeText, read, sites } from './sites.ts';

const plugin = `{
  "id": "shop",
  "version": "1.2.0",
  "default": "none",
  "size": 3,
  "beta": false,
  "owner": { "name": "Ann", "since": null },
  "steps": [{ "name": "cart_seen" }, { "name": "order_paid" }],
  "tags": ["a", "b"],
  "is-ready": true
}
`;

const tsconfig = '{ "compilerOptions": { "baseUrl": ".", "paths": { "#data/*": ["src/*"] } } }';

/** The call sites of a file beside `plugin.json`. */
function beside(code: string, more: Readonly<Record<string, string>> = {}): readonly string[] {
  return sites({ 'src/a.ts': code, 'src/plugin.json': plugin, ...more });
}

describe('what a JSON file holds is known where it is imported or required', () => {
  it.each([
    [
      'as a whole',
      `import plugin from './plugin.json';\nnv('event', \`\${plugin.id}_clicked\`, { of: plugin.size });`,
    ],
    [
      'with what it is',
      `import plugin from './plugin.json' with { type: 'json' };\nnv('event', \`\${plugin.id}_clicked\`, { of: plugin.size });`,
    ],
    [
      'as a namespace',
      `import * as plugin from './plugin.json';\nnv('event', \`\${plugin.id}_clicked\`, { of: plugin.size });`,
    ],
    ['by names', `import { id, size as of } from './plugin.json';\nnv('event', \`\${id}_clicked\`, { of });`],
    [
      'by require',
      `const plugin = require('./plugin.json');\nnv('event', plugin.id + '_clicked', { of: plugin.size });`,
    ],
    [
      'without the ending, as Node finds it',
      `const plugin = require('./plugin');\nnv('event', plugin.id + '_clicked', { of: plugin.size });`,
    ],
    [
      'taken out of what is required',
      `const { id, size } = require('./plugin.json');\nnv('event', id + '_clicked', { of: size });`,
    ],
    [
      'where it is required',
      `nv('event', require('./plugin.json').id + '_clicked', { of: require('./plugin.json').size });`,
    ],
    [
      'by `import =`',
      `import plugin = require('./plugin.json');\nnv('event', plugin.id + '_clicked', { of: plugin.size });`,
    ],
    [
      'where it is loaded later',
      `async function go() {\n  const { default: plugin } = await import('./plugin.json');\n  nv('event', plugin.id + '_clicked', { of: plugin.size });\n}`,
    ],
    [
      'behind an alias',
      `import plugin from '#data/plugin.json';\nnv('event', plugin.id + '_clicked', { of: plugin.size });`,
    ],
    [
      'handed on by a module',
      `import { plugin } from './b';\nnv('event', plugin.id + '_clicked', { of: plugin.size });`,
    ],
    [
      'through a name of its own',
      `import plugin from './plugin.json';\nconst { id, size } = plugin;\nnv('event', id + '_clicked', { of: size });`,
    ],
  ])('%s', (_, code) => {
    const b = `export { default as plugin } from './plugin.json';`;
    expect(beside(code, { 'src/b.ts': b, 'tsconfig.json': tsconfig })).toEqual([
      'shop_clicked { of: number }',
    ]);
  });

  it.each([
    ['a text', 'plugin.version', 'string'],
    ['a boolean', 'plugin.beta', 'boolean'],
    ['an object', 'plugin.owner', 'object'],
    ['what an object holds', 'plugin.owner.name', 'string'],
    ['null', 'plugin.owner.since', 'null'],
    ['a list of objects', 'plugin.steps', 'object[]'],
    ['a list of texts', 'plugin.tags', 'array'],
    ['an element', 'plugin.tags[0]', 'string'],
    ['by a key that is no name', `plugin['is-ready']`, 'boolean'],
    ['what is called default', 'plugin.default', 'string'],
  ])('the type of %s', (_, value, type) => {
    const code = `import plugin from './plugin.json';\nnv('event', 'e', { a: ${value} });`;
    expect(beside(code)).toEqual([`e { a: ${type} }`]);
  });

  it('with the names in a list', () => {
    const code = `import { steps } from './plugin.json';\nsteps.forEach((step) => nv('event', step.name, {}));`;
    expect(beside(code)).toEqual(['cart_seen|order_paid {}']);
  });

  it('as the attributes', () => {
    const code = `import { owner } from './plugin.json';\nnv('event', 'e', { ...owner, a: 1 });\nnv('event', 'f', owner);`;
    expect(beside(code)).toEqual([
      'e { name: string, since: null, a: number }',
      'f { name: string, since: null }',
    ]);
  });

  it('a list as a whole', () => {
    const code = `import names from './names.json';\nfor (const name of names) nv('event', name);`;
    expect(beside(code, { 'src/names.json': '\uFEFF["a", "b"]' })).toEqual(['a|b {}']);
  });

  it('which does not change what sends', () => {
    const track = `export default { send: (name: string) => nv('event', name) };`;
    const code = `import track from './track';\nimport plugin from './plugin.json';\ntrack.send('a');\nplugin.send('b');`;
    expect(
      placedSites({ 'src/a.ts': code, 'src/track.ts': track, 'src/plugin.json': '{ "send": 1 }' }),
    ).toEqual(['src/a.ts:3:1 a {} via send']);
  });
});

it('places what it holds where that is written', () => {
  const [use] = read({
    'a.ts': `import plugin from './plugin.json';\nnv('event', 'e', plugin);`,
    'plugin.json': plugin,
  }).uses;
  const part = (name: string, part: 'attribute' | 'value') => use && placeText(use, { part, name });
  expect(part('size', 'attribute')).toBe('plugin.json:5:3 "size"');
  expect(part('size', 'value')).toBe('plugin.json:5:11 3');
});

describe('a JSON file is not read', () => {
  it.each([
    ['where it is not there', {}],
    ['that is none', { 'src/plugin.json': `{ id: 'shop' }` }],
    ['that is very long', { 'src/plugin.json': `{ "id": "shop", "text": "${'a'.repeat(260_000)}" }` }],
  ])('%s', (_, files) => {
    const code = `import plugin from './plugin.json';\nnv('event', \`\${plugin.id}_clicked\`, { of: plugin.id });`;
    expect(sites({ 'src/a.ts': code, ...files })).toEqual(['? { of: unknown }']);
  });

  it('whose name is that of a package', () => {
    const code = `import plugin from 'plugin';\nnv('event', plugin.id, {});`;
    const files = { 'a.ts': code, 'plugin.json': plugin, 'tsconfig.json': tsconfig };
    expect(sites(files)).toEqual(['? {}']);
    expect(read(files).missing).toEqual(['plugin']);
  });
});
