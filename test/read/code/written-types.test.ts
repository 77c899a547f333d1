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
  [
    'what else a parameter has',
    'const go = ({ a, ...more }: { a: string; b: number }) => {',
    'more.b',
    'number',
  ],
  ['not what is taken out of it', 'const go = ({ b, ...more }: { b: number }) => {', 'more.b', 'unknown'],
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
    'what its parameter stands for, and not a type of that name',
    'type T = string;\ninterface A<T> { of: T }\ndeclare const a: A<number>;',
    'a.of',
    'number',
  ],
  ['not without an argument', 'interface A<T> { of: T }\ndeclare const a: A;', 'a.of', 'unknown'],
  ['but the one that is preset', 'interface A<T = number> { of: T }\ndeclare const a: A;', 'a.of', 'number'],
  ['through an alias', 'type Maybe<T> = T | null;\ndeclare const a: Maybe<number>;', 'a', 'null|number'],
  [
    'through aliases of aliases',
    'type M<T> = T | null;\ntype L<U> = { of: M<U> };\ndeclare const a: L<Date>;',
    'a.of',
    'date|null',
  ],
  [
    'of a base',
    'interface B<T> { of: T }\ninterface A extends B<boolean> {}\ndeclare const a: A;',
    'a.of',
    'boolean',
  ],
  [
    'of an array',
    'type Page<T> = { items: T[] };\ndeclare const a: Page<{ id: number }>;',
    'a.items[0].id',
    'number',
  ],
  ['what a parameter is bounded by', 'function f<T extends string>(a: T) {\n  go();', 'a', 'string'],
  [
    'not what objects are bounded by',
    'function f<T extends { id: number }>(a: T) {\n  go();',
    'a',
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

it.each([
  [
    'a prop of a component that is typed as one',
    'const C: React.FC<{ id: number }> = ({ id }) =>',
    'id',
    'number',
  ],
  ['without a namespace', 'const C: FC<{ id?: number }> = (props) =>', 'props.id', 'number'],
  ['not of another generic type', 'const C: Holder<{ id: number }> = ({ id }) =>', 'id', 'unknown'],
  [
    'of a component that is handed a ref',
    'const C = forwardRef<HTMLElement, { id: number }>(({ id }, ref) =>',
    'id',
    'number',
  ],
  ['of a type of functions', 'type F = (id: number) => void;\nconst f: F = (id) =>', 'id', 'number'],
  [
    'of a second parameter',
    'type F = (a: string, id: number) => void;\nconst f: F = (a, id) =>',
    'id',
    'number',
  ],
  ['of what comes after', 'type F = (...ids: number[]) => void;\nconst f: F = (a, id) =>', 'id', 'number'],
  ['not of one that is not there', 'type F = () => void;\nconst f: F = (id) =>', 'id', 'unknown'],
  [
    'of an interface that is called',
    'interface F { (id: number): void }\nconst f: F = (id) =>',
    'id',
    'number',
  ],
  ['of a property', 'type O = { on?: (id: number) => void };\nconst o: O = { on: (id) =>', 'id', 'number'],
  ['of a method', 'type O = { on(id: number): void };\nconst o: O = { on: (id) =>', 'id', 'number'],
  [
    'of an argument',
    'declare const x: any;\nfunction listen(on: (id: number) => void) {}\nlisten((id) =>',
    'id',
    'number',
  ],
  [
    'of a type that a hook is given',
    'type F = (id: number) => void;\nconst f = useCallback<F>((id) =>',
    'id',
    'number',
  ],
  ['an element of an array', 'declare const all: { id: number }[];\nall.forEach(({ id }) =>', 'id', 'number'],
  ['not its index', 'declare const all: { id: number }[];\nall.forEach((each, id) =>', 'id', 'unknown'],
  [
    'what a promise holds',
    'declare const order: Promise<{ id: number }>;\norder.then(({ id }) =>',
    'id',
    'number',
  ],
])('a parameter without a type: %s', (_, before, value, expected) => {
  const code = `${before} { nv('event', 'e', { a: ${value} }); }`;
  expect(
    sites({ 'a.tsx': code })[0]
      ?.replace(/^e \{ a\??: /, '')
      .replace(/ \}$/, ''),
  ).toBe(expected);
});

it('a parameter of a function that is a prop', () => {
  const files = {
    'list.tsx': `export function List({ onPick }: { onPick: (id: number) => void }) { return null; }`,
    'page.tsx': `import { List } from './list';\n<List onPick={(id) => nv('event', 'picked', { id })} onOther={(id) => nv('event', 'other', { id })} />;`,
  };
  expect(sites(files)).toEqual(['picked { id: number }', 'other { id: unknown }']);
});

/** What is read of the type of an attribute in a method of a class. */
function typeInClass(heritage: string, value: string, before = ''): string {
  const code = `${before}\nclass Page extends ${heritage} { show() { nv('event', 'e', { a: ${value} }); } }`;
  return (sites({ 'a.tsx': code })[0] ?? '').replace(/^e \{ a(: )?/, '').replace(/ \}$/, '');
}

const parts = 'interface Props { id: number }\ninterface State { open: boolean }';

it.each([
  ['its props', 'React.Component<Props>', 'this.props.id', parts, 'number'],
  ['its state', 'PureComponent<Props, State>', 'this.state.open', parts, 'boolean'],
  [
    'through a class of one’s own',
    'Base',
    'this.props.id',
    `${parts}\nclass Base extends Component<Props> {}`,
    'number',
  ],
  ['but not of another base', 'Model<Props>', 'this.props.id', parts, 'unknown'],
  ['nor without types', 'React.Component', 'this.props.id', parts, 'unknown'],
  ['nor other members', 'React.Component<Props>', 'this.context.id', parts, 'unknown'],
])('the type that a component’s class is given is read: %s', (_, heritage, value, before, expected) => {
  expect(typeInClass(heritage, value, before)).toBe(expected);
});

it.each([
  ['under a name in quotes', `'a-b': number;`, 'a-b: number, '],
  ['under a key that is written out', `['a']: number;`, 'a: number, '],
  ['that is only seen in the class', 'private a: number;', 'a: number, '],
  ['not its methods', 'a(): number { return 1; }', ''],
  ['not its accessors', 'get a(): number { return 1; }', ''],
  ['not what belongs to the class itself', 'static a: number;', ''],
  ['not what is private to it', '#a: number;', ''],
])('an instance is sent with its fields: %s', (_, member, found) => {
  const code = `class A { ${member} id: string }\nfunction go(a: A) { nv('event', 'e', { ...a }); }`;
  expect(sites(code)).toEqual([`e { ${found}id: string, … }`]);
});

const either = 'type Either = { a?: never; b: string } | { a: number; b?: never };\n';

it.each([
  ['sent as a whole', 'export const go = (given: Either) => SEND(given);'],
  ['taken apart', 'export const go = ({ a, b }: Either) => SEND({ a, b });'],
  ['read one by one', 'export const go = (given: Either) => SEND({ a: given.a, b: given.b });'],
])('what one of two objects never has is that of the other, or missing: %s', (_, code) => {
  expect(sites(either + code.replace('SEND(', `nv('event', 'e', `))).toEqual([
    'e { a?: number, b?: string }',
  ]);
});

it('what never returns adds nothing', () => {
  const code = `function fail(kind: never): never { return kind; }
function of(kind: 'a' | 'b') { switch (kind) { case 'a': return 1; case 'b': return 2; default: return fail(kind); } }
nv('event', 'e', { a: of(kind), b: known ?? fail(kind) });
declare const known: string | undefined;`;
  expect(sites(code)).toEqual(['e { a: number, b: string }']);
});
