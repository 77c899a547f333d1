import { type List, parsed, readBody } from './body.ts';
import type { Document } from './document.ts';
import { beside, brokenElement, isElementOf, readElement, readListEnd } from './elements.ts';
import { type Fault, listFault, moreText, shifted, syntaxFault } from './faults.ts';
import { beginsText, beginsValue, listStart, skipSpace } from './json-text.ts';
import { behindElement, behindFault, elementEnd, widening } from './resume.ts';
import { faultProblem, type PayloadItem, type Session } from './session.ts';

/** Reads one JSON text. `spoiled` are faults known before parsing. */
export function* readText(
  document: Document,
  session: Session,
  spoiled: readonly Fault[] = [],
): Generator<PayloadItem> {
  const value = parsed(document.text);
  if (value) yield* readBody(document, value.value, session, spoiled);
  else yield* readBroken(document, session, { spoiled });
}

/** How a text is read that is no JSON as a whole. */
export interface Broken {
  /** Faults known before. */
  readonly spoiled: readonly Fault[];
  /** It was cut off: that it has no end is no fault of its own. */
  readonly isCutOff?: boolean;
  /** It is the rest of a text, from here on, of which was told that it has one. */
  readonly rest?: number;
}

/**
 * Reads what can be read of a text that is no JSON as a whole: of a list, the elements that are, and values that stand one behind
 * another. Each fault is told where it stands.
 */
export function* readBroken(
  document: Document,
  session: Session,
  { spoiled, isCutOff = false, rest }: Broken,
): Generator<PayloadItem> {
  const { text } = document;
  let isTold = rest !== undefined;
  let at = skipSpace(text, rest ?? 0);
  for (;;) {
    const start = listStart(text, session.pack.payload.root, at);
    const end = start
      ? yield* readBrokenList(start, { document, session, spoiled, isCutOff })
      : yield* readValue(at, { document, session, spoiled, isCutOff }, isTold);
    if (end === undefined) return;
    at = skipSpace(text, end);
    if (at >= text.length) return;
    if (!isTold) yield faultProblem(document, moreText(text[at], at));
    isTold = true;
    if (!beginsText(text.charCodeAt(at))) return;
  }
}

/** What an entry is that stands alone. */
const alone = { bare: true };

/** Reads the value at an offset; where it ends, if it is one. `isMore`: it stands behind another, where only an entry is of interest. */
function* readValue(
  at: number,
  { document, session, spoiled, isCutOff }: Omit<Reading, 'list'>,
  isMore: boolean,
): Generator<PayloadItem, number | undefined> {
  const { text } = document;
  const length = beginsText(text.charCodeAt(at)) ? looking(at, { document, isCutOff }, elementEnd) : 'broken';
  const end = typeof length === 'number' ? at + length : at;
  const value = parsed(text.slice(at, end));
  const within = spoiled.filter(({ span }) => span.start >= at && (!value || span.start < end));
  if (value && isMore && !isElementOf(value.value, alone, session)) return end;
  if (value) {
    yield* readBody(document, value.value, session, within, { start: at, end });
    return end;
  }
  if (within[0]) yield faultProblem(document, within[0]);
  else if (!isCutOff) yield faultProblem(document, shifted(syntaxFault(text.slice(at)), at));
  return undefined;
}

/** Reads the list that stands alone, or in a request body; where what it stands in ends, if that can be told. */
function* readBrokenList(
  { at, bare }: NonNullable<ReturnType<typeof listStart>>,
  reading: Omit<Reading, 'list'>,
): Generator<PayloadItem, number | undefined> {
  const { document, isCutOff } = reading;
  const list: List = { bare, depth: bare ? 1 : 2, api: undefined, size: 0 };
  const end = yield* readList(at, { ...reading, list });
  const isFault = typeof end === 'object';
  if (isFault && !(isCutOff && end.span.start >= document.text.length)) yield faultProblem(document, end);
  yield* readListEnd(document, at, list);
  return isFault ? undefined : end;
}

/** How a broken list is read. */
interface Reading {
  readonly document: Document;
  readonly list: List;
  readonly session: Session;
  readonly spoiled: readonly Fault[];
  readonly isCutOff: boolean;
}

/** Reads the list that begins at an offset; where what it stands in ends, or what is wrong there. */
function* readList(at: number, reading: Reading): Generator<PayloadItem, number | Fault | undefined> {
  const { document, list, session } = reading;
  const { text } = document;
  const first = skipSpace(text, at + 1);
  const end = text[first] === ']' ? first : yield* readElements(first, reading);
  if (end === undefined || list.bare) return end === undefined ? undefined : end + 1;
  const after = skipSpace(text, end + 1);
  if (text[after] === '}') return after + 1;
  const others = text[after] === ',' ? beside(document, after, text.length, session) : undefined;
  if (!others) return listFault(text[after], after, 'closing brace');
  yield* others;
  return text.length;
}

/** Reads elements, and goes on behind what is none; where the bracket stands behind them, if anything of the list can be read that far. */
function* readElements(start: number, reading: Reading): Generator<PayloadItem, number | undefined> {
  const { document, list, session, isCutOff } = reading;
  const { text } = document;
  const isElement = (value: unknown) => isElementOf(value, list, session);
  for (let i = start; ; ) {
    let expected: 'value' | 'comma' = 'value';
    if (beginsValue(text.charCodeAt(i))) {
      const next: Next | undefined = yield* readOne(i, reading);
      if (!next) return undefined;
      i = next.at;
      if (next.isElement) continue;
      i = skipSpace(text, i);
      if (text[i] === ']') return i;
      if (text[i] === ',') {
        i = skipSpace(text, i + 1);
        continue;
      }
      expected = 'comma';
    }
    if (i < text.length || !isCutOff) yield faultProblem(document, listFault(text[i], i, expected));
    if (text[i] === ']') return i;
    const on = looking(i, reading, (part, isAll) => behindFault(part, isAll, isElement));
    if (!on?.isElement) return undefined;
    i += on.next;
  }
}

/** Where a list goes on, and whether an element begins there. */
interface Next {
  readonly at: number;
  readonly isElement: boolean;
}

/** Reads the element at an offset; where the list goes on behind it, if it does. */
function* readOne(start: number, reading: Reading): Generator<PayloadItem, Next | undefined> {
  const { document, list, session, spoiled } = reading;
  const { text } = document;
  const length = looking(start, reading, elementEnd);
  if (length === undefined) return undefined;
  const end = length === 'broken' ? start : start + length;
  const value = parsed(text.slice(start, end));
  if (value) {
    const within = spoiled.filter(({ span }) => span.start >= start && span.start < end);
    yield* readElement(document, { start, end }, value, list, session, within);
    return { at: end, isElement: false };
  }
  const isElement = (each: unknown) => isElementOf(each, list, session);
  const on = looking(start, reading, (part, isAll) => behindElement(part, isAll, isElement));
  if (!on) return undefined;
  yield brokenElement(document, { start, end: start + on.end }, list);
  const at = start + on.next;
  return at < text.length ? { at, isElement: on.isElement } : undefined;
}

/** Looks at as much of the text from an offset on as is needed. */
function looking<T>(
  start: number,
  { document: { text }, isCutOff }: Pick<Reading, 'document' | 'isCutOff'>,
  look: (part: string, isAll: boolean) => T | undefined,
): T | undefined {
  return widening(text.length - start, !isCutOff, (length) => text.slice(start, start + length), look);
}
