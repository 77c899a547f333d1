import { describe, expect, it } from 'vitest';
import { mayConcern, searchWords } from '../../../src/read/code/programs/prefilter.ts';
import { notifyvisitors } from '../../support/lint-example.ts';
import { placeText, read, describe as text } from './sites.ts';

const call = `nv('event', 'order_placed', { total: 1 });`;

describe('code is read in every kind of file', () => {
  it.each([
    ['a.ts', `const x = <number>1;\n${call}`],
    ['a.tsx', `const X = () => <b>{1}</b>;\n${call}`],
    ['a.mts', `export {};\n${call}`],
    ['a.cts', `import x = require('x');\n${call}`],
    ['a.js', `const X = () => <b/>;\n${call}`],
    ['a.jsx', `const X = () => <b/>;\n${call}`],
    ['a.mjs', `import x from 'x';\n${call}`],
    ['a.cjs', `#!/usr/bin/env node\nconst x = require('x');\n${call}`],
    ['a.html', `<!doctype html>\n<script>${call}</script>`],
    ['page.htm', `<script type="text/javascript">${call}</script>`],
    ['module.html', `<script type="module">import x from 'x';\n${call}</script>`],
    ['handler.html', `<button onclick="${call}">`],
    [
      'a.vue',
      `<template><b>{{ x }}</b></template>\n<script setup lang="ts">\nconst x: number = 1;\n${call}\n</script>`,
    ],
    ['a.svelte', `<script lang="ts">\nlet x: number;\n${call}\n</script>\n<b>{x}</b>`],
  ])('%s', (file, code) => {
    const { uses, problems } = read({ [file]: code });
    expect(problems).toEqual([]);
    expect(uses.map(text)).toEqual(['order_placed { total: number }']);
    const [use] = uses;
    const at = code.indexOf(`'order_placed'`);
    expect(use?.locate({ part: 'event' }).span).toEqual({ start: at, end: at + 14 });
    expect(use && placeText(use, { part: 'attribute', name: 'total' })).toMatch(/ total$/);
  });

  it.each([
    ['data', `<script type="application/ld+json">${call}</script>`],
    ['a template', `<script type="text/x-handlebars">${call}</script>`],
    ['a script from elsewhere', `<script src="x.js">${call}</script>`],
    ['text', `<p>${call}</p>`],
    ['a comment', `<!-- <script>${call}</script> -->`],
  ])('but not in %s of a page', (_, code) => {
    expect(read({ 'a.html': code })).toMatchObject({ uses: [], problems: [] });
  });

  it('with lines and columns that count UTF-16 units, and any line end', () => {
    const [use] = read({ 'a.ts': `// one\r\n// two\r/* 😀 */ ${call}` }).uses;
    expect(use && placeText(use, { part: 'whole' })).toBe('a.ts:3:10 nv');
  });

  it('with several scripts in order', () => {
    const page = `<script>nv('event', 'a');</script>\n<b onclick="nv('event', 'b')"></b>\n<script>nv('event', 'c');</script>`;
    expect(read({ 'a.html': page }).uses.flatMap(({ names }) => names)).toEqual(['a', 'b', 'c']);
  });
});

describe('a file that is not what its name says', () => {
  it.each([
    ['a syntax error', `${call}\nconst = 5;\n${call}`, 2, '2:7 ='],
    ['an unfinished text', `${call}\nconst a = 'x`, 1, '2:13 '],
    ['binary', `\u0000\u0001${call}`, 0, '1:1 '],
  ])('%s is a problem, and what can be read of it is', (_, code, found, at) => {
    const { uses, problems } = read({ 'a.ts': code });
    expect(uses).toHaveLength(found);
    expect(problems).toHaveLength(1);
    const [problem] = problems;
    const use = { locate: () => problem?.place } as never;
    expect(placeText(use, { part: 'whole' })).toBe(`a.ts:${at}`);
    expect(problem?.message).toMatch(/\.$/);
  });

  it.each([
    ['arrays', '['.repeat(100_000)],
    ['parentheses', `${'('.repeat(100_000)}1${')'.repeat(100_000)}`],
    ['a sum', `const a = ${'1 + '.repeat(100_000)}1;`],
    ['calls', `a${'.b()'.repeat(100_000)};`],
    ['elements', `const a = ${'<b>'.repeat(20_000)}${'</b>'.repeat(20_000)};`],
  ])('100,000 %s deep ends with a message, or with what is in it', (_, code) => {
    const { problems } = read({ 'a.tsx': `${code}\n`, 'b.ts': call });
    for (const { message } of problems) expect(message).toMatch(/\.$/);
    expect(read({ 'a.tsx': `${code}\n`, 'b.ts': call }).uses.map(text)).toContain(
      'order_placed { total: number }',
    );
  });

  it('an empty file is none', () => {
    expect(read({ 'a.ts': '', 'b.html': '' })).toMatchObject({
      uses: [],
      comments: [],
      problems: [],
      missing: [],
      explanations: [],
      parsed: 0,
    });
  });
});

describe('comments that name the linter are handed over', () => {
  it.each([
    ['a.ts', `// eventlint-disable-line x\n`],
    ['a.ts', `/* eventlint-disable x */`],
    ['a.tsx', `const a = <b>{/* eventlint-disable x */}</b>;`],
    ['a.html', `<!-- eventlint-disable x -->`],
    ['a.html', `<script>\n// eventlint-disable x\n</script>`],
    ['a.ts', `const a = \`\${/* eventlint-disable x */ 1}\`;`],
  ])('in %s: %s', (file, code) => {
    const [comment] = read({ [file]: code }).comments;
    expect(comment?.text.trim()).toMatch(/^eventlint-disable(-line)? x$/);
    const { source, span } = comment?.place ?? { source: { text: '' }, span: { start: 0, end: 0 } };
    expect(source.text.slice(span.start, span.end)).toMatch(/^(\/\/|\/\*|<!--).*x( \*\/| -->)?$/);
  });

  it('but not texts that look like them', () => {
    expect(
      read({ 'a.ts': `const a = '// eventlint-disable x';\nconst b = \`/* eventlint-disable y */\`;` })
        .comments,
    ).toEqual([]);
  });
});

describe('before a file is parsed its bytes are searched', () => {
  const words = searchWords(notifyvisitors.calls, notifyvisitors.apis);
  it.each([
    [call, true],
    ['window.nv?.(x)', true],
    [`import NV from 'react-native-notifyvisitors'`, true],
    ['NotifyVisitors.event()', true],
    [`fetch("${notifyvisitors.apis[0]?.urls[0]}")`, true],
    ['// eventlint-disable x', true],
    ['const env = process.env; invoice(convert);', false],
    ['const a = $nv;', false],
    ['', false],
  ])('%s', (code, expected) => {
    expect(mayConcern(Buffer.from(code), words)).toBe(expected);
  });
});
