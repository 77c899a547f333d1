import type { Span } from '../../model/text.ts';

/** One `"key": value` of an object, as offsets. */
export interface Member {
  /** Without quotes, escapes decoded. */
  readonly name: string;
  /** With its quotes. */
  readonly key: Span;
  readonly value: Span;
}

/** Where a part of a JSON text stands: its value, and its key where it has one. */
export interface Found {
  readonly key: Span | undefined;
  readonly value: Span;
}

/** The first offset from `at` on that is not white space. */
export function skipSpace(text: string, at: number): number {
  let i = at;
  for (;;) {
    const code = text.charCodeAt(i);
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return i;
    i++;
  }
}

/** Whether a JSON value can begin with a character or a byte. */
export function beginsValue(code: number): boolean {
  return '{["-0123456789tfn'.includes(String.fromCharCode(code));
}

/** Whether a character or a byte begins an object or a list. */
export function beginsText(code: number): boolean {
  return code === 123 || code === 91;
}

/** The offset after a string literal whose opening quote stands at `at`. */
export function stringEnd(text: string, at: number): number {
  let i = at + 1;
  for (;;) {
    i = text.indexOf('"', i);
    if (i < 0) return text.length;
    let before = i;
    while (text.charCodeAt(before - 1) === 92) before--;
    i++;
    if ((i - 1 - before) % 2 === 0) return i;
  }
}

/** The offset after the value that begins at `at`. Like all functions here it expects valid JSON, and never recurses. */
export function valueEnd(text: string, at: number): number {
  let depth = 0;
  let i = at;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (code === 34) {
      i = stringEnd(text, i);
      if (depth === 0) return i;
      continue;
    }
    if (code === 123 || code === 91) depth++;
    else if (code === 125 || code === 93) {
      if (depth === 0) return i;
      if (--depth === 0) return i + 1;
    } else if (depth === 0 && (code === 44 || code <= 32)) return i;
    i++;
  }
  return i;
}

/** The members of the object that begins at `at`, in source order, repeated keys included. */
export function* members(text: string, at: number): Generator<Member> {
  let i = skipSpace(text, at + 1);
  while (text[i] === '"') {
    const key = { start: i, end: stringEnd(text, i) };
    const start = skipSpace(text, skipSpace(text, key.end) + 1);
    const value = { start, end: valueEnd(text, start) };
    yield { name: keyName(text, key), key, value };
    i = skipSpace(text, value.end);
    if (text[i] === ',') i = skipSpace(text, i + 1);
  }
}

/** Where each element of the array that begins at `at` begins. */
export function elementStarts(text: string, at: number): number[] {
  const starts: number[] = [];
  let i = skipSpace(text, at + 1);
  while (i < text.length && text[i] !== ']') {
    starts.push(i);
    i = skipSpace(text, valueEnd(text, i));
    if (text[i] === ',') i = skipSpace(text, i + 1);
  }
  return starts;
}

/** The part at a path from the value that begins at `at`. Of a repeated key the last counts, as for `JSON.parse`. */
export function find(text: string, at: number, path: readonly string[]): Found | undefined {
  let found: Found = { key: undefined, value: { start: at, end: at } };
  for (const step of path) {
    const next = child(text, found.value.start, step);
    if (!next) return undefined;
    found = next;
  }
  return path.length ? found : { key: undefined, value: { start: at, end: valueEnd(text, at) } };
}

function child(text: string, at: number, step: string): Found | undefined {
  if (text[at] === '[') {
    const start = elementStarts(text, at)[Number(step)];
    return start === undefined ? undefined : { key: undefined, value: { start, end: valueEnd(text, start) } };
  }
  if (text[at] !== '{') return undefined;
  let last: Found | undefined;
  for (const member of members(text, at)) if (member.name === step) last = member;
  return last;
}

/** A key's name: its literal without quotes, escapes decoded. */
export function keyName(text: string, key: Span): string {
  const literal = text.slice(key.start, key.end);
  return literal.includes('\\') ? (JSON.parse(literal) as string) : literal.slice(1, -1);
}

/** Where a list of entries begins: at `from` stands an array, or an object whose first key is `root` and holds one. */
export function listStart(
  text: string,
  root: string,
  from: number,
): { readonly at: number; readonly bare: boolean } | undefined {
  const start = skipSpace(text, from);
  if (text[start] === '[') return { at: start, bare: true };
  const key = skipSpace(text, start + 1);
  const end = stringEnd(text, key);
  const colon = skipSpace(text, end);
  const at = skipSpace(text, colon + 1);
  const isList =
    text[start] === '{' && text.slice(key, end) === `"${root}"` && text[colon] === ':' && text[at] === '[';
  return isList ? { at, bare: false } : undefined;
}
