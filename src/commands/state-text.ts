import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { decode, kindOf } from '../files.ts';
import type { Json } from '../lint/state.ts';
import { InputError } from '../model/input-error.ts';
import { openFile, openStandardInput } from '../open-file.ts';
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
const end = /^\],"last":"(\w*)"\}$/;

/**
 * A state as one JSON document, made line by line: its head, its pieces, its end. Pieces are packed, as they repeat much; so a
 * state of a gigabyte of faulty events has some megabytes. Each line holds a digest of all up to itself.
 */
export function* stateText(head: StateHead, pieces: Iterable<string>): Generator<string> {
  const chain = new Chain(head);
  yield JSON.stringify({ ...head, digest: chain.digest }).slice(0, -1) + beginning;
  let separator = '\n';
  for (const piece of pieces) {
    const text = packed(piece);
    yield `${separator}"${chain.add(text)}${text}"`;
    separator = ',\n';
  }
  yield `\n],"last":"${chain.digest}"}\n`;
}

/**
 * What comes one after another in a state, as a digest: a line that was lost, changed, or put elsewhere would lose findings or
 * count some twice, and nobody would know.
 */
class Chain {
  digest: string;

  constructor({ eventlint, settings, shards, profiled }: StateHead) {
    this.digest = digestOf(JSON.stringify([eventlint, settings, shards, profiled]));
  }

  /** Goes on with a piece; the digest of all up to it. */
  add(piece: string): string {
    this.digest = digestOf(this.digest + piece);
    return this.digest;
  }

  /** What a text holds, which begins with the digest of all up to it; undefined where it does not. */
  piece(text: string): Json | undefined {
    const piece = text.slice(digestLength);
    return text.startsWith(this.add(piece)) ? unpacked(piece) : undefined;
  }
}

const digestLength = 16;

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, digestLength);
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
  let chain: Chain | undefined;
  let last = 0;
  for await (const { text, number } of linesOf(input)) {
    last = number;
    if (!chain) {
      const isBegun = text.endsWith(beginning);
      // Another program may have written it anew, on one line.
      const begun = stateOf(isBegun ? `${text}]}` : text) ?? fail(name, number);
      yield { head: begun.head };
      for (const piece of begun.seen) yield { piece: begun.chain.piece(piece) ?? fail(name, number) };
      if (isBegun) chain = begun.chain;
      else if (begun.last !== begun.chain.digest) fail(name, number);
      continue;
    }
    const ended = end.exec(text);
    if (!ended) yield { piece: chain.piece(text.slice(1, text.lastIndexOf('"'))) ?? fail(name, number) };
    else if (ended[1] === chain.digest) chain = undefined;
    else fail(name, number);
  }
  if (chain) fail(name, last);
  // What a shell makes of an audit that failed: its events would be missing from the report, and nobody would know.
  if (last === 0)
    throw new InputError(missing, {
      help: 'Run `eventlint audit --partial` again: it writes a state even where there are no events.',
    });
}

function fail(name: string, line: number): never {
  throw new InputError(`${name}:${line} is no state of a shard.`, {
    help: 'It was cut off or changed: run `eventlint audit --partial` on its shard again.',
  });
}

/** The head of a state, with the pieces that stand on the same line; undefined for what is none as it was written. */
function stateOf(text: string) {
  const state = parsed(text) as Partial<StateHead & Record<'seen' | 'digest' | 'last', unknown>> | undefined;
  if (typeof state !== 'object' || state === null) return undefined;
  const { eventlint, settings, shards, profiled, seen, digest, last } = state;
  const head = { eventlint, settings, shards, profiled } as StateHead;
  const chain = new Chain(head);
  if (digest !== chain.digest || !Array.isArray(seen)) return undefined;
  return { head, chain, last, seen: seen.map(String) };
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
