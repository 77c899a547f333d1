import { type List, parsed, readBody } from './body.ts';
import type { Document } from './document.ts';
import { beside, brokenElement, isElementOf, readElement, readListEnd } from './elements.ts';
import { type Fault, listFault, syntaxFault } from './faults.ts';
import { beginsValue, listStart, skipSpace } from './json-text.ts';
import { behindElement, behindFault, elementEnd, widening } from './resume.ts';
import { faultProblem, type PayloadItem, type Session } from './session.ts';

/** Reads one JSON text. `spoiled` are faults known before parsing. */
export function* readText(
  document: Document,
  spoiled: readonly Fault[],
  session: Session,
): Generator<PayloadItem> {
  const value = parsed(document.text);
  if (value) yield* readBody(document, value.value, session, spoiled);
  else yield* readBroken(document, session, spoiled);
}

/**
 * Reads what can be read of a text that is no JSON as a whole: of a list, the elements that are. Each fault is told where it
 * stands. That a text that was cut off has no end is no fault of its own.
 */
export function* readBroken(
  document: Document,
  session: Session,
  spoiled: readonly Fault[],
  isCutOff = false,
): Generator<PayloadItem> {
  const { text } = document;
  const start = listStart(text, session.pack.payload.root);
  if (!start) {
    if (spoiled[0]) yield faultProblem(document, spoiled[0]);
    else if (!isCutOff) yield faultProblem(document, syntaxFault(text));
    return;
  }
  const { at, bare } = start;
  const list: List = { bare, depth: bare ? 1 : 2, api: undefined, size: 0 };
  const fault = yield* readList(at, { document, list, session, spoiled, isCutOff });
  if (fault && !(isCutOff && fault.span.start >= text.length)) yield faultProblem(document, fault);
  yield* readListEnd(document, at, list);
}

/** How a broken list is read. */
interface Reading {
  readonly document: Document;
  readonly list: List;
  readonly session: Session;
  readonly spoiled: readonly Fault[];
  readonly isCutOff: boolean;
}

/** Reads the list that begins at an offset; what is wrong behind it. */
function* readList(at: number, reading: Reading): Generator<PayloadItem, Fault | undefined> {
  const { document, list, session } = reading;
  const { text } = document;
  const first = skipSpace(text, at + 1);
  const end = text[first] === ']' ? first : yield* readElements(first, reading);
  if (end === undefined) return undefined;
  const after = skipSpace(text, end + 1);
  const others =
    !list.bare && text[after] === ',' ? beside(document, after, text.length, session) : undefined;
  if (!others) return endFault(text, after, list.bare);
  yield* others;
  return undefined;
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
  { document: { text }, isCutOff }: Reading,
  look: (part: string, isAll: boolean) => T | undefined,
): T | undefined {
  return widening(text.length - start, !isCutOff, (length) => text.slice(start, start + length), look);
}

/** What is wrong behind a list's end. */
function endFault(text: string, at: number, bare: boolean): Fault | undefined {
  if (!bare && text[at] !== '}') return listFault(text[at], at, 'closing brace');
  const end = bare ? at : skipSpace(text, at + 1);
  return end < text.length ? listFault(text[end], end, 'end of the text') : undefined;
}
