import type { PutAside } from '../../../model/later-text.ts';
import type { Observed } from '../../../model/profile/profiler.ts';
import type { Skimmer } from '../../../model/skim.ts';
import { isBlank, lineEnds, maxTextBytes, notText, withoutMark } from '../bytes.ts';
import { forms } from '../forms/index.ts';
import { isParquet } from '../forms/parquet.ts';
import {
  damageAt,
  formOf,
  hasOldLineEnds,
  isPart,
  openPayload,
  type PayloadOptions,
  problemAt,
} from '../index.ts';
import { type Kernel, loadKernel, scanStatus } from '../scanner/load.ts';
import { newSession, type PayloadItem, type Session } from '../session.ts';
import { isZstd } from '../zstd.ts';
import { type Input, inputWithLineFeeds, prepended, readAll } from './input.ts';
import { LineReader } from './lines.ts';
import { ListReader } from './list.ts';
import { EntrySkim } from './skim.ts';
import { readsAll, type Skimming, WatchedSkim } from './skimming.ts';
import { gunzipped, isGzip, unzstd } from './unpack.ts';
import { Window } from './window.ts';

/** What takes what is read of a payload. */
export interface Sink {
  take(item: PayloadItem): void;
  /** Says what need not be read; without it, every entry is handed over. */
  readonly skimmer?: Skimmer | undefined;
  /** Takes what is only counted, where each entry has to be seen. */
  readonly observe?: ((entry: Observed) => void) | undefined;
  /** Told now and then how many entries were only counted so far. */
  counted?(entries: number): void;
}

/** How a payload is read. */
export interface StreamOptions extends PayloadOptions {
  /** Payloads below so many bytes are read plainly: starting the scanner would cost more. */
  readonly plainBytes?: number;
  /** Takes texts that are shown later on, of inputs that cannot be read once more; without it they stay in memory. */
  readonly aside?: PutAside | undefined;
}

/** What was read. */
export interface Streamed {
  /** Entries that were only counted, beside those that were handed over. */
  readonly counted: number;
  /** How many lines end in it, where they were counted. */
  readonly lines: number;
}

const headBytes = 1 << 18;

/**
 * Reads a payload of any size and hands over what rules have to look at; what is like something that they have looked at is
 * counted. Finds exactly what the plain reader does, which reads small payloads and those that are no streams.
 */
export async function readStream(
  file: string,
  input: Input,
  options: StreamOptions,
  sink: Sink,
): Promise<Streamed> {
  const content = await unpacked(input);
  const read = await readHead(content);
  const head = isPart(options) ? read : withoutMark(read);
  const rest = prepended(head, content, read.length - head.length);
  const kernel = isStream(head, read.length, options) ? loadKernel(keysOf(options)) : undefined;
  const form =
    kernel && (isPart(options) ? 'ndjson' : formOf(file, head, newSession(file, options), options.form));
  if (!kernel || (form !== 'ndjson' && form !== 'json')) return readPlainly(file, rest, options, sink);
  const isOld = form === 'ndjson' && hasOldLineEnds(head);
  const reading = new Reading(file, kernel, isOld ? inputWithLineFeeds(rest) : rest, options, sink);
  return form === 'ndjson' ? reading.lines() : reading.document();
}

/** Whether the scanner may read it: it is a text, and not a short one. */
function isStream(head: Uint8Array, length: number, options: StreamOptions): boolean {
  if (length < Math.min(options.plainBytes ?? headBytes, headBytes) || isParquet(head)) return false;
  return isPart(options) || (notText(head) === undefined && !isBlank(head));
}

/** Whether the lines of what begins so can be read by several: NDJSON that is in no packing, and whose bytes stand where they stand in the file. */
export function isDivisible(head: Uint8Array): boolean {
  const isPacked = isGzip(head) || isZstd(head) || isParquet(head);
  const isMarked = withoutMark(head).length < head.length;
  return !isPacked && !isMarked && notText(head) === undefined && !isBlank(head) && !hasOldLineEnds(head);
}

/** What a packing holds, or the input itself. */
async function unpacked(input: Input): Promise<Input> {
  const packed = await readHead(input);
  const whole = prepended(packed, input);
  if (isGzip(packed)) return gunzipped(whole);
  return isZstd(packed) ? unzstd(whole) : whole;
}

/** A payload that the scanner reads. */
class Reading {
  readonly #file: string;
  readonly #input: Input;
  readonly #options: StreamOptions;
  readonly #sink: Sink;
  readonly #window: Window;
  readonly #session: Session;
  readonly #skim: Skimming;
  readonly #take: (item: PayloadItem) => void;

  constructor(file: string, kernel: Kernel, input: Input, options: StreamOptions, sink: Sink) {
    this.#file = file;
    this.#input = input;
    this.#options = options;
    this.#sink = sink;
    const told: Input = {
      read: (into) => {
        sink.counted?.(this.#skim.counted);
        return input.read(into);
      },
    };
    // Others are not asked for texts later on.
    const reread = sink.skimmer && input.keep?.();
    const aside = sink.skimmer && !reread ? options.aside : undefined;
    this.#window = new Window(kernel, told, options.firstLine ?? 1, reread, aside);
    this.#session = newSession(file, options);
    const { skimmer, observe } = sink;
    const skim = skimmer && new EntrySkim(this.#window, this.#session, skimmer);
    if (!skim) this.#skim = readsAll;
    else this.#skim = observe ? new WatchedSkim(skim, this.#window, this.#session, observe) : skim;
    this.#take = (item) => sink.take(item);
  }

  async lines(): Promise<Streamed> {
    this.#options.recognised?.(forms.ndjson);
    const { firstLine = 1 } = this.#options;
    const reader = new LineReader(this.#window, this.#session, this.#skim, this.#take, {
      firstLine,
      isCutOff: () => this.#input.damage !== undefined,
      isShare: this.#options.share !== undefined,
    });
    await reader.read();
    const { line } = this.#window.position(this.#window.end);
    this.#tellDamage(line);
    this.#skim.finish();
    return { counted: this.#skim.counted, lines: line - firstLine };
  }

  /** One JSON text: a list is read piece by piece, anything else as a whole. */
  async document(): Promise<Streamed> {
    const window = this.#window;
    window.kernel.setMode(0);
    await window.fill();
    const list = this.#list();
    if (!list) {
      const rest = prepended(window.bytes.slice(0, window.end), this.#input);
      return readPlainly(this.#file, rest, this.#options, this.#sink);
    }
    this.#options.recognised?.(forms.json);
    window.startLine(0, 1);
    window.at = list.at;
    await new ListReader(window, this.#session, this.#skim, this.#take, {
      isLine: false,
      extent: { line: 1, start: 0, end: Number.POSITIVE_INFINITY },
      isCutOff: () => this.#input.damage !== undefined,
    }).read(list.isBare);
    while (await window.fill()) window.at = window.end;
    this.#tellDamage(window.position(window.end).line);
    this.#skim.finish();
    return { counted: this.#skim.counted, lines: 0 };
  }

  /** Where the list begins that the text is, or that it holds under the root key. */
  #list(): { readonly at: number; readonly isBare: boolean } | undefined {
    const { bytes, end, kernel } = this.#window;
    let at = 0;
    while (at < end && isBlank(bytes.subarray(at, at + 1))) at++;
    if (bytes[at] === 91) return { at, isBare: true };
    if (bytes[at] !== 123 || kernel.entry(at, end, 0) !== scanStatus.body) return undefined;
    const value = kernel.out[0] as number;
    return bytes[value] === 91 ? { at: value, isBare: false } : undefined;
  }

  #tellDamage(line: number): void {
    const { damage } = this.#input;
    if (damage && this.#options.share !== 'other') this.#take(damageAt(this.#session, line, damage));
  }
}

async function readPlainly(
  file: string,
  input: Input,
  options: StreamOptions,
  sink: Sink,
): Promise<Streamed> {
  const bytes = await readAll(input, mostPlainBytes);
  if (bytes) {
    const items = openPayload(file, bytes, options, input.damage);
    // Awaiting every item of a large file would cost more than reading it.
    if (Symbol.asyncIterator in items) for await (const item of items) sink.take(item);
    else for (const item of items) sink.take(item);
  } else {
    const message = `The file has more than ${mostPlainBytes} bytes; the limit for one JSON text that is no list is ${maxTextBytes}.`;
    sink.take(
      problemAt(
        { file, part: options.part ?? 0 },
        1,
        message,
        'Write it as NDJSON, one event on a line: such files have no limit.',
      ),
    );
  }
  return { counted: 0, lines: bytes ? lineEnds(bytes) : 0 };
}

/** What a buffer holds; of one text, less can be read. */
const mostPlainBytes = 2 ** 31;

async function readHead(input: Input): Promise<Uint8Array> {
  const head = new Uint8Array(headBytes);
  let length = 0;
  for (;;) {
    const count = await input.read(head.subarray(length));
    length += count;
    if (count === 0 || length === headBytes) return head.subarray(0, length);
  }
}

function keysOf({ pack }: PayloadOptions) {
  const { event, attributes, time, root } = pack.payload;
  return { event, attributes, time, root };
}
