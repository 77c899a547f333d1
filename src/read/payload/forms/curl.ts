import { type Document, decodedDocument } from '../document.ts';
import { faultProblem, type PayloadItem, type Session } from '../session.ts';
import { type Field, readSent, type Sent, type SentBody } from './sent.ts';
import { type Command, readScript, ShellFault } from './shell.ts';
import type { Hole, Word } from './shell-words.ts';

/** Reads what the `curl` commands of a script send to the pack's APIs. */
export function* readCurl(document: Document, session: Session): Generator<PayloadItem> {
  const { text } = document;
  if (/^\s*curl(?:\.exe)?\s+\^"|\s\^\r?\n/.test(text)) {
    const message = 'The command is written for cmd.exe, whose quotes are not read.';
    yield faultProblem(document, {
      span: { start: 0, end: Math.min(text.search(/\s|$/), text.length) },
      message,
      help: 'Copy it as cURL for bash.',
      spoils: true,
    });
    return;
  }
  const commands: Command[] = [];
  let fault: ShellFault | undefined;
  try {
    readScript(text, commands);
  } catch (error) {
    if (!(error instanceof ShellFault)) throw error;
    fault = error;
  }
  yield* readSent(requests(document, commands), session);
  if (!fault) return;
  const help = 'Close it: what comes after it is not read.';
  const span = { start: fault.offset, end: fault.offset + 1 };
  yield faultProblem(document, { span, message: `${fault.message}.`, help, spoils: true });
}

function* requests(document: Document, commands: readonly Command[]): Generator<Sent> {
  const variables = new Map<string, Word>();
  for (const command of commands) {
    for (const word of command.words) {
      const [assignment, name] = /^([A-Za-z_]\w*)=/.exec(word.text) ?? [];
      if (assignment === undefined || name === undefined) break;
      variables.set(name, sliced(word, assignment.length));
    }
    const at = command.words.findIndex(({ text }) => /^(?:.*\/)?curl(?:\.exe)?$/.test(text));
    if (at >= 0) yield* requestsOf(new Call(document, command, at + 1, variables));
  }
}

/** A command may name several addresses: the same body goes to each. */
function* requestsOf(call: Call): Generator<Sent> {
  if (call.isQuery) return;
  const body = call.body();
  if (!body) return;
  for (const word of call.others) {
    const url = call.addressOf(word);
    if (url !== undefined) yield { url, at: () => call.placeOf(word), body };
  }
}

/** Short options that take a value, which may be attached. */
const valued = 'AbcCdDeEFHKmoPQrtTuUwxXyYz';
/** Long options that carry a body. */
const carrying = /^--(data|data-ascii|data-raw|data-binary|data-urlencode|json|form|form-string)$/;

type Kind = 'data' | 'raw' | 'urlencode' | 'json' | 'form';

interface Given {
  readonly kind: Kind;
  readonly word: Word;
}

/** The arguments of one `curl` command. */
class Call {
  /** What is no option of those that carry a body: addresses, and values of other options. */
  readonly others: Word[] = [];
  /** The data goes into the address. */
  isQuery = false;
  readonly #given: Given[] = [];
  readonly #document: Document;
  readonly #command: Command;
  readonly #variables: ReadonlyMap<string, Word>;

  constructor(document: Document, command: Command, from: number, variables: ReadonlyMap<string, Word>) {
    this.#document = document;
    this.#command = command;
    // What a script sets later is not what the command sees.
    this.#variables = new Map(variables);
    const { words } = command;
    for (let i = from; i < words.length; i++) {
      const word = words[i] as Word;
      const long = carrying.exec(word.text)?.[1];
      if (long !== undefined) {
        const value = words[++i];
        if (value) this.#given.push({ kind: kindOf(long), word: value });
      } else if (word.text === '--get') this.isQuery = true;
      else if (/^-[^-]/.test(word.text)) i += this.#short(word, words[i + 1]);
      else this.others.push(word);
    }
  }

  /** Reads joined short options; answers how many of the following words belong to them. */
  #short(word: Word, next: Word | undefined): number {
    for (let i = 1; i < word.text.length; i++) {
      const letter = word.text[i] as string;
      if (letter === 'G') this.isQuery = true;
      if (!valued.includes(letter)) continue;
      const attached = i + 1 < word.text.length;
      const value = attached ? sliced(word, i + 1) : next;
      if (value && letter === 'd') this.#given.push({ kind: 'data', word: value });
      if (value && letter === 'F') this.#given.push({ kind: 'form', word: value });
      return attached ? 0 : 1;
    }
    return 0;
  }

  /** An address as `readSent` takes it; undefined for what cannot be one. */
  addressOf(word: Word): string | undefined {
    const text = withoutHoles(word, (hole) => {
      const value = hole.variable === undefined ? undefined : this.#variables.get(hole.variable);
      return value && value.holes.length === 0 ? value.text : '{{}}';
    });
    return /[./]/.test(text) ? text : undefined;
  }

  placeOf(word: Word) {
    return documentOf(this.#document, word).at(0, word.text.length);
  }

  body(): SentBody | undefined {
    const forms = this.#given.filter(({ kind }) => kind === 'form' || kind === 'urlencode');
    const rest = this.#given.filter(({ kind }) => kind !== 'form' && kind !== 'urlencode');
    const [first, ...more] = rest.map((given) => this.#contentOf(given));
    if (first && !('text' in first)) return first;
    if (forms.length > 0) return this.#form(forms);
    if (!first) return undefined;
    const separator = rest[0]?.kind === 'json' ? '' : '&';
    const word = more.reduce<Word>((all, one) => ('text' in one ? joined(all, separator, one) : all), first);
    return { kind: 'text', document: documentOf(this.#document, word), holes: word.holes };
  }

  /** What an option sends: its value, what the value stands for, or why that is not known. */
  #contentOf({ kind, word }: Given): Word | SentBody {
    const whole =
      word.holes.length === 1 && word.holes[0]?.end === word.text.length && word.holes[0].start === 0;
    const hole = whole ? word.holes[0] : undefined;
    if (hole) {
      const value =
        hole.content ?? (hole.variable === undefined ? undefined : this.#variables.get(hole.variable));
      const inner =
        value?.holes.length === 1 && value.text.length === value.holes[0]?.end ? value.holes[0] : undefined;
      return inner?.content ?? value ?? word;
    }
    if (kind === 'raw' || !word.text.startsWith('@')) return word;
    if (word.text === '@-') {
      const input = inputOf(this.#command);
      if (input) return input;
    }
    const name =
      word.text === '@-'
        ? 'standard input'
        : `the file \`${withoutHoles(word, ({ written }) => written).slice(1)}\``;
    const help = word.text === '@-' ? 'Write the body into the command.' : 'Check that file by naming it.';
    const why = `The body comes from ${name}, which is not read here.`;
    return { kind: 'elsewhere', why, help, at: () => this.placeOf(word) };
  }

  #form(given: readonly Given[]): SentBody {
    const fields = given.flatMap(({ word }): Field[] => {
      const equals = word.text.indexOf('=');
      if (equals <= 0) return [];
      const value = sliced(word, equals + 1);
      const text = withoutHoles(word, ({ written }) => written).slice(0, equals);
      return [{ name: text, value: documentOf(this.#document, value), holes: value.holes }];
    });
    return { kind: 'fields', fields, at: () => this.placeOf((given[0] as Given).word) };
  }
}

function kindOf(option: string): Kind {
  if (option === 'data-raw') return 'raw';
  if (option === 'data-urlencode') return 'urlencode';
  if (option === 'json') return 'json';
  return option.startsWith('form') ? 'form' : 'data';
}

/** What a command reads, where that is written in the script. */
function inputOf({ input, from }: Command): Word | undefined {
  if (input) return input;
  const [name, ...rest] = from?.words ?? [];
  if (name?.text === 'cat' && rest.length === 0) return from?.input;
  const texts = rest.filter(({ text }) => !/^-[neE]+$/.test(text));
  const isText = (name?.text === 'echo' || name?.text === 'printf') && texts.length === 1;
  return isText && !(name.text === 'printf' && texts[0]?.text.includes('%')) ? texts[0] : undefined;
}

function documentOf(outer: Document, word: Word): Document {
  return decodedDocument(outer, word.text, () => ({
    starts: word.starts,
    ends: word.ends,
    empty: word.start,
  }));
}

function sliced(word: Word, from: number): Word {
  const holes = word.holes
    .filter(({ start }) => start >= from)
    .map((hole) => ({ ...hole, start: hole.start - from, end: hole.end - from }));
  return {
    ...word,
    text: word.text.slice(from),
    starts: word.starts.slice(from),
    ends: word.ends.slice(from),
    start: word.ends[from - 1] ?? word.start,
    holes,
  };
}

/** What two options send, as `curl` joins it. */
function joined(one: Word, separator: string, two: Word): Word {
  const moved = one.text.length + separator.length;
  const between = separator === '' ? [] : [two.starts[0] ?? two.start];
  return {
    ...one,
    text: one.text + separator + two.text,
    starts: [...one.starts, ...between, ...two.starts],
    ends: [...one.ends, ...between, ...two.ends],
    holes: [
      ...one.holes,
      ...two.holes.map((hole) => ({ ...hole, start: hole.start + moved, end: hole.end + moved })),
    ],
  };
}

function withoutHoles(word: Word, fill: (hole: Hole) => string): string {
  let text = '';
  let at = 0;
  for (const hole of word.holes) {
    text += word.text.slice(at, hole.start) + fill(hole);
    at = hole.end;
  }
  return text + word.text.slice(at);
}
