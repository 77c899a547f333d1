import type { CodeInput } from '../index.ts';
import { boundLabel, searchable } from '../programs/prefilter.ts';

/** What an element of a template is, by which a selector tells whether it means it. */
export interface TemplateElement {
  readonly tag: string;
  /** Its attributes by their names, those that are bound among them, each with its text where that is written. */
  readonly attributes: ReadonlyMap<string, string | undefined>;
}

/** One of the selectors that a comma stands between. */
interface Selector {
  readonly tag: string | undefined;
  readonly attributes: readonly (readonly [name: string, value: string | undefined])[];
  readonly without: readonly Selector[];
}

/** A selector of a class, as the class has it written. */
export interface SelectedClass {
  readonly file: string;
  readonly text: string;
}

interface Entry extends SelectedClass {
  readonly selector: Selector;
}

const declares = /@(?:Component|Directive)\s*\(/;
const written = /\bselector\s*:\s*(['"`])((?:(?!\1)[^\\])*)\1/g;

/** The components and directives of Angular that a project declares, by what their selectors ask for. */
export class AngularSelectors {
  readonly #inputs: readonly CodeInput[];
  #entries: ReadonlyMap<string, readonly Entry[]> | undefined;
  /** What it was asked who means it. */
  readonly asked = new Set<string>();

  constructor(inputs: readonly CodeInput[]) {
    this.#inputs = inputs;
  }

  /**
   * The classes that mean an element. Of several that are selected by the same tag or attribute, it is not known which are there for
   * the template: none of them counts.
   */
  meaning(element: TemplateElement): readonly SelectedClass[] {
    const { tag, attributes } = element;
    const found = new Map<string, SelectedClass>();
    for (const key of [...attributes.keys(), tag]) {
      this.asked.add(boundLabel(key));
      const all = this.#selectedBy(key).filter(({ selector }) => means(selector, element));
      const [only, ...others] = new Map(all.map((each) => [idOf(each), each])).values();
      if (only && others.length === 0) found.set(idOf(only), only);
    }
    return [...found.values()];
  }

  /** The files with classes that go by one of the names of what sends, each with those. */
  provided(names: ReadonlySet<string>): ReadonlyMap<string, ReadonlySet<string>> {
    const found = new Map<string, Set<string>>();
    for (const name of names) {
      if (!name.startsWith('[')) continue;
      for (const { file } of this.#selectedBy(name.slice(1)))
        found.set(file, (found.get(file) ?? new Set()).add(name));
    }
    return found;
  }

  #selectedBy(key: string): readonly Entry[] {
    this.#entries ??= this.#read();
    return this.#entries.get(key) ?? [];
  }

  #read(): ReadonlyMap<string, readonly Entry[]> {
    const found = new Map<string, Entry[]>();
    for (const { file, bytes } of this.#inputs) {
      const text = /(?<!\.d|\.spec|\.test|\.stories)\.ts$/.test(file) ? searchable(bytes) : undefined;
      if (text === undefined || !declares.test(text)) continue;
      for (const [, , own = ''] of text.matchAll(written))
        for (const selector of selectorsIn(own))
          for (const key of keysOf(selector)) {
            const entry = { file, text: own, selector };
            found.set(key, [...(found.get(key) ?? []), entry]);
          }
    }
    return found;
  }
}

function idOf({ file, text }: SelectedClass): string {
  return `${file}#${text}`;
}

/** The names by which a class can be called that goes by a selector. */
export function labelsOf(text: string): readonly string[] {
  return selectorsIn(text).flatMap(keysOf).map(boundLabel);
}

/** What an element must have that a selector means: its attributes, or else the tag. */
function keysOf({ tag, attributes }: Selector): readonly string[] {
  if (attributes.length > 0) return attributes.map(([name]) => name);
  return tag === undefined ? [] : [tag];
}

function means({ tag, attributes, without }: Selector, element: TemplateElement): boolean {
  if (tag !== undefined && tag !== element.tag) return false;
  const has = ([name, value]: Selector['attributes'][number]) =>
    element.attributes.has(name) && (value === undefined || element.attributes.get(name) === value);
  return attributes.every(has) && !without.some((each) => means(each, element));
}

/** The selectors of a list; those that are not understood, as ones by a class of CSS, mean nothing. */
function selectorsIn(text: string): readonly Selector[] {
  const all = text.match(/(?:\[[^\]]*\]|\([^)]*\)|[^,[(])+/g) ?? [];
  return all.flatMap((each) => selectorOf(each.trim()) ?? []);
}

const part = /(?:\[([\w-]+)(?:=(?:"([^"]*)"|'([^']*)'|([\w-]*)))?\]|:not\(([^()]*)\))/y;

function selectorOf(text: string): Selector | undefined {
  const [name = ''] = /^[\w-]*/.exec(text) ?? [];
  const attributes: [string, string | undefined][] = [];
  const without: Selector[] = [];
  for (part.lastIndex = name.length; part.lastIndex < text.length; ) {
    const at = part.lastIndex;
    const found = part.exec(text);
    if (!found) return undefined;
    const [whole, attribute, double, single, plain, excluded] = found;
    if (attribute !== undefined) attributes.push([attribute, double ?? single ?? plain]);
    else {
      const inner = selectorOf((excluded ?? '').trim());
      if (!inner) return undefined;
      without.push(inner);
    }
    part.lastIndex = at + whole.length;
  }
  return { tag: name === '' ? undefined : name, attributes, without };
}
