/**
 * The program of a single-file component: its scripts and the expressions of its template, each where it stands in the
 * file, with blanks for everything else. So they share one scope, and every place in the program is a place in the file.
 */
export interface ComponentProgram {
  readonly text: string;
  readonly language: string;
  /** Where scripts stand: what cannot be parsed elsewhere is the template's own syntax. */
  readonly scripts: readonly (readonly [start: number, end: number])[];
}

type Dialect = 'vue' | 'svelte' | 'astro';

/** Reads a component of Vue, Svelte or Astro. */
export function componentProgram(text: string, dialect: Dialect): ComponentProgram {
  return new Reader(text, dialect).read();
}

/** Attributes of Vue whose value is an expression or statements. */
const vueDirective = /^(@|:|v-(on|bind|if|else-if|show|model|text|html)\b)/;

/** Blocks of Svelte that begin with a keyword and hold an expression; others bind names or only structure. */
const svelteKeyword = /^[@#:](html|render|if|else if|key|attach)\s/;

class Reader {
  readonly #text: string;
  readonly #dialect: Dialect;
  readonly #kept: [start: number, end: number][] = [];
  readonly #scripts: [start: number, end: number][] = [];
  #language = 'js';
  #at = 0;

  constructor(text: string, dialect: Dialect) {
    this.#text = text;
    this.#dialect = dialect;
  }

  read(): ComponentProgram {
    if (this.#dialect === 'astro') this.#frontmatter();
    while (this.#at < this.#text.length) this.#next();
    return { text: this.#masked(), language: this.#language, scripts: this.#scripts };
  }

  #next(): void {
    const text = this.#text;
    const char = text[this.#at];
    if (char === '<' && text.startsWith('<!--', this.#at)) this.#skipPast('-->');
    else if (char === '<' && /[A-Za-z]/.test(text[this.#at + 1] ?? '')) this.#tag();
    else if (char === '{' && (this.#dialect !== 'vue' || text[this.#at + 1] === '{')) this.#braces();
    else this.#at++;
  }

  #frontmatter(): void {
    const found = /^\s*---\r?\n([\s\S]*?)\r?\n---/.exec(this.#text);
    this.#language = 'tsx';
    if (!found) return;
    const start = found[0].indexOf('---') + 3;
    this.#keepScript(start, found[0].length - 3);
    this.#at = found[0].length;
  }

  #tag(): void {
    const [, name = ''] = /^<([^\s/>]+)/.exec(this.#text.slice(this.#at, this.#at + 200)) ?? [];
    this.#at += name.length + 1;
    const attributes = this.#attributes();
    const isClosed = this.#text[this.#at - 1] === '/';
    this.#at++;
    if (isClosed) return;
    if (name === 'script') this.#script(attributes);
    else if (name === 'style') this.#skipPast('</style');
  }

  #script(attributes: ReadonlyMap<string, string>): void {
    const start = this.#at;
    this.#skipPast('</script');
    const end = this.#at < this.#text.length ? this.#at - '</script'.length : this.#text.length;
    const type = attributes.get('type') ?? '';
    const isProgram = type === '' || type === 'module' || /javascript|ecmascript|typescript/i.test(type);
    if (!isProgram || attributes.has('src')) return;
    const language = attributes.get('lang');
    if (language && this.#dialect !== 'astro') this.#language = language;
    this.#keepScript(start, end);
  }

  /** Reads attributes up to the end of the tag; expressions among them are kept. */
  #attributes(): ReadonlyMap<string, string> {
    const found = new Map<string, string>();
    const text = this.#text;
    while (this.#at < text.length && text[this.#at] !== '>') {
      const char = text[this.#at] as string;
      if (char === '{' && this.#dialect !== 'vue') {
        this.#braces();
        continue;
      }
      if (/[\s/]/.test(char)) {
        this.#at++;
        continue;
      }
      const [name = char] = /^[^\s=>]+/.exec(text.slice(this.#at, this.#at + 200)) ?? [];
      this.#at += name.length;
      if (text[this.#at] === '=') found.set(name, this.#value(name));
      else found.set(name, '');
    }
    return found;
  }

  #value(name: string): string {
    const text = this.#text;
    const start = ++this.#at;
    const quote = text[start] as string;
    if (quote === '{' && this.#dialect !== 'vue') {
      this.#braces();
      return '';
    }
    if (quote !== '"' && quote !== "'") {
      const [value = ''] = /^[^\s>]*/.exec(text.slice(start)) ?? [];
      this.#at += value.length;
      return value;
    }
    if (this.#dialect === 'svelte') {
      this.#at++;
      while (this.#at < text.length && text[this.#at] !== quote) {
        if (text[this.#at] === '{') this.#braces();
        else this.#at++;
      }
      this.#at++;
      return text.slice(start + 1, this.#at - 1);
    }
    this.#at++;
    this.#skipPast(quote);
    const end = this.#at - 1;
    if (this.#dialect === 'vue' && vueDirective.test(name)) this.#keep(start + 1, end);
    return text.slice(start + 1, end);
  }

  /** `{expression}`, `{{ expression }}`, `{#if expression}`: the expression is kept. */
  #braces(): void {
    const open = this.#at;
    const end = endOfBraces(this.#text, open);
    this.#at = end;
    const width = this.#dialect === 'vue' ? 2 : 1;
    const start = open + width;
    const inner = this.#text.slice(start, end - width);
    const keyword = this.#dialect === 'svelte' ? svelteKeyword.exec(inner) : null;
    if (keyword) this.#keep(start + keyword[0].length, end - width);
    else if (!/^\s*([@#:/]|\.\.\.)/.test(inner)) this.#keep(start, end - width);
  }

  #skipPast(mark: string): void {
    const found = this.#text.indexOf(mark, this.#at);
    this.#at = found < 0 ? this.#text.length : found + mark.length;
  }

  #keep(start: number, end: number): void {
    if (end > start) this.#kept.push([start, end]);
  }

  #keepScript(start: number, end: number): void {
    this.#keep(start, end);
    this.#scripts.push([start, end]);
  }

  /** Blanks for what is not kept; the characters around each part end statements. */
  #masked(): string {
    let masked = '';
    for (const [start, end] of this.#kept) {
      masked += separated(this.#text.slice(masked.length, start)) + this.#text.slice(start, end);
    }
    return masked + separated(this.#text.slice(masked.length));
  }
}

/** Blanks of the same width, line breaks kept, between two statements. */
function separated(text: string): string {
  const blank = text.replace(/[^\r\n]/g, ' ');
  const first = blank.search(/ /);
  const ended = first < 0 ? blank : `${blank.slice(0, first)};${blank.slice(first + 1)}`;
  return ended.endsWith(' ') ? `${ended.slice(0, -1)};` : ended;
}

/** The offset behind the brace that closes the one at `open`; strings, templates and comments are passed over. */
function endOfBraces(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    const char = text[at];
    if (char === '{') depth++;
    else if (char === '}') {
      depth--;
      if (depth === 0) return at + 1;
    } else if (char === '"' || char === "'" || char === '`') at = endOfString(text, at, char);
    else if (char === '/' && text[at + 1] === '/' && text[at - 1] !== ':') at = lineEnd(text, at);
    else if (char === '/' && text[at + 1] === '*') at = Math.max(text.indexOf('*/', at + 2) + 1, at);
  }
  return text.length;
}

function endOfString(text: string, open: number, quote: string): number {
  for (let at = open + 1; at < text.length; at++) {
    const char = text[at];
    if (char === '\\') at++;
    else if (char === quote) return at;
    else if (char === '\n' && quote !== '`') return open;
    else if (quote === '`' && char === '$' && text[at + 1] === '{') at = endOfBraces(text, at + 1) - 1;
  }
  return open;
}

function lineEnd(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  return found < 0 ? text.length : found;
}
