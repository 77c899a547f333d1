import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const calls = [{ module: 'analytics', callee: 'createAnalytics().track', event: '0', attributes: '1' }];
const found = (main: string, component: string) =>
  sites({ 'src/main.ts': main, 'src/Button.vue': component }, { calls }).filter(
    (site) => !site.startsWith('?'),
  );

const script = (code: string) => `<script>export default { methods: { go() { ${code} } } }</script>`;
const template = (code: string) => `<template><b @click="${code}" /></template>`;
const send = `(name, more) => nv('event', name, more)`;
const client = `import { createAnalytics } from 'analytics';\nconst analytics = createAnalytics();\n`;

describe('what all components of Vue are given is found in them', () => {
  it.each([
    ['a method', `app.config.globalProperties.$track = ${send};`, script(`this.$track('sent', { n: 1 });`)],
    ['a template', `app.config.globalProperties.$track = ${send};`, template(`$track('sent', { n: 1 })`)],
    ['Vue 2', `Vue.prototype.$track = ${send};`, script(`this.$track('sent', { n: 1 });`)],
    [
      'a plugin',
      `export default { install(app) { app.config.globalProperties.$track = ${send}; } };`,
      template(`$track('sent', { n: 1 })`),
    ],
    [
      'a function by its name',
      `const track = ${send};\nVue.prototype.$send = track;`,
      script(`this.$send('sent', { n: 1 });`),
    ],
    [
      'a client',
      `${client}app.config.globalProperties.$client = analytics;`,
      script(`this.$client.track('sent', { n: 1 });`),
    ],
    [
      'a method that is mixed in',
      `Vue.mixin({ methods: { $track(name, more) { nv('event', name, more); } } });`,
      script(`this.$track('sent', { n: 1 });`),
    ],
    [
      'a method of options that are mixed in',
      `const mixin = { methods: { track: ${send} } };\napp.mixin(mixin);`,
      template(`track('sent', { n: 1 })`),
    ],
    [
      'a client that is computed by what is mixed in',
      `${client}Vue.mixin({ computed: { $client: () => analytics } });`,
      script(`this.$client.track('sent', { n: 1 });`),
    ],
    [
      'a client that goes by the name of Vue, too',
      `${client}Vue.$client = analytics;\nVue.mixin({ computed: { $client: () => analytics } });`,
      script(`this.$client.track('sent', { n: 1 });`),
    ],
    [
      'a client where there is no component',
      `${client}Vue.$client = analytics;`,
      script(`Vue.$client.track('sent', { n: 1 });`),
    ],
    [
      'a client in a template',
      `${client}app.config.globalProperties.$client = analytics;`,
      template(`$client.track('sent', { n: 1 })`),
    ],
  ])('%s', (_, main, component) => {
    expect(found(main, component)).toEqual(['sent { n: number }']);
  });

  it.each([
    ['another name', `Vue.prototype.$track = ${send};`, script(`this.$send('sent');`)],
    ['what is mixed into something else', `_.mixin({ track: ${send} });`, template(`track('sent')`)],
    [
      'what is computed as one of two',
      `Vue.mixin({ computed: { $track() { if (this.off) return (name) => log(name); return ${send}; } } });`,
      template(`$track('sent')`),
    ],
    ['what something else holds', `Other.$track = ${send};`, template(`$track('sent')`)],
    [
      'what two places give',
      `Vue.prototype.$a = ${send};\nVue.prototype.$a = other;`,
      template(`$a('sent')`),
    ],
    ['a property of another object', `other.$track = ${send};`, script(`this.$track('sent');`)],
    [
      'a method of its own',
      `Vue.prototype.$track = ${send};`,
      `<script>export default { methods: { $track(name) {}, go() { this.$track('sent'); } } }</script>`,
    ],
  ])('but not %s', (_, main, component) => {
    expect(found(main, component)).toEqual([]);
  });
});

describe('what is provided under a key is found where it is injected', () => {
  const setup = (code: string) => `<script setup>${code}</script>`;
  it.each([
    [
      'a text',
      `app.provide('track', ${send});`,
      setup(`const track = inject('track');\ntrack('sent', { n: 1 });`),
    ],
    [
      'a function by another name',
      `const post = ${send};\napp.provide('track', post);`,
      setup(`const track = inject('track');\ntrack('sent', { n: 1 });`),
    ],
    [
      'what all components have',
      `app.config.globalProperties.$track = ${send};\napp.provide('$send', app.config.globalProperties.$track);`,
      setup(`const $send = inject('$send');\n$send('sent', { n: 1 });`),
    ],
    [
      'a constant',
      `export const TrackKey = Symbol();\napp.provide(TrackKey, ${send});`,
      setup(`import { TrackKey } from './main';\nconst send = inject(TrackKey);\nsend('sent', { n: 1 });`),
    ],
  ])('%s', (_, main, component) => {
    expect(found(main, component)).toEqual(['sent { n: number }']);
  });

  it('but not under another', () => {
    const component = setup(`const track = inject('other');\ntrack('sent');`);
    expect(found(`app.provide('track', ${send});`, component)).toEqual([]);
  });
});

describe('what the options of a component provide is found where others inject it', () => {
  const parent = (provide: string, more = '') => `export default { ${provide}, ${more} };`;
  const child = (inject: string, code = `this.track('sent', { n: 1 });`) =>
    `<script>export default { inject: ${inject}, mounted() { ${code} } };</script>`;
  it.each([
    ['an object', parent(`provide: { track: ${send} }`), child(`['track']`)],
    ['what a function returns', parent(`provide() { return { track: ${send} }; }`), child(`['track']`)],
    ['what an arrow returns', parent(`provide: () => ({ track: ${send} })`), child(`['track']`)],
    [
      'a method of its own',
      parent(
        `provide() { return { track: this.track }; }`,
        `methods: { track(name, more) { nv('event', name, more); } }`,
      ),
      child(`['track']`),
    ],
    ['a list that names others, too', parent(`provide: { track: ${send}, a: 1 }`), child(`['a', 'track']`)],
    ['a default alone', parent(`provide: { track: ${send} }`), child(`{ track: { default: null } }`)],
    [
      'an object with methods',
      parent(`provide: { stats: { track: ${send} } }`),
      child(`['stats']`, `this.stats.track('sent', { n: 1 });`),
    ],
    [
      'a template',
      parent(`provide: { track: ${send} }`),
      `<template><b @click="track('sent', { n: 1 })" /></template>\n<script>export default { inject: ['track'] };</script>`,
    ],
    [
      'a setup',
      parent(`provide: { track: ${send} }`),
      `<script setup>const track = inject('track');\ntrack('sent', { n: 1 });</script>`,
    ],
    ['what an app provides', `app.provide('track', ${send});`, child(`['track']`)],
  ])('%s', (_, main, component) => {
    expect(found(main, component)).toEqual(['sent { n: number }']);
  });

  it.each([
    ['what is not injected', parent(`provide: { track: ${send} }`), child(`['other']`)],
    ['what is provided under another key', parent(`provide: { other: ${send} }`), child(`['track']`)],
    [
      'a method of the same name',
      parent(`provide: { track: ${send} }`),
      `<script>export default { inject: ['track'], methods: { track() {} }, mounted() { this.track('sent'); } };</script>`,
    ],
    ['another key by the same name', parent(`provide: { track: ${send} }`), child(`{ track: 'send' }`)],
    [
      'another key with a default',
      parent(`provide: { track: ${send} }`),
      child(`{ track: { from: 'send', default: () => {} } }`),
    ],
    ['a key that is no text', parent(`provide: { track: ${send} }`), child(`{ track: { from: key } }`)],
  ])('but not %s', (_, main, component) => {
    expect(found(main, component)).toEqual([]);
  });
});

describe('a method of a component of Vue is found', () => {
  const track = `track(name, more) { nv('event', name, more); }`;
  const component = (options: string) => `<script>export default { ${options} };</script>`;
  it.each([
    ['in a hook', '', component(`mounted() { this.track('sent', { n: 1 }); }, methods: { ${track} }`)],
    [
      'in what is computed',
      '',
      component(`computed: { a() { return this.track('sent', { n: 1 }); } }, methods: { ${track} }`),
    ],
    [
      'in a callback',
      '',
      component(`methods: { go() { run({ done: () => this.track('sent', { n: 1 }) }); }, ${track} }`),
    ],
    [
      'in a mixin',
      `export default { methods: { ${track} } };`,
      `<script>import main from './main';\nexport default { mixins: [main], mounted() { this.track('sent', { n: 1 }); } };</script>`,
    ],
    [
      'in what it extends',
      `export default { methods: { ${track} } };`,
      `<script>import main from './main';\nexport default { extends: main, methods: { go() { this.track('sent', { n: 1 }); } } };</script>`,
    ],
  ])('%s', (_, main, code) => {
    expect(found(main, code)).toEqual(['sent { n: number }']);
  });

  it.each([
    [
      'of a class in it',
      component(`methods: { ${track}, go() { return class { go() { this.track('sent'); } }; } }`),
    ],
    [
      'behind the options',
      `<script>export default { methods: { ${track} } };\nexport const go = function () { this.track('sent'); };</script>`,
    ],
  ])('but not one %s', (_, code) => {
    expect(found('', code)).toEqual([]);
  });
});
