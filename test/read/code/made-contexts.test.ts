import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const send = `{ send: (name, details) => nv('event', name, details) }`;
const makers = {
  'a list': [
    `function make() {\n  const Context = createContext(null);\n  return [Context.Provider, () => useContext(Context)];\n}`,
    `const [ShopProvider, useShop] = make();\nconst [OtherProvider, useOther] = make();`,
    ['ShopProvider', 'useShop()', 'OtherProvider', 'useOther()'],
  ],
  'an object': [
    `function make() {\n  const Context = createContext(null);\n  const useValue = () => useContext(Context);\n  return { Provider: Context.Provider, useValue };\n}`,
    `const Shop = make();\nconst Other = make();`,
    ['Shop.Provider', 'Shop.useValue()', 'Other.Provider', 'Other.useValue()'],
  ],
  'what is taken out of an object': [
    `function make() {\n  const Context = createContext(null);\n  function useValue() { const value = useContext(Context); if (!value) throw new Error('none'); return value; }\n  return { Provider: Context.Provider, useValue };\n}`,
    `const { Provider: ShopProvider, useValue: useShop } = make();\nconst { Provider: OtherProvider, useValue: useOther } = make();`,
    ['ShopProvider', 'useShop()', 'OtherProvider', 'useOther()'],
  ],
} as const;

describe('a context that a function makes is known by the call that made it', () => {
  it.each(Object.entries(makers))(
    'handed over in %s',
    (_, [make, made, [Provider, use, Other, useOther]]) => {
      const code = `import { createContext, useContext } from 'react';
${make}
${made}
const App = () => <${Provider} value={${send}}><${Other} value={{ send: log }}><Page /></${Other}></${Provider}>;
function Page() {
  const { send } = ${use};
  const { send: other } = ${useOther};
  send('paid', { n: 1 });
  other('left', {});
}`;
      expect(sites({ 'a.tsx': code })).toEqual(['paid { n: number }']);
    },
  );

  it('over several files', () => {
    const [make] = makers['an object'];
    const files = {
      'make.tsx': `import { createContext, useContext } from 'react';\nexport ${make}`,
      'shop.tsx': `import { make } from './make';\nexport const { Provider: ShopProvider, useValue: useShop } = make();`,
      'app.tsx': `import { ShopProvider } from './shop';\nexport const App = () => <ShopProvider value={${send}}><Page /></ShopProvider>;`,
      'page.tsx': `import { useShop } from './shop';\nexport function Page() { const { send } = useShop(); send('paid', { n: 1 }); }`,
    };
    expect(sites(files)).toEqual(['paid { n: number }']);
  });

  it('and what a pattern takes out of one goes by it', () => {
    const code = `import { createContext, useContext } from 'react';
const Shop = createContext(null);
const { Provider: ShopProvider } = Shop;
const App = () => <ShopProvider value={${send}}><Page /></ShopProvider>;
function Page() { useContext(Shop).send('paid', { n: 1 }); }`;
    expect(sites({ 'a.tsx': code })).toEqual(['paid { n: number }']);
  });

  it.each([
    [
      'an element of a package',
      `import { ShopProvider } from 'shop';`,
      `<ShopProvider value={${send}}><Page /></ShopProvider>`,
    ],
    [
      'a component that only is called so',
      `const ShopProvider = ({ value }) => <p>{value.name}</p>;`,
      `<ShopProvider value={${send}}><Page /></ShopProvider>`,
    ],
  ])('but not by %s', (_, made, element) => {
    const code = `import { createContext, useContext } from 'react';
const Shop = createContext(null);
${made}
const App = () => ${element};
function Page() { useContext(Shop).send('paid', { n: 1 }); }`;
    expect(sites({ 'a.tsx': code }).filter((each) => each.startsWith('paid'))).toEqual([]);
  });
});
