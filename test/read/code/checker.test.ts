import { describe, expect, it } from 'vitest';
import { readCode } from '../../../src/read/code/index.ts';
import { explanationText } from '../../../src/report/explanation.ts';
import { notifyvisitors } from '../../support/lint-example.ts';
import { describe as describeUse, diskOf, read, sites } from './sites.ts';

/** What each attribute of one call is, without the checker and with it. The files are read once for all of them. */
function typesOf(
  files: Readonly<Record<string, string>>,
): Record<string, readonly [without: string, checked: string]> {
  const found = [false, true].map((checker) => {
    const [use] = read(files, { checker }).uses;
    return new Map(
      use?.attributes.map(({ name, types, optional }) => [name, `${types.join('|')}${optional ? '?' : ''}`]),
    );
  });
  const [without, checked] = found as [Map<string, string>, Map<string, string>];
  return Object.fromEntries([...checked].map(([name, types]) => [name, [without.get(name) ?? '', types]]));
}

const library = `
  export interface Schema<T> { parse(value: unknown): T; readonly shape: T }
  export declare function object<T extends Record<string, unknown>>(shape: { [K in keyof T]: Schema<T[K]> }): Schema<T>;
  export declare function text(): Schema<string>;
  export declare function whole(): Schema<number>;
  export type infer_<S> = S extends Schema<infer T> ? T : never;
  export type Creator<T> = (set: (next: Partial<T>) => void, get: () => T) => T;
  export declare function create<T>(creator: Creator<T>): <U>(pick: (state: T) => U) => U;
`;

const store = `
  import { create, type Creator } from 'library';
  interface State { account: string; chain: 1 | 10; lastSeen?: Date; visits: number[]; tags: { id: string }[] }
  const slice: Creator<State> = (set, get) => ({ account: get().account, chain: 1, visits: [], tags: [] });
  export const useStore = create<State>(slice);
`;

describe('what the type checker knows', () => {
  const types = typesOf({
    'node_modules/library/package.json': '{ "name": "library", "types": "index.d.ts" }',
    'node_modules/library/index.d.ts': library,
    'store.ts': store,
    'a.ts': `
      import { infer_, object, text, whole } from 'library';
      import { missing, type Missing } from 'not-installed';
      import { useStore } from './store';
      const Order = object({ id: whole(), note: text() });
      type Order = infer_<typeof Order>;
      type Flags<T> = { [K in keyof T]?: boolean };
      type Kind<T> = T extends string ? 'text' : 'other';
      enum Level { low, high }
      enum Size { small = 's', big = 'b' }
      declare const order: Order;
      declare const flags: Flags<Order>;
      declare const kind: Kind<Missing> | Kind<number>;
      declare const level: Record<string, Level>[string];
      declare const size: ReturnType<() => Size>;
      declare const id: Exclude<string | symbol, symbol> & { readonly brand: unique symbol };
      declare const words: Map<string, string[]>;
      declare const mixed: Awaited<Promise<string | number>>;
      declare const anything: any;
      declare const nothingSaid: unknown;
      declare const empty: {};
      declare const key: keyof typeof missing;
      declare const list: Parameters<(first: { sku: string }[], second: RegExp | null) => void>;
      class Money { constructor(readonly cents: number) {} toJSON() { return this.cents.toFixed(2); } }
      class Query<T> { constructor(readonly run: () => T) {} get result() { return this.run(); } }
      const began = null;
      const later: Promise<Order> = Promise.resolve(order);
      async function send<T, S extends string>(given: T, some: S, wide: { [key: string]: number }) {
        const [first] = useStore((state) => state.visits);
        nv('event', 'seen', {
          account: useStore((state) => state.account),
          chain: useStore((state) => state.chain),
          last: useStore((state) => state.lastSeen),
          visits: useStore((state) => state.visits),
          tags: useStore((state) => state.tags),
          first,
          order_id: order.id,
          note: order.note,
          flag: flags.note,
          level,
          size,
          id,
          words,
          word_list: words.get('a'),
          mixed,
          skus: list[0],
          pattern: list[1],
          money: new Money(5),
          cents: new Money(5).cents,
          result: new Query(() => 5).result,
          awaited: (await later).id,
          some,
          partly: order.id ?? missing,
          kind,
          given,
          any: anything,
          deep: anything.deep.er,
          unsaid: nothingSaid,
          empty,
          key,
          promise: later,
          gone: missing.name,
          began: began as typeof began,
          index: wide.count,
          call: missing(),
        });
      }
    `,
  });

  it.each([
    ['an item that a store hands over', 'account', 'string'],
    ['a union of numbers', 'chain', 'number'],
    ['a date that may be missing', 'last', 'date?'],
    ['an array of numbers', 'visits', 'array'],
    ['an array of objects', 'tags', 'object[]'],
    ['an element of an array', 'first', 'number'],
    ['a property that a schema infers', 'order_id', 'number'],
    ['another', 'note', 'string'],
    ['a mapped type', 'flag', 'boolean?'],
    ['an enum of numbers', 'level', 'number'],
    ['an enum of texts', 'size', 'string'],
    ['a text with a brand', 'id', 'string'],
    ['what a map may hold', 'word_list', 'array?'],
    ['several types', 'mixed', 'number|string'],
    ['a parameter of a type of functions', 'skus', 'object[]'],
    ['null beside it', 'pattern', 'null|object'],
    ['a property of a class', 'cents', 'number'],
    ['an accessor without a type', 'result', 'number'],
    ['what a promise comes to', 'awaited', 'number'],
    ['a type parameter that is bound to texts', 'some', 'string'],
  ])('%s', (_, name, expected) => {
    expect(types[name]?.[1]).toBe(expected);
  });

  it.each([
    ['a type parameter that may be anything', 'given'],
    ['any', 'any'],
    ['a property of any', 'deep'],
    ['unknown', 'unsaid'],
    ['a type that all but null fits', 'empty'],
    ['the keys of what is not installed', 'key'],
    ['a value of what is not installed', 'gone'],
    ['a result of what is not installed', 'call'],
  ])('says nothing of %s', (_, name) => {
    expect(types[name]?.[1]).toBe('unknown');
  });

  it('is asked for what is left only: what is known otherwise stays as it is', () => {
    const changed = Object.entries(types).filter(([, [without, checked]]) => without !== checked);
    expect(changed.map(([, [without]]) => without).filter((each) => !each.includes('unknown'))).toEqual([]);
    expect(changed.length).toBeGreaterThan(10);
  });
});

describe('where the checker is asked', () => {
  it('in the call that is followed: what a caller gives says more than the parameter', () => {
    const code = `
      interface Loose { [key: string]: string | number | Date }
      declare function made<T>(value: T): { readonly inner: T };
      function track(name: string, given: Loose | { amount: ReturnType<typeof made<number>> }, extra: Loose) {
        nv('event', name, { amount: (given as any).amount.inner, extra: extra.extra });
      }
      const amount = made(5);
      const extra = made('x');
      track('one', { amount }, { extra: extra.inner });
      track('two', { amount }, {});
    `;
    expect(sites(code, { checker: true })).toEqual([
      'one { amount: number, extra: string }',
      'two { amount: number }',
    ]);
  });

  it('with what an optional chain may lack of what a caller gives', () => {
    const code = `
      declare function made<T>(value: T): { readonly [K in 'rate']: T };
      function track(name: string, state: unknown) { nv('event', name, { usd: (state as any).rate?.usd }); }
      track('one', made({ usd: 5 } as { usd: number } | undefined));
      track('two', made({ usd: 5 }));
    `;
    expect(sites(code, { checker: true })).toEqual(['one { usd?: number }', 'two { usd: number }']);
  });

  it('about several types, of which a condition leaves some', () => {
    const code = `
      function f(id: string | null, of: string | string[], other: number | null) {
        if (!id || other === undefined) return;
        nv('event', 'seen', { id, of: Array.isArray(of) ? of.length : of, other });
      }
    `;
    expect(sites(code, { checker: true })).toEqual([
      'seen { id: string, of: number|string, other: null|number }',
    ]);
  });

  it('about names, where they are a union of literals', () => {
    const code = `
      type Step<T extends string> = T extends 'cart' | 'paid' ? \`order_\${T}\` : never;
      function go(step: Step<'cart' | 'paid' | 'left'>, any: Step<string>) {
        nv('event', step, {});
        nv('event', any, {});
      }
    `;
    expect(sites(code, { checker: true })).toEqual(['order_cart|order_paid {}', '? {}']);
    expect(sites(code)).toEqual(['? {}', '? {}']);
  });

  it('about objects, where no literal is reachable', () => {
    const code = `
      type Order = { [K in 'id' | 'note']?: K extends 'id' ? number : string };
      declare const order: Order, wide: Record<string, number>;
      nv('event', 'closed', order);
      nv('event', 'open', wide);
    `;
    expect(sites(code, { checker: true })).toEqual(['closed { id?: number, note?: string }', 'open { … }']);
  });

  it.each([
    ['a.vue', '<script setup lang="ts">\nCODE\n</script>\n<template><p @click="send()" /></template>'],
    ['a.svelte', '<script lang="ts">\nCODE\n</script>\n<button on:click={send}>Go</button>'],
    ['a.jsx', 'CODE'],
  ])('in %s', (file, around) => {
    const code = `import { order } from './order';\nfunction send() { nv('event', 'seen', { id: order.id }); }`;
    const files = {
      [file]: around.replace('CODE', code),
      'order.ts':
        'declare function made<T>(value: T): { readonly [K in "id"]: T };\nexport const order = made(5);',
    };
    expect(sites(files, { checker: true })).toEqual(['seen { id: number }']);
    expect(sites(files)).toEqual(['seen { id: unknown }']);
  });

  it('not about the name of a property, whose type is that of the property', () => {
    const code = `
      import { key } from 'keys';
      enum Kind { one = 'first', two = 'second' }
      const labels = { [Kind.one]: { order: 1 }, [Kind.two]: { order: 2 } };
      const others = { [key]: { order: 1 } };
      for (const kind of Object.keys(labels) as Kind[]) nv('event', 'seen', { kind });
      for (const other of Object.keys(others)) nv('event', 'seen', { other });
    `;
    expect(sites(code, { checker: true })).toEqual(['seen { kind: string }', 'seen { other: string }']);
    expect(sites(code)).toEqual(['seen { kind: string }', 'seen { other: unknown }']);
  });

  it('not in a page, whose scripts share one scope', () => {
    const page = `<script>nv('event', 'seen', { a: new Int8Array(2)[0] });</script>`;
    expect(sites({ 'a.html': page }, { checker: true })).toEqual(['seen { a: unknown }']);
  });
});

describe('what the checker costs', () => {
  /** The call sites, with the files that were read for the checker, of the project and of packages. */
  function readFor(files: Readonly<Record<string, string>>): { uses: string[]; seen: string[] } {
    const disk = diskOf(files);
    const seen = new Set<string>();
    const { apis, payload, calls } = notifyvisitors;
    const own = Object.keys(files).filter((file) => !file.startsWith('node_modules/'));
    const { uses } = readCode(
      own.map((file) => ({ file, bytes: Buffer.from(files[file] as string) })),
      {
        calls,
        apis,
        payload,
        host: {
          read: (file) => files[file],
          exists: (file) => Object.hasOwn(files, file),
          packages: () => [],
        },
        types: {
          ...disk,
          exists: (path) => {
            seen.add(disk.displayed(path));
            return disk.exists(path);
          },
          read: (path) => {
            seen.add(disk.displayed(path));
            return disk.read(path);
          },
        },
      },
    );
    return {
      uses: uses.map(describeUse),
      seen: [...seen].filter((file) => !file.includes('/typescript/lib/')),
    };
  }

  it('nothing, where nothing is left', () => {
    expect(readFor({ 'a.ts': `import { b } from 'b';\nnv('event', 'seen', { a: 1 });` }).seen).toEqual([]);
  });

  it('no module that does not matter', () => {
    const files = {
      'a.tsx': `
        import { Shown } from 'shown';
        import { only } from 'only';
        import { useOrder } from './order';
        export function Page() {
          const order = useOrder();
          const look = () => nv('event', 'seen', { id: order.id });
          only();
          return <Shown onClick={look}>{only()}</Shown>;
        }`,
      'order.ts': `
        import { made } from 'made';
        import { other } from 'other';
        export function useOrder() {
          other();
          const order = made(5);
          return order;
        }
        export const unused = other();`,
      'node_modules/made/package.json': '{ "name": "made", "types": "index.d.ts" }',
      'node_modules/made/index.d.ts': 'export function made<T>(value: T): { readonly [K in "id"]: T };',
    };
    const { uses, seen } = readFor(files);
    expect(uses).toEqual(['seen { id: number }']);
    expect(seen).toContain('node_modules/made/index.d.ts');
    expect(seen.filter((file) => /shown|only|other/.test(file))).toEqual([]);
  });

  it('only what it would have known, where it fails', () => {
    const types = {
      ...diskOf({}),
      read: () => {
        throw new Error('the disk is gone');
      },
    };
    const { apis, payload, calls } = notifyvisitors;
    const host = { read: () => undefined, exists: () => false, packages: () => [] };
    const code = `import { a } from 'b';\nnv('event', 'seen', { a, b: 1 });`;
    const options = { calls, apis, payload, host, types, explain: { file: 'a.ts', line: 2 } };
    const { uses, explanations } = readCode([{ file: 'a.ts', bytes: Buffer.from(code) }], options);
    expect(uses.map(describeUse)).toEqual(['seen { a: unknown, b: number }']);
    expect(explanationText(explanations)).toContain('the type checker failed: the disk is gone');
  });
});
