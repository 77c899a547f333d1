import { describe, expect, it } from 'vitest';
import { placedSites } from './sites.ts';

const vue = (code: string, template = '') =>
  `<script setup lang="ts">\n${code}\n</script>\n<template>${template}</template>`;
const options = (code: string, template = '') =>
  `<script>\nexport default {\n${code}\n}\n</script>\n<template>${template}</template>`;
const send = `function send(name, details) { nv('event', name, details); }`;
const page = (listener: string, more = send) =>
  vue(`import Child from './Child.vue';\n${more}`, `<Child ${listener} />`);
const emits = `const emit = defineEmits(['track']);\nemit('track', 'paid', { n: 1 });`;

const track = { callee: 'track', event: '0', attributes: '1' } as const;

/** The call sites of which the name is known, in components and in those that render them. */
const found = (files: Record<string, string>) =>
  placedSites(files, { calls: [track] }).filter((site) => !site.includes('?'));

describe('what a component of Vue emits is found where it does so', () => {
  it.each([
    ['to a function', page('@track="send"'), 'paid { n: number } via send'],
    [
      'to one that stands there',
      page(`@track="(name, details) => nv('event', name, details)"`),
      'paid { n: number } via track',
    ],
    ['to statements', page(`v-on:track="x = 1; nv('event', $event, {})"`), 'paid {} via track'],
    ['to a call', page('@track.once="send($event, { m: true })"'), 'paid { m: boolean } via track > send'],
    ['to what sends itself', page('@track="track"', ''), 'paid { n: number }'],
    [
      'to a method of options',
      options(
        `components: { TrackChild: () => import('./Child.vue') }, methods: { send(name, details) { nv('event', name, details); } }`,
        '<track-child @track="send" />',
      ),
      'paid { n: number } via send',
    ],
  ])('%s', (_, file, expected) => {
    expect(found({ 'Child.vue': vue(emits), 'Page.vue': file })).toEqual([`Child.vue:3:1 ${expected}`]);
  });

  it.each([
    ['in a template', vue('', `<a @click="$emit('track', 'paid', {})" />`)],
    [
      'by a name of a script',
      vue('const emits = defineEmits<{ track: [string] }>();', `<a @click="emits('track', 'paid', {})" />`),
    ],
    ['in a method', options(`methods: { pay() { this.$emit('track', 'paid', {}); } }`)],
    ['in a setup', options(`setup(props, { emit }) { emit('track', 'paid', {}); }`)],
    [
      'of a context',
      options(`setup(_, context) { return { pay: () => context.emit('track', 'paid', {}) }; }`),
    ],
  ])('%s', (_, child) => {
    expect(found({ 'Child.vue': child, 'Page.vue': page('@track="send"') })).toEqual([
      expect.stringMatching(/^Child.vue:\d+:\d+ paid {} via send$/),
    ]);
  });

  it('also by a name in kebab case, through a component between them, of what is given', () => {
    const files = {
      'Child.vue': vue(
        `const props = defineProps(['event']);\nconst emit = defineEmits(['trackEvent']);`,
        `<a @click="emit('trackEvent', props.event, {})" />`,
      ),
      'Middle.vue': vue(
        `import Child from './Child.vue';`,
        `<Child event="left" @track-event="(...all) => $emit('track', ...all)" />`,
      ),
      'Page.vue': vue(
        `import Middle from './Middle.vue';\nimport Child from './Child.vue';\n${send}`,
        `<Middle @track="send" />\n<Child event="right" @track-event="send" />\n<Child event="nobody" />`,
      ),
    };
    expect(found(files)).toEqual([
      'Middle.vue:4:18 left {} via Child > trackEvent > send',
      'Page.vue:7:8 right {} via Child > send',
    ]);
  });

  it.each([
    [
      'another event',
      vue(`const emit = defineEmits(['other']);\nemit('other', 'paid', {});`),
      page('@track="send"'),
    ],
    [
      'one that is not known',
      vue(`const emit = defineEmits();\nemit(event, 'paid', {});`),
      page('@track="send"'),
    ],
    ['one of an element', vue(emits), page('@track.native="send"')],
    ['one that is handed over as a prop', vue(emits), page(':track="send"')],
    [
      'what another function emits',
      vue(`const emit = other();\nemit('track', 'paid', {});`),
      page('@track="send"'),
    ],
    ['what another component emits', vue(emits), page('@track="send"').replace('./Child.vue', './Other.vue')],
    [
      'to who sends it whatever it is',
      vue(emits),
      page('@track="stop"', `function stop(name) { go(name); }`),
    ],
  ])('but not %s', (_, child, file) => {
    expect(found({ 'Child.vue': child, 'Page.vue': file, 'Other.vue': vue('') })).toEqual([]);
  });
});

describe('what a component of Svelte dispatches is found where it does so', () => {
  const child = `<script>\nimport { createEventDispatcher } from 'svelte';\nconst dispatch = createEventDispatcher();\ndispatch('track', { name: 'paid', n: 1 });\n</script>`;
  const svelte = (element: string) =>
    `<script>\nimport Child from './Child.svelte';\nfunction send({ detail: { name, ...details } }) { nv('event', name, details); }\n</script>\n${element}`;

  it.each([
    ['to a function', '<Child on:track={send} />', 'paid { n: number } via send'],
    [
      'to one that stands there',
      `<Child on:track|once={(e) => nv('event', e.detail.name, {})} />`,
      'paid {} via track',
    ],
    ['to a call', `<Child on:track={(e) => send(e)} />`, 'paid { n: number } via track > send'],
  ])('%s', (_, element, expected) => {
    expect(found({ 'Child.svelte': child, 'Page.svelte': svelte(element) })).toEqual([
      `Child.svelte:4:1 ${expected}`,
    ]);
  });

  it('through a component that hands it on', () => {
    const middle = `<script>\nimport Child from './Child.svelte';\n</script>\n<Child on:track />`;
    const files = {
      'Child.svelte': child,
      'Middle.svelte': middle,
      'Page.svelte': svelte('<Child on:track={send} />').replace('./Child', './Middle'),
    };
    expect(found(files)).toEqual(['Child.svelte:4:1 paid { n: number } via track > send']);
  });

  it.each([
    ['another event', '<Child on:other={send} />'],
    ['a prop', '<Child track={send} />'],
    ['nobody', '<Child />'],
  ])('but not to %s', (_, element) => {
    expect(found({ 'Child.svelte': child, 'Page.svelte': svelte(element) })).toEqual([]);
  });
});

describe('what a component of Svelte puts into a context is found where another takes it out', () => {
  const page = `<script>\nimport { setContext } from 'svelte';\nconst send = (name) => nv('event', name, {});\nsetContext('track', send);\nsetContext('stats', { send });\n</script>`;
  it.each([
    ['a function', `const send = getContext('track');\nsend('paid');`, ['Child.svelte:4:1 paid {} via send']],
    [
      'an object',
      `const { send } = getContext('stats');\nsend('paid');`,
      ['Child.svelte:4:1 paid {} via send'],
    ],
    ['but not by another key', `const send = getContext('other');\nsend('paid');`, []],
  ])('%s', (_, code, expected) => {
    const child = `<script>\nimport { getContext } from 'svelte';\n${code}\n</script>`;
    expect(found({ 'Page.svelte': page, 'Child.svelte': child })).toEqual(expected);
  });
});
