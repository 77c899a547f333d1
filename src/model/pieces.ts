/** A text as a whole, or in pieces that are made when they are asked for: a long one is never in memory at once. */
export type Pieces = string | Iterable<string>;

/** Pieces of at least so many UTF-16 units are handed on. */
const least = 1 << 16;

/** The pieces of a text, small ones joined. */
export function* piecesOf(text: Pieces): Generator<string> {
  if (typeof text === 'string') {
    yield text;
    return;
  }
  let joined: string[] = [];
  let length = 0;
  for (const piece of text) {
    joined.push(piece);
    length += piece.length;
    if (length < least) continue;
    yield joined.join('');
    joined = [];
    length = 0;
  }
  if (length > 0) yield joined.join('');
}
