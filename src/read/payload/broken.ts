import type { Span } from '../../model/text.ts';
import {
  beside,
  faultProblem,
  type List,
  type PayloadItem,
  parsed,
  readBody,
  readElement,
  readListEnd,
  type Session,
} from './body.ts';
import type { Document } from './document.ts';
import { type Fault, listFault, syntaxFault } from './faults.ts';
import { listStart, skipSpace, stringEnd } from './json-text.ts';

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
 * stands; what follows a list whose elements end in something else than they should is not read. That a text that was cut
 * off has no end is no fault of its own.
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
  const fault = yield* readElements(document, at, list, session, { spoiled, isCutOff });
  if (fault && !(isCutOff && fault.span.start >= text.length)) yield faultProblem(document, fault);
  yield* readListEnd(document, at, list);
}

/** Reads the elements of a list; what is wrong between or behind them. */
function* readElements(
  document: Document,
  at: number,
  list: List,
  session: Session,
  { spoiled, isCutOff }: { readonly spoiled: readonly Fault[]; readonly isCutOff: boolean },
): Generator<PayloadItem, Fault | undefined> {
  const { text } = document;
  let i = skipSpace(text, at + 1);
  let isEnd = text[i] === ']';
  while (!isEnd) {
    const span = elementSpan(text, i);
    if (!span) return listFault(text[i], i, 'value');
    if (isCutOff && span.end >= text.length) return undefined;
    const within = spoiled.filter((fault) => fault.span.start >= span.start && fault.span.start < span.end);
    const isJson = yield* readElement(document, span, list, session, within);
    // One that does not end has said so.
    if (!isJson && span.end === text.length) return undefined;
    i = skipSpace(text, span.end);
    isEnd = text[i] === ']';
    if (!isEnd && text[i] !== ',') return listFault(text[i], i, 'comma');
    if (!isEnd) i = skipSpace(text, i + 1);
  }
  const after = skipSpace(text, i + 1);
  const others =
    !list.bare && text[after] === ',' ? beside(document, after, text.length, session) : undefined;
  if (!others) return endFault(text, after, list.bare);
  yield* others;
  return undefined;
}

/** What is wrong behind a list's end. */
function endFault(text: string, at: number, bare: boolean): Fault | undefined {
  if (!bare && text[at] !== '}') return listFault(text[at], at, 'closing brace');
  const end = bare ? at : skipSpace(text, at + 1);
  return end < text.length ? listFault(text[end], end, 'end of the text') : undefined;
}

/** Where an element stands, by brackets and strings alone; undefined where no value begins. */
function elementSpan(text: string, start: number): Span | undefined {
  if (!/[{["\-0-9tfn]/.test(text[start] ?? '')) return undefined;
  let depth = 0;
  let i = start;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (code === 34) {
      i = stringEnd(text, i);
      if (depth === 0) return { start, end: i };
      continue;
    }
    if (code === 123 || code === 91) depth++;
    else if (code === 125 || code === 93) {
      if (depth === 0) return { start, end: i };
      if (--depth === 0) return { start, end: i + 1 };
    } else if (depth === 0 && (code === 44 || code <= 32)) return { start, end: i };
    i++;
  }
  return { start, end: i };
}
