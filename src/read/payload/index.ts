import type { Pack } from '../../model/pack.ts';
import { sourceText } from '../../model/text.ts';
import { faultProblem, type PayloadItem, readBody, type Session } from './body.ts';
import { decode, firstBadByte, isBlank, lines, maxTextBytes, notText, unpack, withoutMark } from './bytes.ts';
import { sourceDocument } from './document.ts';
import { badByte, hiddenFaults, syntaxFault } from './faults.ts';
import { type FormName, forms, isForm, parsedForms, readCurl, readRows, recognise } from './forms/index.ts';
import { isParquet, readParquet } from './forms/parquet.ts';

export type { PayloadItem } from './body.ts';
export { formNames } from './forms/index.ts';

/** What a payload is read by. */
export interface PayloadOptions {
  readonly pack: Pack;
  /** The form that it has, whatever it looks like: one of `formNames`. */
  readonly form?: string | undefined;
  /** Told in words which form it has, once that is known. */
  readonly recognised?: ((form: string) => void) | undefined;
}

/** Reads a payload file of any form, of which only Parquet has to be awaited. */
export function openPayload(
  file: string,
  bytes: Uint8Array,
  options: PayloadOptions,
): Generator<PayloadItem> | AsyncGenerator<PayloadItem> {
  const { form } = options;
  if (isForm(form) ? form !== 'parquet' : !isParquet(bytes)) return readPayload(file, bytes, options);
  options.recognised?.(forms.parquet);
  return readParquet(bytes, sessionOf(file, options));
}

/**
 * Reads a payload file: one event, an array of events, a request body, an array of those, NDJSON of any of these, a
 * recording, a collection or a script of requests, or a table; plain or packed. It never throws on bad input: every fault is
 * a problem, and what can be read beside it is read.
 */
export function* readPayload(
  file: string,
  bytes: Uint8Array,
  options: PayloadOptions,
): Generator<PayloadItem> {
  const unpacked = unpack(bytes);
  const content = withoutMark(unpacked.bytes);
  const session = sessionOf(file, options);
  const { damage, help = 'Pack the file again.' } = unpacked;
  const truncated = damage !== undefined;
  if (truncated) yield problemAt(file, lastLine(content), damage, help);
  const binary = notText(content);
  if (binary !== undefined) yield problemAt(file, 1, binary, 'Save it as UTF-8.');
  else if (isBlank(content)) {
    if (!truncated) yield problemAt(file, 1, 'The file is empty.', 'Put an event in it, or remove the file.');
  } else {
    const asked = isForm(options.form) ? options.form : undefined;
    const known = asked ?? recognise(file, decode(content.subarray(0, headBytes)), session);
    const form = known ?? (isLines(file, content) ? 'ndjson' : 'json');
    const tell = (name: FormName) => options.recognised?.(forms[name]);
    if (form === 'csv' || form === 'tsv' || form === 'ndjson') {
      tell(form);
      // The line that a truncation cut in two is not a fault of its own.
      const whole = truncated ? content.subarray(0, content.lastIndexOf(10) + 1) : content;
      yield* form === 'ndjson' ? readLines(whole, session) : readRows(form, whole, session);
    } else yield* readWhole(content, session, { truncated, asked, isScript: form === 'curl', tell });
  }
}

/** Enough of a file to tell its form. */
const headBytes = 65_536;

function sessionOf(file: string, { pack, form }: PayloadOptions): Session {
  const only = pack.records.filter(({ id }) => id === form);
  let index = 0;
  return {
    file,
    pack,
    apis: pack.apis,
    records: only.length > 0 ? only : pack.records,
    only: only.length > 0,
    next: () => index++,
  };
}

/** Each line is a source of its own, so that no text holds the whole file. */
function* readLines(bytes: Uint8Array, session: Session): Generator<PayloadItem> {
  for (const { bytes: line, number } of lines(bytes)) {
    if (line.length > maxTextBytes) {
      yield problemAt(session.file, number, tooLong('line', line.length), 'Write one event on a line.');
      continue;
    }
    const text = decode(line);
    const document = sourceDocument(sourceText(session.file, text, number));
    const bad = firstBadByte(line, text);
    const value = bad ? undefined : parsed(text);
    if (bad) yield faultProblem(document, badByte(bad));
    else if (value) yield* readBody(document, value.value, session);
    else yield faultProblem(document, syntaxFault(text));
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
    yield problemAt(session.file, 1, tooLong('file', bytes.length), help);
    return;
  }
  const text = decode(bytes);
  const document = sourceDocument(sourceText(session.file, text));
  const bad = firstBadByte(bytes, text);
  if (isScript) {
    tell('curl');
    if (bad) yield faultProblem(document, badByte(bad));
    yield* readCurl(document, session);
    return;
  }
  const value = parsed(text);
  if (!value) {
    tell(asked ?? 'json');
    // What was cut off, or is not text at all, has been or is said once.
    if (bad) yield faultProblem(document, badByte(bad));
    else if (!truncated) yield faultProblem(document, syntaxFault(text));
    return;
  }
  const form = parsedForms.find(({ name, is }) => (asked === undefined || asked === name) && is(value.value));
  tell(form?.name ?? asked ?? 'json');
  if (form) {
    if (bad) yield faultProblem(document, badByte(bad));
    // Its own keys and numbers are not ours to judge, but no depth may make reading it slow.
    const deep = hiddenFaults(text, value.value).find((fault) => fault.spoils);
    if (deep) yield faultProblem(document, deep);
    else yield* form.read(document, value.value, session);
  } else if (asked !== undefined && asked !== 'json') {
    yield problemAt(
      session.file,
      1,
      `The file is no ${forms[asked]}.`,
      'Leave --input-format out, or name another form.',
    );
  } else yield* readBody(document, value.value, session, bad ? [badByte(bad)] : []);
}

/** By its name, or because its first line is a value of its own with more lines after it. */
function isLines(file: string, bytes: Uint8Array): boolean {
  if (/\.(?:ndjson|jsonl)(?:\.gz)?$/i.test(file)) return true;
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

/** Boxed, as `null` is a value too. */
function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function lastLine(bytes: Uint8Array): number {
  let line = 1;
  for (let feed = bytes.indexOf(10); feed >= 0; feed = bytes.indexOf(10, feed + 1)) line++;
  return line;
}

function tooLong(what: 'file' | 'line', bytes: number): string {
  return `The ${what} has ${bytes} bytes; the limit for one JSON text is ${maxTextBytes}.`;
}

function problemAt(file: string, line: number, message: string, help: string): PayloadItem {
  return faultProblem(sourceDocument(sourceText(file, '', line)), {
    span: { start: 0, end: 0 },
    message,
    help,
    spoils: true,
  });
}
