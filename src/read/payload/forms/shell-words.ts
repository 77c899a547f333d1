import type { Span } from '../../../model/text.ts';

/** A word of a shell script without its quotes, and where each of its UTF-16 units is written. */
export interface Word {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Where the word begins in the script. */
  readonly start: number;
  /** Parts of the text that are known only when the script runs: variables, commands. */
  readonly holes: readonly Hole[];
  /** Nothing of it is quoted. */
  readonly bare: boolean;
}

/** A part of a word that the shell fills in. */
export interface Hole extends Span {
  /** The variable it stands for, where it is one and nothing else. */
  readonly variable?: string;
  /** How it is written. */
  readonly written: string;
  /** What it is filled with, where that stands in the script: `$(cat <<EOF …)`. */
  readonly content?: Word;
}

/** An escape of `$'…'`. */
export const ansiEscape =
  /^\\(?:([abeEfnrtv\\'"?])|x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|([0-7]{1,3})|c(.))/s;
const ansiLetters: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** What an escape stands for. */
export function ansiText([, letter, hex, short, long, octal, control]: RegExpExecArray): string {
  if (letter !== undefined) return ansiLetters[letter] ?? letter;
  if (control !== undefined) return String.fromCharCode(control.charCodeAt(0) & 31);
  const code = Number.parseInt(hex ?? short ?? long ?? (octal as string), octal === undefined ? 16 : 8);
  return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
}

/** Stands for each letter of a hole: for private use, so that no script means it. */
const filler = '\ue001';

/** A word while it is read. */
export class Writing {
  readonly #start: number;
  readonly #parts: string[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #holes: Hole[] = [];

  constructor(start: number) {
    this.#start = start;
  }

  letter(text: string, at: number): void {
    this.add(text[at] as string, at, at + 1);
  }

  add(text: string, start: number, end: number): void {
    this.#parts.push(text);
    for (let i = 0; i < text.length; i++) {
      this.#starts.push(start);
      this.#ends.push(end);
    }
  }

  /** A hole is as long as the way it is written, but holds no quotes, which would look like the body's. */
  hole(start: number, text: string, variable: string | undefined, content: Word | undefined): void {
    const from = this.#starts.length;
    for (let i = 0; i < text.length; i++) this.add(filler, start + i, start + i + 1);
    const span = { start: from, end: from + text.length, written: text };
    this.#holes.push({ ...span, ...(variable !== undefined && { variable }), ...(content && { content }) });
  }

  word(bare: boolean): Word {
    const [starts, ends, holes] = [this.#starts, this.#ends, this.#holes];
    return { text: this.#parts.join(''), starts, ends, start: this.#start, holes, bare };
  }
}
