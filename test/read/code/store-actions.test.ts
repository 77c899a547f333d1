import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const action = `send({ commit }, { name, ...more }) { commit('sent'); nv('event', name, more); }`;
const shop = `export default { namespaced: true, state: {}, actions: { ${action} } };`;
const store = `import Vuex from 'vuex';\nimport shop from './shop';\nexport const store = new Vuex.Store({ modules: { shop } });`;
const given = `{ name: 'sent', n: 1 }`;

/** The call sites of which the name is known, in a file beside a store. */
const found = (
  use: string,
  files: Record<string, string> = { 'store.js': store, 'shop.js': shop },
  file = 'use.ts',
) => sites({ ...files, [file]: use }).filter((site) => !site.startsWith('?'));

const component = (methods: string, template = '') =>
  `<template><a ${template} /></template>\n<script>\nexport default { methods: { ${methods} } };\n</script>`;

describe('an action of Vuex is found where it is dispatched', () => {
  it.each([
    ['by a module', `import { store } from './store';\nstore.dispatch('shop/send', ${given});`],
    [
      'by the store of a hook',
      `const store = useStore();\nconst pay = () => store.dispatch('shop/send', ${given});`,
    ],
    ['by what is taken out of it', `const { dispatch } = useStore();\ndispatch('shop/send', ${given});`],
  ])('%s', (_, use) => {
    expect(found(use)).toEqual(['sent { n: number }']);
  });

  it.each([
    ['a component', component(`pay() { this.$store.dispatch('shop/send', ${given}); }`)],
    ['a template', component('', `@click="$store.dispatch('shop/send', { name: 'sent', n: 1 })"`)],
    ['a method by its name', component(`...mapActions('shop', ['send']), pay() { this.send(${given}); }`)],
    [
      'a method by another',
      component(`...mapActions({ report: 'shop/send' }), pay() { this.report(${given}); }`),
    ],
    [
      'one in a template',
      component(
        `...mapActions(['shop/send', 'other']), ...mapActions('shop', { report: 'send' })`,
        `@click="report({ name: 'sent', n: 1 })"`,
      ),
    ],
    [
      'a method of helpers',
      component(`...mapActions(['send']), pay() { this.send(${given}); }`).replace(
        'export',
        `const { mapActions } = createNamespacedHelpers('shop');\nexport`,
      ),
    ],
  ])('by %s', (_, use) => {
    expect(found(use, undefined, 'Use.vue')).toEqual(['sent { n: number }']);
  });

  const use = (text: string) => `this.$store.dispatch('${text}', ${given});`;
  const root = (options: string) =>
    `import { createStore } from 'vuex';\nimport * as shop from './shop';\nexport default createStore(${options});`;
  it.each([
    ['of the store itself', 'send', { 'store.js': root(`{ actions: { ${action} } }`) }],
    [
      'of a module without a namespace',
      'send',
      { 'store.js': root(`{ modules: { shop: { actions: { ${action} } } } }`) },
    ],
    [
      'of a module in one',
      'all/shop/send',
      {
        'store.js': root('{ modules: { all: { namespaced: true, modules: { shop } } } }'),
        'shop.js': `export const namespaced = true;\nexport const actions = { ${action} };`,
      },
    ],
    [
      'of actions in a file',
      'shop/send',
      {
        'store.js': root('{ modules: { shop } }').replace('* as shop', 'shop'),
        'shop/index.js': `import actions from './actions';\nexport default { namespaced: true, actions };`,
        'shop/actions.js': `export default { ${action} };`,
      },
    ],
    ['of a module of Nuxt', 'shop/send', { 'store/shop.js': `export const actions = { ${action} };` }],
    ['of the store of Nuxt', 'send', { 'store/index.js': `export const actions = { ${action} };` }],
    [
      'that another one dispatches',
      'shop/go',
      {
        'store.js': store,
        'shop.js': shop.replace('actions: {', `actions: { go({ dispatch }) { dispatch('send', ${given}); },`),
      },
    ],
    [
      'that the store itself dispatches',
      'go',
      {
        'store.js': store.replace(
          '{ modules',
          `{ actions: { go(context) { context.dispatch('shop/send', ${given}); } }, modules`,
        ),
        'shop.js': shop,
      },
    ],
    [
      'that another one dispatches from the root',
      'shop/go',
      {
        'store.js': store,
        'shop.js': shop.replace(
          'actions: {',
          `actions: { go(context, n) { context.dispatch('shop/send', ${given}, { root: true }); },`,
        ),
      },
    ],
  ])('%s', (_, text, files) => {
    expect(found(use(text), files)).toEqual(['sent { n: number }']);
  });

  it.each([
    ['another action', `store.dispatch('shop/post', ${given});`],
    ['one of another module', `store.dispatch('other/send', ${given});`],
    ['one of the store itself', `store.dispatch('send', ${given});`],
    ['one that is not known', `store.dispatch(\`\${name}/send\`, ${given});`],
    ['what is no store', `queue.dispatch('shop/send', ${given});`],
    ['a mutation', `store.commit('shop/send', ${given});`],
    ['an action of Redux', `store.dispatch({ type: 'shop/send', payload: ${given} });`],
  ])('but not %s', (_, code) => {
    expect(found(code)).toEqual([]);
  });

  it('nor what two stores do', () => {
    const other = store.replace('./shop', './other');
    const files = { 'store.js': store, 'shop.js': shop, 'other-store.js': other, 'other.js': shop };
    expect(found(use('shop/send'), files)).toEqual([]);
  });

  it('of Pinia, where a component has it among its methods', () => {
    const files = {
      'store.js': `export const useShop = defineStore('shop', { actions: { send({ name, ...more }) { nv('event', name, more); } } });`,
    };
    const script = component(`...mapActions(useShop, ['send']), pay() { this.send(${given}); }`);
    expect(
      found(script.replace('export', `import { useShop } from './store';\nexport`), files, 'Use.vue'),
    ).toEqual(['sent { n: number }']);
  });
});
