import { codePoints, shorten } from './text.ts';

/**
 * The snake_case spelling of a name: `Order Placed`, `orderPlaced` and `order-placed` → `order_placed`, `userID` →
 * `user_id`. Accents are dropped; what is no letter or digit separates words. Empty when a letter has no ASCII spelling.
 */
export function snakeCase(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}+/gu, '');
  if (/(?![a-zA-Z0-9])[\p{L}\p{N}]/u.test(plain)) return '';
  return plain
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
}

/** A name between backticks, as messages show it. */
export function quoteName(name: string): string {
  return `\`${shorten(name)}\``;
}

/** A number with its noun: "1 character", "254 characters". */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/** A number as it is read: 32,768. Not by `Intl`, whose data take megabytes once they are asked for. */
export function withCommas(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** What a length breaks, as the end of a sentence: "has 255 characters; the limit is 254". */
export function lengthFault(
  name: string,
  { min = 0, max }: { readonly min?: number; readonly max: number },
): string | undefined {
  const length = codePoints(name);
  if (length > max) return `has ${counted(length, 'character')}; the limit is ${max}`;
  if (length >= min) return undefined;
  return length === 0
    ? `is empty; it needs at least ${counted(min, 'character')}`
    : `has ${counted(length, 'character')}; it needs at least ${min}`;
}

/** The distinct characters of a name that a pattern for whole names does not allow by themselves, in order. */
export function foreignCharacters(name: string, pattern: string): string[] {
  const allowed = new RegExp(pattern, 'u');
  return [...new Set(name)].filter((character) => !allowed.test(character));
}

const mostShown = 5;

/** Characters listed for a message; one that would not be seen is shown by its number. */
export function showCharacters(characters: readonly string[]): string {
  const shown = characters.slice(0, mostShown).map(showCharacter);
  const more = characters.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

function showCharacter(character: string): string {
  if (character !== '`' && /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character)) return `\`${character}\``;
  const number = character.codePointAt(0) ?? 0;
  return `U+${number.toString(16).toUpperCase().padStart(4, '0')}`;
}
