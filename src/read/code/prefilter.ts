import type { Api, CallShape } from '../../model/pack.ts';

const suppressionWord = 'eventlint-';

/**
 * What must occur in a file that holds a tracking call or a suppression: a callee's own name, a package, a host of the
 * vendor. Searching bytes for it costs a small part of parsing.
 */
export function searchWords(calls: readonly CallShape[], apis: readonly Api[]): RegExp {
  const names = calls.map(
    ({ callee, module }) => module ?? (callee.split('.').findLast((part) => part !== '*') as string),
  );
  const hosts = apis.flatMap(({ urls }) => urls.map((url) => new URL(url).host));
  const words = [...new Set([...names, ...hosts])].map(escaped);
  // Whole words only: two letters are in nearly every file.
  return new RegExp(`(?<![\\w$])(?:${words.join('|')})(?![\\w$])|${suppressionWord}`);
}

/** Whether a file's bytes hold one of the words. */
export function mayConcern(bytes: Uint8Array, words: RegExp): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Binary files and UTF-16 hide every word; they are read, and said to be no code.
  return buffer.includes(0) || words.test(buffer.toString('latin1'));
}

/** Some names as whole words. */
export function wordsAmong(names: readonly string[]): RegExp {
  return new RegExp(`(?<![\\w$])(?:${names.map(escaped).join('|')})(?![\\w$])`);
}

function escaped(word: string): string {
  return word.replace(/[^\w]/g, '\\$&');
}
