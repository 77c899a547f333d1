/** So many different texts are remembered. */
const most = 4096;

/**
 * Hands out one string for equal texts. What rules say is put together anew each time, in V8 as a tree of its pieces: the same words,
 * kept with thousands of findings, would take several times their length each time.
 */
export class Words {
  readonly #known = new Map<string, string>();

  /** The string that stands for a text. */
  once(text: string): string {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    if (this.#known.size >= most) this.#known.clear();
    this.#known.set(joinedText(text), text);
    return text;
  }
}

/** A text that is put together of pieces, made one where it is: V8 would keep the pieces, each with what joins it to the others. */
export function joinedText(text: string): string {
  /^/.test(text);
  return text;
}
