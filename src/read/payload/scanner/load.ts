import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The keys of an entry that have a part of their own, as the pack names them. */
export interface EntryKeys {
  readonly event: string;
  readonly attributes: string;
  readonly time: string;
  /** As the first key it tells a request body from an entry. */
  readonly root: string;
}

/** What `entry` answers instead of an offset. */
export const scanStatus = { more: -1, refused: -2, body: -3 } as const;

/** The classes of values in a record. */
export const scanClass = {
  string: 0,
  date: 1,
  number: 2,
  boolean: 3,
  object: 4,
  objects: 5,
  array: 6,
  null: 7,
  /** Of an envelope's strings only: nothing but spaces. */
  blank: 8,
  /** Of an envelope's strings only: a real date and time as an event's time is written. */
  time: 9,
} as const;

/** Where the attributes begin in a record, and how many integers each takes. */
export const recordLayout = { head: 20, attribute: 6 } as const;

/**
 * Scans entries without building them. All offsets are in bytes of `input`. A record is overwritten by the next `entry`:
 *
 * - `out[0]` the envelope's signature: equal for entries that differ only in values that are not watched
 * - `out[1]` the event name's id, -1 without one; `out[2]`, `out[3]` where its value begins and ends, 0 without one
 * - `out[4]` the number of attributes; `out[11]` where their object begins, 0 without one
 * - `out[5]` to `out[8]`, and `out[16]` to `out[19]`, two FNV-1a hashes of each identity; `out[9]` bit i: identity i is a text that is not blank, bit 8 + i: it is
 *   no text, or one with escapes
 * - `out[10]` 1 when there is a well-formed time; then `time[0]` is it, as the number yyyyMMddHHmmss
 * - from `out[20]`, six for each attribute: key id; class, plus 256 when the value has escapes; where the key's quote stands; where
 *   the value begins; where it ends; a text's length in UTF-8 bytes when decoded, or -2 - id of a watched value, otherwise 0
 */
export interface Kernel {
  /** The bytes to scan. `reserve` replaces `input`, `out` and `time`: read the properties again after it. */
  readonly input: Uint8Array;
  readonly out: Int32Array;
  readonly time: Float64Array;
  /** Makes room for so many bytes of input; what stands in it stays. */
  reserve(bytes: number): void;
  /**
   * Scans the object at `at` as far as `end`, behind which nothing follows when `final` is 1. The offset behind it, or one of
   * `scanStatus`: with `body`, `out[0]` is where the root's value begins. `refused` is also said of what is valid but has to be
   * looked at by the plain reader: a repeated or escaped key, a number that loses digits, too much of something.
   */
  entry(at: number, end: number, final: 0 | 1): number;
  /** 1, the default: a line feed inside an entry is an error. 0: it is white space. */
  setMode(lines: 0 | 1): void;
  /** The id of a key. Throws a RangeError when it is longer than 512 bytes or there are too many. */
  internKey(text: string): number;
  /** Makes a key of the envelope identity 0 to 3, whose two hashes begin with these. */
  setIdentity(index: number, keyId: number, first: number, second: number): void;
  /** Has short values of an attribute interned. */
  watch(keyId: number): void;
  /** Has the values of a key of the envelope take part in the signature. */
  watchEnvelope(keyId: number): void;
  /** Counts line ends, as model/text.ts does, and UTF-16 units behind the last one. The range must not cut a CRLF in two. */
  measure(from: number, to: number): void;
  /** What `measure` counted. */
  lineEnds(): number;
  units(): number;
  /** Names by their ids. An entry that turns out to be invalid may have left some, so the counts are upper bounds. */
  keyText(id: number): string;
  eventText(id: number): string;
  valueText(id: number): string;
  keyCount(): number;
  eventCount(): number;
  valueCount(): number;
  signatureCount(): number;
}

/** What kernel/kernel.ts exports. */
interface Exports extends Pick<Kernel, 'entry' | 'setMode' | 'watch' | 'watchEnvelope' | 'measure'> {
  readonly memory: WebAssembly.Memory;
  readonly lineEnds: () => number;
  readonly units: () => number;
  readonly setPart: (keyId: number, part: number) => void;
  readonly setSeeds: (index: number, first: number, second: number) => void;
  readonly internKey: (length: number) => number;
  readonly textOf: (table: number, id: number) => number;
  readonly lengthOf: (table: number, id: number) => number;
  readonly countOf: (table: number) => number;
  readonly inputAt: () => number;
  readonly outAt: () => number;
  readonly scratchAt: () => number;
  readonly slack: () => number;
}

/** What is used of it: the whole of its types comes with the browser's only. */
declare namespace WebAssembly {
  interface Memory {
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  class Module {
    private readonly module;
    constructor(bytes: Uint8Array);
  }
  class Instance {
    constructor(module: Module);
    readonly exports: object;
  }
  class CompileError extends Error {}
}

const pageBytes = 65536;
const longestKey = 512;
const tables = { keys: 0, events: 1, values: 2, signatures: 3 };
const parts = { event: 1, attributes: 2, time: 3, root: 4, identity: 8 };
let compiled: WebAssembly.Module | undefined;

/**
 * A kernel of one's own, with a memory of one's own. Undefined when the build had no compiler for it, or the engine cannot run
 * it: then everything is left to the plain reader.
 */
export function loadKernel(keys: EntryKeys): Kernel | undefined {
  compiled ??= compile();
  if (!compiled) return undefined;
  const kernel = new LoadedKernel(new WebAssembly.Instance(compiled).exports as Exports);
  for (const part of ['event', 'attributes', 'time', 'root'] as const)
    kernel.setPart(kernel.internKey(keys[part]), parts[part]);
  return kernel;
}

function compile(): WebAssembly.Module | undefined {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) folder = dirname(folder);
  const file = join(folder, 'dist/kernel.wasm');
  if (!existsSync(file)) return undefined;
  try {
    return new WebAssembly.Module(readFileSync(file));
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) return undefined;
    throw error;
  }
}

class LoadedKernel implements Kernel {
  input!: Uint8Array;
  out!: Int32Array;
  time!: Float64Array;
  readonly entry: Exports['entry'];
  readonly setMode: Exports['setMode'];
  readonly setPart: Exports['setPart'];
  readonly watch: Exports['watch'];
  readonly watchEnvelope: Exports['watchEnvelope'];
  readonly measure: Exports['measure'];
  readonly lineEnds: Exports['lineEnds'];
  readonly units: Exports['units'];
  private readonly exports: Exports;

  constructor(exports: Exports) {
    this.exports = exports;
    // The functions themselves: one call from JavaScript into the module, and none before it.
    ({
      entry: this.entry,
      setMode: this.setMode,
      setPart: this.setPart,
      watch: this.watch,
      watchEnvelope: this.watchEnvelope,
      measure: this.measure,
      lineEnds: this.lineEnds,
      units: this.units,
    } = exports);
    this.look();
  }

  reserve(bytes: number): void {
    const missing = bytes - this.input.length;
    if (missing <= 0) return;
    this.exports.memory.grow(Math.ceil(missing / pageBytes));
    this.look();
  }

  internKey(text: string): number {
    const bytes = Buffer.from(text);
    if (bytes.length > longestKey)
      throw new RangeError(`A key of ${bytes.length} bytes is too long to be interned.`);
    new Uint8Array(this.exports.memory.buffer, this.exports.scratchAt()).set(bytes);
    const id = this.exports.internKey(bytes.length);
    if (id < 0) throw new RangeError('There are too many keys.');
    return id;
  }

  setIdentity(index: number, keyId: number, first: number, second: number): void {
    this.exports.setSeeds(index, first, second);
    this.setPart(keyId, parts.identity + index);
  }

  keyText(id: number): string {
    return this.text(tables.keys, id);
  }

  eventText(id: number): string {
    return this.text(tables.events, id);
  }

  valueText(id: number): string {
    return this.text(tables.values, id);
  }

  keyCount(): number {
    return this.exports.countOf(tables.keys);
  }

  eventCount(): number {
    return this.exports.countOf(tables.events);
  }

  valueCount(): number {
    return this.exports.countOf(tables.values);
  }

  signatureCount(): number {
    return this.exports.countOf(tables.signatures);
  }

  private text(table: number, id: number): string {
    const { memory, textOf, lengthOf } = this.exports;
    return Buffer.from(memory.buffer, textOf(table, id), lengthOf(table, id)).toString();
  }

  /** Views do not outlive the memory's growth. Behind the input stays a page of zeros, which end the kernel's loops. */
  private look(): void {
    const { memory, inputAt, outAt, slack } = this.exports;
    const input = inputAt();
    this.input = new Uint8Array(memory.buffer, input, memory.buffer.byteLength - input - slack());
    this.out = new Int32Array(memory.buffer, outAt(), recordLayout.head + recordLayout.attribute * 4096);
    this.time = new Float64Array(memory.buffer, outAt() + 48, 1);
  }
}
