import { isComplete } from '../programs/expressions.ts';
import type { TemplateCode } from './template-code.ts';

/** Writes `{expression}`, `{#each …}`, `{:else}`, `{/each}`, `{@render …}` of Svelte as code. */
export function svelteBlock(reader: TemplateCode, start: number, end: number): void {
  const inner = reader.text.slice(start, end);
  const [keyword = ''] = /^\s*([#:/@]\w+(\s+if\b)?)/.exec(inner) ?? [];
  const from = start + keyword.length;
  const block = keyword.trim().replace(/\s+/, ' ');
  if (block.startsWith('/')) reader.close(`#${block.slice(1)}`);
  else (blocks[block] ?? skip)(reader, from, end);
}

type Block = (reader: TemplateCode, start: number, end: number) => void;

const expression: Block = (reader, start, end) => reader.expression(start, end);

const skip: Block = () => undefined;

/** What is behind the braces of a block's beginning, by its keyword. */
const blocks: Readonly<Record<string, Block>> = {
  '': expression,
  '@html': expression,
  '@render': expression,
  '@attach': expression,
  '@const': constant,
  '#if': (reader, start, end) => condition(reader, start, end, ''),
  ':else if': (reader, start, end) => {
    if (reader.closeWithin('#if')) condition(reader, start, end, '\n} else ');
  },
  ':else': (reader) => {
    // That of an `#each` is read as a part of it.
    if (reader.isInnermost('#if', '#each') && reader.closeWithin('#if')) reader.code.add('\n} else {');
  },
  '#each': each,
  '#key': (reader, start, end) => {
    reader.code.add('\n{');
    reader.expression(start, end);
    reader.open('#key', '\n}');
  },
  '#await': awaited,
  ':then': branch,
  ':catch': branch,
  '#snippet': snippet,
};

/** `{:then value}` */
function branch(reader: TemplateCode, start: number, end: number): void {
  if (reader.closeWithin('#await')) reader.code.add('\n} {');
  bound(reader, start, end);
}

function condition(reader: TemplateCode, start: number, end: number, before: string): void {
  reader.code.add(`${before}\nif (`);
  if (!reader.value(start, end)) reader.code.add('$unknown');
  reader.code.add(') {');
  if (before === '') reader.open('#if', '\n}');
}

/** `{#each list as item, index (key)}`: a loop. */
function each(reader: TemplateCode, start: number, end: number): undefined {
  const { code, text } = reader;
  const inner = text.slice(start, end);
  reader.open('#each', '\n}');
  const found = /^([\s\S]*?)\sas\s+([\s\S]*)$/.exec(inner);
  const list = found?.[1] ?? inner;
  const names = /^(\{[\s\S]*?\}|\[[\s\S]*?\]|[\w$]+)\s*(?:,\s*([\w$]+))?\s*(\([\s\S]*\))?\s*$/.exec(
    found?.[2] ?? '',
  );
  const [, pattern, index] = names ?? [];
  if (!pattern || !isComplete(list)) {
    code.add('\n{');
    return;
  }
  const at = end - (found?.[2] ?? '').length;
  code.add('\nfor (const ');
  code.copy(at, at + pattern.length);
  code.add(' of ');
  if (!reader.value(start, start + list.length)) code.add('[]');
  code.add(`) {${index ? ` let ${index}: number;` : ''}`);
}

function awaited(reader: TemplateCode, start: number, end: number): void {
  const inner = reader.text.slice(start, end);
  const found = /\s(then|catch)\s+([\s\S]*)$/.exec(inner);
  reader.code.add('\n{');
  reader.open('#await', '\n}');
  reader.expression(start, found ? start + found.index : end);
  if (found) bound(reader, end - (found[2] as string).length, end);
}

/** A name, or a pattern, for a value that is not known. */
function bound(reader: TemplateCode, start: number, end: number): void {
  const pattern = reader.text.slice(start, end);
  if (pattern.trim() === '' || !isComplete(pattern)) return;
  reader.code.add('\nlet ');
  reader.code.copy(start, end);
  reader.code.add(';');
}

function snippet(reader: TemplateCode, start: number, end: number): void {
  const isFunction = /^\s*[\w$]+\s*\([\s\S]*\)\s*$/.test(reader.text.slice(start, end));
  reader.code.add(isFunction ? '\nfunction ' : '\n{');
  if (isFunction) {
    reader.code.copy(start, end);
    reader.code.add(' {');
  }
  reader.open('#snippet', '\n}');
}

function constant(reader: TemplateCode, start: number, end: number): void {
  if (!isComplete(reader.text.slice(start, end))) return;
  reader.code.add('\nconst ');
  reader.code.copy(start, end);
  reader.code.add(';');
}
