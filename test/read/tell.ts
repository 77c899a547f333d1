import type { ReadingProblem } from '../../src/model/finding.ts';
import { InputError } from '../../src/model/input-error.ts';
import { type Place, position } from '../../src/model/text.ts';

/** A problem as a line: `3:5 `text` message help`. */
export function told({ place, message, help }: Pick<ReadingProblem, 'place' | 'message' | 'help'>): string {
  return `${where(place)} ${[message, help].filter(Boolean).join(' ')}`;
}

/** Where something stands and what text that is. */
export function where({ source, span }: Place): string {
  const { line, column } = position(source, span.start);
  const text = source.text.slice(span.start, span.end);
  const file = source.file === 'main.yaml' ? '' : `${source.file}:`;
  return `${file}${line}:${column} ‹${text.length > 40 ? `${text.slice(0, 40)}…` : text}›`.replaceAll(
    '\n',
    '⏎',
  );
}

/** What a reader says: its result's lines, or the error that it ends with. */
export function outcome(read: () => string[]): string[] {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { place, message, help } = error;
    return [`! ${place ? told({ place, message, help }) : [message, help].filter(Boolean).join(' ')}`];
  }
}

/** Cases with what came of them, for a golden file that is read by eye. */
export function transcript(
  cases: readonly (readonly [string, string])[],
  read: (text: string) => string[],
): string {
  const parts = cases.map(([title, text]) => {
    const shown = text.length > 600 ? `${text.slice(0, 80)}… (${text.length} characters)` : text;
    return `## ${title}\n\n${visible(shown.trimEnd())}\n\n${
      outcome(() => read(text))
        .map((line) => `→ ${visible(line)}`)
        .join('\n') || '→ nothing'
    }\n`;
  });
  return parts.join('\n');
}

/** A text without control characters, so that a golden file is text. */
function visible(text: string): string {
  return text.replaceAll('\r', '').replace(/[\u0000-\u0008\u000b-\u001f]/g, '\u2400');
}
