import { describe, expect, it } from 'vitest';
import { read, sites } from './sites.ts';

/** The attributes of the last call site of a code, in which `SEND(…)` is a call with that attributes argument. */
function attributes(code: string, more: Record<string, string> = {}): string {
  const text = code.replace('SEND(', `nv('event', 'e', `);
  return (sites({ 'a.ts': text, ...more }, { scanned: ['a.ts'] }).at(-1) ?? '').replace(/^e /, '');
}

describe('an attribute’s type is that of its value', () => {
  it.each([
    [`'text'`, 'string'],
    ['`text ${x}`', 'string'],
    [`'2026-01-10'`, 'date'],
    [`'2026-02-30'`, 'string'],
    ['5', 'number'],
    ['-5', 'number'],
    ['a * 2', 'number'],
    ['a > 2', 'boolean'],
    ['!a', 'boolean'],
    ['true', 'boolean'],
    ['null', 'null'],
    ['{ a: 1 }', 'object'],
    ['[{ a: 1 }]', 'object[]'],
    ['[]', 'object[]'],
    ['[1, 2]', 'array'],
    ['[a]', 'unknown'],
    ['10n', 'bigint'],
    ['() => 1', 'function'],
    [`Symbol('x')`, 'symbol'],
    ['new Date()', 'date'],
    ['new Date().toISOString()', 'date'],
    ['Date.now()', 'number'],
    ['Number(a)', 'number'],
    ['String(a)', 'string'],
    ['Math.round(a)', 'number'],
    ['JSON.stringify(a)', 'string'],
    ['a.toFixed(2)', 'string'],
    ['a.trim().toLowerCase()', 'string'],
    ['a.length', 'number'],
    ['a.includes(b)', 'boolean'],
    ['lines.map((l) => ({ sku: l.sku }))', 'object[]'],
    ['lines.map((l) => l.sku.trim())', 'array'],
    ['lines.map(f)', 'unknown'],
    [`ok ? 'a' : 1`, 'number|string'],
    [`a || 'none'`, 'string|unknown'],
    [`a && 'yes'`, 'string|unknown'],
    ['f()', 'unknown'],
    ['a.b', 'unknown'],
    ['a', 'unknown'],
    [`'5' + a`, 'string'],
    ['1 + 2', 'number'],
    ['a + 1', 'unknown'],
    ['typeof a', 'string'],
    ['a++', 'number'],
  ])('%s is %s', (value, type) => {
    expect(attributes(`SEND({ x: ${value} });`)).toBe(`{ x: ${type} }`);
  });

  it.each([
    ['number', 'number'],
    ['string | number', 'number|string'],
    ['boolean', 'boolean'],
    ['Date', 'date'],
    ['{ a: 1 }', 'object'],
    ['{ a: 1 }[]', 'object[]'],
    ['readonly Line[]', 'object[]'],
    ['Array<Line>', 'object[]'],
    ['string[]', 'array'],
    [`'a' | 'b'`, 'string'],
    ['1 | 2', 'number'],
    ['Kind', 'string'],
    ['Line', 'object'],
    [`Line['quantity']`, 'number'],
    ['null', 'null'],
    ['number | null', 'null|number'],
    ['() => void', 'function'],
    ['bigint', 'bigint'],
    ['any', 'unknown'],
    ['unknown', 'unknown'],
    ['Missing', 'unknown'],
    ['T', 'unknown'],
  ])('a value declared as %s is %s', (type, expected) => {
    const types = `interface Line { quantity: number }\nenum Kind { A = 'a', B = 'b' }\n`;
    expect(attributes(`${types}function f<T>(x: ${type}) { SEND({ x }); }`)).toBe(`{ x: ${expected} }`);
  });

  it.each([
    [
      'a property of a typed object',
      `interface O { total: number; note?: string }\nconst f = (o: O) => SEND({ a: o.total, b: o.note });`,
      '{ a: number, b?: string }',
    ],
    [
      'a nested property',
      `interface O { c: { city: string } }\nconst f = (o: O) => SEND({ a: o.c.city });`,
      '{ a: string }',
    ],
    [
      'an element of a typed array',
      `const f = (o: { n: number }[]) => SEND({ a: o[0].n });`,
      '{ a: number }',
    ],
    [
      'a destructured parameter',
      `const f = ({ n, s = 'x' }: { n: number; s?: string }) => SEND({ n, s });`,
      '{ n: number, s: string }',
    ],
    [
      'an inherited property',
      `interface A { n: number }\ninterface B extends A { s: string }\nconst f = (o: B) => SEND({ n: o.n });`,
      '{ n: number }',
    ],
    ['an optional chain', `const f = (o?: { n: number }) => SEND({ n: o?.n });`, '{ n?: number }'],
    [
      'a function’s declared result',
      `function g(): number { return h(); }\nSEND({ n: g() });`,
      '{ n: number }',
    ],
    [
      'an awaited result',
      `async function g(): Promise<{ n: number }> { return h(); }\nasync function f() { const o = await g(); SEND({ n: o.n }); }`,
      '{ n: number }',
    ],
    ['an asserted type', `SEND({ n: x as number });`, '{ n: number }'],
    ['what is written, not what is declared', `const n: unknown = 5;\nSEND({ n });`, '{ n: number }'],
    [
      'a loop over a typed array',
      `const f = (all: { n: number }[]) => { for (const o of all) SEND({ n: o.n }); };`,
      '{ n: number }',
    ],
  ])('%s', (_, code, expected) => {
    expect(attributes(code)).toBe(expected);
  });
});

describe('attributes are found', () => {
  it.each([
    [
      'with quoted and computed keys',
      `const key = 'c';\nSEND({ 'a b': 1, ['b']: 2, [key]: 3 });`,
      '{ a b: number, b: number, c: number }',
    ],
    ['as a key of several', `SEND({ [ok ? 'a' : 'b']: 1 });`, '{ a?: number, b?: number }'],
    ['in a variable', `const all = { a: 1 };\nSEND(all);`, '{ a: number }'],
    [
      'in a spread',
      `const base = { a: 1, b: 'x' };\nSEND({ ...base, b: 2, c: true });`,
      '{ a: number, b: number, c: boolean }',
    ],
    ['in a conditional spread', `SEND({ a: 1, ...(ok && { b: 2 }) });`, '{ a: number, b?: number }'],
    [
      'in a spread on what is known',
      `const ok = 'x';\nSEND({ ...(ok && { a: ok }), ...(!ok && { b: 2 }) });`,
      '{ a: string }',
    ],
    [
      'in a spread on what is set again',
      `let ok = true;\nok = any;\nSEND({ ...(ok && { b: 2 }) });`,
      '{ b?: number }',
    ],
    [
      'in a spread on what a caller gives',
      `const f = (b?: number) => SEND({ ...(b !== undefined && { b }) });\nf(1);`,
      '{ b?: number }',
    ],
    ['in either of two', `SEND(ok ? { a: 1, b: 1 } : { a: 'x' });`, '{ a: number|string, b?: number }'],
    [
      'in a spread with a fallback',
      `const f = (o?: { a: number }) => SEND({ ...(o ?? {}) });`,
      '{ a?: number }',
    ],
    [
      'in Object.assign',
      `const base = { a: 1 };\nSEND(Object.assign({}, base, { b: 2 }));`,
      '{ a: number, b: number }',
    ],
    ['in a function’s result', `const make = () => ({ a: 1 });\nSEND(make());`, '{ a: number }'],
    [
      'in either result',
      `function make() { if (ok) return { a: 1 }; return { a: 2, b: 1 }; }\nSEND(make());`,
      '{ a: number, b?: number }',
    ],
    [
      'in a typed parameter',
      `const f = (o: { a: number; b?: string }) => SEND(o);`,
      '{ a: number, b?: string }',
    ],
    [
      'in a picked type',
      `interface O { a: number; b: string; c: Date }\nconst f = (o: Pick<O, 'a' | 'c'>) => SEND(o);`,
      '{ a: number, c: date }',
    ],
    [
      'in a type without some',
      `interface O { a: number; b: string }\nconst f = (o: Partial<Omit<O, 'b'>>) => SEND(o);`,
      '{ a?: number }',
    ],
    [
      'in an intersection',
      `const f = (o: { a: number } & { b: string }) => SEND(o);`,
      '{ a: number, b: string }',
    ],
    [
      'in a record of names',
      `const f = (o: Record<'a' | 'b', number>) => SEND(o);`,
      '{ a: number, b: number }',
    ],
    ['in a nested property', `const all = { order: { a: 1 } };\nSEND(all.order);`, '{ a: number }'],
    ['without what is undefined', `SEND({ a: undefined, b: 1 });`, '{ b: number }'],
    ['with methods', `SEND({ a() {} });`, '{ a: function }'],
    ['as nothing', `SEND(undefined);`, '{}'],
    ['behind an assertion', `SEND({ a: 1 } as any);`, '{ a: number }'],
  ])('%s', (_, code, expected) => {
    expect(attributes(code)).toBe(expected);
  });

  it.each([
    [
      'before the call',
      `const o: any = { a: 1 };\no.b = 2;\no['c'] = 'x';\nSEND(o);`,
      '{ a: number, b: number, c: string }',
    ],
    ['under a condition', `const o: any = {};\nif (ok) o.b = 2;\nSEND(o);`, '{ b?: number }'],
    [
      'in both branches of the call’s own',
      `const o: any = {};\nif (ok) { o.b = 2; SEND(o); }`,
      '{ b: number }',
    ],
    [
      'with Object.assign',
      `const o = { a: 1 };\nObject.assign(o, { b: 2 });\nSEND(o);`,
      '{ a: number, b: number }',
    ],
    ['and taken out again', `const o: any = { a: 1, b: 2 };\ndelete o.b;\nSEND(o);`, '{ a: number }'],
    ['over what was there', `const o: any = { a: 1 };\no.a = 'x';\nSEND(o);`, '{ a: string }'],
    ['but not after the call', `const o: any = { a: 1 };\nSEND(o);\no.b = 2;`, '{ a: number }'],
    [
      'but not to another object of that name',
      `const o: any = { a: 1 };\nfunction f(o: any) { o.b = 2; }\nSEND(o);`,
      '{ a: number }',
    ],
    [
      'and only logged',
      `const o = { a: 1 };\nconsole.log(o);\nnv('event', 'first', o);\nSEND(o);`,
      '{ a: number }',
    ],
  ])('when they are set %s', (_, code, expected) => {
    expect(attributes(code)).toBe(expected);
  });

  it('in another module', () => {
    const more = { 'base.ts': `export const base = { a: 1 };\nexport interface O { b: string }` };
    expect(
      attributes(
        `import { base, type O } from './base';\nconst f = (o: O) => SEND({ ...base, ...o });`,
        more,
      ),
    ).toBe('{ a: number, b: string }');
  });
});

describe('what a class’s constructor sets', () => {
  const sent = (set: string, more = '') =>
    attributes(`class A { constructor() { ${set} } pay() { SEND({ x: this.state.x }); } ${more} }`);

  it('is there where nothing sets it again', () => {
    expect(sent('this.state = { x: 1 };')).toBe('{ x: number }');
  });

  it.each([
    ['in a method', 'this.state = {};', 'go() { this.state = other; }'],
    ['in part', 'this.state = {};', 'go() { this.state.x = 1; }'],
    ['as the state of a component', 'this.state = {};', 'go() { this.setState({ x: 1 }); }'],
    ['in a callback', 'on(() => { this.state = {}; });', ''],
  ])('is not known where it is set %s', (_, set, more) => {
    expect(sent(set, more)).toBe('{ x: unknown }');
  });
});

describe('an object that one method puts into a field', () => {
  const sent = (code: string, value = 'this.order') =>
    attributes(`class A { order; ${code} pay() { SEND(${value}); } }`);

  it.each([
    ['as it is', `this.order`],
    ['by its parts', `{ x: this.order.x }`],
    ['among others', `{ ...this.order }`],
  ])('is sent %s', (_, value) => {
    expect(sent(`go() { this.order = { x: 1 }; }`, value)).toBe('{ x: number }');
  });

  it.each([
    ['on a condition', `go() { if (other) this.order = { x: 1 }; }`],
    ['in a callback', `go() { on(() => { this.order = { x: 1 }; }); }`],
  ])('is sent where it is put there %s', (_, code) => expect(sent(code)).toBe('{ x: number }'));

  it.each([
    ['is set again', `go() { this.order = { x: 1 }; } stop() { this.order = other; }`],
    ['is set in part', `go() { this.order = { x: 1 }; } stop() { this.order.y = 1; }`],
    ['begins as something', `go() { this.order = { x: 1 }; } constructor() { this.order = other; }`],
    [
      'is among the properties of an element',
      `static properties = { order: {} }; go() { this.order = { x: 1 }; }`,
    ],
  ])('is not known where the field %s', (_, code) => expect(sent(code)).toBe('{ … }'));

  it('is not known where others give the field its value', () => {
    const code = `class A { @Input() order; go() { this.order = { x: 1 }; } pay() { SEND(this.order); } }`;
    expect(attributes(code)).toBe('{ … }');
    const props = `class A { go() { this.props = { x: 1 }; } pay() { SEND(this.props); } }`;
    expect(attributes(props)).toBe('{ … }');
  });
});

describe('attributes that a function makes are those that it returns', () => {
  const calls = [{ callee: 'track', event: '0', attributes: '1' }];
  it.each([
    ['at once', `track('e', () => ({ total: 1 }));`, 'e { total: number }'],
    [
      'in the end',
      `track('e', async () => { const n = await count(); return { n, ok: true }; });`,
      'e { n: unknown, ok: boolean }',
    ],
    [
      'or others',
      `track('e', () => { if (x) return { total: 1 }; return { ok: true }; });`,
      'e { total?: number, ok?: boolean }',
    ],
    ['where it has a name', `const make = () => ({ total: 1 });\ntrack('e', make);`, 'e { total: number }'],
    [
      'where another makes it',
      `const make = (total: number) => async () => ({ total });\ntrack('e', make(1));`,
      'e { total: number }',
    ],
    [
      'where a wrapper hands it on',
      `const send = (name: string, make: any) => track(name, make);\nsend('e', () => ({ total: 1 }));`,
      'e { total: number }',
    ],
    ['and is open where it returns nothing that is seen', `track('e', () => { fill(); });`, 'e { … }'],
  ])('%s', (_, code, expected) => {
    expect(sites(code, { calls })).toEqual([expected]);
  });

  const whole = [{ callee: 'track', event: '0.name', attributes: '0.more' }];
  it.each([
    ['at once', `track(() => ({ name: 'e', more: { total: 1 } }));`, 'e { total: number }'],
    ['for a decorator', `class A { @track((props) => ({ name: 'e' })) pay() {} }`, 'e {}'],
    [
      'or others',
      `track(({ on }) => { if (on) return { name: 'e', more: { total: 1 } }; return { name: 'f', more: {} }; });`,
      'e|f { total?: number }',
    ],
    ['or none', `track(({ on }) => (on ? { name: 'e' } : null));`, 'e {}'],
    ['of one that is made of what it is given', `track((props) => ({ name: props.name }));`, '? {}'],
    ['of one that has none', `track((props) => ({ id: props.id }));`, ' {}'],
    [
      'of one that is not seen',
      `import { make } from 'shop';\nconst it = () => make();\ntrack(it);`,
      '? { … }',
    ],
    ['of one that returns nothing', `track(() => { fill(); });`, ' {}'],
  ])('and so is the name, %s', (_, code, expected) => {
    expect(sites(code, { calls: whole })).toEqual([expected]);
  });

  it('but the SDK of a vendor takes an object', () => {
    const [use] = read({ 'a.ts': `nv('event', 'e', () => ({ total: 1 }));` }).uses;
    expect(use?.call?.given.attributes?.types).toEqual(['function']);
    expect(use?.attributes).toEqual([]);
  });
});

it.each([
  ['a method', `logger.debug('sent', o);`],
  ['a function', `import { log } from 'shop';\nlog(o);`],
  [
    'a function that one makes',
    `import debug from 'debug';\nconst report = debug('shop');\nreport('sent %o', o);`,
  ],
  [
    'one that hands on all that it is given',
    `const say = (...all) => console.log('shop', ...all);\nsay('sent', o);`,
  ],
  ['one that hands on a list of that', `const say = (...all) => console.log('shop', all);\nsay(o);`],
  [
    'a method that does',
    `import pino from 'pino';\nconst p = pino();\nconst logs: Record<'error', Say> = { error(...all) { p.error(...all); } };\nlogs.error('sent', o);`,
  ],
  [
    'one that hands that on to such a function',
    `const give = (...all) => console.log(...all);\nconst say = (...all) => give('shop', ...all);\nsay(o);`,
  ],
])('what logs leaves attributes as they are: %s', (_, code) => {
  expect(attributes(`const o = { a: 1 };\n${code}\nSEND(o);`)).toBe('{ a: number }');
});

it.each([
  ['sets something in one', `const say = (...all) => { console.log(...all); all[0].b = 1; };\nsay(o);`],
  ['takes one out', `const say = (...all) => { const [first] = all; first.b = 1; };\nsay(o);`],
  ['hands them back', `const say = (...all) => all;\nfill(say(o)[0]);`],
  ['keeps them under another name', `const say = (...all) => { const same = all; same[0].b = 1; };\nsay(o);`],
  ['hands them to who is not known', `const say = (...all) => fill(...all);\nsay(o);`],
  [
    'hands them to who sets something in one',
    `const give = (...all) => { all[1].b = 1; };\nconst say = (...all) => give('shop', ...all);\nsay(o);`,
  ],
  [
    'hands them to who sets something in a parameter',
    `const give = (label, it) => { it.b = 1; };\nconst say = (...all) => give('shop', ...all);\nsay(o);`,
  ],
])('what gets all that it is given as a list may add to it: it %s', (_, code) => {
  expect(attributes(`const o = { a: 1 };\n${code}\nSEND(o);`)).toBe('{ a: number, … }');
});

describe('attributes that are not known are said to be open, and why', () => {
  it.each([
    ['a parameter', `const f = (o) => SEND(o);`, '{ … }', 'the parameter `o`'],
    [
      'a spread parameter',
      `const f = (o) => SEND({ a: 1, ...o });`,
      '{ a: number|unknown, … }',
      'the parameter `o`',
    ],
    ['a rest', `const { a, ...rest } = all;\nSEND(rest);`, '{ … }', 'the global `all`'],
    ['a computed key', `SEND({ [key]: 1 });`, '{ … }', 'the computed key `[key]`'],
    ['a record', `const f = (o: Record<string, string>) => SEND(o);`, '{ … }', 'a type that allows any key'],
    ['a generic type', `function f<T>(o: T) { SEND(o); }`, '{ … }', 'the parameter `o`'],
    ['a package’s result', `import { make } from 'x';\nSEND(make());`, '{ … }', 'the result of `make()`'],
    [
      'what another function may change',
      `const o = { a: 1 };\nfill(o);\nSEND(o);`,
      '{ a: number, … }',
      '`fill()`, which may add to them',
    ],
    [
      'what one of that name may change',
      `const o = { a: 1 };\ndebug(o);\nSEND(o);\nfunction debug(it) { it[key] = 1; }`,
      '{ a: number, … }',
      '`debug()`, which may add to them',
    ],
    [
      'what is set under a computed key',
      `const o: any = {};\no[key] = 1;\nSEND(o);`,
      '{ … }',
      'a computed key',
    ],
    ['a spread argument', `nv('event', 'e', ...rest);`, '{ … }', 'spread arguments'],
  ])('%s', (_, code, expected, why) => {
    expect(attributes(code)).toBe(expected);
    const [use] = read({ 'a.ts': code.replace('SEND(', `nv('event', 'e', `) }).uses;
    expect(use?.call?.unknownAttributes).toBe(why);
  });
});

describe('a property that an object may have been given is not taken to be missing', () => {
  it.each([
    ['under a name that is not known', 'const d: any = {}; d[key()] = 1;', '{ x?: number }'],
    ['in a loop', 'const d = {} as any; for (const k in given) d[k] = given[k];', '{ x: unknown }'],
    ['by what is assigned to it', 'const d = {} as any; Object.assign(d, given);', '{ x: unknown }'],
    ['by a function that is not known', 'const d = {} as any; fill(d);', '{ x: unknown }'],
    ['one of its name was', 'function f() { const d = {} as any; d[k] = 1; } const d = {} as any;', '{}'],
    ['by what is known to lack it', 'const d = {} as any; Object.assign(d, { y: 1 });', '{}'],
    ['another object was', 'const d = {} as any; const o: any = {}; o[key()] = 1;', '{}'],
    ['under a name that is known', `const d = {} as any; d['y'] = 1;`, '{}'],
  ])('%s', (_, code, sent) => {
    expect(attributes(`${code} SEND({ x: d.x });`)).toBe(sent);
  });
});
