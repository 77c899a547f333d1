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
      'a client in a template',
      `${client}app.config.globalProperties.$client = analytics;`,
      template(`$client.track('sent', { n: 1 })`),
    ],
  ])('%s', (_, main, component) => {
    expect(found(main, component)).toEqual(['sent { n: number }']);
  });

  it.each([
    ['another name', `Vue.prototype.$track = ${send};`, script(`this.$send('sent');`)],
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
