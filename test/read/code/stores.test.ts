import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const send = `send: (name, more) => { nv('event', name, more); }`;
const found = (store: string, use: string) =>
  sites({
    'src/store.ts': store,
    'src/use.tsx': `import { useStore, store } from './store';\n${use}`,
  }).filter((site) => !site.startsWith('?'));

describe('an action of a store is found where it is called', () => {
  it.each([
    [
      'of a slice',
      `const slice: StateCreator<Store> = (set, get) => ({ ${send} });\nexport const useStore = create<Store>()((...all) => ({ ...slice(...all), n: 1 }));`,
      `const send = useStore((state) => state.send);\nsend('sent', { n: 1 });`,
    ],
    [
      'through middleware',
      `const slice = (set) => ({ ${send} });\nexport const useStore = create<Store>()(devtools(persist((...all) => ({ ...slice(...all) }), { name: 'a' })));`,
      `const { send } = useStore();\nsend('sent', { n: 1 });`,
    ],
    [
      'outside of components',
      `export const useStore = create(immer((set) => ({ ${send} })));`,
      `useStore.getState().send('sent', { n: 1 });`,
    ],
    [
      'within an object of the state',
      `export const useStore = create((set) => ({ tracking: { ${send} } }));`,
      `const { tracking } = useStore();\ntracking.send('sent', { n: 1 });`,
    ],
    [
      'of a store that is no hook',
      `export const store = createStore<Store>()((set) => ({ ${send} }));`,
      `const send = useStoreOf(store, (state) => state.send);\nsend('sent', { n: 1 });`,
    ],
    [
      'by a hook of one’s own',
      `const store = createStore((set) => ({ ${send} }));\nexport const useStore = (pick) => useZustandStore(store, pick);`,
      `const send = useStore((state) => state.send);\nsend('sent', { n: 1 });`,
    ],
    [
      'of Pinia that is made of options',
      `export const useStore = defineStore('shop', { state: () => ({ n: 1 }), actions: { send(name, more) { nv('event', name, more); } } });`,
      `const shop = useStore();\nshop.send('sent', { n: 1 });`,
    ],
    [
      'of Pinia that is made of options, taken out',
      `export const useStore = defineStore({ id: 'shop', actions: { ${send} } });`,
      `const { send } = useStore();\nsend('sent', { n: 1 });`,
    ],
    [
      'by another action of it',
      `export const useStore = create((set, get) => ({ ${send}, go() { get().send('sent', { n: 1 }); } }));`,
      '',
    ],
    [
      'by another action of its slice',
      `export const slice: StateCreator<Store> = (set, get) => ({ ${send}, go: () => { const { send } = get(); send('sent', { n: 1 }); } });`,
      '',
    ],
  ])('%s', (_, store, use) => {
    expect(found(store, use)).toEqual(['sent { n: number }']);
  });

  it.each([
    [
      'another action is picked',
      `export const useStore = create((set) => ({ ${send}, other: (name) => {} }));`,
      `const send = useStore((state) => state.other);\nsend('sent');`,
    ],
    [
      'it is no action of the options',
      `export const useStore = defineStore('shop', { getters: { ${send} }, actions: {} });`,
      `useStore().send('sent');`,
    ],
    [
      'the function is given to no store',
      `export const it = make((set, get) => ({ ${send}, go() { get().send('sent'); } }));`,
      '',
    ],
    [
      'the first parameter is called',
      `export const useStore = create((set, get) => ({ ${send}, go() { set().send('sent'); } }));`,
      '',
    ],
    [
      'it is no store that a hook is given',
      `export const store = { n: 1 };`,
      `const send = useStoreOf(store, (state) => state.send);\nsend('sent');`,
    ],
  ])('but not where %s', (_, store, use) => {
    expect(found(store, use)).toEqual([]);
  });
});
