import { describe, expect, it } from 'vitest';
import { componentProgram } from '../../../src/read/code/templates/components.ts';
import { placedSites, read } from './sites.ts';

const script = `<script setup lang="ts">\nconst track = (name: string, a = {}) => nv('event', name, a);\n</script>\n`;

describe('the template of a component is part of its program', () => {
  it.each([
    [
      'vue',
      'a handler',
      `${script}<template><b @click="track('a', { n: 1 })" /></template>`,
      '4:22 a { n: number } via track',
    ],
    [
      'vue',
      'two statements',
      `${script}<template><b @click="open(); track('a')" /></template>`,
      '4:30 a {} via track',
    ],
    [
      'vue',
      'a handler that is a function',
      `${script}<template><b @click="() => track('a')" /></template>`,
      '4:28 a {} via track',
    ],
    [
      'vue',
      'a long directive',
      `${script}<template><b v-on:click="track('a')" /></template>`,
      '4:26 a {} via track',
    ],
    [
      'vue',
      'a bound property',
      `${script}<template><B :on-open="() => track('a')" /></template>`,
      '4:30 a {} via track',
    ],
    ['vue', 'an interpolation', `${script}<template>{{ track('a') }}</template>`, '4:14 a {} via track'],
    [
      'vue',
      'the methods of its options',
      `<template><b @click="track('a')" /></template>\n<script>\nexport default { methods: { track(name) { nv('event', name, {}); } } };\n</script>`,
      '1:22 a {} via track',
    ],
    [
      'vue',
      'what its setup hands over',
      `<template><b @click="track('a')" /></template>\n<script>\nexport default defineComponent({ setup() { const track = (name) => nv('event', name, {}); return { track }; } });\n</script>`,
      '1:22 a {} via track',
    ],
    [
      'svelte',
      'a handler',
      `<script>\nconst track = (name) => nv('event', name, {});\n</script>\n<b on:click={() => track('a')} />`,
      '4:20 a {} via track',
    ],
    [
      'svelte',
      'a handler of Svelte 5',
      `<script>\nconst track = (name) => nv('event', name, {});\n</script>\n<b onclick={() => track('a')}>don't</b>`,
      '4:19 a {} via track',
    ],
    [
      'svelte',
      'a quoted handler',
      `<script>\nconst track = (name) => nv('event', name, {});\n</script>\n<b on:click="{() => track('a')}" />`,
      '4:21 a {} via track',
    ],
    [
      'svelte',
      'a condition',
      `<script>\nconst track = (name) => nv('event', name, {});\n</script>\n{#if track('a')}x{/if}`,
      '4:6 a {} via track',
    ],
    [
      'svelte',
      'a script of its module',
      `<script context="module">\nexport const track = (name) => nv('event', name, {});\n</script>\n<script>\ntrack('a');\n</script>`,
      '5:1 a {} via track',
    ],
    ['astro', 'its front matter', `---\nnv('event', 'a', {});\n---\n<b>{title}</b>`, '2:1 a {}'],
    [
      'astro',
      'an expression',
      `---\nconst all = [1];\n---\n<b>{all.map(() => { nv('event', 'a', {}); return <i /> })}</b>`,
      '4:21 a {}',
    ],
    ['astro', 'a script', `---\n---\n<script>\nnv('event', 'a', {});\n</script>`, '4:1 a {}'],
  ])('%s: %s', (kind, _, code, expected) => {
    expect(placedSites({ [`a.${kind}`]: code })).toEqual([`a.${kind}:${expected}`]);
  });

  it.each([
    ['vue', 'a plain attribute', `${script}<template><b title="track('a')" /></template>`],
    ['vue', 'a text', `${script}<template>track('a')</template>`],
    ['vue', 'a comment', `${script}<template><!-- <b @click="track('a')" /> --></template>`],
    ['vue', 'a style', `${script}<style>a { content: "track('a')" }</style>`],
    ['vue', 'a script of data', `${script}<script type="application/json">track('a')</script>`],
    ['svelte', 'a text', `<script>\nconst track = (name) => nv('event', name, {});\n</script>\ntrack('a')`],
  ])('%s: but not %s', (kind, _, code) => {
    expect(placedSites({ [`a.${kind}`]: code }).filter((site) => site.includes(' a '))).toEqual([]);
  });

  it('has the width and the lines of its file', () => {
    const text = `<script>\r\nlet a = 'é';\r\n</script>\n<b on:click={() => x("}")} {...rest} {#each xs as x}{x}{/each}>`;
    const program = componentProgram(text, 'svelte');
    const scripts = program.text.slice(0, program.template.at);
    expect(scripts).toHaveLength(text.length);
    expect([...scripts.matchAll(/\r?\n/g)].map(({ index }) => index)).toEqual(
      [...text.matchAll(/\r?\n/g)].map(({ index }) => index),
    );
  });

  it('is no syntax error where its own syntax is none of a program’s', () => {
    const files = {
      'a.svelte': `<script>\nnv('event', 'a', {});\n</script>\n{#each xs as x}{@const y = x}{function}{/each}`,
    };
    expect(read(files).problems).toEqual([]);
    expect(read({ 'a.vue': `<script>\nlet a = ;\nnv('event', 'a', {});\n</script>` }).problems).toHaveLength(
      1,
    );
  });

  it.each(['<b on:click={', '<script>', '{', '{`${', '<b a="', '<!--', '---'])('ends: %s', (text) => {
    for (const kind of ['vue', 'svelte', 'astro'] as const)
      expect(componentProgram(text, kind).template.at).toBe(text.length);
  });
});
