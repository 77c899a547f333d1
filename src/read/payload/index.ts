import type { Pack } from '../../model/pack.ts';
import { sourceText } from '../../model/text.ts';
import { faultProblem, type PayloadItem, parsed, readBody, type Session } from './body.ts';
import { readBroken } from './broken.ts';
import { badBytes, decode, isBlank, lines, maxTextBytes, notText, unpack, withoutMark } from './bytes.ts';
import { type Document, sourceDocument } from './document.ts';
import { readRecorded, recordedRequests } from './envelopes.ts';
import { type Fault, hiddenFaults } from './faults.ts';

export type { PayloadItem } from './body.ts';

/** What a payload is read by. */
export interface PayloadOptions {
  readonly pack: Pack;
}

/**
 * Reads a payload file: one event, an array of events, a request body, an array of those, NDJSON of any of these, a HAR
 * file or a Postman collection; plain or gzipped. It never throws on bad input: every fault is a problem, and what can be
 * read beside it is read.
 */
export function* readPayload(
  file: string,
  bytes: Uint8Array,
  options: PayloadOptions,
): Generator<PayloadItem> {
  const unpacked = unpack(bytes);
  const content = withoutMark(unpacked.bytes);
  const { pack } = options;
  let index = 0;
  const session: Session = { file, pack, apis: pack.apis, next: () => index++ };
  const truncated = unpacked.damage !== undefined;
  if (unpacked.damage !== undefined)
    yield problemAt(file, lastLine(content), unpacked.damage, 'Pack the file again.');
  const binary = notText(content);
  if (binary !== undefined) yield problemAt(file, 1, binary, 'Save it as UTF-8.');
  else if (isBlank(content)) {
    if (!truncated) yield problemAt(file, 1, 'The file is empty.', 'Put an event in it, or remove the file.');
  } else if (isLines(file, content)) yield* readLines(content, session, truncated);
  else yield* readWhole(content, session, truncated);
}

/** Each line is a source of its own, so that no text holds the whole file. */
function* readLines(bytes: Uint8Array, session: Session, truncated: boolean): Generator<PayloadItem> {
  // The line that a truncation cut in two is not a fault of its own.
  const content = truncated ? bytes.subarray(0, bytes.lastIndexOf(10) + 1) : bytes;
  for (const { bytes: line, number } of lines(content)) {
    if (line.length > maxTextBytes) {
      yield problemAt(session.file, number, tooLong('line', line.length), 'Write one event on a line.');
      continue;
    }
    const text = decode(line);
    const document = sourceDocument(sourceText(session.file, text, number));
    yield* readText(document, badBytes(line, text).map(badByte), session);
  }
}

function* readWhole(bytes: Uint8Array, session: Session, truncated: boolean): Generator<PayloadItem> {
  if (bytes.length > maxTextBytes) {
    const help = 'Write it as NDJSON, one event on a line: such files have no limit.';
    yield problemAt(session.file, 1, tooLong('file', bytes.length), help);
    return;
  }
  const text = decode(bytes);
  const document = sourceDocument(sourceText(session.file, text));
  const bad = badBytes(bytes, text).map(badByte);
  const value = parsed(text);
  const recorded = value && recordedRequests(value.value);
  if (!value) {
    yield* readBroken(document, session, bad, truncated);
  } else if (recorded) {
    if (bad[0]) yield faultProblem(document, bad[0]);
    // Its own keys and numbers are not ours to judge, but no depth may make reading it slow.
    const deep = hiddenFaults(text, value.value).find((fault) => fault.spoils);
    if (deep) yield faultProblem(document, deep);
    else yield* readRecorded(document, recorded, session);
  } else yield* readBody(document, value.value, session, bad);
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

/** Reads one JSON text. `spoiled` are faults known before parsing. */
function* readText(document: Document, spoiled: readonly Fault[], session: Session): Generator<PayloadItem> {
  const value = parsed(document.text);
  if (value) yield* readBody(document, value.value, session, spoiled);
  else yield* readBroken(document, session, spoiled);
}

function lastLine(bytes: Uint8Array): number {
  let line = 1;
  for (let feed = bytes.indexOf(10); feed >= 0; feed = bytes.indexOf(10, feed + 1)) line++;
  return line;
}

function badByte(span: Fault['span']): Fault {
  const message = 'A byte here is not valid UTF-8, so the value is not read.';
  return { span, message, help: 'Write the file as UTF-8.', spoils: true };
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
