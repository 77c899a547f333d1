/** Characters that would move a terminal's cursor, change its colours or reverse its text. */
const unprintable = /[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/gu;

/** What a service that shows a log takes for a command wherever it stands: `##[group]`, `##vso[task.setvariable …]`. */
const command = /#(?=#\w*\[)/g;

/**
 * A text for a terminal or a log: what is under check may hold anything, and shall neither steer the reader's screen nor the
 * service that shows it.
 */
export function printable(text: string): string {
  const escaped = (character: string) => `\\u{${(character.codePointAt(0) as number).toString(16)}}`;
  return text.replace(unprintable, escaped).replace(command, escaped);
}

/** The same for a text with which a line begins: `::error::` is a command there, white space before it or not. */
export function printableStart(text: string): string {
  return printable(text).replace(/^(\s*):(?=:)/, '$1\\u{3a}');
}

/** The same, one character for one, so that what stands below keeps its column. */
export function printableLine(text: string): string {
  return text.replaceAll('\t', ' ').replace(unprintable, '\uFFFD').replace(command, '\uFFFD');
}

const wide =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uFF00-\uFF60]/u;
let graphemes: Intl.Segmenter | undefined;

/** How many columns a text takes in a terminal. */
export function columnsOf(text: string): number {
  // Most lines are plain, and what takes others apart costs as much to make as a small run does.
  if (/^[\x20-\x7e…]*$/.test(text)) return text.length;
  graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  let columns = 0;
  for (const { segment } of graphemes.segment(text)) columns += wide.test(segment) ? 2 : 1;
  return columns;
}
