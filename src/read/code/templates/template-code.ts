import { isComplete, isEmptyExpression } from '../programs/expressions.ts';
import { MappedText } from '../programs/mapped-text.ts';
import type { Attribute } from './markup.ts';

/** The languages of components. */
export type Dialect = 'vue' | 'svelte' | 'astro' | 'angular';

/** Something that was opened and is closed with what it has opened in the code. */
interface Opened {
  /** A tag, or `#each` and the like. */
  readonly name: string;
  readonly closing: string;
}

/** An expression that is not read, as it would take in what is written behind it, and where it begins. */
export interface Unread {
  readonly text: string;
  readonly start: number;
}

/** So many are looked at: of one file, one fault is told. */
const mostUnread = 8;

/** The code that is written for a template, and what is open in it. */
export class TemplateCode {
  readonly text: string;
  readonly dialect: Dialect;
  readonly code: MappedText;
  readonly handlers: [start: number, end: number][] = [];
  readonly unread: Unread[] = [];
  readonly #opened: Opened[] = [];
  /** How many of each name are open. */
  readonly #names = new Map<string, number>();
  #depth = 0;
  /** How many blocks were open in one another at most. */
  deepest = 0;

  constructor(text: string, dialect: Dialect) {
    this.text = text;
    this.dialect = dialect;
    this.code = new MappedText(text);
  }

  /** How many elements and blocks are open. */
  get height(): number {
    return this.#opened.length;
  }

  /** Closes all that is open. */
  closeAll(): void {
    while (this.#opened.length > 0) this.#close();
  }

  /** Opens a block in the code that is closed where the element, or block of Svelte, ends. */
  open(name: string, closing: string): void {
    this.#opened.push({ name, closing });
    this.#names.set(name, (this.#names.get(name) ?? 0) + 1);
    this.#depth += closing === '' ? 0 : 1;
    this.deepest = Math.max(this.deepest, this.#depth);
  }

  /** Closes what was opened last by a name; what stands open in it ends there as well. */
  close(name: string): void {
    if (!this.#names.get(name)) return;
    while (this.#close() !== name);
  }

  /** Whether the one name was opened behind the other. */
  isInnermost(name: string, other: string): boolean {
    const names = this.#opened.map((each) => each.name);
    return names.lastIndexOf(name) > names.lastIndexOf(other);
  }

  #close(): string {
    const { name, closing } = this.#opened.pop() as Opened;
    this.#names.set(name, (this.#names.get(name) ?? 0) - 1);
    this.#depth -= closing === '' ? 0 : 1;
    this.code.add(closing);
    return name;
  }

  /** Closes what stands open in what was opened last by a name; whether there is such. */
  closeWithin(name: string): boolean {
    if (!this.#names.get(name)) return false;
    while (this.#opened.at(-1)?.name !== name) this.#close();
    return true;
  }

  /** An expression of the file, as a statement or as an element of what is open. */
  expression(start: number, end: number): void {
    if (this.value(start, end)) this.code.add(this.dialect === 'astro' ? ',' : ';');
  }

  /** An expression of the file, with what ends it there; whether there is one that can be read. */
  value(start: number, end: number, behind = end): boolean {
    const written = withoutEntities(this.text.slice(start, end));
    if (isEmptyExpression(written) || !this.#isComplete(written, start)) return false;
    this.code.add('\n(');
    this.write(start, end);
    // Its last line may end in a comment.
    this.code.add('\n');
    this.code.as(')', end, behind);
    return true;
  }

  #isComplete(text: string, start: number): boolean {
    const is = isComplete(text);
    if (!is) this.leaveOut({ text, start });
    return is;
  }

  /** Takes note of an expression that is not read. What stands in no template of Vue, and raw text in one, is none. */
  leaveOut(unread: Unread): void {
    // Those of Angular have a syntax of their own, which its compiler knows better.
    if (this.dialect === 'angular') return;
    const isExpression =
      this.dialect !== 'vue' || (this.#names.get('template') && !/\bv-pre\b|\bdelimiters\b/.test(this.text));
    if (isExpression && this.unread.length < mostUnread)
      this.unread.push({ ...unread, start: unread.start + unread.text.search(/\S|$/) });
  }

  /** Code of the file; in an attribute of Vue it may hold `&quot;`. */
  protected write(start: number, end: number): void {
    let from = start;
    if (this.dialect === 'vue')
      for (const { index, 0: entity } of this.text.slice(start, end).matchAll(anyEntity)) {
        this.code.copy(from, start + index);
        from = start + index + entity.length;
        this.code.as(withoutEntities(entity), start + index, from);
      }
    this.code.copy(from, end);
  }

  /** Statements of the file, as a handler of Vue has them. */
  statements(start: number, end: number): void {
    const written = withoutEntities(this.text.slice(start, end));
    if (!this.#isComplete(written, start)) return;
    if (/^\s*(async\s+)?function\b/.test(written)) this.expression(start, end);
    else {
      this.code.add('\n{ let $event;\n');
      this.write(start, end);
      this.code.add('\n}');
    }
  }

  /** An element of a component: a call of it with an object of its props, and one of what it is to call for what it emits. */
  component(name: string, start: number, end: number, props: () => void, listeners?: () => void): void {
    this.code.add('\n');
    this.code.as(name, start, end);
    this.code.add('({ ');
    props();
    if (listeners) {
      this.code.add(' }, { ');
      listeners();
    }
    this.code.add(' })');
    this.code.add(this.dialect === 'astro' ? ',' : ';');
  }

  /** What a component is to call: a function, or statements of Vue or Angular, which know what they are told as `$event`. */
  listener(name: string, { start, end, value }: Attribute): void {
    if (!value) return;
    const written = withoutEntities(this.text.slice(value.start, value.end));
    if (!this.#isComplete(written, value.start)) return;
    this.key(name, start, Math.min(end, value.start));
    if (this.dialect === 'vue' && functionOfVue.test(written)) this.value(value.start, value.end);
    else {
      this.code.as('($event) => {\n', value.start, value.start);
      this.write(value.start, value.end);
      this.code.add('\n}');
    }
    this.code.add(', ');
  }

  /** `onclick="…"` of an element of HTML. */
  handler({ kind, name, value }: Attribute): void {
    if (kind === 'quoted' && value && /^on[a-z]+$/.test(name)) this.handlers.push([value.start, value.end]);
  }

  /** The key of a prop. */
  key(name: string, start: number, end: number): void {
    this.code.as(/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name), start, end);
    this.code.add(': ');
  }

  /** The text between two quotes, as a literal. */
  literal(start: number, end: number): void {
    const written = this.text.slice(start, end);
    const isQuoted = /["']/.test(this.text[start - 1] ?? '') && this.text[end] === this.text[start - 1];
    const [from, to] = isQuoted ? [start - 1, end + 1] : [start, end];
    if (isQuoted && !/[\\\r\n&]/.test(written)) this.code.copy(from, to);
    else this.code.as(JSON.stringify(withoutEntities(written)), from, to);
  }
}

/** What Vue takes as a function, and not as statements: one that is written out, or a path. */
const functionOfVue =
  /^\s*(?:async\s*)?(?:\([^)]*\)|[\w$]+)\s*=>|^\s*(?:async\s+)?function\b|^\s*[A-Za-z_$][\w$]*(?:\.[\w$]+|\[(?:'[^']*'|"[^"]*"|[\w$]+)\])*\s*$/;

const entities: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&#39;': "'",
  '&apos;': "'",
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
};

const anyEntity = /&(?:quot|#39|apos|lt|gt|amp);/g;

function withoutEntities(text: string): string {
  return text.replace(anyEntity, (entity) => entities[entity] as string);
}
