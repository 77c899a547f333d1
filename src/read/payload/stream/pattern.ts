/** A set of bytes of ASCII, a bit for each. */
type Bytes = bigint;
/** The sets that an expression is made of. */
export type Sets = readonly Bytes[];

/** What a text, or the rest of one, has to be. Two with one key are the same. */
export type Expression = { readonly key: string } & (
  | { readonly kind: 'one'; readonly of: Bytes }
  | { readonly kind: 'empty' }
  | { readonly kind: 'then'; readonly first: Expression; readonly second: Expression }
  | { readonly kind: 'either'; readonly all: readonly Expression[] }
  | { readonly kind: 'many'; readonly of: Expression }
);

const all: Bytes = (1n << 128n) - 1n;
/** No text. */
export const never: Expression = one(0n);
const empty: Expression = { kind: 'empty', key: '' };

function one(of: Bytes): Expression {
  return { kind: 'one', of, key: of.toString(36) };
}

function then(first: Expression, second: Expression): Expression {
  if (first === empty || second.key === never.key) return second;
  if (second === empty || first.key === never.key) return first;
  // Leaning to one side, so that the same is written in one way.
  if (first.kind === 'then') return then(first.first, then(first.second, second));
  return { kind: 'then', first, second, key: `(${first.key}.${second.key})` };
}

function either(...expressions: readonly Expression[]): Expression {
  const parts = new Map<string, Expression>();
  for (const each of expressions)
    for (const part of each.kind === 'either' ? each.all : [each])
      if (part.key !== never.key) parts.set(part.key, part);
  const found = [...parts.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  if (found.length < 2) return found[0] ?? never;
  return { kind: 'either', all: found, key: `(${found.map(({ key }) => key).join('|')})` };
}

function many(of: Expression): Expression {
  return of === empty || of.kind === 'many' ? of : { kind: 'many', of, key: `${of.key}*` };
}

/** Whether nothing need come. */
export function isEmptyTaken(expression: Expression): boolean {
  switch (expression.kind) {
    case 'one':
      return false;
    case 'empty':
    case 'many':
      return true;
    case 'then':
      return isEmptyTaken(expression.first) && isEmptyTaken(expression.second);
    case 'either':
      return expression.all.some(isEmptyTaken);
  }
}

/** What may come behind a byte. */
export function rest(expression: Expression, byte: number): Expression {
  switch (expression.kind) {
    case 'one':
      return (expression.of >> BigInt(byte)) & 1n ? empty : never;
    case 'empty':
      return never;
    case 'then': {
      const { first, second } = expression;
      const behind = then(rest(first, byte), second);
      return isEmptyTaken(first) ? either(behind, rest(second, byte)) : behind;
    }
    case 'either':
      return either(...expression.all.map((each) => rest(each, byte)));
    case 'many':
      return then(rest(expression.of, byte), expression);
  }
}

/** What is found in a pattern that no automaton can tell. */
class NotRegular extends Error {}

/** What texts of ASCII a pattern is found in; undefined where that is more than an expression can say, or the pattern is none. */
export function parsePattern(
  pattern: string,
): { readonly expression: Expression; readonly sets: Sets } | undefined {
  try {
    new RegExp(pattern, 'u');
    return new Parser(pattern).parse();
  } catch (error) {
    if (error instanceof NotRegular || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Expressions that are written out to more sets than that are not taken. */
const mostSets = 130;

const digit = range('0', '9');
const word = digit | range('a', 'z') | range('A', 'Z') | of('_');
const space = of('\t\n\v\f\r ');
const classes: Readonly<Record<string, Bytes>> = {
  d: digit,
  D: all ^ digit,
  w: word,
  W: all ^ word,
  s: space,
  S: all ^ space,
};
const controls: Readonly<Record<string, string>> = { t: '\t', n: '\n', v: '\v', f: '\f', r: '\r' };

/** Reads a pattern that is known to be valid. */
class Parser {
  readonly #pattern: string;
  readonly #sets = new Set<Bytes>();
  #at = 0;
  #size = 0;
  /** Its outermost alternatives are more than one. */
  #hasChoice = false;

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  parse() {
    const fromStart = this.#take('^');
    const found = this.#choice(true);
    const toEnd = this.#take('$');
    if (this.#at < this.#pattern.length || (this.#hasChoice && (fromStart || toEnd))) throw new NotRegular();
    const anything = many(one(all));
    const expression = then(fromStart ? empty : anything, then(found, toEnd ? empty : anything));
    return { expression, sets: [...this.#sets] };
  }

  #choice(isOuter = false): Expression {
    const parts = [this.#sequence()];
    while (this.#take('|')) parts.push(this.#sequence());
    if (isOuter) this.#hasChoice = parts.length > 1;
    return either(...parts);
  }

  #sequence(): Expression {
    const terms: Expression[] = [];
    while (this.#at < this.#pattern.length && !'|)$'.includes(this.#next)) terms.push(this.#term());
    return terms.reduceRight((behind, term) => then(term, behind), empty);
  }

  #term(): Expression {
    const from = this.#size;
    const atom = this.#atom();
    const each = this.#size - from;
    const [least, most] = this.#times();
    this.#size += each * (Number.isFinite(most) ? most : least);
    if (this.#size > mostSets) throw new NotRegular();
    let found: Expression = Number.isFinite(most) ? empty : many(atom);
    for (let i = least; i < most && Number.isFinite(most); i++) found = either(empty, then(atom, found));
    for (let i = 0; i < least; i++) found = then(atom, found);
    return found;
  }

  /** How often what came before may come. */
  #times(): readonly [number, number] {
    const [text, least, comma, most] =
      /^(?:[*+?]|\{(\d+)(,?)(\d*)\})/.exec(this.#pattern.slice(this.#at)) ?? [];
    if (text === undefined) return [1, 1];
    this.#at += text.length;
    // As few as possible or as many: the texts are the same.
    this.#take('?');
    if (text === '*') return [0, Number.POSITIVE_INFINITY];
    if (text === '+') return [1, Number.POSITIVE_INFINITY];
    if (text === '?') return [0, 1];
    if (comma === '') return [Number(least), Number(least)];
    return [Number(least), most === '' ? Number.POSITIVE_INFINITY : Number(most)];
  }

  #atom(): Expression {
    const c = this.#read();
    if (c === '(') {
      if (this.#next === '?' && !this.#take('?:')) throw new NotRegular();
      const inner = this.#choice();
      if (!this.#take(')')) throw new NotRegular();
      return inner;
    }
    if (c === '[') return this.#set(this.#members());
    if (c === '.') return this.#set(all ^ of('\n\r'));
    if (c === '^') throw new NotRegular();
    return this.#set(c === '\\' ? this.#escaped() : of(c));
  }

  /** What stands between brackets. */
  #members(): Bytes {
    const isNegated = this.#take('^');
    let members = 0n;
    while (!this.#take(']')) {
      const from = this.#member();
      const isRange = this.#next === '-' && this.#pattern[this.#at + 1] !== ']';
      if (isRange) this.#at++;
      members |= isRange ? span(from, this.#member()) : typeof from === 'string' ? of(from) : from;
    }
    return isNegated ? all ^ members : members;
  }

  /** A character, or a class of them. */
  #member(): string | Bytes {
    const c = this.#read();
    if (c !== '\\') return c;
    const letter = this.#read();
    return classes[letter] ?? controls[letter] ?? this.#itself(letter);
  }

  #escaped(): Bytes {
    const letter = this.#read();
    return classes[letter] ?? of(controls[letter] ?? this.#itself(letter));
  }

  /** A character that is escaped to stand for itself. Others begin what is not followed: `\b`, `\1`, `\u`, `\p`. */
  #itself(letter: string): string {
    if (/[0-9a-z]/i.test(letter)) throw new NotRegular();
    return letter;
  }

  #set(members: Bytes): Expression {
    this.#size++;
    this.#sets.add(members);
    return one(members);
  }

  get #next(): string {
    return this.#pattern[this.#at] ?? '';
  }

  #read(): string {
    return this.#pattern[this.#at++] ?? '';
  }

  #take(text: string): boolean {
    if (!this.#pattern.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }
}

/** Those of some characters that are ASCII. */
function of(characters: string): Bytes {
  let bytes = 0n;
  for (const { code } of [...characters].map((c) => ({ code: c.charCodeAt(0) })))
    if (code < 128) bytes |= 1n << BigInt(code);
  return bytes;
}

function range(from: string, to: string): Bytes {
  let bytes = 0n;
  for (let code = from.charCodeAt(0); code <= Math.min(to.charCodeAt(0), 127); code++)
    bytes |= 1n << BigInt(code);
  return bytes;
}

function span(from: string | Bytes, to: string | Bytes): Bytes {
  if (typeof from === 'string' && typeof to === 'string') return range(from, to);
  throw new NotRegular();
}
