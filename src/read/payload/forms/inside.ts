import type { Place } from '../../../model/text.ts';
import { type Document, embeddedDocument } from '../document.ts';
import { isFields, own } from '../entry.ts';
import { find } from '../json-text.ts';
import { base64Decoded } from './decoding.ts';
import type { Field } from './sent.ts';

/** A part of a JSON document, asked by paths: for values at once, for places only when a finding needs one. */
export class Inside {
  readonly #document: Document;
  readonly #value: unknown;
  readonly #start: () => number;

  constructor(document: Document, value: unknown, start: () => number) {
    this.#document = document;
    this.#value = value;
    this.#start = start;
  }

  value(...path: readonly string[]): unknown {
    let at = this.#value;
    for (const step of path)
      at = Array.isArray(at) ? at[Number(step)] : isFields(at) ? own(at, step) : undefined;
    return at;
  }

  text(...path: readonly string[]): string | undefined {
    const value = this.value(...path);
    return typeof value === 'string' ? value : undefined;
  }

  /** The place of a value, or of the whole part where it is missing. */
  at(...path: readonly string[]): Place {
    const span = this.#span(path);
    return this.#document.at(span.start, span.end);
  }

  /** The content of a string, out of base64 where the encoding beside it says so. */
  content(path: readonly string[], encoding?: readonly string[]): Document | undefined {
    const text = this.text(...path);
    if (text === undefined) return undefined;
    const document = embeddedDocument(this.#document, text, () => this.#span(path).start);
    return encoding && this.text(...encoding) === 'base64' ? base64Decoded(document) : document;
  }

  /** The fields of a list of `{ name, value }`. */
  fields(path: readonly string[], nameKey: string): Field[] {
    const list = this.value(...path);
    if (!Array.isArray(list)) return [];
    return list.flatMap((one: unknown, index) => {
      const name = isFields(one) ? own(one, nameKey) : undefined;
      const value = this.content([...path, String(index), 'value']);
      const isOff = isFields(one) && own(one, 'disabled') === true;
      return typeof name === 'string' && value && !isOff ? { name, value } : [];
    });
  }

  #span(path: readonly string[]) {
    const start = this.#start();
    return find(this.#document.text, start, path)?.value ?? { start, end: start + 1 };
  }
}
