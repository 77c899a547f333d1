import { once } from '../body.ts';
import type { Document } from '../document.ts';
import { isFields, own } from '../entry.ts';
import { elementStarts, find, skipSpace } from '../json-text.ts';
import type { PayloadItem, Session } from '../session.ts';
import { Inside } from './inside.ts';
import { readSent, type Sent, type SentBody } from './sent.ts';

/** Whether a JSON value is an HTTP archive. */
export function isHar(value: unknown): boolean {
  return Array.isArray(entriesOf(value));
}

/** Reads what a recording sent to the pack's APIs, and what those answered. */
export function readHar(document: Document, value: unknown, session: Session): Generator<PayloadItem> {
  return readSent(requests(document, entriesOf(value) as readonly unknown[]), session);
}

function entriesOf(value: unknown): unknown {
  const log = isFields(value) ? own(value, 'log') : undefined;
  return isFields(log) ? own(log, 'entries') : undefined;
}

function* requests(document: Document, entries: readonly unknown[]): Generator<Sent> {
  const starts = once(() => {
    const found = find(document.text, skipSpace(document.text, 0), ['log', 'entries']);
    return elementStarts(document.text, found?.value.start ?? 0);
  });
  for (const [index, entry] of entries.entries()) {
    const inside = new Inside(document, entry, () => starts()[index] ?? 0);
    const url = inside.text('request', 'url');
    // What a browser asks before a call to another host carries nothing.
    const method = (inside.text('request', 'method') ?? 'POST').toUpperCase();
    if (url === undefined || !['POST', 'PUT', 'PATCH'].includes(method)) continue;
    const status = inside.value('response', 'status');
    const answer = {
      // 0 is no answer at all.
      status: typeof status === 'number' && status > 0 ? status : undefined,
      at: () => inside.at('response', 'status'),
      body: inside.content(['response', 'content', 'text'], ['response', 'content', 'encoding']),
    };
    yield { url, at: () => inside.at('request', 'url'), body: bodyOf(inside), answer };
  }
}

function bodyOf(inside: Inside): SentBody {
  const post = ['request', 'postData'];
  const document = inside.content([...post, 'text'], [...post, 'encoding']);
  if (document && document.text.trim() !== '') return { kind: 'text', document, holes: [] };
  const fields = inside.fields([...post, 'params'], 'name');
  if (fields.length > 0) return { kind: 'fields', fields, at: () => inside.at(...post, 'params') };
  const why = 'The recording holds no body for this call, so it is not checked.';
  const help = 'Record it with content, and not as a beacon, whose bodies some browsers leave out.';
  return { kind: 'elsewhere', why, help, at: () => inside.at('request', 'url') };
}
