import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

/** What is sent by a function with a parameter of a type, whose name or attributes that is. */
const named = (types: string, type: string) =>
  sites(`${types}\nexport function send(it: ${type}) { nv('event', it, {}); }`);
const sent = (types: string, type: string) =>
  sites(`${types}\nexport function send(it: ${type}) { nv('event', 'e', it); }`);

describe('types that are made of others are read', () => {
  it.each([
    ['of a type of lists', `type Names = ('a' | 'b')[];`, 'Names[number]', 'a|b'],
    ['a property of an object type', `type T = { of: 'a' | 'b' };`, `T['of']`, 'a|b'],
    ['all but one', `type T = 'a' | 'b' | 'c';`, `Exclude<T, 'b'>`, 'a|c'],
    ['those among others', `type T = 'a' | 'b' | 'c';`, `Extract<T, 'b' | 'd'>`, 'b'],
    ['those of a type', `type T = 'a' | 1;`, 'Extract<T, string>', 'a'],
    ['in lower case', `type T = 'A' | 'B';`, 'Lowercase<T>', 'a|b'],
    ['with a capital', `type T = 'a';`, 'Capitalize<T>', 'A'],
  ])('%s', (_, types, type, names) => expect(named(types, type)).toEqual([`${names} {}`]));

  it.each([
    ['a template, which a text that is made says more of', `type T = 'a' | 'b';`, '`${T}_seen`'],
    ['any text in upper case', '', 'Uppercase<string>'],
    ['an element of a list that is not known', 'declare const names: string[];', '(typeof names)[number]'],
    ['all but what is not known', `import type { T } from 'p';\ntype A = 'a' | 'b';`, 'Exclude<A, T>'],
    ['which element of a list it is', `const names = ['a', 'b'] as const;`, '(typeof names)[number]'],
    ['nothing that is left', '', `Exclude<'a', 'a'>`],
    ['a type of that name', `import type { Exclude } from 'p';`, `Exclude<'a' | 'b', 'b'>`],
  ])('not %s', (_, types, type) => expect(named(types, type)).toEqual(['? {}']));

  it.each([
    ['a property', `type T = { of: { n: number } };`, `T['of']`, '{ n: number }'],
    ['an element', `type T = { all: { n: number }[] };`, `T['all'][number]`, '{ n: number }'],
    ['each of some keys', '', `{ [K in 'a' | 'b']: number }`, '{ a: number, b: number }'],
    ['each of them, perhaps', '', `{ [K in 'a' | 'b']?: number }`, '{ a?: number, b?: number }'],
    [
      'each key of another type',
      `type T = { a: string; b?: number };`,
      '{ [K in keyof T]: T[K] }',
      '{ a: string, b?: number }',
    ],
    [
      'each key of another type, as optional as there',
      `type T = { a: string; b?: number };`,
      '{ [K in keyof T]: boolean }',
      '{ a: boolean, b?: boolean }',
    ],
    ['each of them for sure', `type T = { b?: number };`, '{ [K in keyof T]-?: boolean }', '{ b: boolean }'],
    ['none of them for sure', `type T = { a: string };`, '{ [K in keyof T]+?: boolean }', '{ a?: boolean }'],
    [
      'of an alias with an argument',
      'type Flags<K extends string> = { [Each in K]: boolean };',
      `Flags<'a'>`,
      '{ a: boolean }',
    ],
    [
      'what one of several types is known to have',
      `import type { P } from 'p';`,
      'P & { n: number }',
      '{ n: number, … }',
    ],
    ['not under other keys', '', '{ [K in `a_${string}`]: number }', '{ … }'],
    ['not under keys that are renamed', '', `{ [K in 'a' as \`\${K}_b\`]: number }`, '{ … }'],
    ['not where none is known', `import type { P, Q } from 'p';`, 'P & Q', '{ … }'],
  ])('%s', (_, types, type, object) => expect(sent(types, type)).toEqual([`e ${object}`]));

  it('an element of a list that is written out is of its type', () => {
    const types = `const names = ['a', 'b'] as const;\nconst sizes = [1, 2] as const;`;
    expect(sent(types, '{ a: (typeof names)[number]; b: (typeof sizes)[number] }')).toEqual([
      'e { a: string, b: number }',
    ]);
  });

  it.each([
    ['a function that a property of a type is', `type T = { on: (it: { id: number }) => void };`, `T['on']`],
    ['or a method', `interface T { on(it: { id: number }): void }`, `T['on']`],
  ])('what is handed to %s', (_, types, type) => {
    const code = `${types}\nconst on: ${type} = useCallback(async ({ id }) => { nv('event', 'e', { id }); }, []);`;
    expect(sites(code)).toEqual(['e { id: number }']);
  });
});

describe('what is added to a number or text stays one', () => {
  it.each([
    ['let n = 0;\nfor (const each of all()) n += each.size;', 'n', 'number'],
    [`let n = '';\nif (all()) n += all();`, 'n', 'string'],
    ['let n = 1;\nn *= all();', 'n', 'number'],
    ['let n = 1;\nn -= 2;', 'n', 'number'],
    ['let n = null;\nn ??= 1;', 'n', 'number'],
    ['let n;\nn ||= true;', 'n', 'boolean'],
    ['let n = all();\nn += 1;', 'n', 'unknown'],
    [`let n = all() ? 1 : 'a';\nn += all();`, 'n', 'unknown'],
  ])('%s', (before, value, type) => {
    const found = sites(`${before}\nnv('event', 'e', { a: ${value} });`);
    expect(found).toEqual([`e { a: ${type} }`]);
  });

  it('but is no name that is known', () => {
    expect(sites(`let n = 'a';\nif (all()) n += all();\nnv('event', n, {});`)).toEqual(['a|? {}']);
  });
});
