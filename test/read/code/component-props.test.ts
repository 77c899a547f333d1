import { describe, expect, it } from 'vitest';
import { placedSites, placeText, read, sites } from './sites.ts';

const sends = (props: string) => `nv('event', ${props}event, ${props}attributes);`;

/** Components that send the event that they are given, however they say what they are given. */
const tracked: readonly [what: string, file: string, code: string][] = [
  [
    'typed props',
    'Tracked.vue',
    `<script setup lang="ts">\nconst props = defineProps<{ event: string; attributes: object }>();\nfunction go() { ${sends('props.')} }\n</script>\n<template><b @click="go" /></template>`,
  ],
  [
    'props of an interface',
    'Tracked.vue',
    `<script setup lang="ts">\ninterface Props { event: string; attributes: object }\nconst props = defineProps<Props>();\nconst go = () => ${sends('props.')}\n</script>\n<template><b @click="go" /></template>`,
  ],
  [
    'a list of props',
    'Tracked.vue',
    `<script setup>\nconst props = defineProps(['event', 'attributes']);\nfunction go() { ${sends('props.')} }\n</script>\n<template><b @click="go" /></template>`,
  ],
  [
    'an object of props',
    'Tracked.vue',
    `<script setup>\nconst props = defineProps({ event: String, attributes: { type: Object, default: () => ({}) } });\nfunction go() { ${sends('props.')} }\n</script>\n<template><b @click="go" /></template>`,
  ],
  [
    'props with defaults',
    'Tracked.vue',
    `<script setup lang="ts">\nconst props = withDefaults(defineProps<{ event: string; attributes?: object }>(), { attributes: () => ({}) });\nfunction go() { ${sends('props.')} }\n</script>\n<template><b @click="go" /></template>`,
  ],
  [
    'props that are taken apart',
    'Tracked.vue',
    `<script setup>\nconst { event, attributes = {} } = defineProps(['event', 'attributes']);\nfunction go() { ${sends('')} }\n</script>\n<template><b @click="go" /></template>`,
  ],
  [
    'props that only the template names',
    'Tracked.vue',
    `<script setup>\ndefineProps(['event', 'attributes']);\n</script>\n<template><b @click="${sends('').replaceAll('"', "'")}" /></template>`,
  ],
  [
    'a type of props from elsewhere',
    'Tracked.vue',
    `<script setup lang="ts">\nimport type { Props } from './props';\ndefineProps<Props>();\n</script>\n<template><b @click="${sends('')}" /></template>`,
  ],
  [
    'the options of a component',
    'Tracked.vue',
    `<script>\nexport default { props: ['event', 'attributes'], methods: { go() { ${sends('this.')} } } };\n</script>\n<template><b @click="go" /></template>`,
  ],
  [
    'a component that is defined',
    'Tracked.vue',
    `<script lang="ts">\nexport default defineComponent({ props: { event: { type: String, required: true }, attributes: Object }, methods: { go() { ${sends('this.')} } } });\n</script>\n<template><b @click="go" /></template>`,
  ],
  [
    'a setup',
    'Tracked.vue',
    `<script>\nexport default { props: ['event', 'attributes'], setup(props) { const go = () => ${sends('props.')} return { go }; } };\n</script>\n<template><b @click="go" /></template>`,
  ],
  [
    'exported variables',
    'Tracked.svelte',
    `<script>\nexport let event;\nexport let attributes = {};\nfunction go() { ${sends('')} }\n</script>\n<b on:click={go} />`,
  ],
  [
    'the rune for props',
    'Tracked.svelte',
    `<script lang="ts">\nlet { event, attributes = {} }: { event: string; attributes?: object } = $props();\n</script>\n<b onclick={() => ${sends('').slice(0, -1)}} />`,
  ],
  [
    'the rune for props as a whole',
    'Tracked.svelte',
    `<script>\nconst props = $props();\nfunction go() { ${sends('props.')} }\n</script>\n<b onclick={go} />`,
  ],
  [
    'all props',
    'Tracked.svelte',
    `<script>\nfunction go() { ${sends('$$props.')} }\n</script>\n<b on:click={go} />`,
  ],
  [
    'props of Astro that are taken apart',
    'Tracked.astro',
    `---\nconst { event, attributes } = Astro.props;\n${sends('')}\n---\n<b />`,
  ],
  ['props of Astro', 'Tracked.astro', `---\n${sends('Astro.props.')}\n---\n<b />`],
];

describe('a component that is given an event as a prop is a call site where it is rendered', () => {
  it.each(tracked)('with %s: %s', (_, file, code) => {
    const kind = file.split('.')[1] as 'vue' | 'svelte' | 'astro';
    const page = {
      vue: `<script setup>\nimport Tracked from './${file}';\n</script>\n<template><Tracked event="a" :attributes="{ n: 1 }" /></template>`,
      svelte: `<script>\nimport Tracked from './${file}';\n</script>\n<Tracked event="a" attributes={{ n: 1 }} />`,
      astro: `---\nimport Tracked from './${file}';\n---\n<Tracked event="a" attributes={{ n: 1 }} />`,
    }[kind];
    const column = kind === 'vue' ? 20 : 10;
    expect(placedSites({ [file]: code, [`page.${kind}`]: page })).toEqual([
      `page.${kind}:4:${column} a { n: number } via Tracked`,
    ]);
  });

  const vue = tracked[0]?.[2] as string;
  const page = (template: string, script = `import Tracked from './Tracked.vue';`) => ({
    'Tracked.vue': vue,
    'page.vue': `<script setup>\n${script}\n</script>\n<template>${template}</template>`,
  });

  it.each([
    ['a name in kebab case', '<tracked event="a" :attributes="{}" />', undefined, []],
    [
      'a compound name in kebab case',
      '<tracked-one event="a" :attributes="{}" />',
      `import TrackedOne from './Tracked.vue';`,
      ['4:24 a {}'],
    ],
    [
      'an element with content',
      '<Tracked event="a" :attributes="{}"><i>{{ title }}</i></Tracked>',
      undefined,
      ['4:20 a {}'],
    ],
    [
      'an element over several lines',
      '<Tracked\n  :attributes="{\n    n: 1,\n  }"\n  event="a"\n/>',
      undefined,
      ['8:3 a { n: number }'],
    ],
    ['a bound name', `<Tracked :event="'a'" :attributes="{}" />`, undefined, ['4:20 a {}']],
    [
      'a bound name in full',
      `<Tracked v-bind:event="'a'" v-bind:attributes="{}" />`,
      undefined,
      ['4:20 a {}'],
    ],
    [
      'a name of the script',
      `<Tracked :event="name" :attributes="{}" />`,
      `import Tracked from './Tracked.vue';\nconst name = 'a';`,
      ['5:20 a {}'],
    ],
    [
      'a name of the same name',
      `<Tracked :event :attributes="{}" />`,
      `import Tracked from './Tracked.vue';\nconst event = 'a';`,
      ['5:20 a {}'],
    ],
    ['an object of props', `<Tracked v-bind="{ event: 'a', attributes: {} }" />`, undefined, ['4:30 a {}']],
    ['a condition', `<Tracked :event="on ? 'a' : 'b'" :attributes="{}" />`, undefined, ['4:20 a|b {}']],
    [
      'a loop',
      `<Tracked v-for="name in ['a', 'b']" :event="name" :attributes="{}" />`,
      undefined,
      ['4:47 a|b {}'],
    ],
    [
      'a loop of objects',
      `<p v-for="({ name }, i) in [{ name: 'a' }]"><Tracked :event="name" :attributes="{ i }" /></p>`,
      undefined,
      ['4:64 a { i: unknown }'],
    ],
    [
      'another name',
      `<Button event="a" :attributes="{}" />`,
      `import Button from './Tracked.vue';`,
      ['4:19 a {}'],
    ],
    [
      'the component of a component',
      `<component :is="Tracked" event="a" :attributes="{}" />`,
      undefined,
      ['4:36 a {}'],
    ],
    [
      'an entity',
      `<Tracked event="a" :attributes="{ t: &quot;x&quot; }" />`,
      undefined,
      ['4:20 a { t: string }'],
    ],
  ])('in Vue: %s', (_, template, script, expected) => {
    expect(placedSites(page(template, script))).toEqual(
      expected.length > 0
        ? expected.map((each) => `page.vue:${each} via Tracked`)
        : [expect.stringContaining('Tracked.vue')],
    );
  });

  it.each([
    [
      'a component of another file',
      `<Tracked event="a" :attributes="{}" />`,
      `import Tracked from './Other.vue';`,
    ],
    ['a component of a package', `<Tracked event="a" :attributes="{}" />`, `import Tracked from 'tracked';`],
    ['an element of HTML', `<b event="a" :attributes="{}" />`, undefined],
    ['a text', `Tracked event="a"`, undefined],
    ['a comment', `<!-- <Tracked event="a" :attributes="{}" /> -->`, undefined],
    ['no event', `<Tracked :attributes="{}" />`, undefined],
    ['a handler of its', `<Tracked @event="() => open('a')" />`, undefined],
  ])('in Vue, but not: %s', (_, template, script) => {
    const found = placedSites({
      'Other.vue': `<script setup>\ndefineProps(['event', 'attributes']);\n</script>`,
      ...page(template, script),
    });
    expect(found.filter((site) => site.includes('page.vue'))).toEqual([]);
  });

  it('through components of components, with what each adds', () => {
    expect(
      placedSites({
        'Tracked.vue': `<script setup>\nconst props = defineProps(['eventName', 'attributes']);\nconst go = () => nv('event', props.eventName, { ...props.attributes, from: 'button' });\n</script>\n<template><b @click="go" /></template>`,
        'Card.vue': `<script setup>\nimport Tracked from './Tracked.vue';\nconst props = defineProps({ name: String, size: { type: Number, default: 2 } });\n</script>\n<template><Tracked :event-name="\`card_\${name}\`" :attributes="{ size }" /><Tracked :event-name="\`card_\${props.name}\`" :attributes="{ size: props.size }" /></template>`,
        'page.vue': `<script setup>\nimport Card from './Card.vue';\n</script>\n<template><Card name="open" /></template>`,
      }),
    ).toEqual(['page.vue:4:17 card_open { size: number, from: string } via Card > Tracked']);
  });

  it('through components that hand on all that they are given', () => {
    const svelte = {
      'Tracked.svelte': `<script>\nlet { event, attributes = {}, ...rest } = $props();\n</script>\n<b {...rest} onclick={() => nv('event', event, { ...attributes, a: 1 })} />`,
      'Card.svelte': `<script>\nimport Tracked from './Tracked.svelte';\nlet { title, ...rest } = $props();\n</script>\n{#if title}<Tracked {...rest} />{:else}-{/if}`,
      'page.svelte': `<script>\nimport Card from './Card.svelte';\n</script>\n{#each ['a', 'b'] as event, i (event)}<Card title="x" {event} />{/each}`,
    };
    expect(placedSites(svelte)).toEqual(['page.svelte:4:56 a|b { a: number } via Card > Tracked']);
  });

  it('in Svelte with texts that are made', () => {
    const files = {
      'Tracked.svelte': `<script>\nexport let event;\nexport let on = 'click';\n</script>\n<b on:click={() => nv('event', event + '_' + on, {})} />`,
      'page.svelte': `<script>\nimport Tracked from './Tracked.svelte';\nconst name = 'open';\n</script>\n<Tracked event="{name}_it" /><Tracked event="{name}" on="hover" bind:x />`,
    };
    expect(sites(files)).toEqual(['open_it_click {}', 'open_hover {}']);
  });

  it('in Astro, also among elements of an expression', () => {
    const files = {
      'Tracked.astro': `---\ninterface Props { event: string }\nconst { event } = Astro.props as Props;\nnv('event', event, {});\n---\n<b />`,
      'page.astro': `---\nimport Tracked from './Tracked.astro';\n---\n<ul>{['a', 'b'].map((name) => (\n  <li>don't<br><Tracked event={name} /></li>\n))}</ul>\n{1 < 2 && <Tracked event="c" />}`,
    };
    expect(placedSites(files)).toEqual([
      'page.astro:5:25 a|b {} via Tracked',
      'page.astro:7:20 c {} via Tracked',
    ]);
  });

  it('in Astro of a component of React', () => {
    const files = {
      'Tracked.tsx': `export const Tracked = ({ event }: { event: string }) => <b onClick={() => nv('event', event, {})} />;`,
      'page.astro': `---\nimport { Tracked } from './Tracked';\n---\n<Tracked client:load event="a" />`,
    };
    expect(placedSites(files)).toEqual(['page.astro:4:22 a {} via Tracked']);
  });

  it('where the function that sends is handed over as a prop', () => {
    const files = {
      'Row.vue': `<script setup>\nconst props = defineProps(['onOpen']);\n</script>\n<template><b @click="props.onOpen('a')" /></template>`,
      'page.vue': `<script setup>\nimport Row from './Row.vue';\nconst send = (name) => nv('event', name, {});\n</script>\n<template><Row :on-open="send" /></template>`,
    };
    expect(placedSites(files)).toEqual(['Row.vue:4:22 a {} via send']);
  });

  it('where options register it by another name', () => {
    const files = {
      'Tracked.vue': vue,
      'page.vue': `<script>\nimport Tracked from './Tracked.vue';\nexport default { components: { 'track-it': Tracked } };\n</script>\n<template><track-it event="a" :attributes="{}" /></template>`,
    };
    expect(placedSites(files)).toEqual(['page.vue:5:21 a {} via Tracked']);
  });

  it('points at the prop and at what stands in it', () => {
    const [use] = read(
      page(
        `<tracked-it :event="'Bad Name'" :attributes="{ total: 1 }" />`,
        `import TrackedIt from './Tracked.vue';`,
      ),
    ).uses;
    if (!use) throw new Error('no site');
    expect(placeText(use, { part: 'whole' })).toBe(`page.vue:4:23 :event="'Bad Name'"`);
    expect(placeText(use, { part: 'event' })).toBe(`page.vue:4:31 'Bad Name'`);
    expect(placeText(use, { part: 'attribute', name: 'total' })).toBe('page.vue:4:58 total');
    expect(placeText(use, { part: 'value', name: 'total' })).toBe('page.vue:4:65 1');
  });

  it('lists what no page renders where it stands', () => {
    expect(placedSites({ 'Tracked.vue': vue })).toEqual(['Tracked.vue:3:17 ? { … }']);
  });
});

describe('what Vue and Nuxt know by name needs no import', () => {
  const tracked = `<script setup>\nconst props = defineProps(['event']);\n</script>\n<template><b @click="nv('event', event, {})" /></template>`;

  it.each([
    ['a component of one file', 'src/ui/TrackedButton.vue', '<TrackedButton event="a" />', '16'],
    ['its name in kebab case', 'src/ui/TrackedButton.vue', '<tracked-button event="a" />', '17'],
    ['a file in kebab case', 'src/ui/tracked-button.vue', '<TrackedButton event="a" />', '16'],
    ['the path that Nuxt makes a name of', 'components/base/Button.vue', '<BaseButton event="a" />', '13'],
    ['a path that its name repeats', 'components/base/BaseButton.vue', '<BaseButton event="a" />', '13'],
    ['a component that is loaded late', 'components/base/Button.vue', '<LazyBaseButton event="a" />', '17'],
  ])('%s', (_, file, element, column) => {
    expect(placedSites({ [file]: tracked, 'page.vue': `<template>${element}</template>` })).toEqual([
      expect.stringContaining(`page.vue:1:${Number(column) + 10} a {} via `),
    ]);
  });

  it('but not where two files have the name, or the script has another', () => {
    const page = '<template><TrackedButton event="a" /></template>';
    const inPage = (files: Record<string, string>) =>
      placedSites(files).filter((site) => site.startsWith('page.vue'));
    expect(
      inPage({ 'a/TrackedButton.vue': tracked, 'b/TrackedButton.vue': tracked, 'page.vue': page }),
    ).toEqual([]);
    expect(inPage({ 'a/TrackedButton.vue': tracked, 'page.svelte': page })).toEqual([]);
    const other = `<script setup>\nimport TrackedButton from 'ui';\n</script>\n${page}`;
    expect(inPage({ 'a/TrackedButton.vue': tracked, 'page.vue': other })).toEqual([]);
  });

  it('functions of composables and utils, in a project of Nuxt', () => {
    const shop = {
      'shop/nuxt.config.ts': 'export default {};',
      'shop/composables/useTracking.ts': `export const useTracking = () => ({ track: (name: string) => nv('event', name, {}) });`,
      'shop/utils/send.ts': `export function send(name: string) { nv('event', name, {}); }`,
      'shop/pages/index.vue': `<script setup>\nconst { track } = useTracking();\nsend('a');\n</script>\n<template><b @click="track('b')" /></template>`,
    };
    expect(placedSites(shop)).toEqual([
      'shop/pages/index.vue:3:1 a {} via send',
      'shop/pages/index.vue:5:22 b {} via track',
    ]);
    const outside = Object.fromEntries(Object.entries(shop).filter(([file]) => !file.includes('config')));
    expect(placedSites(outside).filter((site) => site.includes('index.vue'))).toEqual([]);
  });

  it.each([
    ['a layer has of the project', 'composables/useTracking.ts', 'layers/pay/app/pages/index.ts'],
    ['a project has of a layer', 'layers/pay/app/composables/useTracking.ts', 'pages/index.ts'],
    ['a layer has of itself', 'layers/pay/composables/useTracking.ts', 'layers/pay/pages/index.ts'],
  ])('and what %s', (_, composable, page) => {
    const tracking = (sent: string) =>
      `export const useTracking = () => ({ track: (name: string) => nv('event', name, { ${sent}: 1 }) });`;
    const files = {
      'nuxt.config.ts': 'export default {};',
      'layers/pay/nuxt.config.ts': 'export default {};',
      [composable]: tracking('a'),
      [page]: `const { track } = useTracking();\ntrack('sent');`,
    };
    expect(placedSites(files)).toEqual([`${page}:2:1 sent { a: number } via track`]);
    // What the project has itself counts before what its layers have.
    const both = {
      ...files,
      'utils/tracking.ts': tracking('b'),
      'layers/other/utils/tracking.ts': tracking('c'),
    };
    if (composable.startsWith('layers/'))
      expect(placedSites(both)).toContain(`${page}:2:1 sent { b: number } via track`);
  });

  it('but not what another project has', () => {
    const files = {
      'shop/nuxt.config.ts': 'export default {};',
      'docs/nuxt.config.ts': 'export default {};',
      'docs/composables/useTracking.ts': `export const useTracking = () => ({ track: (name: string) => nv('event', name, {}) });`,
      'shop/pages/index.ts': `const { track } = useTracking();\ntrack('sent');`,
    };
    expect(placedSites(files).filter((site) => site.startsWith('shop'))).toEqual([]);
  });

  it('but not where a file has the name itself', () => {
    const shop = {
      'nuxt.config.ts': 'export default {};',
      'utils/send.ts': `export function send(name: string) { nv('event', name, {}); }`,
      'pages/index.vue': `<script setup>\nconst send = (name) => name;\nsend('a');\n</script>`,
      'pages/other.ts': `import { send } from 'elsewhere';\nsend('a');`,
    };
    expect(placedSites(shop).filter((site) => site.includes('pages'))).toEqual([]);
  });
});

it('knows what a reactive statement of Svelte sets', () => {
  const files = {
    'a.svelte': `<script>\nexport let kind = 'x';\n$: attributes = { total: 1 };\n$: send('a', attributes);\nconst send = (name, all) => nv('event', name, all);\n</script>`,
  };
  expect(sites(files)).toEqual(['a { total: number }']);
});

describe('a handler of HTML is a program of its own, also in a template', () => {
  it.each([
    ['a.astro', `---\n---\n<b onclick="nv('event', 'a', { n: 1 })">x</b>`, '3:13'],
    ['a.astro', `<ul>{[1].map(() => <li onclick="nv('event', 'a', { n: 1 })">x</li>)}</ul>`, '1:33'],
    ['a.svelte', `<b onclick="nv('event', 'a')">x</b>`, '1:13'],
    ['a.vue', `<template><b onclick="nv('event', 'a', { n: 1 })">x</b></template>`, '1:23'],
    ['a.html', `<b onclick="nv('event', 'a', { n: 1 })">x</b>`, '1:13'],
    ['a.html', `<b onsubmit="return nv('event', 'a', { n: 1 }), false">x</b>`, '1:21'],
    ['a.html', `<b @click="nv('event', 'a', { n: 1 })">x</b>`, '1:12'],
    ['a.html', `<b x-on:click.prevent="nv('event', 'a', { n: 1 })">x</b>`, '1:24'],
    ['a.html', `<b v-on:click="open = nv('event', 'a', { n: 1 })">x</b>`, '1:23'],
  ])('%s: %s', (file, code, at) => {
    const attributes = code.includes('n: 1') ? '{ n: number }' : '{}';
    expect(placedSites({ [file]: code })).toEqual([`${file}:${at} a ${attributes}`]);
    expect(read({ [file]: code }).problems).toEqual([]);
  });

  it.each([
    ['a.astro', `<Card onclick="nv('event', 'a', {})" />`],
    ['a.astro', `<b title="nv('event', 'a', {})" />`],
    ['a.vue', `<template><Card onclick="nv('event', 'a', {})" /></template>`],
    ['a.html', `<b data-onclick="nv('event', 'a', {})" />`],
    ['a.html', `<b (click)="nv('event', 'a', {})" />`],
  ])('but not %s: %s', (file, code) => {
    expect(placedSites({ [file]: code })).toEqual([]);
  });

  it('a page’s handler does not see what a component declares', () => {
    const code = `---\nconst track = (name) => nv('event', name, {});\ntrack('b');\n---\n<b onclick="track('a')" />`;
    expect(placedSites({ 'a.astro': code })).toEqual(['a.astro:3:1 b {} via track']);
  });
});

describe('what cannot be parsed', () => {
  it.each([
    [
      'a.vue',
      `<script setup>\nnv('event', 'a', {});\nlet x = ;\nnv('event', 'b', {});\n</script>\n<template><b @click="nv('event', 'c', {})" /></template>`,
    ],
    [
      'a.svelte',
      `<script>\nnv('event', 'a', {});\nlet x = ;\nnv('event', 'b', {});\n</script>\n<b onclick={() => nv('event', 'c', {})} />`,
    ],
    [
      'a.astro',
      `---\nnv('event', 'a', {});\nlet x = ;\nnv('event', 'b', {});\n---\n<b>{nv('event', 'c', {})}</b>`,
    ],
  ])('in a script of %s does not hide what stands beside it', (file, code) => {
    const { uses, problems } = read({ [file]: code });
    expect(uses.flatMap(({ names }) => names)).toEqual(['a', 'b', 'c']);
    expect(problems.map(({ rule }) => rule)).toEqual(['parse-error']);
  });

  it.each([
    [
      'a.vue',
      `<template><b @click="x(')" /><i :title="{ a: " /><b @click="nv('event', 'c', {})" />{{ ( }}</template>`,
    ],
    ['a.svelte', `{#if (}<b onclick={nv('event', 'c', {})} />{/if}{/each}{:else}{#each xs as}`],
    ['a.astro', `<b>{xs.map((x) => (<i>{x<b>)}</b><b>{nv('event', 'c', {})}</b>`],
  ])('in a template of %s neither: %s', (file, code) => {
    expect(read({ [file]: code }).uses.flatMap(({ names }) => names)).toEqual(['c']);
  });
});
