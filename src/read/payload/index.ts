import type { Pack } from '../../model/pack.ts';
import { sourceText } from '../../model/text.ts';
import { faultProblem, newSession, type PayloadItem, parsed, readBody, type Session } from './body.ts';
import { readBroken, readText } from './broken.ts';
import { badBytes, decode, isBlank, lines, maxTextBytes, notText, unpack, withoutMark } from './bytes.ts';
import { sourceDocument } from './document.ts';
import { readRecorded, recordedRequests } from './envelopes.ts';
import { badByte, hiddenFaults } from './faults.ts';

export type { PayloadItem } from './body.ts';

/** What a payload is read by. */
export interface PayloadOptions {
  readonly pack: Pack;
  /** The account merges profiles: more than one field can name a user. */
  readonly userMerging?: boolean;
  /** The part of the file that it is, and the number of its first line, where it is not the whole. */
  readonly part?: number;
  readonly firstLine?: number;
  /** Whether it is NDJSON, where that is known. */
  readonly isLines?: boolean;
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
  const { bytes: content, damage } = unpack(bytes);
  yield* readContent(file, content, options, damage);
}

/** Reads what is in no packing any more. `damage` says why there is no more of it. */
export function* readContent(
  file: string,
  bytes: Uint8Array,
  options: PayloadOptions,
  damage?: string,
): Generator<PayloadItem> {
  const { part = 0, firstLine = 1, isLines } = options;
  const isContinued = part > 0 || firstLine > 1;
  const content = isContinued ? bytes : withoutMark(bytes);
  const session = newSession(file, options);
  const truncated = damage !== undefined;
  if (damage !== undefined) yield damageAt(file, firstLine + feeds(content), damage);
  if (isContinued || isLines) {
    yield* readLines(content, session, truncated, firstLine);
    return;
  }
  const binary = notText(content);
  if (binary !== undefined) yield problemAt(file, 1, binary, 'Save it as UTF-8.');
  else if (isBlank(content)) {
    if (!truncated) yield problemAt(file, 1, 'The file is empty.', 'Put an event in it, or remove the file.');
  } else if (looksLikeLines(file, content)) yield* readLines(content, session, truncated, 1);
  else yield* readWhole(content, session, truncated);
}

/** Each line is a source of its own, so that no text holds the whole file. */
function* readLines(
  bytes: Uint8Array,
  session: Session,
  truncated: boolean,
  firstLine: number,
): Generator<PayloadItem> {
  // The line that a truncation cut in two is not a fault of its own.
  const content = truncated ? bytes.subarray(0, bytes.lastIndexOf(10) + 1) : bytes;
  for (const { bytes: line, number: inContent } of lines(content)) {
    const number = firstLine - 1 + inContent;
    if (line.length > maxTextBytes) {
      yield problemAt(session.file, number, tooLong('line', line.length), 'Write one event on a line.');
      continue;
    }
    const text = decode(line);
    const document = sourceDocument({ ...sourceText(session.file, text, number), part: session.part });
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

/** NDJSON by its name, or because its first line is a value of its own with more lines after it. The head of it is enough. */
export function looksLikeLines(file: string, bytes: Uint8Array): boolean {
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

function feeds(bytes: Uint8Array): number {
  let count = 0;
  for (let feed = bytes.indexOf(10); feed >= 0; feed = bytes.indexOf(10, feed + 1)) count++;
  return count;
}

function tooLong(what: 'file' | 'line', bytes: number): string {
  return `The ${what} has ${bytes} bytes; the limit for one JSON text is ${maxTextBytes}.`;
}

/** Tells that a packing is damaged, at the line at which what it held ends. */
export function damageAt(file: string, line: number, damage: string): PayloadItem {
  return problemAt(file, line, damage, 'Pack the file again.');
}

/** A fault of a file as a whole. */
export function problemAt(file: string, line: number, message: string, help: string): PayloadItem {
  return faultProblem(sourceDocument(sourceText(file, '', line)), {
    span: { start: 0, end: 0 },
    message,
    help,
    spoils: true,
  });
}
