import type { Locate } from '../../model/event-use.ts';
import type { Api, Pack } from '../../model/pack.ts';
import type { Span } from '../../model/text.ts';
import type { Document } from './document.ts';
import { type Fields, isFields, makeEntry, own } from './entry.ts';
import { kindOf, schemaProblems } from './entry-schema.ts';
import { type Fault, hiddenFaults, shifted } from './faults.ts';
import { listOf, readRecord, recordShape } from './forms/records.ts';
import { elementStarts, find, members, skipSpace, valueEnd } from './json-text.ts';
import { faultProblem, type PayloadItem, type Session } from './session.ts';

type Offset = () => number;

/** Reads one JSON value: an event, a request body, or an array of either. `spoiled` are faults known before parsing. */
export function* readBody(
  document: Document,
  value: unknown,
  session: Session,
  spoiled: readonly Fault[] = [],
  { start, end }: Span = { start: 0, end: document.text.length },
): Generator<PayloadItem> {
  const faults = hiddenFaults(document.text.slice(start, end), value).map((fault) => shifted(fault, start));
  for (const fault of faults) if (!fault.spoils) yield faultProblem(document, fault);
  const body = new Body(document, session, [...spoiled, ...faults.filter((fault) => fault.spoils)]);
  yield* body.read(value, start);
}

/** A list of entries while its elements are read one by one. */
export interface List {
  /** It stands by itself, not under the root key, so that its elements may be whole request bodies. */
  readonly bare: boolean;
  /** How deep its elements stand in the file. */
  readonly depth: number;
  /** The API that its first entry shows, and how many entries there are. */
  api: Api | undefined;
  size: number;
}

/** Where an element of a list stands. */
interface InList {
  readonly start: Offset;
  readonly list: List;
  readonly session: Session;
  /** Faults known before. */
  readonly spoilers: readonly Fault[];
}

/** Reads the value that an element of a list is: an entry, or where the list stands by itself, a request body. */
export function* readInList(
  document: Document,
  value: unknown,
  { start, list, session, spoilers }: InList,
): Generator<PayloadItem> {
  const body = new Body(document, session, spoilers);
  yield* body.element(value, start, list);
  yield* body.besideEntries();
}

/** Boxed, as `null` is a value too. */
export function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** One JSON value while it is read. */
class Body {
  private readonly document: Document;
  private readonly session: Session;
  private readonly spoilers: readonly Fault[];
  private spoilersReported = false;

  constructor(document: Document, session: Session, spoilers: readonly Fault[]) {
    this.document = document;
    this.session = session;
    this.spoilers = spoilers;
  }

  *read(value: unknown, from: number): Generator<PayloadItem> {
    const start = once(() => skipSpace(this.document.text, from));
    if (Array.isArray(value)) yield* this.readList(value, start, true);
    else if (isFields(value) && Object.hasOwn(value, this.session.pack.payload.root))
      yield* this.readRequest(value, start);
    else if (isFields(value) && this.session.records.length > 0 && listOf(value, this.session))
      yield* this.readRecords(value, start);
    else if (this.session.only || recordShape(value, this.session))
      yield* this.readEntry(value, start, 'array');
    else if (isFields(value) && looksLikeEntry(value, this.session.pack))
      yield* this.readEntry(value, start, 'array');
    else if (this.spoilers.length === 0) yield this.notAnEvent(value, start());
    yield* this.besideEntries();
  }

  /** A fault known before parsing that stands in none of the entries. */
  *besideEntries(): Generator<PayloadItem> {
    const first = this.spoilers[0];
    if (first && !this.spoilersReported) yield faultProblem(this.document, first);
  }

  /** One element of a list: an entry, or where the list stands by itself, a request body. */
  *element(value: unknown, start: Offset, list: List): Generator<PayloadItem> {
    if (list.bare && isFields(value) && Object.hasOwn(value, this.session.pack.payload.root)) {
      yield* this.readRequest(value, start);
      return;
    }
    list.size++;
    list.api ??= apiFor(this.session.apis, 'array', value);
    yield* this.readEntry(value, start, 'array');
  }

  /** A request body: entries, or for the combined call one entry, under the root key. */
  private *readRequest(body: Fields, start: Offset): Generator<PayloadItem> {
    const { root } = this.session.pack.payload;
    if (Object.keys(body).length > 1) yield* this.besideRoot(start());
    const value = own(body, root);
    const at = once(() => find(this.document.text, start(), [root])?.value.start ?? start());
    if (Array.isArray(value)) yield* this.readList(value, at, false);
    else if (isFields(value)) {
      const api = apiFor(this.session.apis, 'object', value);
      if (api) yield this.request(api, 1, at);
      yield* this.readEntry(value, at, 'object');
    } else {
      const message = `\`${root}\` is ${kindOf(value)}; it must be an array of entries, or one entry.`;
      yield this.problem(at(), valueEnd(this.document.text, at()), message);
    }
  }

  /** A body of another collector: records under a key of its own. */
  private *readRecords(body: Fields, start: Offset): Generator<PayloadItem> {
    const key = listOf(body, this.session) as string;
    const at = once(() => find(this.document.text, start(), [key])?.value.start ?? start());
    yield* this.readList(own(body, key) as readonly unknown[], at, false);
  }

  /** The entries of a request; a bare array may also hold whole request bodies, each a request of its own. */
  private *readList(list: readonly unknown[], at: Offset, bare: boolean): Generator<PayloadItem> {
    const { root } = this.session.pack.payload;
    const starts = once(() => elementStarts(this.document.text, at()));
    const isBody = (one: unknown): one is Fields => bare && isFields(one) && Object.hasOwn(one, root);
    const entries = list.filter((one) => !isBody(one) && !recordShape(one, this.session));
    const api = this.session.only ? undefined : apiFor(this.session.apis, 'array', entries[0]);
    if (api && (entries.length > 0 || list.length === 0)) yield this.request(api, entries.length, at);
    for (const [index, one] of list.entries()) {
      const start = () => starts()[index] as number;
      if (isBody(one)) yield* this.readRequest(one, start);
      else yield* this.readEntry(one, start, 'array');
    }
  }

  private *readEntry(value: unknown, start: Offset, root: 'array' | 'object'): Generator<PayloadItem> {
    const { document, session } = this;
    const spoiler = this.spoilerWithin(start);
    if (spoiler) {
      this.spoilersReported = true;
      yield faultProblem(document, spoiler);
      return;
    }
    if (!isFields(value)) {
      const message = `The entry is ${kindOf(value)}; it must be an object.`;
      yield this.problem(start(), valueEnd(document.text, start()), message);
      return;
    }
    const record = recordShape(value, session);
    if (record) {
      yield* readRecord(value, record, { document, start }, session);
      return;
    }
    if (session.only) {
      const titles = session.records.map(({ title }) => title).join(' or ');
      yield this.problem(start(), start() + 1, `This is not ${titles}.`);
      return;
    }
    const api = apiFor(session.apis, root, value);
    if (!api) return;
    if (api.match.root !== root) yield this.wrongRoot(api, start());
    for (const problem of schemaProblems(value, api, session.pack, document, start))
      yield { kind: 'problem', problem };
    const site = { document, start, file: session.file, index: session.next() };
    yield { kind: 'entry', entry: makeEntry(value, api, session.pack, site) };
  }

  private spoilerWithin(start: Offset): Fault | undefined {
    if (this.spoilers.length === 0) return undefined;
    const end = valueEnd(this.document.text, start());
    return this.spoilers.find(({ span }) => span.start >= start() && span.start < end);
  }

  private request(api: Api, size: number, at: Offset): PayloadItem {
    const locate: Locate = () => this.document.at(at(), at() + 1);
    return { kind: 'request', request: { api, size, locate } };
  }

  private *besideRoot(start: number): Generator<PayloadItem> {
    const { root } = this.session.pack.payload;
    for (const { name, key } of members(this.document.text, start)) {
      if (name === root) continue;
      yield this.problem(key.start, key.end, `\`${name}\` is not accepted beside \`${root}\`.`, 'Remove it.');
    }
  }

  private wrongRoot(api: Api, start: number): PayloadItem {
    const { root } = this.session.pack.payload;
    const message =
      api.match.root === 'array'
        ? `\`${root}\` is an object; ${api.title} takes an array of entries.`
        : `\`${root}\` is an array; ${api.title} takes one entry, as an object.`;
    return this.problem(start, start + 1, message);
  }

  private notAnEvent(value: unknown, start: number): PayloadItem {
    const { event, root } = this.session.pack.payload;
    const message = `This is not an event, a list of events or a request body: it is ${
      isFields(value) ? `an object without \`${root}\` and \`${event}\`` : kindOf(value)
    }.`;
    const end = isFields(value) ? start + 1 : valueEnd(this.document.text, start);
    const help = 'If the file is no payload, exclude it under `payloads` in eventlint.yaml.';
    return this.problem(start, end, message, help);
  }

  private problem(start: number, end: number, message: string, help?: string): PayloadItem {
    const place = this.document.at(start, end);
    return { kind: 'problem', problem: { rule: 'payload-schema', place, message, help } };
  }
}

/** The API that takes such a root with such an entry; if none does, the one the body was sent to. */
export function apiFor(apis: readonly Api[], root: 'array' | 'object', entry: unknown): Api | undefined {
  const fitting = apis.filter(({ match }) => match.root === root);
  const marked = isFields(entry)
    ? fitting.find(({ match }) => match.entry_has !== undefined && Object.hasOwn(entry, match.entry_has))
    : undefined;
  return marked ?? fitting.find(({ match }) => match.entry_has === undefined) ?? fitting[0] ?? apis[0];
}

const entryKeys = new WeakMap<Pack, ReadonlySet<string>>();

/** Whether an object has any field of any API's entries. */
function looksLikeEntry(value: Fields, pack: Pack): boolean {
  let keys = entryKeys.get(pack);
  if (!keys) {
    const { event, attributes, time } = pack.payload;
    const schemas = pack.apis.flatMap(({ entry_schema }) => Object.keys(entry_schema.properties ?? {}));
    const marks = pack.apis.flatMap(({ match, identity }) => [match.entry_has ?? event, identity.required]);
    keys = new Set([event, attributes, time, ...schemas, ...marks]);
    entryKeys.set(pack, keys);
  }
  for (const key of Object.keys(value)) if (keys.has(key)) return true;
  return false;
}

/** Makes a value when it is first asked for. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
