import type { Entry, EventUse } from '../../../model/event-use.ts';
import type { Pack } from '../../../model/pack.ts';
import { type Place, type Span, shorten } from '../../../model/text.ts';
import { readBody } from '../body.ts';
import { type Document, decodedDocument } from '../document.ts';
import { isFields, own } from '../entry.ts';
import { syntaxFault } from '../faults.ts';
import { faultProblem, type PayloadItem, type Session } from '../session.ts';
import { notRead } from './not-read.ts';

/** Stands for what is only filled in when a request is sent. It is for private use: no text holds it. */
const mark = '\ue000';

/** A value that is only known when the request is sent: it is there, and no rule can say more of it. */
const unknown = Symbol('unknown');

/** A part of a body that is filled in when it is sent. */
export interface Filled extends Span {
  /** How it is written: `{{quantity}}`. */
  readonly written: string;
}

/**
 * Reads a body with holes: `{{quantity}}` of a collection, `$QUANTITY` of a script. What stands in a hole is unknown, in
 * quotes or not, and is no finding; everything else is judged.
 */
export function* readTemplated(
  document: Document,
  holes: readonly Filled[],
  session: Session,
): Generator<PayloadItem> {
  const { text, bare, map } = filled(document.text, holes);
  const unknownPlaces = new WeakSet<Place>();
  const inner = decodedDocument(document, text, map);
  const marked: Document = {
    ...inner,
    text,
    at: (start, end) => {
      const place = inner.at(start, end);
      if (text.slice(start, end).includes(mark)) unknownPlaces.add(place);
      return place;
    },
  };
  const whole = bare.find(({ start, end }) => document.text.trim().length === end - start);
  if (whole) {
    const message = `The body is \`${shorten(whole.written)}\`, which is only known when it is sent, so it is not read.`;
    yield notRead(message, writeOut, document.at(whole.start, whole.end));
    return;
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    yield notJson(document, marked, bare);
    return;
  }
  let [read, dropped] = [false, false];
  for (const item of readBody(marked, value, session)) {
    if (item.kind === 'entry') yield { kind: 'entry', entry: knownEntry(item.entry, session.pack) };
    else if (item.kind === 'use') yield { kind: 'use', use: knownUse(item.use) };
    else if (item.kind === 'request' || !unknownPlaces.has(item.problem.place)) yield item;
    else dropped = true;
    read ||= item.kind === 'entry' || item.kind === 'use';
  }
  const [first] = bare;
  if (read || !dropped || !first) return;
  const message = `\`${shorten(first.written)}\` holds what is to be read, and is only known when the body is sent.`;
  yield notRead(message, writeOut, document.at(first.start, first.end));
}

/** The text with its holes filled: inside quotes by a mark, elsewhere by a string that is one. */
function filled(text: string, holes: readonly Filled[]) {
  const bare: Filled[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let made = '';
  const add = (unit: string, start: number, end: number) => {
    made += unit;
    for (let i = 0; i < unit.length; i++) {
      starts.push(start);
      ends.push(end);
    }
  };
  let at = 0;
  let quoted = false;
  for (const hole of [...holes, { start: text.length, end: text.length, written: '' }]) {
    for (; at < hole.start; at++) {
      const char = text[at] as string;
      add(char, at, at + 1);
      if (quoted && char === '\\' && at + 1 < hole.start) add(text[++at] as string, at, at + 1);
      else if (char === '"') quoted = !quoted;
    }
    if (hole.end === hole.start) continue;
    if (!quoted) bare.push(hole);
    add(quoted ? mark : `"${mark}"`, hole.start, hole.end);
    at = hole.end;
  }
  return { text: made, bare, map: () => ({ starts, ends, empty: 0 }) };
}

const writeOut = 'Write the body out, with variables for single values at most.';

/** Where a variable stands for more than a value, it is what makes the body unreadable. */
function notJson(document: Document, marked: Document, bare: readonly Filled[]): PayloadItem {
  const fault = syntaxFault(marked.text);
  const seen = marked.text.slice(0, fault.span.end).split(`"${mark}"`).length - 1;
  const hole = bare[Math.max(seen - 1, 0)];
  if (!hole) return faultProblem(marked, fault);
  const message = `\`${shorten(hole.written)}\` is filled in when the body is sent; without it the body is no JSON, so it is not read.`;
  return notRead(message, writeOut, document.at(hole.start, hole.end));
}

function knownEntry(entry: Entry, { payload }: Pack): Entry {
  const fields = known(entry.fields) as Entry['fields'];
  if (!entry.use) return { ...entry, fields };
  const use = knownUse(entry.use);
  const isHidden = own(fields, payload.attributes) === unknown;
  return { ...entry, fields, use: isHidden ? { ...use, open: true } : use };
}

function knownUse(use: EventUse): EventUse {
  const names = use.names.filter((name) => !name.includes(mark));
  const attributes = use.attributes.filter(({ name }) => !name.includes(mark));
  return {
    ...use,
    names,
    dynamic: use.dynamic || names.length < use.names.length,
    open: use.open || attributes.length < use.attributes.length,
    attributes: attributes.map((attribute) =>
      attribute.values?.some(hasMark)
        ? { name: attribute.name, types: ['unknown'], optional: false }
        : attribute,
    ),
  };
}

function hasMark(value: unknown): boolean {
  if (typeof value === 'string') return value.includes(mark);
  if (Array.isArray(value)) return value.some(hasMark);
  return isFields(value) && Object.entries(value).some(([key, one]) => key.includes(mark) || hasMark(one));
}

/** The same value with what is unknown as a symbol, which is neither missing nor of any type. */
function known(value: unknown): unknown {
  if (typeof value === 'string') return value.includes(mark) ? unknown : value;
  if (Array.isArray(value)) return value.map(known);
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, known(one)]));
}
