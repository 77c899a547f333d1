import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const shop = `interface Shop { total: number; note?: string; user: { name: string } | null; items: string[]; add(n: number): void }
declare const u: any;
`;

/** What is read of the type of a value, in a file of some name. */
function typeOf(value: string, before = '', file = 'a.ts'): string {
  const code = `${shop}${before}\nexport const run = () => nv('event', 'e', { a: ${value} });`;
  const written = file.endsWith('.svelte') ? `<script lang="ts">\n${code}\n</script>` : code;
  const found = sites({ [file]: written }).at(-1) ?? '';
  return found.replace(/^e \{ a(\??): /, '$1').replace(/ \}$/, '');
}

describe('what a store holds is of the type that it is made with', () => {
  const typed = `const useShop = create<Shop>()(devtools((set, get) => ({ total: 1, items: [] }), {}));`;
  it.each([
    ['all of it', typed, 'useShop().total', 'number'],
    ['what a function takes of it', typed, 'useShop((state) => state.total)', 'number'],
    ['what may be missing', typed, 'useShop((state) => state.note)', '?string'],
    ['asked outside of components', typed, 'useShop.getState().items', 'array'],
    ['a list of several', `${typed}\nconst [a, b] = useShop((s) => [s.items, s.total]);`, 'b', 'number'],
    [
      'an object of several',
      `${typed}\nconst { b } = useShop(useShallow((s) => ({ b: s.note })));`,
      'b',
      '?string',
    ],
    [
      'one that is handed to a hook',
      'const s = createStore<Shop>()(go);',
      'useStore(s, (s) => s.total)',
      'number',
    ],
    ['typed by a middleware', 'const useShop = create(persist<Shop>(go, {}));', 'useShop().total', 'number'],
    [
      'made by a function of the project',
      `function make<S>(go: any) { return create<S>()(go); }\nconst useShop = make<Shop>(go);`,
      'useShop((s) => s.total)',
      'number',
    ],
    ['as it begins', 'const useShop = create((set) => ({ step: 1 }));', 'useShop((s) => s.step)', 'number'],
    [
      'not what begins as nothing',
      'const useShop = create(() => ({ n: null }));',
      'useShop((s) => s.n)',
      'unknown',
    ],
    ['not an empty list', 'const useShop = create(() => ({ n: [] }));', 'useShop((s) => s.n)', 'unknown'],
    ['not what is put there later', 'const useShop = create(() => ({}));', 'useShop((s) => s.n)', 'unknown'],
    [
      'not what something else of that name makes',
      'const create = <T,>() => (go: any) => load();\nconst useShop = create<Shop>()(go);',
      'useShop().total',
      'unknown',
    ],
  ])('%s', (_, before, value, type) => expect(typeOf(value, before)).toBe(type));

  it.each([
    ['in the store', 'const useShop = create<Shop>()(persist((set, get) => ({ add: () => {CALL} }), {}));'],
    ['in a slice', 'const slice: StateCreator<Shop, [], [], {}> = (set, get) => ({ add: () => {CALL} });'],
    ['in a thunk', 'const go = (): ThunkAction<void, Shop> => (dispatch, get) => {CALL};'],
  ])('what is asked for %s', (_, code) => {
    const call = `{ const { total } = get(); nv('event', 'e', { total, note: get().note }); }`;
    expect(sites(shop + code.replace('{CALL}', call))).toEqual(['e { total: number, note?: string }']);
  });
});

describe('what reducers keep is of the type that they begin with', () => {
  const root = `const cart = createSlice({ name: 'cart', initialState: { total: 1, at: null } as { total: number; at: Date | null }, reducers: {} });
const first: Shop = load();
const other = createSlice({ name: 'other', initialState: first, reducers: {} });
function old(state: { page: string } = { page: '' }, action: any) { return state; }
const reducer = combineReducers({ cart: cart.reducer, other: other.reducer, old, plain: createReducer({ n: 1 }, go) });
const store = configureStore({ reducer });
type State = ReturnType<typeof store.getState>;
`;
  it.each([
    ['of a slice', 'useSelector((state: State) => state.cart.total)', 'number'],
    ['of one that is annotated', 'useSelector((state: State) => state.other.note)', '?string'],
    ['of a function', 'useSelector((state: State) => state.old.page)', 'string'],
    ['of another', 'useSelector((state: State) => state.plain.n)', 'number'],
    ['asked outside of components', 'store.getState().cart.at', 'date|null'],
    ['by a function with a name', 'useSelector(pick)', 'number', 'const pick = (s: State) => s.cart.total;'],
    [
      'by the type of the reducer',
      'useSelector((s: R) => s.cart.total)',
      'number',
      'type R = ReturnType<typeof reducer>;',
    ],
    [
      'by the type of what makes the store',
      'useSelector((s: R) => s.cart.total)',
      'number',
      `const make = () => configureStore({ reducer });\ntype Store = ReturnType<typeof make>;\ntype R = ReturnType<Store['getState']>;`,
    ],
    [
      'by a hook that is declared for it',
      'useAppSelector((s) => s.cart.total)',
      'number',
      'const useAppSelector: TypedUseSelectorHook<State> = useSelector;',
    ],
    [
      'by one that is made for it',
      'useAppSelector((s) => s.cart.total)',
      'number',
      'const useAppSelector = useSelector.withTypes<State>();',
    ],
    [
      'put together of several',
      'useSelector(both)',
      'string',
      'const both = createSelector((s: State) => s.cart.total, (s: State) => s.old.page, (total, page) => page);',
    ],
    [
      'put together of a list',
      'useSelector(both)',
      'number',
      'const both = createSelector([(s: State) => s.cart.total], (total) => total);',
    ],
    [
      'put together, as it is written',
      'useSelector(both)',
      'string',
      'const both = createSelector<State, number, string>((s) => s.cart.total, go);',
    ],
    ['not a part that no reducer keeps', 'useSelector((state: State) => state.gone.n)', 'unknown'],
  ])('%s', (_, value, type, more = '') => expect(typeOf(value, root + more)).toBe(type));

  it('in a saga', () => {
    const saga = (asked: string) =>
      `${shop}${root}const pick = (s: State) => s.cart.total;\nfunction* go() { const n = ${asked}; nv('event', 'e', { n }); }`;
    expect(sites(saga('yield select(pick)'))).toEqual(['e { n: number }']);
    expect(sites(saga('yield* select(pick)'))).toEqual(['e { n: number }']);
    expect(sites(saga('select(pick)'))).toEqual(['e { n: unknown }']);
  });
});

describe('what is watched, or called for its value, is of the type that it is made with', () => {
  it.each([
    ['a proxy', 'const state = proxy<Shop>({ total: 1 });', 'state.items', 'array'],
    ['what is read of it', 'const state = proxy<Shop>(u);', 'useSnapshot(state).note', '?string'],
    ['an object that reacts', 'const state = reactive<Shop>(u);', 'state.total', 'number'],
    [
      'not what a function of the project makes',
      'const proxy = (it) => go(it);\nconst state = proxy({ n: 1 });',
      'state.n',
      'unknown',
    ],
    ['what a function makes', 'const state = useLocalObservable(() => ({ n: 1 }));', 'state.n', 'number'],
    ['what is remembered', 'const total = useMemo<number>(() => load(), []);', 'total', 'number'],
    ['a signal', 'const total = signal(1);', 'total()', 'number'],
    ['a signal with a type', 'const shop = signal<Shop>(u);', 'shop().items', 'array'],
    ['a signal that is derived', `const name = computed(() => 'a' + u);`, 'name()', 'string'],
    [
      'not one of a function of the project',
      'const signal = (n: number) => load;\nconst total = signal(1);',
      'total()',
      'unknown',
    ],
    ['not a signal that begins as nothing', 'const total = signal(null);', 'total()', 'unknown'],
  ])('%s', (_, before, value, type) => expect(typeOf(value, before)).toBe(type));

  it('a signal and an input of a class', () => {
    const code = `class Page { total = signal(0); name = input.required<string>(); other = load();
      go() { nv('event', 'e', { total: this.total(), name: this.name(), other: this.other() }); } }`;
    expect(sites(code)).toEqual(['e { total: number, name: string, other: unknown }']);
  });

  it.each([
    ['a store of Svelte', 'const total = writable(1);', '$total', 'number'],
    ['one with a type', 'const shop = writable<Shop>(u);', '$shop.items', 'array'],
    ['one that is annotated', 'const shop: Writable<Shop> = u;', '$shop.total', 'number'],
    ['one that is derived', 'const shop = derived(other, () => 1);', '$shop', 'number'],
    ['not one that begins as nothing', 'const shop = writable(null);', '$shop', 'unknown'],
    ['not what is none', 'const shop = load();', '$shop', 'unknown'],
  ])('%s', (_, before, value, type) => {
    expect(typeOf(value, before, 'a.svelte')).toBe(type);
    expect(typeOf(value, before)).toBe('unknown');
  });
});

describe('what is fetched is of the type that is asked for', () => {
  const load = 'async function load(): Promise<Shop> { return u; }\n';
  it.each([
    ['by a client', 'const { data } = await http.get<Shop>(u);', 'data.total', 'number'],
    ['as a whole', 'const answer = await http.post<Shop>(u);', 'answer.data.items', 'array'],
    ['by a hook', 'const { data } = useQuery<Shop>(u);', 'data.total', 'number'],
    [
      'by a function of a hook',
      'const { data } = useQuery({ queryFn: () => load() });',
      'data?.total',
      '?number',
    ],
    ['by one that comes second', 'const { data } = useSWR(u, load);', 'data.items', 'array'],
    [
      'not what holds it itself',
      'const answer = await http.get<{ data: number }>(u);',
      'answer.data',
      'unknown',
    ],
    ['not by another method', 'const n = config.get<number>(u);', 'n', 'unknown'],
    [
      'not by a function of the project',
      'const http = { get<T>(): any {} };\nconst answer = http.get<Shop>();',
      'answer.data',
      'unknown',
    ],
  ])('%s', (_, before, value, type) => expect(typeOf(value, load + before)).toBe(type));
});

describe('types of values are read', () => {
  const defaults = `const defaults = { n: 1, s: '', of: { b: true }, none: null, ...{ more: 1 } };\n`;
  it.each([
    ['of a constant', 'typeof defaults', defaults, 'it.of.b', 'boolean'],
    ['of a part of one', 'typeof defaults.of', defaults, 'it.b', 'boolean'],
    ['of what it has of another', 'typeof defaults', defaults, 'it.more', 'number'],
    [
      'of what a function returns',
      'ReturnType<typeof make>',
      `const make = () => ({ n: 1 });`,
      'it.n',
      'number',
    ],
    [
      'as it is written',
      'ReturnType<typeof make>',
      `function make(): Shop { return u; }`,
      'it.items',
      'array',
    ],
    ['of a type of functions', 'ReturnType<Make>', `type Make = () => Shop;`, 'it.total', 'number'],
    [
      'of what a function that selects returns',
      'ReturnType<typeof pick>',
      'const pick = createSelector<Shop, Shop>(go, go);',
      'it.total',
      'number',
    ],
    [
      'of props with children',
      'PropsWithChildren<Shop>',
      `import type { PropsWithChildren } from 'react';`,
      'it.total',
      'number',
    ],
    ['of them by their whole name', 'React.PropsWithChildren<Shop>', '', 'it.total', 'number'],
    [
      'of what a component takes',
      'ComponentProps<typeof Link>',
      `import { ComponentProps } from 'react';
const Link = ({ n }: { n: number }) => n;`,
      'it.n',
      'number',
    ],
    [
      'not of a type of another package',
      'PropsWithChildren<Shop>',
      `import type { PropsWithChildren } from 'p';`,
      'it.total',
      'unknown',
    ],
    [
      'not of what makes an action',
      'ReturnType<typeof paid>',
      `const paid = (n: number) => action('paid', { n });`,
      'it',
      'unknown',
    ],
    ['not of what may be anything', 'typeof defaults', defaults, 'it.none', 'unknown'],
    [
      'not of several results',
      'ReturnType<typeof make>',
      'const make = () => { if (u) return { n: 1 }; return { n: 2 }; };',
      'it.n',
      'unknown',
    ],
    [
      'not of the first that a function takes',
      'ReturnType<typeof sum>',
      'function sum(a: number, b: number) { return go(); }',
      'it',
      'unknown',
    ],
    [
      'not of a type of that name',
      'ReturnType<typeof make>',
      `import type { ReturnType } from 'p';\nconst make = () => ({ n: 1 });`,
      'it.n',
      'unknown',
    ],
  ])('%s', (_, type, before, value, expected) =>
    expect(typeOf(value, `${before}\ndeclare const it: ${type};`)).toBe(expected),
  );

  it('and are all that is sent', () => {
    const code = `const defaults = { n: 1, s: '' };\nexport const go = (it: typeof defaults) => nv('event', 'e', it);`;
    expect(sites(code)).toEqual(['e { n: number, s: string }']);
    const state = `const useShop = create(() => ({ n: 1 }));\nexport const go = () => nv('event', 'e', useShop());`;
    expect(sites(state)).toEqual(['e { n: number, … }']);
  });

  it.each([
    ['(u as Error).message', 'string'],
    ['(u as Error & { code: number }).name', 'string'],
    ['(u as TypeError).stack', '?string'],
    ['new URL(u).pathname', 'string'],
    ['(u.target as HTMLInputElement).checked', 'boolean'],
    ['(u as File).size', 'number'],
    ['(u as File).other', 'unknown'],
    ['(u as Text).data', 'unknown'],
  ])('of the language: %s', (value, type) => expect(typeOf(value)).toBe(type));

  it('not of a type of the same name', () => {
    expect(typeOf('(u as Error).message', `import type { Error } from './errors';`)).toBe('unknown');
    expect(typeOf('new URL(u).pathname', `import { URL } from './urls';`)).toBe('unknown');
  });
});

describe('what a generic function of the project returns is what it is called with', () => {
  const functions = `function same<T extends object>(it: T): T { return go(it); }
function first<T>(all: T[]): T | undefined { return all[0]; }
async function kept<T>(make: () => Promise<T>): Promise<T> { return make(); }
const select = <T>(pick: (shop: Shop) => T): T => go(pick);
function other<T>(it: string): T { return go(it); }
function inject<T>(token: Token<T>): T { return go(token); }
const ofShop = new Token<Shop>('shop');
declare const shop: Shop; declare const shops: Shop[];
`;
  it.each([
    ['the same', 'same(shop).total', 'number'],
    ['the same, as it is written', 'same({ n: 1 }).n', 'number'],
    ['an element of a list', 'first(shops)?.items', '?array'],
    ['what another comes to', '(await kept(() => shop)).total', 'number'],
    ['what a function takes', 'select((it) => it.total)', 'number'],
    ['what may not be there', 'select((it) => it.note)', '?string'],
    ['what is written', 'other<Shop>(u).total', 'number'],
    ['what a token is made for', 'inject(ofShop).items', 'array'],
    ['not what another stands for', 'inject(u).items', 'unknown'],
    ['not what nobody says', 'other(u).total', 'unknown'],
    ['not of what is not known', 'same(u).total', 'unknown'],
  ])('%s', (_, value, type) => expect(typeOf(value, functions)).toBe(type));
});
