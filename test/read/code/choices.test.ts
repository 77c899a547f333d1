import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const send = (name: string, attributes = '{}') => `nv('event', ${name}, ${attributes});`;

describe('a name that is one of several', () => {
  it.each([
    ['an array’s elements', `for (const name of ['a', 'b']) ${send('name')}`, 'a|b {}'],
    ['a callback’s elements', `['a', 'b'].forEach((name) => ${send('name').slice(0, -1)});`, 'a|b {}'],
    [
      'a property of an array’s elements',
      `const all = [{ name: 'a' }, { name: 'b' }];\nall.map((each) => ${send('each.name').slice(0, -1)});`,
      'a|b {}',
    ],
    [
      'destructured elements',
      `const all = [{ name: 'a' }, { name: 'b' }] as const;\nfor (const { name } of all) ${send('name')}`,
      'a|b {}',
    ],
    [
      'filtered and mapped elements',
      `['a', 'b'].filter(Boolean).map((each) => 'x_' + each).forEach((name) => ${send('name').slice(0, -1)});`,
      'x_a|x_b {}',
    ],
    [
      'the keys of a map',
      `const map = { a: 1, b: 2 };\nObject.keys(map).forEach((name) => ${send('name').slice(0, -1)});`,
      'a|b {}',
    ],
    [
      'the entries of a map',
      `const map = { x: 'a', y: 'b' };\nfor (const [, name] of Object.entries(map)) ${send('name')}`,
      'a|b {}',
    ],
    [
      'a value under any key of a map',
      `const map = { x: { name: 'a' }, y: { name: 'b' } };\n${send('map[kind].name')}`,
      'a|b {}',
    ],
    ['a pair', `const pair = ['a', 1];\n${send('pair[0]')}`, 'a {}'],
    ['a destructured pair', `const [name] = ['a', 1];\n${send('name')}`, 'a {}'],
    ['a map that may be asked for by `?.`', `const map = { x: 'a' };\n${send('`${map?.x}_b`')}`, 'a_b {}'],
    [
      'a text that is changed',
      `${send("'Order Placed'.toLowerCase().replace(' ', '_')")}`,
      'order_placed {}',
    ],
    [
      'a text made by a function',
      `const upper = (s) => s[0].toUpperCase() + s.slice(1);\n${send("upper('order')")}`,
      'Order {}',
    ],
    ['a class’s constant', `class A { static NAME = 'a'; }\n${send('A.NAME')}`, 'a {}'],
    ['an instance’s constant', `class A { name = 'a'; }\nconst it = new A();\n${send('it.name')}`, 'a {}'],
    ['a getter', `class A { get name() { return 'a'; } }\nconst it = new A();\n${send('it.name')}`, 'a {}'],
  ])('%s', (_, code, expected) => {
    expect(sites(code)).toEqual([expected]);
  });

  it.each([
    ['an array that is not known', `for (const name of load()) ${send('name')}`, '? {}'],
    ['elements that are not known', `for (const name of ['a', other]) ${send('name')}`, 'a|? {}'],
    [
      'a class’s variable',
      `class A { name = 'a'; set() { this.name = x; } }\nconst it = new A();\nit.set();\n${send('it.name')}`,
      '? {}',
    ],
    ['a text changed by what is not known', `${send("'Order'.replace('O', other)")}`, '? {}'],
    ['a context’s default', `const C = createContext({ name: 'a' });\n${send('useContext(C).name')}`, '? {}'],
    [
      'a store’s state',
      `const useStore = create(() => ({ name: 'a' }));\nconst name = useStore((s) => s.name);\n${send('name')}`,
      '? {}',
    ],
    ['a property that is set again', `const s = { name: 'a' };\ns.name = other;\n${send('s.name')}`, '? {}'],
  ])('is not known of %s', (_, code, expected) => {
    expect(sites(code)).toEqual([expected]);
  });
});

describe('types of values that frameworks hold', () => {
  it.each([
    ['a state', `const [n, setN] = useState('');`, 'n', 'a: string'],
    ['a state by its type', `const [n] = useState<number | null>(null);`, 'n', 'a: null|number'],
    ['a ref', `const n = useRef(0);`, 'n.current', 'a: number'],
    ['a ref of Vue', `const n = ref(false);`, 'n.value', 'a: boolean'],
    ['what is derived', `const n = computed(() => (ok ? 1 : null));`, 'n.value', 'a: null|number'],
    ['an object that is derived', `const n = computed(() => ({ x: 1 }));`, 'n.value', 'a: object'],
    ['what is derived of what is not known', `const n = computed(() => load());`, 'n.value', 'a: unknown'],
    ['a rune', `let n = $state('x');`, 'n', 'a: string'],
    ['the address', ``, 'window.location.pathname', 'a: string'],
    ['the environment', ``, 'process.env.STAGE', 'a?: string'],
    ['a state that begins with nothing', `const [n] = useState(null);`, 'n', 'a: unknown'],
  ])('%s', (_, code, value, expected) => {
    expect(sites(`${code}\n${send("'x'", `{ a: ${value} }`)}`)).toEqual([`x { ${expected} }`]);
  });
});

describe('an object that is one of several', () => {
  it.each([
    [
      'a map’s value',
      `const map = { x: { a: 1 }, y: { a: 1, b: 's' } };\n${send("'x'", 'map[kind]')}`,
      'x { a: number, b?: string }',
    ],
    [
      'an array’s element',
      `[{ a: 1 }, { a: 's' }].forEach((each) => ${send("'x'", 'each').slice(0, -1)});`,
      'x { a: number|string }',
    ],
    [
      'a spread of a condition',
      send("'x'", '{ ...(ok ? { a: 1 } : {}), b: 1 }'),
      'x { a?: number, b: number }',
    ],
  ])('%s', (_, code, expected) => {
    expect(sites(code)).toEqual([expected]);
  });
});

describe('an event’s name in a map with computed keys', () => {
  const map = `const NAMES = { A: 'a', B: 'b' } as const;\nconst map = { [NAMES.A]: 'sent_a', [NAMES.B]: 'sent_b' };`;
  it.each([
    ['under one', `${map}\n${send('map[NAMES.A]')}`, ['sent_a {}']],
    ['under any', `${map}\n${send('map[key]')}`, ['sent_a|sent_b {}']],
    [
      'under none of them',
      `${map}\nfunction track(name) { const found = map[name]; if (found) ${send('found')} }\ntrack('a');\ntrack('c');`,
      ['sent_a {}'],
    ],
    [
      'whose keys are not known, under any',
      `import { Kind } from 'kinds';\nconst map = { [Kind.A]: 'x', [Kind.B]: 'y' };\n${send('map[kind]')}\n${send('map["a"]')}`,
      ['x|y {}', 'x|y {}'],
    ],
    [
      'whose keys and values are not known',
      `import { Kind } from 'kinds';\nconst map = { [Kind.A]: 'x', [Kind.B]: go() };\n${send('map[kind]')}`,
      ['? {}'],
    ],
    [
      'under one that is not known',
      `const map = { [go()]: 'x', b: 'y' };\n${send('map.b')}\n${send('map.c')}`,
      ['y {}', '? {}'],
    ],
  ])('%s', (_, code, expected) => {
    expect(sites(code)).toEqual(expected);
  });
});

describe('an event’s name in an object', () => {
  const calls = [{ callee: 'send', event: '0.name', attributes: '0' }];
  it.each([
    [
      'before a spread of what has none',
      `const rest = { a: 1 };\nsend({ name: 'x', ...rest });`,
      'x { a: number }',
    ],
    [
      'before a spread by its type',
      `function f(rest: { a: number }) { send({ name: 'x', ...rest }); }`,
      'x { a: number }',
    ],
    ['before a spread of a condition', `send({ name: 'x', ...(ok ? { a: 1 } : {}) });`, 'x { a?: number }'],
    ['before a spread that may replace it', `send({ name: 'x', ...load() });`, 'x|? { … }'],
    ['behind such a spread', `send({ ...load(), name: 'x' });`, 'x { … }'],
    ['under the second of two keys', `send2({ kind: 'x' });`, 'x {}'],
    ['before a spread on a condition', `send({ name: 'x', ...(n && { a: 1 }) });`, 'x { a?: number }'],
    [
      'before a spread on a condition that may replace it',
      `send({ name: 'x', ...(n && { name: 'y' }) });`,
      'x|y {}',
    ],
    ['of one of two objects', `send(ok ? { name: 'x' } : { name: 'y' });`, 'x|y {}'],
    [
      'of what a function returns, spread',
      `function pick(a) { if (a) return { name: 'x', a: 1 }; return { name: 'y' }; }\nsend({ ...pick(go()), b: 1 });`,
      'x|y { a?: number, b: number }',
    ],
    [
      'of what one of two functions returns',
      `function pick(a) { if (a) return { name: 'x' }; return load(); }\nsend({ ...pick(go()), b: 1 });`,
      '? { b: number, … }',
    ],
    [
      'of a property that some elements have',
      `const all = [{ on: { name: 'x', a: 1 } }, { id: 2 }];\nall.map((each) => each.on && send(each.on));`,
      'x { a: number }',
    ],
  ])('%s', (_, code, expected) => {
    const both = [...calls, { callee: 'send2', event: ['0.name', '0.kind'], attributes: '0' }];
    expect(sites(code, { calls: both })).toEqual([expected]);
  });
});
