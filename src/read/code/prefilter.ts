import type { Api, CallShape } from '../../model/pack.ts';

const suppressionWord = 'eventlint-';

/**
 * The words of which one must occur in a file that holds a tracking call or a suppression: the callees' own names and the
 * vendor's hosts. Searching bytes for them costs a small part of parsing.
 */
export function searchWords(calls: readonly CallShape[], apis: readonly Api[]): string[] {
  const words = calls.map(
    ({ callee, module }) => module ?? (callee.split('.').findLast((part) => part !== '*') as string),
  );
  const hosts = apis.flatMap(({ urls }) => urls.map((url) => new URL(url).host));
  return [...new Set([...words, ...hosts, suppressionWord])];
}

/** Whether a file's bytes hold one of the words. */
export function mayConcern(bytes: Uint8Array, words: readonly string[]): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // UTF-16 hides every word; such a file is read, and said to be none of ours.
  if ((buffer[0] === 0xff && buffer[1] === 0xfe) || (buffer[0] === 0xfe && buffer[1] === 0xff)) return true;
  return words.some((word) => buffer.includes(word));
}
