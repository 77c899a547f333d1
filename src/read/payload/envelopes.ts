import type { Api } from '../../model/pack.ts';
import { faultProblem, type PayloadItem, readBody, type Session } from './body.ts';
import { type Document, embeddedDocument } from './document.ts';
import { type Fields, isFields, own } from './entry.ts';
import { syntaxFault } from './faults.ts';
import { find, skipSpace } from './json-text.ts';

/** A request that a recording or a collection holds: its body is a JSON text inside a string. */
interface Recorded {
  readonly url: string;
  readonly body: string;
  /** Where the string stands. */
  readonly path: readonly string[];
}

/** The requests of a HAR file or a Postman collection; undefined for anything else. */
export function recordedRequests(value: unknown): Iterable<Recorded> | undefined {
  if (!isFields(value)) return undefined;
  const log = own(value, 'log');
  if (isFields(log) && Array.isArray(own(log, 'entries')))
    return harRequests(own(log, 'entries') as unknown[]);
  if (isFields(own(value, 'info')) && Array.isArray(own(value, 'item'))) return postmanRequests(value);
  return undefined;
}

/** Reads the bodies that go to the pack's APIs; other requests are none of our business. */
export function* readRecorded(
  outer: Document,
  requests: Iterable<Recorded>,
  session: Session,
): Generator<PayloadItem> {
  for (const { url, body, path } of requests) {
    const apis = session.pack.apis.filter((api) => isSentTo(url, api));
    if (apis.length === 0) continue;
    const start = () => find(outer.text, skipSpace(outer.text, 0), path)?.value.start ?? 0;
    const document = embeddedDocument(outer, body, start);
    let value: unknown;
    try {
      value = JSON.parse(body);
    } catch {
      yield faultProblem(document, syntaxFault(body));
      continue;
    }
    yield* readBody(document, value, { ...session, apis });
  }
}

function* harRequests(entries: readonly unknown[]): Generator<Recorded> {
  for (const [index, entry] of entries.entries()) {
    const url = text(entry, 'request', 'url');
    const body = text(entry, 'request', 'postData', 'text');
    if (url === undefined || !body) continue;
    yield { url, body, path: ['log', 'entries', String(index), 'request', 'postData', 'text'] };
  }
}

/** Folders hold items to any depth, so they are kept on a stack. */
function* postmanRequests(collection: Fields): Generator<Recorded> {
  const open: { readonly item: Fields; readonly path: readonly string[] }[] = [
    { item: collection, path: [] },
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    const { item, path } = next;
    const url = text(item, 'request', 'url') ?? text(item, 'request', 'url', 'raw');
    const body = text(item, 'request', 'body', 'raw');
    if (url !== undefined && body) yield { url, body, path: [...path, 'request', 'body', 'raw'] };
    const inner = own(item, 'item');
    if (!Array.isArray(inner)) continue;
    for (let i = inner.length - 1; i >= 0; i--) {
      if (isFields(inner[i])) open.push({ item: inner[i], path: [...path, 'item', String(i)] });
    }
  }
}

function text(value: unknown, ...path: readonly string[]): string | undefined {
  let at = value;
  for (const step of path) at = isFields(at) ? own(at, step) : undefined;
  return typeof at === 'string' ? at : undefined;
}

/** A collection may hold the host in a variable: `{{host}}/api/event`. */
function isSentTo(url: string, api: Api): boolean {
  const bare = url.replace(/[?#].*$/s, '').replace(/\/$/, '');
  return api.urls.some((known) => {
    const path = known.replace(/^https?:\/\/[^/]*/, '');
    return bare === known || (bare.startsWith('{{') && bare.replace(/^\{\{[^}]*\}\}/, '') === path);
  });
}
