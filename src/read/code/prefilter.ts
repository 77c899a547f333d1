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
  const words = [...new Set([...names, ...hosts])].map((word) => word.replace(/[^\w]/g, '\\$&'));
  // Whole words only: two letters are in nearly every file.
  return new RegExp(`(?<![\\w$])(?:${words.join('|')})(?![\\w$])|${suppressionWord}`);
}

/** Whether a file's bytes hold one of the words. */
export function mayConcern(bytes: Uint8Array, words: RegExp): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // UTF-16 hides every word; such a file is read, and said to be none of ours.
  if ((buffer[0] === 0xff && buffer[1] === 0xfe) || (buffer[0] === 0xfe && buffer[1] === 0xff)) return true;
  return words.test(buffer.toString('latin1'));
}
