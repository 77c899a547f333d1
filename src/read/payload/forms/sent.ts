import { fieldAt } from '../../../model/field.ts';
import type { Related } from '../../../model/finding.ts';
import type { Api } from '../../../model/pack.ts';
import { type Place, shorten } from '../../../model/text.ts';
import { readText } from '../broken.ts';
import type { Document } from '../document.ts';
import { isFields } from '../entry.ts';
import { find, skipSpace } from '../json-text.ts';
import type { PayloadItem, Session } from '../session.ts';
import { formFields } from './decoding.ts';
import { notRead } from './not-read.ts';
import { type Filled, readTemplated } from './templated.ts';

/** A field of a form. */
export interface Field {
  readonly name: string;
  readonly value: Document;
  /** Parts of the value that are filled in when it is sent. */
  readonly holes?: readonly Filled[];
}

/** What a request carries, as far as it was kept. */
export type SentBody =
  /** `holes` are parts that are filled in when it is sent. */
  | { readonly kind: 'text'; readonly document: Document; readonly holes: readonly Filled[] }
  | { readonly kind: 'fields'; readonly fields: readonly Field[]; readonly at: () => Place }
  | { readonly kind: 'elsewhere'; readonly why: string; readonly help: string; readonly at: () => Place };

/** What an API answered. */
export interface Answer {
  readonly status: number | undefined;
  readonly at: () => Place;
  readonly body: Document | undefined;
}

/** A request that a recording, a collection or a script holds. */
export interface Sent {
  /** What is filled in when it is sent stands as `{{name}}`. */
  readonly url: string;
  /** Where its address stands. */
  readonly at: () => Place;
  readonly body: SentBody;
  readonly answer?: Answer | undefined;
}

/** Reads the bodies that go to the pack's APIs; other requests are none of our business. */
export function* readSent(requests: Iterable<Sent>, session: Session): Generator<PayloadItem> {
  for (const sent of requests) {
    const apis = session.pack.apis.filter((api) => isSentTo(sent.url, api));
    if (apis[0]) yield* readOne(sent, apis[0], { ...session, apis, records: [], only: false });
  }
}

function* readOne(sent: Sent, api: Api, session: Session): Generator<PayloadItem> {
  const refusal = sent.answer && refusalOf(sent.answer, api);
  for (const item of readContent(sent.body, api, session)) {
    if (item.kind !== 'problem' || !refusal) yield item;
    else {
      const related = [...(item.problem.related ?? []), refusal.related];
      yield { kind: 'problem', problem: { ...item.problem, related } };
    }
  }
  if (!refusal) return;
  const message = `${capital(api.title)} did not take this call; it answered ${refusal.said}.`;
  const help =
    'Mend what the other findings of this call or the answer name, and send it again: what it carried is not stored.';
  yield {
    kind: 'problem',
    problem: { rule: 'api-error', place: sent.at(), message, help, related: [refusal.related] },
  };
}

function* readContent(body: SentBody, api: Api, session: Session): Generator<PayloadItem> {
  if (body.kind === 'elsewhere') yield notRead(body.why, body.help, body.at());
  else if (body.kind === 'fields') yield* readFields(body.fields, body.at, api, session);
  else if (isForm(body.document.text))
    yield* readFields([...formFields(body.document)], () => body.document.at(0, 1), api, session);
  else
    yield* body.holes.length > 0
      ? readTemplated(body.document, body.holes, session)
      : readText(body.document, session);
}

function isForm(text: string): boolean {
  return /^[\w.[\]%-]+=/.test(text);
}

/** A form holds JSON in its fields: entries under the root's name, or whole bodies. */
function* readFields(
  fields: readonly Field[],
  at: () => Place,
  api: Api,
  session: Session,
): Generator<PayloadItem> {
  const { root } = session.pack.payload;
  let seen = false;
  for (const { name, value, holes = [] } of fields) {
    if (!/^\s*[[{]/.test(value.text) || /^\s*\{\{/.test(value.text)) continue;
    seen = true;
    const [document, before] = name === root ? underKey(root, value) : [value, 0];
    const moved = holes.map(({ start, end, written }) => ({
      start: start + before,
      end: end + before,
      written,
    }));
    yield* moved.length > 0 ? readTemplated(document, moved, session) : readText(document, session);
  }
  if (seen) return;
  const message = `The body is a form without JSON in its fields, so it is not read; ${api.title} takes JSON.`;
  yield notRead(message, `Send it as JSON, or in a field \`${root}\`.`, at());
}

/** The body that a field stands for, and how much stands before its value. */
function underKey(key: string, value: Document): [Document, number] {
  const before = `{${JSON.stringify(key)}:`;
  const inside = (offset: number) => Math.min(Math.max(offset - before.length, 0), value.text.length);
  const at: Document['at'] = (start, end) => value.at(inside(start), inside(end));
  return [{ ...value, text: `${before}${value.text}}`, at }, before.length];
}

/** How an answer says that the call was not taken; undefined when it was, or when nothing is known of it. */
function refusalOf(answer: Answer, api: Api): { said: string; related: Related } | undefined {
  const { status, body } = answer;
  const parsed = body && parse(body.text);
  const reason = api.answer && isFields(parsed) ? fieldAt(parsed, api.answer.message) : undefined;
  const said = api.answer && isFields(parsed) ? fieldAt(parsed, api.answer.status) : undefined;
  const isBad = status !== undefined && status >= 400;
  const saysSo = typeof said === 'string' && (api.answer?.failed.includes(said) ?? false);
  if (!isBad && !saysSo) return undefined;
  const words = [...(status === undefined ? [] : [`${status}`]), ...(saysSo ? [`\`${said}\``] : [])].join(
    ', ',
  );
  const text = typeof reason === 'string' && reason.trim() !== '' ? `: \`${shorten(reason, 120)}\`` : '';
  const path = api.answer?.[text ? 'message' : 'status'].split('.') ?? [];
  const found = body && (text || saysSo) ? find(body.text, skipSpace(body.text, 0), path) : undefined;
  const place = body && found ? body.at(found.value.start, found.value.end) : answer.at();
  return { said: `${words}${text}`, related: { place, message: 'the answer to this call' } };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The host may be filled in when a request is sent: `{{host}}/api/event`. */
function isSentTo(url: string, api: Api): boolean {
  const bare = url.replace(/[?#].*$/s, '').replace(/\/$/, '');
  const host = /^(?:https?:\/\/)?\{\{[^}]*\}\}/.exec(bare)?.[0];
  return api.urls.some((known) => {
    const path = known.replace(/^https?:\/\/[^/]*/, '');
    return host === undefined
      ? withoutScheme(bare) === withoutScheme(known)
      : bare.slice(host.length) === path || bare.slice(host.length) === withoutScheme(known);
  });
}

function withoutScheme(url: string): string {
  return url.replace(/^https?:\/\//i, '');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
