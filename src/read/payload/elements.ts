import type { Span } from '../../model/text.ts';
import { apiFor, type List, parsed, readInList } from './body.ts';
import type { Document } from './document.ts';
import { isFields } from './entry.ts';
import { type Fault, hiddenFaults, shifted, syntaxFault } from './faults.ts';
import { recordShape } from './forms/records.ts';
import { members } from './json-text.ts';
import { faultProblem, type PayloadItem, type Session } from './session.ts';

/**
 * Reads one element of a list, whose text stands at `span` of the document, and the value that this text is. `spoiled` are
 * faults known before parsing.
 */
export function* readElement(
  document: Document,
  span: Span,
  { value }: { readonly value: unknown },
  list: List,
  session: Session,
  spoiled: readonly Fault[],
): Generator<PayloadItem> {
  const text = document.text.slice(span.start, span.end);
  const faults = hiddenFaults(text, value, list.depth).map((fault) => shifted(fault, span.start));
  for (const fault of faults) if (!fault.spoils) yield faultProblem(document, fault);
  const spoilers = [...spoiled, ...faults.filter((fault) => fault.spoils)];
  yield* readInList(document, value, { start: () => span.start, list, session, spoilers });
}

/** What is wrong with an element of a list that is no JSON. */
export function brokenElement(document: Document, span: Span, list: List): PayloadItem {
  list.size++;
  const fault = syntaxFault(document.text.slice(span.start, span.end), list.depth);
  return faultProblem(document, shifted(fault, span.start));
}

/** Whether a value is sure to be an element of a list, and no part of one: it is a record, a request body or a whole entry. */
export function isElementOf(value: unknown, { bare }: Pick<List, 'bare'>, session: Session): boolean {
  if (!isFields(value)) return false;
  if (recordShape(value, session)) return true;
  if (session.only) return false;
  if (bare && Object.hasOwn(value, session.pack.payload.root)) return true;
  const required = apiFor(session.apis, 'array', value)?.entry_schema.required;
  return Array.isArray(required) && required.every((key: string) => Object.hasOwn(value, key));
}

/** What a list as a whole is, once its elements have been read. `at` is where it begins. */
export function* readListEnd(document: Document, at: number, list: List): Generator<PayloadItem> {
  const { api, size } = list;
  if (api) yield { kind: 'request', request: { api, size, locate: () => document.at(at, at + 1) } };
}

/**
 * What stands beside the list of a request body: members that do not belong there. `comma` is where they begin, `end` where
 * the text ends; undefined when that is no rest of an object.
 */
export function beside(
  document: Document,
  comma: number,
  end: number,
  { pack }: Session,
): readonly PayloadItem[] | undefined {
  // As if the comma were the brace of an object of its own.
  const rest = `{${document.text.slice(comma + 1, end)}`;
  if (!parsed(rest)) return undefined;
  return [...members(rest, 0)].map(({ name, key }) => ({
    kind: 'problem',
    problem: {
      rule: 'payload-schema',
      place: document.at(comma + key.start, comma + key.end),
      message: `\`${name}\` is not accepted beside \`${pack.payload.root}\`.`,
      help: 'Remove it.',
    },
  }));
}
