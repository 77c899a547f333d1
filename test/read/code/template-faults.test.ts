import { expect, test } from 'vitest';
import { position } from '../../../src/model/text.ts';
import { read } from './sites.ts';

const send = (name: string) => `nv('event', '${name}', {})`;
const script = `<script>\n${send('script')};\n</script>\n`;

/** The events that are found, and where the fault is told. */
function told(file: string, code: string): string {
  const { uses, problems } = read({ [file]: code });
  const faults = problems.map(({ rule, place: { source, span } }) => {
    const { line, column } = position(source, span.start);
    return `${rule} ${line}:${column}`;
  });
  return [...uses.flatMap(({ names }) => names), ...faults].join(', ');
}

test.each<[string, string, string]>([
  ['a.vue', `<template><b @click="open(" /><i @click="${send('a')}" /></template>`, 'a, parse-error 1:22'],
  ['a.vue', `<template>{{ ( }}<i @click="${send('a')}" /></template>`, 'a, parse-error 1:14'],
  [
    'a.vue',
    `<template>\n{{ total(\n<i @click="${send('a')}" /></template>\n${script}`,
    'a, script, parse-error 2:1',
  ],
  ['a.svelte', `{#if (}<i onclick={() => ${send('a')}} />{/if}`, 'a, parse-error 1:6'],
  ['a.svelte', `<b>{total(</b>\n<i onclick={() => ${send('a')}} />\n${script}`, 'a, script, parse-error 1:4'],
])(
  'an expression of %s that is not whole is told, and what stands beside it is read: %s',
  (file, code, expected) => {
    expect(told(file, code)).toBe(expected);
  },
);

test.each<[string, string, string]>([
  ['a.vue', `<template><p v-pre>{{ it's (</p><i @click="${send('a')}" /></template>`, 'a'],
  ['a.vue', `<docs>{{ it's (</docs><template><i @click="${send('a')}" /></template>`, 'a'],
  ['a.vue', `<template><p :class="/[(]/.test(x) ? 'a' : 'b'" /><i @click="${send('a')}" /></template>`, 'a'],
  ['a.vue', `<template><p>{ (</p><i @click="${send('a')}" /></template>`, 'a'],
  ['a.svelte', `<p>{x / 2 /* ( */}</p><i onclick={() => ${send('a')}} />`, 'a'],
  ['a.svelte', `<p>{url.replace(/^https?:\\/\\//, '')}</p><i onclick={() => ${send('a')}} />`, 'a'],
  ['a.svelte', `{#if x}<i onclick={() => ${send('a')}} />{/if}<a href="/b">b</a>{/if}`, 'a'],
  ['a.svelte', `<style>p { content: '(' }</style><i onclick={() => ${send('a')}} />`, 'a'],
])('what is none, or is one, is no fault in %s: %s', (file, code, expected) => {
  expect(told(file, code)).toBe(expected);
});

test('Thousands of braces that are not closed are told once, and soon.', () => {
  expect(told('a.svelte', script + '{('.repeat(20_000))).toBe('script, parse-error 4:1');
});
