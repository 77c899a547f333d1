import { gunzipSync, gzipSync } from 'node:zlib';
import { decode, kindOf, openFile, openStandardInput } from '../files.ts';
import type { Json } from '../lint/state.ts';
import { InputError } from '../model/input-error.ts';
import type { Input } from '../read/payload/stream/input.ts';
import { standardInputName } from './report-context.ts';
import type { Shard } from './shards.ts';

/** What a state says of itself before what was seen. */
export interface StateHead {
  /** The version that made it. */
  readonly eventlint: string;
  /** Tells rules, registry and settings apart: only states of the same can be joined. */
  readonly settings: string;
  readonly shards: readonly Shard[];
  /** Whether it holds statistics. */
  readonly profiled: boolean;
}

/** A part of states as they come: of each its head, then its pieces. */
export type StatePart = { readonly head: StateHead } | { readonly piece: Json };

const beginning = ',"seen":[';
const end = ']}';

/**
 * A state as one JSON document, made line by line: its head, its pieces, its end. Pieces are packed, as they repeat much; so a
 * state of a gigabyte of faulty events has some megabytes.
 */
export function* stateText(head: StateHead, pieces: Iterable<string>): Generator<string> {
  yield JSON.stringify(head).slice(0, -1) + beginning;
  let separator = '\n';
  for (const piece of pieces) {
    yield `${separator}"${packed(piece)}"`;
    separator = ',\n';
  }
  yield `\n${end}\n`;
}

/** The states in files, or on standard input where none is named. Throws {@link InputError} where one is missing or cut off. */
export async function* readStates(files: readonly string[]): AsyncGenerator<StatePart> {
  if (files.length === 0) {
    yield* statesIn(openStandardInput(), standardInputName, 'There is no state on standard input.');
    return;
  }
  for (const file of files) {
    if (kindOf(file) === 'missing')
      throw new InputError(`There is no state ${file}.`, {
        help: 'Write it with `eventlint audit --partial`.',
      });
    const opened = openFile(file);
    try {
      yield* statesIn(opened, file, `${file} is empty: it holds no state.`);
    } finally {
      opened.close();
    }
  }
}

/** The states that an input holds one after another. `name` is how messages name it; `missing` says that there is none. */
export async function* statesIn(input: Input, name: string, missing: string): AsyncGenerator<StatePart> {
  let isWithin = false;
  let last = 0;
  for await (const { text, number } of linesOf(input)) {
    last = number;
    if (!isWithin) {
      isWithin = text.endsWith(beginning);
      // Another program may have written it anew, on one line.
      const { seen, ...head } = headOf(isWithin ? text + end : text) ?? fail(name, number);
      yield { head };
      for (const piece of seen) yield { piece: unpacked(piece) ?? fail(name, number) };
    } else if (text === end) isWithin = false;
    else yield { piece: unpacked(text.slice(1, text.lastIndexOf('"'))) ?? fail(name, number) };
  }
  if (isWithin) fail(name, last);
  // What a shell makes of an audit that failed: its events would be missing from the report, and nobody would know.
  if (last === 0)
    throw new InputError(missing, {
      help: 'Run `eventlint audit --partial` again: it writes a state even where there are no events.',
    });
}

function fail(name: string, line: number): never {
  throw new InputError(`${name}:${line} is no state of a shard.`, {
    help: 'It may have been cut off: run `eventlint audit --partial` on its shard again.',
  });
}

/** The head of a state, with the pieces that stand on the same line. */
function headOf(text: string): (StateHead & { readonly seen: readonly string[] }) | undefined {
  const state = parsed(text) as Partial<StateHead & { readonly seen: readonly string[] }> | null | undefined;
  if (!Array.isArray(state?.shards) || !Array.isArray(state.seen) || typeof state.settings !== 'string')
    return undefined;
  const { eventlint = '', settings, shards, profiled = false, seen } = state;
  return { eventlint, settings, shards, profiled, seen };
}

/** The least effort makes a fifth of it. */
const level = 1;

function packed(piece: string): string {
  return gzipSync(piece, { level }).toString('base64');
}

/** Undefined for what is no piece as a whole: its checksum says so. */
function unpacked(text: string): Json | undefined {
  try {
    return JSON.parse(gunzipSync(Buffer.from(text, 'base64')).toString()) as Json;
  } catch {
    return undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The lines of an input that are not blank. */
async function* linesOf(input: Input): AsyncGenerator<{ readonly text: string; readonly number: number }> {
  let number = 0;
  for await (const line of byteLines(input)) {
    number++;
    const text = decode(line).trim();
    if (text !== '') yield { text, number };
  }
}

async function* byteLines(input: Input): AsyncGenerator<Uint8Array> {
  const piece = new Uint8Array(1 << 16);
  let begun: Uint8Array[] = [];
  for (;;) {
    const count = await input.read(piece);
    if (count === 0) break;
    let at = 0;
    for (let feed = piece.indexOf(10); feed >= 0 && feed < count; feed = piece.indexOf(10, at)) {
      yield Buffer.concat([...begun, piece.subarray(at, feed)]);
      begun = [];
      at = feed + 1;
    }
    begun.push(piece.slice(at, count));
  }
  yield Buffer.concat(begun);
}
