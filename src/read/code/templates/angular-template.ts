import type { TextMap } from '../programs/mapped-text.ts';
import { angularElement } from './angular-elements.ts';
import { componentCode, endOfRound, partsOf } from './angular-expressions.ts';
import { type Attribute, closingName, isVoid, readAttribute, tagName } from './markup.ts';
import { TemplateCode } from './template-code.ts';

/** The code of an Angular template, and where its parts stand in the file. */
export interface AngularCode {
  readonly text: string;
  readonly map: TextMap;
}

/** Writes the template that a part of a file is as code of its component's class; undefined where it is nested too deeply. */
export function angularTemplate(text: string, start: number, end: number): AngularCode | undefined {
  return new AngularReader(text, start, end).read();
}

type Range = readonly [start: number, end: number];

/** So deep templates may nest loops and conditions; real ones do some ten. */
const deepest = 200;

class AngularReader extends TemplateCode {
  readonly #end: number;
  /** The names that the template itself declares, each with the height from which on they are known. */
  readonly #locals: { readonly height: number; readonly names: readonly string[] }[] = [];
  #at: number;

  constructor(text: string, start: number, end: number) {
    super(text, 'angular');
    this.#at = start;
    this.#end = end;
    const references = [...text.slice(start, end).matchAll(/\s(?:#|ref-)([\w$]+)/g)];
    this.#locals.push({ height: 0, names: references.map(([, name = '']) => name) });
  }

  read(): AngularCode | undefined {
    this.code.add('(() => {');
    while (this.#at < this.#end) this.#next();
    this.closeAll();
    this.code.add('\n});');
    const { text, map } = this.code;
    return this.deepest > deepest ? undefined : { text, map };
  }

  protected override write(start: number, end: number): void {
    for (const { text, at } of componentCode(this.text, start, end, (name) => this.#isLocal(name)))
      if (at) this.code.as(text, ...at);
      else this.code.add(text);
  }

  #isLocal(name: string): boolean {
    return this.#locals.some(({ names }) => names.includes(name));
  }

  /** Declares names in what is opened next. */
  #declare(names: readonly string[], height = this.height + 1): void {
    if (names.length > 0) this.#locals.push({ height, names });
  }

  #next(): void {
    while ((this.#locals.at(-1)?.height ?? 0) > this.height) this.#locals.pop();
    const { text } = this;
    const char = text[this.#at];
    if (char === '<' && text.startsWith('<!--', this.#at)) this.#skipPast('-->');
    else if (char === '<' && /[A-Za-z]/.test(text[this.#at + 1] ?? '')) this.#tag();
    else if (char === '<' && text[this.#at + 1] === '/') this.#closingTag();
    else if (char === '{' && text[this.#at + 1] === '{') this.#interpolation();
    else if (char === '@') this.#block();
    else {
      // `{count, plural, =0 {none}}` has brackets of its own.
      if (char === '{') this.open('{', '');
      else if (char === '}') this.close(this.isInnermost('{', '@') ? '{' : '@');
      this.#at++;
    }
  }

  #closingTag(): void {
    const name = closingName(this.text, this.#at);
    this.#skipPast('>');
    this.close(name);
  }

  #tag(): void {
    const start = this.#at + 1;
    const name = tagName(this.text, start);
    this.#at = start + name.length;
    const attributes = this.#attributes();
    const isClosed = this.text[this.#at - 1] === '/';
    this.#at++;
    if (name === 'script' || name === 'style') {
      if (!isClosed) this.#skipPast(`</${name}`);
      return;
    }
    const closing = this.#element({ name, start }, attributes);
    if (isClosed || isVoid(name)) this.code.add(closing);
    else this.open(name, closing);
  }

  #attributes(): readonly Attribute[] {
    const found: Attribute[] = [];
    while (this.#at < this.#end && this.text[this.#at] !== '>') {
      if (/[\s/]/.test(this.text[this.#at] as string)) this.#at++;
      else {
        const attribute = readAttribute(this.text, this.#at, 'angular');
        this.#at = attribute.end;
        found.push(attribute);
      }
    }
    return found;
  }

  /** Writes what an element is given; returns what closes it. */
  #element(tag: { readonly name: string; readonly start: number }, attributes: readonly Attribute[]): string {
    let closing = '';
    for (const { name, value, written } of attributes) {
      if (name.startsWith('let-')) closing = this.#names([name.slice(4)]) + closing;
      else if (!name.startsWith('*') || !value) continue;
      else if (name === '*ngIf')
        closing = this.#condition(partsOf(this.text, value.start, value.end)) + closing;
      else if (name === '*ngFor') closing = this.#loop(written, value) + closing;
      else closing = this.#directive(value) + closing;
    }
    for (const { name, value, written } of angularElement(this, tag, attributes)) {
      if (!value || /^(\*|let-|#|ref-)/.test(name)) continue;
      if (/^(\(|on-)/.test(name)) this.statements(value.start, value.end);
      else if (/^(\[|bind-)/.test(name)) this.expression(value.start, value.end);
      else if (written.includes('{{')) this.#interpolations(value);
    }
    return closing;
  }

  #interpolations({ start, end }: { readonly start: number; readonly end: number }): void {
    for (let open = this.text.indexOf('{{', start); open >= 0 && open < end; ) {
      const close = this.text.indexOf('}}', open);
      if (close < 0 || close > end) return;
      this.expression(open + 2, close);
      open = this.text.indexOf('{{', close);
    }
  }

  #interpolation(): void {
    const close = this.text.indexOf('}}', this.#at + 2);
    if (close >= 0 && close < this.#end) this.expression(this.#at + 2, close);
    this.#at = close < 0 ? this.#end : close + 2;
  }

  /** `@if (user(); as user) { … }`, `@for (item of items; track item.id) { … }`, `@let name = …;` */
  #block(): void {
    const head = /@(else\s+if|\w+)\s*/y;
    head.lastIndex = this.#at;
    const [whole = '@', word = ''] = head.exec(this.text) ?? [];
    const at = this.#at + whole.length;
    if (word === 'let') {
      this.#constant(at);
      return;
    }
    const close = this.text[at] === '(' ? endOfRound(this.text, at, this.#end) : at - 1;
    const brace = close === undefined ? -1 : close + 1 + this.text.slice(close + 1).search(/\S|$/);
    if (close === undefined || !blocks.has(word.replace(/\s+/, ' ')) || this.text[brace] !== '{') {
      this.#at++;
      return;
    }
    this.#at = brace + 1;
    this.open('@', this.#opening(word, at + 1, close));
  }

  #opening(word: string, start: number, end: number): string {
    const isEmpty = end < start;
    if (/if$/.test(word) && !isEmpty) return this.#condition(partsOf(this.text, start, end));
    if (word === 'for' && !isEmpty) return this.#loop(this.text.slice(start, end), { start, end });
    this.code.add('\n{');
    if (/switch|case/.test(word) && !isEmpty) this.expression(start, end);
    return '\n}';
  }

  /** `@let name = expression;` */
  #constant(at: number): void {
    const [whole = '', name = ''] = /^([\w$]+)\s*=/.exec(this.text.slice(at, at + 200)) ?? [];
    const [first] = partsOf(this.text, at + whole.length, this.#end);
    this.#at = at;
    if (name === '' || !first) return;
    this.#assigned(name, [first[0], first[1]]);
    this.#declare([name], this.height);
    this.#at = first[1];
  }

  #assigned(name: string, [start, end]: Range): void {
    this.code.add(`\nconst ${name} = `);
    if (!this.value(start, end)) this.code.add('$unknown');
    this.code.add(';');
  }

  /** `user$ | async as user; else empty` */
  #condition([test, ...others]: readonly Range[]): string {
    if (!test) return '';
    const taken = this.#taken(test);
    const [alias = taken.name] = others.flatMap(
      ([start, end]) => asName.exec(` ${this.text.slice(start, end)}`)?.[1] ?? [],
    );
    if (alias !== undefined) {
      this.code.add('\n{');
      this.#assigned(alias, taken.range);
      this.#declare([alias]);
      this.code.add(`\nif (${alias}) {`);
      return '\n}}';
    }
    this.code.add('\nif (');
    if (!this.value(...taken.range)) this.code.add('$unknown');
    this.code.add(') {');
    return '\n}';
  }

  /** `let item of items | async as all; let i = index; trackBy: byId`, and `item of items; track item.id; let i = $index`. */
  #loop(written: string, { start, end }: { readonly start: number; readonly end: number }): string {
    const [whole = '', name = ''] = /^\s*(?:let\s+)?([\w$]+)\s*(?:;\s*)?\bof:?\s/.exec(written) ?? [];
    const [list, ...others] = partsOf(this.text, start + whole.length, end);
    if (name === '' || !list) return '';
    const taken = this.#taken(list);
    const names = others.flatMap((part) => declaredIn(this.text.slice(...part)));
    this.code.add(`\nfor (const ${name} of `);
    if (!this.value(...taken.range)) this.code.add('[]');
    this.code.add(') {');
    this.#declare([name]);
    const all = [...names, ...(taken.name === undefined ? [] : [taken.name])];
    return all.length > 0 ? `${this.#names(all)}\n}` : '\n}';
  }

  /** `*ngTemplateOutlet="row; context: { … }"`, `*appRow="let row; let i = index"`. */
  #directive(value: { readonly start: number; readonly end: number }): string {
    const parts = partsOf(this.text, value.start, value.end);
    const names = parts.flatMap((part) => declaredIn(this.text.slice(...part)));
    const [first] = parts;
    if (first && !/^\s*let\s/.test(this.text.slice(...first))) this.expression(...this.#taken(first).range);
    return names.length > 0 ? this.#names(names) : '';
  }

  /** Names of which the template does not say what they are. */
  #names(names: readonly string[]): string {
    this.code.add(`\n{ let ${names.join(', ')};`);
    this.#declare(names);
    return '\n}';
  }

  /** An expression, without the name that it is given. */
  #taken([start, end]: Range): { readonly range: Range; readonly name: string | undefined } {
    const found = asName.exec(this.text.slice(start, end));
    return found
      ? { range: [start, start + found.index], name: found[1] }
      : { range: [start, end], name: undefined };
  }

  #skipPast(mark: string): void {
    const found = this.text.indexOf(mark, this.#at);
    this.#at = found < 0 || found > this.#end ? this.#end : found + mark.length;
  }
}

const blocks = new Set(
  'if,else if,else,for,empty,switch,case,default,defer,placeholder,loading,error'.split(','),
);

const asName = /\s+as\s+([\w$]+)\s*$/;

/** `let i = index, last = last` and `index as i` declare names. */
function declaredIn(part: string): string[] {
  const [, list] = /^\s*let\s+([\s\S]*)$/.exec(part) ?? [];
  if (list === undefined) return [asName.exec(` ${part}`)?.[1] ?? []].flat();
  return list.split(',').flatMap((each) => /^\s*([\w$]+)/.exec(each)?.[1] ?? []);
}
