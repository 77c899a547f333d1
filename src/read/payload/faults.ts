import { visit } from 'jsonc-parser';
import type { Span } from '../../model/text.ts';
import { shorten } from '../../model/text.ts';
import { badBytes } from './bytes.ts';
import { keyName, skipSpace, stringEnd } from './json-text.ts';

/** Deeper values are not read: what comes after the reader may recurse. */
const maxDepth = 1000;

/** A fault of a text that `JSON.parse` accepts in silence, or that it cannot place. */
export interface Fault {
  readonly span: Span;
  readonly message: string;
  readonly help: string;
  /** The entry that holds it cannot be used. */
  readonly spoils: boolean;
  /** What kind of fault it is, where the message does not say that alone. */
  readonly kind?: string;
}

/**
 * What a text that `JSON.parse` accepted hides: repeated keys, numbers it changed, values too deep. `depth` is how deep the
 * text itself stands in its file.
 */
export function hiddenFaults(text: string, value: unknown, depth = 0): Fault[] {
  const seen = glance(text);
  // Every member has one colon outside strings: fewer keys than colons means that a key was repeated.
  const isPlain = seen.depth + depth <= maxDepth && !seen.longNumber && !halfForm.test(text);
  if (isPlain && seen.colons === countKeys(value)) return [];
  return inspect(text, depth);
}

/** The first syntax error of a text that `JSON.parse` rejects. `depth` is how deep the text itself stands in its file. */
export function syntaxFault(text: string, depth = 0): Fault {
  if (glance(text).depth + depth > maxDepth) {
    const deep = inspect(text, depth).find((fault) => fault.spoils);
    if (deep) return deep;
  }
  const first = firstError(text);
  const start = Math.min(first?.offset ?? 0, text.length);
  return {
    // An error at the end of the text has nothing to underline.
    span: {
      start,
      end: Math.min(start + Math.max(first?.length ?? 0, start < text.length ? 1 : 0), text.length),
    },
    message: `Invalid JSON: ${(first && errorWords[first.code]) ?? 'unexpected text'}.`,
    help: strictJson,
    spoils: true,
  };
}

const strictJson = 'Write it as strict JSON: no comments, no trailing commas, double quotes.';

/** What stands behind a value, where a text holds one. */
export function moreText(character: string | undefined, offset: number): Fault {
  const words = errorWords[character === '/' ? commentCode : moreTextCode];
  const span = { start: offset, end: offset + 1 };
  const help =
    'Remove it; several values are written as a list, or as NDJSON with each on a line of its own.';
  return { span, message: `Invalid JSON: ${words}.`, help, spoils: true };
}

/** What stands between the elements of a list, or behind it, where something else is expected. */
export function listFault(character: string | undefined, offset: number, expected: string): Fault {
  const words =
    character === undefined
      ? `closing ${expected === 'closing brace' ? 'brace' : 'bracket'} expected`
      : character === '/'
        ? 'comments are not allowed'
        : `${expected} expected`;
  const span = { start: offset, end: character === undefined ? offset : offset + 1 };
  return { span, message: `Invalid JSON: ${words}.`, help: strictJson, spoils: true };
}

/** A byte that is not UTF-8. */
function badByte(span: Span): Fault {
  const message = 'A byte here is not valid UTF-8, so the value is not read.';
  return { span, message, help: 'Write the file as UTF-8.', spoils: true };
}

/** The bytes of a text that are not UTF-8, as faults of one in which it stands at `offset`. */
export function spoiledIn(bytes: Uint8Array, text: string, offset = 0): Fault[] {
  return badBytes(bytes, text).map((span) => shifted(badByte(span), offset));
}

/** The same fault in a text that holds its own from `by` on. */
export function shifted(fault: Fault, by: number): Fault {
  return { ...fault, span: { start: fault.span.start + by, end: fault.span.end + by } };
}

/** A code of our own beside those of jsonc-parser. */
const tooDeepCode = 0;
const [moreTextCode, commentCode] = [9, 10];

/** jsonc-parser's error codes in words; its own enum has no values at run time. */
const errorWords: Readonly<Record<number, string>> = {
  [tooDeepCode]: 'a value that is nested too deeply',
  1: 'unexpected symbol',
  2: 'malformed number',
  3: 'property name expected',
  4: 'value expected',
  5: 'colon expected',
  6: 'comma expected',
  7: 'closing brace expected',
  8: 'closing bracket expected',
  [moreTextCode]: 'more text after the end of the value',
  [commentCode]: 'comments are not allowed',
  11: 'unterminated comment',
  12: 'unterminated string',
  13: 'unterminated number',
  14: 'malformed \\u escape in a string',
  15: 'unknown escape in a string',
  16: 'control character in a string',
};

/** Where a text stops being JSON. */
export interface JsonError {
  readonly code: number;
  /** What stands before it is a value. */
  readonly isBehindValue: boolean;
  readonly offset: number;
  readonly length: number;
}

/** The first thing in a text that is no JSON; what follows a value that is whole is such a thing. Undefined where none is found. */
export function firstError(text: string): JsonError | undefined {
  let first: JsonError | undefined;
  const stop = (code: number, offset: number, length: number) => {
    first = { code, isBehindValue: code === moreTextCode, offset, length };
    // Nothing else ends a visit.
    throw first;
  };
  let depth = 0;
  // The parser recurses, and an unterminated string can hide the depth of a text from `glance`.
  const onBegin = (offset: number, length: number) => {
    if (++depth > maxDepth) stop(tooDeepCode, offset, length);
  };
  const onEnd = () => {
    depth--;
  };
  const visitor = {
    onError: stop,
    onObjectBegin: onBegin,
    onArrayBegin: onBegin,
    onObjectEnd: onEnd,
    onArrayEnd: onEnd,
  };
  try {
    visit(text, visitor, { disallowComments: true, allowTrailingComma: false });
  } catch (error) {
    if (error !== first) throw error;
  }
  return first;
}

/** One pass over a text that only counts. */
function glance(text: string): { colons: number; depth: number; longNumber: boolean } {
  let colons = 0;
  let depth = 0;
  let deepest = 0;
  let digits = 0;
  let longNumber = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) {
      if (++digits > 15) longNumber = true;
      continue;
    }
    // An exponent; the e of true and false does not follow a digit.
    if (digits > 0 && (code === 101 || code === 69)) longNumber = true;
    digits = 0;
    if (code === 34) i = stringEnd(text, i) - 1;
    else if (code === 58) colons++;
    else if (code === 123 || code === 91) deepest = Math.max(deepest, ++depth);
    else if (code === 125 || code === 93) depth--;
  }
  return { colons, depth: deepest, longNumber };
}

/** Only called for values of bounded depth. */
function countKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const element of value) count += countKeys(element);
    return count;
  }
  for (const key of Object.keys(value)) count += 1 + countKeys((value as Record<string, unknown>)[key]);
  return count;
}

const numberForm = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** The slow, exact pass. It keeps its own stack, so that no depth overflows it. */
function inspect(text: string, depth: number): Fault[] {
  const faults: Fault[] = [];
  const open: Set<string>[] = [];
  let i = 0;
  while (i < text.length) {
    const char = text[i] as string;
    if (char === '{' || char === '[') {
      open.push(new Set());
      if (open.length + depth === maxDepth + 1) faults.push(tooDeep(i));
      i++;
    } else if (char === '}' || char === ']') {
      open.pop();
      i++;
    } else if (char === '"') {
      const span = { start: i, end: stringEnd(text, i) };
      i = span.end;
      faults.push(...halves(text, span));
      if (text[skipSpace(text, i)] !== ':') continue;
      const names = open[open.length - 1];
      const name = decoded(text, span);
      if (names?.has(name)) faults.push(repeatedKey(name, span));
      names?.add(name);
    } else if (char === '-' || (char >= '0' && char <= '9')) {
      numberForm.lastIndex = i;
      const literal = numberForm.exec(text)?.[0] ?? char;
      const fault = changedNumber(literal, i);
      if (fault) faults.push(fault);
      i += literal.length;
    } else i++;
  }
  return faults;
}

/** How half a character may be written. */
const halfForm = /\\u[dD][89a-fA-F]/;
/** Two halves that make one, and every other escape. */
const escapes = /\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|\\u[\da-fA-F]{4}|\\./g;

/** Escapes in a string that stand for half a character without the other. */
function* halves(text: string, { start, end }: Span): Generator<Fault> {
  const string = text.slice(start, end);
  if (!halfForm.test(string)) return;
  for (const { 0: written, index } of string.matchAll(escapes)) {
    if (written.length !== 6 || !halfForm.test(written)) continue;
    yield {
      span: { start: start + index, end: start + index + written.length },
      message: `\`${written}\` is half of a character: as UTF-8 it cannot be sent, and another one arrives in its place.`,
      help: 'Write both halves, or the character itself.',
      spoils: false,
      kind: 'half a character',
    };
  }
}

/** A key's name, also in a text that is not valid JSON. */
function decoded(text: string, key: Span): string {
  try {
    return keyName(text, key);
  } catch {
    return text.slice(key.start, key.end);
  }
}

function tooDeep(at: number): Fault {
  return {
    span: { start: at, end: at + 1 },
    message: `The value is nested more than ${maxDepth} levels deep, so its entry is not read.`,
    help: 'Flatten the value.',
    spoils: true,
  };
}

function repeatedKey(name: string, span: Span): Fault {
  return {
    span,
    message: `Key \`${shorten(name)}\` stands twice in one object; only the last counts.`,
    help: 'Remove one of the two, or rename it.',
    spoils: false,
    kind: 'repeated key',
  };
}

/** A number that is another one after `JSON.parse`: an integer that lost digits, or a number out of range. */
function changedNumber(literal: string, at: number): Fault | undefined {
  const stored = Number(literal);
  const integer = /^-?\d+$/.test(literal);
  const kept = integer
    ? Number.isFinite(stored) && (BigInt(literal) === BigInt(stored) || String(stored) === literal)
    : Number.isFinite(stored) && (stored !== 0 || !/^[^eE]*[1-9]/.test(literal));
  if (kept) return undefined;
  return {
    span: { start: at, end: at + literal.length },
    message: `${shorten(literal)} is beyond double precision and would be stored as ${stored}.`,
    help: 'Send a number that fits, or, where it is an id, a string under an attribute of that type.',
    spoils: false,
    kind: 'changed number',
  };
}
