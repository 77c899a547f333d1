import { endOfBraces, endOfString } from '../programs/expressions.ts';
import type { Dialect } from './template-code.ts';

/** An attribute of an element of a template. */
export interface Attribute {
  /** `event` alone, `event="x"`, `event={x}`, `{event}`, `{...event}`; of the last two the name is empty. */
  readonly kind: 'name' | 'quoted' | 'braces' | 'shorthand' | 'spread';
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Where the value stands, without its quotes or braces. */
  readonly value: { readonly start: number; readonly end: number } | undefined;
  /** The text of the value. */
  readonly written: string;
  /** Where expressions stand in it. */
  readonly expressions: readonly (readonly [start: number, end: number])[];
}

/** Elements of HTML that have no content. */
const voidElements = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
);

/** Whether an element of HTML has no content and no closing tag. */
export function isVoid(name: string): boolean {
  return voidElements.has(name.toLowerCase());
}

/** The name of the tag behind whose `<` an offset is. */
export function tagName(text: string, start: number): string {
  const [name = ''] = /^[^\s/>]+/.exec(text.slice(start, start + 200)) ?? [];
  return name;
}

/** The name in the closing tag that begins at an offset. */
export function closingName(text: string, start: number): string {
  const [, name = ''] = /^<\/([^\s>]*)/.exec(text.slice(start, start + 200)) ?? [];
  return name;
}

/** Reads the attribute that begins at an offset. */
export function readAttribute(text: string, start: number, dialect: Dialect): Attribute {
  if (text[start] === '{' && !isPlain(dialect)) return inBraces(text, start);
  const name = nameAt(text, start);
  const end = start + name.length;
  if (text[end] !== '=')
    return { kind: 'name', name, start, end, value: undefined, written: '', expressions: [] };
  return valueAt(text, { name, start, from: end + 1 }, dialect);
}

/** Whether braces mean nothing in the tags of a language. */
function isPlain(dialect: Dialect): boolean {
  return dialect === 'vue' || dialect === 'angular';
}

/** `[key]` of Vue may have blanks between its brackets. */
function nameAt(text: string, start: number): string {
  const [name = text[start] as string] = /^[^\s=>]+/.exec(text.slice(start, start + 500)) ?? [];
  // `<Tag name/>`
  return name.length > 1 && name.endsWith('/') && text[start + name.length] === '>'
    ? name.slice(0, -1)
    : name;
}

function inBraces(text: string, start: number): Attribute {
  const end = endOfBraces(text, start);
  const value = { start: start + 1, end: Math.max(end - 1, start + 1) };
  const written = text.slice(value.start, value.end);
  const spread = /^\s*\.\.\./.exec(written);
  const from = value.start + (spread?.[0].length ?? 0);
  // Comments, and `{@attach …}` of Svelte.
  const isName = /^\s*[A-Za-z_$][\w$]*\s*$/.test(written);
  const attached = /^\s*@attach\s/.exec(written);
  const kind = spread ? 'spread' : isName ? 'shorthand' : 'braces';
  const expressions: Attribute['expressions'] = spread
    ? [[from, value.end]]
    : isName
      ? [[value.start, value.end]]
      : attached
        ? [[value.start + attached[0].length, value.end]]
        : [];
  return { kind, name: kind === 'braces' ? '@attach:' : '', start, end, value, written, expressions };
}

function valueAt(
  text: string,
  { name, start, from }: { readonly name: string; readonly start: number; readonly from: number },
  dialect: Dialect,
): Attribute {
  const quote = text[from] as string;
  const found = (kind: Attribute['kind'], inner: readonly [number, number], end: number, all = [inner]) => ({
    kind,
    name,
    start,
    end,
    value: { start: inner[0], end: inner[1] },
    written: text.slice(inner[0], inner[1]),
    expressions: all,
  });
  if (quote === '{' && !isPlain(dialect)) {
    const end = endOfBraces(text, from);
    return found('braces', [from + 1, Math.max(end - 1, from + 1)], end);
  }
  if (quote === '`' && dialect === 'astro') {
    const end = endOfString(text, from, quote) + 1;
    return found('braces', [from, end], end);
  }
  if (quote !== '"' && quote !== "'") {
    const [value = ''] = /^[^\s>]*/.exec(text.slice(from, from + 2000)) ?? [];
    const end = from + value.length;
    return found('quoted', [from, end], end, []);
  }
  const all: (readonly [number, number])[] = [];
  let at = from + 1;
  for (; at < text.length && text[at] !== quote; at++) {
    if (dialect !== 'svelte' || text[at] !== '{') continue;
    const end = endOfBraces(text, at);
    all.push([at + 1, Math.max(end - 1, at + 1)]);
    at = end - 1;
  }
  const end = Math.min(at, text.length);
  return found('quoted', [from + 1, end], Math.min(end + 1, text.length), all);
}
