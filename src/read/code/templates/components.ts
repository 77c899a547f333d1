import { endOfBraces, endOfString, isComplete, markupBegins, skipped } from '../programs/expressions.ts';
import { MappedText, type TextMap } from '../programs/mapped-text.ts';
import { type Attribute, closingName, isVoid, readAttribute, tagName } from './markup.ts';
import { svelteBlock } from './svelte-blocks.ts';
import { type Dialect, TemplateCode, type Unread } from './template-code.ts';
import { openVueElement } from './vue-elements.ts';

/**
 * The program of a single-file component: its scripts, each where it stands in the file with blanks around it, and behind
 * them its template, written as code. So they share one scope, and an element of a component is a call of it with its props.
 */
export interface ComponentProgram {
  readonly text: string;
  readonly language: string;
  /** Where scripts stand: what cannot be parsed elsewhere is the template's own syntax. */
  readonly scripts: readonly (readonly [start: number, end: number])[];
  /** Where the template's code begins, and where its parts stand in the file. */
  readonly template: { readonly at: number; readonly map: TextMap };
  /** Handlers of HTML, `onclick="…"`: each a program of its own. */
  readonly handlers: readonly (readonly [start: number, end: number])[];
  /** Expressions of the template that are not in the program. */
  readonly unread: readonly Unread[];
  /** The template is nested too deeply: nothing of it is in the program. */
  readonly isTooDeep: boolean;
}

/**
 * What stands before the template's code. `$given` is what the component is given as props, `$props` the same with
 * defaults; the other lines are there to be referred to.
 */
const prologue =
  '\n;(function ($given) {\nconst $props = { ...$defaults, ...$given };\n({ props: $given });\n$given;\n$props;\n';

/** Reads a component of Vue, Svelte or Astro. */
export function componentProgram(text: string, dialect: Dialect): ComponentProgram {
  return new TemplateReader(text, dialect).read();
}

/** So deep templates may nest loops and conditions; real ones do some ten. */
const deepest = 200;

/** Behind so many braces that are not closed it is read on: each has the rest of the file looked through. */
const mostUnclosed = 8;

/** Reads a component's file from front to back and writes the code of its template. */
class TemplateReader extends TemplateCode {
  readonly #kept: [start: number, end: number][] = [];
  #language = 'js';
  #unclosed = 0;
  #at = 0;

  read(): ComponentProgram {
    if (this.dialect === 'astro') this.#frontmatter();
    const isTooDeep = !this.#template();
    const template = isTooDeep ? new MappedText(this.text) : this.code;
    if (isTooDeep) template.add(`${prologue}});`);
    const scripts = this.#masked();
    return {
      text: scripts + template.text,
      language: this.#language,
      scripts: this.#kept,
      template: { at: scripts.length, map: template.map },
      handlers: this.handlers,
      unread: this.unread,
      isTooDeep,
    };
  }

  /** Writes the template's code; whether it is not too deep for that. */
  #template(): boolean {
    this.code.add(prologue);
    if (this.dialect === 'astro') this.code.add('[');
    try {
      while (this.#at < this.text.length) this.#next();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return false;
    }
    this.closeAll();
    this.code.add(this.dialect === 'astro' ? '\n];\n});' : '\n});');
    return this.deepest <= deepest;
  }

  #next(): void {
    const { text } = this;
    const char = text[this.#at];
    if (char === '<' && text.startsWith('<!--', this.#at)) this.#skipPast('-->');
    else if (char === '<' && /[A-Za-z]/.test(text[this.#at + 1] ?? '')) this.#tag();
    else if (char === '<' && text[this.#at + 1] === '/') this.#closingTag();
    else if (char === '{' && (this.dialect !== 'vue' || text[this.#at + 1] === '{')) this.#braces();
    else this.#at++;
  }

  #frontmatter(): void {
    const found = /^\s*---\r?\n([\s\S]*?)\r?\n---/.exec(this.text);
    this.#language = 'tsx';
    if (!found) return;
    const start = found[0].indexOf('---') + 3;
    this.#kept.push([start, found[0].length - 3]);
    this.#at = found[0].length;
  }

  #closingTag(): void {
    const name = closingName(this.text, this.#at);
    this.#skipPast('>');
    this.close(name);
  }

  #tag(): undefined {
    const start = this.#at + 1;
    const name = tagName(this.text, start);
    this.#at = start + name.length;
    const attributes = this.#attributes();
    const isClosed = this.text[this.#at - 1] === '/';
    this.#at++;
    const isOtherLanguage = attributes.some((each) => each.name === 'lang' && each.written !== 'html');
    if (name === 'script' && !isClosed) return this.#script(attributes);
    if (name === 'style' || (name === 'template' && isOtherLanguage))
      return isClosed ? undefined : this.#skipPast(`</${name}`);
    const hasContent = !isClosed && !isVoid(name);
    const closing =
      this.dialect === 'vue'
        ? openVueElement(this, { name, start }, attributes)
        : this.#element({ name, start }, attributes);
    if (hasContent) this.open(name, closing);
    else this.code.add(closing);
  }

  /** An element of Svelte or Astro; returns what closes it. */
  #element(tag: { readonly name: string; readonly start: number }, attributes: readonly Attribute[]): string {
    const isComponent = /^[A-Z]/.test(tag.name) || tag.name.includes('.');
    const isAstro = this.dialect === 'astro';
    // `let:item` names what a slot hands over, `on:click` and the like are no props.
    const isProp = ({ name }: Attribute) => !name.includes(':') || name.startsWith('bind:');
    if (isComponent) {
      const listeners = attributes.filter(({ name }) => name.startsWith('on:') && !isAstro);
      this.component(
        tag.name,
        tag.start,
        tag.start + tag.name.length,
        () => {
          for (const each of attributes.filter(isProp)) this.#prop(each);
        },
        () => {
          for (const each of listeners) this.#listener(each);
        },
      );
      for (const each of attributes) if (!isProp(each) && !listeners.includes(each)) this.#attribute(each);
    } else for (const each of attributes) this.#attribute(each);
    const names = attributes.flatMap(({ name }) => (name.startsWith('let:') ? [name.slice(4)] : []));
    if (names.length === 0 || isAstro) return '';
    this.code.add(`\n{ let ${names.join(', ')};`);
    return '\n}';
  }

  #attribute(attribute: Attribute): void {
    if (attribute.expressions.length === 0 || this.dialect === 'astro') this.handler(attribute);
    if (this.dialect === 'astro' && attribute.kind === 'quoted') return;
    for (const [start, end] of attribute.expressions) this.expression(start, end);
  }

  #prop(attribute: Attribute): void {
    const { kind, start, end, value } = attribute;
    const [first] = attribute.expressions;
    if (kind === 'spread' && first) {
      this.code.add('...');
      if (!this.value(first[0], first[1])) this.code.add('{}');
    } else if (kind === 'shorthand' && first) {
      this.code.copy(first[0], first[1]);
    } else {
      const name = attribute.name.replace(/^bind:/, '');
      this.key(name, start, start + attribute.name.length);
      if (kind === 'name') this.code.as(attribute.name === name ? 'true' : name, start, end);
      else if (kind === 'braces' && first) {
        if (!this.value(first[0], first[1], end)) this.code.add('undefined');
      } else if (value && first && this.dialect === 'svelte') this.#mixed(attribute);
      else if (value) this.literal(value.start, value.end);
      else this.code.add('undefined');
    }
    this.code.add(', ');
  }

  /** `on:track={send}`; without a value it emits the same to those who render it itself. */
  #listener({ name, start, end, expressions: [first] }: Attribute): void {
    const [event = ''] = name.slice('on:'.length).split('|');
    this.key(event, start, start + name.length);
    if (!first) this.code.add(`($event) => $dispatch(${JSON.stringify(event)}, $event)`);
    else if (!this.value(first[0], first[1], end)) this.code.add('undefined');
    this.code.add(', ');
  }

  /** `"open_{name}"` is a template of Svelte; `"{name}"` is the expression itself. */
  #mixed({ expressions, value }: Attribute): void {
    const { start, end } = value as { start: number; end: number };
    const [first] = expressions;
    if (first && expressions.length === 1 && first[0] === start + 1 && first[1] === end - 1) {
      if (!this.value(first[0], first[1], end + 1)) this.code.add('undefined');
      return;
    }
    const literal = (from: number, to: number) =>
      this.code.as(this.text.slice(from, to).replace(/[`\\]|\$(?=\{)/g, '\\$&'), from, to);
    this.code.add('`');
    let from = start;
    for (const [inner, behind] of expressions) {
      literal(from, inner - 1);
      this.code.add('${');
      if (!this.value(inner, behind)) this.code.add('undefined');
      this.code.add('}');
      from = behind + 1;
    }
    literal(from, end);
    this.code.add('`');
  }

  #script(attributes: readonly Attribute[]): undefined {
    const start = this.#at;
    this.#skipPast('</script');
    const end = this.#at < this.text.length ? this.#at - '</script'.length : this.text.length;
    const given = (name: string) => attributes.find((each) => each.name === name)?.written;
    const type = given('type') ?? '';
    const isProgram = type === '' || type === 'module' || /javascript|ecmascript|typescript/i.test(type);
    if (!isProgram || given('src') !== undefined) return;
    const language = given('lang');
    if (language && this.dialect !== 'astro') this.#language = language;
    if (end > start) this.#kept.push([start, end]);
  }

  /** Reads the attributes up to the end of a tag. */
  #attributes(): readonly Attribute[] {
    const found: Attribute[] = [];
    while (this.#at < this.text.length && this.text[this.#at] !== '>') {
      if (/[\s/]/.test(this.text[this.#at] as string)) {
        this.#at++;
        continue;
      }
      const attribute = readAttribute(this.text, this.#at, this.dialect);
      this.#at = attribute.end;
      found.push(attribute);
    }
    return found;
  }

  /** `{expression}`, `{{ expression }}`, `{#if expression}`. */
  #braces(): void {
    const open = this.#at;
    if (this.dialect === 'astro') return void this.#markupIn();
    const end = endOfBraces(this.text, open);
    const width = this.dialect === 'vue' ? 2 : 1;
    if (end === this.text.length && this.#unclosed < mostUnclosed && !isComplete(this.text.slice(open))) {
      // What stands behind it is read all the same.
      this.#unclosed++;
      this.#at = open + width;
      this.leaveOut({ text: this.text.slice(open), start: open });
      return;
    }
    this.#at = end;
    if (this.dialect === 'vue') this.expression(open + width, end - width);
    else svelteBlock(this, open + width, end - width);
  }

  /** An expression of Astro, in which there may be elements again. */
  #markupIn(): void {
    const { text, code } = this;
    const open = this.#at;
    let from = open + 1;
    let depth = 0;
    const isEmpty = /\s*(\/\*[\s\S]*?\*\/\s*)?\}/y.test(text.slice(from, from + 500));
    code.add('\n(');
    if (isEmpty) code.add('undefined');
    for (this.#at = from; this.#at < text.length; this.#at++) {
      const char = text[this.#at] as string;
      if (char === '}' && depth === 0) break;
      if (char === '{') depth++;
      else if (char === '}') depth--;
      else if (/["'`]/.test(char)) this.#at = endOfString(text, this.#at, char);
      else if (char === '/') this.#at = skipped(text, this.#at);
      else if (char === '<' && markupBegins(text, open, this.#at)) {
        code.copy(from, this.#at);
        this.#markup();
        from = this.#at;
        this.#at--;
      }
    }
    if (!isEmpty) code.copy(from, this.#at);
    this.#at++;
    code.add('\n),');
  }

  /** One element, or fragment, with all that is in it: a list of what it renders. */
  #markup(): void {
    const before = this.height;
    this.code.add('[');
    if (/^<\s*>/.test(this.text.slice(this.#at, this.#at + 9))) {
      this.#skipPast('>');
      this.open('', '');
    } else this.#next();
    while (this.#at < this.text.length && this.height > before) this.#next();
    this.code.add(']');
  }

  #skipPast(mark: string): undefined {
    const found = this.text.indexOf(mark, this.#at);
    this.#at = found < 0 ? this.text.length : found + mark.length;
  }

  /** The scripts with blanks for everything else; the characters around each part end statements. */
  #masked(): string {
    let masked = '';
    for (const [start, end] of this.#kept)
      masked += separated(this.text.slice(masked.length, start)) + this.text.slice(start, end);
    return masked + separated(this.text.slice(masked.length));
  }
}

/** Blanks of the same width, line breaks kept, between two statements. */
function separated(text: string): string {
  const blank = text.replace(/[^\r\n]/g, ' ');
  const first = blank.search(/ /);
  const ended = first < 0 ? blank : `${blank.slice(0, first)};${blank.slice(first + 1)}`;
  return ended.endsWith(' ') ? `${ended.slice(0, -1)};` : ended;
}
