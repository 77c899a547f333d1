import { describe, expect, it } from 'vitest';
import { placedSites, sites } from './sites.ts';

const send = `(name, attributes) => nv('event', name, attributes)`;
const order = `('order_placed', { total: 1 });`;

describe('what a module exports by assignment is found where it is required', () => {
  it.each([
    [
      'in an object',
      `module.exports = { track: ${send} };`,
      `const { track } = require('./t');\ntrack${order}`,
    ],
    [
      'in an object, by its name',
      `const track = ${send};\nmodule.exports = { track };`,
      `const t = require('./t');\nt.track${order}`,
    ],
    [
      'in an object, under another name',
      `function track(name, a) { nv('event', name, a); }\nmodule.exports = { send: track };`,
      `const { send: fire } = require('./t');\nfire${order}`,
    ],
    [
      'in an object, as a method',
      `module.exports = { track(name, a) { nv('event', name, a); } };`,
      `require('./t').track${order}`,
    ],
    [
      'in an object that has a name',
      `const api = { track: ${send} };\nmodule.exports = api;`,
      `const api = require('./t');\napi.track${order}`,
    ],
    ['by itself', `exports.track = ${send};`, `const { track } = require('./t');\ntrack${order}`],
    [
      'under two names',
      `exports.send = exports.track = ${send};`,
      `const t = require('./t');\nt.send${order}`,
    ],
    [
      'as a compiler writes it',
      `exports.track = void 0;\nfunction track(name, a) { nv('event', name, a); }\nexports.track = track;`,
      `const t = require('./t');\nt.track${order}`,
    ],
    [
      'as a whole',
      `module.exports = function (name, a) { nv('event', name, a); };`,
      `const track = require('./t');\ntrack${order}`,
    ],
    [
      'by `export =`',
      `const track = ${send};\nexport = track;`,
      `import track = require('./t');\ntrack${order}`,
    ],
    [
      'as a class',
      `module.exports = class Tracker { track(name, a) { nv('event', name, a); } };`,
      `const Tracker = require('./t');\nnew Tracker().track${order}`,
    ],
    ['in a function', `exports.track = ${send};`, `function pay() {\n  require('./t').track${order}\n}`],
    [
      'by an import',
      `module.exports = { track: ${send} };`,
      `import t, { track } from './t';\nt.track${order}\ntrack${order}`,
    ],
    [
      'when it is waited for',
      `export const track = ${send};`,
      `const { track } = await import('./t');\ntrack${order}`,
    ],
  ])('%s', (_, exporting, requiring) => {
    const found = sites({ 't.ts': exporting, 'a.ts': requiring });
    expect(new Set(found)).toEqual(new Set(['order_placed { total: number }']));
  });

  it('through a module that hands it on', () => {
    const files = {
      't.js': `exports.track = ${send};`,
      'index.js': `const { track } = require('./t');\nmodule.exports = { track };`,
      'a.js': `const { track } = require('./index');\ntrack${order}`,
    };
    expect(placedSites(files)).toEqual(['a.js:2:1 order_placed { total: number } via track']);
  });

  it('as a constant or an enum that names an event', () => {
    const files = {
      'names.js': `const PAID = 'order_paid';\nmodule.exports = { PAID, names: { PLACED: 'order_placed' } };`,
      'a.js': `const { PAID, names } = require('./names');\nconst all = require('./names');\nnv('event', PAID, {});\nnv('event', names.PLACED, {});\nnv('event', all.names.PLACED, {});`,
    };
    expect(sites(files)).toEqual(['order_paid {}', 'order_placed {}', 'order_placed {}']);
  });

  it.each([
    ['under another name', `exports.track = ${send};`, `const { send } = require('./t');\nsend${order}`],
    [
      'in another object',
      `const other = { exports: {} };\nother.exports.track = ${send};`,
      `const t = require('./t');\nt.track${order}`,
    ],
    ['by another module', `exports.track = ${send};`, `const { track } = require('./u');\ntrack${order}`],
    [
      'as a property of what it is as a whole',
      `module.exports = ${send};`,
      `const t = require('./t');\nt.track${order}`,
    ],
  ])('but not %s', (_, exporting, requiring) => {
    const found = placedSites({ 't.js': exporting, 'u.js': '', 'a.js': requiring });
    expect(found.filter((site) => site.startsWith('a.js'))).toEqual([]);
  });

  it('and keeps the names of its functions to itself', () => {
    const calls = [{ callee: 'track', event: '0', attributes: '1' }];
    const code = `function track() {}\ntrack('order_placed');\nmodule.exports = { other: 1 };`;
    expect(sites({ 'a.js': code }, { calls })).toEqual([]);
    expect(sites({ 'a.js': code.replace('other: 1', 'track') }, { calls })).toEqual(['order_placed {}']);
  });
});
