import { describe, expect, it } from 'vitest';
import { placedSites, sites } from './sites.ts';

const component = (attribute: string, more = '') =>
  `<template>\n  <b\n    ${attribute}\n  />\n</template>\n${more}`;
const send = `nv('event', value.name, { n: value.n })`;
const given = `v-track="{ name: 'sent', n: 1 }"`;

/** The call sites in a component, of which other files define what a directive runs. */
const found = (file: string, main: Record<string, string> = {}) =>
  sites({ ...main, 'src/Button.vue': file }).filter((site) => !site.startsWith('?'));

describe('what a directive of Vue is given is found where it stands', () => {
  it.each([
    ['registered for all', `app.directive('track', { mounted(el, { value }) { ${send}; } });`],
    ['of the second version', `Vue.directive('track', { bind: (el, { value }) => ${send} });`],
    ['as a function alone', `app.directive('track', (el, { value }) => ${send});`],
    [
      'of a plugin, on a click',
      `export default { install(app) { app.directive('track', { beforeMount: (el, binding) => { el.addEventListener('click', () => { const { value } = binding; ${send}; }); } }); } };`,
    ],
    [
      'with a hook before it that is not told what it is given',
      `app.directive('track', { created() { go(); }, mounted(el, { value }) { ${send}; } });`,
    ],
    [
      'where the hook looks at its element',
      `app.directive('track', (el, { value }) => { if (el.dataset.on) ${send}; });`,
    ],
    [
      'through a wrapper',
      `const post = (value) => ${send};\napp.directive('track', { inserted(el, binding) { post(binding.value); } });`,
    ],
  ])('%s', (_, main) => {
    expect(found(component(given), { 'src/main.ts': main })).toEqual(['sent { n: number }']);
  });

  it.each([
    ['under a name in kebab case', `app.directive('track-event', (el, { value }) => ${send});`],
    ['under one in camel case', `app.directive('trackEvent', (el, { value }) => ${send});`],
  ])('%s', (_, main) => {
    const file = component(`v-track-event="{ name: 'sent', n: 1 }"`);
    expect(found(file, { 'src/main.ts': main })).toEqual(['sent { n: number }']);
  });

  it('in a module of its own', () => {
    const directive = `export const tracking = { mounted(el, { value }) { ${send}; } };`;
    const main = `import { tracking } from './tracking';\napp.directive('track', tracking);`;
    expect(found(component(given), { 'src/tracking.ts': directive, 'src/main.ts': main })).toEqual([
      'sent { n: number }',
    ]);
  });

  it.each([
    [
      'a constant of the script',
      `<script setup>const vTrack = { mounted: (el, { value }) => { ${send}; } };</script>`,
    ],
    [
      'an option of the component',
      `<script>export default { directives: { track: { mounted(el, { value }) { ${send}; } } } };</script>`,
    ],
    [
      'a name among the options',
      `<script>const track = { mounted(el, { value }) { ${send}; } };\nexport default { directives: { track } };</script>`,
    ],
  ])('%s', (_, script) => {
    expect(found(component(given, script))).toEqual(['sent { n: number }']);
  });

  it('of a list, its argument and its modifiers', () => {
    const main = `app.directive('track', { mounted(el, { value, arg, modifiers }) { if (modifiers.once) nv('event', arg, { n: value[0] }); } });`;
    expect(found(component(`v-track:seen.once="[1]"`), { 'src/main.ts': main })).toEqual([
      'seen { n: number }',
    ]);
    expect(found(component(`v-track:seen="[1]"`), { 'src/main.ts': main })).toEqual([]);
  });

  it('at the place of its attribute', () => {
    const main = `app.directive('track', { mounted(el, { value }) { ${send}; } });`;
    expect(placedSites({ 'src/main.ts': main, 'src/Button.vue': component(given) })).toEqual([
      'src/Button.vue:3:5 sent { n: number } via mounted',
    ]);
  });

  it.each([
    ['another directive', `app.directive('follow', (el, { value }) => ${send});`, given],
    [
      'one that two places register',
      `a.directive('track', (el, { value }) => ${send});\nb.directive('track', no);`,
      given,
    ],
    [
      'a prop of that name',
      `app.directive('track', (el, { value }) => ${send});`,
      `:v-track="{ name: 'sent', n: 1 }"`,
    ],
    [
      'one that Vue brings along',
      `app.directive('show', (el, { value }) => ${send});`,
      `v-show="{ name: 'sent' }"`,
    ],
    [
      'a hook that runs when the element goes',
      `app.directive('track', { unmounted(el, { value }) { ${send}; } });`,
      given,
    ],
  ])('but not %s', (_, main, attribute) => {
    expect(found(component(attribute), { 'src/main.ts': main })).toEqual([]);
  });

  it('nor what the script calls by such a name', () => {
    const main = `app.directive('track', (el, { value }) => ${send});`;
    const script = `<script setup>vTrack(el, { value: { name: 'sent' } });</script>`;
    expect(found(`<template><b /></template>${script}`, { 'src/main.ts': main })).toEqual([]);
  });
});

describe('a list is told from other values', () => {
  const wrapper = (value: string) =>
    sites(`
      const one = (name, n) => nv('event', name, { n });
      function track(all) {
        if (Array.isArray(all)) { if (Array.isArray(all[0])) all.forEach((each) => one.apply(null, each)); else one.apply(null, all); }
        else one(all, 1);
      }
      track(${value});`).filter((site) => site !== ofLists);
  /** The call for each of several lists, which nobody hands over. */
  const ofLists = '? { n: unknown }';

  it.each([
    ['a list', `['sent', 1]`],
    ['a text', `'sent'`],
    ['nothing or a list', `isOn ? [] : ['sent', 1]`],
  ])('%s', (_, value) => {
    expect(wrapper(value)).toEqual(['sent { n: number }']);
  });

  it('of two lists neither is taken', () => {
    expect(wrapper(`isOn ? ['sent', 1] : ['other', 1]`)).toEqual([]);
  });
});
