import type { Document } from '../document.ts';
import { type Fields, isFields, own } from '../entry.ts';
import { find, skipSpace } from '../json-text.ts';
import type { PayloadItem, Session } from '../session.ts';
import { Inside } from './inside.ts';
import { readSent, type Sent, type SentBody } from './sent.ts';
import type { Filled } from './templated.ts';

/** Whether a JSON value is a Postman collection, v2.0 or v2.1. */
export function isPostman(value: unknown): boolean {
  return isFields(value) && isFields(own(value, 'info')) && Array.isArray(own(value, 'item'));
}

/** Reads the bodies of a collection that go to the pack's APIs, those of saved answers among them. */
export function readPostman(document: Document, value: unknown, session: Session): Generator<PayloadItem> {
  return readSent(requests(document, value as Fields), session);
}

/** Folders hold items to any depth, so they are kept on a stack. */
function* requests(document: Document, collection: Fields): Generator<Sent> {
  const variables = variablesOf(collection);
  const open: { readonly item: Fields; readonly path: readonly string[] }[] = [
    { item: collection, path: [] },
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    const { item, path } = next;
    const inside = (value: unknown, ...steps: readonly string[]) =>
      new Inside(document, value, () => {
        const found = find(document.text, skipSpace(document.text, 0), [...path, ...steps]);
        return found?.value.start ?? 0;
      });
    yield* requestOf(inside(own(item, 'request'), 'request'), variables);
    for (const [index, saved] of listOf(item, 'response').entries()) {
      const answered = inside(saved, 'response', String(index));
      const original = isFields(saved) ? own(saved, 'originalRequest') : undefined;
      const steps = ['response', String(index), 'originalRequest'];
      yield* requestOf(inside(original, ...steps), variables, answered);
    }
    const items = listOf(item, 'item');
    for (let i = items.length - 1; i >= 0; i--) {
      const one = items[i];
      if (isFields(one)) open.push({ item: one, path: [...path, 'item', String(i)] });
    }
  }
}

function* requestOf(
  inside: Inside,
  variables: ReadonlyMap<string, string>,
  answered?: Inside,
): Generator<Sent> {
  const at = inside.text('url') === undefined ? ['url', 'raw'] : ['url'];
  const url = inside.text(...at);
  const body = bodyOf(inside);
  if (url === undefined || !body) return;
  const code = answered?.value('code');
  const answer = answered && {
    status: typeof code === 'number' ? code : undefined,
    at: () => answered.at('code'),
    body: answered.content(['body']),
  };
  yield { url: resolved(url, variables), at: () => inside.at(...at), body, answer };
}

function bodyOf(inside: Inside): SentBody | undefined {
  const mode = inside.text('body', 'mode');
  if (mode === 'urlencoded' || mode === 'formdata') {
    const fields = inside
      .fields(['body', mode], 'key')
      .map((field) => ({ ...field, holes: holesOf(field.value.text) }));
    return fields.length > 0 ? { kind: 'fields', fields, at: () => inside.at('body', mode) } : undefined;
  }
  if (mode === 'file') {
    const source = inside.text('body', 'file', 'src');
    const why = `The body stands in the file ${source === undefined ? 'that is chosen' : `\`${source}\``}, which is not read here.`;
    return {
      kind: 'elsewhere',
      why,
      help: 'Check that file by naming it.',
      at: () => inside.at('body', 'file'),
    };
  }
  const document = inside.content(['body', 'raw']);
  if (!document || document.text.trim() === '') return undefined;
  return { kind: 'text', document, holes: holesOf(document.text) };
}

function holesOf(text: string): Filled[] {
  return [...text.matchAll(/\{\{[^{}]*\}\}/g)].map(({ 0: all, index }) => ({
    start: index,
    end: index + all.length,
    written: all,
  }));
}

/** An address with the collection's own variables in it, which may hold others. */
function resolved(url: string, variables: ReadonlyMap<string, string>): string {
  let text = url;
  for (let depth = 0; depth < 5 && text.includes('{{'); depth++)
    text = text.replace(/\{\{\s*([^{}]*?)\s*\}\}/g, (all, name: string) => variables.get(name) || all);
  return text;
}

function variablesOf(collection: Fields): Map<string, string> {
  const found = new Map<string, string>();
  for (const one of listOf(collection, 'variable')) {
    if (!isFields(one)) continue;
    const [name, value] = [own(one, 'key') ?? own(one, 'id'), own(one, 'value')];
    if (typeof name === 'string' && typeof value === 'string') found.set(name, value);
  }
  return found;
}

function listOf(fields: Fields, key: string): readonly unknown[] {
  const list = own(fields, key);
  return Array.isArray(list) ? list : [];
}
