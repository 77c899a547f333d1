import { firstError } from './faults.ts';
import { skipSpace, stringEnd } from './json-text.ts';

/** Says whether a value is what the elements of a list are. */
export type IsElement = (value: unknown) => boolean;

/** Where the reading of a list goes on behind what is no JSON. */
export interface Resumption {
  /** Behind what tells the fault. */
  readonly end: number;
  /** Where the list goes on: at a comma, at its bracket, or at an element; at the end of the text where it does not. */
  readonly next: number;
  /** An element begins there. */
  readonly isElement: boolean;
}

/** So much is looked at first, and then twice as much each time. */
const firstReach = 1 << 12;
/** So many characters of what may be an element are read in all; then the rest of the text counts as unreadable. */
const mostRead = 1 << 22;

/**
 * Where a list goes on behind an element that is no JSON and begins the text: where its brackets close, or at the first thing
 * behind the fault that is an element by itself. Undefined where more of the text is needed to tell; `isAll`: there is no more.
 */
export function behindElement(text: string, isAll: boolean, isElement: IsElement): Resumption | undefined {
  const error = firstError(text);
  const at = error?.offset ?? 0;
  const end = at + (error?.length ?? 0);
  if (!isAll && end >= text.length) return undefined;
  const close = closing(text, at, isAll);
  const next = nextElement(text, behindComment(text, at), { isAll, isElement, before: close?.at });
  if (next === 'more') return undefined;
  if (next !== 'none') return { end: Math.max(end, next), next, isElement: true };
  const last = close?.at ?? text.length;
  return { end: Math.max(end, last), next: last, isElement: false };
}

/** Where a list goes on behind something between its elements that begins the text: at the first that is an element by itself. */
export function behindFault(text: string, isAll: boolean, isElement: IsElement): Resumption | undefined {
  const next = nextElement(text, behindComment(text, 0), { isAll, isElement });
  if (next === 'more') return undefined;
  const isFound = next !== 'none';
  const at = isFound ? next : text.length;
  return { end: at, next: at, isElement: isFound };
}

/** Whether a text that does not end within what is at hand is no JSON for sure. */
function isBroken(text: string): boolean {
  const error = firstError(text);
  return error !== undefined && error.offset + error.length < text.length;
}

/** Where the value ends that begins a text, by its brackets; 'broken' where it is no JSON, or does not end. */
export function elementEnd(text: string, isAll: boolean): number | 'broken' | undefined {
  return bracketsEnd(text, isAll) ?? (isAll || isBroken(text) ? 'broken' : undefined);
}

/**
 * Looks at more and more of what is at hand, until what is looked for is found or all has been seen: what is near is found at once,
 * however much there is. `part` gives so much of it, `isAll` says that nothing comes behind.
 */
export function widening<T>(
  length: number,
  isAll: boolean,
  part: (length: number) => string,
  look: (text: string, isAll: boolean) => T | undefined,
): T | undefined {
  for (let reach = firstReach; ; reach *= 2) {
    const isWhole = reach >= length;
    const found = look(part(Math.min(reach, length)), isWhole && isAll);
    if (found !== undefined || isWhole) return found;
  }
}

/**
 * Where the value ends that begins a text, by brackets that fit one another, if that is behind `from` and the list goes on there:
 * else the brackets are part of what is wrong. Undefined also where that is not at hand.
 */
function closing(text: string, from: number, isAll: boolean): { readonly at: number } | undefined {
  const at = bracketsEnd(text, isAll);
  if (at === undefined || at <= from) return undefined;
  const after = text[skipSpace(text, at)];
  return after === ',' || after === ']' || (after === undefined && isAll) ? { at } : undefined;
}

function bracketsEnd(text: string, isAll: boolean): number | undefined {
  const open: string[] = [];
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string;
    if (char === '"') {
      i = stringEnd(text, i) - 1;
      if (i + 1 < text.length && open.length === 0) return i + 1;
    } else if (char === '{') open.push('}');
    else if (char === '[') open.push(']');
    else if (open.length === 0) {
      if (char === ',' || char === ']' || char === '}' || char <= ' ') return i;
    } else if (char === '}' || char === ']') {
      if (open.pop() !== char) return undefined;
      if (open.length === 0) return i + 1;
    }
  }
  return isAll && open.length === 0 ? text.length : undefined;
}

/** What is looked for behind a fault. */
interface Sought {
  readonly isAll: boolean;
  readonly isElement: IsElement;
  /** Where the list goes on if nothing is found before. */
  readonly before?: number | undefined;
}

/** The first offset from `from` on at which an element stands that is JSON. */
function nextElement(
  text: string,
  from: number,
  { isAll, isElement, before = text.length }: Sought,
): number | 'more' | 'none' {
  let left = mostRead;
  for (let at = text.indexOf('{', from); at >= 0 && at < before; at = text.indexOf('{', at + 1)) {
    if (!mayBegin(text, at, from)) continue;
    const rest = text.slice(at, at + left);
    const error = firstError(rest);
    const isCut = error !== undefined && error.offset + error.length >= rest.length;
    if (isCut && !isAll && rest.length < left) return 'more';
    const isValue = error === undefined || error.isBehindValue;
    if (isValue && isElement(JSON.parse(rest.slice(0, error?.offset)))) return at;
    left -= error?.offset ?? rest.length;
    if (left <= 0) return 'none';
  }
  return isAll || before < text.length ? 'none' : 'more';
}

/** Whether what stands around a brace allows that an element begins there. */
function mayBegin(text: string, at: number, from: number): boolean {
  let before = at - 1;
  while (before >= from && (text[before] as string) <= ' ') before--;
  return (before < from || ',}]'.includes(text[before] as string)) && text[skipSpace(text, at + 1)] === '"';
}

/** Behind the comment that stands at an offset, if one does: what it holds is no element. */
function behindComment(text: string, at: number): number {
  const mark = text.slice(at, at + 2);
  if (mark !== '//' && mark !== '/*') return at;
  const end = mark === '//' ? text.indexOf('\n', at) : text.indexOf('*/', at + 2);
  return end < 0 ? text.length : end + (mark === '//' ? 1 : 2);
}
