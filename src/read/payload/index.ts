import { sourceText } from '../../model/text.ts';
import { parsed, readBody } from './body.ts';
import { readBroken, readText } from './broken.ts';
import {
  decode,
  isBlank,
  lineEnds,
  lines,
  maxTextBytes,
  notText,
  withLineFeeds,
  withoutMark,
} from './bytes.ts';
import { SourceDocument } from './document.ts';
import { hiddenFaults, spoiledIn } from './faults.ts';
import { type FormName, forms, isForm, parsedForms, readCurl, readRows, recognise } from './forms/index.ts';
import { isParquet, readParquet } from './forms/parquet.ts';
import { faultProblem, newSession, type PayloadItem, type Session, type SessionOptions } from './session.ts';

export { formNames } from './forms/index.ts';
export type { PayloadItem } from './session.ts';

/** What a payload is read by. */
export interface PayloadOptions extends SessionOptions {
  /** The number of its first line, where it is a part of a file. */
  readonly firstLine?: number;
  /** Only some of its lines are there, the others are blank: the rest is read by others. The first tells what is wrong with all of it. */
  readonly share?: 'first' | 'other' | undefined;
  /** The form that it has, whatever it looks like: one of `formNames`. */
  readonly form?: string | undefined;
  /** Told in words which form it has, once that is known. */
  readonly recognised?: ((form: string) => void) | undefined;
}

/** Why there is no more of a payload, and what to do about it. */
export interface Damage {
  readonly damage: string;
  readonly help?: string | undefined;
}

/** Reads a payload of any form, of which only Parquet has to be awaited. */
export function openPayload(
  file: string,
  bytes: Uint8Array,
  options: PayloadOptions,
  damage?: Damage,
): Generator<PayloadItem> | AsyncGenerator<PayloadItem> {
  const { form } = options;
  if (isForm(form) ? form !== 'parquet' : !isParquet(bytes)) return readPayload(file, bytes, options, damage);
  options.recognised?.(forms.parquet);
  return readParquet(bytes, newSession(file, options));
}

/** Whether it is a part of a file: such parts are NDJSON. */
export function isPart({ part = 0, firstLine = 1, share }: PayloadOptions): boolean {
  return part > 0 || firstLine > 1 || share !== undefined;
}

/**
 * Reads a payload that is in no packing any more: one event, an array of events, a request body, an array of those, NDJSON of
 * any of these, a recording, a collection or a script of requests, or a table. It never throws on bad input: every fault is a
 * problem, and what can be read beside it is read. `damage`: why there is no more of it.
 */
export function* readPayload(
  file: string,
  bytes: Uint8Array,
  options: PayloadOptions,
  damage?: Damage,
): Generator<PayloadItem> {
  const { firstLine = 1, form: asked } = options;
  const content = isPart(options) ? bytes : withoutMark(bytes);
  const session = newSession(file, options);
  const truncated = damage !== undefined;
  if (truncated) yield damageAt(session, firstLine + lineEnds(content), damage);
  const isEmpty = isBlank(content);
  const binary = isPart(options) ? undefined : notText(content);
  if (binary !== undefined) yield problemAt(session, 1, binary, 'Save it as UTF-8.');
  else if (isEmpty) {
    if (!truncated && !isPart(options))
      yield problemAt(session, 1, 'The file is empty.', 'Put an event in it, or remove the file.');
  } else {
    const form = isPart(options) ? 'ndjson' : formOf(file, content, session, asked);
    const tell = (name: FormName) => options.recognised?.(forms[name]);
    if (form === 'csv' || form === 'tsv' || form === 'ndjson') {
      tell(form);
      const ended = form === 'ndjson' && hasOldLineEnds(content) ? withLineFeeds(content) : content;
      // The line that a truncation cut in two is not a fault of its own.
      const whole = truncated ? ended.subarray(0, ended.lastIndexOf(10) + 1) : ended;
      yield* form === 'ndjson' ? readLines(whole, session, firstLine) : readRows(form, whole, session);
    } else {
      const known = isForm(asked) ? asked : undefined;
      yield* readWhole(content, session, { truncated, asked: known, isScript: form === 'curl', tell });
    }
  }
}

/** The form of a payload by what the user says, its name, or how it begins; the head of it is enough. */
export function formOf(
  file: string,
  content: Uint8Array,
  session: Session,
  asked: string | undefined,
): FormName {
  if (isForm(asked)) return asked;
  const known = recognise(file, decode(content.subarray(0, headBytes)), session);
  return known ?? (isLines(file, content) ? 'ndjson' : 'json');
}

/** Enough of a file to tell its form. */
const headBytes = 65_536;

/** Each line is a source of its own, so that no text holds the whole file. */
function* readLines(bytes: Uint8Array, session: Session, firstLine: number): Generator<PayloadItem> {
  for (const { bytes: line, number } of lines(bytes)) {
    const at = firstLine - 1 + number;
    if (line.length > maxTextBytes) {
      yield problemAt(session, at, tooLong('line', line.length), 'Write one event on a line.');
      continue;
    }
    const text = decode(line);
    const document = new SourceDocument(sourceText(session.file, text, at, 1, session.part));
    yield* readText(document, session, spoiledIn(line, text));
  }
}

/** How a file that is one text is read. */
interface Whole {
  readonly truncated: boolean;
  /** The form that the user says it has. */
  readonly asked: FormName | undefined;
  readonly isScript: boolean;
  readonly tell: (form: FormName) => void;
}

function* readWhole(
  bytes: Uint8Array,
  session: Session,
  { truncated, asked, isScript, tell }: Whole,
): Generator<PayloadItem> {
  if (bytes.length > maxTextBytes) {
    const help = 'Write it as NDJSON, one event on a line: such files have no limit.';
    yield problemAt(session, 1, tooLong('file', bytes.length), help);
    return;
  }
  const text = decode(bytes);
  const document = new SourceDocument(sourceText(session.file, text));
  const bad = spoiledIn(bytes, text);
  if (isScript) {
    tell('curl');
    if (bad[0]) yield faultProblem(document, bad[0]);
    yield* readCurl(document, session);
    return;
  }
  const value = parsed(text);
  if (!value) {
    tell(asked ?? 'json');
    yield* readBroken(document, session, { spoiled: bad, isCutOff: truncated });
    return;
  }
  const form = parsedForms.find(({ name, is }) => (asked === undefined || asked === name) && is(value.value));
  tell(form?.name ?? asked ?? 'json');
  if (form) {
    if (bad[0]) yield faultProblem(document, bad[0]);
    // Its own keys and numbers are not ours to judge, but no depth may make reading it slow.
    const deep = hiddenFaults(text, value.value).find((fault) => fault.spoils);
    if (deep) yield faultProblem(document, deep);
    else yield* form.read(document, value.value, session);
  } else if (asked !== undefined && asked !== 'json') {
    yield problemAt(
      session,
      1,
      `The file is no ${forms[asked]}.`,
      'Leave --input-format out, or name another form.',
    );
  } else yield* readBody(document, value.value, session, bad);
}

/** By its name, or because its first line is a value of its own with more lines after it. */
function isLines(file: string, bytes: Uint8Array): boolean {
  return (
    /\.(?:ndjson|jsonl)(?:\.(?:gz|zst|zstd))?$/i.test(file) || beginsAsLines(bytes) || hasOldLineEnds(bytes)
  );
}

/** Whether the lines of a file that holds no LF end with a CR alone: else it is white space in a record. The head of it is enough. */
export function hasOldLineEnds(content: Uint8Array): boolean {
  const head = content.subarray(0, headBytes);
  return head.includes(13) && !head.includes(10) && beginsAsLines(withLineFeeds(head));
}

function beginsAsLines(bytes: Uint8Array): boolean {
  const head: string[] = [];
  for (const line of lines(bytes)) {
    if (line.bytes.length > maxTextBytes) return false;
    head.push(decode(line.bytes));
    if (head.length === 3) break;
  }
  const [first, second, third] = head;
  if (first === undefined || second === undefined) return false;
  if (parsed(first)) return true;
  // A bad first line must not hide the good ones; but the lines of a broken array or object are none.
  return !/[[{,]\s*$/.test(first) && isObjectLine(second) && (third === undefined || isObjectLine(third));
}

function isObjectLine(line: string): boolean {
  return /^\s*\{/.test(line) && parsed(line) !== undefined;
}

function tooLong(what: 'file' | 'line', bytes: number): string {
  return `The ${what} has ${bytes} bytes; the limit for one JSON text is ${maxTextBytes}.`;
}

/** Tells that a packing is damaged, at the line at which what it held ends. */
export function damageAt(
  where: Pick<Session, 'file' | 'part'>,
  line: number,
  { damage, help = 'Pack the file again.' }: Damage,
): PayloadItem {
  return problemAt(where, line, damage, help);
}

/** A fault of a file, or of a part of it, as a whole. */
export function problemAt(
  { file, part }: Pick<Session, 'file' | 'part'>,
  line: number,
  message: string,
  help: string,
): PayloadItem {
  return faultProblem(new SourceDocument(sourceText(file, '', line, 1, part)), {
    span: { start: 0, end: 0 },
    message,
    help,
    spoils: true,
  });
}
