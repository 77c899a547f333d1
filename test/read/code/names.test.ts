import { describe, expect, it } from 'vitest';
import { read, sites } from './sites.ts';

const send = (name: string) => `nv('event', ${name}, {});`;

/** The names of the last call site: `a|b|?`, where `?` says that there may be others. */
function names(code: string | Record<string, string>): string {
  const files = typeof code === 'string' ? { 'a.ts': code } : code;
  return (sites(files, { scanned: ['a.ts'] }).at(-1) ?? '').replace(/ \{.*$/, '');
}

describe('an event’s name is known', () => {
  it.each([
    ['a literal', send(`"order_placed"`), 'order_placed'],
    ['a template without parts', send('`order_placed`'), 'order_placed'],
    [
      'a definition of a package',
      `import { defineEvent } from 'telemetry';\nconst Placed = defineEvent<{ n: number }>({ name: 'order_placed', version: 1 });\n${send('Placed.name')}`,
      'order_placed',
    ],
    ['a constant', `const name = 'order_placed';\n${send('name')}`, 'order_placed'],
    ['a constant of a constant', `const a = 'order_placed';\nconst b = a;\n${send('b')}`, 'order_placed'],
    ['a variable that is never changed', `let name = 'order_placed';\n${send('name')}`, 'order_placed'],
    ['a variable with several values', `let name = 'a';\nif (x) name = 'b';\n${send('name')}`, 'a|b'],
    [
      'a constant that shadows another',
      `const n = 'outer';\nfunction f() { const n = 'inner'; ${send('n')} }`,
      'inner',
    ],
    ['a condition', send(`paid ? 'order_placed' : 'order_failed'`), 'order_placed|order_failed'],
    ['a fallback', `const name = ok ? 'a' : undefined;\n${send(`name ?? 'b'`)}`, 'a|b'],
    ['a fallback that is never needed', `const name = 'a';\n${send(`name ?? 'b'`)}`, 'a'],
    ['a template of constants', `const verb = 'placed';\n${send('`order_${verb}`')}`, 'order_placed'],
    ['a template of a condition', send("`order_${ok ? 'placed' : 'failed'}`"), 'order_placed|order_failed'],
    ['a sum of texts', `const p = 'order_';\n${send(`p + 'placed'`)}`, 'order_placed'],
    ['a property of a map', `const names = { paid: 'order_placed' };\n${send('names.paid')}`, 'order_placed'],
    [
      'a nested property',
      `const names = { order: { paid: 'order_placed' } } as const;\n${send('names.order.paid')}`,
      'order_placed',
    ],
    [
      'a frozen map',
      `const names = Object.freeze({ paid: 'order_placed' });\n${send(`names['paid']`)}`,
      'order_placed',
    ],
    [
      'a spread map',
      `const a = { paid: 'order_placed' };\nconst b = { ...a, left: 'x' };\n${send('b.paid')}`,
      'order_placed',
    ],
    [
      'a map with satisfies',
      `const names = { paid: 'order_placed' } satisfies Record<string, string>;\n${send('names.paid')}`,
      'order_placed',
    ],
    [
      'a look-up in a map',
      `const names = { a: 'x', b: 'y' };\nconst f = (k: 'a' | 'b') => ${send('names[k]')}`,
      'x|y',
    ],
    [
      'a look-up by a part of a union',
      `const names = { a: 'x', b: 'y', c: 'z' };\nconst f = (k: 'a' | 'c') => ${send('names[k]')}`,
      'x|z',
    ],
    [
      'a string enum',
      `enum Names { Paid = 'order_placed', Left = 'cart_left' }\n${send('Names.Paid')}`,
      'order_placed',
    ],
    ['a type of literals', `function f(name: 'a' | 'b') { ${send('name')} }`, 'a|b'],
    ['an alias of literals', `type Name = 'a' | 'b';\nconst f = (name: Name) => ${send('name')}`, 'a|b'],
    ['a parameter with a default', `function f(name: 'a' = 'a') { ${send('name')} }`, 'a'],
    [
      'keyof an interface that is keyed by constants',
      `enum E { A = 'a' }\nconst N = { b: 'b' } as const;\ninterface M { [E.A]: 1; [N.b]: 2; c: 3; [Symbol.iterator]: 4 }\nconst f = (k: keyof M) => ${send('k')}`,
      'a|b|c',
    ],
    [
      'keyof an interface with a key that is not known',
      `interface M { [Other.A]: 1; c: 3 }\nconst f = (k: keyof M) => ${send('k')}`,
      '?',
    ],
    ['keyof nothing', `interface M {}\nconst f = (k: keyof M) => ${send('k')}`, '?'],
    ['keyof typeof', `const m = { a: 1, b: 2 };\nconst f = (k: keyof typeof m) => ${send('k')}`, 'a|b'],
    [
      'a value of a map’s type',
      `const m = { a: 'x', b: 'y' } as const;\nconst f = (k: (typeof m)[keyof typeof m]) => ${send('k')}`,
      'x|y',
    ],
    [
      'a member of an enum that is spread into a map',
      `enum A { Paid = 'order_placed' }\nenum B { Left = 'cart_left' }\nconst N = { ...A, ...B };\n${send('N.Paid')}`,
      'order_placed',
    ],
    ['an enum’s type', `enum N { A = 'x', B = 'y' }\nconst f = (n: N) => ${send('n')}`, 'x|y'],
    [
      'a destructured property',
      `const { paid } = { paid: 'order_placed' };\n${send('paid')}`,
      'order_placed',
    ],
    [
      'a destructured parameter’s type',
      `function f({ name }: { name: 'a' | 'b' }) { ${send('name')} }`,
      'a|b',
    ],
    ['a function’s result', `const nameOf = (ok: boolean) => (ok ? 'a' : 'b');\n${send('nameOf(x)')}`, 'a|b'],
    [
      'a function with returns',
      `function nameOf(x) { if (x) return 'a'; return 'b'; }\n${send('nameOf(x)')}`,
      'a|b',
    ],
    ['an assertion', `const name = 'order_placed' as string;\n${send('name!')}`, 'order_placed'],
  ])('%s', (_, code, expected) => {
    expect(names(code)).toBe(expected);
  });

  it.each([
    [
      'a named import',
      `export const name = 'order_placed';`,
      `import { name } from './names';\n${send('name')}`,
    ],
    [
      'a renamed import',
      `export const name = 'order_placed';`,
      `import { name as n } from './names';\n${send('n')}`,
    ],
    [
      'an import with its extension',
      `export const name = 'order_placed';`,
      `import { name } from './names.js';\n${send('name')}`,
    ],
    [
      'a namespace',
      `export const name = 'order_placed';`,
      `import * as n from './names';\n${send('n.name')}`,
    ],
    [
      'a default export',
      `export default { name: 'order_placed' };`,
      `import n from './names';\n${send('n.name')}`,
    ],
    [
      'a default export by name',
      `const n = { name: 'order_placed' };\nexport default n;`,
      `import n from './names';\n${send('n.name')}`,
    ],
    [
      'an export list',
      `const a = 'order_placed';\nexport { a as name };`,
      `import { name } from './names';\n${send('name')}`,
    ],
    ['an enum', `export enum N { Paid = 'order_placed' }`, `import { N } from './names';\n${send('N.Paid')}`],
    [
      'a map of a map',
      `const order = { paid: 'order_placed' };\nexport const all = { order };`,
      `import { all } from './names';\n${send('all.order.paid')}`,
    ],
    [
      'a type',
      `export type Name = 'order_placed';`,
      `import type { Name } from './names';\nconst f = (n: Name) => ${send('n')}`,
    ],
  ])('in another module: %s', (_, other, code) => {
    expect(names({ 'a.ts': code, 'names.ts': other })).toBe('order_placed');
  });

  it('through a barrel', () => {
    const files = {
      'a.ts': `import { name } from './lib';\n${send('name')}`,
      'lib/index.ts': `export * from './other';\nexport * from './names';`,
      'lib/other.ts': `export const other = 'x';`,
      'lib/names.ts': `export { paid as name } from './paid';`,
      'lib/paid.ts': `export const paid = 'order_placed';`,
    };
    expect(names(files)).toBe('order_placed');
  });
});

describe('an event’s name is not guessed', () => {
  it.each([
    ['a parameter', `function f(name) { ${send('name')} }`, 'the parameter `name`'],
    ['a parameter of any text', `function f(name: string) { ${send('name')} }`, 'the parameter `name`'],
    [
      'a template of a parameter',
      `function f(kind: string) { ${send('`order_${kind}`')} }`,
      'the parameter `kind`',
    ],
    ['a global', send('someName'), 'the global `someName`'],
    [
      'an import of a package',
      `import { name } from '@shop/names';\n${send('name')}`,
      '`name` of `@shop/names`',
    ],
    ['a property of something unknown', send('event.target.name'), '`event.target.name`'],
    [
      'a function of a package',
      `import { nameOf } from 'x';\n${send('nameOf()')}`,
      'the result of `nameOf()`',
    ],
    ['a loop variable', `for (const name of all) ${send('name')}`, 'the loop variable `name`'],
    ['a spread', `nv('event', ...rest);`, 'behind spread arguments'],
  ])('%s', (_, code, why) => {
    const [use] = read({ 'a.ts': code }).uses;
    expect(use).toMatchObject({ names: [], dynamic: true, call: { unknownName: why } });
  });

  it('but what is known of it is kept', () => {
    expect(names(`function f(name: string) { ${send(`ok ? 'order_placed' : name`)} }`)).toBe(
      'order_placed|?',
    );
  });

  it('where it is known to be no name', () => {
    const [use] = read({ 'a.ts': send('42') }).uses;
    expect(use).toMatchObject({
      names: [],
      dynamic: false,
      call: { given: { event: { types: ['number'] } } },
    });
  });

  it.each([
    ['itself', `const a = b;\nconst b = a;\n${send('a')}`],
    ['its own function', `const f = () => f();\n${send('f()')}`],
    ['its own module', `import { a } from './a';\nexport { a };\n${send('a')}`],
  ])('where it refers to %s', (_, code) => {
    expect(names(code)).toBe('?');
  });
});
