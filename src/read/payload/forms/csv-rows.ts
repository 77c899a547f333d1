import type { Span } from '../../../model/text.ts';

/** A row of a file of separated values, line ends within quotes included, its own line end not. */
export interface RowBytes {
  readonly bytes: Uint8Array;
  /** The file's line on which it begins, 1-based. */
  readonly line: number;
  /** The row is cut where a quote is never closed. */
  readonly isOpen: boolean;
}

/** A longer row is taken for one whose quote is never closed, so that no quote can swallow the rest of a file. */
export const maxRowBytes = 16 * 1024 * 1024;

/** Splits bytes at line ends outside quotes (RFC 4180) and holds no more than a row and a chunk. Blank lines are left out. */
export function* csvRows(chunks: Iterable<Uint8Array>, separator: number): Generator<RowBytes> {
  const splitter = new Splitter(separator);
  for (const chunk of chunks) {
    splitter.take(chunk);
    yield* splitter.rows(false);
  }
  yield* splitter.rows(true);
}

const [quote, feed, carriage] = [34, 10, 13];

class Splitter {
  readonly #separator: number;
  #held: Uint8Array = new Uint8Array();
  #at = 0;
  #start = 0;
  #line = 1;
  /** Lines that end within the row so far. */
  #inside = 0;
  #state: 'begin' | 'plain' | 'quoted' | 'closed' = 'begin';

  constructor(separator: number) {
    this.#separator = separator;
  }

  take(chunk: Uint8Array): void {
    const rest = this.#held.subarray(this.#start);
    this.#held = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    this.#at -= this.#start;
    this.#start = 0;
  }

  /** The rows that are complete; at the end of the file, all. */
  *rows(isEnd: boolean): Generator<RowBytes> {
    for (;;) {
      const found = this.#next(isEnd);
      if (found !== 'more') {
        if (found) yield found;
        continue;
      }
      const open = this.#state === 'quoted' && (isEnd || this.#at - this.#start > maxRowBytes);
      if (!open) break;
      yield this.#cut();
    }
    const last = isEnd && this.#start < this.#held.length && this.#row(this.#held.length, this.#held.length);
    if (last) yield last;
  }

  /** Scans to the end of a row; undefined for a blank line. */
  #next(isEnd: boolean): RowBytes | undefined | 'more' {
    const [held, separator] = [this.#held, this.#separator];
    let state = this.#state;
    for (let i = this.#at; i < held.length; i++) {
      const byte = held[i];
      if (byte === feed || byte === carriage) {
        // Whether a line feed follows is in the next chunk.
        if (byte === carriage && i + 1 === held.length && !isEnd) {
          this.#at = i;
          this.#state = state;
          return 'more';
        }
        const end = i;
        if (byte === carriage && held[i + 1] === feed) i++;
        if (state === 'quoted') this.#inside++;
        else return this.#row(end, i + 1);
      } else if (state === 'quoted') {
        if (byte === quote) state = 'closed';
      } else if (byte === separator) state = 'begin';
      // In a quoted cell, a quote is written as two.
      else if (byte === quote && state !== 'plain') state = 'quoted';
      else state = 'plain';
    }
    this.#at = held.length;
    this.#state = state;
    return 'more';
  }

  #row(end: number, next: number): RowBytes | undefined {
    const row = { bytes: this.#held.subarray(this.#start, end), line: this.#line, isOpen: false };
    this.#line += this.#inside + 1;
    this.#begin(next);
    return row.bytes.length > 0 ? row : undefined;
  }

  /** Gives up on a quote: goes on with the line after the one on which the row begins. */
  #cut(): RowBytes {
    const rest = this.#held.subarray(this.#start);
    const ends = [rest.indexOf(feed), rest.indexOf(carriage)].filter((at) => at >= 0);
    const end = ends.length > 0 ? Math.min(...ends) : rest.length;
    const next = end + (rest[end] === carriage && rest[end + 1] === feed ? 2 : 1);
    const row = { bytes: rest.subarray(0, end), line: this.#line, isOpen: true };
    this.#line++;
    this.#begin(Math.min(this.#start + next, this.#held.length));
    return row;
  }

  #begin(at: number): void {
    this.#start = at;
    this.#at = at;
    this.#inside = 0;
    this.#state = 'begin';
  }
}

/** A cell as it stands in its row: with its quotes, if any. */
export interface CellSpan extends Span {
  readonly isQuoted: boolean;
}

/** The cells of a row. A fault is text after a closing quote: the row cannot be told apart. */
export function cellsOf(row: string, separator: string): { cells: CellSpan[]; fault?: number } {
  const cells: CellSpan[] = [];
  for (let at = 0; ; at++) {
    if (row[at] === '"') {
      let end = row.indexOf('"', at + 1);
      while (end >= 0 && row[end + 1] === '"') end = row.indexOf('"', end + 2);
      const after = end < 0 ? row.length : end + 1;
      cells.push({ start: at, end: after, isQuoted: true });
      if (after < row.length && row[after] !== separator) return { cells, fault: after };
      at = after;
    } else {
      const found = row.indexOf(separator, at);
      const end = found < 0 ? row.length : found;
      cells.push({ start: at, end, isQuoted: false });
      at = end;
    }
    if (at >= row.length) return { cells };
  }
}
