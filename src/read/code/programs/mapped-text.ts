/** A part of a written text that stands for a part of a source: letter for letter where both have the same width. */
interface Segment {
  readonly start: number;
  readonly end: number;
  readonly sourceStart: number;
  readonly sourceEnd: number;
}

/** Where the parts of a written text come from. */
export class TextMap {
  readonly #segments: readonly Segment[];

  constructor(segments: readonly Segment[]) {
    this.#segments = segments;
  }

  /** The offset in the source of a node that begins at an offset of the text: its own, or that of the next part that has one. */
  startOf(at: number): number {
    const found = this.#segments[this.#firstEndingBehind(at)];
    if (!found) return this.#segments.at(-1)?.sourceEnd ?? 0;
    return found.sourceStart + Math.min(Math.max(at - found.start, 0), found.sourceEnd - found.sourceStart);
  }

  /** The offset in the source of a node that ends at an offset of the text: its own, or that of the last part before. */
  endOf(at: number): number {
    const index = this.#firstEndingBehind(at - 1);
    const found = this.#segments[index];
    if (!found || found.start >= at) return this.#segments[index - 1]?.sourceEnd ?? 0;
    if (at === found.end) return found.sourceEnd;
    return found.sourceStart + Math.min(at - found.start, found.sourceEnd - found.sourceStart);
  }

  /** Whether an offset of the text stands for one of the source. */
  has(at: number): boolean {
    const found = this.#segments[this.#firstEndingBehind(at)];
    return found !== undefined && found.start <= at;
  }

  #firstEndingBehind(at: number): number {
    let low = 0;
    let high = this.#segments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#segments[middle] as Segment).end > at) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/** Writes a text of parts of a source, and remembers where each comes from. */
export class MappedText {
  readonly #source: string;
  readonly #segments: Segment[] = [];
  readonly #parts: string[] = [];
  #length = 0;

  constructor(source: string) {
    this.#source = source;
  }

  get text(): string {
    return this.#parts.join('');
  }

  get map(): TextMap {
    return new TextMap(this.#segments);
  }

  /** Text that stands for nothing in the source. */
  add(text: string): void {
    this.#parts.push(text);
    this.#length += text.length;
  }

  /** A part of the source as it is. */
  copy(start: number, end: number): void {
    this.as(this.#source.slice(start, end), start, end);
  }

  /** Text that stands for a part of the source. */
  as(text: string, start: number, end: number): void {
    if (text === '') return;
    this.#segments.push({
      start: this.#length,
      end: this.#length + text.length,
      sourceStart: start,
      sourceEnd: end,
    });
    this.add(text);
  }
}
