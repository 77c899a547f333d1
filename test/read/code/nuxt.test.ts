import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const calls = [{ module: 'analytics', callee: 'createAnalytics().track', event: '0', attributes: '1' }];
const found = (plugin: string, use: string, file = 'pages/index.vue') =>
  sites({ 'plugins/track.ts': plugin, [file]: use }, { calls }).filter((site) => !site.startsWith('?'));

const send = `(name, more) => nv('event', name, more)`;
const setup = (code: string) => `<script setup>${code}</script>`;
const methods = (code: string) => `<script>export default { methods: { go() { ${code} } } };</script>`;
const options = (code: string) => `<script>export default { ${code} };</script>`;
const template = (code: string) => `<template><b @click="${code}" /></template>`;
const plugin = (code: string) => `export default defineNuxtPlugin(${code});`;
const provided = plugin(`() => ({ provide: { track: ${send} } })`);
const client = `import { createAnalytics } from 'analytics';\nconst analytics = createAnalytics();\n`;

describe('what a plugin of Nuxt provides is found where it is used', () => {
  const used = setup(`useNuxtApp().$track('sent', { n: 1 });`);
  it.each([
    ['returns', provided],
    ['returns by its name', plugin(`() => { const track = ${send}; return { provide: { track } }; }`)],
    [
      'returns as a method',
      plugin(`() => ({ provide: { track(name, more) { nv('event', name, more); } } })`),
    ],
    [
      'returns from its setup',
      plugin(`{ name: 'track', setup() { return { provide: { track: ${send} } }; } }`),
    ],
    [
      'returns instead of nothing',
      plugin(
        `() => { if (off) return { provide: { track: () => {} } }; return { provide: { track: ${send} } }; }`,
      ),
    ],
    ['hands to the app', plugin(`(nuxtApp) => { nuxtApp.provide('track', ${send}); }`)],
    ['hands to what it takes off the app', plugin(`({ provide }) => { provide('track', ${send}); }`)],
    ['injects', `export default ({ app }, inject) => { inject('track', ${send}); };`],
    [
      'injects by a function that is exported by its name',
      `const plugin: Plugin = (ctx, inject) => { inject('track', ${send}); };\nexport default plugin;`,
    ],
    [
      'injects by a function with a name',
      `export default function track(context, inject) { const send = ${send}; inject('track', send); }`,
    ],
  ])('that it %s', (_, code) => {
    expect(found(code, used)).toEqual(['sent { n: number }']);
  });

  it.each([
    ['in a template', template(`$track('sent', { n: 1 })`)],
    ['in a method', methods(`this.$track('sent', { n: 1 });`)],
    ['taken off the app', setup(`const { $track } = useNuxtApp();\n$track('sent', { n: 1 });`)],
    ['of an app that has a name', setup(`const app = useNuxtApp();\napp.$track('sent', { n: 1 });`)],
    ['by the context of Nuxt 2', setup(`const { $track } = useContext();\n$track('sent', { n: 1 });`)],
    [
      'taken off the app by another name',
      setup(`const { $track: send } = useNuxtApp();\nsend('sent', { n: 1 });`),
    ],
    ['of the app that a component has', methods(`this.$nuxt.$track('sent', { n: 1 });`)],
    ['taken off a context', options(`async asyncData({ $track }) { $track('sent', { n: 1 }); }`)],
    ['of a context', options(`fetch(context) { context.$track('sent', { n: 1 }); }`)],
    ['of the app of a context', options(`fetch(context) { context.app.$track('sent', { n: 1 }); }`)],
    ['of the app taken off a context', options(`middleware: ({ app }) => { app.$track('sent', { n: 1 }); }`)],
    ['taken off an app of a context', options(`validate({ app: { $track } }) { $track('sent', { n: 1 }); }`)],
    ['imported', setup(`import { useNuxtApp } from '#imports';\nuseNuxtApp().$track('sent', { n: 1 });`)],
  ])('%s', (_, use) => {
    expect(found(provided, use)).toEqual(['sent { n: number }']);
  });

  it('in a file that is no component', () => {
    const store = `export const go = () => useNuxtApp().$track('sent', { n: 1 });`;
    expect(found(provided, store, 'stores/cart.ts')).toEqual(['sent { n: number }']);
    const middleware = `export default function ({ $track, store }) { $track('sent', { n: 1 }); }`;
    expect(found(provided, middleware, 'middleware/paid.js')).toEqual(['sent { n: number }']);
    expect(found(provided, middleware, 'lib/paid.js')).toEqual([]);
  });

  it.each([
    ['nothing', '() => {}'],
    ['something else', '(name) => log(name)'],
    ['an object that does nothing', '{ go() {} }'],
    ['what adds something', `(name, more) => nv('event', name, { ...more, isServer: true })`],
  ])('where a server has %s', (_, track) => {
    const server = plugin(`() => ({ provide: { track: ${track} } })`);
    const files = { 'plugins/track.client.ts': provided, 'plugins/track.server.ts': server, 'app.vue': used };
    expect(sites(files).filter((site) => !site.startsWith('?'))).toEqual(['sent { n: number }']);
  });

  it.each([
    ['an object', plugin(`() => ({ provide: { stats: { track: ${send} } } })`)],
    [
      'an instance',
      `class Stats { track(name, more) { nv('event', name, more); } }\n${plugin(`() => ({ provide: { stats: new Stats() } })`)}`,
    ],
    ['a client', `${client}${plugin(`() => ({ provide: { stats: analytics } })`)}`],
    ['a client that is injected', `${client}export default (_, inject) => inject('stats', analytics);`],
  ])('by the methods of %s', (_, code) => {
    for (const use of [
      setup(`useNuxtApp().$stats.track('sent', { n: 1 });`),
      setup(`const { $stats } = useNuxtApp();\n$stats.track('sent', { n: 1 });`),
      methods(`this.$stats.track('sent', { n: 1 });`),
      template(`$stats.track('sent', { n: 1 })`),
    ])
      expect(found(code, use)).toEqual(['sent { n: number }']);
  });

  it.each([
    ['a name without its sign', provided, setup(`useNuxtApp().track('sent');`)],
    ['another object', provided, setup(`other().$track('sent');`)],
    ['a context of React', provided, `useContext(Context).$track('sent');`],
    [
      'an app that the project makes',
      provided,
      setup(`const useNuxtApp = () => ({ $track() {} });\nuseNuxtApp().$track('sent');`),
    ],
    ['what another function takes', provided, options(`methods: { go({ $track }) { $track('sent', {}); } }`)],
    [
      'what is taken off something else',
      provided,
      options(`asyncData({ store: { $track } }) { $track('sent', {}); }`),
    ],
    [
      'what two plugins provide',
      plugin(`() => ({ provide: { track: ${send}, other: 1 } })`) +
        plugin(`() => ({ provide: { track: () => post() } })`),
      setup(`useNuxtApp().$track('sent');`),
    ],
    [
      'what another function is given',
      `export default (_, register) => register('track', ${send});`,
      setup(`useNuxtApp().$track('sent');`),
    ],
    [
      'what a function that is not exported injects',
      `function track(_, inject) { inject('track', ${send}); }`,
      setup(`useNuxtApp().$track('sent');`),
    ],
    [
      'what another app provides',
      `export const install = (app) => app.provide('track', ${send});`,
      setup(`useNuxtApp().$track('sent');`),
    ],
  ])('but not %s', (_, code, use) => {
    expect(found(code, use)).toEqual([]);
  });
});
