import type { Span } from '../../model/text.ts';
import { faultProblem, type List, type PayloadItem, readElement, readListEnd, type Session } from './body.ts';
import type { Document } from './document.ts';
import { type Fault, listFault, syntaxFault } from './faults.ts';
import { listStart, skipSpace, stringEnd } from './json-text.ts';

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
  let i = skipSpace(text, at + 1);
  for (;;) {
    const span = elementSpan(text, i);
    if (isCutOff && (span?.end ?? i) >= text.length) break;
    if (!span) {
      yield faultProblem(document, listFault(text[i], i, 'value'));
      break;
    }
    const within = spoiled.filter((fault) => fault.span.start >= span.start && fault.span.start < span.end);
    const isJson = yield* readElement(document, span, list, session, within);
    // One that does not end has said so.
    if (!isJson && span.end === text.length) break;
    i = skipSpace(text, span.end);
    if (text[i] === ',') {
      i = skipSpace(text, i + 1);
      continue;
    }
    const end =
      text[i] === ']' ? endFault(text, skipSpace(text, i + 1), bare) : listFault(text[i], i, 'comma');
    if (end && !(isCutOff && end.span.start >= text.length)) yield faultProblem(document, end);
    break;
  }
  yield* readListEnd(document, at, list, session);
}

/** What is wrong behind a list's end. */
function endFault(text: string, at: number, bare: boolean): Fault | undefined {
  if (!bare && text[at] !== '}')
    return listFault(text[at], at, text[at] === undefined ? 'closing brace' : 'comma');
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
