/** Code that is written to be hard to read, of any size. Each has a call that sends `before` above what is hard, and `after` below. */
export interface Hard {
  readonly name: string;
  /** A size that is read within a second; what must end is also read at multiples of it. */
  readonly size: number;
  readonly files: (size: number) => Readonly<Record<string, string>>;
}

/** `count` lines, each of its number, from 0. */
const lines = (count: number, line: (i: number) => string, between = '\n') =>
  Array.from({ length: count }, (_, i) => line(i)).join(between);

const around = (code: string, file = 'a.tsx') => ({
  [file]: `nv('event', 'before', { n: 1 });\n${code}\nnv('event', 'after', { n: 1 });\n`,
});

const nested = (depth: number, open: string, inner: string, close: string) =>
  `${open.repeat(depth)}${inner}${close.repeat(depth)}`;

function hard(name: string, size: number, code: (size: number) => string, file?: string): Hard {
  return { name, size, files: (n) => around(code(n), file) };
}

export const hardCode: readonly Hard[] = [
  // What calls itself.
  hard('a wrapper that calls itself', 50, (n) =>
    lines(
      n,
      (i) =>
        `function f${i}(name: string) { nv('event', name, {}); f${i}(name + '_again'); }\nf${i}('x${i}');`,
    ),
  ),
  hard('two wrappers that call one another', 50, (n) =>
    lines(
      n,
      (i) =>
        `const f${i} = (name: string) => { nv('event', name, {}); g${i}(name); };\nconst g${i} = (name: string) => f${i}(name);\nf${i}('x${i}');`,
    ),
  ),
  hard(
    'functions that each call all others',
    100,
    (n) =>
      `${lines(n, (i) => `function f${i}(name) { ${i === 0 ? "nv('event', name, { n: 1 });" : ''} ${lines(n, (k) => (k === i ? '' : `f${k}(name);`), ' ')} }`)}\nf1('mesh');`,
  ),
  hard(
    'functions that each return what all others do',
    12,
    (n) =>
      `${lines(n, (i) => `function f${i}(name) { ${lines(n, (k) => (k === i ? '' : `if (c${k}) return f${k}(name);`), ' ')} return name; }`)}\nnv('event', f1('mesh'), f2({ a: 1 }));`,
  ),
  hard(
    'constants that are each made of all others',
    12,
    (n) =>
      `${lines(n, (i) => `const v${i} = [${lines(n, (k) => `v${k}`, ', ')}];`)}\nnv('event', 'mesh', { v: v1 });`,
  ),
  hard(
    'objects that are each spread over all others',
    12,
    (n) =>
      `${lines(
        n,
        (i) =>
          `const v${i} = { a${i}: 1, ${Array.from({ length: n }, (_, k) => `...v${k}`)
            .filter((_, k) => k !== i)
            .join(', ')} };`,
      )}\nnv('event', v3.name, v1);`,
  ),
  hard(
    'types that are each a union of all others',
    12,
    (n) =>
      `${lines(n, (i) => `type T${i} = ${lines(n, (k) => (k === i ? `'x${i}'` : `T${k}`), ' | ')};`)}\ndeclare const t: T0;\nnv('event', t, { t });`,
  ),
  hard(
    'interfaces that each extend all others',
    8,
    (n) =>
      `${lines(n, (i) => `interface T${i} extends ${lines(n, (k) => `T${k}`, ', ')} { a${i}: T${i} }`)}\ndeclare const t: T0;\nnv('event', 'types', t);`,
  ),
  hard(
    'classes that each hold all others',
    4,
    (n) =>
      `${lines(n, (i) => `class C${i} { send(name) { nv('event', name, this.p()); ${lines(n, (k) => `new C${k}().send(name);`, ' ')} } p() { return { ${lines(n, (k) => `...new C${k}().p()`, ', ')} }; } }`)}\nnew C0().send('classes');`,
  ),
  hard(
    'components that each render all others',
    4,
    (n) =>
      `${lines(n, (i) => `function C${i}({ event, ...rest }) { nv('event', event, rest); return <>${lines(n, (k) => `<C${k} event={event} {...rest} />`, '')}</>; }`)}\nconst x = <C0 event="components" a={1} />;`,
  ),
  hard(
    'stores and hooks that hand each other on',
    8,
    (n) =>
      `${lines(n, (i) => `const use${i} = () => { ${lines(n, (k) => `const a${k} = use${k}();`, ' ')} return { track: a${(i + 1) % n}.track, ...a${(i + 2) % n} }; };`)}\nuse0().track('hooks', {});`,
  ),
  {
    name: 'modules that import one another',
    size: 40,
    files: (n) => ({
      ...Object.fromEntries(
        Array.from({ length: n }, (_, i) => [
          `m${i}.ts`,
          `${lines(n, (k) => (k === i ? '' : `import { send as s${k}, name${k} } from './m${k}';`))}\nexport * from './m${(i + 1) % n}';\nexport const name${i} = name${(i + 1) % n};\nexport function send(name: string) { nv('event', name, {}); ${lines(n, (k) => (k === i ? '' : `s${k}(name);`), ' ')} }`,
        ]),
      ),
      ...around(`import { send, name1, nowhere } from './m1';\nsend(name1);\nnv('event', nowhere, {});`),
    }),
  },
  {
    name: 'modules in a ring that export all of the next',
    size: 40,
    files: (n) => ({
      ...Object.fromEntries(
        Array.from({ length: n }, (_, i) => [
          `m${i}.ts`,
          `export * from './m${(i + 1) % n}';\nexport * from './m${(i + 2) % n}';\nexport * from './m${(i + 3) % n}';`,
        ]),
      ),
      ...around(`import { send, name1 } from './m1';\nsend(name1);\nnv('event', name1, {});`),
    }),
  },
  // What is deep.
  hard(
    'a chain of wrappers',
    60,
    (n) =>
      `function f0(name) { nv('event', name, { n: 1 }); }\n${lines(n, (i) => `function f${i + 1}(name) { f${i}(name); }`)}\nf${n}('chain');`,
  ),
  hard('a long sum', 5_000, (n) => `nv('event', 'sum', { s: ${lines(n, (i) => `a${i}`, ' + ')} });`),
  hard('a long sum of texts', 2_000, (n) => `nv('event', ${lines(n, (i) => `'a${i}'`, ' + ')}, {});`),
  hard(
    'a long chain of `??`',
    2_000,
    (n) =>
      `nv('event', ${lines(n, (i) => `a${i}`, ' ?? ')} ?? 'x', { a: ${lines(n, (i) => `a${i}`, ' ?? ')} });`,
  ),
  hard(
    'a long chain of `&&` and `||`',
    2_000,
    (n) =>
      `if (${lines(n, (i) => `a${i} && b${i}`, ' || ')}) nv('event', 'and', { a: ${lines(n, (i) => `a${i}`, ' && ')}, b: ${lines(n, (i) => `a${i}`, ' || ')} });`,
  ),
  hard(
    'a long chain of properties',
    2_000,
    (n) =>
      `nv('event', 'dots', { a: a${'.b'.repeat(n)} });\nnv('event', a${'.b'.repeat(n)}, a${'?.b'.repeat(n)});`,
  ),
  hard(
    'a long chain of properties that is handed over',
    2_000,
    (n) => `run(a${'.b'.repeat(n)});\nconst send = (name) => run(name${'.b'.repeat(n)});\nsend('chained');`,
  ),
  hard(
    'names that are imported and watched over and over',
    2_000,
    (n) => `${lines(n, () => `import { send } from './send'; expect(send);`)}`,
  ),
  hard(
    'a long chain of calls',
    2_000,
    (n) =>
      `a${'.b()'.repeat(n)};\nnv('event', a${'.b()'.repeat(n)}, { a: x${'.then((y) => y.z)'.repeat(n)} });\na${'.b()'.repeat(n)}.nv('event', 'x');`,
  ),
  hard(
    'a long chain of keys',
    2_000,
    (n) => `nv('event', a${"['b']".repeat(n)}, { a: a${'[0]'.repeat(n)} });`,
  ),
  hard(
    'a long chain of commas',
    2_000,
    (n) => `(${lines(n, (i) => `a${i}()`, ', ')}, nv('event', 'comma', {}));`,
  ),
  hard(
    'a long chain of assertions',
    5_000,
    (n) => `nv('event', 'as', { a: ${'('.repeat(n)}x${' as any)'.repeat(n)}, b: x${'!'.repeat(n)} });`,
  ),
  hard(
    'conditions in conditions',
    5_000,
    (n) =>
      `nv('event', ${lines(n, (i) => `c${i} ? 'a${i}' : `, '')} 'z', { a: ${lines(n, (i) => `c${i} ? ${i} : `, '')} 'z' });`,
  ),
  hard(
    'calls in calls',
    3_000,
    (n) => `nv('event', ${nested(n, 'f(', "'x'", ')')}, { a: ${nested(n, 'f(', '1', ')')} });`,
  ),
  hard(
    'calls of what calls return',
    1_000,
    (n) => `f${'(1)'.repeat(n)};\nnv('event', f${'(1)'.repeat(n)}, {});`,
  ),
  hard('objects in objects', 3_000, (n) => `nv('event', 'deep', ${nested(n, '{ a: ', '1', ' }')});`),
  hard('lists in lists', 3_000, (n) => `nv('event', 'deep', { a: ${nested(n, '[', '1', ']')} });`),
  hard('spreads in spreads', 3_000, (n) => `nv('event', 'deep', ${nested(n, '{ ...', 'x', ' }')});`),
  hard('templates in templates', 3_000, (n) => `nv('event', ${nested(n, '`a${', "'x'", '}`')}, {});`),
  hard(
    'functions in functions',
    2_500,
    (n) => `${nested(n, 'function f(a) { ', "nv('event', 'inner', { a });", ' }')}`,
  ),
  hard('blocks in blocks', 4_000, (n) => `${nested(n, 'if (a) { ', "nv('event', 'inner', { a });", ' }')}`),
  hard(
    '`else if` after `else if`',
    300,
    (n) => `${lines(n, (i) => `if (a === ${i}) { nv('event', 'e${i}', { a }); }`, ' else ')}`,
  ),
  hard(
    'elements in elements',
    2_000,
    (n) => `const x = ${nested(n, '<A b={1}>', "{nv('event', 'inner', {})}", '</A>')};`,
  ),
  hard('brackets in brackets', 4_000, (n) => `nv('event', 'deep', ${nested(n, '(', '{ a: 1 }', ')')});`),
  hard(
    'types in types',
    3_000,
    (n) =>
      `declare const t: ${nested(n, 'Array<', 'string', '>')};\ndeclare const u: ${nested(n, '{ a: ', 'string', ' }')};\nnv('event', 'types', { t, u, v: u${'.a'.repeat(n)} });`,
  ),
  hard(
    'patterns in patterns',
    3_000,
    (n) => `const ${nested(n, '{ a: ', 'x', ' }')} = y;\nnv('event', x, { x });`,
  ),
  hard(
    '`not` upon `not`',
    5_000,
    (n) =>
      `nv('event', 'not', { a: ${'!'.repeat(n)}a, b: ${'- '.repeat(n)}a });\nif (${'!'.repeat(n)}a) nv('event', 'not', {});`,
  ),
  hard(
    'awaits of awaits',
    5_000,
    (n) => `async function f() { nv('event', 'await', { a: ${'await '.repeat(n)}a }); }`,
  ),
  // What is wide.
  hard(
    'a call with thousands of arguments',
    2_000,
    (n) =>
      `nv('event', 'wide', {}, ${lines(n, (i) => `a${i}`, ', ')});\nf(${lines(n, (i) => `a${i}`, ', ')});`,
  ),
  hard(
    'thousands of spreads',
    2_000,
    (n) =>
      `nv('event', 'spreads', { ${lines(n, (i) => `...a${i}`, ', ')} });\nnv(...a, ${lines(n, (i) => `...a${i}`, ', ')});`,
  ),
  hard(
    'thousands of spreads of known objects',
    500,
    (n) =>
      `${lines(n, (i) => `const a${i} = { k${i}: 1, same: ${i} };`)}\nnv('event', 'spreads', { ${lines(n, (i) => `...a${i}`, ', ')} });`,
  ),
  hard(
    'thousands of spreads on conditions',
    500,
    (n) => `nv('event', 'spreads', { ${lines(n, (i) => `...(c${i} && { k${i}: a${i} })`, ', ')} });`,
  ),
  hard(
    'an object that is written to thousands of times',
    300,
    (n) => `const o = {};\n${lines(n, (i) => `if (c${i}) o.k${i} = ${i};`)}\nnv('event', 'writes', o);`,
  ),
  hard(
    'an object that is sent between writes to it',
    100,
    (n) => `const o = {};\n${lines(n, (i) => `o.k${i} = ${i}; nv('event', 'e${i}', o);`)}`,
  ),
  hard(
    'a name that is set thousands of times',
    1_000,
    (n) => `let name = 'x';\n${lines(n, (i) => `if (c${i}) name = 'x${i}';`)}\nnv('event', name, { name });`,
  ),
  hard(
    'a name that is set to what it was',
    100,
    (n) =>
      `let name = 'x';\n${lines(n, (i) => `if (c${i}) name = name + '_${i}';`)}\nnv('event', name, { name });`,
  ),
  hard(
    'a wide map under an unknown key',
    5_000,
    (n) =>
      `const map = { ${lines(n, (i) => `k${i}: 'v${i}'`, ', ')} };\nnv('event', map[key], { a: map[key], b: map.k1 });`,
  ),
  hard(
    'an enum of thousands',
    2_000,
    (n) =>
      `enum E { ${lines(n, (i) => `K${i} = 'v${i}'`, ', ')} }\nconst f = (e: E) => nv('event', e, { e });\nf(E.K1);\n${lines(100, (i) => `f(E.K${i});`)}`,
  ),
  hard(
    'wrappers by the hundred',
    60,
    (n) =>
      `${lines(n, (i) => `export const f${i} = (name, more) => nv('event', name, { ...more, n: ${i} });`)}\n${lines(n, (i) => `f${i}('x${i}', { a: ${i} });`)}`,
  ),
  hard(
    'a wrapper that is called a thousand times',
    200,
    (n) =>
      `const f = (name, more) => { if (!name) return; nv('event', \`a_\${name}\`, { ...more }); };\n${lines(n, (i) => `f('x${i}', { a: ${i} });`)}`,
  ),
  hard(
    'a wrapper with a thousand calls in it',
    60,
    (n) =>
      `const f = (name) => { ${lines(n, (i) => `if (c${i}) nv('event', name, { a: ${i} });`)} };\n${lines(10, (i) => `f('x${i}');`)}`,
  ),
  hard(
    'a switch of a thousand cases',
    500,
    (n) =>
      `function f(kind) { let name; switch (kind) { ${lines(n, (i) => `case ${i}: name = 'x${i}'; break;`)} } nv('event', name, {}); }\nf(3);`,
  ),
  hard(
    'returns before every line',
    1_000,
    (n) =>
      `function f(a) { ${lines(n, (i) => `if (a.k${i} == null) return;`)} nv('event', 'guards', { a, b: a.k1 }); ${lines(n, (i) => `if (!a.k${i}) return;`)} }`,
  ),
  hard('a hundred thousand lines', 100_000, (n) =>
    lines(n, (i) => `export const value${i} = compute(${i}, other.value${i});`),
  ),
  hard('thousands of calls that send', 1_000, (n) =>
    lines(n, (i) => `nv('event', 'e${i}', { a: ${i}, b: x.y });`),
  ),
  hard('one line', 1_000, (n) =>
    lines(n, (i) => `var a${i}=function(t,e){return nv("event",e?"a${i}":"b",{t:t,e:e})};`, ''),
  ),
  hard(
    'minified code in which names mean many things',
    200,
    (n) =>
      `!function(t){${lines(n, () => `function a(t,e){return e=t?a(e):b(t),nv("event",e,{t:t})}var b=function(t){return a(t||b)};`, '')}}()`,
    'a.js',
  ),
  hard(
    'a text of megabytes',
    1_000_000,
    (n) => `const data = '${'x'.repeat(n)}';\nnv('event', 'text', { data });\nnv('event', data, {});`,
  ),
  hard(
    'a list of numbers',
    50_000,
    (n) =>
      `const data = [${lines(n, String, ',')}];\nnv('event', 'list', { data });\nfor (const each of data) nv('event', each, {});`,
  ),
  hard(
    'a list of objects',
    1_000,
    (n) =>
      `const data = [${lines(n, (i) => `{ id: ${i}, name: 'n${i}' }`, ',')}];\nnv('event', 'list', { data });\nfor (const each of data) nv('event', each.name, each);\ndata.forEach((each) => nv('event', each.name, { ...each }));`,
  ),
  hard(
    'a template in Vue of many elements',
    200,
    (n) =>
      `<script setup>\nnv('event', 'before', { n: 1 });\nconst track = (name) => nv('event', name, { n: 1 });\nnv('event', 'after', { n: 1 });\n</script>\n<template><div>${lines(n, (i) => `<a v-for="x${i} in xs" @click="track('e${i}')" :b="x${i}.b">{{ x${i} }}</a>`)}</div></template>`,
    'a.vue',
  ),
];
