import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Automaton, type EntryKeys, type Kernel, type Part, recordLayout, type Said } from './record.ts';

export * from './record.ts';

/** What kernel/kernel.ts exports. */
interface Exports
  extends Pick<
    Kernel,
    | 'entry'
    | 'setMode'
    | 'watch'
    | 'watchEnvelope'
    | 'measure'
    | 'judge'
    | 'pass'
    | 'count'
    | 'settle'
    | 'taken'
    | 'need'
    | 'bound'
    | 'followUsers'
    | 'settleUser'
  > {
  readonly memory: WebAssembly.Memory;
  readonly blanks: () => number;
  readonly lineEnds: () => number;
  readonly units: () => number;
  readonly setPart: (keyId: number, part: number) => void;
  readonly setSeeds: (index: number, first: number, second: number) => void;
  readonly verdictOfEnvelope: (signature: number, eventId: number, root: number) => number;
  readonly verdictOfAttribute: (eventId: number, keyId: number, kind: number) => number;
  readonly verdictOfValue: (verdict: number, valueId: number) => number;
  readonly sayOfEnvelope: (signature: number, eventId: number, root: number, flags: number) => number;
  readonly sayOfAttribute: (
    eventId: number,
    keyId: number,
    kind: number,
    flags: number,
    quiet: number,
    below: number,
    above: number,
    automaton: number,
  ) => number;
  readonly sayOfValue: (verdict: number, valueId: number, flags: number) => number;
  readonly addAutomaton: (states: number) => number;
  readonly internKey: (length: number) => number;
  readonly textOf: (table: number, id: number) => number;
  readonly lengthOf: (table: number, id: number) => number;
  readonly countOf: (table: number) => number;
  readonly inputAt: () => number;
  readonly outAt: () => number;
  readonly notesAt: () => number;
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

/** No text has more bytes. */
const longest = 2 ** 31 - 1;
const pageBytes = 65536;
const longestKey = 512;
const largestAutomaton = 65536;
const automatonRow = 129;
const noteBytes = 1 << 18;
const tables = { keys: 0, events: 1, values: 2, signatures: 3 };
const parts = { event: 1, attributes: 2, time: 3, root: 4, identity: 8 };
let compiled: WebAssembly.Module | undefined;

/**
 * A kernel of one's own, with a memory of one's own. Undefined when the build had no compiler for it, or the engine cannot run
 * it: then everything is left to the plain reader.
 */
export function loadKernel(keys: EntryKeys): Kernel | undefined {
  if (!hasKernel() || !compiled) return undefined;
  const kernel = new LoadedKernel(new WebAssembly.Instance(compiled).exports as Exports);
  for (const part of ['event', 'attributes', 'time', 'root'] as const)
    kernel.setPart(kernel.internKey(keys[part]), parts[part]);
  return kernel;
}

/** Whether there is a kernel to load. */
export function hasKernel(): boolean {
  compiled ??= compile();
  return compiled !== undefined;
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
  notes!: Int32Array;
  noted!: Float64Array;
  readonly entry: Exports['entry'];
  readonly setMode: Exports['setMode'];
  readonly setPart: Exports['setPart'];
  readonly watch: Exports['watch'];
  readonly watchEnvelope: Exports['watchEnvelope'];
  readonly measure: Exports['measure'];
  readonly blanks: Exports['blanks'];
  readonly lineEnds: Exports['lineEnds'];
  readonly units: Exports['units'];
  readonly judge: Exports['judge'];
  readonly pass: Exports['pass'];
  readonly count: Exports['count'];
  readonly settle: Exports['settle'];
  readonly taken: Exports['taken'];
  readonly need: Exports['need'];
  readonly bound: Exports['bound'];
  readonly followUsers: Exports['followUsers'];
  readonly settleUser: Exports['settleUser'];
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
      blanks: this.blanks,
      lineEnds: this.lineEnds,
      units: this.units,
      judge: this.judge,
      pass: this.pass,
      count: this.count,
      settle: this.settle,
      taken: this.taken,
      need: this.need,
      bound: this.bound,
      followUsers: this.followUsers,
      settleUser: this.settleUser,
    } = exports);
    this.look();
  }

  verdict(part: Part): number {
    const { exports } = this;
    if ('root' in part) return exports.verdictOfEnvelope(part.signature, part.eventId, part.root);
    if ('keyId' in part) return exports.verdictOfAttribute(part.eventId, part.keyId, part.class);
    return exports.verdictOfValue(part.verdict, part.valueId);
  }

  say(
    part: Part,
    { flags: own, quiet = longest, below = -Infinity, above = Infinity, automaton = 0 }: Said,
    flags = own,
  ): number {
    const { exports } = this;
    if ('root' in part) return exports.sayOfEnvelope(part.signature, part.eventId, part.root, flags);
    if ('valueId' in part) return exports.sayOfValue(part.verdict, part.valueId, flags);
    const bytes = Math.min(quiet, longest);
    return exports.sayOfAttribute(
      part.eventId,
      part.keyId,
      part.class,
      flags,
      bytes,
      below,
      above,
      automaton,
    );
  }

  addAutomaton(automaton: Automaton): number {
    if (automaton.length > largestAutomaton) return 0;
    new Uint8Array(this.exports.memory.buffer, this.exports.scratchAt()).set(automaton);
    return this.exports.addAutomaton(automaton.length / automatonRow);
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
    const { memory, inputAt, outAt, notesAt, slack } = this.exports;
    const input = inputAt();
    this.input = new Uint8Array(memory.buffer, input, memory.buffer.byteLength - input - slack());
    this.out = new Int32Array(memory.buffer, outAt(), recordLayout.head + recordLayout.attribute * 4096);
    this.time = new Float64Array(memory.buffer, outAt() + 48, 1);
    this.notes = new Int32Array(memory.buffer, notesAt(), noteBytes >> 2);
    this.noted = new Float64Array(memory.buffer, notesAt(), noteBytes >> 3);
  }
}
