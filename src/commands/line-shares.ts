import type { Reread } from '../model/later-text.ts';
import type { Input } from '../read/payload/stream/input.ts';

/**
 * How the lines of a file are shared by several readers, each of which goes over all of it: every line is one reader's. What is
 * told of an event is told where it comes first, and looked up from then on; so its lines go to one reader, as far as that is fair.
 */
export interface Division {
  readonly count: number;
  /** The key of an event's name. */
  readonly key: string;
  /** By the hash of an event's name the reader that has its lines, or {@link everyone}; others go by the hash. */
  readonly owners: ReadonlyMap<number, number>;
}

/** Lines of an event that is more than one reader's share go by where they stand, as those without a name do. */
const everyone = -1;
/** A line of this kind is that reader's whose stretch of so many bytes it begins in. */
const stretchBytes = 1 << 20;
/** An event's name counts that ends within so many bytes of its line. */
const mostBefore = 4096;

const blockBytes = 1 << 18;
/** So many parts of a file, of so many bytes each, tell how often events come. */
const looks = 32;
const lookBytes = 1 << 15;

const [tab, lf, cr, space, quote, colon, backslash] = [9, 10, 13, 32, 34, 58, 92];

/** Divides a file of `size` bytes, so that all readers get about as much to read. `key`: that of an event's name. */
export function divide(reread: Reread, size: number, count: number, key: string): Division {
  const sizes = new Map<number, number>();
  let all = 0;
  const quoted = Buffer.from(JSON.stringify(key));
  const bytes = Buffer.alloc(lookBytes);
  const between = Math.max(lookBytes, Math.ceil(size / looks));
  for (let from = 0; from < size; from += between) {
    const length = reread(bytes, from);
    const seen = new Names(bytes.subarray(0, length), quoted);
    for (let at = from === 0 ? 0 : endOfLine(seen.bytes, 0); at < length; ) {
      const end = endOfLine(seen.bytes, at);
      const name = seen.of(at, end);
      if (name !== undefined) sizes.set(name, (sizes.get(name) ?? 0) + end - at);
      all += end - at;
      at = end;
    }
  }
  const loads: number[] = new Array(count).fill(0);
  const owners = new Map<number, number>();
  // The largest first, each to whoever has least so far.
  for (const [name, bytes] of [...sizes].sort(([a, most], [b, more]) => more - most || a - b)) {
    const least = loads.indexOf(Math.min(...loads));
    const isShared = bytes > all / count;
    owners.set(name, isShared ? everyone : least);
    if (!isShared) loads[least] = (loads[least] as number) + bytes;
  }
  return { count, key, owners };
}

/** Behind the line that holds an offset. */
function endOfLine(bytes: Buffer, at: number): number {
  const feed = bytes.indexOf(lf, at);
  return feed < 0 ? bytes.length : feed + 1;
}

/** The lines of a file that are one reader's: all others are blank, so that everything stands where it stands in the file. */
export function linesOf(input: Input, division: Division, index: number): Input {
  const lines = new OwnLines(input, division, index);
  return {
    read: (into) => lines.read(into),
    keep: input.keep,
    get damage() {
      return input.damage;
    },
  };
}

class OwnLines {
  readonly #input: Input;
  readonly #division: Division;
  readonly #index: number;
  readonly #key: Buffer;
  readonly #block = Buffer.alloc(blockBytes);
  /** What is at hand in the block; up to `#known` it is told whose it is, and up to `#given` it was handed on. */
  #end = 0;
  #known = 0;
  #given = 0;
  /** Where in the file the block begins. */
  #before = 0;
  /** Whose the line is that begins before `#known` and goes on behind it. */
  #owner: number | undefined;
  #isEnded = false;

  constructor(input: Input, division: Division, index: number) {
    this.#input = input;
    this.#division = division;
    this.#index = index;
    this.#key = Buffer.from(JSON.stringify(division.key));
  }

  async read(into: Uint8Array): Promise<number> {
    while (this.#given === this.#known) {
      if (this.#isEnded) return 0;
      await this.#fill();
    }
    const to = Math.min(this.#known, this.#given + into.length);
    into.set(this.#block.subarray(this.#given, to));
    const count = to - this.#given;
    this.#given = to;
    return count;
  }

  /** Brings more, behind what is left of a line of which it is not known whose it is. */
  async #fill(): Promise<void> {
    this.#block.copyWithin(0, this.#known, this.#end);
    this.#before += this.#known;
    this.#end -= this.#known;
    this.#given = 0;
    this.#known = 0;
    const count = await this.#input.read(this.#block.subarray(this.#end));
    this.#end += count;
    this.#isEnded = count === 0;
    this.#tell();
  }

  /** Tells of all lines at hand whose they are. */
  #tell(): void {
    const bytes = this.#block.subarray(0, this.#end);
    const names = new Names(bytes, this.#key);
    const hasReturns = bytes.includes(cr);
    while (this.#known < this.#end) {
      const at = this.#known;
      const feed = bytes.indexOf(lf, at);
      const end = feed < 0 ? this.#end : feed;
      if (this.#owner === undefined) {
        const isEnough = feed >= 0 || this.#isEnded || end - at >= mostBefore;
        const name = names.of(at, end);
        if (name === undefined && !isEnough) return;
        this.#owner = this.#ownerOf(name, this.#before + at);
      }
      if (this.#owner !== this.#index) blank(bytes, at, end, hasReturns);
      if (feed >= 0) this.#owner = undefined;
      this.#known = feed < 0 ? end : feed + 1;
    }
  }

  #ownerOf(name: number | undefined, offset: number): number {
    const { count, owners } = this.#division;
    const owner = name === undefined ? everyone : (owners.get(name) ?? name % count);
    return owner === everyone ? Math.floor(offset / stretchBytes) % count : owner;
  }
}

/** Finds the names of events in lines that come one after another. */
class Names {
  readonly bytes: Buffer;
  readonly #key: Buffer;
  /** Where the key stands that comes next. */
  #at = -1;

  constructor(bytes: Buffer, key: Buffer) {
    this.bytes = bytes;
    this.#key = key;
  }

  /** The hash of the name that comes first in the line, as far as that is at hand. */
  of(from: number, to: number): number | undefined {
    if (this.#at < from) {
      const found = this.bytes.indexOf(this.#key, from);
      this.#at = found < 0 ? this.bytes.length : found;
    }
    return this.#at < to
      ? hashOfText(this.bytes, this.#at + this.#key.length, Math.min(to, from + mostBefore))
      : undefined;
  }
}

/** The hash of a text without escapes that is the value of the key that ends at an offset. */
function hashOfText(bytes: Buffer, keyEnd: number, to: number): number | undefined {
  let at = keyEnd;
  while (bytes[at] === space || bytes[at] === tab || bytes[at] === colon) at++;
  if (bytes[at] !== quote) return undefined;
  let hash = 0x811c9dc5;
  for (at++; at < to; at++) {
    const byte = bytes[at] as number;
    if (byte === quote) return hash;
    if (byte === backslash) return undefined;
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return undefined;
}

/** Writes spaces; a CR ends a line, too, and is counted. */
function blank(bytes: Buffer, from: number, to: number, hasReturns: boolean): void {
  // That of a Buffer looks at what it is given for longer than it takes to write a line.
  if (!hasReturns) Uint8Array.prototype.fill.call(bytes, space, from, to);
  else for (let i = from; i < to; i++) if (bytes[i] !== cr) bytes[i] = space;
}
