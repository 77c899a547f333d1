import { printable } from '../printable.ts';

/** A piece of a page, in which every text stands as text. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What a template can be filled with: texts and numbers are escaped, lists are joined, what is not there is left out. */
export type Content = Html | string | number | false | undefined | readonly Content[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Writes HTML. What is filled in stays text, whatever it holds. */
export function html(parts: TemplateStringsArray, ...filled: readonly Content[]): Html {
  return new Html(
    parts.map((part, index) => (index === 0 ? part : textOf(filled[index - 1]) + part)).join(''),
  );
}

function textOf(content: Content): string {
  if (content instanceof Html) return content.text;
  if (content === undefined || content === false) return '';
  if (typeof content === 'object') return content.map(textOf).join('');
  return printable(String(content)).replace(/[&<>"']/g, (character) => entities[character] as string);
}

/** A message or help, in which names stand between backticks. */
export function prose(text: string): Html {
  const parts = text.split('`');
  // A backtick that closes nothing is one.
  const isOpen = parts.length % 2 === 0;
  const last = parts.length - 1;
  return html`${parts.map((part, index) => {
    if (isOpen && index === last) return `\`${part}`;
    return index % 2 === 1 ? html`<code>${part}</code>` : part;
  })}`;
}
