import { endOfString } from '../programs/expressions.ts';

/** A part of the code that an expression of Angular is written as; one of the file has its place there. */
export interface Piece {
  readonly text: string;
  readonly at: readonly [start: number, end: number] | undefined;
}

/** What stands between brackets, or in none. */
interface Group {
  readonly bracket: string;
  /** Where what a pipe would take begins among the pieces. */
  from: number;
  isPiped: boolean;
}

const words = new Set('true false null undefined this typeof void in instanceof new let const'.split(' '));

/**
 * Writes an expression of an Angular template, or its statements, as code of the component's class: `track(name | lowercase)`
 * as `this.track($pipe(this.name))`. Names of the template stay what they are.
 */
export function componentCode(
  text: string,
  start: number,
  end: number,
  isLocal: (name: string) => boolean,
): readonly Piece[] {
  return new Writer(text, start, end, isLocal).write();
}

class Writer {
  readonly #text: string;
  readonly #end: number;
  readonly #isLocal: (name: string) => boolean;
  readonly #pieces: Piece[] = [];
  readonly #groups: Group[] = [{ bracket: '', from: 0, isPiped: false }];
  #at: number;
  /** The last sign or word that was written. */
  #before = '';

  constructor(text: string, start: number, end: number, isLocal: (name: string) => boolean) {
    this.#text = text;
    this.#at = start;
    this.#end = end;
    this.#isLocal = isLocal;
  }

  write(): readonly Piece[] {
    while (this.#at < this.#end) this.#next();
    this.#endPipe();
    return this.#pieces;
  }

  get #group(): Group {
    return this.#groups.at(-1) as Group;
  }

  #next(): void {
    const char = this.#text[this.#at] as string;
    if (/\s/.test(char)) this.#copy(1, this.#before);
    else if (/["'`]/.test(char)) this.#copy(endOfString(this.#text, this.#at, char) + 1 - this.#at, 'text');
    else if (/[A-Za-z_$]/.test(char)) this.#word(this.#match(/[\w$]+/y));
    else if (/\d/.test(char)) this.#copy(this.#match(/[\w.]+/y).length, 'number');
    else this.#sign(this.#match(/\.\.\.|\?\.|\|\||\?\?|[\s\S]/y));
  }

  #sign(sign: string): void {
    if (/[([{]/.test(sign)) {
      this.#copy(1, sign);
      this.#groups.push({ bracket: sign, from: this.#pieces.length, isPiped: false });
    } else if (/[)\]}]/.test(sign)) {
      this.#endPipe();
      if (this.#groups.length > 1) this.#groups.pop();
      this.#copy(1, sign);
    } else if (/[,;]/.test(sign)) {
      this.#endPipe();
      this.#copy(1, sign);
      this.#group.from = this.#pieces.length;
    } else if (sign === '|') this.#pipe();
    else if (sign === ':' && this.#group.isPiped) {
      this.#add(', ');
      this.#at++;
      this.#before = ',';
    } else this.#copy(sign.length, sign === '?.' ? '.' : sign);
  }

  /** What a pipe makes of something is not known. */
  #pipe(): void {
    this.#endPipe();
    this.#pieces.splice(this.#group.from, 0, { text: '$pipe(', at: undefined });
    this.#group.isPiped = true;
    this.#at++;
    this.#at += this.#match(/\s*[\w$]*/y).length;
    this.#before = 'pipe';
  }

  #endPipe(): void {
    if (this.#group.isPiped) this.#add(')');
    this.#group.isPiped = false;
  }

  #word(word: string): void {
    const behind = this.#text.slice(this.#at + word.length, this.#end).trimStart()[0];
    const isKey = this.#group.bracket === '{' && (this.#before === '{' || this.#before === ',');
    const isOwn = this.#before !== '.' && !words.has(word) && !word.startsWith('$') && !this.#isLocal(word);
    if (isKey && behind === ':') {
      this.#copy(this.#text.indexOf(':', this.#at) + 1 - this.#at, ':');
      this.#group.from = this.#pieces.length;
      return;
    }
    // `{ title }`
    if (isKey && isOwn && (behind === ',' || behind === '}')) {
      this.#pieces.push({ text: word, at: [this.#at, this.#at + word.length] });
      this.#add(': ');
    }
    if (isOwn) this.#add('this.');
    this.#copy(word.length, word);
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text)?.[0] ?? '';
  }

  #copy(width: number, before: string): void {
    const end = Math.min(this.#at + width, this.#end);
    this.#pieces.push({ text: this.#text.slice(this.#at, end), at: [this.#at, end] });
    this.#at = end;
    this.#before = before;
  }

  #add(text: string): void {
    this.#pieces.push({ text, at: undefined });
  }
}

/** The parts of some code between the semicolons that stand in no bracket and in no text. */
export function partsOf(text: string, start: number, end: number): (readonly [start: number, end: number])[] {
  const parts: (readonly [number, number])[] = [];
  let from = start;
  let depth = 0;
  for (let at = start; at < end; at++) {
    const char = text[at] as string;
    if (/["'`]/.test(char)) at = endOfString(text, at, char);
    else if (/[([{]/.test(char)) depth++;
    else if (/[)\]}]/.test(char)) depth--;
    else if (char === ';' && depth === 0) {
      parts.push([from, at]);
      from = at + 1;
    }
  }
  return [...parts, [from, end]];
}

/** The offset of the bracket that closes the round one at `open`; undefined where none does. */
export function endOfRound(text: string, open: number, end: number): number | undefined {
  let depth = 0;
  for (let at = open; at < end; at++) {
    const char = text[at] as string;
    if (/["'`]/.test(char)) at = endOfString(text, at, char);
    else if (char === '(') depth++;
    else if (char === ')' && --depth === 0) return at;
  }
  return undefined;
}
