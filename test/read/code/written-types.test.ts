import { expect, it } from 'vitest';
import { sites } from './sites.ts';

/** What is read of the type of an attribute `a: VALUE`, in code that comes before. */
function typeOf(before: string, value: string): string {
  const found = sites({ 'a.ts': `${before}\nnv('event', 'e', { a: ${value} });` }).at(-1) ?? '';
  return found.replace(/^e \{ a(: )?/, '').replace(/ \}$/, '');
}

it.each([
  ['a field of a class', 'class A { id: string }\ndeclare const a: A;', 'a.id', 'string'],
  ['of its base', 'class B { id: number }\nclass A extends B {}\ndeclare const a: A;', 'a.id', 'number'],
  [
    'beside a base that is not known',
    `import { B } from 'b';\nclass A extends B { id: number }\ndeclare const a: A;`,
    'a.id',
    'number',
  ],
  [
    'not of a base that is not known',
    `import { B } from 'b';\nclass A extends B {}\ndeclare const a: A;`,
    'a.id',
    'unknown',
  ],
  [
    'a parameter of a constructor',
    'class A { constructor(readonly id: number) {} }\ndeclare const a: A;',
    'a.id',
    'number',
  ],
  ['a parameter only', 'class A { constructor(id: number) {} }\ndeclare const a: A;', 'a.id', 'unknown'],
  ['an accessor', 'class A { get id(): boolean { return go(); } }\ndeclare const a: A;', 'a.id', 'boolean'],
  ['a method of a class', 'declare class A { id(): number }\ndeclare const a: A;', 'a.id()', 'number'],
  ['of an interface', 'interface A { id(): number }\ndeclare const a: A;', 'a.id()', 'number'],
  ['a property that is a function', 'interface A { id: () => Date }\ndeclare const a: A;', 'a.id()', 'date'],
  [
    'what a generic type says anyway',
    'interface A<T> { id: number; of: T }\ndeclare const a: A<string>;',
    'a.id',
    'number',
  ],
  [
    'not what its parameter stands for',
    'type T = string;\ninterface A<T> { of: T }\ndeclare const a: A<number>;',
    'a.of',
    'unknown',
  ],
  ['an element of a tuple', 'declare const a: [string, number];', 'a[1]', 'number'],
  ['a named one', 'declare const a: { range: [from: number, to: number] };', 'a.range[0]', 'number'],
  ['a pattern of a tuple', 'declare const t: [string, boolean];\nconst [, b] = t;', 'b', 'boolean'],
  ['not past its rest', 'declare const a: [string, ...number[]];', 'a[2]', 'unknown'],
  [
    'an element of an array',
    'type All = readonly { id: number }[];\ndeclare const a: All;',
    'a[i].id',
    'number',
  ],
  ['that is found', 'declare const a: { id: number }[];', 'a.find(go)!.id', 'number'],
  ['of what is filtered', 'declare const a: { id: number }[];', 'a.filter(go)[0].id', 'number'],
  ['a value of a record', 'declare const a: Record<string, boolean>;', 'a[key]', 'boolean'],
  ['of an index signature', 'declare const a: { [key: string]: number };', 'a[key]', 'number'],
  ['a part of the page’s address', 'const { hostname } = window.location;', 'hostname', 'string'],
])('%s', (_, before, value, expected) => {
  expect(typeOf(before, value)).toBe(expected);
});
