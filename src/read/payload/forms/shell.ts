import { ansiEscape, ansiText, type Word, Writing } from './shell-words.ts';

/** One command of a script, with what is written to its standard input. */
export interface Command {
  readonly words: readonly Word[];
  /** A here-document or here-string. */
  readonly input?: Word | undefined;
  /** The command whose output it reads. */
  readonly from?: Command | undefined;
}

/** Why the rest of a script cannot be read. */
export class ShellFault extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** Scripts nest commands in commands; more than this is no script. */
const maxDepth = 100;

/**
 * The commands of a script in the order in which they end: words and here-documents as a POSIX shell or bash reads them, no
 * further. Loops and conditions are commands whose first words are their keywords. Throws {@link ShellFault} at a quote or
 * bracket that is never closed; what was read before it is in `found`.
 */
export function readScript(text: string, found: Command[]): void {
  new Reader(text, found).commands(undefined, 0);
}

interface HereDocument {
  readonly delimiter: string;
  readonly isLiteral: boolean;
  readonly dropsTabs: boolean;
  readonly give: (body: Word) => void;
}

class Reader {
  readonly #text: string;
  readonly #found: Command[];
  #at = 0;
  #waiting: HereDocument[] = [];

  constructor(text: string, found: Command[]) {
    this.#text = text;
    this.#found = found;
  }

  /** Reads commands up to a closing bracket, which is consumed, or the end. Answers them. */
  commands(closing: ')' | undefined, depth: number): Command[] {
    const opened = this.#at;
    if (depth > maxDepth) throw new ShellFault('Commands are nested too deep', opened);
    const own: Command[] = [];
    let command: { words: Word[]; input?: Word; from?: Command } = { words: [] };
    const end = (isPiped = false) => {
      if (command.words.length > 0) {
        this.#found.push(command);
        own.push(command);
      }
      command = { words: [], ...(isPiped && { from: command }) };
    };
    for (;;) {
      this.#skipBlanks();
      const char = this.#text[this.#at];
      if (char === undefined) {
        if (closing) throw new ShellFault('A bracket is opened here and never closed', opened - 1);
        end();
        return own;
      }
      if (char === '\n') {
        this.#at++;
        this.#readHereDocuments(depth);
        end();
      } else if (char === ')') {
        this.#at++;
        end();
        if (closing) return own;
      } else if (char === '(') {
        this.#at++;
        end();
        own.push(...this.commands(')', depth + 1));
      } else if (char === ';' || char === '&' || char === '|') {
        this.#at++;
        if (!(char === '&' && this.#text[this.#at] === '>'))
          end(char === '|' && this.#text[this.#at] !== '|' && this.#text[this.#at - 2] !== '|');
      } else if (char === '<' || char === '>') this.#redirection(command, depth);
      else {
        const word = this.#word(depth);
        // A number before a redirection is a file's.
        if (word.bare && /^\d+$/.test(word.text) && /[<>]/.test(this.#text[this.#at] ?? '')) continue;
        command.words.push(word);
      }
    }
  }

  #skipBlanks(): void {
    for (;;) {
      const rest = this.#text[this.#at];
      if (rest === ' ' || rest === '\t' || rest === '\r') this.#at++;
      else if (rest === '\\' && /^\\\r?\n/.test(this.#text.slice(this.#at, this.#at + 3)))
        this.#at += this.#text[this.#at + 1] === '\n' ? 2 : 3;
      else if (rest === '#') {
        const end = this.#text.indexOf('\n', this.#at);
        this.#at = end < 0 ? this.#text.length : end;
      } else return;
    }
  }

  #redirection(command: { input?: Word }, depth: number): void {
    const [sign = ''] =
      /^(?:<<<|<<-|<<|<>|<&|>>|>&|>\||<|>)/.exec(this.#text.slice(this.#at, this.#at + 3)) ?? [];
    this.#at += sign.length;
    if ((sign === '<' || sign === '>') && this.#text[this.#at] === '(') {
      this.#at++;
      this.commands(')', depth + 1);
      return;
    }
    this.#skipBlanks();
    if (/^[\n;&|()<>]?$/.test(this.#text[this.#at] ?? '')) return;
    const word = this.#word(depth);
    if (sign === '<<<') command.input = word;
    if (sign !== '<<' && sign !== '<<-') return;
    this.#waiting.push({
      delimiter: word.text,
      isLiteral: !word.bare,
      dropsTabs: sign === '<<-',
      give: (body) => {
        command.input = body;
      },
    });
  }

  #readHereDocuments(depth: number): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { delimiter, isLiteral, dropsTabs, give } of waiting) {
      const written = new Writing(this.#at);
      for (;;) {
        if (this.#at >= this.#text.length) break;
        const feed = this.#text.indexOf('\n', this.#at);
        const end = feed < 0 ? this.#text.length : feed;
        let from = this.#at;
        while (dropsTabs && this.#text[from] === '\t') from++;
        if (this.#text.slice(from, end).replace(/\r$/, '') === delimiter) {
          this.#at = Math.min(end + 1, this.#text.length);
          break;
        }
        this.#at = from;
        // What is filled in may go on over lines; the line ends where that does.
        while (this.#at < this.#text.length && this.#text[this.#at] !== '\n') {
          if (isLiteral) written.letter(this.#text, this.#at++);
          else this.#expanding(written, depth, /[$`\\]/);
        }
        if (this.#at < this.#text.length) written.letter(this.#text, this.#at++);
      }
      give(written.word(false));
    }
  }

  #word(depth: number): Word {
    const written = new Writing(this.#at);
    let bare = true;
    for (;;) {
      const char = this.#text[this.#at];
      if (char === undefined || /[ \t\r\n;&|()<>]/.test(char)) break;
      if (char === "'") {
        bare = false;
        this.#single(written);
      } else if (char === '"') {
        bare = false;
        this.#double(written, depth);
      } else if (char === '$' && this.#text[this.#at + 1] === "'") {
        bare = false;
        this.#ansi(written);
      } else if (char === '$' && this.#text[this.#at + 1] === '"') {
        bare = false;
        this.#at++;
        this.#double(written, depth);
      } else if (char === '\\') {
        const isLineEnd = /^\\\r?\n/.exec(this.#text.slice(this.#at, this.#at + 3));
        if (isLineEnd) this.#at += isLineEnd[0].length;
        else {
          if (this.#at + 1 < this.#text.length)
            written.add(this.#text[this.#at + 1] as string, this.#at, this.#at + 2);
          this.#at += 2;
        }
      } else if (char === '$' || char === '`') this.#hole(written, depth);
      else written.letter(this.#text, this.#at++);
    }
    return written.word(bare);
  }

  #single(written: Writing): void {
    const end = this.#text.indexOf("'", this.#at + 1);
    if (end < 0) throw new ShellFault('A quote is opened here and never closed', this.#at);
    for (let i = this.#at + 1; i < end; i++) written.letter(this.#text, i);
    this.#at = end + 1;
  }

  #double(written: Writing, depth: number): void {
    const opened = this.#at++;
    while (this.#text[this.#at] !== '"') {
      if (this.#at >= this.#text.length)
        throw new ShellFault('A quote is opened here and never closed', opened);
      this.#expanding(written, depth, /[$`"\\]/);
    }
    this.#at++;
  }

  /** One letter, escape or hole where `$`, a backtick and the backslash keep their meaning. */
  #expanding(written: Writing, depth: number, escaped: RegExp): void {
    const char = this.#text[this.#at] as string;
    if (char === '$' || char === '`') this.#hole(written, depth);
    else if (char !== '\\') written.letter(this.#text, this.#at++);
    else {
      const isLineEnd = /^\\\r?\n/.exec(this.#text.slice(this.#at, this.#at + 3));
      const next = this.#text[this.#at + 1] ?? '';
      if (isLineEnd) this.#at += isLineEnd[0].length;
      else if (next !== '' && escaped.test(next)) {
        written.add(next, this.#at, this.#at + 2);
        this.#at += 2;
      } else written.letter(this.#text, this.#at++);
    }
  }

  /** `$'…'`, as browsers write what single quotes cannot hold. */
  #ansi(written: Writing): void {
    const opened = this.#at;
    this.#at += 2;
    for (;;) {
      const char = this.#text[this.#at];
      if (char === undefined) throw new ShellFault('A quote is opened here and never closed', opened);
      if (char === "'") break;
      const found = char === '\\' ? ansiEscape.exec(this.#text.slice(this.#at, this.#at + 10)) : null;
      if (!found) written.letter(this.#text, this.#at++);
      else {
        written.add(ansiText(found), this.#at, this.#at + found[0].length);
        this.#at += found[0].length;
      }
    }
    this.#at++;
  }

  /** `$name`, `${…}`, `$(…)` or backticks. A dollar sign before anything else is one. */
  #hole(written: Writing, depth: number): void {
    const start = this.#at;
    const rest = this.#text.slice(start, start + 256);
    const plain = /^\$(?:([A-Za-z_]\w*)|[0-9@*#?!$-])/.exec(rest) ?? /^\$\{([A-Za-z_]\w*)\}/.exec(rest);
    let content: Word | undefined;
    if (plain) this.#at += plain[0].length;
    else if (rest.startsWith('$((')) this.#at = this.#closing(start + 1, '(', ')');
    else if (rest.startsWith('$(')) {
      this.#at += 2;
      const inner = this.commands(')', depth + 1);
      const [only] = inner;
      if (inner.length === 1 && only?.words.length === 1 && only.words[0]?.text === 'cat')
        content = only.input;
    } else if (rest.startsWith('${')) this.#at = this.#closing(start + 1, '{', '}');
    else if (rest[0] === '`') {
      const end = this.#text.indexOf('`', start + 1);
      if (end < 0) throw new ShellFault('A backtick is opened here and never closed', start);
      this.#at = end + 1;
    } else {
      written.letter(this.#text, this.#at++);
      return;
    }
    written.hole(start, this.#text.slice(start, this.#at), plain?.[1], content);
  }

  /** Where the bracket that stands at an offset is closed, and one beyond. */
  #closing(at: number, open: string, close: string): number {
    let depth = 0;
    let quoted = false;
    for (let i = at; i < this.#text.length; i++) {
      if (this.#text[i] === '\\') i++;
      else if (this.#text[i] === '"') quoted = !quoted;
      else if (quoted) continue;
      else if (this.#text[i] === open) depth++;
      else if (this.#text[i] === close && --depth === 0) return i + 1;
    }
    throw new ShellFault('A bracket is opened here and never closed', at);
  }
}
